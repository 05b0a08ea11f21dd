"""A local index: what it costs to make, how large it is, how fast it answers, and how often the right record is first.

    python tests/benchmarks/index.py WORKS.jsonl.gz FOLDER [--distractors N] [--queries N]

The records are put among distractors that are made of their own titles' words, names and journals. CPU times are those of the process.
SQLite is measured beside it: a get by primary key, and a full-text search (FTS5, bm25) over all tokens of the reference.
"""

import argparse
import gzip
import json
import random
import resource
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from match_data import printable
from match_render import STYLES, UNTITLED, render

from refcheck.matching import rank
from refcheck.model import Provenance, Query
from refcheck.parsing import parse
from refcheck.registries.crossref.record import crossref_record
from refcheck.registries.index import LocalIndex, build
from refcheck.registries.index.folding import folded
from refcheck.registries.index.manifest import shard_folders, size
from refcheck.registries.index.shard import Shard
from refcheck.registries.index.terms import texts

Item = dict[str, Any]

NOBODY = Provenance(registry="file", url="", retrieved=datetime(2026, 1, 1, tzinfo=UTC))


def cpu(work: Callable[[], object]) -> float:
    """The seconds of CPU that something takes, all threads together."""
    start = time.process_time()
    work()
    return time.process_time() - start


def distractors(items: list[Item], count: int, rng: random.Random) -> Iterator[Item]:
    """Records that share words, names and journals with real ones."""
    words = [word for item in items for title in item.get("title") or () for word in str(title).split()]
    people = [author for item in items for author in (item.get("author") or ())[:3]]
    homes = [item for item in items if item.get("container-title")]
    for number in range(count):
        home, first = rng.choice(homes), rng.randrange(1, 2000)
        yield {
            "DOI": f"10.5555/distractor.{number}",
            "type": home.get("type"),
            "title": [" ".join(rng.choices(words, k=rng.randrange(5, 16)))],
            "author": rng.choices(people, k=rng.randrange(1, 6)),
            "container-title": home["container-title"],
            "short-container-title": home.get("short-container-title"),
            "publisher": home.get("publisher"),
            "ISSN": home.get("ISSN"),
            "volume": str(rng.randrange(1, 120)),
            "page": f"{first}-{first + 9}",
            "issued": {"date-parts": [[rng.randrange(1970, 2025)]]},
        }


def queries(items: list[Item], count: int, styles: list[str], rng: random.Random) -> list[tuple[Query, str]]:
    found = [record for item in items if printable(record := crossref_record(item, NOBODY))]
    chosen = rng.sample(found, min(count, len(found)))
    texts = [(render(record.work, rng.choice(styles), rng), record.id.value) for record in chosen]
    return [(Query(raw=raw, work=parse(raw).work), doi) for raw, doi in texts]


def text_of(item: Item) -> str:
    """All that a first try would put into a full-text index."""
    found = [text for field in ("title", "container-title", "volume", "page") for text in texts(item.get(field))]
    names = [text for author in item.get("author") or () for text in texts(author.get("family"))]
    dates = (item.get("issued") or {}).get("date-parts") or [[]]
    return " ".join(folded(" ".join([*found, *names, *map(str, dates[0][:1])])))


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]


def search(index: LocalIndex, asked: list[tuple[Query, str]], name: str) -> float:
    took, engine, ten, first, matched = [], 0, 0, 0, 0
    for query, doi in asked:
        found = [str(item["DOI"]).lower() for _, item in index.candidates(query)]
        engine, ten = engine + (found[:1] == [doi]), ten + (doi in found[:10])
        start = time.process_time()
        (answer,) = index.search((query,))
        took.append(1000 * (time.process_time() - start))
        hits = [hit.record for hit in answer.hits]
        first += bool(hits) and hits[0].id.value == doi
        ranked = rank(query.work, query.raw, hits)
        matched += bool(ranked) and ranked[0].record.id.value == doi
    part = 100 / len(asked)
    print(
        f"{name:10} {len(asked):5} queries  recall@1 engine {engine * part:6.2f}  re-ranked {first * part:6.2f}  matcher {matched * part:6.2f}"
        f"  recall@10 {ten * part:6.2f}  p50 {percentile(took, 0.5):.2f} ms  p95 {percentile(took, 0.95):.2f} ms"
    )
    return percentile(took, 0.5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("works")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--distractors", type=int, default=0)
    parser.add_argument("--queries", type=int, default=500)
    options = parser.parse_args()
    rng = random.Random(10)
    shutil.rmtree(options.folder, ignore_errors=True)
    options.folder.mkdir(parents=True)
    raw = gzip.decompress(Path(options.works).read_bytes()).splitlines()
    items: list[Item] = [json.loads(line) for line in raw]
    plain = options.folder / "works.jsonl"
    plain.write_bytes(b"\n".join(raw))
    loads = cpu(lambda: [None for line in raw if json.loads(line) is None])
    took = cpu(lambda: build(options.folder / "real", [plain]))
    print(f"build      {took / loads:.2f} times json.loads, {1e6 * took / len(raw):.0f} us a record")
    print(f"size       {size(options.folder / 'real') / len(raw):.0f} bytes a record")
    many = options.folder / "many"
    if options.distractors:
        made = options.folder / "distractors.jsonl"
        with made.open("w", encoding="utf-8") as file:
            for item in distractors(items, options.distractors, rng):
                file.write(json.dumps(item) + "\n")
        print(
            f"build      {cpu(lambda: build(many, [plain, made])):.0f} s for {len(raw) + options.distractors} records"
        )
    else:
        many = options.folder / "real"
    print(
        f"memory     {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most, the benchmark's own data included"
    )
    index = LocalIndex.open(many)
    base = sqlite3.connect(":memory:")
    base.execute("create table record (doi text primary key, body text) without rowid")
    base.executemany(
        "insert or replace into record values (?, ?)",
        ((str(item["DOI"]).lower(), json.dumps(item)[:600]) for item in items),
    )
    dois = [str(item["DOI"]).lower() for item in items]
    shard = Shard(*shard_folders(many, 1))
    gets = cpu(lambda: [base.execute("select body from record where doi = ?", (doi,)).fetchone() for doi in dois])
    print(
        f"look-up    {cpu(lambda: [shard.get(doi) for doi in dois]) / gets:.2f} times an SQLite get ({1e6 * gets / len(dois):.1f} us)"
    )
    full = [style for style in STYLES if style not in UNTITLED]
    p50 = search(index, easy := queries(items, options.queries, full, rng), "full")
    search(index, queries(items, options.queries, [*UNTITLED], rng), "no title")
    base.execute("create virtual table texts using fts5(words)")
    lines = (
        plain.open(encoding="utf-8")
        if not options.distractors
        else (options.folder / "distractors.jsonl").open(encoding="utf-8")
    )
    with lines:
        base.executemany("insert into texts values (?)", ((text_of(json.loads(line)),) for line in lines))
    naive = []
    for query, _ in easy[:10]:
        text = " OR ".join(f'"{word}"' for word in dict.fromkeys(folded(query.raw)))
        start = time.process_time()
        base.execute("select rowid from texts where words match ? order by rank limit 10", (text,)).fetchall()
        naive.append(1000 * (time.process_time() - start))
    print(f"FTS5 bm25  p50 {percentile(naive, 0.5):.1f} ms, {percentile(naive, 0.5) / p50:.0f} times")


if __name__ == "__main__":
    main()
