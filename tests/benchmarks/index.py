"""A local index: what it costs to make, how large it is, how fast it answers, and how often the right record is first.

    python tests/benchmarks/index.py FOLDER [--works WORKS.jsonl.gz] [--strings STRINGS.jsonl.gz] [--records N …] [--queries N]

Generated records have an invented vocabulary of which some words are as much more common than others as those of a language (Zipf).
With WORKS, records in Crossref's JSON, more is measured: the making of an index of them alone, and searching among as many others as
make N, generated from their titles' words, names and journals. N is 300,000; ``--records 300000 3000000`` measures the growth as well.
STRINGS are printed references, each with its DOI. The files are made in FOLDER (500 bytes a record and as much again for the
index) and deleted.

CPU is that of all threads. A search is timed from the printed reference and what the parser read in it to the hits, with their records
made; "planning" is the part until the terms are chosen, "engine" is tantivy alone with the terms of the first search, which is the
only one for most references. The common words' frequencies are known by then from 200 references before. FTS5 is SQLite's full-text
search in memory, detail=full, bm25 over all tokens of the reference, best ten row numbers; the ratio is that of the medians.

References are made of works that the weights were not fitted on, and that no other work is printed like.
"""

import argparse
import gzip
import json
import random
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from attrs import frozen
from bars import Row, show
from index_data import Item, deposited, deposited_fields, full, generated, hard, of, printed_alike, sample, zipf
from index_ends import end_to_end
from match_data import in_fitting_half

from refcheck.model import Provenance, Query
from refcheck.parsing import parse
from refcheck.registries.index import LocalIndex, build
from refcheck.registries.index.manifest import shard_folders, size
from refcheck.registries.index.planning import printed_words, searches
from refcheck.registries.index.shard import Shard
from refcheck.registries.index.terms import Frequencies, folded, texts
from refcheck.registries.services.crossref.record import crossref_record

NOBODY = Provenance(registry="file", url="", retrieved=datetime(2026, 1, 1, tzinfo=UTC))

YARDSTICK = 300_000
"""Records that FTS5 is measured over."""

Asked = Sequence[tuple[Query, str]]


@frozen
class Built:
    """An index, the seconds of CPU and the megabytes that its making took, and json.loads over the same lines."""

    folder: Path
    records: int
    took: float
    loads: float
    memory: int


