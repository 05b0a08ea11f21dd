"""Words that announce an address, and what follows them."""

import re
from collections.abc import Iterator

from attrs import frozen

from refcheck.checks.printing.masking import MASK, prose
from refcheck.model import Identifier, Reference, Span

_ANNOUNCED = re.compile(r"\b(?:avail\w{2,6}(?: online)?|retri?e\w{3,5}) (?:at|from)\b\s*:?", re.IGNORECASE)
"""What announces an address, be it misspelt: ``Available at:``, ``Availble at:``, ``Retrieved from``."""

_BEFORE_ADDRESS = re.compile(r"[\s(\[<)]*(?:(?:doi|url)[\s.:]*)?(?:https?://\S{0,40}/)?", re.IGNORECASE)
"""What may stand between the announcement and the identifier: `` (doi: ``, `` <``."""

_WORD = re.compile(r"[\s(\[<]*([^\W_][^\s,;()]*)")
"""The next word: ``SSRN`` in ``Available at SSRN``."""

_OTHER_MATTER = re.compile(r"accessed|access|retrieved|last|\[?in$", re.IGNORECASE)
"""A word that begins another part of the reference: ``(Accessed on …)``."""


@frozen(kw_only=True)
class Announcement:
    """An announcement at ``span`` of ``raw``: the identifier that follows it, else the word, else nothing."""

    span: Span
    identifier: Identifier | None
    text: str


def announcements(reference: Reference) -> Iterator[Announcement]:
    """Every announcement of an address in a reference."""
    text = prose(reference)
    for found in _ANNOUNCED.finditer(text):
        between = _BEFORE_ADDRESS.match(text, found.end())
        start = between.end() if between else found.end()
        word = _WORD.match(text, found.end())
        yield Announcement(
            span=Span(*found.span()),
            identifier=_at(reference, start) if text[start : start + 1] == MASK else None,
            text=word[1] if word and not _OTHER_MATTER.match(word[1]) else "",
        )


def _at(reference: Reference, start: int) -> Identifier | None:
    return next((each for each in reference.identifiers if each.span.start <= start < each.span.end), None)
