"""Evidence for an item of a list as a reference: its words, its title in quotes, and where it leads."""

import re
from collections.abc import Sequence

from refcheck.gazetteer.buttons import is_button
from refcheck.layout import NEARLY_ALL
from refcheck.model import Span
from refcheck.parsing.splitting.evidence import evidence, holds_address, weight_of_length
from refcheck.readers.papers.links import leads_to
from refcheck.readers.papers.sheet import Block

_TITLED = re.compile(r"[“„\"«][^“”„\"«»]{8,200}[”“\"»]")
"""A title in quotes: "“A code of dikes”"."""

_SHORT = 40


def may_be_reference(text: str, item: Sequence[Span], *, is_told: bool) -> bool:
    """Return whether an item of a list can be one of its references: no word such as "Show all", and no heading."""
    whole = joined(text, item)
    if any(map(str.isdecimal, whole)) or holds_address(whole) or (is_told and _TITLED.search(whole)):
        return any(map(str.isalpha, whole))
    return (is_told or len(whole) >= _SHORT) and evidence(whole) > 0


def is_linked(text: str, block: Block) -> bool:
    """Return whether a block leads to a work by its identifier, or to a page by all that it says: "[Towns](https://…)"."""
    own = sum(len(mark.span) for mark in block.marks if mark.value.startswith(("https://", "http://")))
    is_title = own >= NEARLY_ALL * len(block.span) and not is_button(block.span.of(text))
    return is_title or is_led(block)


def is_led(block: Block) -> bool:
    """Return whether a block is an item, and leads to a work by its identifier."""
    return block.is_entry and any(map(leads_to, block.marks))


def worth(text: str, *, is_told: bool) -> float:
    """Return what speaks for a text as an item; where the document says how far it goes, its length says nothing against it."""
    return evidence(text) - (weight_of_length(text) if is_told else 0.0)


def evidence_of(text: str, item: Sequence[Span]) -> float:
    """Return what speaks for an item, however it was found."""
    return evidence(joined(text, item))


def joined(text: str, item: Sequence[Span]) -> str:
    """Return the text of an item, its pieces parted by blanks."""
    return " ".join(span.of(text) for span in item)
