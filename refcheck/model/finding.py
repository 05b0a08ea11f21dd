"""Rules, and what they find."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from refcheck.model.identifier import Safety
from refcheck.model.span import Span


class Severity(StrEnum):
    """``error``: broken or wrong, with evidence. ``warning``: likely so. ``info``: worth knowing."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for ``info``, 1 for ``warning``, 2 for ``error``."""
        return list(Severity).index(self)


@frozen(kw_only=True)
class Rule:
    """A rule's card: its only key is ``code``, the pattern that it finds, in kebab case."""

    code: str
    title: str
    severity: Severity
    summary: str

    @classmethod
    def documented(cls, code: str, doc: str, severity: Severity) -> "Rule":
        """The card of a rule or repair whose file has the docstring ``doc`` (cleaned of its indentation).

        The title is the docstring's first line, the summary the first paragraph under "What it finds".
        """
        finds = doc.partition("## What it finds\n")[2].lstrip("\n").partition("\n\n")[0]
        return cls(
            code=code, title=doc.partition("\n")[0].rstrip("."), severity=severity, summary=" ".join(finds.split())
        )


@frozen(kw_only=True)
class Evidence:
    """What a finding stands on: who says it, where and when, and the two sides of one field.

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
    """A change to the printed text: ``span`` of ``Reference.raw`` becomes ``replacement``."""

    span: Span
    replacement: str
    safety: Safety


@frozen(kw_only=True)
class Finding:
    """One thing worth a person's attention.

    ``span`` lies within ``Reference.raw``. ``references`` are the keys of the references that it is about: the one
    it was found in, or, for a finding of the whole list, all that it names.
    """

    rule: Rule
    message: str
    span: Span | None = None
    evidence: tuple[Evidence, ...] = ()
    fix: Fix | None = None
    references: tuple[str, ...] = ()
