"""Citations by number in square brackets."""

import re
from collections.abc import Iterator, Sequence

from refcheck.model import Citation, Reference, Span
from refcheck.text.characters import DASHES

_DASH = f"[-{DASHES}]"
_GROUP = re.compile(rf"\[\s?(\d{{1,4}}(?:\s?[,;]\s?\d{{1,4}}|\s?{_DASH}\s?\d{{1,4}}){{0,60}})\s?\]")
"""Numbers in square brackets: "[3]", "[3, 5–7]", "[12; 14]"."""

_NUMBERS = re.compile(rf"(\d+)(?:\s?{_DASH}\s?(\d+))?")
"""A number, or the first and last of a range: "3", "5–7"."""

_BETWEEN = re.compile(rf"\s?{_DASH}\s?")
"""Several brackets for one range: "[3]–[7]", "[3]-[7]"."""

_WIDEST = 200
"""No range stands for more references."""
_CITED = 0.6
"""At least this share of the list must be cited by number, and this share of the numbers in brackets must be in the list.
Source: set by hand."""


def by_number(body: str, references: Sequence[Reference]) -> tuple[Citation, ...]:
    """The citations of references by their numbers; none where most of the list is not cited so."""
    listed = {reference.key for reference in references if reference.key.isdecimal()}
    found = tuple(_groups(body))
    cited = {key for citation in found for key in citation.keys}
    understood = bool(listed) and len(cited & listed) >= _CITED * max(len(references), len(cited))
    return found if understood else ()


def _groups(body: str) -> Iterator[Citation]:
    before: tuple[int, int] | None = None
    for group in _GROUP.finditer(body):
        numbers = list(_numbers(group[1]))
        if not numbers or numbers[0] == 0:
            continue
        if before and _BETWEEN.fullmatch(body, before[0], group.start()) and 0 < numbers[0] - before[1] <= _WIDEST:
            numbers = [*range(before[1] + 1, numbers[0]), *numbers]
        before = (group.end(), numbers[-1])
        yield Citation(span=Span(*group.span()), keys=tuple(dict.fromkeys(map(str, numbers))))


def _numbers(text: str) -> Iterator[int]:
    for first, last in _NUMBERS.findall(text):
        end = int(last) if last else int(first)
        yield from range(int(first), end + 1) if 0 <= end - int(first) <= _WIDEST else (int(first), end)
