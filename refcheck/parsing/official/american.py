"""Law of the United States: "Clean Rivers Act, 42 U.S.C. § 7401 (1970)", "Cal. Penal Code § 187", "45 C.F.R. § 46".

Sources: The Bluebook, rules 11, 12 and 14 ("U.S. Const. art. I", "Pub. L. No. 101-549, 104 Stat. 2399", "78 Fed. Reg. 61,112");
the AMA's Manual of Style, 11th edition, 3.16, which sets no full stops ("Pub L No. 101-549").
"""

import re

from refcheck.parsing.official.forms import Mark, Official, date_in, number_of_list, stripped
from refcheck.text.deferred import deferred

_FEDERAL = (
    r"\b\d{1,2}\sU\.?\s?S\.?\s?C\.?(?:\s?A\.?|\sCode)?\s(?:Ann\.\s)?§{1,2}"
    r"|\bPub(?:\.|lic)?\sL(?:\.|aw)?\s(?:No\.?\s)?\d{2,3}[-–]\d"
    r"|\b\d{1,3}\sStat\.\s\d|\b\d{1,2}\sC\.?\s?F\.?\s?R\.?\s(?:§|[Pp](?:t|art)\.?\s)?|\b\d{1,2}\sFed\.?\sReg\.?\s\d"
    r"|\bExec(?:\.|utive)\sOrder\s(?:No\.?\s)?\d|\bU\.\s?S\.\sConst\.\s(?:art|amend|pmbl)"
)
_OF_STATES = (
    r"(?<!\S)[A-Z][\w.]*(?:\s(?:[A-Z&][\w.]*|of|and)){0,6}\s(?:Code|Stat|Laws?|Const|Rev|Ann)\.?\s"
    r"(?:Ann\.\s)?(?:§{1,2}|ch\.)\s?\d"
)

PLACE = rf"{_FEDERAL}|{_OF_STATES}"
"""A section of a code: "42 U.S.C. § 7401", "Cal. Penal Code § 187"."""

_CITED = deferred(rf"(?P<title>[^“”\"§]{{0,200}}?)[.,]?\s?(?P<cite>{PLACE})")
"""A section of a code, with or without a name before it: "Clean Rivers Act, 42 U.S.C. § 7401", "Exec. Order No. 13,514"."""

_REGULATING = deferred(r"C\.?\s?F\.?\s?R|Fed\.?\sReg|Exec(?:\.|utive)\sOrder")
"""Codes of regulations and orders: "45 C.F.R.", "Exec. Order"."""

_SECTION = deferred(r"\s?[^\s(]+(?:[\s\S]*?(?=\([^()]*\b(?:1[5-9]|20)\d\d\)))?")
"""The number of a section, which can look like a year, and the text up to the year in brackets: " 1985 " of "§ 1985 (2015)"."""

_NO_NAME = deferred(r"\(\d{4}|^[^\W\d_]+,\s[A-Z]\.|\s(?:&|and)\s[A-Z]\.\s|\.\s\D{12,}|[?:]")
"""Text that no name of a statute contains: "(2004)", "Doe, J.", a full stop before many words."""


_CUES = ("§", "Pub", "Stat.", "C.F.R", "C. F. R", "CFR", "Fed", "Exec", "Const.", " ch. ")
"""Strings of which every such citation has one: a quick check before the slow pattern."""


def words() -> frozenset[str]:
    """Return words of which every such citation contains one."""
    return frozenset(
        {"u", "pub", "reg", "exec", "executive", "const", "c", "usc", "cfr", "stat", "law", "laws", "ann", "code"}
    )


def read(text: str, start: int) -> Official | None:
    """Return the statute or regulation that a text cites."""
    if not any(cue in text for cue in _CUES):
        return None
    found = _CITED.match(text, start)
    if found is None or _NO_NAME.search(found["title"]):
        return None
    marks = [*number_of_list(text, start), *_name(text, found)]
    kind = "regulation" if _REGULATING.search(found["cite"]) else "legislation"
    section = _SECTION.match(text, found.end())
    marks += date_in(text, section.end() if section else found.end(), len(text))
    return Official(kind, marks, rest="note" if any(mark.label == "title" for mark in marks) else "title")


def _name(text: str, found: re.Match[str]) -> list[Mark]:
    """Return the statute's name if it is more than one word: "Anon. U.S. Const. amend. XIX" has none."""
    first, last = stripped(text, *found.span("title"))
    return [Mark("title", first, last)] if " " in text[first:last] else []
