"""Pages among the other numbers of a reference: which are pages, where they begin and where they end."""

import re
from collections.abc import Sequence

from refcheck.parsing.dates import YEAR
from refcheck.parsing.structure.runs import has, relabel, rule, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token
from refcheck.parsing.tagging.word_classes import keyword

_DASH = frozenset("-‐‑‒–—")

_ROMAN = re.compile(r"[ivxlcdm]+", re.IGNORECASE)


def _page_behind_volume(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Phys. World 19, 20 (2006)", "Rivers 23 235", "Nature 14: e44": a bare issue right behind the volume is the page."""
    for first, end in runs(labels, "issue"):
        parted = tokens[first].gap.isspace() or tokens[first].gap.strip() in (",", ":")
        bare_number = parted and keyword(tokens[first].text) != "issue"
        if bare_number and not _counts(tokens[first:end]) and first and bare(labels[first - 1]) == "volume":
            return relabel(labels, first, end, "pages")
    return labels


def _page_in_volume(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Phys. World A 30 2047 (1984)": of two bare numbers taken for the volume the second is the page, or opens it."""
    for first, end in runs(labels, "volume"):
        numbers = end - first == 2 and all(token.text.isdecimal() for token in tokens[first:end])
        dated = has(labels, "date") or not YEAR.fullmatch(tokens[end - 1].text)
        if numbers and dated and tokens[end - 1].gap == " ":
            return [*labels[: end - 1], "pages", *labels[end:]]
    return labels


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


def _unread(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "124(11):1706b–1707": a number that a colon parts from volume or issue is the page, with what touches it or a dash joins."""
    for first, end in runs(labels, "other"):
        behind = first and bare(labels[first - 1]) in ("volume", "issue") and tokens[first].gap.rstrip()[-1:] == ":"
        if behind and tokens[first].text.isdecimal():
            joined = (place for place in range(first + 1, end) if tokens[place].gap and tokens[place].gap not in _DASH)
            return relabel(labels, first, next(joined, end), "pages")
    return labels


def _counts(tokens: Sequence[Token]) -> bool:
    """Whether an issue's number is small enough to count the issues of a year, or is that of a supplement."""
    return len(tokens) > 1 or not tokens[0].text.isdecimal() or int(tokens[0].text) <= _ISSUES


_ISSUES = 12
"""Most journals have no more issues a year. Source: set by hand."""


def _lettered(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Journal 34: NP72–NP73": behind a volume, letters and numbers in a range are pages and no report's number."""
    for first, end in runs(labels, "report-number"):
        ranged = any(tokens[place].gap in _DASH and place > first for place in range(first, end))
        if ranged and first and bare(labels[first - 1]) in ("volume", "issue"):
            return relabel(labels, first, end, "pages")
    return labels


def _goes_on(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "1706b–1707": a dash and a number behind a page that ends in a letter are the last page."""
    for first, end in runs(labels, "pages"):
        rest = (
            end < len(tokens) and labels[end] == "other" and tokens[end].gap in _DASH and tokens[end].text.isdecimal()
        )
        if rest and end - first > 1 and len(tokens[end - 1].text) == 1 and tokens[end - 2].text.isdecimal():
            return relabel(labels, first, end + 1, "pages")
    return labels


def _from_its_label(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "2006-01-13 pp 25–39": what stands before the label of pages is none."""
    for first, end in runs(labels, "pages"):
        label = next((place for place in range(first + 1, end - 1) if tokens[place].text in ("pp", "Pp")), None)
        if label is not None and YEAR.fullmatch(tokens[first].text):
            return [*labels[:first], *["other"] * (label - first), *labels[label:]]
    return labels


def _issue_and_page(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "C. 10, S. 9, 2020, s. 368": of two numbers with one letter the first, behind the volume, is the issue (Turkish *sayı*)."""
    found = list(runs(labels, "pages"))
    if len(found) == 2 and all(tokens[first].text in ("S", "s") and end - first == 2 for first, end in found):
        first, end = found[0]
        if first and bare(labels[first - 1]) == "volume" and tokens[first].text == "S":
            return [*labels[:first], "other", "issue", *labels[end:]]
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


def _ends_behind(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "(pp. 148–149). Brill", "1st edn. Wiley": a name behind the full stop is the publisher, or none of the number's."""
    for label in ("pages", "edition"):
        for first, end in runs(labels, label):
            stop = next((place for place in range(first + 2, end) if _begins_name(tokens, place)), None)
            if stop is not None:
                named = "other" if has(labels, "publisher") else "publisher"
                return relabel(labels, stop, end, named)
    return labels


def _begins_name(tokens: Sequence[Token], place: int) -> bool:
    word = tokens[place].text
    name = word.isalpha() and word[0].isupper() and len(word) > _SHORT and not _ROMAN.fullmatch(word)
    return name and tokens[place].gap.lstrip(")]").strip() == "." and tokens[place].gap[-1:] == " "


_SHORT = 3
"""A word of so many letters may be a label that is cut short."""

PAGE_RULES = (
    rule(_page_behind_volume, needs="issue", unless="pages"),
    rule(_issue_before_year, needs="pages", unless="issue"),
    rule(_unread, needs="other", unless="pages", marks=":"),
    rule(_page_in_volume, needs="volume", unless="issue"),
    rule(_lettered, needs="report-number", unless="pages", marks=_DASH),
    rule(_locator, needs="volume"),
    rule(_goes_on, needs="pages", marks=_DASH),
    rule(_from_its_label, needs="pages", words=["pp"]),
    rule(_issue_and_page, needs="pages", unless="issue", words=["s"]),
    rule(_ends_behind, needs="pages edition"),
)
