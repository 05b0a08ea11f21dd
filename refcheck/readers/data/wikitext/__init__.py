"""Wikitext: every citation template of a page (``{{cite journal |title=… }}``) is a reference, whose ``raw`` is its source.

Source: Help:Citation Style 1 of the English Wikipedia, and the templates of the same kind of others; SPIP's plugin *Cite*, whose
``<cite|journal|title=…>`` has the same form.

Signs: ``{{``, ``<cite|``.
"""

import re
from collections.abc import Iterator

from refcheck.model import Bibliography, Name, Reference, Span
from refcheck.parsing import parse
from refcheck.parsing.names import read_names
from refcheck.readers.data.wikitext import templates as _templates
from refcheck.readers.data.wikitext.templates import (
    IDENTIFIERS,
    LISTS,
    PERSON,
    PLAIN,
    Parameter,
    Template,
    templates,
    with_status,
)
from refcheck.readers.entries import listed, notations
from refcheck.readers.entries.stated import Entry, Place, Stated, broken, reference

NAME = "wikitext"

_NOTE = re.compile(r"<ref\b[^<>/]*>\s*([^<>{}]*?)\s*</ref>", re.IGNORECASE)
"""A note without a template."""

_OPENINGS = ("{{", "<cite|")


def recognises(name: str, text: str) -> bool:
    """Return whether the text has a citation template that gives a title or an identifier."""
    return any(opening in text for opening in _OPENINGS) and any(_says(_entry(each, "")) for each in templates(text))


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each citation template, and for each note that prints one, in order."""
    printed = [Span(*each.span(1)) for each in _NOTE.finditer(text)]
    both: list[Template | Span] = [*_given(text), *printed]
    every = sorted(both, key=lambda each: each.start if isinstance(each, Span) else each.span.start)
    read = (_reference(each, str(place), text) for place, each in enumerate(every, start=1))
    return listed(text, name, NAME, (each for each in read if each is not None))


def _given(text: str) -> Iterator[Template]:
    """Yield the templates that cite, with what is said beside them of the work's fate."""
    after = 0
    for template in templates(text):
        if template.parameters:
            whole = with_status(text, template, after)
            yield whole
            after = whole.span.end


def _reference(found: Template | Span, key: str, text: str) -> Reference | None:
    """Return the reference that a template gives or a note prints; a note that names neither a year nor an identifier is none."""
    if isinstance(found, Template):
        given = _entry(found, key)
        return reference(given, text) if _says(given) else broken(key, text, found.span)
    read = parse(found.of(text), key=key, spans=(found,))
    return read if read.identifiers or (read.work.issued and read.work.author) else None


def _says(given: Entry) -> bool:
    """Return whether a template gives a title or an identifier."""
    return any(each.name in ("title", "container_title") for each in given.values) or any(
        place.name for place in given.places
    )


_LINK = re.compile(r"\[\[(?:[^|\[\]]*\|)?([^|\[\]]*)\]\]")
_MARKUP = re.compile(r"'{2,5}|<!--.*?-->|<ref\b[^>]*/>|\{\{[^{}|]*\}\}", re.DOTALL)
_WRAPPED = re.compile(r"\{\{[^{}|]*\|([^{}|]*)\}\}")
_LITERAL = re.compile(r"\(\((.*?)\)\)")
"""A value to be taken as it stands, as Citation Style 1 has it: ``((Doe, J. B.))``."""


_NUMBERED = frozenset({"patent", "report", "standard"})
"""Types whose number is their own, and no issue's."""


def _entry(template: Template, key: str) -> Entry:
    """Return all that a template says; the places count from its beginning."""
    parameters = [each._replace(span=each.span.shifted(-template.span.start)) for each in template.parameters]
    people = list(_people(parameters))
    plain = list(_plain(parameters))
    kind = _kind(template, plain)
    if kind in _NUMBERED:
        plain = [each._replace(name="number") if each.name == "issue" else each for each in plain]
    days = ((variable, each) for each in parameters if (variable := _templates.DATES.get(each.name)))
    dates = (Stated(name, date, each.span) for name, each in days if (date := notations.date(_shown(each.value))))
    status = [each._replace(span=each.span.shifted(-template.span.start)) for each in template.status]
    return Entry(
        key=key,
        span=template.span,
        type=kind,
        values=(*_titles(plain), *people, *dates, *status),
        places=(
            *(Place(IDENTIFIERS[each.name], each.span) for each in parameters if each.name in IDENTIFIERS),
            *(Place("", each.span) for each in parameters if not _is_known(each)),
        ),
        et_al=any("display-authors" in each.name or _is_cut(each) for each in parameters),
    )


