"""How a line ends: what that says about whether a reference ends there."""

import re
from enum import StrEnum

# A full stop after a blank: "12, 345 .".
_LOOSE_STOP = re.compile(r"\s\.$")
# A word parted at the line's end: "infor-", "infor\xad".
_PARTED = re.compile(r"[^\W\d_][-‐\xad]$")
# An initial or a short capitalised abbreviation: "J.", "Phys.", "St."; the point need not end anything.
_INITIAL = re.compile(r"(?:^|[^\w’'])[^\W\d_]\.$")
# A label that wants something after it: "vol.", "pp.", "Nr.", "S.", "no.".
_LABEL = re.compile(
    r"(?:^|\W)(?:vol|no|nr|pp?|bd|hrsg|eds?|jg|núm|т|с|vols|ch|art|proc|trans|univ|int|dr|st|rev)\.$", re.IGNORECASE
)
# A year, with or without brackets: "2010.", "(1998a)", "Berlin 2004,".
_YEAR = re.compile(r"(?<![\w.:/–-])\(?(?:1[5-9]|20)\d\d[a-z]?\)?[.,:;]?$")
# A number, or pages in words: "45–67.", "123–9;", "13(120).", "241 pp.", "97 ff".
_NUMBER = re.compile(r"\d(?:[a-z]|\)|\s?(?:pp?|S|ff?|стр|с))?[.;]?$")
# An address or a part of one: "https://example.org/a", "doi:10.1000/182.", "files/report.pdf".
_ADDRESS = re.compile(r"(?:https?://|www\.|10\.\d{4,9}/|(?<!\S)\S{6,}/)\S*$")
# A short word that never ends anything: "of", "und", "de la", "&".
_JOINING_WORD = re.compile(
    r"(?:^|\s)(?:a|al|an|and|as|at|au|aus|by|da|das|de|del|della|dem|den|der|des|di|die|do|du|e|ein|el|en|et|for|from|für|i|im|in|into|"
    r"its|la|las|le|les|los|mit|nel|o|of|on|or|para|por|pour|sur|the|to|u|und|upon|using|van|von|y|with|zu|zum|zur|и|в|на|с|&)$",
    re.IGNORECASE,
)


class Ending(StrEnum):
    """The kinds of ending that are told apart."""

    JOINED = "joined"
    WORD = "word"
    STOP = "stop"
    YEAR = "year"
    NUMBER = "number"


_REACH = 300
"""How many characters of a line are looked at."""


def ending(text: str) -> Ending:
    """The kind of ending of a line: amid something, with a plain word, a full stop or bracket, a year, a number or address."""
    tail = _LOOSE_STOP.sub(".", text[-_REACH:])
    last = tail[-1:]
    if _YEAR.search(tail):
        return Ending.YEAR
    if last in ",:&(/[+=–—":  # also where there is no text at all
        return Ending.JOINED
    if _ADDRESS.search(tail) or _NUMBER.search(tail):
        return Ending.NUMBER
    if any(form.search(tail) for form in (_PARTED, _JOINING_WORD, _INITIAL, _LABEL)):
        return Ending.JOINED
    return Ending.WORD if last.isalnum() else Ending.STOP
