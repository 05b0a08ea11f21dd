"""A local index: what is put in comes out again, by DOI and by search, and nothing is lost on the way."""

import json
import os
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registries_index_made import archive, document, held, items, lines, printed
from registries_made import NOON, dois

from refcheck import extras
from refcheck.errors import RecordsError, SettingsError
from refcheck.model import Date, Found, Id, NotFound, Provenance, Query, Scheme, Scope, Unavailable, Work
from refcheck.registries.connections import Connections
from refcheck.registries.index import (
    LocalIndex,
    Manifest,
    add,
    add_aliases,
    add_notices,
    build,
    faults,
    sources,
)
from refcheck.registries.index.stored import DATES, Packing, encoded, kept, read, train
from refcheck.registries.ladder import offline
from refcheck.registries.services.crossref.record import crossref_record
from refcheck.text.recoding import recoded, recoded_json

PACKINGS = (Packing(b""), Packing(train(encoded(kept(item)) for item in items(100))))
PROVENANCE = Provenance(registry="Test", url="", retrieved=NOON)

_WORD = st.text(max_size=9)
_TEXT = st.one_of(st.integers(0, 9), _WORD, st.lists(st.one_of(_WORD, st.none(), st.integers()), max_size=2))
_DATE = st.one_of(
    st.none(),
    st.fixed_dictionaries({"date-parts": st.lists(st.lists(st.one_of(st.none(), st.integers(0, 2100)), max_size=3))}),
)
_PERSON = st.dictionaries(
    st.sampled_from(["family", "given", "name", "suffix", "non-dropping-particle", "ORCID", "affiliation"]), _TEXT
)
_NOTICE = st.dictionaries(st.sampled_from(["type", "DOI", "label", "source"]), st.text(max_size=5))
_FIELDS = {
    **dict.fromkeys(
        ("DOI", "title", "subtitle", "container-title", "volume", "page", "type", "publisher", "ISBN"), _TEXT
    ),
    **dict.fromkeys((*DATES, "created", "indexed"), _DATE),
    **dict.fromkeys(
        ("author", "editor"), st.one_of(_PERSON, st.lists(st.one_of(_PERSON, st.text(max_size=3)), max_size=3))
    ),
    **dict.fromkeys(("updated-by", "update-to"), st.lists(_NOTICE, max_size=2)),
    "journal-issue": st.one_of(st.none(), st.fixed_dictionaries({"issue": _TEXT, "published-print": _DATE})),
    "institution": st.one_of(_PERSON, st.lists(_PERSON, max_size=2)),
    "resource": st.fixed_dictionaries({"primary": st.fixed_dictionaries({"URL": _TEXT})}),
    "relation": st.dictionaries(st.sampled_from(["cites", "is-preprint-of"]), st.lists(_NOTICE, max_size=2)),
    "reference": st.lists(_NOTICE),
}


@given(st.fixed_dictionaries({}, optional=_FIELDS))
def test_what_is_kept_of_a_record_makes_the_same_record(item: dict[str, Any]) -> None:
    assert crossref_record(kept(item), PROVENANCE) == crossref_record(item, PROVENANCE)


@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=20)), min_size=1, max_size=3))
def test_a_body_comes_out_as_it_went_in(bodies: list[dict[str, str]]) -> None:
    for packing in PACKINGS:
        assert [packing.unpack(packing.pack(encoded(body))) for body in bodies] == [
            {recoded(key): recoded(value) for key, value in body.items()} for body in bodies
        ]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    build(folder / "index", [lines(folder / "records.jsonl", items(300))], edition="Sample 2026", shards=3)
    return folder / "index"


def test_a_doi_is_found_whatever_its_case(made: Path) -> None:
    index = LocalIndex.open(made)
    (answer,) = index.lookup(dois("10.1000/MADE.7")).values()
    assert isinstance(answer, Found)
    assert answer.record.work.doi == "10.1000/Made.7"
    assert answer.record.provenance.registry == "local index (Sample 2026)" == index.name


def test_every_record_is_what_the_file_says(made: Path) -> None:
    assert held(made, items(300)) == [kept(item) for item in items(300)]


def test_a_miss_says_nothing_about_the_rest_of_the_world(made: Path) -> None:
    miss = NotFound(registry="local index (Sample 2026)", scope=Scope.HOLDINGS)
    assert LocalIndex.open(made).lookup(dois("10.1000/none")) == {Id.doi("10.1000/none"): miss}


def test_other_schemes_are_not_known(made: Path) -> None:
    key = Id(Scheme.ISBN, "9780000000000")
    assert isinstance(LocalIndex.open(made).lookup([key])[key], Unavailable)


