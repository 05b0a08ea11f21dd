"""Standards: "ISO 9001:2015. Quality management systems", "(ASTM D638-14)", "ГОСТ Р 7.0.5–2008".

The beginning of the number says who set the standard. Sources: the numbering of ISO and IEC (ISO/IEC Directives, part 1), of CEN
and the national bodies that adopt its standards ("DIN EN ISO 14040:2009-11"), of ASTM ("D638-14"), the IETF (RFC 7322), GOST R 1.5.
"""

from refcheck.gazetteer.subjects import standards
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.official.forms import Mark, Official, marked, number_of_list, stripped, words_in
from refcheck.text.deferred import deferred

_PART = r"(?:\s(?:Blatt|Teil|Part|Partie|Parte)\s\d{1,3})?"
NUMBER = (
    rf"{alternatives(standards())}(?:\.?\s(?:Standard\s)?(?:No\.?\s)?|\s?[-–]\s?)(?:[A-Z]{{1,2}}\.?\s?)?\d[\d.]*(?:[-–—/](?:\d[A-Za-z\d]{{0,5}}|[A-Z]{{1,2}}\d{{0,4}}[A-Z]?)\b){{0,4}}[a-z]?{_PART}(?:\s?:\s?(?:19|20)\d\d(?:-\d{{2}})?)?"
    rf"(?:\sV\d{{1,2}}(?:\.\d{{1,2}}){{2}})?(?:\+A\d(?::\d{{4}})?)?{_PART}(?![\d])"
)
"""The number of a standard: "ISO/IEC 27001:2013", "DIN EN ISO 14040:2009-11", "ASTM D638-14", "VDI 2221 Blatt 1",
"3GPP TS 23.003 V17.5.0"."""

_REPLACED = rf"\([^()]{{0,60}}\s(?:{NUMBER}|[A-Z]{{3,8}}\s\d[\d.:–-]*)\)"
_OPENS = deferred(
    rf"(?P<author>[A-Z]{{2,8}}\.\s)?(?P<report_number>{NUMBER})(?P<gap>\s?(?:\(\d{{4}}(?:-\d\d)?\)|(?P<note>{_REPLACED}))[.:,]?\s|[.,:]?\s?[-–—]?\s)(?P<rest>[^\n]{{4,}})"
)
"""A number at the beginning of a reference, perhaps the edition that it replaces, and the title after it."""

_AFTER_ORGANISATION = deferred(
    rf"(?P<author>[A-Z][^.\d()]{{3,60}}?)[.,]?\s\(?(?P<date>(?:19|20)\d\d)\)?[.,:]?\s(?P<report_number>{NUMBER})[.,:]?\s[-–—]?\s?(?P<rest>[^\n]{{4,}})"
)
"""An organisation, a year and a number: "British Standards Institution (2011) BS EN 594:2011: Timber structures"."""

_IN_BRACKETS = deferred(rf"\((?:[^()]{{0,12}}\s)?(?P<report_number>{NUMBER})\)(?=\s?[.,\[]|$)")
"""A number in brackets after the title: "(ISO Standard No. 45001:2018)", "(RFC 8446)"."""

_BETWEEN_STOPS = deferred(rf"[.,”\"]\s[“\"]?(?P<report_number>{NUMBER})(?=[.,;](?!\d)|\s{_REPLACED})")
"""A number between full stops or commas after the title: ". ISO 15189:2012.", ", RFC 2119,", ", IEEE Std 754-2008,", or before the
edition that it replaces: ", IEEE Std 754-2008 (Revision of IEEE Std 754-1985),"."""


def words() -> frozenset[str]:
    """Return words of which every such citation contains one."""
    return words_in(standards())


def read(text: str, start: int) -> Official | None:
    """Return the standard that a text cites."""
    if found := _OPENS.match(text, start) or _AFTER_ORGANISATION.match(text, start):
        if found.groupdict().get("gap") == " " and found["rest"][0].islower():
            return None  # "ISO 9001 in small firms" is a title
        marks = [*number_of_list(text, start), *marked(text, found), _title(text, found.start("rest"))]
        return Official("standard", marks)
    standing = (_BETWEEN_STOPS.search(text, start), _IN_BRACKETS.search(text, start))
    first = min((mark for each in standing if each for mark in marked(text, each)), default=None)
    return Official("standard", [first]) if first else None


_STOP = deferred(
    r"[.,]\s[–—-]?\s?(?=(?:[A-ZÀ-ÞА-ЯÖ][\w.\s-]{0,30}?(?:\s?:\s[A-ZА-Я]|,\s(?:19|20)\d\d\b))|(?:19|20)\d\d\b|[A-Z]{2,8},\s|Введ|Взамен|Geneva|International\s|British\s|American\s|European\s|Deutsches\s|CEN\b|ISO\b|IEC\b|ASTM\b|IEEE\b|https?:|Available|Retrieved)|\.?$|\.?\s(?=https?:|(?:19|20)\d\d\.$)"
)
"""The text that ends a title: a full stop before a place and a colon, a year or an organisation."""


def _title(text: str, start: int) -> Mark:
    closing = text.find("”" if text[start] == "“" else '"', start + 1) if text[start] in '“"' else -1
    end = _STOP.search(text, start + 4)
    stop = closing if closing > start else end.start() if end else len(text)
    return Mark("title", *stripped(text, start, stop))
