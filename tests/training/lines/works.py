"""How a page prints the parts of works: names, numbers, dates, identifiers, in forms that are drawn by lot."""

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from refcheck.model import Name
from refcheck.parsing.splitting.roles.tagging import Role
from training.facts import Facts
from training.lines.rows import Row, of_role
from training.lines.sites import table
from training.lines.words import UNSPACED, Tongue
from training.render import MONTHS

Parts = Mapping[str, Sequence[Row]]
"""The lines of each part of a record by its name; those of the citation go on, whichever will be the first."""

_BARE_INITIALS = re.compile(r"[^\W\d_](?:[. -]*[^\W\d_])?(?:[. -]+[^\W\d_])*\.?")
"""A given name of which there are only the initials: "J. I.", "M"."""

_CONSONANTS = "bcdfghjklmnpqrstvwxyz"
"""Letters that are cut off a made-up word before it follows an initial: "J" and "(br)aness"."""


@frozen(kw_only=True)
class Manner:
    """The forms of one page."""

    tongue: Tongue
    title: str
    name: str
    joint: str
    most: int
    rest: str
    by: str
    is_apart: bool
    mark: str
    place: str
    numbers: Sequence[str]
    pages: str
    dash: str
    date: str
    link: str
    other: str
    container: str

    @classmethod
    def drawn(cls, tongue: Tongue, by: Sequence[str]) -> "Manner":
        """Return forms that are drawn by lot."""
        chance = tongue.chance
        own = {part: chance.choice(fitting(forms, tongue)) for part, forms in table()["works"].items()}
        return cls(
            tongue=tongue,
            title=own["title"],
            name=own["name"],
            joint=own["joint"],
            most=chance.choice((1, 2, 3, 3, 4, 6, 10, 100, 100, 100)),
            rest=own["rest"],
            by=chance.choice(by) if chance.random() < 0.15 else "",
            is_apart=chance.random() < 0.2,
            mark=own["mark"] if chance.random() < 0.4 else "",
            place=own["place"] if chance.random() < 0.3 else "",
            numbers=own["numbers"],
            pages=own["pages"],
            dash=chance.choice(("-", "–", "–", "~", " - ")),
            date=own["date"],
            link=own["link"],
            other=own["other"] if chance.random() < 0.3 else "",
            container=own["container"],
        )

    def parts(self, facts: Facts) -> dict[str, list[Row]]:
        """Return the lines of a work's parts."""
        texts, tongue = facts.texts, self.tongue
        own = texts.get("container", "") or texts.get("publisher", "")
        title = texts["title"].rstrip(" .,:") if self.title[-1] in ".:" else texts["title"]
        printed = {
            "title": self.title.format(title),
            "container": own and self.container.format(own),
            "numbers": self._number(texts),
            "pages": self.pages.format(texts["pages"].replace("-", self.dash)) if "pages" in texts else "",
            "date": dated(self.date, texts["date"], tongue.chance) if "date" in texts else "",
            "publisher": texts.get("publisher", "") if "container" in texts else texts.get("location", ""),
            "identifier": self.link.format(x=texts["doi"]) if "doi" in texts else tongue.filled(self.other),
        }
        return {part: of_role(Role.CONTINUES, [text] if text else []) for part, text in printed.items()} | {
            "people": self._people(facts.author or facts.editor),
            "label": _label(facts),
        }

    def _people(self, names: Sequence[Name]) -> list[Row]:
        chance, tongue = self.tongue.chance, self.tongue
        shown = [self._name(name) for name in names]
        if not shown:
            return []
        number = min(len(shown), self.most)
        if not self.is_apart:
            text = self.joint.join(shown[:number]) + (tongue.filled(self.rest) if number < len(shown) else "")
            return [Row(self.by + text, Role.CONTINUES)]
        rows: list[Row] = []
        comma = chance.choice(("", "", ",", ";"))
        for at, name in enumerate(shown[:number], 1):
            mark = self.mark.format(at, chance.randint(1, 9)) if chance.random() < 0.8 else ""
            rows.append(Row(name + mark + comma * (at < number), Role.CONTINUES))
            if self.place and chance.random() < 0.6:
                rows.append(Row(tongue.filled(self.place, at), Role.BUTTON))
        return rows

    def _name(self, name: Name) -> str:
        if name.literal or not name.family:
            return name.literal or name.given or ""
        given, family = name.given or "", " ".join(filter(None, (name.particle, name.family, name.suffix)))
        if not family.isascii() and all(ord(letter) > 0x2E7F for letter in family):
            return family + given
        first = re.findall(r"[^\W\d_]+", given)
        if _BARE_INITIALS.fullmatch(given) and "{g}" in self.name and self.tongue.chance.random() < 0.7:
            given = (
                first[0][0] + Tongue("en", self.tongue.chance).word().lstrip(_CONSONANTS) if given.isascii() else given
            )
        initials, bare = " ".join(f"{each[0]}." for each in first), "".join(each[0] for each in first)
        return self.name.format(g=given, i=initials, b=bare, f=family, F=family.upper()).strip(" ,")

    def _number(self, texts: Mapping[str, str]) -> str:
        if "volume" not in texts:
            return ""
        return self.numbers["issue" not in texts].format(v=texts["volume"], i=texts.get("issue", ""))


def _label(facts: Facts) -> list[Row]:
    """Return the name and year by which a text cites a work: "Abbott and Brandt, 2010", "Abbott et al., 2010"."""
    first, *others = [name.family or name.literal or "" for name in facts.author] or [""]
    behind = "" if not others else f" and {others[0]}" if len(others) == 1 else " et al."
    is_known = first and "date" in facts.texts
    return [Row(f"{first}{behind}, {facts.texts['date']}", Role.CONTINUES)] if is_known else []


def dated(form: str, year: str, chance: random.Random) -> str:
    """Return a date of a year in a form."""
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    return form.format(y=year, m=MONTHS[month - 1], s=MONTHS[month - 1][:3], d=day, mm=f"{month:02}", dd=f"{day:02}")


def fitting(forms: Sequence[Any], tongue: Tongue) -> Sequence[Any]:
    """Return those of the forms that a site of the language may have: Chinese signs stand on East Asian ones."""
    if tongue.code in UNSPACED or tongue.code == "ko":
        return forms
    return [form for form in forms if all(ord(letter) <= 0x2E7F for letter in "".join(form))]


def invented(tongue: Tongue) -> Facts:
    """Return the facts of a work that does not exist, in a language."""
    chance = tongue.chance
    names = [
        Name(literal=tongue.person())
        if tongue.code in UNSPACED
        else Name(family=tongue.family(), given=tongue.family())
        for _ in range(chance.choice((1, 1, 2, 2, 3, 4, 7)))
    ]
    texts = {"title": tongue.title(), "date": str(chance.randint(1960, 2026)), "container": tongue.filled("{WW}")}
    if chance.random() < 0.8:
        first = chance.randint(1, 900)
        texts |= {"volume": str(chance.randint(1, 90)), "pages": f"{first}-{first + chance.randint(2, 40)}"}
        texts |= {"issue": str(chance.randint(1, 12))} if chance.random() < 0.8 else {}
    if chance.random() < 0.4:
        texts["doi"] = Tongue("en", chance).filled("10.{nn}/{w}.{Y}.{nn}")
    if chance.random() < 0.4:
        texts["publisher"] = tongue.filled("{WW}")
    return Facts(author=tuple(names), editor=(), texts=texts)
