"""Citations by author and year."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from refcheck.lexicon import Term, undated, words
from refcheck.lexicon.patterns import alternatives
from refcheck.model import Citation, Reference, Span
from refcheck.readers.citations.cited_names import REACH, Named, names_before
from refcheck.readers.citations.known_names import BLANK, COMMA, NARRATIVE, REISSUED, Found, Known, folded
from refcheck.text.deferred import deferred
from refcheck.text.scripts import EAST_ASIAN

_PLAIN = str.maketrans("（）［］，、；：", "()[],,;:")
"""East Asian punctuation, and the ASCII characters that replace it."""

_NO_LETTERS = "0123456789]s"
"""Characters at the end of a year that are not a letter distinguishing works of that year: "2020", "[1992]", "1990s"."""

_ONE = r"(1[5-9]\d\d|20\d\d)"
_YEAR = re.compile(
    rf"(?<![\w./–-])(?<![^{EAST_ASIAN}],)(?:\[{_ONE}\]\s?|{_ONE}\s?/\s?)?{_ONE}[a-z]?(?:\s?\[{_ONE}\])?"
    r"(?P<range>[–-](?:\d\d|\d{4}))?(?![\w/]|[-–]\d|\.\d)"
)
"""A year, perhaps with a letter, or with that of the original, a reprint or the last volume: "2020a", "[1904] 1992", "1954–59"."""

_BRACKETS = re.compile(rf"[(\[]((?:[^()\[\]]|\[{_ONE}\]){{4,600}})[)\]]")
"""A text in brackets, which may contain a year in brackets: "(Doe, 2020; Roe 2019, p. 3)", "(Doe, [1904] 1992)"."""

_SAME_NAMES = deferred(rf"[,;&\s]*(?:and|und|et|y|[a-z],?|{alternatives(words(Term.IBID))}\.?)?\s*", re.IGNORECASE)
"""The text between two years of the same names: "2018, 2019", "2018a, b and 2019", "2018; 2019", "1908; ders. 1900"."""

_PAGES = deferred(
    rf"\s?[:,]\s?(?:{alternatives(words(Term.PAGE))}\.?)?\s?[\d\s–-]+(?:ff?\.?)?;\s*{alternatives(words(Term.IBID))}\b"
)
"""Pages after a year, and a word for the same names: ": 12 ff.; ders. "."""

_POSSESSIVE = re.compile(rf"(?:[’']s?)?\s$|(?<=[{EAST_ASIAN}])$")
"""The end of a narrative citation's names, in East Asian scripts without a space: "Doe ", "Doe’s ", "Doe and Roe's "."""
_POSSESSED = deferred(rf"(?<=\w)[’']s?\s(?:(?:[^\W\d_]+\s){{1,3}}of\s)?{_ONE}[a-z]?(?!\w)")
"""A year without brackets after a possessive: "Doe's 2012 study", "Roe's long essay of 2019"."""

_FEWEST = 2
"""The fewest citations of listed works from which the style is recognised."""
_SHARE = 0.5
"""The least share of candidates that are citations of listed works. Source: a judgement: a majority."""


_OPPOSITE = {COMMA: BLANK, BLANK: COMMA}
"""The two forms of names and year in brackets, of which a text mostly uses one."""


