"""The order of a report: by what it costs to miss a finding. Every format and every server sorts with this module.

First retracted or doubted works, then references that lead nowhere, to another work or disagree with the record, then works that
no registry has, then findings of whole lists, then the rest.
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
"""The rules that report a work that must not be relied on, or only with care, and the word for each: the first group."""

COSTLY = (
    *TAKEN_BACK,
    *("doi-not-registered", "doi-of-another-work", "identifier-of-another-work", "identifier-not-registered"),
    *("title-of-other-authors", "mixture-of-two-works", "work-under-another-title", "title-paraphrased"),
    *("closest-work", "another-part", "work-not-found", "notice-cited", "chapter-cited-as-book"),
    *("cited-but-not-listed", "key-repeated", "duplicate-reference"),
    *("title-differs", "first-author-differs", "author-differs", "author-missing", "author-extra"),
    *("author-order-differs", "author-misspelt", "editor-differs", "container-differs", "year-differs"),
    *("link-dead", "doi-unusable", "volume-differs", "issue-differs", "pages-differ"),
    *("edition-differs", "publisher-differs"),
)
"""Codes in the order of what it costs to miss them, within one severity: another work, no work, another title or author, another
place. Codes that are not listed come last. Source: a judgement, by what a reader who follows the reference loses.
"""

Rank = tuple[int, tuple[bool, int, int], int, tuple[bool, int, int]]
"""The sort key of a finding among all findings of a report."""

_PLACES = {code: place for place, code in enumerate(COSTLY)}


_QUIET = "QUIET_"


class Priority(IntEnum):
    """The groups of a report, in reading order. Those named ``QUIET`` are of references with notes at most."""

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
        """Whether nothing in the group needs a person's attention."""
        return self >= Priority.QUIET_VERIFIED

    @property
    def verdict(self) -> Verdict:
        """The verdict of the references of the group; ``RETRACTED`` and ``WHOLE_LIST`` have no common verdict."""
        return Verdict[self.name.removeprefix(_QUIET)]


def priority(audited: CheckedReference) -> Priority:
    """Return the group of a reference, by its verdict and by its findings that were not waived."""
    if any(finding.code in TAKEN_BACK for finding in audited.findings):
        return Priority.RETRACTED
    quiet = Priority.__members__.get(f"{_QUIET}{audited.verdict.name}")
    if quiet is not None and all(finding.severity is Severity.INFO for finding in audited.findings):
        return quiet
    return Priority[audited.verdict.name]


def most_severe_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by what it costs to miss them; of equal cost, in the given order."""
    return tuple(sorted(findings, key=cost))


def references_first(report: Report) -> tuple[int, ...]:
    """Return the indices of a report's references, the most severe first; of equal rank, in the order of the list."""
    references = report.references
    return tuple(sorted(range(len(references)), key=lambda index: rank(references[index])))


def in_order(references: Iterable[CheckedReference]) -> tuple[CheckedReference, ...]:
    """Return references, the most severe first; of equal rank, in the given order."""
    return tuple(sorted(references, key=rank))


def lists_in_order(report: Report) -> tuple[ListFinding, ...]:
    """Return the findings of whole lists, the most severe first."""
    return tuple(sorted(report.list_findings, key=lambda each: cost(each.finding)))


def by_file(found: Iterable[ListFinding]) -> dict[str, list[ListFinding]]:
    """Return findings of whole lists by the names of their documents, in the given order."""
    of_files: dict[str, list[ListFinding]] = {}
    for each in found:
        of_files.setdefault(each.file, []).append(each)
    return of_files


def rank(audited: CheckedReference) -> tuple[int, tuple[bool, int, int]]:
    """Return the group of a reference and the cost of its most severe finding, as a sort key."""
    return priority(audited), min(map(cost, audited.findings), default=_NOTHING)


def finding_rank(finding: Finding, audited: CheckedReference | None = None, place: int = 0) -> Rank:
    """Return the sort key of a finding: the rank of its reference, the ``place`` of that in the list, and its own cost.

    Without a reference it is a finding of the list as a whole.
    """
    own = cost(finding)
    return (Priority.WHOLE_LIST, own, 0, own) if audited is None else (*rank(audited), place, own)


def cost(finding: Finding) -> tuple[bool, int, int]:
    """Return what it costs to miss a finding, as a sort key: smaller keys are more severe."""
    return finding.code not in TAKEN_BACK, -finding.severity.rank, _PLACES.get(finding.code, len(_PLACES))


_NOTHING = (True, 1, len(_PLACES))
"""The key of a reference without findings, which sorts after that of every finding."""
