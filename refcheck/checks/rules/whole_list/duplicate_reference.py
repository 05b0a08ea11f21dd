"""The same work is listed twice.

Severity: warning.

## What it finds
References in one file with the same DOI, or with the same title, first author and year and nothing else that distinguishes them,
and what differs between them.

Two files may be the lists of two papers, so that duplicates are not looked for across files. Join the exports of several databases
first (`cat one.ris two.ris | refcheck check -`).

## Why it matters
The text cites one work under two numbers or letters, and databases count it twice.

## Example
An article that was imported from two databases, once with its issue and once without.

## When it is wrong
Two pieces with the same title by the same author in the same year. If their volumes and pages, their containers, their DOIs or
their numbers differ, nothing is reported: two judgments in one matter, two sections of one law, two patents. Nor is a work reported
that is in two lists of a document (a chapter's, a reviewer's, a supplement's or a translation), which are recognised by their
headings, by keys that start again or by an alphabetical order that starts again; nor an article and the supplementary material
under its DOI. A file of records (RIS, BibTeX, CSL-JSON …) is always one list.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from refcheck.checks.catalogue import card
from refcheck.checks.certainty import is_fragment, read_with_certainty
from refcheck.checks.comparing.printed_text import NUMBER
from refcheck.checks.several_lists import beginning, lists_of
from refcheck.matching import compare
from refcheck.matching.kind import is_supplement
from refcheck.messages import joined, worded
from refcheck.model import Case, Finding, Id, Scheme, Work
from refcheck.text.folding import fold

RULE = card(__name__, __doc__)

_WORDS = 3
"""The number of words at the beginning of the title that two references to one work share."""

_NEAREST = 4
"""The most earlier references with the same author, year and beginning of the title that are compared."""

_APART = frozenset({"title", "author", "container-title", "issued"})
"""Fields of which each on its own distinguishes two works. Volumes and pages do so only together."""

_CITED_IN_PARTS = frozenset({"legal_case", "legislation", "regulation", "treaty"})
"""CSL types of works that are cited by section, each section in a reference of its own."""

_DETAILS = ("title", "issued", "volume", "issue", "page", "container-title", "author", "editor", "edition", "publisher")
"""The CSL variables that are compared, and named if two references differ in them; with ``field-`` before them they are keys."""


def check_list(cases: Sequence[Case]) -> Iterator[Finding]:
    """Yield one finding for each reference that repeats an earlier one."""
    counts = Counter(case.reference.key for case in cases)
    by_doi: dict[tuple[int, Id], Case] = {}
    by_words: dict[tuple[int, tuple[str, ...]], list[Case]] = defaultdict(list)
    for case, number in zip(cases, lists_of(cases), strict=True):
        if is_fragment(case.reference) or is_supplement(case.reference):
            continue
        ids = _ids(case)
        words = _words(case)
        twin = next((by_doi[number, each] for each in ids if (number, each) in by_doi), None)
        if twin is None and words:
            twin = next((other for other in by_words[number, words][-_NEAREST:] if _same(case, other)), None)
        if twin is not None:
            yield _finding(twin, case, counts)
        for each in ids:
            by_doi.setdefault((number, each), case)
        if words:
            by_words[number, words].append(case)


def _ids(case: Case) -> tuple[Id, ...]:
    """Return the identifier of the matched record, or otherwise the printed DOIs that do not lead to other works."""
    if case.match is not None:
        return (case.match.record.id,)
    others = {other.record.id for other in case.others}
    return tuple(each.id for each in case.reference.of_scheme(Scheme.DOI) if each.id not in others)


def _words(case: Case) -> tuple[str, ...]:
    """Return the year, the first author and the beginning of the title; empty if one of them was not read with certainty."""
    work = case.reference.work
    if not work.title or not work.issued or not read_with_certainty(case.reference, "title", "author", "issued"):
        return ()
    first = (work.author or work.editor or (None,))[0]
    name = fold(first.headword) if first else ""
    return (str(work.issued.year), name, *fold(work.title).split()[:_WORDS])


def _same(case: Case, other: Case) -> bool:
    """Return whether nothing distinguishes the works of two references."""
    if _ids(case) and _ids(other):
        return False
    work, earlier = case.reference.work, other.reference.work
    if _numbered_apart(work.number, earlier.number):
        return False
    if work.type in _CITED_IN_PARTS and _numbered_apart(work.note, earlier.note):
        return False
    differing = set(_differing(work, earlier))
    return not differing & _APART and not differing >= {"volume", "page"}


def _numbered_apart(one: str | None, other: str | None) -> bool:
    """Return whether each of two texts has a number that the other lacks."""
    mine, theirs = set(NUMBER.findall(one or "")), set(NUMBER.findall(other or ""))
    return not (mine <= theirs or theirs <= mine)


def _differing(work: Work, other: Work) -> tuple[str, ...]:
    return tuple(each.field for each in compare(work, other) if each.differs)


def _same_thing(first: Case, second: Case) -> str:
    """Return the key of the message that says what is the same in two references."""
    shared = set(_ids(first)) & set(_ids(second))
    if not shared:
        return "duplicate-title"
    return "duplicate-work" if first.match and second.match else "duplicate-doi"


def _finding(first: Case, second: Case, counts: Mapping[str, int]) -> Finding:
    """Return the finding; a reference whose key is not unique is identified by its beginning as well."""
    differing = {*_differing(second.reference.work, first.reference.work)}
    years = {case.reference.work.year for case in (first, second)} - {None}
    if len(years) > 1:  # the comparison accepts adjacent years, which do differ between two printed references
        differing.add("issued")
    details = [worded(f"field-{field}") for field in _DETAILS if field in differing]
    beside = worded("differing-in", fields=joined("comma", details)) if details else ""
    keys = first.reference.key, second.reference.key
    one, other = (
        worded("in-brackets", name=key, what=beginning(case)) if counts[key] > 1 else key
        for key, case in zip(keys, (first, second), strict=True)
    )
    message = worded(_same_thing(first, second), first=one, second=other, beside=beside)
    return Finding(rule=RULE, message=message, references=keys)
