"""SICI (Serial Item and Contribution Identifier) within DOIs.

Wiley and others built their DOIs on it until about 2002: the ISSN, the date, volume and issue, and in angle
brackets the place and a code of the title. It holds brackets, semicolons and angle brackets that are all part
of the DOI.

Source: ANSI/NISO Z39.56-1996.

>>> read("(SICI)1098-2361(1999)18:5<415::AID-ZOO6>3.0.CO;2-Z")
{'issn': '1098-2361', 'year': '1999', 'volume': '18', 'issue': '5', 'page': '415'}
"""

import re

_SICI = re.compile(
    r"(?:\(sici\))?(?P<issn>\d{4}-\d{3}[\dx])\((?P<year>\d{4})\d{0,4}(?:/\d{1,4})?\)(?P<volume>\d{1,4})"
    r"(?::(?P<issue>[\w/+.-]{1,12}))?[<\[](?P<page>\w{1,8}):{1,2}[^<>\[\]\s]{1,20}[>\]]\d\.\d\.(?:co|tx);2(?:-.)?",
    re.IGNORECASE,
)
"""A SICI: ``1520-0493(1934)62<202:TTDOJ>2.0.CO;2``."""


def read(suffix: str) -> dict[str, str] | None:
    """The parts of a suffix that is a SICI."""
    found = _SICI.fullmatch(suffix)
    return {name: part for name, part in found.groupdict().items() if part} if found else None
