"""Words that mean nothing, in many languages, and the patterns that are filled with them."""

import random
import re
import string
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from attrs import frozen

from refcheck.lexicon import Section, headings
from training.render import MONTHS

HERE = Path(__file__).parent
UNSPACED = frozenset({"zh", "ja"})
_PLACE = re.compile(r"\{([A-Za-z]{1,3})\}")
"""A place to be filled in: "{www}", "{N}"."""

_OTHER = tuple(section for section in Section if section not in (Section.REFERENCES, Section.TABLE, Section.FIGURE))


@cache
def tongues() -> Mapping[str, Mapping[str, list[str]]]:
    """Return the parts of words by language."""
    read = tomllib.loads((HERE / "tongues.toml").read_text(encoding="utf-8"))
    return {code: {name: text.split() for name, text in parts.items()} for code, parts in read.items()}


@frozen
class Tongue:
    """One language, and the lots that are drawn in it."""

    code: str
    chance: random.Random

    def word(self) -> str:
        """Return a word."""
        parts, draw = tongues()[self.code], self.chance.choice
        if self.code in UNSPACED:
            return draw(parts["first"]) + draw(parts["first"]) + draw(parts["last"]) * (self.chance.random() < 0.3)
        middle = draw(parts["first"]) if self.chance.random() < 0.35 else ""
        return draw(parts["first"]) + middle + draw(parts["last"])

    def sentence(self) -> str:
        """Return a sentence."""
        parts, draw = tongues()[self.code], self.chance.choice
        words = [
            draw(parts["small"]) if self.chance.random() < 0.42 else self.word()
            for _ in range(self.chance.randint(5, 24))
        ]
        for place in range(2, len(words) - 1):
            if self.chance.random() < 0.07:
                words[place] += "，" if self.code in UNSPACED else ","
            elif self.chance.random() < 0.03:
                words[place] = str(self.chance.choice((self.chance.randint(2, 99), self.chance.randint(1800, 2024))))
        text = self.joined(words)
        if self.chance.random() < 0.12:
            text += self.citation()
        return text[:1].upper() + text[1:] + ("。" if self.code in UNSPACED else ".")

    def citation(self) -> str:
        """Return a citation behind a sentence."""
        return self.chance.choice(
            (
                f" ({self.family()} et al., {self.year()})",
                f" ({self.family()} {self.year()})",
                f" [{self.chance.randint(1, 60)}]",
                f" [{self.chance.randint(1, 20)}–{self.chance.randint(21, 60)}]",
                f" (see {self.family()} & {self.family()}, {self.year()}, p. {self.chance.randint(2, 300)})",
            )
        )

    def joined(self, words: list[str]) -> str:
        """Return words as the language sets them."""
        return ("" if self.code in UNSPACED else " ").join(words)

    def title(self) -> str:
        """Return a title."""
        parts = tongues()[self.code]
        words = [
            self.chance.choice(parts["small"]) if self.chance.random() < 0.3 else self.word()
            for _ in range(self.chance.randint(2, 10))
        ]
        if self.chance.random() < 0.3:
            words = [word.capitalize() if len(word) > 3 else word for word in words]
        text = self.joined(words)
        if self.chance.random() < 0.2:
            text += ": " + self.joined([self.word() for _ in range(self.chance.randint(2, 5))])
        return text[:1].upper() + text[1:]

    def family(self) -> str:
        """Return a family name."""
        return self.word().capitalize()

    def initials(self) -> str:
        """Return initials."""
        letters = self.chance.choices(string.ascii_uppercase, k=self.chance.randint(1, 2))
        return self.chance.choice(("", " ")).join(f"{letter}." for letter in letters)

    def person(self) -> str:
        """Return a person, the given name first."""
        if self.code in UNSPACED:
            return self.word()[:3]
        given = self.family() if self.chance.random() < 0.6 else self.initials()
        return f"{given} {self.family()}"

    def year(self) -> str:
        """Return a year."""
        return str(self.chance.randint(1950, 2024) if self.chance.random() < 0.85 else self.chance.randint(1600, 1949))

    def date(self) -> str:
        """Return a date."""
        day, month, year = self.chance.randint(1, 28), self.chance.randint(1, 12), self.year()
        return self.chance.choice(
            (
                f"{day} {MONTHS[month - 1]} {year}",
                f"{MONTHS[month - 1]} {day}, {year}",
                f"{day}.{month}.{year}",
                f"{year}-{month:02}-{day:02}",
                f"{month}/{day}/{year}",
            )
        )

    def filled(self, pattern: str, number: int = 1) -> str:
        """Return a pattern filled; ``number`` is that of its row."""
        return _PLACE.sub(lambda found: self._value(found[1], number), pattern)

    def _value(self, name: str, number: int) -> str:
        chance = self.chance
        if set(name) == {"w"}:
            count = 1 if len(name) == 1 else chance.randint(2, 3 * len(name) - 2)
            return self.joined([self.word() for _ in range(count)])
        if set(name) == {"W"}:
            count = 1 if len(name) == 1 else chance.randint(2, 2 * len(name))
            return " ".join(self.word().capitalize() for _ in range(count))
        made = _MADE.get(name)
        return str(number) if name == "i" else made(self) if made else "{" + name + "}"


