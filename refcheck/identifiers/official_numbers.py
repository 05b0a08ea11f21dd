"""Numbers that identify a work without a DOI: RFCs, standards, patents, clinical trials, Iran's DORs.

A number counts only where it identifies the work, as the title of an article may be about a standard. Sources: RFC 7322 for RFCs;
ISO's and IEC's own numbering; WIPO ST.16 for the kinds of patents; the registers of trials themselves; https://dorl.net for
``20.1001.1.…``, the Digital Object Recognizer of the Islamic World Science Citation Center, which looks like a DOI and is not one.

>>> [(each.kind, each.value) for each in official_numbers("Fielding, R. (2022). HTTP semantics (RFC 9110). IETF.")]
[('RFC', '9110')]
>>> [each.url for each in official_numbers("DOR: 20.1001.1.20089562.1399.9.2.1.6")]
['https://dorl.net/dor/20.1001.1.20089562.1399.9.2.1.6']
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from attrs import frozen

from refcheck.identifiers.schemes import rfc
from refcheck.model import Reference, Span
from refcheck.text.deferred import deferred

RFC, STANDARD, PATENT, TRIAL, DOR = "RFC", "standard", "patent", "trial", "DOR"
"""The kinds of number."""

_RFC = re.compile(
    r"\b(?:RFC[ -]{0,2}|Request for Comments:? {0,2}(?:No\. {0,2})?)(?P<value>[1-9]\d{0,4})(?![\d.]\d)", re.IGNORECASE
)
"""RFC 9110, RFC-2616, Request for Comments: 2616"""

_STANDARD = re.compile(
    r"\b(?P<value>(?P<national>(?:(?:DIN|BS|NF|UNI|EN) ){0,2})(?P<own>(?:ISO(?:/(?:IEC|IEEE|ASTM|CIE|TR|TS|PAS)){0,2}"
    r"|IEC(?:/(?:TR|TS))?)(?: (?:TR|TS))? ?\d{1,6}(?:-\d{1,3}){0,2})(?::(?:19|20)\d\d)?)(?!\d)"
)
"""ISO 9001:2015, ISO/IEC 27001:2013, DIN EN ISO 9241-210, IEC 61508-1"""

_PATENT = re.compile(
    r"\b(?P<office>U\.? ?S\.?|EP|WO|DE|GB|FR|CN|JP|KR|CA|AU) ?(?:Pat(?:ent|\.)? ?(?:No\.? ?|Nr\.? ?)?|pat\. )?"
    r"(?P<number>\d{1,2}(?:,\d{3}){2}|(?:19|20)\d\d[/-]\d{5,7}|\d\d \d{4} \d{3} \d{3}|\d{6,13})"
    r"(?: ?(?P<kind>[ABCPSUY]\d?))?(?![\w/]|,\d)"
)
"""US 9,999,999 B2, U.S. Patent No. 9,999,999, EP 1234567 B1, WO 2015/123456 A1, DE 10 2012 345 678 A1, JP 2012-345678 A"""

_TRIAL = deferred(r"\b(?:NCT\d{8}|ISRCTN\d{8}|EUCTR(?P<european>\d{4}-\d{6}-\d\d)(?:-[A-Z]{2})?)\b")
"""NCT00000001, ISRCTN10000001, EUCTR2013-000001-10-GB"""

_REGISTERS = {
    "NCT": "https://clinicaltrials.gov/study/",
    "ISRCTN": "https://www.isrctn.com/",
    "EUCTR": "https://www.clinicaltrialsregister.eu/ctr-search/search?query=",
}
"""The URLs at which trials are looked up, by the letters of the number."""

_DOR = re.compile(r"(?<![\d.])(?P<value>20\.1001\.1\.\d{7}[\dX](?:\.\d{1,4}){1,6})(?![\d.]\d)")
"""20.1001.1.20089562.1399.9.2.1.6"""


@frozen(kw_only=True)
class OfficialNumber:
    """A number: its kind, its value, the URL where it can be looked up, and its span in the text."""

    kind: str
    value: str
    url: str
    span: Span

    def __str__(self) -> str:
        """Return the number as people write it: ``RFC 9110``, ``ISO 9001:2015``."""
        return f"RFC {self.value}" if self.kind == RFC else self.value


def official_numbers(text: str) -> tuple[OfficialNumber, ...]:
    """Return the numbers in a text, in order."""
    return tuple(sorted(_found(text), key=lambda each: each.span.start))


def known_by(reference: Reference) -> tuple[OfficialNumber, ...]:
    """Return the numbers that identify a reference's work.

    A work with a volume or page in a journal or book is identified by these, and a number within a title is what the work is about;
    a DOR and a patent's number are always the work's own.
    """
    work = reference.work
    in_place = bool(work.container_title and (work.volume or work.page))
    found = official_numbers(reference.raw)
    free = () if in_place else tuple(each for each in found if not _is_amid_title(reference, each))
    return tuple(each for each in found if each.kind in (DOR, PATENT) or each in free)


def _is_amid_title(reference: Reference, number: OfficialNumber) -> bool:
    """Return whether a number is within the title: not in brackets, and with more of the title on both sides."""
    title = reference.field("title")
    in_brackets = reference.raw[number.span.start - 1 : number.span.start] in ("(", "[")
    return (
        title is not None
        and not in_brackets
        and title.span.start < number.span.start
        and number.span.end < title.span.end - 1
    )


def _found(text: str) -> Iterator[OfficialNumber]:
    for match in _RFC.finditer(text):
        value = match["value"]
        yield _number(RFC, value, rfc.format(value), match)
    for match in _STANDARD.finditer(text):
        value, own = match["value"], match["own"]
        sought = own if match["national"] else value  # the year of a national edition is its own
        of_iec = own.startswith("IEC")
        url = "https://webstore.iec.ch" if of_iec else f"https://www.iso.org/search.html?q={quote(sought)}"
        yield _number(STANDARD, value, url, match)
    for match in _PATENT.finditer(text):
        if match["kind"] or "at" in match[0] or "/" in match["number"]:
            office, kind = match["office"].replace(".", "").replace(" ", ""), match["kind"] or ""
            value = f"{office}{re.sub('[,/ -]', '', match['number'])}{kind}"
            yield _number(PATENT, value, f"https://patents.google.com/patent/{value}", match)
    for match in _TRIAL.finditer(text) if any(map(text.__contains__, _REGISTERS)) else ():
        register = next(url for letters, url in _REGISTERS.items() if match[0].startswith(letters))
        yield _number(TRIAL, match[0], register + (match["european"] or match[0]), match)
    for match in _DOR.finditer(text):
        yield _number(DOR, match["value"], f"https://dorl.net/dor/{match['value']}", match)


def _number(kind: str, value: str, url: str, match: re.Match[str]) -> OfficialNumber:
    return OfficialNumber(kind=kind, value=value, url=url, span=Span(*match.span()))
