"""Authors that the labels miss: who opens a reference, and what stands among them and is none."""

from collections.abc import Sequence

from refcheck.parsing.names import ROLE, names_body
from refcheck.parsing.structure.runs import printed, relabel, rule, runs
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


def _body_is_no_editor(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A body's name behind the title, without a role, published the work: "Title. Institute of Rivers, Oslo"."""
    title, _ = next(runs(labels, "title"), (len(labels), 0))
    for first, end in runs(labels, "editor"):
        stop = tokens[end].start if end < len(tokens) else len(text)
        if (
            title < first
            and not ROLE.search(text, tokens[first].start, stop)
            and names_body(printed(text, tokens, first, end))
        ):
            return relabel(labels, first, end, "publisher")
    return labels


AUTHOR_RULES = (
    rule(_body_is_no_editor, needs="editor", unless="publisher container"),
    rule(_body_is_author, needs="title", unless="author"),
)
