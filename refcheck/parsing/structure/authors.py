"""Authors that the labels miss: who opens a reference, and what stands among them and is none."""

from collections.abc import Sequence

from refcheck.parsing.names import ROLE, names_body
from refcheck.parsing.structure.runs import has, printed, relabel, rule, runs
from refcheck.parsing.tagging.labels import begin
from refcheck.parsing.tagging.tokens import Token


def editors_are_authors(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Names that open a reference, without a role and with no authors elsewhere, are its authors."""
    if begin("author") in labels:
        return labels
    for first, end in runs(labels, "editor"):
        opens = all(label in ("citation-number", "other") for label in labels[:first])
        stop = tokens[end].start if end < len(tokens) else len(text)
        if opens and not ROLE.search(text, tokens[first].start, stop):
            return relabel(labels, first, end, "author")
        break
    return labels


def _body_is_author(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A body's name that opens a reference without authors, with a title after it, is the author and no title."""
    titles = list(runs(labels, "title"))
    if len(titles) > 1 and titles[0][0] == 0:
        first, end = titles[0]
        if names_body(printed(text, tokens, first, end)) and any(m in tokens[end].gap for m in ".:("):
            return relabel(labels, first, end, "author")
    return labels


def _publisher_opens(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A first sentence that is the publisher's name is the author and no title: "World Bank. Roads. Paris: World Bank"."""
    first, end = next(runs(labels, "title"))
    stop = next((place for place in range(first + 1, end) if tokens[place].gap.strip() in (".", "．")), None)
    if stop is None or any(label not in ("citation-number", "other") for label in labels[:first]):
        return labels
    opening = [token.text.lower() for token in tokens[first:stop]]
    for begun, closed in runs(labels, "publisher"):
        if [token.text.lower() for token in tokens[begun:closed]] == opening:
            return relabel(relabel(labels, first, stop, "author"), stop, end, "title")
    return labels


def _issuer_opens(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A publisher that opens a reference without authors is the author, or the editor where a role says so: "UNEP (ed.): Seas"."""
    first, end = next(runs(labels, "publisher"))
    if any(label not in ("citation-number", "other") for label in labels[:first]) or not has(labels[end:], "title"):
        return labels
    stop = tokens[end].start if end < len(tokens) else len(text)
    return relabel(labels, first, end, "editor" if ROLE.search(text, tokens[first].start, stop) else "author")


QUOTES = frozenset('“„«"')
"""Marks that open a quotation."""


AUTHOR_RULES = (
    rule(_body_is_author, needs="title", unless="author"),
    rule(_publisher_opens, needs="title", unless="author editor"),
    rule(_issuer_opens, needs="publisher", unless="author editor"),
)
