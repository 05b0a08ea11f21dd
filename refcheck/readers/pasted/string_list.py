"""A list of strings, as programs and JSON write it, each a reference: ``["Doe, J. …", "Roe, K. …"]``, ``refs <- c('Doe, J. …')``.

Signs: ``",``, ``',``, ``"]``, ``']``.

Strings on lines of their own are plain text. If characters are written as escapes, ``\\"`` or ``\\u201c``, the document's text has
the characters, so that nothing is fixed in the file itself.
"""

import re
from collections.abc import Sequence

from attrs import frozen

from refcheck.identifiers.bare import bare_identifiers
from refcheck.model import Bibliography, Span
from refcheck.parsing import Entry, parse_list
from refcheck.parsing.splitting.evidence import evidence
from refcheck.readers.entries import listed
from refcheck.text.recoding import without_lone_surrogates

NAME = "string-list"

_LEAD = re.compile(
    r"\s*(?:[^\r\n\"'\[({]{0,200}[\r\n]\s*)?(?:```[^\r\n]{0,20}[\r\n]\s*)?(?:[\w .]{1,40}(?:=|<-|:)\s*)?"
    r"(?:\{\s*[\"']?\w{1,30}[\"']?\s*:\s*)?"
    r"(?P<bracket>(?:\bc|\blist|\bset|\btuple)?[\[({]{1,2})?\s*(?=[rbfu]?[\"'])"
)
"""Text before the first string: a line of words, a fence, a name, brackets: "refs = [", '{"references": [', "c("."""

_STRING = re.compile(r"[rbfu]?(?:\"(?P<double>(?:[^\"\\\r\n]|\\.)*+)\"|'(?P<single>(?:[^'\\\r\n]|\\.)*+)')")
"""A string: ``"Doe, J. \\"A title\\""``, ``'Doe, J.'``."""

_BETWEEN = re.compile(r"\s*,\s*")
_END = re.compile(r"\s*,?\s*[\])}]*;?\s*(?:```\s*)?")
_ALONE = re.compile(r"(?:^|[\r\n])[ \t]*(?:\"[^\r\n]*\"|'[^\r\n]*')[ \t]*,?[ \t]*(?=[\r\n]|$)")
"""A string on a line of its own."""

_ESCAPE = re.compile(r"\\(?:u(?P<code>[0-9a-fA-F]{4})|x(?P<short>[0-9a-fA-F]{2})|(?P<sign>.))")
_CHARACTERS = {"n": " ", "t": " ", "r": " ", "b": "", "f": " "}
_NUMBER = re.compile(r"[\[(]?(\d{1,5})[\]).:]{1,2}\s+(?=\S)")
"""A number at the start of a string: "[12] Doe", "12. Doe"."""

_LONGEST = 5_000_000
_MOSTLY = 0.5
"""The least share of the strings that must look like references. Source: a judgement; not fitted."""


@frozen
class _String:
    """The text of a string, decoded, and its span in the source."""

    said: str
    span: Span


def recognises(name: str, text: str) -> bool:
    """Return whether the text is such a list and nothing else, and more than unescaped strings on lines of their own."""
    found = _strings(text) if len(text) <= _LONGEST else ()
    if not found or (len(_ALONE.findall(text)) == len(found) and not any(map(_is_escaped, found))):
        return False
    return sum(evidence(each.said) > 0 or bool(bare_identifiers(each.said)) for each in found) >= _MOSTLY * len(found)


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each string, in order; an empty string is left out."""
    pieces: list[str] = []
    entries: list[Entry] = []
    last = length = 0
    for each in _strings(text):
        pieces += [text[last : each.span.start], each.said]
        start = length + each.span.start - last
        last, length = each.span.end, start + len(each.said)
        number = _NUMBER.match(each.said)
        skip = number.end() if number else 0
        if raw := each.said[skip:].strip():
            start += each.said.index(raw, skip)
            entries.append(Entry(key=number[1] if number else None, raw=raw, spans=(Span(start, start + len(raw)),)))
    return listed("".join([*pieces, text[last:]]), name, NAME, parse_list(entries))


def _strings(text: str) -> Sequence[_String]:
    """Return the strings of a text that contains nothing else; none unless there are several, or one in brackets."""
    lead = _LEAD.match(text)
    if lead is None:
        return ()
    found: list[_String] = []
    at = lead.end()
    while string := _STRING.match(text, at):
        span = Span(*string.span("double" if string["double"] is not None else "single"))
        found.append(_String(_decoded(span.of(text)), span))
        at = string.end()
        if (between := _BETWEEN.match(text, at)) is None:
            break
        at = between.end()
    is_whole = _END.fullmatch(text, at) is not None
    return found if is_whole and (len(found) > 1 or (found and lead["bracket"])) else ()


def _is_escaped(string: _String) -> bool:
    return len(string.said) != len(string.span)


def _decoded(text: str) -> str:
    if "\\" not in text:
        return text
    decoded = _ESCAPE.sub(_character, text)
    return without_lone_surrogates(decoded)


def _character(found: re.Match[str]) -> str:
    code = found["code"] or found["short"]
    return chr(int(code, 16)) if code else _CHARACTERS.get(found["sign"], found["sign"])
