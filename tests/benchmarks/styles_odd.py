"""The references that do not follow the style of their list: how many are told, and how many others.

    python styles_odd.py WORKS.jsonl.gz [--lists 100] [--seed 1] [--not-styles NAMES.txt] [--show]

WORKS are records of Crossref's REST API, one a line. Each list prints twenty of them in a style A, one of the twenty in a style B.
Styles and works are drawn by the seed from the half of each that nothing was fitted on; NAMES are styles that somebody has looked
at since, one a line.
"""

import argparse
import gzip
import json
import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha1
from pathlib import Path
from typing import Any

from refcheck import check
from refcheck.errors import SettingsError
from refcheck.model import Provenance, Reference
from refcheck.registries import Offline
from refcheck.registries.services.crossref.record import crossref_record
from refcheck.styles import find_style
from refcheck.styles.collection import names
from refcheck.styles.following import followed, printed_in

CODE = "style-not-followed"
ARTICLES, OTHERS = 14, 6
SHORTEST = 30  # letters: what is printed in fewer says nothing of a style


def held(name: str) -> bool:
    return int(sha1(name.encode()).hexdigest(), 16) % 2 == 1


def usable(record: Mapping[str, Any]) -> bool:
    whole = all(record.get(name) for name in ("title", "author", "container-title"))
    kinds = ("journal-article", "book-chapter", "proceedings-article")
    return whole and len(record["author"]) < 9 and record["type"] in kinds and held(record["DOI"])


def drawn(records: list[Any], styles: list[str], draw: random.Random) -> Iterator[tuple[str, str, int, list[str]]]:
    """Yield two styles, the place of the odd one and the list, without end."""
    about = Provenance(registry="Crossref", url="", retrieved=datetime.now(UTC))
    articles = [each for each in records if each["type"] == "journal-article"]
    others = [each for each in records if each["type"] != "journal-article"]
    while True:
        names = draw.sample(styles, 2)
        try:
            most, odd = map(find_style, names)
        except SettingsError:
            continue
        chosen = draw.sample(articles, ARTICLES) + draw.sample(others, OTHERS)
        draw.shuffle(chosen)
        works = [Reference(key="", raw="", work=crossref_record(each, about).work) for each in chosen]
        at = draw.randrange(len(works))
        printed = printed_in(works, most)
        printed[at] = printed_in([works[at]], odd)[0]
        if min(map(len, printed)) >= SHORTEST:
            yield most.name, odd.name, at, printed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("works")
    parser.add_argument("--lists", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--not-styles")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    with gzip.open(given.works, "rt") as lines:
        records = [record for record in map(json.loads, lines) if usable(record)]
    looked_at = set(Path(given.not_styles).read_text().split()) if given.not_styles else set()
    styles = [name for name in sorted(names()) if held(name) and name not in looked_at]
    print(f"drawn from {len(records)} works and {len(styles)} styles")
    told = others = wrong = 0
    lists = drawn(records, styles, random.Random(given.seed))
    for number in range(1, given.lists + 1):
        most, odd, at, printed = next(lists)
        for place, each in enumerate(followed(check(printed, registry=Offline()), most)):
            found = [finding.message for finding in each.findings if finding.code == CODE]
            told += bool(found) and place == at
            wrong += bool(found) and place != at
            others += place != at
            if given.show and bool(found) != (place == at):
                print(f"  {most} / {odd}: {'told' if found else 'missed'}: {printed[place]} {found}")
        if not number % 20:
            print(f"{told} of {number} odd ones told, {wrong} of {others} others", flush=True)


if __name__ == "__main__":
    main()
