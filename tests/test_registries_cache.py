"""What is remembered, for how long, and what becomes of a broken file."""

import json
import multiprocessing
import os
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from registries_made import MISS, NOON, NOWHERE, StandIn, dois, failing, holding, query, record, scripted

from refcheck.model import Answer, Cause, Date, Found, Id, Relation, Unavailable, Update
from refcheck.registries import Cache, Cached, Offline, Registry
from refcheck.registries.wrappers import sqlite_file
from refcheck.registries.wrappers.cache import CACHE, WriteOnly, from_json, to_json
from refcheck.registries.wrappers.claims import SharedBucket
from refcheck.registries.wrappers.pace import UNDER_WAY, Limit
from refcheck.registries.wrappers.sqlite_file import SqliteFile
from refcheck.system.own_databases import begin

PAPER = record("10.1000/paper", title="Über die Ränder – می‌خواهم")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "answers.sqlite3"


@pytest.fixture
def cache(path: Path) -> Iterator[Cache]:
    cache = Cache(path)
    yield cache
    cache.close()


def cached(registry: Registry, cache: Cache, now: datetime = NOON, space: str = "lists https://a.example") -> Cached:
    return Cached(registry, cache, space=space, now=lambda: now)


@pytest.mark.parametrize(
    ("answer", "days"), [(Found(record=PAPER), 90), (MISS, 1), (NOWHERE, 1), (failing(Cause.BROKEN), 0)]
)
def test_how_long_an_answer_counts(answer: Answer, days: int, cache: Cache) -> None:
    registry = scripted(answer)
    asked = dois("10.1000/paper")
    assert cached(registry, cache).lookup(asked) == {asked[0]: answer}
    if days:
        assert cached(registry, cache, NOON + timedelta(days=days, seconds=-1)).lookup(asked) == {asked[0]: answer}
        assert len(registry.lookups) == 1
    cached(registry, cache, NOON + timedelta(days=days, seconds=1)).lookup(asked)
    assert len(registry.lookups) == 2


@pytest.mark.parametrize(("hits", "days"), [(holding(PAPER), 7), (holding(), 1)])
def test_how_long_a_search_counts(hits: StandIn, days: int, cache: Cache) -> None:
    asked = (query("a title"),)
    first = cached(hits, cache).search(asked)
    assert cached(hits, cache, NOON + timedelta(days=days, seconds=-1)).search(asked) == first
    assert hits.searches == ["a title"]
    cached(hits, cache, NOON + timedelta(days=days, seconds=1)).search(asked)
    assert hits.searches == ["a title", "a title"]


def test_only_what_is_missing_is_asked_and_planned(cache: Cache) -> None:
    registry = holding(PAPER)
    once = cached(registry, cache)
    once.lookup(dois("10.1000/paper", "10.1000/b"))
    asked = dois("10.1000/paper", "10.1000/c", "10.1000/B")
    assert once.batches(asked) == ((asked[0], asked[2]), (asked[1],))
    assert [each.url for each in once.plan(asked, ())] == ["https://stand-in.example/10.1000/c"]
    once.lookup(asked)
    assert registry.lookups == [("10.1000/paper", "10.1000/b"), ("10.1000/c",)]


def test_answers_are_kept_as_they_come(path: Path) -> None:
    """A run that is killed leaves what it has: the first batch is there although the second never ends."""

    def answer(ids: tuple[Id, ...]) -> dict[Id, Answer]:
        if Id.doi("10.1000/fatal") in ids:
            raise KeyboardInterrupt
        return dict.fromkeys(ids, MISS)

    first = Cache(path)
    with pytest.raises(KeyboardInterrupt):
        cached(StandIn(answer, batch=1), first).lookup(dois("10.1000/a", "10.1000/fatal"))
    again = Cache(path)
    assert cached(Offline(), again).lookup(dois("10.1000/a")) == {Id.doi("10.1000/a"): MISS}
    first.close()
    again.close()


def test_the_same_doi_has_another_answer_at_another_address(cache: Cache) -> None:
    cached(holding(PAPER), cache).lookup(dois("10.1000/paper"))
    elsewhere = cached(holding(), cache, space="lists https://b.example").lookup(dois("10.1000/paper"))
    assert elsewhere == {Id.doi("10.1000/paper"): MISS}


def test_a_refreshing_run_asks_anew_and_keeps_what_it_hears(path: Path) -> None:
    asked = dois("10.1000/paper")
    cache, fresh = Cache(path), WriteOnly(path)
    cached(holding(), cache).lookup(asked)
    assert cached(holding(PAPER), fresh).lookup(asked) == {asked[0]: Found(record=PAPER)}
    assert cached(Offline(), cache).lookup(asked) == {asked[0]: Found(record=PAPER)}
    cache.close()
    fresh.close()


