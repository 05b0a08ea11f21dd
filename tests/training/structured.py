"""Articles that publishers cite in parts (Crossref's ``reference[].article-title``): facts to print in styles, with lent names.

Crossref keeps the first author's family name and the first page alone; given names, further authors and last pages are made up.
"""

import gzip
import html
import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from refcheck.model import Name
from training.deposited import cleaned
from training.facts import Facts

EACH = 10_000
"""How many are printed with each draw."""

WORDS = 4
"""A work is put aside if the first so many words of its title stand in a text that is measured on; shorter titles are left out."""

_NEEDED = ("article-title", "author", "journal-title", "volume", "year")
_TAKEN = (*_NEEDED, "issue", "first-page", "DOI")


def phrases(texts: Iterable[str]) -> set[str]:
    """Every few words of some texts in succession."""
    return {each for text in texts for each in _successions(_words(text))}


def cited(records: Path, aside: Set[str]) -> list[dict[str, str]]:
    """The parts of articles that the records cite, each work once, in the records' order."""
    seen: set[tuple[str, ...]] = set()
    found = []
    for line in gzip.decompress(records.read_bytes()).splitlines():
        for parts in json.loads(line).get("reference") or ():
            words = tuple(_words(parts["article-title"])) if _is_whole(parts) else ()
            if len(words) >= WORDS and words not in seen and " ".join(words[:WORDS]) not in aside:
                seen.add(words)
                found.append({name: cleaned(parts[name]) for name in _TAKEN if isinstance(parts.get(name), str)})
    return found


def _is_whole(parts: Mapping[str, Any]) -> bool:
    """Whether an article has all parts that are needed, its author and journal have names and its year is a number."""
    if not all(isinstance(parts.get(name), str) for name in _NEEDED):
        return False
    named = all(any(map(str.isalpha, cleaned(parts[name]))) for name in ("author", "journal-title"))
    return named and parts["year"].isdecimal()


def drawn(works: Sequence[Mapping[str, str]], pool: Sequence[Facts], chance: random.Random) -> Iterator[Facts]:
    """Some of the works as facts, with names lent from other references."""
    names = [name for facts in pool if not facts.east_asian for name in facts.author if name.family and name.given]
    for work in chance.sample(works, min(EACH, len(works))):
        family = next(word for word in reversed(work["author"].split()) if any(map(str.isalpha, word))).strip(",.")
        first = Name(family=family.title() if family.isupper() else family, given=chance.choice(names).given)
        others = [chance.choice(names) for _ in range(chance.choice((0, 0, 1, 1, 2, 2, 3, 4, 6)))]
        texts = {
            "title": work["article-title"].rstrip(". "),
            "container": work["journal-title"].strip(" ,;"),
            "volume": work["volume"],
            "date": work["year"],
        }
        if work.get("issue"):
            texts["issue"] = work["issue"]
        if work.get("first-page"):
            texts["pages"] = _pages(work["first-page"], chance)
        if work.get("DOI") and chance.random() < 0.5:
            texts["doi"] = work["DOI"]
        yield Facts(author=(first, *others), editor=(), texts=texts)


def _pages(first: str, chance: random.Random) -> str:
    """A first page with a last page, in full or cut short, at times."""
    if not first.isdecimal() or chance.random() < 0.2:
        return first
    last = str(int(first) + chance.randrange(2, 25))
    return f"{first}-{last[-2:] if len(first) > 2 and chance.random() < 0.2 else last}"


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in html.unescape(text).casefold()).split()


def _successions(words: Sequence[str]) -> Iterator[str]:
    return (" ".join(words[place : place + WORDS]) for place in range(len(words) - WORDS + 1))
