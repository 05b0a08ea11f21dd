"""Statutes, codes and regulations: "Human Tissues Act 2004, c 30", "Loi n° 78-17 du 6 janvier 1978", "Ley 29/1998, de 13 de julio".

Sources: OSCOLA 4, 2.4 and 2.5 ("Human Tissue Act 2004, s 2(1)", "SI 1981/1694"); the McGill Guide ("RSC 1985, c F-14"); AGLC 4,
part II ("Water Act 2007 (Cth) s 86AA"); ABNT NBR 6023 ("BRASIL. Lei nº 9.394, de 20 de dezembro de 1996"); GOST 7.0.5 ("Федеральный
закон от 27.07.2006 № 152-ФЗ"); the usage of the gazettes for German, French, Spanish and Italian laws.
"""

import re
from collections.abc import Iterator
from functools import cache

from refcheck.gazetteer.subjects import gazettes
from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import WordSet, alternatives
from refcheck.parsing.official.forms import Mark, Official, date_after, marked, number_of_list, stripped, words_in
from refcheck.text.deferred import deferred

_NAME = (
    r"(?:[Tt]he\s)?(?=[^\W\d_a-z])(?:[^\W\d_][\w’'-]*,?\s|\([\w\s,&’'-]{2,60}\)\s|&\s){1,16}?"
    rf"(?i:{alternatives(wordings(Term.STATUTE_LAST))})"
    r"(?:(?:,?\s(?:of\s)?|\s\()(?:1[2-9]|20)\d\d\)?)?"
)
"""The name of a statute that ends with the kind of statute: "The Motor Boats (Tests) Regulations", "Human Tissues Act 2004"."""

_PLACES = "UK|Cth|NSW|Vic|Qld|WA|SA|Tas|ACT|NT|NZ|Imp|India|Ireland|Eng|Scotland|Wales"
"""Jurisdictions in brackets after a statute's name. Source: AGLC 4, rule 3.1.3; OSCOLA 4, 2.8."""

_AFTER_NAME = (
    rf"(?:(?=\s?(?:\((?:{_PLACES})\)|,?\s(?:ss?|ch?|cap|chap|pt|sch|r|reg|art)\.?\s?\d|,?\s\(?SI\s\d{{4}}/\d"
    r"|,?\s(?:No\.?|Act\sNo\.?)\s\d|:\s[A-Z]\w+\s[IVX]+"
    r"|,?\s(?:R\.?S\.?|S\.?|L\.?R\.?|CQLR|RL?R)[A-Z.]{0,5}\s?\d{0,4},?\sc\.?\s[A-Z\d]))"
    r"|(?<=\d)(?=[.,]\s(?:[A-Z]\w+:\s)?(?:HMSO|TSO|(?:The\s)?Stationery\sOffice|Queen[’']s\sPrinter|(?:Government|Parliament)\sof))"
    r"|(?<=\d)(?=\)?\.?\s?(?:$|https?:|Available|Retrieved|\[[Oo]nline\]|<)))"
)
"""The text after a name that shows that it is a statute's: a chapter, a section, a jurisdiction, the number of an instrument, or
nothing after the year."""

_NAMED = deferred(rf"(?P<author>[A-Z][\w\s]{{2,30}}\.\s)?(?P<title>{_NAME}){_AFTER_NAME}")
"""A statute by its name: "Human Tissues Act 2004, c 30", "Fisheries Act, RSC 1985, c F-14", "Water Act 2007 (Cth) s 86AA"."""

_NUMBER = (
    r"[^“”\n]{0,60}?\s(?:n\s?[.°ºo]{0,2}|N\s?[.°ºo]{0,2}|[Nn][ruú]m?\.|№|Nr\.)\s?\d|\s\d{1,5}(?:/|\sde\s)\d{2,4}\b"
)
_DAY = r"[^“”\n]{0,100}?\s(?:du|de|del|of|vom|от|від|den|z\sdnia|av)\s(?:dnia\s)?\d{1,2}[.\s][^,.;]{0,24}?\d{4}"

