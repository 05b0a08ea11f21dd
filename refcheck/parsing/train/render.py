"""Facts → a labelled reference in a style that is drawn by lot."""

import random
import re

from refcheck.parsing.train import styles
from refcheck.parsing.train.facts import Facts
from refcheck.parsing.train.sequences import Segment
from refcheck.parsing.train.styles import Style

_LABELS = {
    "a": "author", "e": "editor", "t": "title", "c": "container", "y": "date", "v": "volume", "i": "issue", "p": "pages",
    "u": "publisher", "l": "location", "d": "doi", "w": "url", "x": "arxiv",
}  # fmt: skip

#: A group in square brackets with a field in it, a field, or literal text: "[, {v}]", "{t}", ". ", "[J]".
_PIECE = re.compile(r"\[([^\[\]]*\{\w\}[^\[\]]*)\]|\{(\w)\}|([^\[{]+|\[)")


def render(facts: Facts, chance: random.Random) -> list[Segment] | None:
    """The reference printed again; ``None`` where no style fits what is known of it."""
    style = _style(facts, chance)
    if style is None:
        return None
    values = dict(facts.texts)
    if facts.author:
        values["author"] = style.author(facts.author, chance)
    if facts.editor:
        values["editor"] = style.editor(facts.editor, chance)
    _vary(values, chance)
    printed = _filled(style.template, values)
    number = chance.choice(("", "", "", "", "[{}] ", "{}. ", "({}) ", "[{}]", "{} ")).format(chance.randrange(1, 150))
    return ([("citation-number", number)] if number else []) + printed


def _style(facts: Facts, chance: random.Random) -> Style | None:
    if not facts.author or not facts.has("date"):
        return None
    if (
        facts.has("container")
        and facts.texts.keys() & {"volume", "pages"}
        and not facts.editor
        and not facts.has("publisher")
    ):
        fitting = [s for s in styles.ARTICLES if facts.has("title") or "{t}" not in s.template]
        return chance.choice(fitting)
    if facts.has("container", "title") and (facts.editor or facts.has("publisher")):
        return chance.choice(styles.CHAPTERS)
    if facts.has("title", "publisher") and not facts.has("container"):
        return chance.choice(styles.BOOKS)
    if facts.has("title", "location") and not facts.has("container"):
        return chance.choice([s for s in styles.BOOKS if " {u}" not in re.sub(r"\[[^\]]*\]", "", s.template)])
    if facts.has("title", "url") and not facts.has("container"):
        return chance.choice(styles.WEB_PAGES)
    return None


def _vary(values: dict[str, str], chance: random.Random) -> None:
    """What differs within a style: capitals, the kind of dash, the letter after a year."""
    lot = chance.random()
    for label in ("title", "container"):
        if label in values and (lot < 0.05 or (label == "container" and lot < 0.08)):
            values[label] = values[label].upper()
    if "title" in values and 0.1 < lot < 0.2:
        values["title"] = " ".join(w[:1].upper() + w[1:] if len(w) > 3 else w for w in values["title"].split(" "))
    if "pages" in values:
        values["pages"] = values["pages"].replace("-", chance.choice(("-", "-", "–", "–", "—", " - ", "--")))
    if "date" in values and chance.random() < 0.05:
        values["date"] += chance.choice("abc")


def _filled(template: str, values: dict[str, str]) -> list[Segment]:
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
