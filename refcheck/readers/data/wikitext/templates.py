"""The citation templates of a text: the names and meanings of templates and parameters, and the span of each value.

Also the text that wikitext displays on the page.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from refcheck.gazetteer.item_types import by_name
from refcheck.gazetteer.variables import TEMPLATES, WIKITEXT, WIKITEXT_IDENTIFIERS
from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import alternatives
from refcheck.model import Span
from refcheck.readers.entries.stated import Stated
from refcheck.text.deferred import deferred

TYPES = by_name(TEMPLATES, ", ")
"""CSL types by the last words of a template's name."""

PLAIN = by_name(WIKITEXT, ", ")
"""Variables by the names of parameters."""

IDENTIFIERS = by_name(WIKITEXT_IDENTIFIERS, ", ")
"""Variables whose values are identifiers, by parameters, and by templates that print an identifier: ``{{doi|10.1000/x}}``."""

_DATES = {
    "issued": "date, year, datum, jahr, date de publication, année, fecha, año, data, anno, ano",
    "accessed": "access-date, accessdate, abruf, consulté le, fechaacceso, accesso, acessodata",
}
DATES = by_name(_DATES, ", ")
"""Variables of dates, by the names of parameters."""

LISTS = {
    "vauthors": "author", "authors": "author", "veditors": "editor", "editors": "editor", "autor": "author", "auteur": "author",
    "autores": "author", "auteurs": "author", "hrsg": "editor", "herausgeber": "editor", "übersetzer": "translator",
    "traducteur": "translator",
}  # fmt: skip
"""Parameters that may hold several people."""

PERSON = re.compile(
    r"(?P<role>editor|translator|author|subject)?-?(?P<part>last|first|surname|given|apellidos?|nombre|nom|prénom|autor|author|auteur|editor"
    r"|translator)?-?(?P<place>\d{0,3})(?:-(?P<late>last|first|surname|given))?"
)
"""A parameter of one person: ``last1``, ``first1``, ``editor-last2``, ``author3-first``, ``nom1``, ``apellidos2``."""

FAMILY = frozenset({"last", "surname", "apellido", "apellidos", "nom"})
GIVEN = frozenset({"first", "given", "nombre", "prénom"})


_OPENING = re.compile(
    r"\{\{\s*(?P<wiki>(?:cite|cita|citar|citer)[ _][^|{}\n]{1,40}|citation|cite|literatur|internetquelle|ouvrage|chapitre"
    r"|article|lien web)\s*(?=\|)"
    r"|<cite\|(?P<spip>[a-z]{1,20})(?=\|)",
    re.IGNORECASE,
)
"""The start of a citation template."""

_MARK = re.compile(r"\{\{|<cite\||\}\}|\[\[|\]\]|<!--(?:(?!<!--).)*?-->|\||>", re.DOTALL)
"""Markup that opens, closes or separates parts of a template."""

_LONGEST = 20_000
"""The longest template that is read, in code points: a longer one was never closed."""
_MOST_WITHIN = 8
"""A template that contains more citation templates was never closed either; so each is searched a few times at most."""


class Parameter(NamedTuple):
    """One parameter; the span is that of its value in the text, without white space around it."""

    name: str
    value: str
    span: Span


class Template(NamedTuple):
    """A citation template: its name in small letters, its named parameters in order, its span, and the work's status."""

    name: str
    parameters: tuple[Parameter, ...]
    span: Span
    status: tuple[Stated, ...] = ()


_STATUS = (
    r"\{\{\s*(?P<status>"
    + alternatives(wordings(Term.TAKEN_BACK))
    + r")\s*(?=[|}])[^{}]{0,300}(?:\{\{[^{}]{0,300}\}\}[^{}]{0,300}){0,3}\}\}"
)
_AFTER = deferred(r"[\s.,;]{0,20}" + _STATUS, re.IGNORECASE)
_BEFORE = deferred(_STATUS + r"\s{0,20}\Z", re.IGNORECASE)
"""A template beside a citation that says that the work was retracted: ``{{Retracted|doi=10.1000/x|intentional=yes}}``.

Source: Template:Retracted and Template:Expression of concern of the English Wikipedia.
"""

_FARTHEST = 1_000
"""The number of code points before a citation within which such a template must start."""


def with_status(text: str, template: Template, after: int) -> Template:
    """Return a template with the status that a template beside it states, if there is one; its span then covers both.

    ``after`` is where the template before it ends.
    """
    start, end = template.span.start, template.span.end
    if found := _AFTER.match(text, end):
        return template._replace(span=Span(start, found.end()), status=_said(found, 0))
    first = max(after, start - _FARTHEST)
    if text[first:start].rstrip().endswith("}}") and (found := _BEFORE.search(text[first:start])):
        return template._replace(span=Span(first + found.start(), end), status=_said(found, first))
    return template


def _said(found: re.Match[str], start: int) -> tuple[Stated]:
    return (Stated("note", found["status"], Span(*found.span("status")).shifted(start)),)


def templates(text: str) -> Iterator[Template]:
    """Yield the citation templates of a text, in order. One that is never closed is left out."""
    start = 0
    while opening := _OPENING.search(text, start):
        start = opening.end()
        spip = opening["spip"] is not None
        if pieces := _pieces(text, opening.end(), ">" if spip else "}}"):
            name = (opening["spip"] or opening["wiki"]).strip().replace("_", " ").lower()
            parameters = tuple(each for piece in pieces if (each := _parameter(text, piece)))
            start = pieces[-1].end + (1 if spip else 2)
            yield Template(name, parameters, Span(opening.start(), start))


