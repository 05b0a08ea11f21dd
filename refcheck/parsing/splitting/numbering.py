"""The numbers of a numbered list: found as a count that continues, at the beginning of lines or within them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from refcheck.layout.lines import Line
from refcheck.lexicon import Term, words
from refcheck.parsing.splitting.endings import ENDED, ending
from refcheck.parsing.splitting.openings import NAMED, Opening, opening
from refcheck.text.scripts import script_of
from refcheck.text.spelling import roman

_NUMBER = r"(?P<number>\d{1,5})"
_ANYTHING = r"(?:\s+(?=\S)|(?=[^\s.,;:)\]}/%+=<>-]|$))"
"""Text that may follow a number in brackets: "[12] Smith", "(12)2002, Science"; not "(12), 3"."""

_TEXT = r"(?:\s+(?=[^\s.;:)\]}/%+=<>])|(?=[^\s\d.,;:)\]}/%+=<>-]|$))"
"""Text that may follow a number without brackets: the same, but digits only after a space, "12. 2002, Science"."""

_FORMS: dict[str, re.Pattern[str]] = {
    # "[12] Smith", "［12］Smith", "【3】", "<12> Smith", "{12} Smith"
    "brackets": re.compile(rf"[\[［【〔<{{]\s?{_NUMBER}\s?[\]］】〕>}}][.:]?{_ANYTHING}"),
    # "(12) Smith", "（12）Smith"
    "parentheses": re.compile(rf"[(（]{_NUMBER}[)）][.:]?{_ANYTHING}"),
    # "12) Smith", "12.) Smith", "12/ Smith"
    "half parenthesis": re.compile(rf"{_NUMBER}\.?[)）/]{_ANYTHING}"),
    # "12. Smith", "12.Smith", "12.- Smith", "12．Smith"
    "point": re.compile(rf"{_NUMBER}[.．、](?:-|\s?[–—])?{_TEXT}"),
    # "12- Smith", "12 – Smith", "12: Smith"
    "dash": re.compile(rf"{_NUMBER}\s?[-–:：](?=\s){_ANYTHING}"),
    # "¹² Smith", "¹²Smith", "^12 Smith"
    "superscript": re.compile(rf"(?P<number>[⁰¹²³⁴-⁹]{{1,4}}){_ANYTHING}"),
    "raised": re.compile(rf"\^{_NUMBER}{_ANYTHING}"),
    # "S12. Smith", "[S12] Smith", "R12 Smith"
    "lettered": re.compile(rf"[\[(]?[A-Z]{_NUMBER}(?:[\])][.:]?|[.:)])\s+(?=\S)"),
    # "Ref. 12 Smith", "No. 12: Smith", "#12 Smith", "P12 Smith"
    "named": re.compile(rf"(?:[^\W\d_]{{1,9}}\.?\s?|[#№]\s?){_NUMBER}(?:\s?[.:)\]–-])?\s+(?=\S)"),
    # "12º Smith"
    "ordinal": re.compile(rf"{_NUMBER}\s?[ºª°]\.?\s*(?=[^\W\d_]|[“\"‘«„—–])"),
    # "① Smith"
    "circled": re.compile(r"(?P<number>[\u2460-\u2473\u3251-\u325f])\s*(?=\S)"),
    # "iv. Smith", "IV) Smith"
    "roman": re.compile(r"[(\[]?(?P<number>[ivxl]{1,7}|[IVXL]{1,7})[.)\]]\s+(?=\S)"),
    # "b) Smith", "(b) Smith", "b. Smith"
    "letter": re.compile(r"[(\[]?(?P<number>[a-z])[.)\]]\s+(?=\S)"),
    # "12 Smith", "12\tSmith", "12Smith" (a superscript that was lost in copying)
    "bare": re.compile(rf"{_NUMBER}(?:\s+(?=\d)|\s*(?=[^\W\d_]|[“\"'‘«„—–_*•†‡§\[〔《(]|-\S))"),
}
_FEWEST = {"named": 3, "ordinal": 3, "raised": 3, "circled": 2, "roman": 3, "letter": 3}
"""The fewest numbers of a form that make a count, where one on its own may be something else: an initial, a word with a digit."""

_DOWNWARDS, _FEWEST_DOWNWARDS = ("brackets", "parentheses", "half parenthesis", "point", "dash"), 3
"""The forms in which lists are also numbered from the latest work down to the first, and the fewest numbers of such a count."""

_INLINE = tuple(_FORMS)[:4]
"""The forms that are also sought within a line, for entries that run on in one paragraph."""

_PLACE = re.compile(r"(?<=[^\s,:(\[&])\s+(?=[\[［【〔(（]?\s?\d{1,5}\s?[\]］】〕)）.．])")
"""A place where an entry may begin within a line: after white space that follows what can end an entry, "… 1999. [12] Smith"."""


_LABEL = re.compile(r"(?<!\w)([^\W\d_]{1,8})\.?$")
"""The last word before a number: "№", "Nr.", "Heft"."""


def _is_labelled(before: str) -> bool:
    """Return whether a number after the text ``before`` is that of a volume, issue or page: "Геология. 2001. № 3. С. 5–9"."""
    label = _LABEL.search(before[-_LABEL_REACH:])
    is_word = label is not None and label[1].casefold() in words(*_LABELLING)
    return is_word or before.endswith(("№", "#", "§", "n°", "nº"))


_LABELLING, _LABEL_REACH = (Term.VOLUME, Term.ISSUE, Term.PAGE), 12


@frozen
class _Mark:
    """A number that may open an entry: its position (line and place in it), its value, and the evidence for it."""

    line: int
    start: int
    end: int
    number: int
    weight: float
    is_apart: bool


_SKIP, _JUMP, _RESTART, _RESTART_APART = (0.0, 1.0, 2.0), 3.0, 3.0, 1.0
"""The cost of a count that continues by one, leaves out one, two, or more (a page that was not copied), starts again, and starts
again after a blank line. Source: a judgement; its effect is measured by ``tests/benchmarks/split.py``."""
_FARTHEST = 200
"""The greatest step of a count that leaves out numbers."""


def numbered(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with their numbers as keys, and cut where an entry begins within a line.

    Of the forms of number, the list's is the one whose count has the most evidence, upwards or, as in lists of a person's works,
    downwards; if there is none, lines with only a label are sought instead.
    """
    marks = {form: list(_marks(lines, form)) for form in _FORMS}
    lost = [evolve(mark, weight=_WEIGHT_OF_LOST) for mark in marks["bare"] if not mark.start and mark.weight >= 1]
    counts = ((form, _with_repeated(_between(_chain(_with(lost, marks[form]))), marks[form])) for form in _FORMS)
    chains = [chain for form, chain in counts if len(chain) >= _FEWEST.get(form, 1)]
    chains += [chain for form in _DOWNWARDS if len(chain := _downwards(marks[form])) >= _FEWEST_DOWNWARDS]
    chains += [chosen for form in _DOWNWARDS if (chosen := _without_count(marks[form]))]
    best = max(chains, key=lambda chain: sum(mark.weight for mark in chain), default=[])
    return _with_keys(lines, best) if _is_count_of(best, lines) else _labelled(lines)