def test_every_part_of_a_record_comes_back() -> None:
    whole = evolve(
        PAPER,
        updates=(
            Update(type="retraction", doi="10.1000/notice", source="publisher", updated=Date(year=2020, month=2)),
        ),
        update_to=(Update(type="correction"),),
        relations=(Relation(type="has-preprint", id_type="doi", id="10.1000/pre"),),
    )
    assert from_json("k", to_json("k", Found(record=whole))) == Found(record=whole)
    assert from_json("k", to_json("k", NOWHERE)) == NOWHERE


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"[]", b"{}", b'{"answer": "found"}', b'{"answer": "found", "record": {"id": 3}}']
)
def test_what_cannot_be_read_is_not_known(data: bytes) -> None:
    assert from_json("k", data) is None


def test_a_broken_cache_is_put_aside_and_begun_anew(path: Path) -> None:
    Cache(path).put("space", {"key": b"answer"}, NOON)
    content = path.read_bytes()[:4_000]
    path.write_bytes(content)
    cache = Cache(path)
    asked = dois("10.1000/paper")
    cached(holding(PAPER), cache).lookup(asked)
    assert cached(Offline(), cache).lookup(asked) == {asked[0]: Found(record=PAPER)}
    assert path.with_name("answers.sqlite3.broken-1").read_bytes() == content
    cache.close()


def test_a_cache_of_another_version_is_put_aside(path: Path) -> None:
    path.parent.mkdir()
    old = sqlite3.connect(path)
    begin(old, evolve(CACHE, version=99, schema="CREATE TABLE answer (old)"))
    old.close()
    cache = Cache(path)
    cached(holding(PAPER), cache).lookup(dois("10.1000/paper"))
    assert cache.info().answers == 1
    assert path.with_name("answers.sqlite3.broken-1").exists()
    cache.close()


def test_a_file_that_breaks_while_it_is_used_is_put_aside(path: Path) -> None:
    first = Cache(path)
    cached(holding(PAPER), first).lookup(dois(*(f"10.1000/{number}" for number in range(500))))
    first.close()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xaa" * (len(content) - 4096)
    path.write_bytes(content)
    second = Cache(path)
    asked = dois("10.1000/paper")
    assert cached(holding(PAPER), second).lookup(asked) == {asked[0]: Found(record=PAPER)}
    second.close()


def test_a_place_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way of a folder")
    cache = Cache(tmp_path / "file" / "answers.sqlite3")
    assert cached(holding(PAPER), cache).lookup(dois("10.1000/paper")) == {Id.doi("10.1000/paper"): Found(record=PAPER)}
    assert cache.info().answers == 0


def test_what_is_asked_about_is_not_made(tmp_path: Path) -> None:
    info = Cache(tmp_path / "none.sqlite3").info()
    assert (info.answers, info.size, list(tmp_path.iterdir())) == (0, 0, [])


def test_info_and_clear(cache: Cache, path: Path) -> None:
    cached(holding(PAPER), cache).lookup(dois("10.1000/paper", "10.1000/b"))
    info = cache.info()
    assert (info.path, info.answers) == (path, 2)
    assert info.size > 0
    cache.clear()
    assert not path.exists()
    assert cache.info().answers == 0
    cached(holding(PAPER), cache).lookup(dois("10.1000/paper"))
    assert cache.info().answers == 1


def test_several_processes_keep_their_answers_in_one_file(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_keep_some, args=(path, number)) for number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    cache = Cache(path)
    assert cache.info().answers == 2 * 50
    cache.close()


def _keep_some(path: Path, number: int) -> None:
    sqlite_file._BUSY_SECONDS = 60  # who has the file may be kept waiting itself
    cache = Cache(path)
    registry = cached(holding(batch=1), cache)
    registry.lookup(dois(*(f"10.1000/{number}-{each}" for each in range(50))))
    cache.close()


# The pace of several processes


def test_processes_share_their_tokens(tmp_path: Path) -> None:
    path, limit = tmp_path / "paces.sqlite3", Limit(count=2)
    one, two, other = SharedBucket(path, "lists"), SharedBucket(path, "lists"), SharedBucket(path, "single")
    assert [bucket.take(limit, 100.0).start for bucket in (one, two)] == [100.0, 100.0]
    third = two.take(limit, 100.0)
    assert third.start == pytest.approx(101.0 + UNDER_WAY)
    assert other.take(limit, 100.0).start == 100.0
    two.give_back(third, 101.5)
    one.pause(120.0)
    assert two.take(limit, 105.0).start == 120.0
    for bucket in (one, two, other):
        bucket.close()


def test_a_clock_that_was_set_back_stops_nobody(tmp_path: Path) -> None:
    bucket = SharedBucket(tmp_path / "paces.sqlite3", "lists")
    bucket.take(Limit(count=1), 1_000_000.0)
    bucket.pause(1_000_100.0)
    assert bucket.take(Limit(count=1), 500.0).start == 500.0
    bucket.close()


