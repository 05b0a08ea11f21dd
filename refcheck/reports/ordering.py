"""The order in which people read a report: by what it costs to miss. Every format and every server sorts with this.

First what was taken back or doubted, then what leads nowhere, to another work or disagrees, then what no registry has, then what
is said of whole lists, then the rest.
"""

from collections.abc import Iterable
from enum import IntEnum

from refcheck.model import CheckedReference, Finding, ListFinding, Report, Severity, Verdict

TAKEN_BACK = {
    "work-retracted": "retracted",
    "work-withdrawn": "withdrawn",
    "work-removed": "removed",
    "work-retracted-in-part": "retracted in part",
    "expression-of-concern": "expression of concern",
    "cited-as-retracted": "cited as retracted",
}
"""The rules that say that a work is relied on no longer, or with care, and the word for each: the first group."""

COSTLY = (
    *TAKEN_BACK,
    *("doi-not-registered", "doi-of-another-work", "identifier-of-another-work", "identifier-not-registered"),
    *("title-of-other-authors", "mixture-of-two-works", "work-under-another-title", "title-paraphrased"),
    *("closest-work", "another-part", "work-not-found", "notice-cited"),
    *("cited-but-not-listed", "key-repeated", "duplicate-reference"),
    *("title-differs", "first-author-differs", "author-differs", "author-missing", "author-extra"),
    *("author-order-differs", "author-misspelt", "editor-differs", "container-differs", "year-differs"),
    *("link-dead", "doi-unusable", "volume-differs", "issue-differs", "pages-differ"),
    *("edition-differs", "publisher-differs"),
)
"""Codes in the order of what it costs to miss them, within one severity: another work, no work, another title or author, another
place. What is not named stands behind. Source: set by hand, by what a reader who follows the reference loses.
"""

Rank = tuple[int, tuple[bool, int, int], int, tuple[bool, int, int]]
"""The sort key of a finding among all."""

_PLACES = {code: place for place, code in enumerate(COSTLY)}


_QUIET = "QUIET_"


class Priority(IntEnum):
    """The groups of a report, the first to be read first. ``QUIET`` are references with notes at the most."""

    RETRACTED = 0
    BROKEN = 1
    DIFFERS = 2
    NOT_FOUND = 3
    WHOLE_LIST = 4
    VERIFIED = 5
    UNVERIFIED = 6
    QUIET_VERIFIED = 7
    QUIET_UNVERIFIED = 8

    @property
    def is_quiet(self) -> bool:
        """Whether nothing in the group asks for a person."""
        return self >= Priority.QUIET_VERIFIED

    @property
    def verdict(self) -> Verdict:
        """The verdict that the references of the group have; those that were taken back, and lists, have none in common."""
        return Verdict[self.name.removeprefix(_QUIET)]


def priority(audited: CheckedReference) -> Priority:
    """Return the group of a reference, by its verdict and by those of its findings that nobody waived."""
    if any(finding.code in TAKEN_BACK for finding in audited.findings):
        return Priority.RETRACTED
    quiet = Priority.__members__.get(f"{_QUIET}{audited.verdict.name}")
    if quiet is not None and all(finding.severity is Severity.INFO for finding in audited.findings):
        return quiet
    return Priority[audited.verdict.name]


def most_severe_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by what it costs to miss them; those that cost the same as they come."""
    return tuple(sorted(findings, key=cost))


def references_first(report: Report) -> tuple[int, ...]:
    """Return the places of a report's references, the gravest first; those that are as grave in the order of the list."""
    references = report.references
    return tuple(sorted(range(len(references)), key=lambda index: rank(references[index])))


def in_order(references: Iterable[CheckedReference]) -> tuple[CheckedReference, ...]:
    """Return references, the gravest first; those that are as grave as they come."""
    return tuple(sorted(references, key=rank))


def lists_in_order(report: Report) -> tuple[ListFinding, ...]:
    """Return findings of whole lists, the gravest first."""
    return tuple(sorted(report.list_findings, key=lambda each: cost(each.finding)))


def by_file(found: Iterable[ListFinding]) -> dict[str, list[ListFinding]]:
    """Return findings of whole lists by the names of their documents, as they come."""
    of_files: dict[str, list[ListFinding]] = {}
    for each in found:
        of_files.setdefault(each.file, []).append(each)
    return of_files


def rank(audited: CheckedReference) -> tuple[int, tuple[bool, int, int]]:
    """Return the group of a reference and its gravest finding, as a key to sort by."""
    return priority(audited), min(map(cost, audited.findings), default=_NOTHING)


def finding_rank(finding: Finding, audited: CheckedReference | None = None, place: int = 0) -> Rank:
    """Return the group of a finding's reference, which stands at a place of the list, and the finding in it, as a key to sort by.

    Without a reference it is a finding of the list as a whole.
    """
    own = cost(finding)
    return (Priority.WHOLE_LIST, own, 0, own) if audited is None else (*rank(audited), place, own)


def cost(finding: Finding) -> tuple[bool, int, int]:
    """Return what it costs to miss a finding, as a key to sort by: the less, the graver."""
    return finding.code not in TAKEN_BACK, -finding.severity.rank, _PLACES.get(finding.code, len(_PLACES))


_NOTHING = (True, 1, len(_PLACES))
"""The key of no finding, behind that of every one."""
