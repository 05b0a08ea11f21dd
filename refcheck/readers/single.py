"""One reference as one string, printed or in a notation; and a bibliography of pybtex as BibTeX.

pybtex's own writer is not used: it takes a value for plain text, and doubles backslashes.
"""

from importlib import import_module
from typing import Any

from attrs import evolve

from refcheck import parsing
from refcheck.model import Reference, Span
from refcheck.readers.discovery import PybtexData, TextFormat
from refcheck.readers.sources.decoding import decode_text


def bibtex_of(data: PybtexData) -> str:
    """Return the entries in BibTeX, in order."""
    return "\n".join(_entry(key, entry) for key, entry in data.entries.items())


def _entry(key: str, entry: Any) -> str:
    people = ((role, " and ".join(map(str, persons))) for role, persons in entry.persons.items())
    lines = [f"  {name} = {{{value}}}," for name, value in (*people, *entry.fields.items())]
    return "\n".join([f"@{entry.type}{{{key},", *lines, "}", ""])


_NOTATIONS = {"@": "bibtex", "{": "wikitext", "<": "wikitext"}
"""The first characters of such entries, and the formats that read them."""


def parse(text: str, *, key: str = "1", spans: tuple[Span, ...] = ()) -> Reference:
    """Read one reference; a BibTeX entry or a citation template of a wiki is read by its fields.

    Args:
        text: the reference as printed; its pieces joined by newlines if there were several.
        key: its number or key in the list.
        spans: the spans of its pieces in the document.

    Nothing is raised for any text: what was not understood is ``unread``, and a text without a reference is unread as a whole.

    Raises:
        TypeError: the reference or its key is not a string.
    """
    for given, what in ((text, "reference"), (key, "key")):
        if not isinstance(given, str):
            raise TypeError(f"a {what} is a string, not {type(given).__name__}")
    text = decode_text(text).text
    return noted(text, key=key, spans=spans) or parsing.parse(text, key=key, spans=spans)


def noted(text: str, *, key: str, spans: tuple[Span, ...]) -> Reference | None:
    """Return the reference of a string that is exactly one entry in a notation; ``None`` for any other."""
    bare = text.strip()
    name = _NOTATIONS.get(bare[:1])
    if name is None:
        return None
    notation: TextFormat = import_module(
        f"refcheck.readers.data.{name}"
    )  # few lists have one, and most are read without it
    references = notation.read(bare, "").references if notation.recognises("", bare) else ()
    if len(references) == 1 and references[0].fields and references[0].raw == bare:
        return _within(references[0], text, key, spans)
    return None


def _within(reference: Reference, text: str, key: str, spans: tuple[Span, ...]) -> Reference:
    """Return the reference with its spans relative to the whole string."""
    before = len(text) - len(text.lstrip())
    return evolve(
        reference,
        key=key,
        raw=text,
        spans=spans,
        fields=tuple(evolve(each, span=each.span.shifted(before)) for each in reference.fields),
        identifiers=tuple(evolve(each, span=each.span.shifted(before)) for each in reference.identifiers),
        unread=tuple(span.shifted(before) for span in reference.unread),
    )
