"""Page furniture: running heads, page numbers and download notices that are pasted along between the lines of a text.

Running heads are recognised because they recur, or, if each is printed only once, by their layout: capitals or wide gaps, and the
page's number.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from attrs import evolve

from refcheck.layout import SOME
from refcheck.layout.lines import Line
from refcheck.lexicon import Term, wordings, words
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.splitting.evidence import PASSING, evidence, has_url
from refcheck.parsing.splitting.openings import IDENTIFIER
from refcheck.text.deferred import deferred

_PAGE_NUMBER = deferred(
    rf"(?:{alternatives(words(Term.PAGE))}\.?)?[-–—|\s\[(]*(?:\d{{1,4}}|[ivxl]{{1,6}})[-–—|\s\])]*"
    rf"(?:(?:/|\||{alternatives(words(Term.NUMBER_OF))})\s*\d{{1,4}})?",
    re.IGNORECASE,
)
"""Only a page number: "132", "- 132 -", "Page 3 of 12", "xii", "132 | 140", "S. 12"."""

_NOTICE = re.compile(
    r"(?:copyright |issn )?(?:\d{4}-\d{3}[\dX]\W{1,3})?(?:©|\(c\)) ?(?:\d{4}|the )|copyright \d{4}"
    rf"|(?:\S+ )?{alternatives(wordings(Term.NOTICE))}",
    re.IGNORECASE,
)
"""Notices that publishers and archives print on every page: "Downloaded from …", "© 2019 The Authors", "1234-5679 © 2015",
"All rights reserved"."""

_DIGITS = re.compile(r"\d+")
_OUTER_NUMBER = re.compile(r"^\d{1,4}(?!\d)|(?<=\D)\d{1,4}$")
"""A number at either end of a running head: "132 M. Oxley", "Delta Studies 132"."""

_SET_APART = re.compile(r"^\d{1,4} {3,}|[^\d\s] {3,}\d{1,4}$")
"""A page's number at one end of a running head, after a wide gap: "TOWNS THAT MOVE          5"."""

_NOTE_NUMBER = re.compile(r"[\[(]?(\d{1,5})[.)\]]?\s*(?=[^\W\d_])")
"""The number of a note, before words: "12 Oxley", "[12] Oxley", "12Oxley", "12. vgl. Oxley"."""

_LONGEST, _LONGEST_NUMBER = 160, 20
_SHORT = 80
_VARYING = 2
"""The most numbers of a running head that change: the page's and its chapter's; in a reference the volume's does, too. Source: a
judgement; not fitted."""
_MOST_CITING = 2
"""The most lines of a head that cites its own article. Source: a judgement; not fitted."""
_PAGE = 10
"""The fewest lines of a page."""
_AROUND = 30


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without the furniture; a line after furniture is marked as following a page break and no blank line."""
    notices = {number for number, line in enumerate(lines) if is_notice(line.text)}
    sure = _page_numbers(lines) | notices
    repeated = _repeated(lines)
    heads = {number for places in repeated for number in places}
    dropped = _regular(lines, sure, repeated) | _set_apart(lines, sure, heads) | set_as_heads(lines)
    dropped |= {number for number in sure | heads if _at_page_edge(number, lines)} | _last(notices, lines)
    dropped |= {number for number in heads if {number - 1, number + 1} & dropped & sure}
    return [line for _, line in kept(lines, dropped - _counted(lines))]


def _counted(lines: Sequence[Line]) -> set[int]:
    """Return the lines whose number continues that of the line before, as entries of one line do: "14. J. HIST. 2010, 12"."""
    found = {place: int(match[1]) for place, line in enumerate(lines) if (match := _NOTE_NUMBER.match(line.text))}
    return {place for place, number in found.items() if found.get(place - 1) == number - 1}


def kept(lines: Sequence[Line], dropped: set[int]) -> Iterator[tuple[int, Line]]:
    """Yield the lines except the dropped ones, with their indices; a line after dropped ones is marked as beginning a page."""
    for place, line in enumerate(lines):
        if place not in dropped:
            yield place, evolve(line, page=True, blanks=0) if place - 1 in dropped else line


def is_notice(text: str) -> bool:
    """Return whether a text is a notice of rights: "© 2019 The Authors"."""
    return len(text) < 2 * _LONGEST and _NOTICE.match(text) is not None


def is_page_number(text: str) -> bool:
    """Return whether a line is only the number of a page."""
    return len(text) < _LONGEST_NUMBER and _PAGE_NUMBER.fullmatch(text) is not None


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """Return the lines that are only a page number; none if they are as frequent as the numbers of entries are."""
    numbers = {number for number, line in enumerate(lines) if is_page_number(line.text)}
    return numbers if len(numbers) * _PAGE <= 2 * len(lines) else set()


def _repeated(lines: Sequence[Line]) -> list[list[int]]:
    """Return, for each text, the indices of lines that are the same except for their numbers and are at least a page apart."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if len(line.text) <= _LONGEST and any(map(str.isalpha, line.text)):
            text = line.text.casefold()
            places[text if has_url(text) else _DIGITS.sub("#", text)].append(number)
    return [
        numbers
        for numbers in places.values()
        if len(numbers) > 1
        and (
            min(after - before for before, after in pairwise(numbers)) >= _PAGE
            or all(_SET_APART.search(lines[number].text) for number in numbers)
        )
        and _count_varying([lines[number].text for number in numbers]) <= _VARYING
        and not (note_numbers(texts := [lines[number].text for number in numbers]) and not _counts_up(texts))
    ]


