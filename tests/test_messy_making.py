"""The maker of messy lists: twice the same bytes, and nothing in common between what is public and what is drawn anew."""

import gzip
import hashlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
MESSY = ROOT / "tests" / "benchmarks" / "messy"
PUBLIC = ROOT / "seeds" / "messy-lists-2"
FEW = (3, 21, 30, 36, 46, 50)
"""Lists of every format."""

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.skipif(not (PUBLIC / "gold.jsonl").exists(), reason="the data set is not in this checkout"),
]

WORDS = (
    "weirs",
    "orchards",
    "canals",
    "meadows",
    "quarries",
    "lanes",
    "mills",
    "hedges",
    "ponds",
    "ferries",
    "barns",
    "wells",
)


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of records like Crossref's, all of them invented, and of fifty works that are public."""
    rng = random.Random(5)
    items = []
    for number in range(900):
        one, two = rng.sample(WORDS, 2)
        people = [
            {"family": f"{name.title()}er", "given": f"{rng.choice('ABCDEFG')}na"} for name in rng.sample(WORDS, 3)
        ]
        items.append(
            {
                "DOI": f"10.77777/drawn.{number}",
                "type": "journal-article",
                "title": [f"Notes upon {one} and {two}, {number} of them in all"],
                "author": people,
                "container-title": [f"Acta of {rng.choice(WORDS)} studies"],
                "publisher": f"{rng.choice(WORDS)} house".title(),
                "issued": {"date-parts": [[rng.randint(1980, 2023)]]},
                "volume": str(rng.randint(1, 90)),
                "page": f"{number}-{number + 9}",
            }
        )
    path = tmp_path_factory.mktemp("works") / "works.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in [*items, *records(PUBLIC)[:50]]), encoding="utf-8")
    return path


def records(folder: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line) for line in gzip.decompress((folder / "works.jsonl.gz").read_bytes()).decode().splitlines()
    ]


def run(folder: Path, *options: object, order: str = "1") -> subprocess.CompletedProcess[str]:
    """Make a part in a process of its own."""
    command = [sys.executable, MESSY / "make.py", folder, *options]
    environment = {**os.environ, "PYTHONHASHSEED": order, "PYTHONPATH": str(ROOT)}
    return subprocess.run(list(map(str, command)), check=False, capture_output=True, text=True, env=environment)


def make(folder: Path, *options: object, order: str = "1") -> dict[str, str]:
    """Make a part, and return the sums of its files."""
    done = run(folder, *options, order=order)
    assert done.returncode == 0, done.stderr
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_twice_with_one_seed_are_the_same_bytes(tmp_path: Path, works: Path) -> None:
    pytest.importorskip("typst")
    kinds = (("a", 7, "1"), ("b", 7, "2"), ("c", 8, "1"))
    made = [make(tmp_path / name, "--works", works, "--seed", seed, "--only", *FEW, order=o) for name, seed, o in kinds]
    assert made[0] == made[1] != made[2]
    assert {Path(name).suffix for name in made[0]} >= {".txt", ".docx", ".html", ".bib", ".ris", ".pdf"}


def test_what_is_drawn_shares_nothing_with_the_public_part(tmp_path: Path, works: Path) -> None:
    make(tmp_path, "--works", works, "--seed", 7, "--only", 3, 36, 46)
    drawn, public = records(tmp_path), records(PUBLIC)
    assert len(drawn) > 300
    assert not {item["DOI"].lower() for item in drawn} & {item["DOI"].lower() for item in public}
    assert not set(map(venue_year, drawn)) & set(map(venue_year, public))
    assert not orders(tmp_path) & orders(PUBLIC)


def test_too_few_works_are_no_part(tmp_path: Path) -> None:
    path = tmp_path / "few.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in records(PUBLIC)[:30]), encoding="utf-8")
    done = run(tmp_path / "out", "--works", path)
    assert done.returncode == 1
    assert "0 works that can be cited and were not shown" in done.stderr


def venue_year(item: dict[str, Any]) -> tuple[str, int]:
    name = (item.get("container-title") or item["title"])[0]
    return "".join(filter(str.isalnum, name.casefold())), item["issued"]["date-parts"][0][0]


def orders(folder: Path) -> set[str]:
    lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return {json.loads(line)["style"].rpartition(" ")[0] for line in lines}
