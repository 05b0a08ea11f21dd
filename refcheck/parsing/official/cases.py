"""Judgments: "Lund v. Lake District Council, 123 U.S. 456 (1900)", "[2004] UKHL 22", "BGH, Urteil vom 12.3.2015 – I ZR 84/13".

The parties are the title, the reports the container; there is no author.

Sources: The Bluebook, rule 10 (reports: "347 U.S. 483 (1954)", databases: "2018 WL 445210"); OSCOLA 4, part 2 ("[2004] UKHL 22,
[2004] 1 AC 309", "Case C-415/11 A v B [2013] ECR I-1234", "App no 34503/97 (ECtHR, 12 November 2008)"); the McGill Guide
("2015 SCC 14, [2015] 1 SCR 480"); AGLC 4 ("(1992) 175 CLR 1"); the European Case Law Identifier, Council conclusions 2011/C 127/01
("ECLI:EU:T:2007:289"); the usage of the courts for German, French, Spanish and Russian judgments.
"""

import re
from functools import cache

from refcheck.gazetteer.subjects import collections_of_judgments, courts, neutral
from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import WordSet, alternatives
from refcheck.parsing.official.forms import Mark, Official, date_in, marked, number_of_list, stripped, words_in
from refcheck.text.deferred import deferred

_VERSUS = (" v. ", " v ", " vs ", " vs. ", " c. ", " c ", " contre ", " contra ", " gegen ", " versus ", " ./. ")
"""Text between two parties: a quick check before the slow pattern."""

_ABBREVIATION = r"[A-Z][\w.&’'-]{0,20}(?:\s(?:[A-Z(][\w.&’')]{0,20}|\d(?:d|th|nd|rd|st)\.?)){0,4}"
"""Reports, abbreviated or not: "U.S.", "F. Supp. 2d", "Cal. 4th", "U.S. (1 Cranch)", "United States Reports"."""

_CITE = (
    rf"[\[(]\d{{4}}[\])]\s(?:(?P<volume>\d{{1,3}})\s)?(?P<container>{_ABBREVIATION})\s(?P<pages>(?:[IVX]+[-–])?\d{{1,6}})\b"
    r"|(?P<day>\d{1,2}\s[A-Z][a-z]{2,8}\.?\s(?:1[5-9]|20)\d\d)\b"
    rf"|(?P<volume2>\d{{1,4}})\s(?P<container2>{_ABBREVIATION})\s(?P<pages2>\d{{1,7}})\b"
    r"|(?P<container3>[A-Z][\w ]{3,40}?),\svol\.\s(?P<volume3>\d{1,4})\b"
    r"|\d{4}\s\(\d{1,2}\)\s[A-Z]{2,4}\s\d{1,4}\b|[A-Z]{2,5}\s\d{4}\s[A-Z]{2,4}\s\d{1,5}\b"
    r"|(?:App(?:l|lication)?\.?\s[Nn]|[Nn]|Case\s[Nn])os?[.:]?\s(?=\d{1,5}[-–/]\w?\d|\d{3}|[A-Z]{1,3}[-–]\d)|(?:ECLI:)?EU:[CTF]:\d{4}:\d"
    r"|Judge?ment\b|Merits\b|Advisory\sOpinion\b|\((?=[A-Z][\w.\s,]{0,40}\s\d{4}\))"
    r"|\(\d{4}\)\.?(?:\s(?=https?:)|$)"
)
"""The place where a judgment is printed or kept, or its number: "[2004] UKHL 22", "(1992) 175 CLR 1", "123 U.S. 456", "AIR 1978
SC 597", "App no 34503/97", "EU:T:2007:289", "Judgment", "(D. Kan. 2018)"."""

_NUMBER = r"(?:Joined\s)?Cases?\s(?:[CTF][-–‑])?\d{1,4}/\d{2}(?:\sP)?(?:,?\s(?:and|to)\s(?:[CTF][-–‑])?\d{1,4}/\d{2}(?:\sP)?)*,?\s"
"""The number of a case before the courts of the European Union: "Case C-415/11 "."""

_PARTIES = deferred(
    rf"(?P<report_number>{_NUMBER})?(?P<title>(?![^\W\d_]+,\s(?:[A-Z]\.\s?)+)(?=[^\W\d_a-z])[^“”„«»\"\d§;:?]{{1,110}}?"
    rf"\s(?i:{alternatives(wordings(Term.VERSUS))}\.?|\./\.)\s(?=[^\W\d_a-z]|the\s|los?\s|las?\s|les?\s)"
    rf"[^“”„«»\"§;?]{{1,120}}?)(?<!\d\))[.,]{{0,2}}[”\"’'»)]{{0,2}}\.?,?\s\(?(?P<cite>{_CITE})"
)
"""Two parties and the place where the judgment is printed: "Lund v. Lake District Council, 123 U.S. 456"."""

_ONE_PARTY = deferred(
    rf"(?P<title>(?:(?:In|Reference)\s[Rr]e|Ex\s[Pp]arte|(?:In\sthe\s)?Matter\sof|Re|R\s\([^()]{{3,60}}\)\sv)\s[^“”„«»\"§;?\d]{{2,100}}?)"
    rf"[.,]{{0,2}}[”\"’']?\.?,?\s(?P<cite>{_CITE})"
)
"""A single party: "In re Lund, 45 Cal. 4th 902"."""

