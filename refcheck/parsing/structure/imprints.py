"""Rules for publishers and their places: which of several is the publisher, and whom "Published in the United States by" names."""

import re
from collections.abc import Sequence

from refcheck.lexicon import Term, phrase_end, wordings
from refcheck.parsing.dates import YEAR
from refcheck.parsing.structure.runs import relabel, rule, runs
from refcheck.parsing.tagging.labels import bare, begin
from refcheck.parsing.tagging.tokens import Token

_AFTER_PUBLISHED = re.compile(
    r"\s+(?:(?i:in)\s+(?:(?i:the)\s+)?(?P<place>[A-Z][^.;()]{1,40}?)\s+)?(?i:by)\s+(?P<house>[A-Z][^.;()\d]{2,60})"
)
"""The text after "Published": " in the United States by X", " by X"."""

_LICENSEE = re.compile(r"\s+(?P<place>(?!))?(?P<house>[A-Z][^.;()\d]{2,60})")
"""The text after "under exclusive license to": " X"."""

_PUBLISHED = frozenset(wording.split()[0] for wording in wordings(Term.PUBLISHED))
_LICENSED = frozenset(wording.split()[0] for wording in wordings(Term.LICENSED))

ANNOUNCING = _PUBLISHED | _LICENSED
"""The first words of such phrases, in small letters."""


def _announced(text: str, tokens: Sequence[Token]) -> tuple[int, re.Match[str]] | None:
    """Return where such a phrase begins, and the match of the names that it announces."""
    for token in tokens:
        low = token.text.lower()
        found = None
        if low in _PUBLISHED:
            found = _AFTER_PUBLISHED.match(text, token.end)
        elif low in _LICENSED and (end := phrase_end(text, token.start, Term.LICENSED)):
            found = _LICENSEE.match(text, end)
        if found:
            return token.start, found
    return None


def imprint(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Label the names that such a phrase announces as publisher and place, and the phrase itself as ``imprint``."""
    announced = _announced(text, tokens)
    if announced is None:
        return labels
    start, found = announced
    changed = list(labels)
    spans = {"publisher": found.span("house"), "location": found.span("place")}
    for place, token in enumerate(tokens):
        if token.masked or not start <= token.start < found.end():
            continue
        label = next((name for name, (first, end) in spans.items() if first <= token.start < end), "imprint")
        before = changed[place - 1] if place else ""
        changed[place] = label if before in (label, begin(label)) else begin(label)
    after = next((place for place, token in enumerate(tokens) if token.start >= found.end()), len(tokens))
    if after < len(tokens) and YEAR.fullmatch(tokens[after].text) and "date" in labels[:after]:
        changed[after] = "imprint"
    return changed


def _house_behind_colon(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Of several publishers keep the one after a place and a colon: "Jefferson, North Carolina: McFarland"."""
    found = list(runs(labels, "publisher"))
    sure = [run for run in found if run[0] and ":" in tokens[run[0]].gap and bare(labels[run[0] - 1]) == "location"]
    if len(sure) == 1 < len(found):
        for first, end in found:
            if first < sure[0][0]:
                near = end < len(labels) and bare(labels[end]) == "location"
                labels = relabel(labels, first, end, "location" if near else "note")
    return labels


PUBLISHER_RULES = (rule(_house_behind_colon, needs="publisher", marks=":"),)
