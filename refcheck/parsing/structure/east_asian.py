"""Rules for references in Chinese, Japanese and Korean: fields that GB/T 7714 and Japanese styles fix by position and brackets."""

import re
from collections.abc import Sequence

from refcheck.gazetteer.names import are_places
from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import alternatives, is_unspaced
from refcheck.parsing.names import names_organisation
from refcheck.parsing.side_notes import MARK
from refcheck.parsing.structure.runs import has, printed, relabel, rule, run_at, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token
from refcheck.text.deferred import deferred
from refcheck.text.scripts import UNPARTED, script_of

_STOPS = frozenset(".．。")

_KIND = re.compile(r"[\[［]\s?[A-Z]{1,2}(?:\s?/\s?[A-Z]{2})?\s?[\]］]")
"""The code of a work's type: "[M]", "[J/OL]"."""

_PERSON = re.compile(r"[^\W\d_]{2,4}(?:等|ら)?")
"""A person's name without a space; "and others" may end it."""

_ORGANISATION = re.compile(alternatives([each for each in wordings(Term.BODY) if is_unspaced(each)]) + r"\Z")
"""The end of an organisation's name."""

_MARKS = re.compile(r"[,，、;；]\s*")


def _author_and_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "姓名. 题名[M]": before the code of its type, the first sentence is the authors, the rest the title (GB/T 7714)."""
    first = 1 if labels[0] == "citation-number" else 0
    last = labels.index("medium")
    if not _KIND.match(text, tokens[last].start):
        return labels
    numbered = next((at for at in range(last - 1, first, -1) if not tokens[at].text.isdecimal()), first) + 1
    if numbered < last and tokens[numbered].gap.strip() in _STOPS:
        last = numbered  # the scale of a map: ". 1:25000[CM]"
    stop = next((at for at in range(first + 1, last) if tokens[at].gap.strip() in _STOPS), None)
    if stop is None or script_of(text[tokens[first].start : tokens[stop].start]) not in UNPARTED:
        return labels
    named = printed(text, tokens, first, stop)
    persons = bare(labels[first]) == "author" and all(_PERSON.fullmatch(each) for each in _MARKS.split(named))
    if persons or _ORGANISATION.search(named):
        return relabel(relabel(labels, first, stop, "author"), stop, last, "title")
    return labels


def _number_behind_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "题名: 88105607.3[P]", "题名：国发〔2018〕22号[EB/OL]": the number of a patent or an act after its title (GB/T 7714)."""
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


def _whole_day(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "2016-05-19(2)": the month and the day belong to their year, and the number in brackets is the page (GB/T 7714)."""
    mark = labels.index("medium")
    for year in range(mark + 1, len(tokens) - 2):
        day = year + 2
        if not _DAY.fullmatch(text, tokens[year].start, tokens[day].end) or bare(labels[year]) not in ("date", "other"):
            continue
        found = relabel(labels, year, day + 1, "date")
        paged = text.startswith("[N", tokens[mark].start) and _PAGE_AFTER_DATE.match(text, tokens[day].end)
        return relabel(found, day + 1, day + 2, "pages") if paged and day + 1 < len(tokens) else found
    return labels


_DAY = deferred(r"(?:19|20)\d\d-\d{1,2}-\d{1,2}")
"""A date of three numbers: "2016-05-19"."""

_PAGE_AFTER_DATE = deferred(r"\s?[(（]\s?[A-Z]?\d{1,3}\s?[)）]")
"""The page of a newspaper after the date: "(2)"."""


def _title_without_author(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "川の流れと将来の水. 川. 1984": without a title, a phrase with a particle is it, unless it is an organisation's name."""
    first, end = next(runs(labels, "author"))
    named = printed(text, tokens, first, end)
    return (
        relabel(labels, first, end, "title") if _PHRASE.fullmatch(named) and not names_organisation(named) else labels
    )


_PHRASE = deferred(r"(?=.*[一-鿿][のをにはがで])[^\W\d_]{8,}")
"""A Japanese phrase, too long for a name; one of only Chinese characters may be an organisation's name. Source: a judgement."""


EAST_ASIAN_RULES = (
    rule(_title_without_author, needs="author", unless="title"),
    rule(_whole_day, needs="medium"),
    rule(_author_and_title, needs="medium", unless="editor"),
    rule(_number_behind_title, needs="medium"),
)


_TAKEN_FOR = frozenset({"container", "publisher", "location", "series", "genre", "title", "other"})
"""Labels that may have been given to a part of the title."""


def title_up_to_code(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Extend the title to its code; an organisation's name and a full stop at its beginning are the author if none is named."""
    mark = next(
        (place for place, token in enumerate(tokens) if token.masked and MARK.fullmatch(text, token.start, token.end)),
        None,
    )
    title = next(runs(labels, "title"), None)
    if mark is None or title is None:
        return labels
    first, end = title
    between = {bare(label) for label in labels[end:mark]}
    if between and between <= _TAKEN_FOR and not any("//" in token.gap for token in tokens[end:mark]):
        labels, end = relabel(labels, first, mark, "title"), mark
    if end == mark and not has(labels, "author", "editor"):
        stop = next(
            (place for place in range(first + 1, end) if tokens[place].gap.lstrip(")）")[:1] in (".", "．")), None
        )
        if stop and names_organisation(printed(text, tokens, first, stop)):
            return relabel(relabel(labels, first, stop, "author"), stop, end, "title")
    return labels


def issuer_after_code(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Title[EB/OL]. Site": text after the code of a work without a container is its issuer, not a journal or place."""
    for place, token in enumerate(tokens[:-1]):
        marks = token.masked and labels[place] == "medium" and _ISSUED.match(text, token.start, token.end)
        if marks and "//" not in tokens[place + 1].gap:
            place_run = run_at(labels, "location", place + 1)
            issuer = place_run if place_run and not are_places(printed(text, tokens, *place_run)) else None
            issuer = issuer or run_at(labels, "container", place + 1)
            return relabel(labels, *issuer, "publisher") if issuer else labels
    return labels


_ISSUED = re.compile(r"\W\s?(?:EB|DB|DS|CM|CP|PP|[MDRPSZ])\s?[/\]］】]")
"""Codes of works without a container, e.g. a page, data, a book, a thesis, a report, a patent, a standard: "[EB/OL]", "[M]"."""
