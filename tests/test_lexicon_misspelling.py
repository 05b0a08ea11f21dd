"""A reference says the same however its labels are misspelt; no word of the example list stands in the program."""

import json
import random
import re
from string import ascii_lowercase
from typing import Any

import pytest
from drawn import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from misspellings_made import all_misspelt, labels, misspelt, spelt_right
from tables import SEEDS

from refcheck.parsing import parse, parse_list
from refcheck.parsing.splitting import Entry

LIST: list[dict[str, Any]] = json.loads((SEEDS / "jcep-central-asia-ai" / "expected.json").read_text(encoding="utf-8"))
RAWS = [str(entry["raw"]) for entry in LIST]
PLACES = [(raw, place) for raw in RAWS for place in labels(raw)]


def test_the_list_has_labels() -> None:
    assert len(PLACES) >= 40


@settings(max_examples=examples(300), deadline=None)
@given(
    where=st.sampled_from(PLACES),
    way=st.integers(0, 3),
    place=st.integers(0, 40),
    letter=st.sampled_from(ascii_lowercase),
)
def test_one_edit_of_a_label_changes_no_field(
    where: tuple[str, tuple[int, int, str]], way: int, place: int, letter: str
) -> None:
    raw, (start, end, right) = where
    wrong = raw[:start] + misspelt(right, way, place, letter) + raw[end:]
    assert parse(wrong).work == parse(spelt_right(raw, [(start, end, right)])).work


@pytest.mark.parametrize("seed", range(10))
def test_a_list_with_every_label_misspelt_says_the_same(seed: int) -> None:
    chance = random.Random(seed)
    right = [Entry(key=None, raw=spelt_right(raw, list(labels(raw))), spans=()) for raw in RAWS]
    wrong = [Entry(key=None, raw=all_misspelt(raw, chance), spans=()) for raw in RAWS]
    pairs = list(zip(parse_list(wrong), parse_list(right), strict=True))
    assert len(pairs) == len(RAWS)
    assert sum(one.work != other.work for one, other in pairs) <= 1  # a list's style may tip what is as likely as not


def _odd_words() -> set[str]:
    """The words of the example list that are misspelt, and the family names of its authors, but for names that many have."""
    misspelt_labels = {
        raw[start:end].lower() for raw, (start, end, right) in PLACES if raw[start:end].lower() != right.lower()
    }
    families = {
        word.lower()
        for entry in LIST
        for author in entry["authors"] or ()
        for word in re.findall(r"[^\W\d_]{5,}", str(author.get("family") or ""))
    }
    return misspelt_labels | (families - COMMON_NAMES)


COMMON_NAMES = frozenset({"kaveh", "nejad", "yousuf", "zadeh", "zhang"})


def test_no_odd_word_of_the_example_list_stands_in_the_program_or_its_training() -> None:
    odd = _odd_words()
    assert len(odd) >= 30
    root = SEEDS.parent
    files = [
        path
        for folder in ("refcheck", "tests/training")
        for path in (root / folder).rglob("*")
        if path.suffix in (".py", ".toml")
    ]
    assert len(files) > 500
    found = {
        (path.name, word)
        for path in files
        for word in set(re.findall(r"[^\W\d_]{5,}", path.read_text(encoding="utf-8").lower())) & odd
    }
    assert not found
