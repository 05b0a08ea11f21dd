"""Works in German, made up of supplies: the data under free licences hold few, and German lists differ from English ones."""

import random
import re
from collections.abc import Mapping, Sequence

from attrs import evolve

from training.facts import Facts

#: A slot of a pattern: a capital letter by itself, or before a hyphen.
_SLOT = re.compile(r"\b[FNPG]\b")


class German:
    """Makes titles and works of the supplies' words."""

    def __init__(self, supplies: Mapping[str, Sequence[str] | str]) -> None:
        """``supplies`` holds the lists ``german_…`` and ``places``."""
        self._supplies = supplies
        self._slots = {
            "F": str(supplies["german_feminine"]).split(),
            "N": str(supplies["german_nouns"]).split(),
            "G": str(supplies["german_groups"]).split(),
            "P": list(supplies["german_areas"]),
        }

    def title(self, chance: random.Random) -> str:
        """A title, half of them with a subtitle."""
        title = self._filled("german_patterns", chance)
        if chance.random() < 0.55:
            mark = "" if title.endswith("?") else chance.choice((".", ".", ".", ":", " –"))
            title += f"{mark} {self._filled('german_subtitles', chance)}"
        return title

    def work(self, people: Facts, chance: random.Random) -> Facts:
        """An article, a book or a chapter by the authors of another work, in its year."""
        kept = {label: text for label, text in people.texts.items() if label in ("date", "url")}
        texts = {**kept, "title": self.title(chance), "location": chance.choice(self._supplies["places"])}
        lot = chance.random()
        if lot < 0.3:
            numbers = {"volume": str(chance.randrange(1, 60)), "issue": str(chance.randrange(1, 13))}
            pages = _pages(chance)
            del texts["location"]
            texts |= {**numbers, "pages": pages, "container": chance.choice(self._supplies["german_journals"])}
            return evolve(people, texts=texts, editor=())
        if chance.random() < 0.6:
            texts["publisher"] = chance.choice(self._supplies["german_houses"])
        if lot < 0.6:
            texts |= {"container": self.title(chance), "pages": _pages(chance)}
        return evolve(people, texts=texts, editor=())

    def _filled(self, patterns: str, chance: random.Random) -> str:
        pattern = chance.choice(self._supplies[patterns])
        return _SLOT.sub(lambda slot: chance.choice(self._slots[slot[0]]), pattern)


def _pages(chance: random.Random) -> str:
    first = chance.randrange(1, 500)
    return f"{first}-{first + chance.randrange(2, 40)}"
