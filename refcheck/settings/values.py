"""Values of the settings."""

import posixpath
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase

from attrs import evolve, field, frozen

from refcheck.model import Severity
from refcheck.settings.baseline import Baseline
from refcheck.settings.selecting import Selection, are_patterns, fits, is_pattern, weight


@frozen(kw_only=True)
class PerFileIgnores:
    """Codes that are not shown for the files that ``files``, a pattern of names, fits."""

    files: str
    ignore: tuple[str, ...] = field(validator=are_patterns)


@frozen(kw_only=True)
class SeverityOf:
    """How grave the findings of a code, or of a pattern of codes, are to be taken."""

    code: str = field(validator=is_pattern)
    severity: Severity


@frozen(kw_only=True)
class Waiver:
    """Somebody's decision to leave what a rule finds in one reference.

    ``code`` may be a pattern. After the day ``until`` (``None``: never) the finding returns. A waiver with a ``file`` holds
    only there. ``stands_in`` is the configuration that has it, if one does.
    """

    fingerprint: str
    code: str
    who: str
    why: str
    until: date | None = None
    file: str | None = None
    stands_in: str | None = field(default=None, eq=False)

    def covers(self, file: str, fingerprint: str, code: str) -> bool:
        """Return whether it is about that code in that reference, be it over or not."""
        return self.fingerprint == fingerprint and fits(self.code, code) and self.file in (None, file)


@frozen(kw_only=True)
class Choice:
    """Somebody's decision which reading of a printed identifier is the right one."""

    fingerprint: str
    printed: str
    value: str
    who: str
    why: str


class Decided(StrEnum):
    """A person's decision about a change that a finding proposes."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    REFUSED = "refused"


@frozen(kw_only=True)
class EditDecision:
    """Somebody's decision about the change that a rule's finding proposes in one reference.

    ``printed`` is the text that would be changed (``None``: whatever the rule finds there), ``value`` what is written for it
    where the proposal was edited.
    """

    fingerprint: str
    code: str
    decided: Decided
    who: str
    why: str
    printed: str | None = None
    value: str | None = None


@frozen(kw_only=True)
class Settings:
    """Everything that is set for a run; the default shows every finding as it is.

    Args:
        selections: what is shown, each say over the one before it: the configuration's, then the command line's.
        per_file_ignores: codes that are left out for some files.
        severities: how grave findings are taken.
        waivers: findings that were decided to be left.
        choices: readings of identifiers that were decided on.
        edits: proposed changes that were accepted, edited or refused.
        baseline: findings that were adopted with an old list.
        fail_on: the severity from which the command fails, or ``never``.
        options: how the command is run and what it shows, by the options' names: ``links``, ``offline``, ``format``, ``show`` …
        connections: the fields of :class:`~refcheck.registries.connections.Connections` that are set, by name.
        of_project: those of them that a project's file has set, and not the user.
        folder: where the configuration lies, absolute; patterns of files begin there.
        here: the folder that files' names begin at, absolute.
    """

    selections: tuple[Selection, ...] = ()
    per_file_ignores: tuple[PerFileIgnores, ...] = ()
    severities: tuple[SeverityOf, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    choices: tuple[Choice, ...] = ()
    edits: tuple[EditDecision, ...] = ()
    baseline: Baseline | None = None
    fail_on: str | None = None
    options: Mapping[str, str | bool] = field(factory=dict)
    connections: Mapping[str, str] = field(factory=dict)
    of_project: frozenset[str] = frozenset()
    folder: str = ""
    here: str = ""

    @property
    def decisions(self) -> tuple[Waiver | Choice | EditDecision, ...]:
        """What people decided about single references."""
        return (*self.waivers, *self.choices, *self.edits)

    def selecting(self, selection: Selection) -> "Settings":
        """Return the settings with one more say about what is shown."""
        return evolve(self, selections=(*self.selections, selection))

    def shows(self, file: str, code: str) -> bool:
        """Return whether findings of that code are shown for that file."""
        said = [says for selection in self.selections if (says := selection.says(code)) is not None]
        return (not said or said[-1]) and not any(
            weight(each.ignore, code) and self._fits(each.files, file) for each in self.per_file_ignores
        )

    def severity(self, code: str, usual: Severity) -> Severity:
        """Return how grave a finding of that code is taken."""
        given = max(self.severities, key=lambda each: weight((each.code,), code), default=None)
        return given.severity if given is not None and fits(given.code, code) else usual

    def _fits(self, pattern: str, file: str) -> bool:
        """Return whether a pattern fits a file's last name, or its way from the configuration's folder."""
        path = posixpath.normpath(posixpath.join(self.here, file.replace("\\", "/")))
        anchored = posixpath.normpath(posixpath.join(self.folder, pattern))
        return fnmatchcase(posixpath.basename(path), pattern) or fnmatchcase(path, anchored)
