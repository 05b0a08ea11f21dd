"""Parts of a list that were seen but not read: gaps in its numbering, entries that are too long to be one reference, parts of an
entry that may be another reference, and lines elsewhere that look like more references than were read."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest
from statistics import median

from attrs import frozen

from refcheck.checks.certainty import is_doubted
from refcheck.checks.unread.elsewhere import YEAR, entries_not_read, lines_not_read
from refcheck.layout.lines import Line, lines_of
from refcheck.model import DATA, MARKUP, Document, Reference, Span, Unit
from refcheck.parsing.splitting.evidence import LIKE_A_REFERENCE, evidence
from refcheck.parsing.splitting.headings import Heading, heading
from refcheck.text.deferred import deferred
from refcheck.text.visible import brief

_FEWEST = 3
"""The fewest references with their numbers printed before them in a numbered list."""
_LABEL = re.compile(r"(?P<open>[\[(【〔<{]?)(?P<number>\d{1,5})(?P<close>[.)\]】〕>}:]{0,2})[ \t\xa0]*\Z")
"""A number immediately before a reference: "[12] ", "12. "."""
_REACH = 16
_FARTHEST = 400
"""Numbers farther than this from any that was read are not those of the list, but years or pages."""
_LONG = 1500
_TIMES = 8
"""An entry with at least ``_LONG`` characters, and ``_TIMES`` as long as the others, may be several references. Source: a
judgement: references with consortia of authors are as long, but have one year; not fitted."""
_YEARS = 5
_SHOWN = 8
"""The most keys of doubtful references that are named. Source: a judgement: they fit on one line."""

_WORD = deferred(r"[^\W\d_]{2,}")
_ONCE = {"issued": "year", "container_title": "journal", "volume": "volume", "page": "pages"}
_SEVERAL = 3
"""The fewest words in an unread part that may be a reference, and the fewest of ``_ONCE`` that are stated twice where one entry may
be two references. Fitted: of 6,000 printed references, three are reported for it, all of several works; 2026."""

_NAMED, _BEGINNING = 3, 48
"""The most unread lines whose beginning is shown, and its length. Source: a judgement: they fit on a line or two."""


@frozen(kw_only=True)
class Unread:
    """Numbers of a list that were not read, from ``first`` to ``last``; ``at`` is the offset of the first, ``None`` if not seen."""

    first: int
    last: int
    at: int | None


@frozen(kw_only=True)
class Seen:
    """The numbers of a list that were read, those that were only seen, and the entries that are too long to be one reference."""

    document: Document
    references: Sequence[Reference]
    read: Mapping[int, str]
    unread: Sequence[Unread]
    too_long: Sequence[Reference]
    elsewhere: Sequence[Line]
    """Lines that look like references but were not read, if there are at least as many as references were read."""
    beside: Sequence[Line]
    """Such lines near references that were read, however few."""
    end: int
    """The offset at which another list starts from the same number, or the end of the text."""

    @classmethod
    def of(cls, document: Document, references: Sequence[Reference]) -> "Seen":
        """Return what was seen in a document from which these references were read."""
        read = _read(document.text, references)
        end = _end(document.text, references, read) if read else len(document.text)
        like = lines_not_read(document.text, references) if references else ((), ())
        elsewhere, beside = ([each for each in lines if not _is_chosen_from(document, each)] for lines in like)
        return cls(
            document=document,
            references=references,
            read=read,
            unread=_unread(document.text[:end], references, read) if read else (),
            too_long=_too_long(references),
            elsewhere=elsewhere,
            beside=beside,
            end=end,
        )

    def notes(self) -> Iterator[str]:
        """Yield what to report about the parts of a list that were seen but not read, one sentence each."""
        shown = _ranges(sorted(self.read))
        for each in self.unread:
            if each.at is None:
                yield f"{shown} read; {_range(each.first, each.last)} missing from the list's own numbering"
            else:
                yield f"{shown} read, {_range(each.first, each.last)} seen but not read{_place(self.document, each.at)}"
        for reference in self.too_long:
            size, place = len(reference.raw), self._place_of(reference)
            yield f"reference {reference.key} is {size} characters long and may be several{place}"
        for reference in (each for each in self.references if each not in self.too_long):
            for span in _parts_not_read(reference):
                place, shown = self._place_of(reference), brief(span.of(reference.raw), _BEGINNING)
                yield f"a part of reference {reference.key} was not read{place}: “{shown}”"
            if twice := _stated_twice(reference):
                place = self._place_of(reference)
                yield f"reference {reference.key} may be several: it states twice its {', '.join(twice)}{place}"
        yield from self._doubts()
        if lines := self.elsewhere or self.beside:
            where, count = "elsewhere" if self.elsewhere else "beside those read", len(lines)
            one = f"1 line {where} looks like a reference and was"
            said = one if count == 1 else f"{count} lines {where} look like references and were"
            beginnings = ", ".join(
                [*(f"“{brief(line.text, _BEGINNING)}”" for line in lines[:_NAMED]), *["…"] * (count > _NAMED)]
            )
            yield f"{said} not read{_place(self.document, *(line.start for line in lines))}: {beginnings}"
        is_printed = bool(self.references) and self.document.format not in (*DATA, *MARKUP)  # their readers select
        if entries := entries_not_read(self.document.text, self.references) if is_printed else ():
            several = (
                "1 BibTeX entry beside those read was"
                if len(entries) == 1
                else f"{len(entries)} BibTeX entries beside those read were"
            )
            yield f"{several} not read{_place(self.document, *entries)}"

    def _place_of(self, *references: Reference) -> str:
        """Return the place of references in words, which takes as long as the text is: only for what is said."""
        return _place(self.document, *(span.start for each in references for span in each.spans[:1]))

    def _doubts(self) -> Iterator[str]:
        """Yield one sentence about the references that may begin or end elsewhere, or may not be references, if there are any."""
        doubted = [each for each in self.references if is_doubted(each) and not _stated_twice(each)]
        if not doubted:
            return
        place = self._place_of(*doubted)
        if len(doubted) == 1:
            yield f"not sure where reference {doubted[0].key} begins or ends{place}"
            return
        keys = ", ".join(each.key for each in doubted[:_SHOWN])
        more = f" and {len(doubted) - _SHOWN} more" if len(doubted) > _SHOWN else ""
        yield f"not sure where {len(doubted)} of {len(self.references)} references begin or end: {keys}{more}{place}"

    @property
    def is_mostly_unread(self) -> bool:
        """Whether more of a list was seen but not read than was read."""
        seen = sum(each.last - each.first + 1 for each in self.unread if each.at is not None)
        held = sum(len(YEAR.findall(each.raw)) for each in self.too_long)
        elsewhere = sum(line.start < self.end for line in self.elsewhere)
        return seen + held > len(self.references) or elsewhere > 2 * len(self.references)


def _is_chosen_from(document: Document, line: Line) -> bool:
    """Return whether a line is from an included file of data, of which only cited entries are wanted."""
    home = document.home_of((Span(line.start, line.start),))
    return home.name != document.name and home.format in DATA


def _unread(text: str, references: Sequence[Reference], read: dict[int, str]) -> list[Unread]:
    """Return the numbers of a numbered list that were not read, in order: gaps between others, and those before and after them."""
    seen = _seen(text, references, read)
    mark = _mark(read, r"\d{1,5}", "")
    labelled = {int(found[2]) for each in references if (found := mark.match(each.raw))}  # read with its number
    low, high = min(read), max(read)
    is_count = 2 * sum(number + 1 in read for number in read) >= len(read) - 1  # an excerpt has numbers, but no gaps
    wanted = [number for number in range(low, high) if number not in read and (is_count or number in seen)]
    for step, edge in ((-1, low), (1, high)):
        number = edge + step
        while number in seen:
            wanted.append(number)
            number += step
    return list(_runs(sorted(set(wanted) - labelled), seen))


def _read(text: str, references: Sequence[Reference]) -> dict[int, str]:
    """Return the numbers printed before references that are their keys, with the list's form; empty if it is not numbered."""
    found: list[tuple[int, str]] = []
    for reference in references:
        start = reference.spans[0].start if reference.spans else 0
        before = text[max(start - _REACH, 0) : start].rstrip("\n")  # it may be on the line above
        label = _LABEL.search(before.rpartition("\n")[2])
        if label and reference.key.isdecimal() and int(label["number"]) == int(reference.key):  # "۴" is 4
            found.append((int(reference.key), label["open"] + "#" + label["close"]))
    form, count = Counter(form for _, form in found).most_common(1)[0] if found else ("", 0)
    ascending = sorted(number for number, _ in found)
    is_count = all(after - before <= _FARTHEST for before, after in pairwise(ascending))
    if count < _FEWEST or 2 * len(found) < len(references) or form == "#" or not is_count:
        return {}
    return {number: form for number, _ in found}


