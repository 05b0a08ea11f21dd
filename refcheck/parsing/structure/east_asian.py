"""References in Chinese, Japanese and Korean: what GB/T 7714 and Japanese styles fix by place and by bracket."""

import re
from collections.abc import Sequence

from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import alternatives, is_unspaced
from refcheck.parsing.names import ROLE
from refcheck.parsing.structure.runs import has, printed, relabel, rule, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token
from refcheck.text.scripts import script_of

_SCRIPTS = ("han", "hangul")

_STOPS = frozenset(".．。")

_KIND = re.compile(r"[\[［]\s?[A-Z]{1,2}(?:\s?/\s?[A-Z]{2})?\s?[\]］]")
"""The mark of a work's kind: "[M]", "[J/OL]"."""

_PERSON = re.compile(r"[^\W\d_]{2,4}(?:等|ら)?")
"""A person's name without a blank; "and others" may end it."""

_BODY = re.compile(alternatives([each for each in wordings(Term.BODY) if is_unspaced(each)]) + r"\Z")
"""The end of a body's name."""

_MARKS = re.compile(r"[,，、;；]\s*")

_DOTS = frozenset("·・‧")
"""Marks that join the parts of one name."""


def _author_and_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "姓名. 题名[M]": before the mark of its kind the first sentence says who, the rest what (GB/T 7714)."""
    first = 1 if labels[0] == "citation-number" else 0
    last = labels.index("medium")
    if not _KIND.match(text, tokens[last].start):
        return labels
    numbered = next((at for at in range(last - 1, first, -1) if not tokens[at].text.isdecimal()), first) + 1
    if numbered < last and tokens[numbered].gap.strip() in _STOPS:
        last = numbered  # the scale of a map: ". 1:25000[CM]"
    stop = next((at for at in range(first + 1, last) if tokens[at].gap.strip() in _STOPS), None)
    if stop is None or script_of(text[tokens[first].start : tokens[stop].start]) not in _SCRIPTS:
        return labels
    named = printed(text, tokens, first, stop)
    persons = bare(labels[first]) == "author" and all(_PERSON.fullmatch(each) for each in _MARKS.split(named))
    if persons or _BODY.search(named):
        return relabel(relabel(labels, first, stop, "author"), stop, last, "title")
    return labels


def _joined_name(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A middle dot joins a house's name: "生活·读书·新知三联书店"."""
    for first, end in runs(labels, "publisher"):
        last = end
        while last < len(tokens) and tokens[last].gap in _DOTS:
            last += 1
        if last > end:
            return relabel(labels, first, last, "publisher")
    return labels


def _house_behind_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "『書名』出版社": who stands right behind a book's title, without a role, publishes it; brackets behind hold the series."""
    for first, end in runs(labels, "editor"):
        if not tokens[first].gap.endswith("』") or script_of(tokens[first].text) not in _SCRIPTS:
            continue
        stop = tokens[end].start if end < len(tokens) else len(text)
        if ROLE.search(text, tokens[first].start, stop):
            continue
        bracketed = end < len(tokens) and tokens[end].gap in ("〈", "（", "(") and bare(labels[end]) == "container"
        labels = relabel(labels, first, end, "publisher")
        if bracketed and not has(labels, "series"):
            last = next((at for at in range(end + 1, len(labels)) if labels[at] != "container"), len(labels))
            labels = relabel(labels, end, last, "series")
        return labels
    return labels


def _doer_before_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "某著、某訳『書名』", "某（某訳）『書名』": a name with a role right before a title in brackets is no title."""
    first, end = next(runs(labels, "title"))
    bracketed = next((place for place in range(first + 1, end) if tokens[place].gap in ("）『", ")『")), None)
    opened = bracketed or (end < len(tokens) and labels[end] == "container*" and tokens[end].gap == "『")
    end = bracketed or end
    doer = next((label for label, signs in _DOERS if text.endswith(signs, 0, tokens[end - 1].end)), None)
    if not opened or doer is None:
        return labels
    last = next(place for place in range(end + 1, len(labels) + 1) if labels[place : place + 1] != [bare(labels[end])])
    return relabel(relabel(labels, first, end, doer), end, last, "title")


_DOERS = (("translator", ("訳", "译", "譯")), ("editor", ("編", "编", "監修")))
"""The signs behind the names of those who translated a book, and of those who edited it."""


def _house_by_its_end(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """What ends as houses' names do and has no numbers of a journal publishes: "オーム社"."""
    for first, end in runs(labels, "container"):
        if printed(text, tokens, first, end).endswith(_HOUSES):
            return relabel(labels, first, end, "publisher")
    return labels


_HOUSES = (
    "社",
    "出版",
    "出版会",
    "书店",
    "書店",
    "書房",
    "书局",
    "書局",
    "書院",
    "印书馆",
    "印書館",
    "출판사",
    "출판부",
)
"""How the names of publishing houses end. Source: the names of well-known houses."""


def _page_of_newspaper(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "2009年3月15日、12面": the number of a newspaper's page."""
    for place in range(1, len(tokens)):
        if tokens[place].text in ("面", "版") and not tokens[place].gap and tokens[place - 1].text.isdecimal():
            return relabel(labels, place - 1, place, "pages") if has(labels[:place], "date") else labels
    return labels


def _number_behind_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "题名: 88105607.3[P]", "题名：国发〔2018〕22号[EB/OL]": the number of a patent or an act behind its title (GB/T 7714)."""
    mark = labels.index("medium")
    for first, end in runs(labels, "title"):
        colon = max((at for at in range(first + 1, end) if tokens[at].gap.strip() in (":", "：")), default=end)
        if end != mark or colon == end:
            continue
        number = printed(text, tokens, colon, end)
        patent = _PATENT.fullmatch(number) and text.startswith("[P", tokens[mark].start)
        if patent or _ACT.fullmatch(number):
            return relabel(labels, colon, end, "report-number")
    return labels


_PATENT = re.compile(r"(?:[A-Z]{2})?\s?(?:ZL)?\s?\d[\d.]{5,}[A-Z]?")
"""A patent's number: "88105607.3", "CN 201210012345.6", "ZL200810012345.X"."""

_ACT = re.compile(r"[^\W\d_]{1,12}[〔［\[(（](?:19|20)\d\d[〕］\])）]\s?\d{1,5}\s?号")
"""The number of an act of a Chinese office: "国发〔2018〕22号"."""

EAST_ASIAN_RULES = (
    rule(_author_and_title, needs="medium", unless="editor"),
    rule(_number_behind_title, needs="medium"),
    rule(_joined_name, needs="publisher", marks=_DOTS),
    rule(_house_behind_title, needs="editor", unless="publisher", marks="』"),
    rule(_doer_before_title, needs="title", unless="editor translator", marks="『"),
    rule(_house_by_its_end, needs="container", unless="publisher volume issue medium editor"),
    rule(_page_of_newspaper, needs="date", unless="pages", words="面版"),
)
