"""Bills, debates and papers of parliaments, resolutions of the United Nations: "H.R. 1234, 114th Cong.", "HC Deb 3 May 1977".

Sources: The Bluebook, rules 13 and 21.7 ("S. 782, 112th Cong.", "G.A. Res. 217A"); OSCOLA 4, 2.4.6 and 3.4 ("HC Bill
(2008–09) [93]", "Cm 7948", "COM (2013) 789 final"); the numbering of printed papers of the German Bundestag ("BT-Drs. 18/4097").
"""

from refcheck.parsing.official.forms import Official, date_in, marked, number_of_list
from refcheck.text.deferred import deferred

_BILL = deferred(
    r"(?P<title>[^“”\"]{3,200}?)[.,]?\s(?P<report_number>(?:H\.?\s?R\.?|S\.|H\.?J\.? Res\.|S\.?J\.? Res\.)\s?\d{1,5}),"
    r"\s\d{1,3}(?:st|nd|rd|d|th)\sCong"
    r"|(?P<title2>[^“”\".(]{3,120}?Bill)\s(?P<report_number2>H[CL]\sBill\s(?:\([\d–-]+\)\s)?\[?\d+\]?)"
    r"|(?P<report_number3>Bill\s[A-Z]{0,2}-?\d+),\s(?P<title3>[^“”\"]{3,200}?),\s\d{1,2}(?:st|nd|rd|d|th)\sSess"
)
"""A bill: "Clean Harbors Bill, H.R. 1234, 114th Cong.", "Bus Bill HC Bill (2008–09) [93]", "Bill C-11, An Act to …, 2nd Sess"."""

_HEARING = deferred(
    r"(?P<title>[^“”\"]{3,300}?\b[Hh]earings?\s[Bb]efore\s[^“”\"]{3,200}?),\s\d{1,3}(?:st|nd|rd|d|th)\sCong"
)
"""A hearing: "Oversight of X: Hearing Before the Subcomm. on Y, 109th Cong."."""

_DEBATE = deferred(r"(?P<title>(?:Hansard,?\s)?H[CL]\sDeb\b|(?:UK\s)?Parliamentary\sDebates\b|Hansard\b)")
"""A debate: "HC Deb 3 February 1977, vol 389, cols 973–976"."""

_RESOLUTION = deferred(
    r"(?P<title>(?:G\.\s?A\.|S\.\s?C\.|UNGA|UNSC|UNHRC|E\.\s?S\.\s?C\.)\s?Res\.?\s[\w/]{1,12}(?:\s\([IVXLC]+\))?)"
)
"""A resolution: "G.A. Res. 217A (III)", "UNSC Res 1373"."""

_PAPER = deferred(
    r"(?P<title>(?:BT|BR|LT)-(?:Drs?\.?|Drucks(?:\.|ache))\s\d{1,2}/\d{1,5}|(?:H\.R\.|S\.)\s(?:Rep|Doc)\.\sNo\.\s\d{1,3}-\d{1,4})"
)
"""A printed paper that is cited by its number: "BT-Drs. 18/4097", "H.R. Rep. No. 101-524"."""

_NUMBER = deferred(
    r"[(,.\s'’](?P<report_number>COM\s?\(\d{4}\)\s?\d{1,4}(?:\sfinal)?|Cm(?:nd|d)?\.?\s\d{3,4}|Drucksache\s\d{1,2}/\d{1,5}"
    r"|Law\sCom\.?\sNo\.?\s\d{1,4}|HC\s\d{4}[–-]\d{2},\s\d{1,4}(?:-[IVX]+)?)\b"
)
"""The number of a paper after or before its title: "COM (2013) 789 final", "Cm 7948", "Drucksache 17/3404"."""


_WORDS = (
    "cong bill deb debates hansard drs bt-drs br-drs bt-drucks bt-drucksache drucksache com cm cmnd cmd res rep doc hc"
)


def words() -> frozenset[str]:
    """Return words of which every such citation contains one."""
    return frozenset(_WORDS.split())


def read(text: str, start: int) -> Official | None:
    """Return the paper of a parliament that a text cites."""
    for kind, pattern in (
        ("bill", _BILL),
        ("hearing", _HEARING),
        ("hearing", _DEBATE),
        ("legislation", _RESOLUTION),
        ("report", _PAPER),
    ):
        if found := pattern.match(text, start):
            marks = [*number_of_list(text, start), *marked(text, found)]
            return Official(kind, [*marks, *date_in(text, marks[-1].end, len(text), marks)], rest="note")
    if found := _NUMBER.search(text, start):
        quoted = _QUOTED.search(text, 0, found.start("report_number"))
        return Official("report", [*marked(text, found), *(marked(text, quoted) if quoted else ())])
    return None


_QUOTED = deferred(r"[‘'“\"](?P<title>[^‘’“”\"]{3,300}?)[’'”\"],?\s?$")
"""A title in quotation marks that ends before the number."""
