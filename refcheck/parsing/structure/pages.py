"""Pages among the other numbers of a reference: which are pages, where they begin and where they end."""

from collections.abc import Sequence

from refcheck.parsing.dates import YEAR
from refcheck.parsing.structure.runs import has, relabel, rule, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token


def _issue_before_year(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Rivers 80:949 (2004) 663–666": of two page numbers with the year between them the first is the issue."""
    found = list(runs(labels, "pages"))
    if len(found) == 2 and found[0][1] - found[0][0] == 1:
        first, end = found[0]
        second = found[1][0]
        dated = {bare(label) for label in labels[end:second]} == {"date"} and ";" not in tokens[second].gap
        behind = first and bare(labels[first - 1]) == "volume" and tokens[first].gap.strip() in (":", ",")
        if dated and behind and tokens[first].text.isdecimal():
            return relabel(labels, first, end, "issue")
    return labels


def _locator(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "rivers.2009.7.S2.0042": an article's number made of its journal, year and place in it is where it stands."""
    for first in range(len(tokens) - 3 if "." in [token.gap for token in tokens] else 0):
        year = tokens[first + 1]
        if year.gap != "." or not YEAR.fullmatch(year.text) or not tokens[first].text.islower():
            continue
        end = first + 2
        while end < len(tokens) and tokens[end].gap in (".", "") and not tokens[end].masked:
            end += 1
        if end - first > _PARTS and tokens[end - 1].text.isdecimal() and has(labels[:first], "volume", "container"):
            cleared = ["other" if bare(label) == "pages" else label for label in labels]
            return relabel(cleared, first, end, "pages")
    return labels


_PARTS = 3
"""Such a number has more parts than these."""


PAGE_RULES = (
    rule(_issue_before_year, needs="pages", unless="issue"),
    rule(_locator, needs="volume"),
)
