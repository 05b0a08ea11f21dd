"""Words that announce an address, and what follows them."""

import re
from collections.abc import Iterator

from attrs import frozen

from refcheck.checks.printing.masking import MASK, prose
from refcheck.lexicon import Term, announces, announcing, tells_access, words
from refcheck.model import Identifier, Reference, Span

_BEFORE_ADDRESS = re.compile(r"[\s(\[<)]*(?:(?:doi|url)[\s.:]*)?(?:https?://\S{0,40}/)?", re.IGNORECASE)
"""What may stand between the announcement and the identifier: `` (doi: ``, `` <``."""

_WORD = re.compile(r"[\s(\[<]*([^\W_][^\s,;()]*)")
"""The next word: ``SSRN`` in ``Available at SSRN``."""


@frozen(kw_only=True)
class Announcement:
    """An announcement at ``span`` of ``raw``: the identifier that follows it, else the word, else nothing."""

    span: Span
    identifier: Identifier | None
    text: str


def announcements(reference: Reference) -> Iterator[Announcement]:
    """Every announcement of an address in a reference."""
    text = prose(reference)
    for found in announcing().finditer(text):
        if not announces(found["word"]):
            continue
        between = _BEFORE_ADDRESS.match(text, found.end())
        start = between.end() if between else found.end()
        word = _WORD.match(text, found.end())
        yield Announcement(
            span=Span(*found.span()),
            identifier=_at(reference, start) if text[start : start + 1] == MASK else None,
            text=word[1] if word and not _begins_other_matter(word[1]) else "",
        )


def _begins_other_matter(word: str) -> bool:
    """Whether a word begins another part of the reference: ``(Accessed on …)``, ``[in Persian]``, ``Retrieved from``."""
    return tells_access(word) or announces(word) or word.lower().strip("[") in words(Term.IN)


def _at(reference: Reference, start: int) -> Identifier | None:
    return next((each for each in reference.identifiers if each.span.start <= start < each.span.end), None)
