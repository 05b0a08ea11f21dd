"""Titles in the manner of the Chinese standard GB/T 7714, which end at a mark of the kind of work: "题名[M]", "Title[EB/OL]"."""

from collections.abc import Sequence

from refcheck.parsing.asides import MARK
from refcheck.parsing.names import names_body
from refcheck.parsing.structure.runs import has, printed, relabel, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token

_TAKEN_FOR = frozenset({"container", "publisher", "note", "location", "series", "genre", "title", "other"})
"""What a part of the title may have been taken for."""


def title_up_to_mark(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Take the title on to its mark; a body's name that opens it and ends with a full stop is the author, where none is named."""
    mark = next((place for place, token in enumerate(tokens) if token.masked and _is_mark(text, token)), None)
    title = next(runs(labels, "title"), None)
    if mark is None or title is None:
        return labels
    first, end = title
    between = {bare(label) for label in labels[end:mark]}
    if between and between <= _TAKEN_FOR and not any("//" in token.gap for token in tokens[end:mark]):
        labels, end = relabel(labels, first, mark, "title"), mark
    if end == mark and not has(labels, "author", "editor"):
        stop = next(
            (place for place in range(first + 1, end) if tokens[place].gap.lstrip(")）")[:1] in (".", "．")), None
        )
        if stop and names_body(printed(text, tokens, first, stop)):
            return relabel(relabel(labels, first, stop, "author"), stop, end, "title")
    return labels


def _is_mark(text: str, token: Token) -> bool:
    return MARK.fullmatch(text, token.start, token.end) is not None