_NUMBERED = deferred(
    rf"(?P<author>[^\W\d_]+(?:\s\([^()\d]{{2,20}}\))?(?:\.\s|\s(?=\(\d{{4}}))|(?i:{alternatives(wordings(Term.LAWMAKER))})[^.(\d“”]{{0,80}}"
    r"(?:\s\([^()\d]{4,24}\))?\.?\s)?(?:\((?P<date>[^()]{2,40})\)[.,:]?\s)?"
    rf"(?P<first>(?i:{alternatives(wordings(Term.STATUTE_FIRST))})(?:{_NUMBER}|{_DAY})[^\n]*)"
)
"""A statute by its kind and number or date: "Loi n° 78-17 du 6 janvier 1978", "Ley 29/1998", "Gesetz … vom 3. April 2009"."""

_GERMAN = deferred(
    r"(?P<first>[A-ZÄÖÜ][\w-]*(?:gesetz(?:buch)?|verordnung|ordnung)\b|[A-ZÄÖÜ]\w+\sGesetzbuch\b"
    r"|(?:Gesetz|Verordnung)\s(?:über|zur|zum|für|gegen|betreffend)\b)"
    r"[^“”\n]{0,200}?(?:BGBl|RGBl|GVBl|in\sder\sFassung|\(?i\.\s?d\.\s?F"
    r"|\svom\s\d{1,2}\.\s?(?:[A-ZÄ]\w+|\d{1,2}\.)\s?\d{4})"
    r"|(?P<first2>§{1,2}\s?\d+[a-z]?\b[^“”\n]{0,60}?\s[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{1,7}(?=\W*$))"
)
"""A German statute: "Bundesdatenschutzgesetz (BDSG) vom 30. Juni 2017, BGBl. I S. 2097", "§ 823 Abs. 1 BGB"."""

_CODE = deferred(
    r"(?P<first>Code\s(?:civil|pénal|d[eu’'][^,.]{2,60}|général[^,.]{0,60}),\s(?:art|articles?)\b"
    r"|Constitución\s(?:Política\s)?(?:de\s|del\s|Española)[^.:;]{0,60}?,?\s\(?\d{4}\)?\W*$"
    r"|(?:Конституция|Конституція)\s(?:РФ|Российской|України|Республики)"
    r"|[А-Я][а-я]+ый\sкодекс\s(?:РФ|Российской|України|Республики))"
)
"""A code or constitution: "Code civil, art. 1382", "Constitución Española, 1978", "Гражданский кодекс Российской Федерации"."""

_CANADIAN = deferred(
    r"(?P<title>[^“”\"\d.:?]{4,150}?),\s(?:R\.?\s?L\.?\s?R\.?\s?Q|L\.?\s?R\.?\s?[QC]|R\.?\s?S\.?\s?[A-Z]{1,2}|S\.?\s?[COQ]|CQLR)"
    r"\.?(?:\s\d{4})?(?:\s\([^()]{3,12}\))?,?\sch?\.?\s[A-Z\d]"
)
"""A statute of Canada by its chapter: "Fisheries Act, RSC 1985, c F-14", "Loi sur les rives, LRQ, c R-13"."""

_RUSSIAN = deferred(
    r"(?P<title>[^«»\n:/]{5,200}?)\s?:\s(?:[Фф]едер(?:альный|ал)?\.?\s)?"
    r"(?:[Зз]акон|[Уу]каз|[Пп]остановление|[Пп]риказ|[Рр]аспоряжение)\b[^\n]{0,80}?(?:от|від)\s\d"
)
"""A law by its subject, in the form of GOST: "О персональных данных: федер. закон от 27.07.2006 № 152-ФЗ"."""

_GAZETTE = (
    rf"(?P<container>(?<![^\W\d_]){alternatives(gazettes())}(?![^\W\d_])"
    r"(?:\s(?:d[aeo]s?(?:\sla)?|del|della|of\sthe)(?:\s[A-ZÀ-Þ][^\W\d_]+){1,3}|\s(?:РФ|Российской\sФедерации|України))?)"
)
"""A gazette by its whole name: "Diário Oficial da União", "Boletín Oficial del Estado", "Собрание законодательства РФ"."""

_END = deferred(
    rf"(?:[.,(]{{0,2}}\s|\s?//\s)[“«]?{_GAZETTE}\.?"
    r"|\s?//\s|\.?\s?https?:|[.,]\s[Ii]n:\s|[\s.,(]{1,3}[A-Z]\w{5,12}(?:\s\w{1,5}){0,2}:?\s?https?:"
    r"|(?P<imprint>\.\s[A-ZÀ-ÞА-Я]\w*\.?(?:,\s[A-Z]{2})?(?:\s?:\s|,\s(?:19|20)\d\d[a-z]?\.?$))"
)
"""The text that ends a law's title: where it is published, or a URL."""

