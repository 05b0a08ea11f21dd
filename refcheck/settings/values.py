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
    """Codes that are not shown for files whose names fit the pattern ``files``."""

    files: str
    ignore: tuple[str, ...] = field(validator=are_patterns)


@frozen(kw_only=True)
class SeverityOf:
    """The severity for the findings of a code, or of a pattern of codes."""

    code: str = field(validator=is_pattern)
    severity: Severity


@frozen(kw_only=True)
class Waiver:
    """A person's decision to waive the findings of a rule in one reference.

    ``code`` may be a pattern. After the date ``until`` (``None``: never) the finding returns. A waiver with a ``file`` is valid
    only there. ``stands_in`` is the configuration that contains it, if any.
    """

    fingerprint: str
    code: str
    who: str
    why: str
    until: date | None = None
    file: str | None = None
    stands_in: str | None = field(default=None, eq=False)

    def covers(self, file: str, fingerprint: str, code: str) -> bool:
        """Return whether the waiver is about the code in the reference, even if it has ended."""
        return self.fingerprint == fingerprint and fits(self.code, code) and self.file in (None, file)


@frozen(kw_only=True)
class Choice:
    """A person's decision which reading of a printed identifier is correct."""

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
    """A person's decision about the change that a rule's finding proposes in one reference.

    ``printed`` is the text that would be changed (``None``: whatever the rule finds there), ``value`` its replacement if the
    proposal was edited.
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
    """All settings of a run; by default every finding is shown unchanged.

    Args:
        selections: the rules that are shown; each overrides the one before it: the configuration's, then the command line's.
        per_file_ignores: codes that are left out for some files.
        severities: severities of findings.
        waivers: decisions to leave findings.
        choices: decisions on the readings of identifiers.
        edits: proposed changes that were accepted, edited or refused.
        baseline: findings that were adopted with an old list.
        fail_on: the severity from which the command fails, or ``never``.
        options: how the command is run and what it shows, by the options' names: ``links``, ``offline``, ``format``, ``show`` …
        connections: the fields of :class:`~refcheck.registries.connections.Connections` that are set, by name.
        of_project: the names of those fields that a project's file has set, and not the user.
        folder: the absolute folder of the configuration, to which patterns of files are relative.
        here: the absolute folder to which file names are relative.
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
        """All decisions about single references."""
        return (*self.waivers, *self.choices, *self.edits)

    def selecting(self, selection: Selection) -> "Settings":
        """Return the settings with one more selection of rules."""
        return evolve(self, selections=(*self.selections, selection))

    def shows(self, file: str, code: str) -> bool:
        """Return whether findings of the code are shown for the file."""
        said = [says for selection in self.selections if (says := selection.says(code)) is not None]
        return (not said or said[-1]) and not any(
            weight(each.ignore, code) and self._fits(each.files, file) for each in self.per_file_ignores
        )

    def severity(self, code: str, usual: Severity) -> Severity:
        """Return the severity of findings of the code, which is ``usual`` unless set."""
        given = max(self.severities, key=lambda each: weight((each.code,), code), default=None)
        return given.severity if given is not None and fits(given.code, code) else usual

    def _fits(self, pattern: str, file: str) -> bool:
        """Return whether a pattern fits a file's base name, or its path relative to the configuration's folder."""
        path = posixpath.normpath(posixpath.join(self.here, file.replace("\\", "/")))
        anchored = posixpath.normpath(posixpath.join(self.folder, pattern))
        return fnmatchcase(posixpath.basename(path), pattern) or fnmatchcase(path, anchored)