def _labelled(lines: Sequence[Line]) -> list[Line]:
    """Return the lines; if two or more have only a label, each of these is the key of the entry that follows it."""
    alone = [_ALONE.fullmatch(line.text) is not None for line in lines]
    if sum(alone) < _FEWEST_ALONE:
        return list(lines)
    return [
        evolve(line, key=line.text[1:-1].strip(), skip=len(line.text)) if is_alone else line
        for line, is_alone in zip(lines, alone, strict=True)
    ]


_ALONE = re.compile(r"[\[［](?=[^\[\]\d]*\d)[^\[\]\s]{2,24}[\]］]")
"""A label alone on its line, as pages of manuals print it above its reference: "[Knu84]", "[Doe2011]"."""

_FEWEST_ALONE = 2
"""A single label may be a cross-reference."""


_WEIGHT_OF_LOST = 0.1
"""The weight of a number at a line's beginning that has lost its punctuation, if it continues the count of the others: "6 Roe"
between "5." and "7.". Source: a judgement: less than the cost of a skipped number."""


def _with(lost: Sequence[_Mark], marks: Sequence[_Mark]) -> Sequence[_Mark]:
    return sorted([*lost, *marks], key=lambda mark: (mark.line, mark.start, mark.weight)) if marks and lost else marks


def _between(chain: Sequence[_Mark]) -> list[_Mark]:
    """Return a chain without the numbers that have lost their punctuation before and after all others, where they may be pages."""
    kept = [place for place, mark in enumerate(chain) if mark.weight != _WEIGHT_OF_LOST]
    return list(chain[kept[0] : kept[-1] + 1]) if kept else []