def _count_varying(texts: Sequence[str]) -> int:
    """Return how many of the numbers vary in lines that are otherwise the same."""
    return sum(len(set(numbers)) > 1 for numbers in zip(*map(_DIGITS.findall, texts), strict=False))


def note_numbers(texts: Sequence[str]) -> list[int]:
    """Return the ascending numbers before lines that cite, as notes have them and heads may: "12 Oxley (2010), op. cit., p. 3".

    The list is empty if one of the lines cites nothing or has no number, or if the numbers do not ascend.
    """
    found = [_NOTE_NUMBER.match(text) for text in texts if evidence(text) >= PASSING]
    numbers = [int(match[1]) for match in found if match]
    ascend = all(before < after for before, after in pairwise(numbers))
    return numbers if len(numbers) == len(texts) and ascend else []


def _regular(lines: Sequence[Line], sure: set[int], repeated: Iterable[Sequence[int]]) -> set[int]:
    """Return the lines that recur on every page: with a page number that counts up."""
    found: set[int] = set()
    alone = sorted(number for number in sure if lines[number].text.isdecimal())
    if len(alone) > 1 and _counts_up([lines[number].text for number in alone]):
        found.update(alone)
    for numbers in repeated:
        if _counts_up([lines[number].text for number in numbers]):
            found.update(numbers)
    return found


def _counts_up(texts: Sequence[str]) -> bool:
    outer = [_OUTER_NUMBER.search(text) for text in texts]
    found = [int(match.group()) for match in outer if match]
    return len(found) == len(texts) and all(after - before in (1, 2) for before, after in pairwise(found))


def _set_apart(lines: Sequence[Line], sure: set[int], heads: set[int]) -> set[int]:
    """Return blocks between rare blank lines that hold a page number or a notice, and otherwise only what may be a head.

    A reference of several lines is not such a block, even if all its lines are repeated: a list may have it twice.
    """
    found: set[int] = set()
    for block in _blocks(lines):
        around = lines[max(block.start - _AROUND, 0) : block.stop + _AROUND]
        if (
            any(number in sure or (number in heads and _may_be_head(lines[number].text)) for number in block)
            and all(number in sure | heads or _may_be_head(lines[number].text) for number in block)
            and sum(line.blanks > 0 for line in around) <= max(SOME * len(around), 2)
            and not (len(block) > _MOST_CITING and evidence(" ".join(lines[n].text for n in block)) >= PASSING)
        ):
            found.update(block)
    return found


def _blocks(lines: Sequence[Line]) -> Iterator[range]:
    starts = [number for number, line in enumerate(lines) if number == 0 or line.blanks]
    for start, end in pairwise([*starts, len(lines)]):
        if end - start < _PAGE:
            yield range(start, end)


def _may_be_head(text: str) -> bool:
    return len(text) <= _SHORT and (text.endswith("et al.") or not text.endswith("."))


