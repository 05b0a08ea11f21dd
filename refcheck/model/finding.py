"""Rules, and what they find."""

from datetime import datetime
from enum import StrEnum

from attrs import astuple, frozen

from refcheck.model.identifier import Safety
from refcheck.model.span import Span

_SEVERITY = "Severity: "
"""Start of the docstring line that states the severity of a rule's findings."""


class Severity(StrEnum):
    """``error``: broken or wrong, with evidence. ``warning``: likely broken or wrong. ``info``: worth knowing.

    Severities are ordered from ``info`` to ``error``, and can be compared with their names; ``rank`` is the position, from 0.
    ``note``, as reports say, is read as ``info``, and ordered like it; but only ``"info"`` is equal to it.

    >>> max(Severity), Severity.ERROR > Severity.WARNING, Severity.INFO >= "warning"
    (<Severity.ERROR: 'error'>, True, False)
    >>> Severity("note"), Severity.INFO >= "note", Severity.INFO == "note"
    (<Severity.INFO: 'info'>, True, False)
    """

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @classmethod
    def _missing_(cls, value: object) -> "Severity | None":
        return cls.INFO if value == "note" else None

    @property
    def rank(self) -> int:
        """0 for ``info``, 1 for ``warning``, 2 for ``error``."""
        return list(Severity).index(self)

    # str defines all four comparisons, alphabetically, so that functools.total_ordering would add none.

    def __lt__(self, other: str) -> bool:
        """Return whether it is less severe; raise ``ValueError`` if the other is not a severity."""
        return self.rank < Severity(other).rank

    def __le__(self, other: str) -> bool:
        """Return whether it is at most as severe."""
        return self.rank <= Severity(other).rank

    def __gt__(self, other: str) -> bool:
        """Return whether it is more severe."""
        return self.rank > Severity(other).rank

    def __ge__(self, other: str) -> bool:
        """Return whether it is at least as severe."""
        return self.rank >= Severity(other).rank


@frozen(kw_only=True, eq=False)
class Rule:
    """A rule's card. Its only key is ``code``, the name in kebab case of the pattern that it finds.

    A rule is equal to its code, so that ``finding.rule == "doi-missing"`` works as expected.
    """

    code: str
    title: str
    severity: Severity
    summary: str

    def __eq__(self, other: object) -> bool:
        """Return whether the other is the same card, or the code of this one."""
        if isinstance(other, str):
            return self.code == other
        return isinstance(other, Rule) and astuple(self) == astuple(other)

    def __hash__(self) -> int:
        """Return the hash of the code."""
        return hash(self.code)

    def __str__(self) -> str:
        """Return the code."""
        return self.code

    @classmethod
    def documented(cls, code: str, doc: str) -> "Rule":
        """Return the card of a rule or repair from its docstring ``doc``, whose indentation was removed.

        The title is the docstring's first line, the severity is stated in a line ``Severity: warning.`` (``info`` without one),
        and the summary is the first paragraph under "What it finds".
        """
        stated = next((line for line in doc.splitlines() if line.startswith(_SEVERITY)), "")
        severity = Severity(stated.removeprefix(_SEVERITY).rstrip(".") or Severity.INFO)
        finds = doc.partition("## What it finds\n")[2].lstrip("\n").partition("\n\n")[0]
        title = doc.partition("\n")[0].rstrip(".")
        return cls(code=code, title=title, severity=severity, summary=" ".join(finds.split()))


@frozen(kw_only=True)
class Evidence:
    """The basis of a finding: the registry, the URL, the time, and the cited and registered values of one field.

    Without a registry (``None``) the evidence is the printed text itself.
    """

    registry: str | None = None
    url: str | None = None
    retrieved: datetime | None = None
    field: str | None = None
    cited: str | None = None
    registered: str | None = None


@frozen(kw_only=True)
class Fix:
    """A change to the printed text: ``span`` of ``Reference.raw`` becomes ``replacement``.

    ``adds`` is the CSL variable whose value ``replacement`` is, where a structured source lacks that field: ``span`` is then empty,
    and the source's format determines how the field is written.
    """

    span: Span
    replacement: str
    safety: Safety
    adds: str | None = None


@frozen(kw_only=True)
class Finding:
    """A defect, inconsistency or other fact that deserves a person's attention.

    ``span`` is within ``Reference.raw``. ``references`` are the keys of the references that it is about: the one
    it was found in, or, for a finding of the whole list, all that it names. ``citations`` are the citations in the document's text
    that it is about, for a finding about citations.
    """

    rule: Rule
    message: str
    span: Span | None = None
    evidence: tuple[Evidence, ...] = ()
    fix: Fix | None = None
    references: tuple[str, ...] = ()
    citations: tuple[Span, ...] = ()

    @property
    def code(self) -> str:
        """The code of its rule: ``doi-missing``."""
        return self.rule.code

    @property
    def severity(self) -> Severity:
        """The severity of its rule."""
        return self.rule.severity

    def __str__(self) -> str:
        """``volume-differs: The volume is cited as “14” and registered as “21”.``"""
        return f"{self.code}: {self.message}"