def _end(text: str, references: Sequence[Reference], read: Mapping[int, str]) -> int:
    """Return the offset after the last reference at which another numbered list starts, such as one of an author's own works.

    A list under the heading of a reference list may be a part of the same list, and does not count.
    """
    last = max((span.end for each in references for span in each.spans), default=len(text))
    first = _mark(read, str(min(read)), "").search(text, last)
    if first is None or any(heading(line) is Heading.LIST for line in lines_of(text[last : first.start()])):
        return len(text)
    return first.start()


def _mark(read: Mapping[int, str], number: str, within: str) -> re.Pattern[str]:
    """Return a pattern for a number in the list's own form, at the beginning of a line or after the pattern ``within``."""
    before, behind = map(re.escape, next(iter(read.values())).split("#"))
    within = within if before else ""
    return re.compile(
        rf"(?:^[ \t\xa0]*{within})({before}({number}){behind})(?=[ \t\xa0]*[^\W\d_]|[ \t\xa0]+\S)", re.MULTILINE
    )


def _seen(text: str, references: Sequence[Reference], read: dict[int, str]) -> dict[int, int]:
    """Return the offsets of unread numbers in the list's own form, at the beginning of a line or within a reference."""
    mark = _mark(read, r"\d{1,5}", r"|[.\d)] ")
    low, high = min(read) - _FARTHEST, max(read) + _FARTHEST
    first = references[0].spans[0].start if references[0].spans else 0
    found: dict[int, int] = {}
    for each in mark.finditer(text):
        number = int(each[2])
        is_due = low <= number <= high and number not in read
        if is_due and (number < min(read)) == (each.start() < first):
            found.setdefault(number, each.start(1))
    return found


