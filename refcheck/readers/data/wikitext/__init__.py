"""Wikitext: every citation template of a page (``{{cite journal |title=… }}``) is a reference, whose ``raw`` is its source.

Source: Help:Citation Style 1 of the English Wikipedia, and the templates of the same kind of others; SPIP's plugin *Cite*, whose
``<cite|journal|title=…>`` has the same form.

Signs: ``{{``, ``<cite|``.
"""

import re

from refcheck.model import Bibliography, Document, Reference, Span
from refcheck.parsing import parse
from refcheck.readers.data.wikitext.entry import entry
from refcheck.readers.data.wikitext.templates import Template, templates
from refcheck.readers.entries.stated import Entry, broken, reference

NAME = "wikitext"

_NOTE = re.compile(r"<ref\b[^<>/]*>\s*([^<>{}]*?)\s*</ref>", re.IGNORECASE)
"""A note without a template."""

_OPENINGS = ("{{", "<cite|")


def recognises(name: str, text: str) -> bool:
    """Return whether the text has a citation template that gives a title or an identifier."""
    return any(opening in text for opening in _OPENINGS) and any(_says(entry(each, "")) for each in templates(text))


def read(text: str, name: str) -> Bibliography:
    """One reference for each citation template, and for each note that prints one, in order."""
    given: list[Template | Span] = [each for each in templates(text) if each.parameters]
    printed = [Span(*each.span(1)) for each in _NOTE.finditer(text)]
    every = sorted([*given, *printed], key=_start)
    read = (_reference(each, str(place), text) for place, each in enumerate(every, start=1))
    return Bibliography(
        document=Document(name=name, format=NAME, text=text),
        references=tuple(each for each in read if each is not None),
    )


def _start(found: Template | Span) -> int:
    return found.span.start if isinstance(found, Template) else found.start


def _reference(found: Template | Span, key: str, text: str) -> Reference | None:
    """Return the reference that a template gives or a note prints; a note that names neither a year nor an identifier is none."""
    if isinstance(found, Template):
        given = entry(found, key)
        return reference(given, text) if _says(given) else broken(key, text, found.span)
    read = parse(found.of(text), key=key, spans=(found,))
    return read if read.identifiers or (read.work.issued and read.work.author) else None


def _says(given: Entry) -> bool:
    """Return whether a template gives a title or an identifier."""
    return any(each.name in ("title", "container_title") for each in given.values) or any(
        place.name for place in given.places
    )
