"""References in other scripts, and of kinds that the data lack, made of word lists and templates.

The data under free licences hold next to no Persian, Arabic, Russian, Ukrainian, Chinese, Japanese and Korean, and few patents,
standards, laws, software, data sets, films and interviews. Each language is one file in ``scripts/``; a template is literal
text with fields in braces; what stands in square brackets around marks and a field is left out at times, and "[{g}]" keeps
its brackets.
"""

import random
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.damage import damaged
from training.sequences import Segment

#: How many references are made in each language, and how many of them are damaged.
EACH, DAMAGE = 1000, 0.12

_LABELS = {
    "a": "author", "b": "author", "e": "editor", "t": "title", "c": "container", "y": "date", "v": "volume", "i": "issue",
    "p": "pages", "u": "publisher", "l": "location", "d": "doi", "w": "url", "g": "genre", "r": "translator", "n": "edition",
    "x": "pages", "o": "note", "k": "report-number", "#": "citation-number",
    "s": "series", "T": "title", "m": "date",
}  # fmt: skip

#: How often each kind of work is made.
_KINDS = {"articles": 8, "books": 8, "chapters": 4, "theses": 2, "papers": 2, "news": 2}

#: A group in square brackets with a field in it, a field, or literal text; "[J]" and "[M]" are literal.
_PIECE = re.compile(r"\[([^\[\]]*\{.\}[^\[\]]*)\]|\{(.)\}|([^\[{]+|\[)")
_SLOT = re.compile(r"\{([A-Za-z])\}")


def in_scripts(chance: random.Random) -> Iterator[list[Segment]]:
    """Labelled references in every language that has a file."""
    for path in sorted(Path(__file__).with_name("scripts").glob("*.toml")):
        script = Script(tomllib.loads(path.read_text(encoding="utf-8")))
        for _ in range(EACH):
            segments = script.reference(chance)
            yield damaged(segments, chance) if chance.random() < DAMAGE else segments


