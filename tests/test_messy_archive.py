"""The benchmark as one file: whole, with its sums, its cards and how it is cited; and the same bytes twice."""

import hashlib
import sys
import zipfile
from pathlib import Path

import pytest

MESSY = Path(__file__).parent / "benchmarks" / "messy"
sys.path.insert(0, str(MESSY.parent))

from messy import archive  # noqa: E402 (found beside the benchmarks)

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.skipif(not (archive.SEEDS / "messy-lists-2").exists(), reason="the data sets are not in this checkout"),
]
FOLDERS = ("messy-lists-2", "messy-lists-real")


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "messy.zip"
    archive.main(str(path))
    return path


def test_it_is_the_same_twice_and_small(packed: Path, tmp_path: Path) -> None:
    archive.main(str(tmp_path / "again.zip"))
    assert (tmp_path / "again.zip").read_bytes() == packed.read_bytes()
    assert packed.stat().st_size < 20_000_000


def test_the_sums_are_those_of_every_other_file(packed: Path) -> None:
    with zipfile.ZipFile(packed) as held:
        lines = held.read(archive.SUMS).decode().splitlines()
        sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
        names = set(held.namelist()) - {archive.SUMS}
        assert {name: hashlib.sha256(held.read(name)).hexdigest() for name in names} == sums


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("name", ["README.md", "gold.jsonl", "CITATION.cff"])
def test_each_part_has_its_card_and_how_it_is_cited(packed: Path, folder: str, name: str) -> None:
    with zipfile.ZipFile(packed) as held:
        assert held.read(f"{folder}/{name}")


def test_the_stand_in_finds_what_it_needs(packed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed) as held:
        held.extractall(tmp_path)
    assert (tmp_path / "messy-lists-2" / "stand_in.py").exists()
    assert (tmp_path / "messy-lists" / "serve.py").exists()
