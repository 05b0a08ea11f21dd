"""Authors that the labels miss: who opens a reference, and what stands among them and is none."""

from collections.abc import Sequence

from refcheck.parsing.dates import YEAR
from refcheck.parsing.names import BODY, ROLE
from refcheck.parsing.names.name_words import is_and, is_particle
from refcheck.parsing.structure.runs import has, relabel, rule, runs
from refcheck.parsing.tagging.labels import bare, begin
from refcheck.parsing.tagging.tokens import Token


def _editors_are_authors(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
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


def _body_is_no_editor(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A body's name behind the title, taken for editors though no role is printed, publishes the work where nobody else does."""
    for first, end in runs(labels, "editor"):
        stop = tokens[end].start if end < len(tokens) else len(text)
        named = BODY.search(text, tokens[first].start, tokens[end - 1].end)
        if named and has(labels[:first], "title") and not ROLE.search(text, tokens[first].start, stop):
            return relabel(labels, first, end, "publisher")
    return labels


def _year_among_authors(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A year that stands among the authors is the date: "Rahimi, S. 1398. …", "Franke, Sassa1999: …"."""
    for first, end in runs(labels, "author"):
        for place in range(first + 1, end):
            if YEAR.fullmatch(tokens[place].text):
                return [*labels[:place], "date", *labels[place + 1 :]]
    return labels


def _body_is_author(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A body's name that opens a reference without authors, with a title after it, is the author and no title."""
    titles = list(runs(labels, "title"))
    if len(titles) > 1 and titles[0][0] == 0:
        first, end = titles[0]
        if BODY.search(text, tokens[first].start, tokens[end - 1].end) and any(m in tokens[end].gap for m in ".:("):
            return relabel(labels, first, end, "author")
    return labels


def _body_opens(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A body's name that opens a reference unlabelled, with the date right after it, is the author: "World Bank (2019)"."""
    first = 1 if labels[0] == "citation-number" else 0
    end = labels.index("date")
    if (
        first < end
        and set(labels[first:end]) == {"other"}
        and BODY.search(text, tokens[first].start, tokens[end - 1].end)
    ):
        return relabel(labels, first, end, "author")
    return labels


def last_authors(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """What looks like names behind authors, and was taken for a title though a quoted one follows, are the last of the authors."""
    first, end = next(runs(labels, "title"))
    quoted = next((place for place in range(end, len(tokens)) if not _OPENING.isdisjoint(tokens[place].gap)), None)
    if quoted is None or not first or labels[first - 1] != "author" or not _OPENING.isdisjoint(tokens[first].gap):
        return labels
    if not all(
        token.text[:1].isupper() or is_and(token.text) or is_particle(token.text) for token in tokens[first:end]
    ):
        return labels
    gaps = [token.gap for token in tokens[first + 1 : end]]
    if bare(labels[quoted]) == "container" and (not any("," in gap for gap in gaps) or any(":" in gap for gap in gaps)):
        return labels  # a title, and a journal's name in quotation marks
    labels = [*labels[:first], *["author"] * (end - first), *labels[end:]]
    if bare(labels[quoted]) not in ("title", "container"):
        return labels
    stop = next(
        (place for place in range(quoted + 1, len(labels)) if labels[place] != bare(labels[quoted])), len(labels)
    )
    return relabel(labels, quoted, stop, "title")


def _title_among_authors(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Of "Doe J, Roe RM. TIDES: A title" the word before the colon, behind initials and a full stop, opens the title."""
    for first, end in runs(labels, "author"):
        if end == len(labels) or bare(labels[end]) != "title" or not tokens[end].gap.startswith(":"):
            continue
        place = end - 1
        while place > first + 1 and not tokens[place].gap.strip(_JOINING):
            place -= 1
        initials = tokens[place - 1]
        behind = tokens[place].gap == ". " and initials.text.isupper() and len(initials.text) <= _MOST_INITIALS
        if place > first + 1 and behind and initials.gap == " ":
            stop = next((at for at in range(end, len(labels)) if bare(labels[at]) != "title"), len(labels))
            return relabel(labels, place, stop, "title")
    return labels


_JOINING = "-‐‑–"
"""Marks that join what the tokens part: "SG-Net", "Co-2"."""

_MOST_INITIALS = 3
"""So many initials stand together at most."""

_OPENING = frozenset('“„«"')
"""Marks that open a quotation."""


AUTHOR_RULES = (
    rule(_editors_are_authors, needs="editor"),
    rule(_body_is_no_editor, needs="editor", unless="publisher"),
    rule(_title_among_authors, needs="title"),
    rule(_year_among_authors, needs="author", unless="date"),
    rule(_body_is_author, needs="title", unless="author"),
    rule(_body_opens, needs="date", unless="author editor"),
)