def _is_known(parameter: Parameter) -> bool:
    """Return whether a parameter says something by itself; any other may hold an identifier, as ``id`` does."""
    named = (IDENTIFIERS, _templates.DATES, PLAIN, LISTS)
    return any(parameter.name in each for each in named) or bool(parameter.name and PERSON.fullmatch(parameter.name))


def _kind(template: Template, plain: list[Stated]) -> str | None:
    """Return the type that the template's name says; of a general one, what its parameters say."""
    words = template.name.split()
    kind = next(
        (_templates.TYPES[name] for name in (template.name, " ".join(words[1:])) if name in _templates.TYPES), None
    )
    given = {each.name for each in plain}
    if kind == "book" and given & {"chapter", "container_title"}:
        return "chapter"
    if kind is None and "container_title" in given:
        return "article-journal"
    return kind


def _titles(plain: list[Stated]) -> Iterator[Stated]:
    """Yield the values with the chapter as title, where there is one, and the whole work as what holds it."""
    renamed = {"chapter": "title"}
    if any(each.name == "chapter" for each in plain):
        renamed["title"] = "container_title"
    for name, value, span in plain:
        yield Stated(renamed.get(name, name), notations.as_written(name, str(value)), span)


def _plain(parameters: list[Parameter]) -> Iterator[Stated]:
    seen = set()
    for each in parameters:
        variable = PLAIN.get(each.name)
        if variable and variable not in seen and (value := _shown(each.value)):
            seen.add(variable)
            yield Stated(variable, value, each.span)


def _people(parameters: list[Parameter]) -> Iterator[Stated]:
    """Yield names in the order of the parameters: a family name with the given name of the same number, or a list."""
    named = [(each, *_person(each.name)) for each in parameters]
    given = {(role, place): _shown(each.value) for each, part, role, place in named if part in _templates.GIVEN}
    for each, part, role, place in named:
        if each.name in LISTS or each.name in ("author", "editor"):
            yield from _list(each, LISTS.get(each.name, each.name))
        elif part in _templates.FAMILY:
            first, family = given.get((role, place)), _shown(each.value)
            yield Stated(role, Name(family=family, given=first) if first else Name(literal=family), each.span)
        elif part and part not in _templates.GIVEN:
            yield from _list(each, role)


def _person(name: str) -> tuple[str, str, str]:
    """Return what of a person's name a parameter holds, if it does, the person's role, and the number of that person."""
    found = PERSON.fullmatch(name)
    if found is None:
        return "", "", ""
    role = found["role"] or found["part"]
    part = found["late"] or found["part"] or found["role"] or ""
    return part, role if role in ("editor", "translator") else "author", found["place"] or "1"


def _list(parameter: Parameter, role: str) -> Iterator[Stated]:
    """Yield the names that one parameter holds."""
    literal = list(_LITERAL.finditer(parameter.value))
    if literal:
        for found in literal:
            yield Stated(
                role, notations.family_first(found[1]), Span(found.start(1), found.end(1)).shifted(parameter.span.start)
            )
        return
    shown = _shown(parameter.value)
    for each in read_names(shown).names:
        span = each.span.shifted(parameter.span.start) if shown == parameter.value else parameter.span
        yield Stated(role, each.name, span)


def _is_cut(parameter: Parameter) -> bool:
    """Return whether a list says that there are more names than it gives."""
    return parameter.name in LISTS and read_names(_shown(parameter.value)).et_al


def _shown(value: str) -> str:
    """Return a value as a reader of the page sees it."""
    value = _LITERAL.sub(r"\1", _LINK.sub(r"\1", value))
    return " ".join(_MARKUP.sub("", _WRAPPED.sub(r"\1", value)).split())