def _runs(numbers: Sequence[int], seen: dict[int, int]) -> Iterator[Unread]:
    """Yield the numbers as ranges, each of which was seen as a whole or not at all."""
    first: int | None = None
    for number, after in zip_longest(numbers, numbers[1:]):
        first = number if first is None else first
        if after != number + 1 or (after in seen) != (number in seen):
            yield Unread(first=first, last=number, at=seen.get(first))
            first = None


def _too_long(references: Sequence[Reference]) -> list[Reference]:
    """Return the printed references that are much longer than the others and contain the years of several references."""
    usual = median(len(each.raw) for each in references) if references else 0
    return [
        each
        for each in references
        if not each.structured  # a record may contain the list of references of its work
        and len(each.raw) >= _LONG
        and (len(each.raw) >= _TIMES * usual or len(references) < _FEWEST)
        and len(set(YEAR.findall(each.raw))) >= _YEARS
    ]


def _parts_not_read(reference: Reference) -> Iterator[Span]:
    """Yield the unread parts of a printed reference, of which others were read, that may be a reference of their own."""
    for span in () if reference.structured or reference.is_unread else reference.unread:
        text = span.of(reference.raw)
        if YEAR.search(text) and evidence(text) >= LIKE_A_REFERENCE and len(_WORD.findall(text)) >= _SEVERAL:
            yield span


def _stated_twice(reference: Reference) -> Sequence[str]:
    """Return the variables of which a printed reference has several values, though a work has one, if there are enough."""
    fields = () if reference.structured else reference.fields
    values = {name: {each.value for each in fields if each.name == name} for name in _ONCE}
    twice = [_ONCE[name] for name, several in values.items() if len(several) > 1]
    return twice if len(twice) >= _SEVERAL else ()


def _ranges(numbers: Sequence[int]) -> str:
    return ", ".join(_range(each.first, each.last) for each in _runs(numbers, {}))


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _place(document: Document, *at: int) -> str:
    """Return the place of something in words: " (pages 9–12)"; in a document of several files, only where it begins."""
    if document.unit is Unit.NOTHING or not at:
        return ""
    ends = (at[0], at[0] if document.parts else at[-1])
    first, last = (each.line for each in document.places([Span(end, end) for end in ends]))
    return f" ({document.unit.value}{'s' * (first < last)} {_range(first, max(first, last))})"