@pytest.mark.parametrize("titled", [True, False])
def test_a_printed_reference_finds_its_record_first(made: Path, titled: bool) -> None:
    index = LocalIndex.open(made)
    found = index.search([printed(item, titled=titled) for item in items(300)])
    firsts = [hits.hits[0].record.work.doi for hits in found]
    assert firsts == [item["DOI"] for item in items(300)]
    assert all(hit.score for hits in found for hit in hits.hits)


def test_a_library_as_csl_json_is_searched(tmp_path: Path) -> None:
    own = {
        "id": "muster2011",
        "DOI": "10.1000/own",
        "type": "article-journal",
        "title": "Lichens of the steppe",
        "container-title": "Annals of Made Things",
        "author": [{"family": "Muster", "given": "Ann"}],
        "volume": 12,
        "page": "345-350",
        "issued": {"date-parts": [["2011"]]},
    }
    (tmp_path / "library.json").write_text(json.dumps([own, *items(30)]), encoding="utf-8")
    build(tmp_path / "index", [tmp_path / "library.json"])
    (found,) = LocalIndex.open(tmp_path / "index").search([Query(raw="A. Muster, Ann. 12, 345 (2011).", work=Work())])
    assert found.hits[0].record.work.title == "Lichens of the steppe"


@pytest.mark.parametrize("raw", ["", "…", "the of and", "zzzz yyyy xxxx", "\ud800", "10 " * 5000])
def test_what_nothing_is_like_finds_nothing(made: Path, raw: str) -> None:
    assert LocalIndex.open(made).search([Query(raw=raw, work=Work())])[0].hits == ()


def test_threads_may_share_an_index(made: Path) -> None:
    index = LocalIndex.open(made)
    wrong: list[str] = []

    def ask() -> None:
        wrong.extend(item["DOI"] for item in items(300) if index.item(item["DOI"].lower()) != kept(item))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_searching_writes_nothing_into_an_index(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def listing() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in made.rglob("*")}

    for lock in made.rglob("*.lock"):
        lock.unlink()
    before = listing()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    index = LocalIndex.open(made)
    (found,) = index.search([printed(items(300)[5])])
    assert found.hits[0].record.work.doi == "10.1000/Made.5"
    assert listing() == before


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
def test_whoever_may_read_one_file_of_an_index_may_read_all(made: Path) -> None:
    files = [path for path in made.rglob("*") if path.is_file() and path.suffix != ".lock"]
    assert {path.stat().st_mode & 0o777 for path in files} == {(made / "manifest.json").stat().st_mode & 0o777}


def test_the_ladder_asks_the_index_without_a_network(made: Path) -> None:
    registry = offline(Connections(index=str(made), cache="off"))
    assert isinstance(registry.lookup(dois("10.1000/made.1"))[Id.doi("10.1000/made.1")], Found)


def test_every_layout_of_files_gives_the_same(tmp_path: Path) -> None:
    records = items(60)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "1.json.gz").write_bytes(document(records[:30]))
    (tmp_path / "folder" / "2.json.gz").write_bytes(document(records[30:], indent=2))
    layouts = {
        "plain": lines(tmp_path / "records.jsonl", records),
        "gzipped": lines(tmp_path / "records.jsonl.gz", records),
        "folder": tmp_path / "folder",
        "archive": archive(tmp_path / "all.tar", a__json__gz=document(records[:9]), b__json__gz=document(records[9:])),
    }
    for name, path in layouts.items():
        manifest = build(tmp_path / f"index-{name}", [path])
        assert (manifest.documents, sum(source.malformed for source in manifest.sources)) == (60, 0)
        assert held(tmp_path / f"index-{name}", records) == [kept(item) for item in records]


@pytest.mark.parametrize("whole", [16, 500, 1 << 20])
@pytest.mark.parametrize("start", ["[", '{"items": [', '\ufeff{"data":\n[ ', '{"items":[],"data":['])
def test_a_long_document_is_read_as_a_short_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: int, start: str
) -> None:
    monkeypatch.setattr(sources, "_WHOLE", whole)
    records = [item | {"title": ["Ünïcødé ]}"]} for item in items(9)]
    end = "]" if start == "[" else '], "total": 9}'
    path = tmp_path / "r.json"
    path.write_text(
        start + ",\n".join(json.dumps(item, ensure_ascii=False) for item in records) + end, encoding="utf-8"
    )
    read = [json.loads(entry) if isinstance(entry, bytes) else entry for entry in sources.entries(path)]
    assert read == ([] if "[]" in start else records)


def test_several_processes_make_the_same_index(tmp_path: Path) -> None:
    records = [*items(2500), *items(5, seed=2)]
    build(tmp_path / "index", [lines(tmp_path / "r.jsonl", records)], jobs=2, shards=2)
    last = {item["DOI"]: item for item in records}.values()
    assert held(tmp_path / "index", list(last)) == [kept(item) for item in last]


