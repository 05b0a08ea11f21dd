"""The beginning of a title that was taken for the last of the authors: "Lund B. Rivers, lakes and …", "Roe J. Rivers. In: …"."""

import re
from collections.abc import Sequence

from refcheck.parsing.structure.runs import has, relabel, rule, run_at, runs
from refcheck.parsing.tagging.tokens import Token


def _title_in_authors(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Behind an empty bracket, where a year is missing, and behind an opening quotation mark where nothing else is the title, the
    authors end: "Lund, B. ( ) Lakes", "Björn Lund, »Lakes«".
    """
    for first, end in runs(labels, "author"):
        for place in range(first + 1, end):
            gap = tokens[place].gap
            quoted = not has(labels, "title") and not _QUOTING.isdisjoint(gap)
            if quoted or _EMPTY.search(gap):
                title = run_at(labels, "title", end)
                return relabel(labels, place, title[1] if title else end, "title")
    return labels


_QUOTING = frozenset("“„«»")
"""Marks that open a quotation and stand in no name."""

_EMPTY = re.compile(r"\([\s/]*\)")
"""An empty bracket."""


def _case_of_law(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Lund v. City of Oslo": who went to law against whom is the title as a whole; "Lund, B. v." is a name with "von"."""
    first, end = next(runs(labels, "author"))
    title = run_at(labels, "title", end)
    plain = end - first == 2 or (end - first > 2 and len(tokens[end - 2].text) > 1)
    commas = any("," in token.gap for token in tokens[first + 1 : end])
    against = title and plain and not commas and tokens[end - 1].text in _AGAINST
    return relabel(labels, first, title[1], "title") if title and against else labels


_AGAINST = frozenset({"v", "vs"})
"""What stands between two parties to a case."""

TITLE_STARTS = (
    rule(_title_in_authors, needs="author", marks=["(", *_QUOTING]),
    rule(_case_of_law, needs="author", words=_AGAINST),
)
