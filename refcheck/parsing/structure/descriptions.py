"""What is printed of works that are no texts: who directed a film, a program's version, the scale of a map, the time of a post."""

import re
from collections.abc import Sequence

from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.described import description
from refcheck.parsing.structure.runs import has, relabel, rule, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import TOKEN, Token
from refcheck.parsing.tagging.word_classes import keyword
from refcheck.text.deferred import deferred

_TIME = deferred(r"(?<![\d:])\d{1,2}:\d\d\s?[ap]\.?\s?m\b\.?", re.IGNORECASE)
"""A time of day: "10:08 a.m."."""

_SCALE = deferred(r"(?<![\d:])1\s?:\s?\d{1,3}(?:[ ,.]?\d{3})?[ ,.]\d?00(?!\d)|(?<![\d:])1\s?:\s?\d{3,7}000(?!\d)")
"""The scale of a map: "1:24,000", "1:50 000", "1:250000"."""

_OF_DAY, _OF_MAPS = ("a.m", "p.m", " am", " pm"), ("1:", "1 :")
"""What these have: a quick look before the slow one."""

_NUMBERS = frozenset({"volume", "issue", "pages", "other", "edition"})

_MAKER = deferred(
    r"[(][^()]{0,20}\b(?:[Dd]irectors?|[Hh]osts?|[Pp]roducers?|[Ww]riters?|Regie|[Rr]éal)\b[^()]{0,24}[)]"
)
"""What somebody did for a film or a podcast: "(Director)", "(Writer & Director)", "(Host)"."""

_DIRECTED = deferred(rf"(?i:{alternatives(wordings(Term.DIRECTED))})\s(?=[A-ZÀ-ÞА-Я])")

_DIRECTING = frozenset(TOKEN.findall(wording)[0] for wording in wordings(Term.DIRECTED))
"""The first words of what names a director."""

_VERSIONED = frozenset({"version", "release", "v"})


def _no_volume(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A time of day and a scale are no volume and pages."""
    for pattern, signs in ((_TIME, _OF_DAY), (_SCALE, _OF_MAPS)):
        for found in pattern.finditer(text) if any(sign in text for sign in signs) else ():
            for place, token in enumerate(tokens):
                if found.start() <= token.start < found.end() and bare(labels[place]) in _NUMBERS:
                    labels = [*labels[:place], "note", *labels[place + 1 :]]
    return labels


def _maker_opens(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Who opens a reference and has what he did behind his name in brackets is its author: "Forman, M. (Director). (1975)"."""
    first, end = next(runs(labels, "note"))
    opens = all(label in ("citation-number", "other") for label in labels[:first])
    stop = tokens[end].start if end < len(tokens) else len(text)
    made = _MAKER.search(text, tokens[first].start, stop) if opens else None
    return relabel(labels, first, end, "author") if made and stop - made.end() < _NEAR else labels


_NEAR = 6
"""So few marks stand between such a bracket and what follows."""


def _directed_behind_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "The River's Nest. Directed by Mila Forman": who directed a film is none of its title, and that is no author."""
    for first, end in runs(labels, "title"):
        named = next(runs(labels, "author"), None)
        if tokens[first].text.lower() in _DIRECTING and _DIRECTED.match(text, tokens[first].start):
            return (
                relabel(relabel(labels, first, end, "note"), *named, "title") if named and named[1] <= first else labels
            )
        for place in range(first + 1, end):
            stops = tokens[place].gap.strip()[-1:] in (".", ")", "]")
            if stops and tokens[place].text.lower() in _DIRECTING and _DIRECTED.match(text, tokens[place].start):
                return relabel(labels, place, end, "note")
    return labels


def _review_behind_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Rivers retold [Review of the book Tides, by A. Lund]": a bracket that says what is reviewed is none of the title."""
    for first, end in runs(labels, "title"):
        for place in range(first + 1, end):
            if (
                "[" in tokens[place].gap
                and description(text[tokens[place].start : tokens[end - 1].end]) == "review-book"
            ):
                return relabel(labels, place, end, "note")
    return labels


def _version_of_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A program's version behind a mark is none of its title: "tidecalc (Version 2.3)"; without one it is, and no volume:
    "The transport protocol version 1.3".
    """
    first, end = next(runs(labels, "title"))
    last = tokens[end - 1].text.lower()
    numbered = end < len(labels) and bare(labels[end]) in _NUMBERS and tokens[end].text.isdecimal()
    if last in _VERSIONED and tokens[end - 1].gap == " " and numbered:
        stop = end + 1
        while stop < len(labels) and tokens[stop].gap == "." and tokens[stop].text.isdecimal():
            stop += 1
        return [*labels[:end], *["title"] * (stop - end), *labels[stop:]]
    if has(labels, "container", "volume"):
        return labels
    for place in range(first + 1, end):
        counted = (
            place + 1 < len(tokens)
            and tokens[place + 1].text.isdecimal()
            and tokens[place + 1].gap in ("", " ", ".", ". ")
        )
        if counted and tokens[place].text.lower() in _VERSIONED:
            start = place - 2 if [token.text for token in tokens[place - 2 : place]] == ["R", "package"] else place
            if start > first and tokens[start].gap.strip()[-1:] in _PARTING and end - start < _LONGEST:
                return relabel(labels, start, end, "edition")
    return labels


_LONGEST = 8
"""A version has fewer words and numbers: "Version 7.10.0 (R2010a)"."""

_PARTING = ("(", ",", ".", "[")
"""What stands before a version."""


def _description_is_genre(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Ponencia presentada en …", "120 f. Dissertação (Mestrado …)": what nobody understood, and describes a work, is its kind."""
    for first, end in runs(labels, "other"):
        if end - first > 1 and description(text[tokens[first].start : tokens[end - 1].end]):
            return relabel(labels, first, end, "genre")
        thesis = next((place for place in range(first, end - 1) if keyword(tokens[place].text) == "thesis"), end)
        if thesis < end and "(" in tokens[thesis + 1].gap:
            return relabel(labels, thesis, end, "genre")
    return labels


DESCRIPTION_RULES = (
    rule(_no_volume, needs="volume issue pages", marks=":"),
    rule(_maker_opens, needs="note", unless="author editor", marks="("),
    rule(_directed_behind_title, needs="title", words=map(str.lower, _DIRECTING)),
    rule(_review_behind_title, needs="title", marks="["),
    rule(_version_of_title, needs="title", words=_VERSIONED),
    rule(_description_is_genre, needs="other", unless="genre"),
)
