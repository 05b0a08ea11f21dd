"""The commands of the menu, and how their results are told."""

from refcheck_writer import changes, comments
from refcheck_writer.copies import answered, one_undo
from refcheck_writer.failures import FailedError
from refcheck_writer.moving import go_to_next
from refcheck_writer.places import listed
from refcheck_writer.settings import ask

_TITLE = "refcheck"
_INFO, _WARNING = 0, 2
"""Kinds of an info bar. Source: com.sun.star.frame.InfobarType."""


def check(context, document):
    """Put a comment at every reference and citation with a finding; those of an earlier check go."""

    def bring(annotated):
        places = comments.found(annotated, document)
        with one_undo(document, "Check references"):
            comments.remove(document)
            comments.bring(places, document)

    said = answered(context, document, "annotate", bring)
    go_to_next(document)
    return said


def fix(context, document):
    """Make the fixes that are safe, as tracked changes."""
    if any(True for _ in listed(document.Redlines)):
        raise FailedError("The document has tracked changes. Accept or reject them first.")

    def bring(fixed):
        edits = changes.found(context, fixed, document)
        with one_undo(document, "Fix references"):
            changes.bring(edits, document)

    return answered(context, document, "fix", bring)


def remove(_, document):
    """Take refcheck's comments out."""
    with one_undo(document, "Remove refcheck's comments"):
        comments.remove(document)
    return ""


COMMANDS = {
    "check": check,
    "fix": fix,
    "next": lambda _, document: go_to_next(document),
    "remove": remove,
    "settings": lambda context, _: ask(context),
}
"""The entries of the menu by their names."""


def told(context, command):
    """Do something with the document at hand, and tell what came of it in a bar above it."""
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = desktop.CurrentComponent
    try:
        said, kind = command(context, document), _INFO
    except FailedError as error:
        said, kind = str(error), _WARNING
    if document.CurrentController.hasInfobar(_TITLE):
        document.CurrentController.removeInfobar(_TITLE)
    if said:
        document.CurrentController.appendInfobar(_TITLE, _TITLE, said, kind, (), True)