def _with_repeated(chain: Sequence[_Mark], marks: Iterable[_Mark]) -> list[_Mark]:
    """Return a chain with the numbers that are printed twice at line beginnings: 1, 2, 2, 4, or 1, 2, 2, 3, 4, 5.

    If no number is left out for it, few may be printed twice: what has the same number may be a translation.
    """
    at_beginning = [each for each in marks if not each.start and each.weight >= 1]
    again = list(_repeated(chain, at_beginning, is_left_out=True))
    others = list(_repeated(chain[1:], at_beginning, is_left_out=False))  # the first, twice, is that of two lists
    again += others if 4 * len(others) <= len(chain) else []
    return sorted([*chain, *again, *_misplaced(chain, at_beginning)], key=lambda mark: (mark.line, mark.start))


def _repeated(chain: Sequence[_Mark], marks: Iterable[_Mark], *, is_left_out: bool) -> Iterator[_Mark]:
    """Yield the marks with the number of one beside them in a chain, after which the next is left out or not."""
    due = {
        mark.number: (before.line if before and is_left_out else mark.line, mark.line, after.line)
        for before, mark, after in zip([None, *chain], chain, chain[1:], strict=False)
        if is_left_out is (after.number == mark.number + 2)
    }
    for each in marks:
        first, own, last = due.get(each.number, (0, 0, 0))
        if first < each.line < last and each.line != own:
            yield each


def _misplaced(chain: Sequence[_Mark], marks: Sequence[_Mark]) -> Iterator[_Mark]:
    """Yield the marks of numbers that a chain leaves out and that are printed once, at another place: 1, 2, 5, 3, 4, 6."""
    numbers = {mark.number for mark in chain}
    left_out = set(range(min(numbers, default=0), max(numbers, default=0))) - numbers
    times = Counter(mark.number for mark in marks)
    yield from (mark for mark in marks if mark.number in left_out and times[mark.number] == 1)


def _is_count_of(chain: Sequence[_Mark], lines: Sequence[Line]) -> bool:
    """Return whether the chain numbers the list, and is not a chance find in a list that is not numbered."""
    if not chain or sum(len(line.text) for line in lines) > _LONGEST * len(chain):
        return False
    if chain[0].number in (_YEARS_WITHIN if chain[0].start else _YEARS):
        return False
    if len(chain) == 1:  # a reference that stands alone
        is_apart = "\n" in lines[0].text[: chain[0].end]
        return chain[0].line == chain[0].start == 0 and (chain[0].weight > 1 or is_apart)
    if len(chain) == 2 and chain[0].number != 1 and any(mark.start for mark in chain):
        return False
    marked = {mark.line for mark in chain} | {mark.line + 1 for mark in chain if mark.end == len(lines[mark.line].text)}
    unmarked = sum(
        _may_begin(before, line) and not (number - 1 in marked and _is_translated(before, line))
        for number, (before, line) in enumerate(pairwise(lines), start=1)
        if number not in marked
    )
    return unmarked < len(chain)


def _may_begin(before: Line, line: Line) -> bool:
    """Return whether a line without a number begins like an entry, after a line that ends like one."""
    return ending(before.text) in ENDED and not before.text.endswith(";") and opening(line.text) in NAMED


def _is_translated(before: Line, line: Line) -> bool:
    """Return whether two lines are in two scripts, as an original and its translation below it under one number."""
    scripts = {script_of(before.text), script_of(line.text)}
    return len(scripts - {None}) > 1


def _marks(lines: Sequence[Line], form: str) -> Iterator[_Mark]:
    pattern = _FORMS[form]
    for number, line in enumerate(lines):
        places = [0]
        if form in _INLINE:
            places += [
                place.end() for place in _PLACE.finditer(line.text) if not _is_labelled(line.text[: place.start()])
            ]
        for place in places:
            match = pattern.match(line.text, place)
            if match and not (match.end() == len(line.text) and line.text[:place].rstrip()[-1:].isdecimal()):
                begins = opening(line.text[match.end() : match.end() + 100])
                weight = (1.0 if place == 0 else 0.6) + _WEIGHT.get(begins, 0.0)
                yield _Mark(
                    number, place, match.end(), _value(match["number"], form), weight, line.blanks > 0 and place == 0
                )


