"""What stands beside a reference rather than in it: when a page was looked at, and in which language the work is.

Both are found by their wording and masked before the tagger sees the words, as identifiers are.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from refcheck.model import Date, Span
from refcheck.parsing.dates import read_date
from refcheck.parsing.languages import language_code, language_names
from refcheck.parsing.months import month_names

_MONTH = "(?:" + "|".join(name for name in month_names() if len(name) > 2) + r")\.?"
_DATE = (
    r"(?:\d{1,2}\s?[/.\-–]\s?\d{1,2}\s?[/.\-–]\s?\d{2,4}|\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.|º)?\s?(?:de\s|of\s|-)?{_MONTH}(?:\s?(?:de\s|,\s?|-)?\d{{4}})?"
    rf"|{_MONTH}\s?\d{{1,2}}(?:st|nd|rd|th)?(?:\s?,?\s?\d{{4}})?|{_MONTH}\s?,?\s?\d{{4}}|\d{{4}},?\s{_MONTH}\s?\d{{0,2}})"
)


@cache
def _access() -> re.Pattern[str]:
    """The pattern of an access note: "(Accessed on: 5/4/ 2024 )", "Retrieved May 3, 2024, from", "Zugriff am 3.5.2020".

    It is made when it is first needed, which costs ten milliseconds that most references can do without.
    """
    return re.compile(
        r"[(\[)]?\s?(?<![^\W\d_])(?:last\s|date\s|zuletzt\s|letzter\s)?"
        r"(?:access(?:ed)?(?:\sdate)?|retrieved|visited|viewed|consulted|checked|abgerufen|zugriff|abruf|eingesehen|acesso|acessado|acedido"
        r"|consultado|consulta|consulté|visité|consultato|дата\sобращения|erişim)"
        rf"\s?(?:on|in|am|em|el|le|il|the|at|vom|:|-|–){{0,2}}\s?:?\s?({_DATE})\.?\s?[)\]]?(?:[,.]?\s?(?:from|de|von)\b)?",
        re.IGNORECASE,
    )


#: What every wording of an access note begins with: a quick look before the slow one.
_STEMS = (
    "access", "retrieved", "visit", "viewed", "consult", "checked", "abgerufen", "zugriff", "abruf", "eingesehen", "acess",
    "aced", "обращ", "eriş",
)  # fmt: skip

#: "(in Persian)", "[In Russian with English abstract]", "[in Chinese, English summary]".
LANGUAGE = re.compile(
    r"[(\[]\s?(?:text\s|article\s|published\s)?(?:in|auf|en|em)\s("
    + "|".join(language_names())
    + r")\b[^()\[\]]{0,40}[)\]]",
    re.IGNORECASE,
)


_KIND = r"(?:EB|DB|DS|CM|CP|PP|[JMCDRNPSGAZ])(?:\s?/\s?(?:OL|CD|MT|DK))?"
#: The mark that the Chinese standard GB/T 7714 gives to the kind of work and its carrier: "[J]", "［M］", "[EB/OL]".
MARK = re.compile(rf"[\[［【]\s?{_KIND}\s?[\]］】]")

#: What a work is printed on, or what kind it is: such a mark, "[Internet]", "[online]", "[CD-ROM]".
MEDIUM = re.compile(
    rf"[\[［【]\s?(?:{_KIND}|(?i:internet|online|on-?line|en\sligne|en\slínea|cd-rom|e-?book|electronic\sresource|report|film|video|data\s?set"
    r"|(?:computer\s)?software|preprint|press\srelease|blog\spost|abstract|editorial|letter))\s?[\]］】]"
)


#: A number of a reviewing service: "MR1442260", "MR 2240701 (2007k:1)", "Zbl 0912.35001", "Zbl. 912.35001".
REVIEW = re.compile(r"\[?\b(?:MR\s?\d{5,8}(?:\s?\([^()]{4,14}\))?|(?:Zbl|JFM)\.?\s?\d{2,4}\.\d{4,5})\]?")


class Aside(NamedTuple):
    """An aside as read: ``accessed`` with a date, ``language`` with a code, ``medium`` and ``review`` as printed.

    ``span`` covers the whole note.
    """

    name: str
    value: Date | str
    span: Span


def find_asides(text: str, taken: Iterable[Span] = ()) -> Iterator[Aside]:
    """The asides of a reference that do not overlap the spans that are taken, in no particular order."""
    taken = tuple(taken)
    low = text.lower()
    for found in _access().finditer(text) if any(map(low.__contains__, _STEMS)) else ():
        date = read_date(found[1])
        span = Span(*found.span())
        if date is not None and date.year is not None and not any(span.overlaps(other) for other in taken):
            yield Aside("accessed", date, span)
    for found in LANGUAGE.finditer(text):
        code = language_code(found[1])
        span = Span(*found.span())
        if code is not None and not any(span.overlaps(other) for other in taken):
            yield Aside("language", code, span)
    for name, pattern, hints in (("medium", MEDIUM, "[［【"), ("review", REVIEW, ("MR", "Zbl", "JFM"))):
        for found in pattern.finditer(text) if any(hint in text for hint in hints) else ():
            span = Span(*found.span())
            if not any(span.overlaps(other) for other in taken):
                yield Aside(name, found[0], span)