def by_author_and_year(body: str, references: Sequence[Reference], told: Sequence[Span]) -> tuple[Citation, ...]:
    """Return the citations of works by their authors' names and year; none if most candidates are not of listed works.

    A candidate whose first name no listed reference starts with counts only if it has the form of most others, if nothing shows
    that the words before the year are not people, and if it is within one of the spans ``told``.
    """
    body = body.translate(_PLAIN)
    listed = Known(references, body)
    candidates = map(listed.meant, _in_brackets(body, listed.words))
    every = [each for each in candidates if each.form != REISSUED or listed.is_dated(each)]
    loud = listed.in_capitals(every)
    forms = Counter(each.form for each in every if listed.has(each.named))
    usual = next((form for form, count in forms.items() if 2 * count > forms.total()), "")
    found = [
        each
        for each in every
        if listed.has(each.named) or (_is_within(each.span, told) and listed.may_be_missing(each, loud, usual))
    ]
    if forms.total() < max(1, min(_FEWEST, len(references)), _SHARE * len(found)):
        return ()
    found += filter(listed.is_dated, map(listed.meant, _possessed(body, listed.words)))
    named = [each for each in _by_list(body, listed, every) if _is_within(each.span, told)]
    meant = {each.span.end for each in named}
    read = (
        Citation(
            span=each.span, names=each.named.names, year=each.year, letter=body[each.span.end - 1].strip(_NO_LETTERS)
        )
        for each in found
        if each.span.end not in meant
        and (listed.has(each.named) or forms[each.form] >= forms[_OPPOSITE.get(each.form, "")])
    )
    return tuple(sorted([*read, *named], key=lambda each: each.span.end))


def _by_list(body: str, listed: Known, read: Sequence[Found]) -> Iterator[Citation]:
    """Yield citations in other forms, by a listed name before its year, or "n.d.": "(Roe, Poe, 2020)", "Roe Jr. (2020)".

    If only the year is in brackets, the reference is cited only if no other citation has it.
    """
    cited = {(folded(each.named.names[0]), each.year) for each in read}
    at = {each.span.end: each for each in sorted(read, key=listed.is_dated)}
    last = 0
    for start, end in (brackets.span(1) for brackets in _BRACKETS.finditer(body)):
        marks = [*_YEAR.finditer(body, start, end), *undated().finditer(body, start, end)]
        first, last = max(start - REACH, last), start if marks else last
        for mark in sorted(marks, key=re.Match.start):
            if any(map(str.isalpha, body[last : mark.start()])):
                first = last
            last = mark.end()
            other = at.get(last)
            if other is None or not listed.is_dated(other):
                year = int(mark[3]) if mark.re is _YEAR else None
                text = body[first : min([mark.start(), *(other.named.starts[1:2] if other else ())])]
                for names in listed.named_in(text, year, cited if first < start else ()):
                    yield Citation(span=Span(max(first, start), last), names=names, year=year)


def _is_within(span: Span, parts: Sequence[Span]) -> bool:
    return any(each.start <= span.start < each.end for each in parts)


def _possessed(body: str, listed: frozenset[str]) -> Iterator[Found]:
    """Yield the candidates whose year is not in brackets: "Doe's 2012 study", "Roe's essay of 2019"."""
    for mark in _POSSESSED.finditer(body):
        if named := names_before(body, mark.start(), listed):
            yield Found(span=Span(named.start, mark.end()), named=named, year=int(mark[1]), form=NARRATIVE)


def _in_brackets(body: str, listed: frozenset[str]) -> Iterator[Found]:
    for brackets in _BRACKETS.finditer(body):
        start, end = brackets.span(1)
        named: Named | None = None
        form = ""
        last = start
        for year in _YEAR.finditer(body, start, end):
            between = body[last : year.start()]
            if last == start and not between.strip():
                bracket = brackets.start()
                before = _POSSESSIVE.search(body, max(bracket - 3, 0), bracket)
                named, form = names_before(body, before.start(), listed) if before else None, NARRATIVE
            elif last == start or not _SAME_NAMES.fullmatch(
                between if _PAGES.match(between) is None else between.rpartition(";")[2]
            ):
                is_number = any(map(str.isdecimal, between.rpartition(";")[2]))
                named = None if is_number else names_before(body[:end], year.start(), listed, ",;")
                named = named if named and named.start >= last else None
                form = COMMA if between.rstrip().endswith(",") else BLANK
            if named is not None:
                is_first = named.start >= last or last == start  # a further year of the same names has its own span
                span = Span(named.start if is_first else year.start(), year.end())
                *several, last_year = year.groups()
                years = list(filter(None, several))  # of several years, those in the list are meant
                is_one = len(years) == 1 and last_year is None
                for each in years:
                    yield Found(span=span, named=named, year=int(each), form=form if is_one else REISSUED)
            last = year.end()
