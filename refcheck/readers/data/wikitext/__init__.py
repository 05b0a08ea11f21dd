"""Wikitext: every citation template of a page (``{{cite journal |title=… }}``) is a reference, whose ``raw`` is its source.

Source: Help:Citation Style 1 of the English Wikipedia, and similar templates of other Wikipedias; SPIP's plugin *Cite*, whose
``<cite|journal|title=…>`` has the same form.

Signs: ``{{``, ``<cite|``, ``</ref>``.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from attrs import evolve

from refcheck.gazetteer.item_types import WITH_NUMBERS
from refcheck.model import DOUBTED, Bibliography, Name, Reference, Span
from refcheck.parsing import parse
from refcheck.parsing.names import read_names
from refcheck.readers.data.wikitext import templates as _templates
from refcheck.readers.data.wikitext.templates import (
    IDENTIFIERS,
    LISTS,
    PERSON,
    PLAIN,
    TITLED,
    Parameter,
    Template,
    printed,
    shown,
    templates,
    with_status,
)
from refcheck.readers.entries import listed, notations, resemble_references, trimmed
from refcheck.readers.entries.stated import Entry, Place, Stated, broken, reference

NAME = "wikitext"

_NOTE = re.compile(r"<ref\b[^<>]*(?<!/)>((?:(?!</?ref\b)[\s\S])*+)</ref>", re.IGNORECASE)
"""A note: ``<ref name="a">Doe, J. (2004). ''Piers''.</ref>``."""

_ITEM = re.compile(r"^[*#]++((?:(?!<ref\b)[^\n])++)$", re.IGNORECASE | re.MULTILINE)
"""A list item, without notes: ``* Doe, J. (2004). ''Piers''.``."""

_MARKS = ("''", "[[", "{{")
"""Markup of a wiki in a note."""

_PERIODICAL = frozenset({"issn", "journal", "magazine", "newspaper", "periodical"})
"""Parameters that only works in periodicals have."""

_OPENINGS = ("{{", "<cite|")


def recognises(name: str, text: str) -> bool:
    """Return whether the text has a citation template that gives a title or an identifier, or a reference with markup of a wiki.

    The reference must be in a note. Notes alone do not make a wiki: a text on markup, or a program, may show "<ref>[[x]]</ref>".
    """
    if any(opening in text for opening in _OPENINGS) and any(_identifies(_entry(each, "")) for each in templates(text)):
        return True
    notes = _NOTE.finditer(text) if "</ref>" in text and not text.lstrip().startswith("<?") else ()
    marked = (Span(*note.span(1)) for note in notes if any(mark in note[1] for mark in _MARKS))
    return any(_reference(each, None, "", text) for each in marked)


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each citation template, and for each note or item of a list that prints one, in order."""
    given = [(each.span, each) for each in _given(text)]
    read: list[Reference] = []
    every = (*given, *_printed(text, [span for span, _ in given]))
    for span, template in sorted(every, key=lambda each: each[0].start):
        one = _reference(span, template, str(len(read) + 1), text)
        read += [one] if one else []
    return listed(text, name, NAME, read)


def _printed(text: str, taken: list[Span]) -> Iterator[tuple[Span, None]]:
    """Yield the notes, and the list items that resemble references, without a citation template."""
    for pattern in (_NOTE, _ITEM):
        every = [trimmed(Span(*found.span(1)), text) for found in pattern.finditer(text)]
        ends = [each.end for each in taken]
        places = ((each, bisect_right(ends, each.start)) for each in every)
        free = [each for each, at in places if len(each) and (at == len(taken) or taken[at].start >= each.end)]
        taken = sorted((*taken, *free), key=lambda span: span.start)
        yield from ((each, None) for each in free if pattern is _NOTE or _is_work(printed(each.of(text))))


def _is_work(item: str) -> bool:
    """Return whether an item is like a reference to a work of a known type, unlike a band member or a link and what follows it."""
    work = parse(item).work if resemble_references([item]) else None
    return work is not None and work.type is not None and not (work.title or "a")[0].islower()


def _given(text: str) -> Iterator[Template]:
    """Yield the citation templates, with the status of the work if a template beside them states it."""
    after = 0
    for template in templates(text):
        if template.parameters:
            whole = with_status(text, template, after)
            yield whole
            after = whole.span.end


def _reference(span: Span, template: Template | None, key: str, text: str) -> Reference | None:
    """Return the reference of a template or of a printed text; ``None`` for a text with neither authors and year nor identifier."""
    if template:
        given = _entry(template, key)
        return reference(given, text) if _identifies(given) else broken(key, text, span)
    raw = span.of(text)
    read = parse(printed(raw), key=key, spans=(span,))
    if not read.identifiers and not (read.work.issued and read.work.author):
        return None
    title = TITLED.match(raw)
    begins_with_people = title and any(each.name == "author" and each.span.end > title.start(2) for each in read.fields)
    unsure = ("author", "issued", "title") if begins_with_people else ()
    fields = tuple(
        evolve(each, raw=each.span.of(raw), confidence=DOUBTED if each.name in unsure else each.confidence)
        for each in read.fields
    )
    found = tuple(each for each in read.identifiers if each.raw == each.span.of(raw))
    return evolve(read, raw=raw, fields=fields, identifiers=found)


def _identifies(given: Entry) -> bool:
    """Return whether a template gives a title or an identifier."""
    is_titled = any(each.name in ("title", "container_title") for each in given.values)
    return is_titled or any(place.name for place in given.places)


_LITERAL = re.compile(r"\(\((.*?)\)\)")
"""A value to be taken literally, in the notation of Citation Style 1: ``((Doe, J. B.))``."""