_NUMBER_BEFORE = deferred(r"№\s?(?P<report_number>\d[\w./–-]*\w)")
"""The number of a law after its subject and date: "№ 152-ФЗ"."""

_PLACED = deferred(
    r"[^/\n]{0,24}?(?P<issue>(?:№|[Nn][uú]m\.|[Nn]o\.|[Nn]\.?\s?[º°])\s?\d+(?:\.\d{3}\b|[–-]\d+)?)"
    r"(?:[^/\n]{0,24}?\s(?P<pages>[Сс]т?\.\s?\d+(?:[–-]\d+)?))?"
)
"""The position of a law in a gazette: ". 2006. № 31 (ч. 1). Ст. 3451", ", núm. 285", " No. 41.473"."""

_WORDS = ("Act", "Code", "Statute", "Ordinance", "Regulations", "Rules", "Order", "Loi", "Constitution", "Law")
"""Words of which every English name of a statute has one: a quick check before the slow pattern."""


_OTHER_WORDS = (
    "lrq lrc rlrq cqlr rsc sc so rso rsa rsbc constitución конституция конституція кодекс закон "
    "abs stgb bgb bgbl gg fassung vom"
)


def words() -> frozenset[str]:
    """Return words of which every such citation contains one."""
    return words_in(wordings(Term.STATUTE_FIRST, Term.STATUTE_LAST)).union(_OTHER_WORDS.split())


def read(text: str, start: int) -> Official | None:
    """Return the statute that a text cites."""
    if any(word in text for word in _WORDS) and (found := _NAMED.match(text, start)):
        return Official("legislation", list(_named(text, start, found)), rest="note")
    for pattern, cues in ((_NUMBERED, None), (_GERMAN, _OF_GERMAN), (_CODE, _OF_CODES)):
        there = any(cue in text for cue in cues) if cues else _kinds().found_in(text)
        if there and (found := pattern.match(text, start)):
            return _numbered(text, start, found)
    named = _CANADIAN.match(text, start) if any(cue in text for cue in _OF_CHAPTERS) else None
    named = named or (_RUSSIAN.match(text, start) if "акон" in text else None)
    if named:
        return Official("legislation", list(_named(text, start, named)), rest="note")
    return None


_OF_GERMAN = ("esetz", "ordnung", "§")
_OF_CODES = ("Code ", "Constituci", "Конститу", "кодекс")
_OF_CHAPTERS = (", c ", ", c. ", ", ch ", ", ch. ")
"""Strings of which such statutes have one: a quick check before the slow patterns."""


@cache
def _kinds() -> WordSet:
    return WordSet(wordings(Term.STATUTE_FIRST))


def _named(text: str, start: int, found: re.Match[str]) -> Iterator[Mark]:
    marks = [*number_of_list(text, start), *marked(text, found)]
    title = marks[-1]
    yield from marks
    yield from date_after(text, title)
    published = _END.search(text, title.end)
    if number := _NUMBER_BEFORE.search(text, title.end, published.start() if published else len(text)):
        yield from marked(text, number)
    if published and "№" in text:
        yield from _published(text, published)


def _published(text: str, found: re.Match[str]) -> Iterator[Mark]:
    """Yield the gazette, or the text after two slashes, and its issue and page or article."""
    if not found["container"] and "//" not in found[0]:
        return
    stop = text.find(". ", found.end())
    after_slashes = Mark("container", *stripped(text, found.end(), stop if stop > 0 else len(text)))
    gazette = next(marked(text, found), after_slashes)
    yield gazette
    if placed := _PLACED.match(text, gazette.end):
        yield from marked(text, placed)


def _numbered(text: str, start: int, found: re.Match[str]) -> Official:
    """Return a statute with its title up to where it is published; the tagger finds an edition's place, publisher and year."""
    first = found.start(found.lastgroup or 0)
    end = _END.search(text, first + 1)
    title = Mark("title", *stripped(text, first, end.start() if end else len(text)))
    marks = [*number_of_list(text, start), *marked(text, found), title]
    if end and end["imprint"]:
        return Official("legislation", marks)
    published = _published(text, end) if end else ()
    return Official("legislation", [*marks, *published, *date_after(text, title, marks)], rest="note")
