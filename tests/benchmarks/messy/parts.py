"""The public part of the benchmark and what is drawn anew: no work, no venue of one year and no order of styles is in both."""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from messy.styles import STYLES, Style

Item = dict[str, Any]

SEEDS = Path(__file__).resolve().parents[3] / "seeds"
PUBLIC = SEEDS / "messy-lists-2"
WORKS = "works.jsonl.gz"
PUBLIC_ORDERS = frozenset(
    [
        "apa",
        "mla",
        "vancouver",
        "ieee",
        "springer",
        "lecture-notes",
        "colon",
        "coded",
        "guillemets",
        "law",
        "sociology",
        "quoted",
    ]
)
"""Orders of the parts in which public lists are printed; all others are for lists that are drawn anew."""


def styles(*, is_public: bool) -> tuple[Style, ...]:
    return tuple(style for style in STYLES if (style.name.rpartition(" ")[0] in PUBLIC_ORDERS) == is_public)


def read(path: Path) -> list[Item]:
    """Return the records of a file of JSON lines, compressed or not."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data).decode()
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def venue_year(item: Item) -> str:
    """Return what a work shares with those of one venue and year; a work without a venue stands alone.

    >>> venue_year({"container-title": ["Seeburg Acta, A"], "issued": {"date-parts": [[2001, 3]]}, "title": ["Peat"]})
    'seeburgactaa 2001'
    """
    name = (item.get("container-title") or item["title"])[0]
    letters = "".join(filter(str.isalnum, str(name).casefold()))
    return f"{letters} {item['issued']['date-parts'][0][0]}"


def is_public(item: Item) -> bool:
    """Whether a work may stand in the public part: one venue and year in three, by the sum of their letters."""
    return hashlib.sha256(venue_year(item).encode()).digest()[0] % 3 == 0


def unseen(items: Iterable[Item]) -> Iterator[Item]:
    """Give the works that may be drawn anew: nothing that either version has shown, by DOI, by title, or by venue and year."""
    shown = read(PUBLIC / WORKS)
    venues = {venue_year(item) for item in shown}
    known = {_title(item) for item in shown}
    dois = {item["DOI"].lower() for item in (*shown, *read(SEEDS / "messy-lists" / WORKS))}
    for item in items:
        is_shown = item["DOI"].lower() in dois or venue_year(item) in venues or _title(item) in known
        if not is_public(item) and not is_shown:
            yield item


def _title(item: Item) -> str:
    return "".join(filter(str.isalnum, str(item["title"][0]).casefold()))
