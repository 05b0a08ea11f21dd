"""The settings: which refcheck is asked, and how. They are kept in LibreOffice's own profile."""

from collections import namedtuple

from com.sun.star.beans import PropertyValue

Settings = namedtuple("Settings", "command options server token")

LABELS = {
    "Command": "The refcheck command (a name, or its path)",
    "Options": "Options of the command, such as --offline or --language de",
    "Server": "Or the address of a running refcheck serve, such as http://127.0.0.1:8765",
    "Token": "The token of that service, if it has one",
}
_PATH = "/io.github.refcheck.Settings"
_WIDTH, _LINE, _EDGE = 260, 13, 6


def _node(context, access):
    provider = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.configuration.ConfigurationProvider", context
    )
    path = PropertyValue(Name="nodepath", Value=_PATH)
    return provider.createInstanceWithArguments(f"com.sun.star.configuration.Configuration{access}", (path,))


def settings(context):
    """Return what is set."""
    node = _node(context, "Access")
    return Settings(*((node.getPropertyValue(name) or "").strip() for name in LABELS))


def keep(context, values):
    """Keep what is set, by the names of ``LABELS``."""
    node = _node(context, "UpdateAccess")
    for name, value in values.items():
        node.setPropertyValue(name, value)
    node.commitChanges()


def ask(context):
    """Show what is set, and keep what a person makes of it."""
    manager = context.ServiceManager
    model = manager.createInstanceWithContext("com.sun.star.awt.UnoControlDialogModel", context)
    model.Title, model.Width, model.Height = "Settings of refcheck", _WIDTH, _LINE * (2 * len(LABELS) + 2)
    for place, ((name, label), value) in enumerate(zip(LABELS.items(), settings(context), strict=True)):
        _add(model, f"{name}Label", "FixedText", 2 * place, Label=label)
        _add(model, name, "Edit", 2 * place + 1, Text=value)
    _add(model, "Keep", "Button", 2 * len(LABELS), Label="OK", PushButtonType=1, DefaultButton=True)
    dialog = manager.createInstanceWithContext("com.sun.star.awt.UnoControlDialog", context)
    dialog.setModel(model)
    dialog.setVisible(False)
    dialog.createPeer(manager.createInstanceWithContext("com.sun.star.awt.Toolkit", context), None)
    if dialog.execute():
        keep(context, {name: dialog.getControl(name).getText() for name in LABELS})
    dialog.dispose()


def _add(model, name, kind, line, **properties):
    new = model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
    new.Name, new.PositionX, new.PositionY = name, _EDGE, _EDGE + line * _LINE
    new.Width, new.Height = _WIDTH - 2 * _EDGE, _LINE - 1
    for key, value in properties.items():
        setattr(new, key, value)
    model.insertByName(name, new)
