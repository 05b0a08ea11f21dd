"""Fixes within a BibTeX entry: values, as LaTeX within their delimiters, and additional fields.

A changed entry is read again: if more than the one field would be different, the entry is left as it is.
"""

import re

from refcheck.fixing.edits import IN_A_NOTE, NOT_ENCODED, Change, RequestedEdit, Source, Unwritable
from refcheck.fixing.tex_text import braced, in_quotes, is_balanced, name_part, pages, tex, whole_title
from refcheck.model import Span
from refcheck.readers.data.bibtex.braces import Braces
from refcheck.readers.data.bibtex.fields import IDENTIFIERS
from refcheck.readers.data.bibtex.scanner import RawEntry, RawField, entries

_NAMES = {"DOI": "doi"}
"""Fields that can be added, by their CSL variables."""

_COMMENT = re.compile(r"[ \t]*(,?)[ \t]*%[^\r\n]*")
"""A comment after the last value, with a comma before it if there is one."""

_LAST_LINE = re.compile(r"(?:\r\n|\r|\n)?[ \t]*\Z")
"""The last line end in white space, and the indentation after it."""

_FIELD = re.compile(r"(?P<before>\s*)(?P<comma>,?)(?P<behind>\s*)(?P<name>[^\s,={}()\"#%']+)(?P<sign>\s*=\s*)\Z")
"""The text before a value: the comma of the field before it, white space, its name and its equals sign."""

_LONGEST = 500
"""The length of the longest name with the white space around it."""


def added(requested: RequestedEdit, entry: RawEntry) -> Change | Unwritable:
    """Return the change that adds the field, or fills it if it is there and empty."""
    raw, value = requested.reference.raw, requested.text
    name = _NAMES.get(requested.fix.adds or "")
    if name is None or not is_balanced(value):
        return Unwritable("it cannot be written in BibTeX")
    held = [each for each in entry.fields if each.name == name]
    if held:
        is_empty = len(held) == 1 and held[0].text is not None and not held[0].text.strip()
        if is_empty and held[0].is_in_place and '"' not in value:
            return Change(held[0].span, value)
        return Unwritable(f"it already has a field “{name}” with another value")
    if not entry.fields:
        return Unwritable("its entry has no fields")
    last = bounds(raw, entry.fields[-1])
    found = _FIELD.search(raw, max(0, last.start - _LONGEST), last.start)
    if found is None:
        return Unwritable("its entry is not well-formed BibTeX")
    opened, closed = ('"', '"') if raw[last.start] == '"' and '"' not in value else ("{", "}")
    field = f"{_cased(name, found['name'])}{_sign(found, name)}{opened}{value}{closed}"
    line = _last_line(found["behind"] if found["comma"] else found["before"])
    if comment := _COMMENT.match(raw, last.end):
        comment_text = comment[0] if comment[1] else f",{comment[0]}"
        line = line if line[:1] in ("\r", "\n") else f"\n{line}"
        return Change(Span(*comment.span()), f"{comment_text}{line}{field}{',' if comment[1] else ''}")
    before = _last_line(found["before"]) if found["comma"] and "\n" in found["before"] else ""
    return Change(Span(last.end, last.end), f"{before},{line}{field}")


def bounds(raw: str, field: RawField) -> Span:
    """Return the span of a value with its delimiters."""
    start, end = field.span.start, field.span.end
    is_delimited = raw[start - 1] in '{"' and raw[end : end + 1] in ("}", '"')
    return Span(start - 1, end + 1) if is_delimited else field.span


def _last_line(white: str) -> str:
    found = _LAST_LINE.search(white)
    return found[0] if found else ""


def _cased(name: str, other: str) -> str:
    """Return the name in the capitals of another: ``DOI`` beside ``TITLE``, ``Doi`` beside ``Title``."""
    if other.isupper():
        return name.upper()
    return name.capitalize() if other.istitle() else name


def _sign(found: re.Match[str], name: str) -> str:
    """Return the equals sign, spaced as after the other name; in the column of the others, if the signs are aligned."""
    blanks, equals, after = found["sign"].partition("=")
    if len(blanks) > 1 and not blanks.strip(" "):
        blanks = " " * max(1, len(found["name"]) + len(blanks) - len(name))
    return f"{blanks}{equals}{after}"


FORMAT = "bibtex"

_VERBATIM = IDENTIFIERS.keys() - {"note", "howpublished"} | {"eprint"}
"""Fields whose values TeX takes literally."""

_VERBATIM_COMMANDS = ("\\url{", "\\href{", "\\path{", "\\nolinkurl{")
"""Commands whose argument TeX takes literally too."""

_IN_COMMAND = re.compile(r"\\[A-Za-z]*\Z")
r"""The text before a place within a command's name: "\\alph"."""

_TITLES = {name: name.replace("title", "subtitle") for name in ("title", "booktitle", "journaltitle", "maintitle")}
"""Fields of titles, and those of their subtitles."""

