"""BibTeX text → its entries, with the span of each entry and of every value in it.

Source: the btparse grammar, and "BibTeXing" (O. Patashnik, 1988). As in biber, and unlike in BibTeX, ``%`` starts a comment
between entries and fields, and ``@comment{…}`` ends where its braces do. If a key, or a comma between two fields, is missing,
everything is read nevertheless.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from attrs import frozen

from refcheck.lexicon import MONTHS
from refcheck.model import Span
from refcheck.readers.data.bibtex.braces import Braces

_START = re.compile(r"(?:^|(?<=\r))[ \t]*%[^\r\n]*|@[ \t]*([A-Za-z][\w:+.-]*)\s*([{(])", re.MULTILINE)
"""The start of an entry: ``@article{``, ``@String (``; or a comment that is a line of its own."""

_NEXT = re.compile(r"(?:^|(?<=\r))[ \t]*@[ \t]*[A-Za-z][\w:+.-]*[ \t]*[{(]", re.MULTILINE)
"""The start of an entry at the start of a line, where the entry before ends in any case."""

_KEY = re.compile(r"\s*+([^\s,{}\"=%][^,\r\n{}\"=]*+)?\s*+(,|(?=[})]))")
"""A citation key and its comma: ``smith2020,``, ``DBLP:conf/nips/Smith20,``, a lone ``,``."""

_SIMPLE = re.compile(
    r"[\s,]*+([^\s,={}()\"#%']++)\s*+=\s*+"
    r"(?:\{([^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+)\}|\"([^\"{}]*+)\"|([0-9]++))(?=\s*+[,})])"
)
"""A whole field of the usual form: separators (no comment), its name, and one value nested at most two levels deep."""

_BETWEEN = re.compile(r"(?:[\s,]++|%[^\r\n]*+)*+")
"""The separators of fields: commas, white space, comments."""

_NAME = re.compile(r"([^\s,={}()\"#%']++)\s*+=\s*+")
"""A field's name and its equals sign: ``title = ``, ``bdsk-url-1=``."""

_JOIN = re.compile(r"\s*+#\s*+")
"""The operator that joins two pieces of a value: `` # ``."""

_BARE = re.compile(r"[^\s,={}()\"#%']++")
"""A number or an abbreviation: ``2012``, ``jan``."""

_IN_QUOTES = re.compile(r"[{}\"]")

_AFTER_QUOTED = re.compile(r"\s*+(?:#|[})]|[A-Za-z][\w-]*+\s*+=|,\s*+(?:[^\s,={}()\"#%']++\s*+=|[})]|%|,|\Z))|\s*+\Z")
"""Text after a value in quotation marks; a quotation mark without it does not end the value: ``, year =``, ``}``, `` # jan``."""

_MORE = re.compile(r"\s*+,\s*+[A-Za-z][\w-]*+\s*+=")
"""A field after the end of an entry, which a surplus brace closed too early: ``, year =``."""

_SKIPPED = frozenset({"comment", "preamble"})

_MONTHS = tuple(month[:3] for month in MONTHS)
"""Abbreviations of months, each of which is its own value here, since styles differ in what they print."""

_FREE = 1_000_000
"""The number of characters that may be built from abbreviations, in addition to the size of the file."""


class RawField(NamedTuple):
    """A field: its name in small letters, its value with abbreviations expanded, and the span of the value in the entry.

    The span does not include the braces or quotation marks; that of a value of several pieces is the whole expression. ``text`` is
    ``None`` if an abbreviation is unknown. ``is_in_place`` says that ``text`` is the text at ``span``.
    """

    name: str
    text: str | None
    span: Span
    is_in_place: bool = True


@frozen(kw_only=True)
class RawEntry:
    """An entry: its type in small letters, its key, its span, and its fields in order.

    ``is_broken`` says that it is malformed, and that its span extends to the start of the next entry.
    """

    type: str
    key: str | None
    span: Span
    fields: tuple[RawField, ...] = ()
    is_broken: bool = False


Strings = dict[str, str]
"""The values of abbreviations by name, in small letters."""


def entries(text: str, strings: Strings | None = None) -> Iterator[RawEntry]:
    """Yield the entries of a bibliography in order. Every text is read in time linear in its length.

    ``strings`` are abbreviations that other bibliographies have defined; those of the text are added to them.
    """
    scanner = _Scanner(text, {} if strings is None else strings)
    at = 0
    while start := _START.search(text, at):
        if start[1] is None:
            at = start.end()
            continue
        kind = start[1].lower()
        if kind in _SKIPPED:
            at = scanner.braces.close(start.end() - 1) or start.end()
        elif kind == "string":
            at = scanner.string(start.end())
        else:
            entry = scanner.entry(kind, start)
            yield entry
            at = entry.span.end


class _BrokenError(Exception):
    """The text at an offset is not what the syntax requires there."""


class _Scanner:
    """Reader of the bodies of commands, one after another.

    ``strings`` are the abbreviations that are known so far, by name in small letters. An abbreviation may be made of others, so
    that a small file could expand to a huge text: ``left`` is the number of characters that may still be built; a longer value is
    unknown.
    """

    def __init__(self, text: str, strings: Strings) -> None:
        self.text = text
        self.braces = Braces(text)
        self.strings = strings
        strings.update({month: month for month in _MONTHS if month not in strings})
        self.left = len(text) + _FREE

    def string(self, at: int) -> int:
        """Store the abbreviation that a ``@string`` defines, and return where to continue."""
        name = _NAME.match(self.text, _past(_BETWEEN, self.text, at))
        if name is None:
            return at
        try:
            value, _, end = self._value(name.end())
        except _BrokenError:
            return name.end()
        if value is not None:
            self.strings[name[1].lower()] = value
        return end

    def entry(self, kind: str, start: re.Match[str]) -> RawEntry:
        """Return the entry that starts with ``start``."""
        text = self.text
        closing = "}" if start[2] == "{" else ")"
        found = _KEY.match(text, start.end())
        key = found[1].strip() if found and found[1] else None
        try:
            fields, end = self._fields(found.end() if found else start.end(), closing, start.start())
        except _BrokenError:
            end, fields = start.end(), None
        if fields is None or _MORE.match(text, end):
            following = _NEXT.search(text, end)
            rest = text[end : following.start() if following else len(text)].rstrip()
            span = Span(start.start(), end + len(rest))
            return RawEntry(type=kind, key=key, span=span, is_broken=True)
        return RawEntry(type=kind, key=key, span=Span(start.start(), end), fields=fields)

    def _fields(self, at: int, closing: str, origin: int) -> tuple[tuple[RawField, ...], int]:
        """Return the fields from ``at`` on, and the end of the entry that starts at ``origin``."""
        fields = []
        while True:
            while simple := _SIMPLE.match(self.text, at):
                group = simple.lastindex or 0
                start, end = simple.span(group)
                fields.append(RawField(simple[1].lower(), simple[group], Span(start - origin, end - origin)))
                at = simple.end()
            at = _past(_BETWEEN, self.text, at)
            if self.text[at : at + 1] == closing:
                return tuple(fields), at + 1
            name = _NAME.match(self.text, at)
            if name is None:
                raise _BrokenError
            value, span, at = self._value(name.end())
            in_place = span.of(self.text) == value
            fields.append(RawField(name[1].lower(), value, span.shifted(-origin), in_place))

    def _value(self, at: int) -> tuple[str | None, Span, int]:
        """Return the value that starts at ``at``, its span, and the offset after it."""
        start = at
        pieces: list[str | None] = []
        while True:
            piece, span, at = self._piece(at)
            pieces.append(piece)
            join = _JOIN.match(self.text, at)
            if join is None:
                break
            at = join.end()
        if len(pieces) == 1:
            return pieces[0], span, at
        known = [piece for piece in pieces if piece is not None]
        length = sum(map(len, known))
        if len(known) < len(pieces) or length > self.left:
            return None, Span(start, at), at
        self.left -= length
        return "".join(known), Span(start, at), at

    def _piece(self, at: int) -> tuple[str | None, Span, int]:
        text = self.text
        sign = text[at : at + 1]
        if sign == "{":
            end = self.braces.close(at)
        elif sign == '"':
            end = self._end_of_quoted(at)
        else:
            bare = _BARE.match(text, at)
            if bare is None:
                raise _BrokenError
            value = bare[0] if bare[0].isdigit() else self.strings.get(bare[0].lower())
            return value, Span(*bare.span()), bare.end()
        if end is None:
            raise _BrokenError
        return text[at + 1 : end - 1], Span(at + 1, end - 1), end

    def _end_of_quoted(self, at: int) -> int | None:
        at += 1
        while sign := _IN_QUOTES.search(self.text, at):
            if sign[0] == '"' and _AFTER_QUOTED.match(self.text, sign.end()):
                return sign.end()
            if sign[0] == '"':
                at = sign.end()
                continue
            end = self.braces.close(sign.start()) if sign[0] == "{" else None
            if end is None:
                return None
            at = end
        return None


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
