"""Titles in the manner of the Chinese standard GB/T 7714, which end at a mark of the kind of work: "题名[M]", "Title[EB/OL]"."""

import re
from collections.abc import Sequence

from refcheck.gazetteer.names import are_places
from refcheck.parsing.names import names_body
from refcheck.parsing.side_notes import MARK
from refcheck.parsing.structure.runs import has, printed, relabel, run_at, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token

_TAKEN_FOR = frozenset({"container", "publisher", "location", "series", "genre", "title", "other"})
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


def issuer_behind_mark(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Title[EB/OL]. Site": what stands behind the mark of a work that nothing holds is who issues it, and no journal or place."""
    for place, token in enumerate(tokens[:-1]):
        marks = token.masked and labels[place] == "medium" and _ISSUED.match(text, token.start, token.end)
        if marks and "//" not in tokens[place + 1].gap:
            house = run_at(labels, "location", place + 1)
            issuer = house if house and not are_places(printed(text, tokens, *house)) else None
            issuer = issuer or run_at(labels, "container", place + 1)
            return relabel(labels, *issuer, "publisher") if issuer else labels
    return labels


_ISSUED = re.compile(r"\W\s?(?:EB|DB|DS|CM|CP|PP|[MDRPSZ])\s?[/\]］】]")
"""Marks of works that nothing holds, as a page, data, a book, a thesis, a report, a patent, a standard: "[EB/OL]", "[M]"."""


def _is_mark(text: str, token: Token) -> bool:
    return MARK.fullmatch(text, token.start, token.end) is not None