_YEARS, _YEARS_WITHIN = range(1400, 2100), frozenset({*range(1300, 2100), *range(2400, 2600)})
"""A count that begins with such a number is one of years, at a line's beginning or within it: "(۱۳۹۶)" of the Hijra, "(๒๕๖๐)" of
the Buddhist era."""
_LONGEST = 600
"""The greatest mean length, in characters, of the entries of a numbered list."""
_WEIGHT = {
    Opening.SMALL: -0.3,
    Opening.LATER_WORD: -0.3,
    Opening.SEVERAL_NAMES: 0.3,
    Opening.NAMES_AND_YEAR: 0.3,
    Opening.FAMILY_FIRST: 0.2,
    Opening.INITIALS_FIRST: 0.2,
    Opening.INITIALS_LAST: 0.2,
}
"""The weight of an opening after a number. Source: a judgement; its effect is measured by ``tests/benchmarks/split.py``."""


def _value(number: str, form: str) -> int:
    """Return the value of a number in digits of any script, in a circle or in Roman numerals, or of a letter by the alphabet."""
    if form == "circled":
        return int(unicodedata.numeric(number))
    if form == "letter":
        return ord(number) - ord("a") + 1
    if form == "roman":
        return roman(number.lower()) or 0  # 0 continues no count
    return int("".join(str(unicodedata.digit(digit)) for digit in number))


def _chain(marks: Sequence[_Mark]) -> list[_Mark]:
    """Return the marks of the best count: each number one more than the last, with little left out, sometimes again from 1."""
    sums: list[float] = []
    before: list[int | None] = []
    latest: dict[int, int] = {}
    top: int | None = None
    for place, mark in enumerate(marks):
        choices: list[tuple[float, int | None]] = [(0.0 if mark.number <= 1 else -1.0, None)]
        for left_out, cost in enumerate(_SKIP):
            previous = latest.get(mark.number - 1 - left_out)
            if previous is not None:
                choices.append((sums[previous] - cost, previous))
        if top is not None and 0 < mark.number - marks[top].number <= _FARTHEST:
            choices.append((sums[top] - _JUMP, top))
        if top is not None and mark.number == 1:
            choices.append((sums[top] - (_RESTART_APART if mark.is_apart else _RESTART), top))
        best, previous = max(choices, key=lambda choice: choice[0])
        sums.append(best + mark.weight)
        before.append(previous)
        held = latest.get(mark.number)
        if held is None or sums[held] < sums[place]:
            latest[mark.number] = place
        if top is None or sums[top] < sums[place]:
            top = place
    chain = []
    while top is not None:
        chain.append(marks[top])
        top = before[top]
    return chain[::-1]


def _downwards(marks: Sequence[_Mark]) -> list[_Mark]:
    """Return the marks of the best count in which each number is one less than the last, all at the beginning of lines."""
    chain = _chain([mark for mark in reversed(marks) if not mark.start])[::-1]
    falling = sum(before.number == mark.number + 1 for before, mark in pairwise(chain))
    return chain if 2 * falling > len(chain) else []


def _without_count(marks: Sequence[_Mark]) -> list[_Mark]:
    """Return the marks before which entries begin if their numbers are those of a count in another order, or of an excerpt.

    4, 1, 3, 2; or 3, 7, 12, 15, of which few follow each other. Each number stands once, at the beginning of a line, and before
    what may begin a reference.
    """
    found = [mark for mark in marks if not mark.start]
    numbers = {mark.number for mark in found}
    if not len(numbers) == len(found) >= _FEWEST_DOWNWARDS or any(mark.weight < 1 for mark in found):
        return []
    counting = sum(number + 1 in numbers for number in numbers)
    return found if counting == len(found) - 1 or 2 * counting < len(found) else []


def _with_keys(lines: Sequence[Line], chain: Iterable[_Mark]) -> list[Line]:
    by_line: dict[int, list[_Mark]] = {}
    for mark in chain:
        by_line.setdefault(mark.line, []).append(mark)
    found: list[Line] = []
    for number, line in enumerate(lines):
        marks = by_line.get(number, [])
        parts = list(line.cut([mark.start for mark in marks]))
        unmarked = len(parts) - len(marks)
        found += parts[:unmarked]
        before = lines[number - 1] if number else line
        held = [mark.number for mark in by_line.get(number - 1, [])]
        if not marks and len(held) == 1 and _is_translated(before, line) and _may_begin(before, line):
            found[-1] = evolve(line, key=f"{held[0]}.2")
        for part, mark in zip(parts[unmarked:], marks, strict=True):
            found.append(evolve(part, key=str(mark.number), skip=mark.end - mark.start))
    return found
