"""The configuration of a run: the user's own file, overridden by the named one, or by the permitted part of the project's."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from pathlib import Path

from attrs import evolve, field, frozen

from refcheck.settings.definitions import SETTINGS, Kind
from refcheck.settings.files import File
from refcheck.settings.values import Settings


class Whose(StrEnum):
    """The one responsible for a configuration file.

    ``user``: the user, who named it. ``project``: the project in which it was found. ``trusted``: it was found, and the user
    trusts it.
    """

    USER = "user"
    PROJECT = "project"
    TRUSTED = "trusted"


@frozen(kw_only=True)
class Configuration:
    """The settings in force, and the files that they come from.

    Args:
        settings: the settings in force.
        path: the file that was found or named.
        whose: who is responsible for that file.
        own: the user's own file, if there is one.
        refused: the settings in the project's file that it may not decide.
        is_changed: whether that file was trusted, and has changed since.
        origins: for each setting in force, the file that it comes from.
    """

    settings: Settings
    path: Path | None = None
    whose: Whose = Whose.USER
    own: Path | None = None
    refused: tuple[str, ...] = ()
    is_changed: bool = False
    origins: Mapping[str, Path] = field(factory=dict)

    @property
    def warning(self) -> str | None:
        """A sentence on the settings that the project's file may not decide, and how to allow them; ``None`` if there are none."""
        if self.path is None or not self.refused:
            return None
        import shlex  # here, because the warning is rare

        folder = shlex.quote(str(self.path.absolute().parent))
        since = " was changed since you trusted it, and" if self.is_changed else ""
        return f"{self.path}{since} may not set {', '.join(self.refused)}; to allow it: refcheck config trust {folder}"


def load(
    codes: Collection[str], *, here: Path, own: Path, path: Path | None = None, whose: Whose = Whose.PROJECT
) -> Configuration:
    """Return the configuration of a run.

    Args:
        codes: the codes of all rules.
        here: the folder that file names are relative to.
        own: the path of the user's own file, which need not exist.
        path: the file that was found or named.
        whose: who is responsible for it. A file that was found is looked up among the files that the user trusts.

    Raises:
        SettingsError: a file cannot be read or understood.
    """
    users = File.read(own) if own.is_file() else None
    base = users.settings(codes, here=here) if users else Settings(here=here.absolute().as_posix())
    origins = dict.fromkeys(users.data, own) if users else {}
    known = Configuration(settings=base, own=own if users else None, origins=origins)
    if path is None or (users and path.resolve() == own.resolve()):
        return known
    from refcheck.settings.trusted import Trusted, sift  # here, because most runs find no file

    file = File.read(path)
    heeded, refused = sift(file.data, path.absolute().parent, base)
    is_changed = False
    if whose is Whose.PROJECT and refused:
        trusted = Trusted.read()
        is_changed = trusted.knows(path)
        whose = Whose.TRUSTED if trusted.holds(path, file.content) else whose
    if whose is not Whose.PROJECT:
        heeded, refused = file.data, ()
    over = file.settings(codes, here=here, heeded=heeded)
    if whose is not Whose.USER:
        over = evolve(over, of_project=frozenset(over.connections))
    return evolve(
        known,
        settings=_merged(base, over),
        path=path,
        whose=whose,
        refused=refused,
        is_changed=is_changed,
        origins={**origins, **dict.fromkeys(heeded, path)},
    )


def _merged(base: Settings, over: Settings) -> Settings:
    """Return the settings of two files: lists are joined, and for all else, also the folder of file patterns, ``over`` wins."""
    names = {each.field for each in SETTINGS.values() if each.kind is Kind.NAMES} & over.connections.keys()
    both = {name: ",".join(filter(None, (base.connections.get(name), over.connections[name]))) for name in names}
    return evolve(
        over,
        selections=(*base.selections, *over.selections),
        per_file_ignores=(*over.per_file_ignores, *base.per_file_ignores),
        severities=(*over.severities, *base.severities),
        waivers=(*base.waivers, *over.waivers),
        choices=(*base.choices, *over.choices),
        edits=(*base.edits, *over.edits),
        baseline=over.baseline or base.baseline,
        fail_on=over.fail_on or base.fail_on,
        options={**base.options, **over.options},
        connections={**base.connections, **over.connections, **both},
    )
