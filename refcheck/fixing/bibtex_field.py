"""A field that a BibTeX entry lacks: written as its last one is, and put behind that."""

import re

from refcheck.fixing.requested_edits import Change, RequestedEdit, Unwritable
from refcheck.fixing.tex_text import is_balanced
from refcheck.model import Span
from refcheck.readers.data.bibtex.scanner import RawEntry, RawField

_NAMES = {"DOI": "doi"}
"""What can be added, by its CSL variable, and the field that holds it."""

_COMMENT = re.compile(r"[ \t]*(,?)[ \t]*%[^\r\n]*")
"""A comment behind the last value, with the comma if there is one."""

_LAST_LINE = re.compile(r"(?:\r\n|\r|\n)?[ \t]*\Z")
"""The last line's end in white space, and the indentation behind it."""

_FIELD = re.compile(r"(?P<before>\s*)(?P<comma>,?)(?P<behind>\s*)(?P<name>[^\s,={}()\"#%']+)(?P<sign>\s*=\s*)\Z")
"""What stands before a value: the comma of the field before it, white space, its name and its sign."""

_LONGEST = 500
"""A name and the white space around it have no more characters."""


def added(requested: RequestedEdit, entry: RawEntry) -> Change | Unwritable:
    """The change that adds the field, or fills it where it is there and empty."""
    raw, value = requested.reference.raw, requested.text
    name = _NAMES.get(requested.fix.adds or "")
    if name is None or not is_balanced(value):
        return Unwritable("it cannot be written in BibTeX")
    held = [each for each in entry.fields if each.name == name]
    if held:
        is_empty = len(held) == 1 and held[0].text is not None and not held[0].text.strip()
        if is_empty and held[0].is_in_place and '"' not in value:
            return Change(held[0].span, value)
        return Unwritable(f"it has a field “{name}” already, which holds something else")
    if not entry.fields:
        return Unwritable("its entry has no fields")
    start, end = _bounds(raw, entry.fields[-1])
    found = _FIELD.search(raw, max(0, start - _LONGEST), start)
    if found is None:
        return Unwritable("its entry is not well-formed BibTeX")
    opened, closed = ('"', '"') if raw[start] == '"' and '"' not in value else ("{", "}")
    field = f"{_cased(name, found['name'])}{_sign(found, name)}{opened}{value}{closed}"
    line = _last_line(found["behind"] if found["comma"] else found["before"])
    if comment := _COMMENT.match(raw, end):
        told = comment[0] if comment[1] else f",{comment[0]}"
        line = line if line[:1] in ("\r", "\n") else f"\n{line}"
        return Change(Span(*comment.span()), f"{told}{line}{field}{',' if comment[1] else ''}")
    before = _last_line(found["before"]) if found["comma"] and "\n" in found["before"] else ""
    return Change(Span(end, end), f"{before},{line}{field}")


def _bounds(raw: str, field: RawField) -> tuple[int, int]:
    """Where a value begins and ends, with its delimiters."""
    start, end = field.span.start, field.span.end
    is_delimited = raw[start - 1] in '{"' and raw[end : end + 1] in ("}", '"')
    return (start - 1, end + 1) if is_delimited else (start, end)


def _last_line(white: str) -> str:
    found = _LAST_LINE.search(white)
    return found[0] if found else ""


def _cased(name: str, other: str) -> str:
    """The name in capitals as the other one is, of which one letter tells nothing."""
    if other.isupper():
        return name.upper()
    return name.capitalize() if other.istitle() else name


def _sign(found: re.Match[str], name: str) -> str:
    """The sign as it stands behind the other name; where signs stand one below the other, in their column."""
    blanks, equals, behind = found["sign"].partition("=")
    if len(blanks) > 1 and not blanks.strip(" "):
        blanks = " " * max(1, len(found["name"]) + len(blanks) - len(name))
    return f"{blanks}{equals}{behind}"