class Script:
    """Makes references of one language's supplies."""

    def __init__(self, supplies: dict[str, Any]) -> None:
        """``supplies`` is the language's file as read."""
        self._supplies = supplies
        self._topics = supplies["topics"].split("|")
        self._words = {name: supplies[name].split() for name in ("family", "given", "places")}
        self._spaced = supplies.get("spaced", True)

    def reference(self, chance: random.Random) -> list[Segment]:
        """One reference of any kind."""
        (kind,) = chance.choices(tuple(_KINDS), tuple(_KINDS.values()))
        values = self._values(kind, chance)
        segments = self._filled(chance.choice(self._supplies[kind]), values, chance)
        digits = self._supplies.get("digits")
        if digits and chance.random() < self._supplies["digits_share"]:
            table = str.maketrans("0123456789", digits)
            segments = [(label, text if label in ("url", "doi") else text.translate(table)) for label, text in segments]
        return [part for part in segments if part[1]]

    def _values(self, kind: str, chance: random.Random) -> dict[str, str]:
        first = chance.randrange(1, 900)
        low, high = self._supplies["years"]
        dash = chance.choice("--–")
        year = str(chance.randrange(low, high))
        style = chance.choice(self._supplies["name_lists"])
        people = [self._person(chance) for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4)))]
        author = (
            self._name_of("bodies", chance)
            if chance.random() < self._supplies.get("bodies_share", 0.06)
            else self._names(people, style, chance)
        )
        containers = {"papers": "meetings", "news": "newspapers"}.get(kind, "journals")
        container = self._title(chance) if kind == "chapters" else self._name_of(containers, chance)
        editors = [self._person(chance) for _ in range(chance.choice((1, 1, 2)))]
        issue = str(chance.randrange(1, 13)) if chance.random() < 0.9 else f"{first % 9 + 1}{dash}{first % 9 + 2}"
        values = {
            "a": author,
            "b": self._names(people, self._supplies["name_lists"][-2], chance),
            "e": self._names(editors, style, chance),
            "t": self._title(chance),
            "c": container,
            "y": year,
            "v": str(chance.randrange(1, 90)),
            "i": issue,
            "p": f"{first}{dash}{first + chance.randrange(2, 40)}",
            "x": str(chance.randrange(60, 700)),
            "l": chance.choice(self._words["places"]),
            "u": self._name_of("universities" if kind == "theses" else "publishers", chance),
            "d": f"10.{chance.randrange(1000, 60000)}/{chance.choice('abcxyz')}{chance.randrange(99999)}",
            "w": f"https://www.example{chance.randrange(99)}.org/{chance.randrange(99999)}",
            "r": self._name_of("translators", chance),
            "n": chance.choice(self._supplies["editions"]),
            "g": self._name_of("genres", chance),
            "o": self._name_of("notes", chance),
            "k": re.sub("#", lambda _: str(chance.randrange(1, 10)), self._name_of("numbers", chance)),
            "s": self._name_of("series", chance),
            "m": re.sub("#", lambda _: str(chance.randrange(1, 10)), self._name_of("dates", chance)),
            "#": chance.choice(("", "", f"[{first % 99}] ", f"[{first % 99}]", f"{first % 99}. ")),
        }
        values["T"] = values["t"].upper()
        return {name: value.replace("{y}", year) for name, value in values.items()}

    def _names(self, people: list[dict[str, str]], style: list[str], chance: random.Random) -> str:
        form, between, last, more = style
        shown = [_named(form, person) for person in people]
        if len(shown) > 2 and chance.random() < 0.4:
            return between.join(shown[: chance.choice((1, 3))]) + more
        return shown[0] if len(shown) == 1 else between.join(shown[:-1]) + last + shown[-1]

    def _person(self, chance: random.Random) -> dict[str, str]:
        family, given = chance.choice(self._words["family"]), chance.choice(self._words["given"])
        compounds = self._supplies.get("compounds")
        if compounds and chance.random() < 0.12:
            family = chance.choice(compounds)
        elif self._spaced and not self._supplies.get("join_names") and chance.random() < 0.35:
            family = _blended(family, chance.choice(self._words["family"]), chance)
        patronymic = chance.choice(self._supplies.get("patronymic", "А").split())
        return {"F": family, "G": given, "I": given[0], "J": patronymic[0], "U": family.upper()}

    def _title(self, chance: random.Random) -> str:
        title = self._slots(chance.choice(self._supplies["titles"]), chance)
        if chance.random() < 0.15:
            title += chance.choice((": ", ". ", ": ")) + self._slots(chance.choice(self._supplies["titles"]), chance)
        return title[:1].upper() + title[1:]

    def _name_of(self, supply: str, chance: random.Random) -> str:
        return self._slots(chance.choice(self._supplies.get(supply, [""])), chance)

    def _slots(self, pattern: str, chance: random.Random) -> str:
        def filled(slot: re.Match[str]) -> str:
            match slot[1]:
                case "T" | "t":
                    topic = self._topic(chance)
                    return topic[:1].upper() + topic[1:] if slot[1] == "T" and slot.start() == 0 else topic
                case "A":
                    return str(chance.choice(self._supplies["areas"].split("|")))
                case "P":
                    return str(chance.choice(self._words["places"]))
                case "F":
                    return str(chance.choice(self._words["family"]))
                case "S":
                    return str(chance.choice(self._supplies["subjects"].split()))
                case "N":
                    return self._names(
                        [self._person(chance)], self._supplies["name_lists"][0 if not self._spaced else -2], chance
                    )
                case "W":
                    return " ".join(
                        word[:1].upper() + word[1:] if len(word) > 3 else word
                        for word in self._topic(chance).split(" ")
                    )
                case "R":
                    return str(chance.randrange(1, 30))
                case _:
                    return slot[0]

        return _SLOT.sub(filled, pattern)

    def _topic(self, chance: random.Random) -> str:
        topic = str(chance.choice(self._topics))
        if self._spaced and chance.random() < 0.35:
            words = topic.split(" ")
            place = chance.randrange(len(words))
            words[place] = _blended(words[place], chance.choice(chance.choice(self._topics).split(" ")), chance)
            topic = " ".join(words)
        elif not self._spaced and chance.random() < 0.3:
            topic = topic[: chance.randrange(1, len(topic) + 1)] + chance.choice(self._topics)
        return topic

    def _filled(self, template: str, values: dict[str, str], chance: random.Random) -> list[Segment]:
        out: list[Segment] = []
        for piece in _PIECE.finditer(template):
            group, field, literal = piece.groups()
            if group is not None and group[0] == "{" and group[-1] == "}":
                out += [("other", "["), *self._filled(group, values, chance), ("other", "]")]
            elif group is not None:
                out += self._filled(group, values, chance) if chance.random() < 0.6 else []
            elif field is not None:
                out.append((_LABELS[field], values[field]))
            else:
                stopped = literal.startswith(".") and out and out[-1][1][-1:] in ".?!"
                out.append(("other", literal[1:] if stopped else literal))
        return out


def _named(form: str, person: dict[str, str]) -> str:
    return _SLOT.sub(lambda slot: person[slot[1]], form)


def _blended(word: str, other: str, chance: random.Random) -> str:
    """A word that no list holds, made of the head of one and the end of another."""
    cut = chance.randrange(1, max(len(word) - 1, 2))
    return word[:cut] + other[-chance.randrange(2, 5) :]
