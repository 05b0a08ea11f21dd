"""What a local index searches for, and the order of what it finds."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st
from registries_index_made import items, lines, printed

from refcheck.model import Date, Name, Query, Work
from refcheck.registries.index import LocalIndex, build
from refcheck.registries.index.planning import (
    BUDGET,
    FEATURES,
    Printed,
    is_sure,
    printed_words,
    ranked,
    searches,
)
from refcheck.registries.index.shard import KEYS, WORDS
from refcheck.registries.index.terms import STOP_WORDS, Frequencies, folded


@frozen
class Counted(Frequencies):
    """How many records hold a word or key: as listed; of those that are not listed, so many."""

    listed: Mapping[str, int]
    others: int = 0

    def word(self, word: str) -> int:
        return self.listed.get(word, self.others)

    def key(self, key: str) -> int:
        return self.listed.get(key, self.others)


def _searches(raw: str, counts: Counted, work: Work | None = None) -> list[list[str]]:
    query = Query(raw=raw, work=work or Work())
    return [[text for _, text in terms] for terms in searches(query, printed_words(query), counts)]


COMMON = {"soil": BUDGET, "water": BUDGET, "growth": BUDGET * 2, "steppe": 90, "lichen": 7}


@pytest.mark.parametrize(
    ("raw", "counts", "expected"),
    [
        ("", {}, []),
        ("The of and in", {"the": 5, "of": 5}, []),
        ("Unheard words alone", {}, []),
        ("Lichen of the steppe", COMMON, [["lichen", "steppe"]]),
        ("Soil growth, lichen, steppe and water", COMMON, [["lichen", "steppe", "soil"]]),  # the rarest, but three
        ("Soil, water and growth", COMMON, [["soil", "water", "growth"]]),
    ],
)
def test_the_rarest_words_are_searched_for(raw: str, counts: dict[str, int], expected: list[list[str]]) -> None:
    assert _searches(raw, Counted(counts)) == expected


def test_the_first_search_takes_fewer_words() -> None:
    first, whole = _searches(" ".join(f"word{chr(97 + number)}" for number in range(20)), Counted({}, others=3))
    assert (len(first), len(whole)) == (8, 20)
    assert whole[:8] == first


@pytest.mark.parametrize(
    ("raw", "work", "expected"),
    [
        ("A. Muster, Ann. Samples 12, 345 (2011).", Work(), {"v12p345", "y2011p345", "muster_p345", "muster_y2011"}),
        ("Muster 2011a, 345", Work(), {"y2011p345", "muster_p345", "muster_y2011"}),
        (
            "[3] Annals, 12: e45",
            Work(author=(Name(family="van der Berg"),), volume="12", page="e45-e50", issued=Date(year=1999)),
            {"v12pe45", "y1999pe45", "berg_pe45", "berg_y1999"},
        ),
        ("A book", Work(isbn=("978-0-306-40615-7",)), {"i030640615"}),
        ("345, 12", Work(), set()),  # no page stands before its volume
    ],
)
def test_keys_are_searched_for(raw: str, work: Work, expected: set[str]) -> None:
    keys = {"v12p345", "y2011p345", "muster_p345", "muster_y2011", "v12pe45", "y1999pe45", "berg_pe45", "berg_y1999"}
    query = Query(raw=raw, work=work)
    found = searches(query, printed_words(query), Counted(dict.fromkeys([*keys, "i030640615"], 2)))
    assert {text for terms in found for field, text in terms if field == KEYS} == expected


def test_a_common_key_is_not_searched_for() -> None:
    assert _searches("Muster 2011", Counted({"muster_y2011": 10_000, "muster": 4})) == [["muster"]]


@given(st.text(max_size=300), st.integers(0, 200_000))
def test_searches_are_bounded_and_hold_no_stop_words(raw: str, count: int) -> None:
    query = Query(raw=raw, work=Work())
    for terms in searches(query, printed_words(query), Counted({}, others=count)):
        words = [text for field, text in terms if field == WORDS]
        assert not set(words) & STOP_WORDS
        assert len(words) * count <= BUDGET or len(words) <= 3


TITLED: dict[str, Any] = {
    "title": ["Introduction"],
    "container-title": ["Religious Language"],
    "issued": {"date-parts": [[2013]]},
}


@pytest.mark.parametrize(
    ("raw", "better", "worse"),
    [
        # a short title word for word, against a longer one that holds it
        (
            "Introduction. Religious Language, 2013.",
            TITLED,
            TITLED | {"title": ["Religious Language: an introduction"]},
        ),
        # the same title in another journal, and the year before
        ("Introduction. Relig. Lang. 2013", TITLED, TITLED | {"container-title": ["Nature"]}),
        ("Introduction. Relig. Lang. 2013", TITLED, TITLED | {"issued": {"date-parts": [[2012]]}}),
        ("Introduction. Relig. Lang. 2012", TITLED, TITLED | {"issued": {"date-parts": [[2004]]}}),
        # without its title
        ("A. B, Relig. Lang. 7, L12 (2013)", TITLED | {"volume": "7"}, TITLED | {"volume": "8"}),
        ("A. B, Relig. Lang. 7, L12 (2013)", TITLED | {"page": "L12-L19"}, TITLED | {"page": "L2-L9"}),
        # another script
        ("Введение. Язык и религия, 2013.", TITLED | {"title": ["Введение"]}, TITLED | {"title": ["Заключение"]}),
    ],
)
def test_what_is_printed_decides(raw: str, better: dict[str, Any], worse: dict[str, Any]) -> None:
    for found in ([(9.0, better), (9.0, worse)], [(9.0, worse), (9.0, better)]):
        assert ranked(folded(raw), found)[0].item == better


def test_of_records_alike_none_is_left_out_and_none_is_sure() -> None:
    found = [(9.0, TITLED), (9.0, dict(TITLED))]
    likeliest = ranked(folded("Introduction. Religious Language, 2013."), found)
    assert len(likeliest) == 2
    assert not is_sure(likeliest)


def test_what_is_hopeless_is_left_out() -> None:
    long = TITLED | {"title": ["On the many uses of language in religious communities of the steppe"]}
    other = {"title": ["Kinetics"], "issued": {"date-parts": [[1999]]}}
    likeliest = ranked(folded(f"{long['title'][0]}. Religious Language, 2013"), [(20.0, long), (4.0, other)])
    assert [each.item for each in likeliest] == [long]
    assert is_sure(likeliest)
    assert not is_sure(ranked(folded("Kinetics of steppes"), [(4.0, other)]))
    assert not is_sure(())


_VALUE = st.one_of(st.none(), st.integers(), st.text(max_size=5), st.lists(st.text(max_size=5), max_size=2))


@given(
    st.dictionaries(st.sampled_from(["title", "container-title", "issued", "volume", "page"]), _VALUE),
    st.text(max_size=30),
)
def test_whatever_a_record_holds_has_its_features(item: dict[str, Any], raw: str) -> None:
    features = Printed(folded(raw)).features(item)
    assert len(features) == len(FEATURES)
    assert all(0 <= feature <= 1 for feature in features)


def test_shards_answer_as_one(tmp_path: Path) -> None:
    records = items(400)
    for shards in (1, 4):
        build(tmp_path / str(shards), [lines(tmp_path / "r.jsonl", records)], shards=shards)
    one, four = (LocalIndex.open(tmp_path / str(shards)) for shards in (1, 4))
    queries = [printed(record, titled=bool(number % 2)) for number, record in enumerate(records)]
    firsts = [[hits.hits[0].record.id for hits in index.search(queries)] for index in (one, four)]
    assert firsts[0] == firsts[1]
