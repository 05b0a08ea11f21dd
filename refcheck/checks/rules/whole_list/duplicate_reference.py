"""The same work is listed twice.

Severity: warning.

## What it finds
References of one file with one DOI, or with one title, first author and year that nothing else tells apart, and what differs
between them.

Two files may be the lists of two papers: across them nothing is sought. Exports of several databases are joined
before (`cat one.ris two.ris | refcheck check -`).

## Why it matters
The text cites one work under two numbers or letters, and databases count it twice.

## Example
An article that was imported from two databases, once with its issue and once without.

## When it is wrong
Two pieces with one title by one author in one year; if their volumes and pages, their containers, their DOIs or their
numbers differ, nothing is found: two judgments in one matter, two sections of one law, two patents. Nor is it where a
document has two lists: a chapter's, a reviewer's, a supplement's or a translation, told by their headings, by keys that are
counted anew or by the alphabet that begins again, nor of an article and the supplementary material under its DOI. A file of
records alone (RIS, BibTeX, CSL-JSON …) is one list.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from refcheck.checks.catalogue import card
from refcheck.checks.certainty import is_fragment, surely_read
from refcheck.checks.comparing.printed_text import NUMBER
from refcheck.checks.several_lists import beginning, lists_of
from refcheck.matching import compare
from refcheck.matching.kind import is_supplement
from refcheck.messages import joined, worded
from refcheck.model import Case, Finding, Id, Scheme, Work
from refcheck.text.folding import fold

RULE = card(__name__, __doc__)

_WORDS = 3
"""How many words at the beginning of their titles have two references to one work in common."""

_NEAREST = 4
"""How many earlier references of one author, year and beginning are looked at."""

_APART = frozenset({"title", "author", "container-title", "issued"})
"""Fields that tell two works apart by themselves. Volumes and pages do so together."""

_CITED_IN_PARTS = frozenset({"legal_case", "legislation", "regulation", "treaty"})
"""CSL types of works that are cited by their sections, each a reference of its own."""

_DETAILS = ("title", "issued", "volume", "issue", "page", "container-title", "author", "editor", "edition", "publisher")
"""The CSL variables that are named where two references differ in them, all that are compared; behind ``field-`` they are keys."""


def check_list(cases: Sequence[Case]) -> Iterator[Finding]:
    """One finding for each reference that is there already."""
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
    """Return the DOI of the record held, or else those that the reference was found under."""
    if case.match is not None:
        return (case.match.record.id,)
    others = {other.record.id for other in case.others}
    return tuple(each.id for each in case.reference.of_scheme(Scheme.DOI) if each.id not in others)


def _words(case: Case) -> tuple[str, ...]:
    """Return the year, the first author and how the title begins; empty where one of them was not surely read."""
    work = case.reference.work
    if not work.title or not work.issued or not surely_read(case.reference, "title", "author", "issued"):
        return ()
    first = (work.author or work.editor or (None,))[0]
    name = fold(first.headword) if first else ""
    return (str(work.issued.year), name, *fold(work.title).split()[:_WORDS])


def _same(case: Case, other: Case) -> bool:
    """Return whether nothing tells the works of two references apart."""
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
    """Return whether two texts have numbers, and each one that the other lacks."""
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
    """Return the finding, in which a reference whose key others have, too, is told by how it begins."""
    differing = {*_differing(second.reference.work, first.reference.work)}
    years = {case.reference.work.year for case in (first, second)} - {None}
    if len(years) > 1:  # of two printed references, the year before is another one
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