def main() -> None:
    """Run every measurement, and print each as soon as it is made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--works", type=Path)
    parser.add_argument("--strings", type=Path)
    parser.add_argument("--records", type=int, nargs="+", default=[YARDSTICK])
    parser.add_argument("--queries", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        show(over_generated(Path(folder), given.records, given.queries))
        if given.works:
            show(over_works(Path(folder), given.works, given.strings, given.records, given.queries))


def over_generated(folder: Path, sizes: Sequence[int], queries: int) -> Iterator[Row]:
    """Over generated records alone."""
    medians = []
    for count in sizes:
        rng = random.Random(10)
        lines = folder / "generated.jsonl"
        _write(lines, generated(zipf(rng), count, rng))
        built = _built(folder / "index", lines)
        what = f"generated, {count:,}"
        yield from _making(what, built)
        with lines.open(encoding="utf-8") as file:
            some = [json.loads(line) for line in islice(file, 0, None, max(1, count // 20_000))]
        yield from _look_up(what, built, lines)
        chosen = sample([crossref_record(item, NOBODY) for item in some], queries, rng)
        asked = {"full": _asked((full(record, rng), record.id.value) for record in chosen)}
        took: list[float] = []
        yield from _searching(what, built, asked, lines, took)
        medians.append(took[0])
        yield from _growth("generated", sizes, medians)
        _forget(built, lines)


def over_works(folder: Path, works: Path, strings: Path | None, sizes: Sequence[int], queries: int) -> Iterator[Row]:
    """Over registered works alone, and among generated ones."""
    alone = folder / "works.jsonl"
    alone.write_bytes(gzip.decompress(works.read_bytes()))
    items = [json.loads(line) for line in alone.read_bytes().splitlines()]
    what = f"works, {len(items):,}"
    built = _built(folder / "index", alone)
    times = built.took / built.loads
    yield Row(what=f"{what}: build, times json.loads", bar="<= 4", measured=f"{times:.2f}", reached=times <= 4)
    yield from _making(what, built)
    small = size(built.folder) / built.records
    yield Row(what=f"{what}: bytes a registered record", bar="<= 420", measured=f"{small:.0f}", reached=small <= 420)
    yield from _look_up(what, built, alone)
    shutil.rmtree(built.folder)
    asked = dict(_references(items, strings, queries))
    medians = []
    for count in sizes:
        rng = random.Random(10)
        others = folder / "others.jsonl"
        _write(others, generated(of(items), count - len(items), rng))
        built = _built(folder / "index", alone, others)
        what = f"works among others, {count:,}"
        yield from _making(what, built)
        yield from _look_up(what, built, alone, others)
        took: list[float] = []
        yield from _searching(what, built, asked, others, took)
        medians.append(took[0])
        yield from _growth("works among others", sizes, medians)
        yield from end_to_end(what, built.folder, [query.raw for query, _ in asked["full"]])
        _forget(built, others)


def _references(items: Sequence[Item], strings: Path | None, queries: int) -> Iterator[tuple[str, Asked]]:
    rng = random.Random(1)
    records = [crossref_record(item, NOBODY) for item in items]
    alike = Counter(map(printed_alike, records))
    fair = [record for record in records if not in_fitting_half(record) and alike[printed_alike(record)] == 1]
    for name, printed in (("full", full), ("hard", hard)):
        yield name, _asked((printed(record, rng), record.id.value) for record in sample(fair, queries, rng))
    yield "deposited strings", _asked(deposited(items, strings))
    yield "deposited fields", _asked(deposited_fields(items))


def _asked(printed: Iterable[tuple[str, str]]) -> Asked:
    return [(Query(raw=raw, work=parse(raw).work), doi) for raw, doi in printed]


def _making(what: str, built: Built) -> Iterator[Row]:
    rate = f"{built.records / built.took:,.0f} ({built.took:.0f} s, {built.took / built.loads:.1f} times json.loads)"
    yield Row(what=f"{what}: build, records a CPU second", bar="", measured=rate, reached=True)
    yield Row(
        what=f"{what}: build, resident memory at most",
        bar="< 1.5 GB",
        measured=f"{built.memory} MB",
        reached=built.memory < 1500,
    )
    each = f"{size(built.folder) / built.records:.0f} ({size(built.folder) / 1e6:.0f} MB)"
    yield Row(what=f"{what}: index, bytes a record", bar="", measured=each, reached=True)


def _look_up(what: str, built: Built, *paths: Path) -> Iterator[Row]:
    """The stored body by its DOI; beside a get by primary key in SQLite, of as many records and in a file mapped into memory, too."""
    file = built.folder.with_suffix(".sqlite")
    base = sqlite3.connect(file)
    base.execute("create table record (doi text primary key, body text) without rowid")
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            base.executemany("insert or replace into record values (?, ?)", map(_row, lines))
    base.commit()
    base.execute(f"pragma mmap_size = {file.stat().st_size}")
    step = max(1, built.records // 20_000)
    dois = [doi for (doi,) in islice(base.execute("select doi from record"), 0, None, step)]
    random.Random(2).shuffle(dois)
    shard = Shard(*shard_folders(built.folder, 1))
    asks = (
        lambda: [base.execute("select body from record where doi = ?", (doi,)).fetchone() for doi in dois],
        lambda: [shard.get(doi) for doi in dois],
    )
    gets, ours = (min(_cpu(ask) for _ in range(3)) for ask in asks)
    base.close()
    file.unlink()
    measured = f"{ours / gets:.2f} ({1e6 * ours / len(dois):.1f} us)"
    yield Row(what=f"{what}: look-up, times SQLite", bar="<= 4", measured=measured, reached=ours <= 4 * gets)


def _row(line: str) -> tuple[str, str]:
    """A record's DOI, and as many characters as an index's body has bytes."""
    return str(json.loads(line)["DOI"]).strip().lower(), line[:200]


def _searching(what: str, built: Built, asked: dict[str, Asked], others: Path, medians: list[float]) -> Iterator[Row]:
    """Recall and times of each set of references; the median time of the first is appended to ``medians``."""
    index = LocalIndex.open(built.folder)
    shard = Shard(*shard_folders(built.folder, 1))
    for name, references in asked.items():
        index.search([query for query, _ in references[:200]])
        whole, planning, engine = _times(index, shard, references)
        medians.append(_percentile(whole, 0.5))
        yield from _recall(f"{what}: {name}", index, references, name)
        late = _percentile(whole, 0.95)
        yield Row(
            what=f"{what}: {name}, search, ms of CPU (p50, p95)",
            bar="p95 <= 3",
            measured=_both(whole),
            reached=late <= 3,
        )
        yield Row(what=f"{what}: {name}, of which planning", bar="", measured=_both(planning), reached=True)
        yield Row(what=f"{what}: {name}, of which engine", bar="", measured=_both(engine), reached=True)
    if built.records <= YARDSTICK:
        naive = _percentile(_fts5(others, next(iter(asked.values()))[:30]), 0.5)
        times = naive / medians[0]
        yield Row(
            what=f"{what}: full, FTS5's median beside that of a search",
            bar=">= 500 times",
            measured=f"{naive:.0f} ms, {times:.0f} times",
            reached=times >= 500,
        )


def _times(index: LocalIndex, shard: Shard, asked: Asked) -> tuple[list[float], list[float], list[float]]:
    frequencies = Frequencies([shard])
    for query, _ in asked[:200]:
        searches(query, printed_words(query), frequencies)
    whole, planning, engine = [], [], []
    for query, _ in asked:
        start = time.process_time()
        index.search((query,))
        searched = time.process_time()
        plans = searches(query, printed_words(query), frequencies)
        planned = time.process_time()
        if plans:
            shard.search(plans[0], 10)
        engine.append(1000 * (time.process_time() - planned))
        whole.append(1000 * (searched - start))
        planning.append(1000 * (planned - searched))
    return whole, planning, engine


def _recall(what: str, index: LocalIndex, asked: Asked, name: str) -> Iterator[Row]:
    by_engine, ten, first, part = 0.0, 0.0, 0.0, 100 / len(asked)
    for query, doi in asked:
        found = [str(item["DOI"]).strip().lower() for _, item in index.candidates(query)]
        by_engine, ten = by_engine + part * (found[:1] == [doi]), ten + part * (doi in found[:10])
        (answer,) = index.search((query,))
        first += part * ([hit.record.id.value for hit in answer.hits[:1]] == [doi])
    least = {"full": 99.5, "hard": 95.0}.get(name)
    yield Row(
        what=f"{what}, recall@1 re-ranked ({len(asked)} references; engine alone {by_engine:.2f})",
        bar=f">= {least or 'the engine'}",
        measured=f"{first:.2f}",
        reached=first >= max(by_engine - 1e-9, least or 0),
    )
    bar = 98.0 if name == "deposited strings" else 0.0
    yield Row(
        what=f"{what}, recall@10", bar=f">= {bar}" if bar else "", measured=f"{ten:.2f}", reached=ten > bar - 1e-9
    )


def _growth(what: str, sizes: Sequence[int], medians: Sequence[float]) -> Iterator[Row]:
    if len(medians) > 1:
        times = medians[-1] / medians[0]
        yield Row(
            what=f"{what}: full, median search at {sizes[len(medians) - 1]:,} beside {sizes[0]:,}",
            bar="<= 3 times",
            measured=f"{times:.2f}",
            reached=times <= 3,
        )


def _fts5(lines: Path, asked: Asked) -> list[float]:
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table texts using fts5(words)")
    with lines.open(encoding="utf-8") as file:
        base.executemany("insert into texts values (?)", ((_text_of(json.loads(line)),) for line in file))
    took = []
    for query, _ in asked:
        text = " OR ".join(f'"{word}"' for word in dict.fromkeys(folded(query.raw)))
        start = time.process_time()
        base.execute("select rowid from texts where words match ? order by rank limit 10", (text,)).fetchall()
        took.append(1000 * (time.process_time() - start))
    return took


def _text_of(item: Item) -> str:
    """All that a first try would put into a full-text index."""
    found = [text for field in ("title", "container-title", "volume", "page") for text in texts(item.get(field))]
    names = [text for author in item.get("author") or () for text in texts(author.get("family"))]
    dates = (item.get("issued") or {}).get("date-parts") or [[]]
    return " ".join(folded(" ".join([*found, *names, *map(str, dates[0][:1])])))


def _built(folder: Path, *paths: Path) -> Built:
    """An index made by a process of its own, so that nothing else is in its memory."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_build, folder, paths).result()


def _build(folder: Path, paths: tuple[Path, ...]) -> Built:
    count, loads = 0, 0.0
    for path in paths:
        with path.open("rb") as file:
            while lines := list(islice(file, 1_000)):
                loads += _cpu(partial(_load, lines))
                count += len(lines)
    took = _cpu(lambda: build(folder, paths))
    return Built(folder, count, took, loads, _peak())


def _peak() -> int:
    """The most memory that this process has held, in megabytes. Linux counts what its parent held into ``ru_maxrss``."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines())
        return int(lines["VmHWM"].split()[0]) >> 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> (20 if sys.platform == "darwin" else 10)


def _load(lines: Sequence[bytes]) -> None:
    for line in lines:
        json.loads(line)


def _write(path: Path, items: Iterable[Item]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for item in items:
            file.write(json.dumps(item) + "\n")


def _forget(built: Built, lines: Path) -> None:
    shutil.rmtree(built.folder)
    lines.unlink()


def _cpu(work: Callable[[], object]) -> float:
    """The seconds of CPU that something takes, all threads together."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]


def _both(values: Sequence[float]) -> str:
    return f"{_percentile(values, 0.5):.2f}, {_percentile(values, 0.95):.2f}"


if __name__ == "__main__":
    main()