_PEOPLE = frozenset({"author", "editor", "translator", "bookauthor"})
_NOTES = (
    *("note", "notes", "abstract", "addendum", "annote", "annotation"),
    *("comment", "keywords", "copyright", "rights", "license"),
)
"""Fields that are not printed in references, or may contain any text."""

_OF_OTHERS = Unwritable("its entry inherits it from another one: correct that entry")

_LEFT = {**dict.fromkeys(_NOTES, IN_A_NOTE), **dict.fromkeys(("crossref", "xdata"), _OF_OTHERS)}
"""Fields that are left as they are, and why: an inherited value is read as if it were in the ``crossref`` that names its entry."""


def written(requested: RequestedEdit, source: Source) -> Change | Unwritable:
    """Return the change of the entry's source."""
    raw = requested.reference.raw
    entry = whole_entry(raw)
    if entry is None:
        return Unwritable("its entry is not well-formed BibTeX")
    change = added(requested, entry) if requested.fix.adds else _replaced(requested, entry, source)
    if isinstance(change, Change) and not _is_sound(entry, change, raw, adds=requested.fix.adds):
        return Unwritable("the result would not be well-formed BibTeX")
    return change


def whole_entry(raw: str) -> RawEntry | None:
    """Return the entry in a text; ``None`` if the text is not exactly one well-formed entry."""
    found = list(entries(raw))
    if len(found) != 1 or found[0].is_broken or found[0].span != Span(0, len(raw)):
        return None
    return found[0]


def _replaced(requested: RequestedEdit, entry: RawEntry, source: Source) -> Change | Unwritable:
    span, raw = requested.fix.span, requested.reference.raw
    field = next((each for each in entry.fields if each.span.holds(span)), None)
    if field is None:
        return Unwritable("it is not within one field")
    if field.name in _LEFT:
        return _LEFT[field.name]
    if (value := _value(raw, field, span)) is None:
        return Unwritable("its field is composed of several pieces")
    place, delimiter = value
    is_whole = span == field.span
    if is_whole and _TITLES.get(field.name) in {each.name for each in entry.fields}:
        return Unwritable("its title is split over two fields")
    if not is_whole and _IN_COMMAND.search(raw, place.start, span.start):
        return Unwritable("it is within a TeX command")
    text = _text(requested, field, source, is_whole=is_whole)
    if delimiter == '"':
        text = in_quotes(text)
    if not source.can_write(text):
        return NOT_ENCODED
    if not is_balanced(text):
        return Unwritable("its braces are not balanced")
    if not delimiter and not (text.isascii() and text.isdigit()):
        text = braced(text)
    return Change(span, text)


def _value(raw: str, field: RawField, span: Span) -> tuple[Span, str] | None:
    """Return the span of the piece of a field that contains ``span``, or of the whole field, and its opening delimiter, if any."""
    before = raw[field.span.start - 1]
    if before in '{"' and raw[field.span.end : field.span.end + 1] == {"{": "}"}.get(before, before):
        return field.span, before
    if span == field.span:
        return field.span, ""
    at, braces = field.span.start, Braces(raw)
    while at < field.span.end:
        end: int | None = at + 1
        if raw[at] == "{":
            end = braces.close(at)
        elif raw[at] == '"':
            end = raw.find('"', at + 1) + 1 or None
        if end is None:
            return None
        if raw[at] in '{"' and Span(at + 1, end - 1).holds(span):
            return Span(at + 1, end - 1), raw[at]
        at = end
    return (field.span, "") if raw[span.start : span.end].isdigit() and field.span.of(raw).isdigit() else None


def _text(requested: RequestedEdit, field: RawField, source: Source, *, is_whole: bool) -> str:
    """Return the new text in the notation of the field."""
    raw, span, text = requested.reference.raw, requested.fix.span, requested.text
    if field.name in _VERBATIM or raw.endswith(_VERBATIM_COMMANDS, 0, span.start):
        return text
    if field.name == "pages":
        return pages(tex(text, source), span.of(raw))
    if field.name in _PEOPLE and requested.is_of_people:
        return tex(text, source)
    if field.name in _PEOPLE:
        names = (each.raw for each in requested.reference.fields if each.name in _PEOPLE and each.span.holds(span))
        return name_part(text, next(names, ""), source)
    if is_whole and field.name in _TITLES:
        return whole_title(text, span.of(raw), source)
    return tex(text, source)


def _is_sound(entry: RawEntry, change: Change, raw: str, *, adds: str | None) -> bool:
    """Return whether the changed text is one entry with the same fields, of which at most one has another value."""
    after = whole_entry(change.made_in(raw))
    if after is None or (after.type, after.key) != (entry.type, entry.key):
        return False
    new = adds.lower() if adds else None
    was = [(each.name, each.text) for each in entry.fields if each.name != new]
    now = [(each.name, each.text) for each in after.fields if each.name != new]
    if [name for name, _ in was] != [name for name, _ in now]:
        return False
    others = [number for number, (old, changed) in enumerate(zip(was, now, strict=True)) if old != changed]
    return not others if new else len(others) <= 1