def _entry(template: Template, key: str) -> Entry:
    """Return the entry of a template; spans count from its start."""
    by = -template.span.start
    every = [each._replace(value=shown(each.value), span=each.span.shifted(by)) for each in template.parameters]
    parameters = [each for each in every if "{{" not in each.value]
    kind = _kind(template, list(_plain(parameters)))
    if kind == "webpage":  # "hrsg" is the publisher of a web page, not a person
        parameters = [each._replace(name="publisher" if each.name == "hrsg" else each.name) for each in parameters]
    plain = list(_plain(parameters))
    if kind in WITH_NUMBERS:
        plain = [each._replace(name="number") if each.name == "issue" else each for each in plain]
    days = ((variable, each) for each in every if (variable := _templates.DATES.get(each.name)))
    dates = (Stated(name, date, each.span) for name, each in days if (date := notations.date(each.value)))
    status = [each._replace(span=each.span.shifted(by)) for each in template.status]
    bare = {each.span: f"PMC{each.value}" for each in every if each.name == "pmc" and each.value.isdecimal()}
    given = (
        Place(IDENTIFIERS[each.name], each.span, bare.get(each.span)) for each in every if each.name in IDENTIFIERS
    )
    return Entry(
        key=key,
        span=template.span,
        type=kind,
        values=(*_titles(plain), *_people(parameters), *dates, *status),
        places=(*given, *(Place("", each.span) for each in every if not _is_known(each))),
        unread=tuple(each.span for each in every if "{{" in each.value and each.name not in IDENTIFIERS),
        et_al=any("display-authors" in each.name or _is_cut(each) for each in parameters),
    )


def _is_cut(parameter: Parameter) -> bool:
    """Return whether a list says that there are more names than it gives."""
    return parameter.name in LISTS and read_names(parameter.value).et_al


def _is_known(parameter: Parameter) -> bool:
    """Return whether a parameter has a known meaning; any other may hold an identifier, as ``id`` does."""
    named = (IDENTIFIERS, _templates.DATES, PLAIN, LISTS)
    return any(parameter.name in each for each in named) or bool(parameter.name and PERSON.fullmatch(parameter.name))


def _kind(template: Template, plain: list[Stated]) -> str | None:
    """Return the type that the template's name states, or, for a general template, its parameters."""
    last = " ".join(template.name.split()[1:])
    kind = _templates.TYPES.get(template.name) or _templates.TYPES.get(last)
    given, names = {each.name for each in plain}, {each.name for each in template.parameters}
    is_printed = {"publisher", "publisher_place"} <= given or "isbn" in names
    if kind == "book" and given & {"chapter", "container_title"}:
        return "chapter"
    if kind is None and "container_title" in given:
        return "chapter" if is_printed and "issue" not in given and not names & _PERIODICAL else "article-journal"
    return "book" if kind is None and is_printed else kind


_SUBTITLES = {"title": "subtitle", "chapter": "chapter_subtitle"}
"""Titles, and their subtitles: a chapter and its container have one each."""


def _titles(plain: list[Stated]) -> Iterator[Stated]:
    """Yield the values; if there is a chapter, it is the title, and the whole work is the container."""
    whole = {each.name: each.value for each in plain}
    renamed = {"chapter": "title", "title": "container_title"} if "chapter" in whole else {}
    for name, value, span in plain:
        text = notations.as_written(name, str(value))
        if renamed and (subtitle := whole.get(_SUBTITLES.get(name, ""))):
            text = f"{text}: {subtitle}"
        if name != "chapter_subtitle" and (name != "subtitle" or not renamed):
            yield Stated(renamed.get(name, name), text, span)


def _plain(parameters: list[Parameter]) -> Iterator[Stated]:
    seen = set()
    for each in parameters:
        variable = PLAIN.get(each.name)
        if variable and variable not in seen and (value := _LITERAL.sub(r"\1", each.value)):
            seen.add(variable)
            yield Stated(variable, value, each.span)


def _people(parameters: list[Parameter]) -> Iterator[Stated]:
    """Yield names in the order of the parameters: a family name with the given name of the same number, or a list."""
    named = [(each, *_person(each.name)) for each in parameters]
    given = {(role, place): each.value for each, part, role, place in named if part in _templates.GIVEN}
    for each, part, role, place in named:
        if each.name in LISTS or each.name in ("author", "editor"):
            yield from _list(each, LISTS.get(each.name, each.name))
        elif part in _templates.FAMILY:
            first, family = given.get((role, place)), _LITERAL.sub(r"\1", each.value)
            yield Stated(role, Name(family=family, given=first) if first else Name(literal=family), each.span)
        elif part and part not in _templates.GIVEN:
            yield from _list(each, role)


def _person(name: str) -> tuple[str, str, str]:
    """Return the part of a person's name that a parameter holds, if any, the person's role, and the number of that person."""
    found = PERSON.fullmatch(name)
    if found is None:
        return "", "", ""
    role = found["role"] or found["part"]
    part = found["late"] or found["part"] or found["role"] or ""
    return part, role if role in ("editor", "translator") else "author", found["place"] or "1"


def _list(parameter: Parameter, role: str) -> Iterator[Stated]:
    """Yield the names that one parameter holds."""
    is_exact = len(parameter.value) == len(parameter.span)
    literal = [(notations.family_first(each[1]), Span(*each.span(1))) for each in _LITERAL.finditer(parameter.value)]
    for name, span in literal or ((each.name, each.span) for each in read_names(parameter.value).names):
        yield Stated(role, name, span.shifted(parameter.span.start) if is_exact else parameter.span)