def test_without_its_file_a_process_keeps_its_own_pace(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way of a folder")
    bucket = SharedBucket(tmp_path / "file" / "paces.sqlite3", "lists")
    starts = [bucket.take(Limit(count=1), 100.0).start for _ in range(2)]
    assert starts == [100.0, pytest.approx(101.0 + UNDER_WAY)]


def test_what_another_is_asking_for_is_waited_for(path: Path) -> None:
    asked, begun, go_on = dois("10.1000/paper"), threading.Event(), threading.Event()

    def answer(ids: tuple[Id, ...]) -> dict[Id, Answer]:
        begun.set()
        assert go_on.wait(60)
        return dict.fromkeys(ids, Found(record=PAPER))

    slow, caches, answers, waited = StandIn(answer), [Cache(path), Cache(path)], [], threading.Event()

    def wait(seconds: float) -> None:
        waited.set()
        time.sleep(seconds)

    def run(cache: Cache) -> None:
        answers.append(Cached(slow, cache, space="lists", now=lambda: NOON, sleep=wait).lookup(asked))

    threads = [threading.Thread(target=run, args=(cache,)) for cache in caches]
    threads[0].start()
    assert begun.wait(60)
    threads[1].start()
    assert waited.wait(60)
    go_on.set()
    for thread in threads:
        thread.join(60)
    assert answers == [{asked[0]: Found(record=PAPER)}] * 2
    assert slow.lookups == [("10.1000/paper",)]
    for cache in caches:
        cache.close()


def test_what_another_asked_for_in_vain_is_asked_again(cache: Cache) -> None:
    asked = dois("10.1000/paper")
    cached(scripted(failing(Cause.BROKEN)), cache).lookup(asked)
    assert cached(holding(PAPER), cache).lookup(asked) == {asked[0]: Found(record=PAPER)}


@pytest.mark.skipif(os.name != "posix", reason="no process can be asked for elsewhere")
def test_a_claim_ends_with_its_process(cache: Cache) -> None:
    space, key = "lists https://a.example", "doi:10.1000/paper"
    gone = subprocess.Popen(["true"])
    gone.wait()
    assert cache.claim(space, [key], NOON) == (key,)
    assert cache.claim(space, [key], NOON) == ()
    base = sqlite3.connect(cache.info().path)
    base.execute("UPDATE claim SET process = ?", (gone.pid,))
    base.commit()
    base.close()
    assert cache.claim(space, [key], NOON) == (key,)
    assert cache.claim(space, [key], NOON + timedelta(minutes=3)) == (key,)


def test_a_claim_of_another_process_with_the_same_number_is_none(tmp_path: Path) -> None:
    space, key = "lists https://a.example", "doi:10.1000/paper"
    left = tmp_path / "left.sqlite3"
    first = Cache(left)
    assert first.claim(space, [key], NOON) == (key,)
    first.close()
    here = tmp_path / "here.sqlite3"
    left.rename(here)  # as if this process had begun only now
    second, third = Cache(here), Cache(here)
    assert second.claim(space, [key], NOON) == (key,)
    assert third.claim(space, [key], NOON) == ()
    second.release(space, [key])
    assert third.claim(space, [key], NOON) == (key,)
    second.close()
    third.close()


def test_an_offline_run_waits_for_nobody(cache: Cache) -> None:
    assert cache.claim("lists https://a.example", ["doi:10.1000/paper", "search:a title"], NOON)
    registry = cached(Offline(), cache)
    assert isinstance(registry.lookup(dois("10.1000/paper"))[Id.doi("10.1000/paper")], Unavailable)
    assert isinstance(registry.search((query("a title"),))[0], Unavailable)


def test_the_answer_to_another_question_is_not_known() -> None:
    assert from_json("doi:10.1000/other", to_json("doi:10.1000/paper", Found(record=PAPER))) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
)


@given(part=JSON, place=st.integers(min_value=0, max_value=40))
def test_a_row_with_any_part_out_of_shape_is_an_answer_or_none(part: object, place: int) -> None:
    row = json.loads(to_json("k", Found(record=PAPER)))
    places: list[tuple[dict[str, object], str]] = []

    def walk(at: object) -> None:
        if isinstance(at, dict):
            for name, inner in at.items():
                places.append((at, name))
                walk(inner)

    walk(row)
    at, name = places[place % len(places)]
    at[name] = part
    from_json("k", json.dumps(row).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "row", [b"[" * 200_000, b'{"of": "k", "answer": ' + b"[" * 200_000, b'{"of": "k"}', b"null", b"3"]
)
def test_a_row_without_end_or_shape_is_not_known(row: bytes) -> None:
    assert from_json("k", row) is None


def test_a_locked_file_is_waited_for_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, waited = Cache(path), []
    cache.put("space", {"a": b"1"}, NOON)
    transact = SqliteFile._transact

    def waiting(self: SqliteFile, begin: str, *rest: Any) -> Any:
        waited.append(begin)
        return transact(self, begin, *rest)

    monkeypatch.setattr(SqliteFile, "_transact", waiting)
    lock = sqlite3.connect(path, isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    for number in range(20):
        cache.put("space", {str(number): b"1"}, NOON)
    assert waited == ["BEGIN IMMEDIATE"]
    lock.execute("ROLLBACK")
    lock.close()
    cache.close()
