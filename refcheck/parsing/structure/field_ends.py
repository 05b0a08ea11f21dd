"""What stands at the end of a title or a container and is no part of it: an editor's phrase, a label of numbers, no place, "in"."""

import re
from collections.abc import Sequence

from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.structure.runs import relabel, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token
from refcheck.parsing.tagging.words import keyword

_PHRASES = [each for each in wordings(Term.EDITOR) if len(each) > 8 or " " in each]
_EDITED = re.compile(rf"(?i:{alternatives(_PHRASES)})\.?\s(?=[^\W\d_a-z])")
"""A phrase of several words, or a long one, that names editors behind it: "edited by", "a cura di", "herausgegeben von"."""

_NOWHERE = re.compile(r"(?:o\.\s?O|s\.\s?l|n\.\s?p|S\.\s?l|O\.\s?O)\.?[\])]?", re.ASCII)
"""No place is known: "o. O.", "s.l.", "n. p."."""

_NUMBERED = frozenset({"volume", "issue", "pages"})


def field_ends(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Cut titles and containers where such a thing stands at their end."""
    for label in ("title", "container"):
        for first, end in list(runs(labels, label)):
            labels = _without_label(tokens, labels, first, end)
            for place in range(first + 1, end):
                if not _MARKS.isdisjoint(tokens[place].gap) and (found := _label(text, tokens, place, end)):
                    labels = relabel(labels, place, end, found)
                    break
    return labels


def _without_label(tokens: Sequence[Token], labels: list[str], first: int, end: int) -> list[str]:
    """A label of volumes, issues or pages at the end of a field, before such a number, belongs to the number."""
    last = end - 1
    word = tokens[last].text
    names_number = (
        keyword(word) in ("volume", "issue", "page") and len(word) > 1 and tokens[last].gap.strip() in ("", ",")
    )
    if names_number and last > first and end < len(labels) and bare(labels[end]) in _NUMBERED:
        return [*labels[:last], bare(labels[end]), *labels[end:]]
    return labels


def _label(text: str, tokens: Sequence[Token], place: int, end: int) -> str | None:
    start, stop = tokens[place].start, tokens[end - 1].end
    if _EDITED.match(text, start, stop):
        return "editor"
    return "note" if _NOWHERE.fullmatch(text, start, stop) else None


_MARKS = frozenset(",.;([)]")
"""What stands before such a thing."""