_OF_LAWYERS = deferred(
    r"\b(?:Rev|Review|Journal|L\.?\s?J|L\.?\s?Q|Stud|Bull|Yearbook|Law(?:yer)?)\b(?!\s?Rep)|(?<![A-Z]\.\s)(?<!N\.)\bJ\.?(?!\s?[A-Z]\.)\s?\w"
)
"""Journals of lawyers, which print articles about judgments but no judgments: "Harv. L. Rev.", "Yale L.J."."""

_NAMES_BEFORE = deferred(r"^[^\W\d_]+,?\s(?:[A-Z]\.?-?){1,3}[.,:]\s|\s(?:&|and)\s[A-Z]\.\s|\.\s[“\"]")
"""Authors, as of an article about a judgment: "Doe, J. ", "Doe JR. "."""

_OTHER_FORMS = deferred(
    rf"(?:(?:{alternatives(courts())}|(?:Rs|Az)\.)[^;“”(]{{0,90}}?(?:\d{{1,2}}\.?\s?(?:er\s)?[^\W\d_]{{3,10}}\s\d{{4}}|\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{4}}|\d{{1,4}}/\d{{2,4}}))"
    rf"|(?P<collection>{alternatives(collections_of_judgments())}\s\d{{1,3}},\s\d{{1,4}}(?:\s\(\d{{1,4}}\))?)(?=\W*$|[\s,(])"
    r"|\d{1,3}\sU\.\s?S\.\s\d{1,4}\s\(\d{4}\)"
    rf"|{alternatives(courts())}\s[A-Z][A-Za-zÄÖÜäöü-]{{1,8}}\s\d{{4}},\s\d{{1,5}}(?=\W*$|[\s,(])"
    rf"|(?i:{alternatives(wordings(Term.COURT))})[^“”;]{{0,60}}?(?i:{alternatives(wordings(Term.JUDGMENT))})[^“”;\d]{{0,12}}\d"
    rf"|(?i:{alternatives(wordings(Term.JUDGMENT))})\.?\s(?:[^\W\d_]+\s){{0,5}}(?i:{alternatives(wordings(Term.COURT))})"
)
"""Judgments cited by their court, a collection or a number: "BGH, Urteil vom 12. März 2015", "Cass. civ. 1re, 17 février 2011",
"BGHZ 112, 339", "STS 241/2013", "Постановление Конституционного Суда"."""

_COURT = deferred(rf"(?i:{alternatives(wordings(Term.COURT))})")

_COURT_FIRST = deferred(
    rf"(?=[^\W\d_a-z])[^.“\d]{{0,40}}?(?i:{alternatives(wordings(Term.COURT))})[^.“\d]{{0,60}}\.\s[“\"]?"
)
"""A court before the parties: "United States, Supreme Court. "."""


def words() -> frozenset[str]:
    """Return words of which every such citation contains one."""
    named = words_in([*courts(), *collections_of_judgments(), *wordings(Term.VERSUS, Term.JUDGMENT)])
    return named | {"re", "parte", "matter", "ecli", "rs", "az", "u"}


def read(text: str, start: int) -> Official | None:
    """Return the judgment that a text cites."""
    if any(versus in text for versus in _VERSUS) or text.startswith(
        ("In ", "Ex ", "Re ", "Reference re", "Matter"), start
    ):
        court = _COURT_FIRST.match(text, start)
        found = None
        for place in (court.end() if court else start, start):
            found = found or _PARTIES.match(text, place) or _ONE_PARTY.match(text, place)
        if found and not _NAMES_BEFORE.search(text, start, found.end("title")) and _is_of_court(text, found):
            return Official("legal_case", _marks(text, start, found), rest="note")
    found = _OTHER_FORMS.match(text, start) if _opens(text[start : start + _OPENING]) else None
    if "ECLI:" not in text and found is None:
        return None
    end = found.end("collection") if found and found["collection"] else len(text)
    # without parties, its court, date and number are its title, as people cite it
    address = text.find("http", start, end)
    title = Mark("title", *stripped(text, start, address if address > start else end))
    return Official("legal_case", [*number_of_list(text, start), title], rest="note")


def _opens(text: str) -> bool:
    """Return whether a text begins like :data:`_OTHER_FORMS`: a check of its first words before that pattern is compiled."""
    return text[:1].isdecimal() or text.startswith(("Rs.", "Az.")) or _openings().opens(text)


_OPENING = 80
"""A length that exceeds any name of a court, in code points."""


@cache
def _openings() -> WordSet:
    named = [*courts(), *collections_of_judgments(), *wordings(Term.COURT, Term.JUDGMENT)]
    return WordSet(each.lower() for each in named)


def _is_of_court(text: str, found: re.Match[str]) -> bool:
    """Return whether it is not printed in a journal of lawyers; if only a date is given, a court must be named."""
    reports = _reports(found)
    if found["day"]:
        return _COURT.search(text) is not None
    return reports is None or _OF_LAWYERS.search(reports) is None


def _reports(found: re.Match[str]) -> str | None:
    """Return the reports in which the judgment is printed."""
    return found["container"] or found["container2"] or found["container3"]


def _marks(text: str, start: int, found: re.Match[str]) -> list[Mark]:
    """Return the marks of the parts of the citation; a neutral citation is a number: "UKHL 22"."""
    marks = [*number_of_list(text, start), *marked(text, found)]
    place = {mark.label: mark for mark in marks if mark.label in ("volume", "container", "pages")}
    if "pages" in place and neutral(_reports(found) or ""):
        number = Mark("report-number", place["container"].start, place["pages"].end)
        marks = [*(mark for mark in marks if mark.label not in place), number]
    return [*marks, *date_in(text, found.start("cite"), len(text), marks)]
