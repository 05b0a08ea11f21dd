"""The keys of a list, its numbers, and its order."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from refcheck.checks.certainty import read_with_certainty
from refcheck.checks.comparing.printed_text import NUMBER
from refcheck.checks.several_lists import beginning, counted_anew
from refcheck.messages import joined, worded
from refcheck.model import Case, Finding, Reference, Rule
from refcheck.text.folding import fold, squeeze

_NAMED = 3
"""The most references with the same key that are named."""

_NUMBERED = 5
"""The fewest references of a list whose numbers are judged; in a shorter list they may mean anything."""

_MOST_MISSING = 0.1
"""A list of which a larger part is missing is numbered in another way. Source: a judgement; not fitted."""

_SORTED = 8
"""The fewest references of a list whose order is judged; in a shorter list an order may be chance."""

_HEADING = 5
"""The fewest characters of a heading and the punctuation around it: ``Books``. Source: a judgement; not fitted."""

_MOST_MISPLACED = 0.1
"""A list in which a larger part of the references is out of order has another order. Source: a judgement; not fitted."""


def key_repeated(cases: Sequence[Case], rule: Rule) -> Iterator[Finding]:
    """Two references have the same key.

    Severity: warning.

    Yield one finding for each key that is used more than once in one list.

    ## What it finds
    A number or key that more than one reference has.

    ## Why it matters
    The text cites one of them, and it is unclear which.

    ## Example
    Two entries numbered [12].

    ## When it is wrong
    Two lists that were pasted into one, if the second does not count from 1, or the first has only one reference.
    """
    numbers = counted_anew([case.reference.key for case in cases])
    of_key: dict[tuple[int, str], list[Case]] = defaultdict(list)
    for case, number in zip(cases, numbers, strict=True):
        of_key[number, case.reference.key].append(case)
    for (_, key), those in of_key.items():
        if len(those) > 1:
            which = joined("comma", [*map(beginning, those[:_NAMED]), *["…"] * (len(those) > _NAMED)])
            message = worded("key-repeated", count=len(those), key=worded("in-brackets", name=key, what=which))
            yield Finding(rule=rule, message=message, references=(key,))


def numbering_with_gaps(cases: Sequence[Case], rule: Rule) -> Iterator[Finding]:
    """The numbering of the list has gaps.

    Severity: info.

    Yield one finding for each gap, which names the references around it.

    ## What it finds
    A number that is left out of a numbered list, and that is printed nowhere in the reference before it.

    ## Why it matters
    A reference was deleted or lost; the text may still cite it, or every later number is wrong.

    ## Example
    [11], [12], [14]

    ## When it is wrong
    A part of a longer list. If more than a tenth of the numbers are missing, nothing is reported.
    The only finding in real lists was wrong: the number was printed but not read. It is a note.
    """
    if len(cases) < _NUMBERED or not all(case.reference.key.isdecimal() for case in cases):
        return
    gaps = [(one, other, gap) for one, other in pairwise(cases) if (gap := _between(one, other))]
    missing = sum(len(gap) for _, _, gap in gaps)
    rising = all(int(one.reference.key) < int(other.reference.key) for one, other in pairwise(cases))
    if not rising or missing > _MOST_MISSING * len(cases):
        return
    for one, other, gap in gaps:
        only = worded("number-missing", number=gap[0])
        message = only if len(gap) == 1 else worded("numbers-missing", first=gap[0], last=gap[-1])
        yield Finding(rule=rule, message=message, references=(one.reference.key, other.reference.key))


def _between(one: Case, other: Case) -> range:
    first, end = int(one.reference.key) + 1, int(other.reference.key)
    return range(0) if str(first) in NUMBER.findall(one.reference.raw) else range(first, end)


def order_broken(cases: Sequence[Case], rule: Rule) -> Iterator[Finding]:
    """The alphabetical order is broken.

    Severity: info.

    Yield one finding, which names the references that would have to move.

    ## What it finds
    References in the wrong place in a list that is otherwise sorted by its authors' names, family name first or as printed.

    ## Why it matters
    A reader who looks for a name does not find it.

    ## Example
    “Rostami” before “Rahimi”.

    ## When it is wrong
    Lists sorted by the rules of another alphabet, or with particles treated differently; a list of which a tenth or more
    seems unsorted is not judged. Each part of a list under its own heading has its own order.
    """
    moving: list[Reference] = []
    for part in _parts([case.reference for case in cases]):
        named = [(name, reference) for reference in part if (name := _sorting_name(reference))]
        names = [name for name, _ in named]
        for place in _misplaced(names):  # these may be sorted in their printed form
            names[place] = _as_printed(named[place][1])
        misplaced = _misplaced(names)
        if len(named) >= _SORTED and len(misplaced) < _MOST_MISPLACED * len(named):
            moving += [named[place][1] for place in misplaced]
    if moving:
        people = "; ".join(str(reference.work.author[0]) for reference in moving).removesuffix(".")
        keys = tuple(reference.key for reference in moving)
        yield Finding(rule=rule, message=worded("order-broken", names=people), references=keys)


def _parts(references: Sequence[Reference]) -> Iterator[Sequence[Reference]]:
    """Yield the parts of a list, which are separated by more text than most references are: a heading."""
    gaps = [
        other.spans[0].start - one.spans[-1].end if one.spans and other.spans else 0
        for one, other in pairwise(references)
    ]
    usual = median(gaps) if gaps else 0
    start = 0
    for place, gap in enumerate(gaps, start=1):
        if gap >= usual + _HEADING:
            yield references[start:place]
            start = place
    yield references[start:]


def _sorting_name(reference: Reference) -> str:
    """Return the first author's family name, folded; empty if none was read with certainty, or it is not in Latin letters.

    It is empty for structured references as well: these are sorted when they are printed.
    """
    if reference.structured or not reference.work.author or not read_with_certainty(reference, "author"):
        return ""
    first = reference.work.author[0]
    key = squeeze(fold(first.headword))
    return key if key.isascii() else ""


def _as_printed(reference: Reference) -> str:
    """Return the first author as printed, folded: a list may sort full names and organisations by their first words."""
    return squeeze(fold(next((field.raw or "" for field in reference.fields if field.name == "author"), "")))


def _misplaced(names: Sequence[str]) -> list[int]:
    """Return the places of the fewest names without which the rest is in order: all but a longest ascending subsequence."""
    tails: list[str] = []
    at: list[int] = []
    before: list[int | None] = []
    for place, name in enumerate(names):
        length = bisect_right(tails, name)
        tails[length : length + 1] = [name]
        at[length : length + 1] = [place]
        before.append(at[length - 1] if length else None)
    kept = set()
    last = at[-1] if at else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return [place for place in range(len(names)) if place not in kept]