def _nonsense(tongue: Tongue) -> str:
    letters = tongue.chance.choices("abcdefghijklmnoprstuvwz", k=tongue.chance.randint(2, 11))
    word = "".join(letters)
    return tongue.chance.choice((word, word.capitalize(), word.capitalize(), word.upper()))


def _heading(tongue: Tongue) -> str:
    names = sorted(headings(tongue.chance.choice(_OTHER)))
    return styled(tongue.chance.choice(names), tongue.chance)


def styled(heading: str, chance: random.Random) -> str:
    """Return a heading as some style sets it."""
    heading = chance.choice((heading.capitalize(), heading.capitalize(), heading.title(), heading.upper(), heading))
    return chance.choice(
        ("{}", "{}", "{}", "{}:", f"{chance.randint(2, 9)}. {{}}", f"{chance.randint(2, 9)} {{}}", "## {}", "{}.")
    ).format(heading)


def _persons(tongue: Tongue) -> str:
    return ", ".join(tongue.person() for _ in range(tongue.chance.randint(2, 6)))


def _sentences(tongue: Tongue) -> str:
    return ("" if tongue.code in UNSPACED else " ").join(tongue.sentence() for _ in range(tongue.chance.randint(2, 6)))


def _clock(tongue: Tongue) -> str:
    return f"{tongue.chance.randint(8, 19)}:{tongue.chance.choice(('00', '15', '30', '45'))}"


def _url(tongue: Tongue) -> str:
    latin = Tongue("en", tongue.chance)
    return f"https://www.{latin.word()}.{tongue.chance.choice(('org', 'com', 'net', 'de'))}/{latin.word()}"


_MADE: Mapping[str, Callable[[Tongue], str]] = {
    "T": Tongue.title,
    "S": Tongue.sentence,
    "SS": _sentences,
    "N": Tongue.person,
    "F": Tongue.family,
    "I": Tongue.initials,
    "NN": _persons,
    "P": Tongue.family,
    "Y": Tongue.year,
    "n": lambda tongue: str(tongue.chance.randint(1, 99)),
    "nn": lambda tongue: str(tongue.chance.randint(100, 9999)),
    "d": lambda tongue: f"{tongue.chance.uniform(0, 90):.2f}",
    "D": Tongue.date,
    "C": _clock,
    "M": lambda tongue: tongue.chance.choice(("€ {}", "${}", "{} EUR", "£{}")).format(tongue.chance.randint(5, 9000)),
    "U": _url,
    "E": lambda tongue: f"{Tongue('en', tongue.chance).word()}@{Tongue('en', tongue.chance).word()}.org",
    "Z": _nonsense,
    "H": _heading,
}