def _last(notices: set[int], lines: Sequence[Line]) -> set[int]:
    """Return the notices that end a text."""
    return set(takewhile(lambda number: number in notices, range(len(lines) - 1, 0, -1)))


def _at_page_edge(number: int, lines: Sequence[Line]) -> bool:
    return lines[number].page or (number + 1 < len(lines) and lines[number + 1].page)


_LETTER_SPACED = deferred(r"(?<!\S)(?:[^\W\d_](?: [^\W\d_]){3,}|\d(?: \d){2,})(?!\S)")
"""Letters or digits set with spaces between them: "N O T E S", "2 8 7 1"."""

_WIDE = re.compile(r"\s{2,}")
_SINGLE = 0.7
"""The least share of single characters among the words of a head that is set with spaces between them. Source: a judgement."""

_GAP = re.compile(r"[ \xa0]{3,}|\s*\t\s*")
"""A gap between the parts of a head: "June, 1962     Notes     2871"."""

_NUMBER = re.compile(r"(?=[\dIlOo]{1,5}$)[IlOo]*\d[\dIlOo]*")
"""The number of a page, as OCR may read it: "2871", "1o1", "I03"."""

_OF_REFERENCE = deferred(r"[,.?!][”’\"»]|\d\)?, ?\d+$")
"""Text of a reference that no head has: the end of a quoted title, a page after a volume: 'SHORES,” J.', "44(10), 2296"."""

_LONGEST_HEAD, _LONGEST_SHORT = 90, 5
"""The greatest length of a head, and of an abbreviated word in one: "Sept.,", "Vol."."""
_SHORTEST_WORD = 4
_LINES_OF_PAGE = 8
"""The fewest lines for each head: if more lines look like heads, it is the layout of the list."""


def set_as_heads(lines: Sequence[Line]) -> set[int]:
    """Return the indices of lines that are set like running heads, or none if such lines are not rare."""
    found = {place for place, line in enumerate(lines) if _is_head(line.text)}
    found -= {place for place in found if place and _ends_in_capitals(lines[place - 1].text)}
    return found if len(found) * _LINES_OF_PAGE <= len(lines) else set()


def _ends_in_capitals(text: str) -> bool:
    """Return whether a line ends in words in capitals, which may be those of a title that continues on the next line."""
    return any(len(word) >= _SHORTEST_WORD and word.isalpha() and word.isupper() for word in text.split()[-2:])


def _is_head(text: str) -> bool:
    if len(text) > _LONGEST_HEAD or not any(map(str.isdecimal, text)) or text.endswith(".") or IDENTIFIER.match(text):
        return False
    if _OF_REFERENCE.search(text):
        return False
    cells = _GAP.split(text)
    if len(cells) == 3 and (_NUMBER.fullmatch(cells[0]) or _NUMBER.fullmatch(cells[2])):
        return True
    if any(letter.lower() == letter.upper() for letter in filter(str.isalpha, text)):  # of a script without capitals
        return False
    first, *rest = _words(text)
    is_counted = any(_NUMBER.fullmatch(word.strip("[]")) for word in (first, *rest[-1:]))
    names = ["".join(filter(str.isalpha, word)) for word in (first, *rest)]
    is_capital = any(len(name) >= _SHORTEST_WORD and name.isupper() for name in names)
    is_dated = first.endswith((",", ".")) or any(map(str.isdecimal, first)) or not any(map(str.islower, first))
    return is_counted and is_capital and is_dated and not any(map(_is_small, rest))


def _words(text: str) -> list[str]:
    """Return the words of a head, with those joined that are set with spaces between their letters."""
    words, parts = text.split(), _WIDE.split(text)
    if len(parts) > 1 and sum(len(word) == 1 for word in words) >= _SINGLE * len(words):
        return [part.replace(" ", "") for part in parts]
    return _LETTER_SPACED.sub(lambda found: found[0].replace(" ", ""), text).split()


def _is_small(word: str) -> bool:
    """Return whether a word is in small letters and is not an abbreviation: "Vol.", "Sept.,"."""
    return (
        any(map(str.islower, word))
        and not (word.rstrip(",").endswith(".") and len(word) <= _LONGEST_SHORT + 1)
        and not _NUMBER.fullmatch(word)
    )
