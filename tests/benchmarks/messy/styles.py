"""Sixty-nine styles: twenty-three orders of the parts, each with three ways of printing names; and what was printed, field by field.

An order is a template. A part in braces is a field or a word of the language; what stands between ``<`` and ``>`` is left out where one of
its fields is empty.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen
from messy.languages import Words

from refcheck.model import Name, Work

_ORDERS: dict[str, tuple[str, str, str]] = {
    "apa": (
        "{people} ({year}). {title}. {container}<, {volume}><({issue})><, {pages}>.",
        "{people} ({year}). {title}. {inside} {container}< ({pp} {pages})>.< {publisher}.>",
        "{people} ({year}). {title}.< {publisher}.>",
    ),
    "author-date": (
        "{people.} {year}. “{title}.” {container}< {volume}>< ({issue})><: {pages}>.",
        "{people.} {year}. “{title}.” {inside} {container}<, {pages}>.< {publisher}.>",
        "{people.} {year}. {title}.< {publisher}.>",
    ),
    "mla": (
        "{people.} “{title}.” {container}<, {vol} {volume}><, {no} {issue}>, {year}<, {pp} {pages}>.",
        "{people.} “{title}.” {container}<, {publisher}>, {year}<, {pp} {pages}>.",
        "{people.} {title}.< {publisher},> {year}.",
    ),
    "vancouver": (
        "{people.} {title}. {container}. {year}<;{volume}><({issue})><:{pages}>.",
        "{people.} {title}. {inside}: {container}.< {publisher};> {year}.< {pp} {pages}.>",
        "{people.} {title}.< {publisher};> {year}.",
    ),
    "harvard": (
        "{people} {year}, ‘{title}’, {container}<, {vol} {volume}><, {no} {issue}><, {pp} {pages}>.",
        "{people} {year}, ‘{title}’, {inside} {container}<, {publisher}><, {pp} {pages}>.",
        "{people} {year}, {title}<, {publisher}>.",
    ),
    "ieee": (
        "{people}, “{title},” {container}<, {vol} {volume}><, {no} {issue}><, {pp} {pages}>, {year}.",
        "{people}, “{title},” {inside} {container}.< {publisher},> {year}<, {pp} {pages}>.",
        "{people}, {title}.< {publisher},> {year}.",
    ),
    "nature": (
        "{people.} {title}. {container}< {volume},>< {pages}> ({year}).",
        "{people.} {title}. {inside} {container}< {pages}> (<{publisher}, >{year}).",
        "{people.} {title} (<{publisher}, >{year}).",
    ),
    "springer": (
        "{people} ({year}) {title}. {container}< {volume}><({issue})><:{pages}>",
        "{people} ({year}) {title}. {inside}: {container}.< {publisher},>< {pp} {pages}>",
        "{people} ({year}) {title}.< {publisher}>",
    ),
    "lecture-notes": (
        "{people}: {title}. {container}< {volume}><({issue})><, {pages}> ({year})",
        "{people}: {title}. {inside}: {container}<, {pp} {pages}>.< {publisher}> ({year})",
        "{people}: {title}.< {publisher}> ({year})",
    ),
    "acm": (
        "{people.} {year}. {title}. {container}< {volume}><, {issue}><, {pages}>.",
        "{people.} {year}. {title}. {inside} {container}.< {publisher},>< {pages}>.",
        "{people.} {year}. {title}.< {publisher}.>",
    ),
    "colon": (
        "{people}: {title}, {inside}: {container}< {volume}> ({year})<, {no} {issue}><, {pp} {pages}>.",
        "{people}: {title}, {inside}: {container}<, {publisher}> {year}<, {pp} {pages}>.",
        "{people}: {title}<, {publisher}> {year}.",
    ),
    "slashes": (
        "{people} {title} // {container}. – {year}.< – {vol} {volume}.>< – {no} {issue}.>< – {pp} {pages}.>",
        "{people} {title} // {container}. –< {publisher},> {year}.< – {pp} {pages}.>",
        "{people} {title}. –< {publisher},> {year}.",
    ),
    "coded": (
        "{people.} {title}[J]. {container}, {year}<, {volume}><({issue})><: {pages}>.",
        "{people.} {title}[M]//{container}.< {publisher},> {year}<: {pages}>.",
        "{people.} {title}[M].< {publisher},> {year}.",
    ),
    "guillemets": (
        "{people}, « {title} », {container}<, {vol} {volume}><, {no} {issue}>, {year}<, {pp} {pages}>.",
        "{people}, « {title} », {inside} {container}<, {publisher}>, {year}<, {pp} {pages}>.",
        "{people}, {title}<, {publisher}>, {year}.",
    ),
    "iso": (
        "{people.} {title}. {container}. {year}<, {vol} {volume}><, {no} {issue}><, {pp} {pages}>.",
        "{people.} {title}. {inside}: {container}.< {publisher},> {year}<, {pp} {pages}>.",
        "{people.} {title}.< {publisher},> {year}.",
    ),
    "law": (
        "{people}, ‘{title}’ ({year})< {volume}><({issue})> {container}< {pages}>",
        "{people}, ‘{title}’ {inside} {container} (<{publisher} >{year})< {pages}>",
        "{people}, {title} (<{publisher} >{year})",
    ),
    "numbered-science": (
        "{people}, {title}, {container}< {volume}> ({year})< {pages}>.",
        "{people}, {title}, {inside}: {container}<, {publisher}>, {year}<, {pp} {pages}>.",
        "{people}, {title}<, {publisher}>, {year}.",
    ),
    "sociology": (
        "{people.} {year}. “{title}.” {container}< {volume}><({issue})><:{pages}>.",
        "{people.} {year}. “{title}.”< {pp} {pages}> {inside} {container}.< {publisher}.>",
        "{people.} {year}. {title}.< {publisher}.>",
    ),
    "quoted": (
        "{people} ({year}), “{title}”, {container}<, {vol} {volume}><, {no} {issue}><, {pp} {pages}>.",
        "{people} ({year}), “{title}”, {inside} {container}<, {publisher}><, {pp} {pages}>.",
        "{people} ({year}), {title}<, {publisher}>.",
    ),
    "humanities": (
        "{people}, ‘{title}’, {container}<, {volume}><.{issue}> ({year})<, {pages}>.",
        "{people}, ‘{title}’, {inside} {container} (<{publisher}, >{year})<, {pp} {pages}>.",
        "{people}, {title} (<{publisher}, >{year}).",
    ),
    "year-last": (
        "{people.} {title}. {container}<, {vol} {volume}><, {no} {issue}><, {pp} {pages}>, {year}.",
        "{people.} {title}. {inside}: {container}<. {publisher}><, {pp} {pages}>, {year}.",
        "{people.} {title}<. {publisher}>, {year}.",
    ),
    "semicolons": (
        "{people} ({year}): {title}; {container}<; {vol} {volume}><, {no} {issue}><; {pp} {pages}>.",
        "{people} ({year}): {title}; {inside}: {container}<; {publisher}><; {pp} {pages}>.",
        "{people} ({year}): {title}<; {publisher}>.",
    ),
    "bare": (
        "{people.} {title}. {container}< {volume}>< {issue}>< {pages}> {year}",
        "{people.} {title}. {inside} {container}< {publisher}>< {pages}> {year}",
        "{people.} {title}.< {publisher}> {year}",
    ),
}
"""Of an article, of a part of a book, and of a whole book, by the name of the order."""

_FIELD = re.compile(r"\{([a-z.]+)\}")
_GROUP = re.compile(r"<([^<>]*)>")
_KINDS = {"article-journal": 0, "chapter": 1, "paper-conference": 1}


@frozen(kw_only=True)
class Naming:
    """How names are printed: the first, the others, what stands between and before the last, and after how many it says "et al."."""

    first: Callable[[Name], str]
    other: Callable[[Name], str]
    between: str
    last: str
    most: int
    kept: int


@frozen(kw_only=True)
class Style:
    """An order of the parts with a way of naming."""

    name: str
    templates: tuple[str, str, str]
    naming: Naming


@frozen(kw_only=True)
class Printed:
    """A reference as printed, and the fields that it shows, as it shows them."""

    raw: str
    fields: Mapping[str, Any]


def family(name: Name) -> str:
    return name.literal or " ".join(part for part in (name.particle, name.family) if part)


def initials(name: Name, point: str = ".", gap: str = " ") -> str:
    words = re.split(r"[\s.-]+", name.given or "")
    return gap.join(word[0].upper() + point for word in words if word[:1].isalpha())


def comma_initials(name: Name) -> str:
    return ", ".join(part for part in (family(name), initials(name)) if part)


def close_initials(name: Name) -> str:
    return ", ".join(part for part in (family(name), initials(name, ".", "")) if part)


def bare_initials(name: Name) -> str:
    return " ".join(part for part in (family(name), initials(name, "", "")) if part)


def spaced_initials(name: Name) -> str:
    return " ".join(part for part in (family(name), initials(name)) if part)


def initials_family(name: Name) -> str:
    return " ".join(part for part in (initials(name), family(name)) if part)


def inverted(name: Name) -> str:
    return ", ".join(part for part in (family(name), name.given) if part)


def straight(name: Name) -> str:
    return " ".join(part for part in (name.given, family(name)) if part)


def capitals(name: Name) -> str:
    return ", ".join(part for part in (family(name).upper(), initials(name)) if part)


_NAMINGS = (
    Naming(first=comma_initials, other=comma_initials, between=", ", last=", & ", most=7, kept=6),
    Naming(first=bare_initials, other=bare_initials, between=", ", last=", ", most=6, kept=6),
    Naming(first=initials_family, other=initials_family, between=", ", last=", {both} ", most=6, kept=1),
    Naming(first=inverted, other=straight, between=", ", last=", {both} ", most=5, kept=3),
    Naming(first=inverted, other=inverted, between="; ", last="; ", most=9, kept=9),
    Naming(first=spaced_initials, other=spaced_initials, between=", ", last=" {both} ", most=4, kept=1),
    Naming(first=close_initials, other=close_initials, between="; ", last="; ", most=9, kept=9),
    Naming(first=straight, other=straight, between=", ", last=" {both} ", most=3, kept=1),
    Naming(first=capitals, other=capitals, between=", ", last=" {both} ", most=3, kept=2),
)
STYLES = tuple(
    Style(name=f"{order} {turn + 1}", templates=templates, naming=_NAMINGS[(3 * turn + place) % len(_NAMINGS)])
    for place, (order, templates) in enumerate(_ORDERS.items())
    for turn in range(3)
)


def print_work(work: Work, style: Style, words: Words) -> Printed:
    """The work in the style, with the words of a language."""
    people, named = _people(work, style.naming, words)
    values = {
        "people": people,
        "year": str(work.issued.year) if work.issued and work.issued.year else "",
        "title": (work.title or "").rstrip("."),
        "container": work.container_title or "",
        "volume": work.volume or "",
        "issue": work.issue or "",
        "pages": (work.page or work.article_number or "").replace("-", "–"),
        "publisher": work.publisher or "",
    }
    labels = {
        "vol": words.volume,
        "no": words.issue,
        "pp": words.pages if "–" in values["pages"] or words.pages != "pp." else "p.",
        "inside": words.inside,
    }
    used: set[str] = set()
    template = _GROUP.sub(lambda found: _kept(found[1], values), style.templates[_KINDS.get(work.type or "", 2)])
    raw = _FIELD.sub(lambda found: _filled(found[1], values, labels, used), template)
    raw = re.sub(r"([?!])[.,](?=[ ”’]|$)", r"\1", " ".join(raw.split())).strip(" ,.:") + "." * raw.endswith(".")
    fields = {_NAMES.get(name, name): values[name] for name in sorted(used) if name != "people" and values[name]}
    return Printed(raw=raw, fields=(fields | named if people else fields))


_NAMES = {"pages": "page"}


def _kept(group: str, values: Mapping[str, str]) -> str:
    return group if all(values.get(name, "-") for name in _FIELD.findall(group)) else ""


def _filled(name: str, values: Mapping[str, str], labels: Mapping[str, str], used: set[str]) -> str:
    if name in labels:
        return labels[name]
    bare = name.rstrip(".")
    used.add(bare)
    value = values[bare]
    return f"{value.rstrip('.')}." if name.endswith(".") and value else value


def _people(work: Work, naming: Naming, words: Words) -> tuple[str, dict[str, Any]]:
    people = work.author or work.editor
    is_cut = len(people) > naming.most
    kept = people[: naming.kept] if is_cut else people
    printed = [(naming.other if place else naming.first)(name) for place, name in enumerate(kept)]
    last = naming.last.format(both=words.both)
    if is_cut or work.author_et_al:
        text = f"{naming.between.join(printed)}, {words.others}"
    elif len(printed) > 1:
        text = last.join([naming.between.join(printed[:-1]), printed[-1]])
    else:
        text = "".join(printed)
    named = [{"family": family(name), "given": name.given or ""} for name in kept]
    role = "author" if work.author else "editor"
    return text, {role: named, "et_al": is_cut or work.author_et_al}
