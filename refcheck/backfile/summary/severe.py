"""The references that somebody has to look at: works taken back or doubted, and identifiers that are registered nowhere."""

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from refcheck.model import Verdict

COLUMNS = ("document", "key", "verdict", "matched_doi", "retracted", "notices")
"""What of the table of verdicts is looked at."""

OF_REFERENCES = ("doi", "title")
"""What of the table of references stands beside it; the rows of both are the same references."""

MOST = 500
"""So many are listed; the tables have them all."""

_CONCERN = "expression-of-concern"


@frozen(kw_only=True)
class SevereReference:
    """A reference and what is grave about it: ``retracted``, ``concern`` or ``broken``."""

    document: str
    key: str
    what: str
    title: str
    doi: str


def severe(verdicts: Any, references: Any) -> Iterator[SevereReference]:
    """The grave references of a partition, from its two tables, in order."""
    for row, read in zip(verdicts.to_pylist(), references.to_pylist(), strict=True):
        what = _what(row)
        if what:
            yield SevereReference(
                document=row["document"],
                key=row["key"],
                what=what,
                title=read["title"] or "",
                doi=row["matched_doi"] or read["doi"] or "",
            )


def _what(row: dict[str, Any]) -> str:
    if row["retracted"]:
        return "retracted"
    if _CONCERN in (row["notices"] or ()):
        return "concern"
    return "broken" if row["verdict"] == Verdict.BROKEN.value else ""
