"""Made sites: the words on their buttons, counters and labels, and what stands before and behind what they list."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen

from refcheck.parsing.splitting.roles.tagging import Role
from training.lines.rows import BLANK, Row, of_role
from training.lines.rows import drawn as drawn_rows
from training.lines.words import Tongue

PARTS = ("title", "people", "container", "numbers", "pages", "date", "publisher", "identifier")
"""The parts of a record in the order of their labels in the table, where keywords and an abstract follow."""

_TABLE = Path(__file__).with_name("records.toml")

_OTHER_THAN_COUNTS = re.compile(r"\{(?![nid]+\})[A-Za-z]+\}")
"""A place for a word, which is the same on the whole page, unlike one for a number: "{W}", but not "{nn}"."""


@cache
def table() -> Mapping[str, Any]:
    """Return the table of words and of cards."""
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


@frozen
class Site:
    """One site: its language, and its words by their use, as patterns in which counts are to be filled in."""

    tongue: Tongue
    words: Mapping[str, Sequence[str]]

    @classmethod
    def drawn(cls, tongue: Tongue) -> "Site":
        """Return a site with the words of a language, or with words that mean nothing."""
        chance = tongue.chance
        if chance.random() < 0.5:
            labels = [tongue.word().capitalize() for _ in range(len(PARTS) + 2)]
            words = {use: chance.choices(patterns, k=8) for use, patterns in table()["nonsense"].items()}
            return cls(tongue, {use: same(patterns, tongue) for use, patterns in words.items()} | {"label": labels})
        own = table().get(tongue.code) if chance.random() < 0.8 else None
        return cls(tongue, own or table()["en"])

    def some(self, use: str, most: int) -> list[str]:
        """Return some of the words of a use."""
        words = list(dict.fromkeys(self.words[use]))
        return self.tongue.chance.sample(words, self.tongue.chance.randint(1, min(most, len(words))))

    def heading(self, role: Role) -> list[Row]:
        """Return a heading above records or cards, with their number now and then."""
        chance = self.tongue.chance
        form = chance.choice(("{}", "{}", "{}", "{} ({{nn}})", "{} {{n}}", "{}:"))
        text = self.tongue.filled(form.format(chance.choice(self.words["heading"])))
        return [*[BLANK] * chance.randint(0, 1), Row(text, role), *[BLANK] * chance.randint(0, 1)]

    def before(self, heading: Role) -> list[Row]:
        """Return what stands before a list: navigation, a person, how many were found, in which order, a heading."""
        chance, tongue = self.tongue.chance, self.tongue
        if chance.random() < 0.3:
            return []
        rows: list[Row] = []
        if chance.random() < 0.4:
            rows += [*drawn_rows("navigation", tongue, chance.randint(2, 14)), *self._gap()]
        if chance.random() < 0.2:
            lines = table()["page"]["person"]
            chosen = [lines[0], *chance.sample(lines[1:], chance.randint(1, 8))]
            rows += [*of_role(Role.FRONT, map(tongue.filled, chosen)), *self._gap()]
        if chance.random() < 0.4:
            rows += self._counted(Role.FURNITURE, "results")
        if chance.random() < 0.4:
            rows += [*self._sorting(), *self._gap()]
        return rows + (self.heading(heading) if chance.random() < 0.45 else [])

    def behind(self) -> list[Row]:
        """Return what stands behind a list: buttons for more, numbers of pages, and the foot."""
        chance, tongue = self.tongue.chance, self.tongue
        if chance.random() < 0.45:
            return []
        rows = self._gap()
        if chance.random() < 0.5:
            rows += of_role(Role.BUTTON, map(tongue.filled, self.some("more", 2)))
        if chance.random() < 0.5:
            rows += of_role(Role.FURNITURE, tongue.filled(chance.choice(table()["page"]["pagination"])).split("\n"))
        if chance.random() < 0.4:
            rows += [*self._gap(), *drawn_rows("navigation", tongue, chance.randint(1, 10))]
        if chance.random() < 0.4:
            foot = chance.sample(table()["page"]["foot"], chance.randint(1, 3))
            rows += of_role(Role.FURNITURE, map(tongue.filled, foot))
        return rows

    def _sorting(self) -> list[Row]:
        """Return the choices beside a list: orders, and filters with the number of what each would leave."""
        chance, tongue = self.tongue.chance, self.tongue
        rows = of_role(Role.BUTTON, map(tongue.filled, self.some("sort", 6)))
        if chance.random() < 0.4:
            form = chance.choice(("{} ({{n}})", "{} {{nn}}", "{} [{{n}}]", "☐ {} {{n}}", "{}\n{{n}}"))
            names = [chance.choice((tongue.word().capitalize(), tongue.year())) for _ in range(chance.randint(2, 9))]
            rows += of_role(Role.BUTTON, "\n".join(tongue.filled(form.format(name)) for name in names).split("\n"))
        return rows

    def _counted(self, role: Role, use: str) -> list[Row]:
        return [Row(self.tongue.filled(self.tongue.chance.choice(self.words[use])), role), *self._gap()]

    def _gap(self) -> list[Row]:
        return [BLANK] * self.tongue.chance.randint(0, 1)


def same(patterns: Sequence[str], tongue: Tongue) -> list[str]:
    """Return patterns with their words filled in, and their counts left open."""
    return [_OTHER_THAN_COUNTS.sub(lambda found: tongue.filled(found[0]), pattern) for pattern in patterns]
