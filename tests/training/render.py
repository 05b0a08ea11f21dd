"""Facts → a labelled reference in a style that is drawn by lot."""

import random
import re
from collections.abc import Mapping, Sequence

from refcheck.model import Name
from training.facts import Facts
from training.sequences import Segment
from training.styles import Style

_LABELS = {
    "a": "author", "e": "editor", "t": "title", "c": "container", "y": "date", "v": "volume", "i": "issue", "p": "pages",
    "u": "publisher", "l": "location", "d": "doi", "w": "url", "x": "arxiv", "g": "genre", "s": "series", "k": "report-number",
    "r": "translator",
}  # fmt: skip

#: A group in square brackets with a field in it, a field, or literal text: "[, {v}]", "{t}", ". ", "[J]".
_PIECE = re.compile(r"\[([^\[\]]*\{\w\}[^\[\]]*)\]|\{(\w)\}|([^\[{]+|\[)")

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SHORT = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_GERMAN = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]


def render(facts: Facts, styles: Sequence[Style], chance: random.Random) -> list[Segment] | None:
    """The reference printed again in one of the styles; ``None`` where none has all that it cannot do without."""
    values = dict(facts.texts)
    people = {"author": facts.author, "editor": facts.editor}
    known = values.keys() | {label for label, names in people.items() if names}
    fitting = [style for style in styles if _needed(style.template) <= known]
    if not fitting:
        return None
    style = chance.choice(fitting)
    for label, printer in (("author", style.author), ("editor", style.editor)):
        if people[label]:
            values[label] = printer(people[label], chance)
    _vary(values, chance)
    number = _number(facts.author, values, chance)
    return ([("citation-number", number)] if number else []) + _filled(style.template, values)


def _needed(template: str) -> set[str]:
    """The labels of the fields that a template prints without condition."""
    return {_LABELS[name] for name in re.findall(r"\{(\w)\}", re.sub(r"\[[^\[\]]*\{\w\}[^\[\]]*\]", "", template))}


def _number(authors: Sequence[Name], values: Mapping[str, str], chance: random.Random) -> str:
    """What a reference is numbered or keyed with, if at all: "[12] ", "3. ", "[GM20] ", "Smi99. "."""
    if chance.random() < 0.06 and authors and authors[0].family and values.get("date", "")[:4].isdecimal():
        initials = (
            "".join((name.family or "X")[0] for name in authors[:3]) if len(authors) > 1 else authors[0].family[:3]
        )
        return chance.choice(("[{}] ", "[{}]", "{}. ")).format(initials + values["date"][2:4])
    return chance.choice(("", "", "", "", "[{}] ", "{}. ", "({}) ", "[{}]", "{} ")).format(chance.randrange(1, 150))


def _vary(values: dict[str, str], chance: random.Random) -> None:
    """What differs within a style: capitals, the kind of dash, how exact the date is."""
    lot = chance.random()
    for label in ("title", "container"):
        if label in values and (lot < 0.05 or (label == "container" and lot < 0.08)):
            values[label] = values[label].upper()
    if "title" in values and 0.1 < lot < 0.2:
        values["title"] = " ".join(w[:1].upper() + w[1:] if len(w) > 3 else w for w in values["title"].split(" "))
    if "pages" in values and chance.random() < 0.05:
        letter = chance.choice("SAeEDL")
        values["pages"] = re.sub(r"\d+", lambda number: letter + number[0], values["pages"])
    if "pages" in values:
        values["pages"] = values["pages"].replace("-", chance.choice(("-", "-", "–", "–", "—", " - ", "--")))
    if "date" in values:
        values["date"] = _dated(values["date"], chance, exact=0.05)


def _dated(year: str, chance: random.Random, *, exact: float) -> str:
    """A year with a letter, a month, or a month and a day, at times; always where ``exact`` is 1."""
    lot = chance.random()
    if not year.isdecimal() or (lot > exact and lot < 0.9):
        return year
    month, day = chance.randrange(12), chance.randrange(1, 29)
    if lot > exact:
        return year + chance.choice("abc")
    return chance.choice(
        (
            f"{year}, {MONTHS[month]} {day}",
            f"{day} {MONTHS[month]} {year}",
            f"{MONTHS[month]} {day}, {year}",
            f"{_SHORT[month]}. {year}",
            f"{MONTHS[month]} {year}",
            f"{day}. {_GERMAN[month]} {year}",
            f"{day}.{month + 1}.{year}",
            f"{year}-{month + 1:02d}-{day:02d}",
        )
    )


def exactly_dated(year: str, chance: random.Random) -> str:
    """A year made a date with a month and mostly a day, as newspapers are cited."""
    return _dated(year, chance, exact=1.0)


def _filled(template: str, values: Mapping[str, str]) -> list[Segment]:
    """The template with its values; groups that lack one are left out."""
    out: list[Segment] = []
    for piece in _PIECE.finditer(template):
        group, field, literal = piece.groups()
        if group is not None:
            wanted = {_LABELS[name] for name in re.findall(r"\{(\w)\}", group)}
            if wanted <= values.keys():
                out += _filled(group, values)
        elif field is not None:
            value = values.get(_LABELS[field], "")
            if value:
                out.append((_LABELS[field], value))
        else:
            out.append(("other", literal))
    return _tidied(out)


def _tidied(printed: list[Segment]) -> list[Segment]:
    """No stop behind a mark that ends a sentence already ("Why?." → "Why?"), none doubled behind an initial."""
    out: list[Segment] = []
    for label, text in printed:
        before = out[-1][1] if out else ""
        if label == "other" and text[:1] == "." and before[-1:] in ".?!":
            text = text[1:]
        if text:
            out.append((label, text))
    return out