def _pieces(text: str, start: int, closing: str) -> list[Span]:
    """Return the spans between the bars of a template, up to its end; none if it has no end."""
    depth, piece_start, within, pieces = 0, start, 0, []
    for mark in _MARK.finditer(text, start, min(len(text), start + _LONGEST)):
        if depth == 0 and mark[0] in ("|", closing):
            pieces.append(Span(piece_start, mark.start()))
            piece_start = mark.end()
            if mark[0] == closing:
                return pieces[1:]
        elif mark[0] in ("{{", "[[", "<cite|"):
            depth += mark[0] != "<cite|"
            within += _OPENING.match(text, mark.start()) is not None
            if within > _MOST_WITHIN:
                return []
        elif mark[0] in ("}}", "]]"):
            depth = max(depth - 1, 0)
    return []


def _parameter(text: str, piece: Span) -> Parameter | None:
    """Return a piece with a name and a value as a parameter: ``title=On lists``; ``None`` for any other."""
    name, equals, value = piece.of(text).partition("=")
    if not equals or not value.strip():
        return None
    start = piece.end - len(value.lstrip())
    shown = value.strip()
    return Parameter(name.strip().lower(), shown, Span(start, start + len(shown)))


_UNSEEN = "\u2060"
"""A character that replaces markup, so that all other text keeps its place; the parser of printed references ignores it."""

_LINK = re.compile(r"(\[\[(?:[^|\[\]]*\|)?)([^|\[\]]*)\]\]")
_MARKUP = re.compile(r"'{2,5}|<!--(?:(?!<!--).)*?-->|<ref\b[^<>]*(?<=/)>", re.DOTALL)
_TEMPLATE = deferred(r"(?P<before>\w?)\{\{(?P<inner>[^{}]*)\}\}(?=(?P<behind>\w?))")
_ARGUMENT = deferred(r"\|(?:\s*\d\s*=)?([^|=]*)(?=\||\Z)")
"""An unnamed value of a template: ``|Salix`` in ``{{lang|la|Salix}}``."""

_CODE = deferred(r"\s*[a-z]{2,3}(?:-\w{2,8})*\s*")
"""A language code: ``la``, ``zh-Hant``."""

_SIGNS = {"!": "|", "=": "="} | {
    name: unescape(f"&{name};")
    for name in ("amp", "bull", "deg", "hellip", "mdash", "middot", "minus", "nbsp", "ndash", "shy", "thinsp", "times")
}
"""Characters by the templates that print them: ``{{ndash}}``. Names of other HTML entities are those of languages: ``{{it}}``."""

_DEEPEST = 4
"""The deepest nesting of templates that is resolved. Source: a judgement; not fitted."""

TITLED = deferred(r"([^\d\"'“”„«»:]{2,200}: )''(?!')([^'\n]+(?:'[^'\n]+)*)''(?=(\s?[.,;(])?)")
"""People, and the title in italics: ``Ada Lund, Ben Roe: ''Salix.'' In: ``."""


def shown(value: str) -> str:
    """Return a value on one line as it is displayed; a template whose output is unknown stays as it is.

    >>> shown("On ''old'' {{lang|la|Salix}} in [[Oslo|the town]]"), shown("{{chem|H|2|O}}")
    ('On old Salix in the town', '{{chem|H|2|O}}')
    """
    return " ".join(_plain(value).replace(_UNSEEN, "").split())


def printed(note: str) -> str:
    """Return the displayed text of a note, each letter in its place; italics that mark a title become quotation marks."""
    if (found := TITLED.match(note)) and (found[3] or found[2][-1] in ".!?"):
        note = f"{found[1]}“{_UNSEEN}{found[2]}{_UNSEEN}”{note[found.end() :]}"
    return _TEMPLATE.sub(lambda unknown: unknown["before"].ljust(len(unknown[0]), _UNSEEN), _plain(note))


def _plain(text: str) -> str:
    text = _LINK.sub(_text_of_link, _MARKUP.sub(lambda mark: _UNSEEN * len(mark[0]), text))
    for _ in range(_DEEPEST):
        text = _TEMPLATE.sub(_text_of_template, text)
    return text


def _text_of_link(link: re.Match[str]) -> str:
    """Return the text of a link; an identifier (``[[doi:10.1000/x]]``) is separated from what follows."""
    behind = " " if link[2].partition(":")[0].lower() in IDENTIFIERS else _UNSEEN
    return _UNSEEN * len(link[1]) + link[2] + behind * 2


def _text_of_template(template: re.Match[str]) -> str:
    """Return the text that a template displays: an identifier after its label, the only value, or the one beside a language."""
    inner, before = template["inner"], template["before"]
    name = inner.partition("|")[0].strip().lower()
    if "|" not in inner:  # a character, or markup of the wiki
        is_unknown = before and template["behind"] and name not in _SIGNS
        return template[0] if is_unknown else before + _SIGNS.get(name, "").ljust(len(inner) + 4, _UNSEEN)
    values, is_identifier = [*_ARGUMENT.finditer(inner)], name in IDENTIFIERS
    is_code = [_CODE.fullmatch(each[1]) is not None for each in values]
    if not values or not (len(values) == 1 or is_identifier or any(is_code[:2])):
        return template[0]
    value = values[-1 if is_code[0] and not is_identifier else 0]
    label = f"{name}:" if is_identifier else f"{name} " if name.endswith(".") else ""
    if name == "pmc":
        label = "" if value[1].strip().upper().startswith("PMC") else "PMC"
    behind = (" " if is_identifier else _UNSEEN) * (len(inner) + 2 - value.end())
    return f"{before}{label.rjust(value.start(1) + 2, _UNSEEN)}{value[1]}{behind}"
