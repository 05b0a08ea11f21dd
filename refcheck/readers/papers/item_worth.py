"""Evidence that a list item is a reference: its words, its title in quotation marks, and its links; and its separate label.

A label is a number, a key, or a repetition of the reference's authors and year.
"""

import re
from collections.abc import Sequence, Set

from refcheck.gazetteer.buttons import is_button
from refcheck.layout import NEARLY_ALL
from refcheck.model import Span
from refcheck.parsing.splitting.evidence import evidence, has_url, weight_of_length
from refcheck.parsing.splitting.layout.furniture import is_notice
from refcheck.readers.papers.links import leads_to
from refcheck.readers.papers.sheet import Block

_TITLED = re.compile(r"[“„\"«][^“”„\"«»]{8,200}[”“\"»]")
"""A title in quotation marks: "“A code of dikes”"."""

SHORT = 40
"""The fewest characters of an item without digits that is a reference by its words, or by its place between two others."""


def may_be_reference(text: str, item: Sequence[Span], *, is_told: bool) -> bool:
    """Return whether an item of a list can be one of its references, not a button such as "Show all", a heading or a notice."""
    whole = joined(text, item)
    if is_notice(whole):
        return False
    if any(map(str.isdecimal, whole)) or has_url(whole) or (is_told and _TITLED.search(whole)):
        return any(map(str.isalpha, whole))
    return (is_told or len(whole) >= SHORT) and evidence(whole) > 0


def is_linked(text: str, block: Block) -> bool:
    """Return whether a block links to a work by its identifier, or its whole text links to a page: "[Towns](https://…)"."""
    own = sum(len(mark.span) for mark in block.marks if mark.value.startswith(("https://", "http://")))
    is_title = own >= NEARLY_ALL * len(block.span) and not is_button(block.span.of(text))
    return is_title or is_led(block)


def is_led(block: Block) -> bool:
    """Return whether a block is an item, and links to a work by its identifier."""
    return block.is_entry and any(map(leads_to, block.marks))


def worth(text: str, *, is_told: bool) -> float:
    """Return the evidence that a text is a reference; its length counts only if the document does not mark it as an item."""
    return evidence(text) - (weight_of_length(text) if is_told else 0.0)


def evidence_of(text: str, item: Sequence[Span]) -> float:
    """Return the evidence that an item is a reference, however it was found."""
    return evidence(joined(text, item))


def joined(text: str, item: Sequence[Span]) -> str:
    """Return the text of an item, with its pieces separated by spaces."""
    return " ".join(span.of(text) for span in item)


LABEL = re.compile(r"[\[(]?(\d{1,5})[\]).:]?|\[([^\[\]\s][^\[\]]{0,30})\]")
"""A number or key alone before a reference, in a cell or element of its own: "[12]", "12.", "[Knu84]"."""

_WORD = re.compile(r"\w+")
_OPENS, _LONGEST_LABEL = 60, 100
"""The number of characters at the start of a reference that must contain its label's first word; the longest label's length."""


def label_of(text: str, lines: Sequence[Span], terms: Set[int]) -> str | None:
    """Return the key that is alone on the first line of an item; "" if that line repeats the authors and the year.

    A term, whose start is among ``terms``, is a key if it is one word.
    """
    if len(lines) < 2:
        return None
    first = lines[0].of(text).strip()
    if label := LABEL.fullmatch(first):
        return label[1] or label[2]
    if lines[0].start in terms and len(first.split()) == 1:
        return first
    return "" if repeats_reference(first, " ".join(line.of(text) for line in lines[1:])) else None


def repeats_reference(first: str, rest: str) -> bool:
    """Return whether a line consists of names and a year that the reference below it repeats: "Oxley and Ruiz, 2011"."""
    words = _WORD.findall(first) if len(first) <= _LONGEST_LABEL and not has_url(first) else []
    dated = [word for word in words if word[:1].isdecimal()]
    return len(words) > 1 and words[-1:] == dated and words[0] in rest[:_OPENS] and words[-1] in _WORD.findall(rest)
