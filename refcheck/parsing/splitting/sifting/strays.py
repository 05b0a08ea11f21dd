"""Stray lines among the entries of a list: rests of numbered entries, and page furniture.

Also stretches without a mark in a list whose entries have one (headings, prose, and sections after the list), and a series' own
list after the references.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import mean

from refcheck.layout import NEARLY_ALL
from refcheck.layout.lines import Line, text_of
from refcheck.layout.runs import put_together
from refcheck.lexicon import Term, words
from refcheck.parsing.splitting import has_year
from refcheck.parsing.splitting.boundaries import ONLY_YEAR
from refcheck.parsing.splitting.evidence import CERTAIN_REFERENCE, NO_REFERENCE, STRONG, evidence
from refcheck.parsing.splitting.openings import BULLET
from refcheck.text.characters import LETTERS
from refcheck.text.deferred import deferred

_FEWEST = 5
"""The fewest entries that show what a list is like."""

_LONGEST = 3000
_OWN_NUMBER = re.compile(r"[\[(]?\d{1,5}\s?[.)\]]\s?[^\W\d_]")
"""A number outside the numbering of the list, and letters: "15 . Olsen", "1.Lino"."""


ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+")
"""Only a URL, "https://example.org/a"; and, as ``ASIDE``, when it was accessed: "[Zugriff: 3. Mai 2019].", "(accessed 3 May
2019)"."""

ASIDE = re.compile(r"[\[(]([^\[\]()]{8,60})[\])]\.?")


def without_strays(entries: Sequence[list[Line]]) -> list[list[Line]]:
    """Return the entries without page furniture, those without a number in a numbered list joined to the one before."""
    entries = list(_with_rests(entries))
    if len(entries) < _FEWEST:
        return entries
    if sum(entry[0].key is not None for entry in entries) >= NEARLY_ALL * len(entries):
        return list(_numbered(entries))
    weights = [evidence(text_of(entry)) for entry in entries]
    if mean(weights) < STRONG:
        return entries
    return [
        entry
        for entry, weight in zip(entries, weights, strict=True)
        if weight >= NO_REFERENCE and _has_content(text_of(entry))
    ]


def _with_rests(entries: Sequence[list[Line]]) -> Iterator[list[Line]]:
    """Yield the entries, each joined to the one before if it is the URL announced there, or a date of access."""

    def goes_on(held: Sequence[Line], entry: Sequence[Line]) -> bool:
        text = text_of(entry)
        return (ADDRESS.fullmatch(text) is not None and announces(text_of(held))) or is_access(text)

    return put_together(entries, goes_on)


def announces(text: str) -> bool:
    """Return whether a URL, or another one, must follow a text: "Two pages on lists:", "Two pages on lists:\nhttps://a.b"."""
    *before, last = text.split("\n")
    while before and ADDRESS.fullmatch(last):
        last = before.pop()
    return last.endswith(":") and any(map(str.isalpha, last))


def is_access(text: str) -> bool:
    """Return whether a text is the date of access in brackets: "[Zugriff: 3. Mai 2019]."."""
    aside = ASIDE.fullmatch(text)
    if aside is None or not has_year(text):
        return False
    return not words(Term.ACCESSED).isdisjoint(LETTERS.findall(aside[1].casefold()))


def _numbered(entries: Sequence[list[Line]]) -> Iterator[list[Line]]:
    """Yield the entries of a numbered list; an entry without a number continues the one before unless a blank line precedes it."""
    held: list[Line] = []
    for entry in entries:
        if entry[0].key is not None or _OWN_NUMBER.match(entry[0].text):
            if held:
                yield held
            held = list(entry)
        elif held and not entry[0].blanks and len(text_of(held)) < _LONGEST and not ONLY_YEAR.fullmatch(text_of(entry)):
            held += entry
    if held:
        yield held


def _has_content(text: str) -> bool:
    """Return whether a text is more than a number or a single word: "279", "AMAZONICA"."""
    return any(map(str.isalpha, text)) and (len(text.split()) > 1 or "/" in text or not text.isascii())


_FEWEST_MARKED, _MOSTLY = 2, 0.5
"""The fewest entries with a mark, and the least share of them up to the last that has one. Source: a judgement: a majority."""
_LEAST_EVIDENCE = 2.5
"""The least mean evidence of the marked entries: items of a list of remarks have less. Source: a judgement; not fitted."""


def without_unmarked(entries: Sequence[list[Line]]) -> list[list[Line]]:
    """Return the entries; in a list with bullets or numbers, without those set apart, unmarked and certainly not references."""
    marked = [entry[0].key is not None or BULLET.match(entry[0].body) is not None for entry in entries]
    last = max((place for place, is_marked in enumerate(marked) if is_marked), default=-1)
    if sum(marked) < max(_FEWEST_MARKED, _MOSTLY * (last + 1)):
        return list(entries)
    average = mean(evidence(text_of(entry)) for entry, is_marked in zip(entries, marked, strict=True) if is_marked)
    return list(_without_stretches(entries, marked)) if average >= _LEAST_EVIDENCE else list(entries)


def _without_stretches(entries: Sequence[list[Line]], marked: Sequence[bool]) -> Iterator[list[Line]]:
    """Yield the entries without stretches that begin after a blank line and have no mark, up to the next entry with one."""
    first = marked.index(True)
    is_apart = False
    for place, (entry, is_marked) in enumerate(zip(entries, marked, strict=True)):
        is_apart = not is_marked and place > first and (is_apart or entry[0].blanks > 0)
        if is_marked:
            yield _without_heading(entry)
        elif not is_apart or evidence(text_of(entry)) >= CERTAIN_REFERENCE:
            yield entry


def _without_heading(entry: list[Line]) -> list[Line]:
    """Return an entry up to a blank line that is followed by words that are not part of a reference: "INVITED TALKS"."""
    for place, line in enumerate(entry[1:], start=1):
        rest = text_of(entry[place:]) if line.blanks else ""
        is_plain = rest and evidence(rest) <= 0 and not any(map(str.isdecimal, rest))
        if is_plain and evidence(text_of(entry[:place])) >= CERTAIN_REFERENCE:
            return entry[:place]
    return entry


_IN_SERIES = deferred(
    rf"(?P<series>[^\W\d][^\d\n]{{1,80}}?)\s?(?:{'|'.join(sorted(words(Term.ISSUE)))})[.:]?\s?(?P<number>\d{{1,5}})\b",
    re.IGNORECASE,
)
"""The name of a series and a number in it at the start of an entry: "River Papers No. 12"."""

_GAP, _OPENING = 3, 4
"""The greatest step in a series, as some reports are out of print; the characters with which all of them begin."""


def without_series(entries: list[list[Line]]) -> list[list[Line]]:
    """Return the entries without those at the end that are a series' own list, which counts its reports after the references."""
    texts = list(map(text_of, entries))
    if max(Counter(text[:_OPENING] for text in texts).values(), default=0) < _FEWEST:
        return entries
    named: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, text in enumerate(texts):
        if found := _IN_SERIES.match(text):
            named["".join(LETTERS.findall(found["series"])).casefold()].append((place, int(found["number"])))
    own = max(named.values(), key=len, default=[])
    first = own[0][0] if own else 0
    if len(own) < _FEWEST or first < _FEWEST or len(own) < NEARLY_ALL * (len(entries) - first):
        return entries
    steps = [after - before for (_, before), (_, after) in pairwise(own)]
    counted = max(sum(0 < sign * step <= _GAP for step in steps) for sign in (1, -1))
    return entries[:first] if counted > NEARLY_ALL * len(steps) else entries