def test_a_malformed_entry_is_counted_told_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"DOI": "10.1000/a"}\n{\n\n[]\n{"DOI": ""}\n{"DOI": "10.1000/b"}\n', encoding="utf-8")
    (source,) = build(tmp_path / "index", [path]).sources
    assert (source.records, source.malformed) == (2, 3)
    assert [told.partition(":")[0] for told in source.told] == ["entry 2", "entry 3", "entry 4"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("r.jsonl", b"\x89PNG", "neither JSON lines"),
        ("r.csv", b"a,b", "not a file of records"),
        ("r.jsonl.gz", b"\x1f\x8b\x08\x00cut", "cannot be read"),
        ("r.json", b'{"items": [{"DOI": "10.1000/a"}, {"D', "incomplete or invalid JSON"),
        ("r.tar", b"no archive", "cannot be read"),
    ],
)
def test_a_file_of_another_kind_is_an_error(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(RecordsError, match=said):
        build(tmp_path / "index", [tmp_path / name])


@pytest.mark.parametrize(
    "line",
    [
        b'{"DOI": "10.1000/a", "title": ["Half \\ud800 a pair"], "author": [{"family": "Muster"}]}',
        b'{"DOI": "10.1000/a", "title": ["T"], "volume": NaN, "author": ["Muster", null, [{}], {"family": "M"}]}',
        b'{"DOI": "10.1000/a", "title": "T", "author": {"family": "M"}, "relation": ["cites"], "resource": "x"}',
        b'{"DOI": "10.1000/a", "author": 7, "issued": [{"date-parts": [[2001]]}], "relation": {"cites": [], "x": []}}',
        b'\xef\xbb\xbf{"DOI": "10.1000/a", "title": ["With a byte order mark"]}',
    ],
)
def test_a_line_is_kept_as_its_object_is(line: bytes) -> None:
    assert read(line) == kept(recoded_json(json.loads(line)))


def test_a_doi_with_spaces_around_it_is_found(tmp_path: Path) -> None:
    build(tmp_path / "index", [lines(tmp_path / "r.jsonl", [{"DOI": " 10.1000/A \n", "title": ["T"]}])])
    answer = LocalIndex.open(tmp_path / "index").lookup(dois("10.1000/a"))[Id.doi("10.1000/a")]
    assert isinstance(answer, Found)
    assert answer.record.id == Id.doi("10.1000/a")


@pytest.mark.parametrize(("name", "data"), [("r.jsonl", b"\x00" * 9), ("r.json.gz", b"\x1f\x8bno"), ("r.tar", b"none")])
def test_a_file_of_another_kind_leaves_an_index_as_it_was(tmp_path: Path, name: str, data: bytes) -> None:
    build(tmp_path / "index", [lines(tmp_path / "records.jsonl", items(5))])
    before = Manifest.read(tmp_path / "index")
    (tmp_path / name).write_bytes(data)
    with pytest.raises(RecordsError, match=name):
        add(tmp_path / "index", [tmp_path / name])
    assert Manifest.read(tmp_path / "index") == before
    assert held(tmp_path / "index", items(5)) == [kept(item) for item in items(5)]


@pytest.mark.parametrize("commit", [1, 10_000])
def test_a_file_that_is_cut_off_goes_on_when_it_is_mended(tmp_path: Path, commit: int) -> None:
    path, records = tmp_path / "r.jsonl.gz", items(3000)
    whole = lines(path, records).read_bytes()
    path.write_bytes(whole[: len(whole) * 3 // 4])
    with pytest.raises(RecordsError, match="cannot be read"):
        build(tmp_path / "index", [path], commit=commit)
    path.write_bytes(whole)
    assert build(tmp_path / "index", [path]).documents == 3000
    assert held(tmp_path / "index", records) == [kept(item) for item in records]


def test_a_file_of_which_nothing_is_in_may_be_given_up(tmp_path: Path) -> None:
    folder, path = tmp_path / "index", tmp_path / "s.jsonl.gz"
    first = build(folder, [lines(tmp_path / "r.jsonl", items(5))])
    path.write_bytes(lines(path, items(3000, seed=2)).read_bytes()[:20_000])
    with pytest.raises(RecordsError, match="cannot be read"):
        add(folder, [path])
    with pytest.raises(RecordsError):
        LocalIndex.open(folder)
    assert add(folder, []).sources == first.sources
    assert held(folder, items(5)) == [kept(item) for item in items(5)]


def test_the_last_record_of_a_doi_counts(tmp_path: Path) -> None:
    first, second = items(3), items(3, seed=2)
    build(tmp_path / "index", [lines(tmp_path / "r.jsonl", first)])
    manifest = add(tmp_path / "index", [lines(tmp_path / "s.jsonl", second[:2])])
    assert manifest.documents == 3
    assert held(tmp_path / "index", first) == [kept(item) for item in (*second[:2], first[2])]


def test_what_was_cut_short_goes_on_with_the_same_files_only(tmp_path: Path) -> None:
    path = lines(tmp_path / "r.jsonl", items(5))
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path / "index", [path], commit=1, on_progress=_interrupt)
    other = lines(tmp_path / "other.jsonl", items(5))
    with pytest.raises(RecordsError, match=r"adding records was interrupted; first finish it with .*r\.jsonl$"):
        build(tmp_path / "index", [other])


def _interrupt(source: object) -> None:
    raise KeyboardInterrupt


def test_an_index_is_not_made_over_another_or_over_something_else(tmp_path: Path, made: Path) -> None:
    path = lines(tmp_path / "r.jsonl", items(5))
    with pytest.raises(RecordsError, match="index add"):
        build(made, [path])
    with pytest.raises(RecordsError, match=r"is not an index; it has no manifest\.json$"):
        build(tmp_path, [path])


def test_what_changed_in_an_index_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    build(folder, [lines(tmp_path / "r.jsonl", items(5))])
    assert tuple(faults(folder)) == ()
    (folder / "dictionary").write_bytes(b"another")
    (folder / "stray").touch()
    assert tuple(faults(folder)) == ("dictionary has changed", "stray does not belong here")


def test_another_format_wants_a_new_build(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    build(folder, [lines(tmp_path / "r.jsonl", items(5))])
    manifest = (folder / "manifest.json").read_text(encoding="utf-8")
    (folder / "manifest.json").write_text(manifest.replace('"format": 2', '"format": 0'), encoding="utf-8")
    with pytest.raises(RecordsError, match="format 0"):
        LocalIndex.open(folder)


def test_an_alias_brings_the_record_that_it_stands_for(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    build(folder, [lines(tmp_path / "r.jsonl", items(5))], shards=2)
    (tmp_path / "a.csv").write_text(
        "alias,doi\n10.1000/OLD,10.1000/Made.3\n10.1000/lost,10.1000/none\n", encoding="utf-8"
    )
    assert add_aliases(folder, tmp_path / "a.csv").aliases == 2
    answers = LocalIndex.open(folder).lookup(dois("10.1000/old", "10.1000/lost"))
    old, lost = answers.values()
    assert isinstance(old, Found)
    assert old.record.id == Id.doi("10.1000/made.3")
    assert isinstance(lost, NotFound)
    assert tuple(faults(folder)) == ()


def test_notices_stay_when_their_record_is_put_in_anew(tmp_path: Path) -> None:
    folder, watch = tmp_path / "index", tmp_path / "rw.csv"
    build(folder, [lines(tmp_path / "r.jsonl", items(5))])
    columns = "OriginalPaperDOI,RetractionNature,RetractionDOI,RetractionDate,Title,Author,Journal,Publisher,OriginalPaperDate"
    watch.write_text(
        f"{columns}\n10.1000/made.3,Retraction,10.1000/n,6/5/2020 0:00,T,A B,J,P,1/1/2019\n", encoding="utf-8"
    )
    assert add_notices(folder, watch).notices == 1
    add(folder, [lines(tmp_path / "s.jsonl", items(5, seed=2))])
    answer = LocalIndex.open(folder).lookup(dois("10.1000/made.3"))[Id.doi("10.1000/made.3")]
    assert isinstance(answer, Found)
    (update,) = answer.record.updates
    day = datetime.fromtimestamp(watch.stat().st_mtime, UTC).date()
    assert (update.type, update.doi, update.source) == (
        "retraction",
        "10.1000/n",
        f"Retraction Watch (rw.csv of {day})",
    )
    assert update.updated == Date(year=2020, month=6, day=5)


def test_without_its_libraries_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, made: Path) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(extras, "import_module", missing)
    with pytest.raises(SettingsError, match=r"refcheck-audit\[index\]"):
        LocalIndex.open(made)


def test_one_process_writes_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    build(folder, [lines(tmp_path / "r.jsonl", items(5))])
    again = lines(tmp_path / "s.jsonl", items(5))

    def add_more(source: object) -> None:
        add(folder, [again])

    with pytest.raises(RecordsError, match="cannot be written"):
        add(folder, [again], on_progress=add_more)


def test_the_manifest_is_read_as_it_was_written(made: Path, tmp_path: Path) -> None:
    manifest = Manifest.read(made)
    manifest.write(tmp_path)
    assert Manifest.read(tmp_path) == manifest
    assert manifest.files.keys() >= {"dictionary", "shard-00/meta.json"}
    assert os.pathsep not in manifest.engine
