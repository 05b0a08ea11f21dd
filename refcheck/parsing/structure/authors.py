"""Authors that the labels miss: who opens a reference, and what stands among them and is none."""

from collections.abc import Sequence

from refcheck.parsing.names import ROLE, names_body
from refcheck.parsing.names.name_words import is_and, is_particle
from refcheck.parsing.structure.runs import has, printed, relabel, rule, run_at, runs
from refcheck.parsing.tagging.labels import bare, begin
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


def _last_family_first(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Of "Doe Jane, Roe Richard, Poe Ann. A title" the last names are authors, though they have no initials."""
    first, end = next(runs(labels, "title"))
    if not first or labels[first - 1] != "author" or tokens[first].gap not in (", ", "., "):
        return labels
    stop = next((place for place in range(first + 1, end) if tokens[place].gap == ". "), None)
    if stop is None:
        return labels
    parts: list[list[str]] = [[]]
    for place in range(first, stop):
        if place > first and tokens[place].gap == ", ":
            parts.append([])
        elif place > first and tokens[place].gap != " ":
            return labels
        parts[-1].append(tokens[place].text)
    before = next((at for at in range(first - 1, 0, -1) if "," in tokens[at].gap), 0)
    known = [token.text for token in tokens[before:first]]
    if all(_is_full_name(part) for part in (known, *parts)):
        return relabel([*labels[:first], *["author"] * (stop - first), *labels[stop:]], stop, end, "title")
    return labels


def _is_full_name(words: Sequence[str]) -> bool:
    """Whether words are a family name and a given name in full."""
    return len(words) in (2, 3) and all(len(word) > 1 and word[0].isupper() and not word.isupper() for word in words)


def _given_of_last(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Of "Doe, Jane u. Roe, Richard: A title" the word between comma and colon is the last author's given name."""
    first, end = next(runs(labels, "title"))
    if end - first < 2 or first < 2 or labels[first - 1] != "author" or tokens[first].gap != ", ":
        return labels
    begun, _ = run_at(labels, "author", first - 1) or (first, first)
    inverted = any(tokens[at].gap == ", " for at in range(begun + 1, first - 2))
    joined = inverted and (is_and(tokens[first - 2].text) or tokens[first - 2].text == "u")
    if joined and tokens[first + 1].gap.strip() == ":" and tokens[first].text.istitle():
        return relabel([*labels[:first], "author", *labels[first + 1 :]], first + 1, end, "title")
    return labels


def _kind_before_slash(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Title : учебник / С. А. Лебедев": a small word between a colon and the slash before who wrote the work says its kind."""
    for first, end in runs(labels, "author"):
        behind = first and bare(labels[first - 1]) == "title" and tokens[first].gap.strip() == ":"
        if behind and end > first + 1 and tokens[first].text.islower() and tokens[first + 1].gap.strip() == "/":
            return [*labels[:first], "note", begin("author"), *labels[first + 2 :]]
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


def _body_opens(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A body's name that opens a reference unlabelled or as a note, with the date or title right after it, is the author: "World
    Bank (2019)", "Lake Council (US). A title"; so is one that was taken for the title, its acronym in brackets behind it.
    """
    first = 1 if labels[0] == "citation-number" else 0
    end, unnamed = first, ("title",) if bare(labels[first]) == "title" else ("other", "note")
    while end < len(labels) and bare(labels[end]) in unnamed and "[" not in tokens[end].gap[1:]:
        end += 1
    if first < end < len(labels) and names_body(printed(text, tokens, first, end)):
        acronym = "[" in tokens[end].gap and tokens[end].text.isupper()
        dated = labels[end + acronym : end + acronym + 1] == ["date"]
        if (acronym and dated) or (
            bare(labels[end]) in ("date", "title") and "title" not in map(bare, labels[first:end])
        ):
            led = ROLE.search(text, tokens[first].start, tokens[end].start)
            changed = relabel(labels, first, end, "editor" if led else "author")
            return changed if not acronym else _title_behind(relabel(changed, end, end + 1, "note"), end)
    return labels


def _title_behind(labels: list[str], place: int) -> list[str]:
    """The labels with the container as the title, where none is left."""
    found = next(runs(labels, "container"), None)
    return relabel(labels, *found, "title") if found and not has(labels[place:], "title") else labels


def _page_and_no_person(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "How rivers bend (2019) Available at: …": words in small letters before the year of a page are its title, and no names."""
    first, end = next(runs(labels, "author"))
    words = [token.text for token in tokens[first:end]]
    small = [word for word in words if word.islower() and not is_particle(word) and not is_and(word)]
    plain = not any(mark in token.gap for token in tokens[first + 1 : end] for mark in ",;.")
    dated = end < len(labels) and labels[end] == "date" and all(label in _OF_PAGES for label in labels[end:])
    opens = first == 0 or set(labels[:first]) == {"citation-number"}
    return relabel(labels, first, end, "title") if opens and plain and small and len(words) > 2 and dated else labels


_OF_PAGES = frozenset({"date", "other", "url", "accessed", "medium"})
"""What else the reference to a page has."""


def _issuer_opens(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A publisher that opens a reference without authors is the author, or the editor where a role says so: "UNEP (ed.): Seas"."""
    first, end = next(runs(labels, "publisher"))
    if any(label not in ("citation-number", "other") for label in labels[:first]) or not has(labels[end:], "title"):
        return labels
    stop = tokens[end].start if end < len(tokens) else len(text)
    return relabel(labels, first, end, "editor" if ROLE.search(text, tokens[first].start, stop) else "author")


def last_authors(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """What looks like names behind authors, and was taken for a title though a quoted one follows, are the last of the authors."""
    first, end = next(runs(labels, "title"))
    quoted = next((place for place in range(end, len(tokens)) if not QUOTES.isdisjoint(tokens[place].gap)), None)
    if quoted is None or not first or labels[first - 1] != "author" or not QUOTES.isdisjoint(tokens[first].gap):
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
    """Of "Doe J, Roe RM. TIDES: A title" the word before the colon, behind initials and a full stop, opens the title.

    Behind the last name, which "and" announces, a comma will do: "Doe J. and Roe R., Slow Tides: a title".
    """
    for first, end in runs(labels, "author"):
        title = run_at(labels, "title", end)
        if title is None or not tokens[end].gap.startswith(":"):
            continue
        place = end - 1
        while place > first + 1 and not tokens[place].gap.strip(_JOINING):
            place -= 1
        initials = tokens[place - 1]
        last = place > first + 3 and is_and(tokens[place - 3].text) and tokens[place].gap == "., "
        stops = last or tokens[place].gap == ". "
        behind = stops and initials.text.isupper() and len(initials.text) <= _MOST_INITIALS
        if place > first + 1 and behind and initials.gap == " ":
            return relabel(labels, place, title[1], "title")
    return labels


_JOINING = "-‐‑–"
"""Marks that join what the tokens part: "SG-Net", "Co-2"."""

_MOST_INITIALS = 3
"""So many initials stand together at most."""

QUOTES = frozenset('“„«"')
"""Marks that open a quotation."""


AUTHOR_RULES = (
    rule(_title_among_authors, needs="title", marks=":"),
    rule(_body_is_author, needs="title", unless="author"),
    rule(_last_family_first, needs="title"),
    rule(_given_of_last, needs="title", marks=":"),
    rule(_kind_before_slash, needs="author", marks="/"),
    rule(_publisher_opens, needs="title", unless="author editor"),
    rule(_body_opens, needs="date title", unless="author editor"),
    rule(_page_and_no_person, needs="author", unless="title container editor publisher"),
    rule(_issuer_opens, needs="publisher", unless="author editor"),
)
