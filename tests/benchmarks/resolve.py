"""What asking the registries costs and brings.

``python tests/benchmarks/resolve.py URL WORKS… [--faulty URL] [--unlimited URL] [--strings FILE]``

URL is a running stand-in of Crossref, DataCite and doi.org, below the paths ``/crossref``, ``/datacite`` and ``/doi``, that
keeps Crossref's official limits and tells under ``/__stats`` what it was asked. WORKS are files of its works (JSON lines in
Crossref's shape, gzipped). ``--faulty`` is a second one that spoils a share of its answers, ``--unlimited`` one that keeps no limits, for thousands of
searches. ``--strings`` are printed references, each with the DOI that it cites or null, to be searched for.
"""

import argparse
import gzip
import itertools
import json
import multiprocessing
import random
import resource
import socket
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bars import Row, show

from refcheck import check
from refcheck.model import Found, Id, Method, Provenance, Record, Report, Verdict
from refcheck.registries import Cache, Cached, Chain, Connections, Crossref, Registry, Retrying, Splitting
from refcheck.registries.ladder import online
from refcheck.registries.services.crossref.record import crossref_record

MAILTO = "benchmark@example.org"
AWKWARD = {
    "alias": ("10.26434/chemrxiv.5406907", "10.26434/chemrxiv.5406907.v5"),
    "alias (2)": ("10.26686/wgtn.16992955.v1", "10.26686/wgtn.16992955"),
    "other agency (OP)": ("10.2903/j.efsa.2018.5239", "10.2903/j.efsa.2018.5239"),
}
"""A DOI as printed and the DOI of its record."""


def main() -> None:
    """Run every measurement and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("works", type=Path, nargs="+")
    parser.add_argument("--faulty")
    parser.add_argument("--unlimited")
    parser.add_argument("--strings", type=Path)
    parser.add_argument("--many", type=int, default=10_000, help="references in the largest list")
    given = parser.parse_args()
    records = [record for path in given.works for record in read_works(path)]
    measurements = (
        right_dois(given.url, records),
        without_dois(given.url, records),
        awkward_dois(given.url, records),
        faults(given.url, given.faulty, records) if given.faulty else (),
        no_network(records),
        second_run(given.url, records),
        many(given.url, [with_doi(record) for record in records[: given.many]], asking_all),
        many(given.unlimited, [printed(record) for record in records[: given.many]], searching_unpaced)
        if given.unlimited
        else (),
        strings(given.url, given.strings) if given.strings else (),
    )
    show(itertools.chain.from_iterable(measurements))


def read_works(path: Path) -> Iterator[Record]:
    """Journal articles with a title, an author, a year and a journal: what a reference list is made of."""
    provenance = Provenance(registry="Crossref", url="", retrieved=datetime.now(UTC))
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = crossref_record(json.loads(line), provenance)
            work = record.work
            if work.type == "article-journal" and work.title and work.author and work.issued and work.container_title:
                yield record


def printed(record: Record, doi: str | None = None) -> str:
    """A reference to a record as many journals print it."""
    work = record.work
    names = ", ".join(f"{name.family or name.literal}, {(name.given or 'N')[0]}." for name in work.author[:6])
    where = ", ".join(
        part for part in (work.container_title, work.volume and f"{work.volume}({work.issue or 1})", work.page) if part
    )
    text = f"{names} ({work.issued.year if work.issued else ''}). {work.title}. {where}."
    return f"{text} https://doi.org/{doi}" if doi else text


def with_doi(record: Record) -> str:
    """A reference with its right DOI."""
    return printed(record, record.work.doi)


def right_dois(url: str, records: Sequence[Record]) -> Iterator[Row]:
    """300 references with right DOIs."""
    seconds, report, stats = timed(url, [with_doi(record) for record in sample(records, 300)])
    lists = stats["by_service"].get("crossref", 0)
    least = max(1.0, -(-lists // 3) - 1.0)
    held = sum(audited.case.match is not None for audited in report.references)
    yield Row(
        what="300 right DOIs: Crossref requests, 429s, records held",
        bar="<= 10, 0, 300",
        measured=f"{lists}, {stats['429s']}, {held}",
        reached=lists <= 10 and not stats["429s"] and held == 300,
    )
    yield Row(
        what="300 right DOIs: seconds asking, against the least that 3 lists a second allow",
        bar="<= 1.3 x",
        measured=f"{stats['seconds']:.2f} / {least:.2f} = {stats['seconds'] / least:.2f} x (whole audit {seconds:.1f} s)",
        reached=stats["seconds"] <= 1.3 * least,
    )


def without_dois(url: str, records: Sequence[Record]) -> Iterator[Row]:
    """100 references without a DOI."""
    seconds, report, stats = timed(url, [printed(record) for record in sample(records, 100, seed=2)])
    lists = stats["by_service"].get("crossref", 0)
    held = sum(audited.case.match is not None for audited in report.references)
    yield Row(
        what="100 without DOI: list requests, 429s, at once, held, a second",
        bar="100-110, 0, <= 3",
        measured=f"{lists}, {stats['429s']}, {stats['max_concurrency']['crossref']}, {held}, {lists / seconds:.2f}",
        reached=100 <= lists <= 110 and not stats["429s"] and stats["max_concurrency"]["crossref"] <= 3,
    )


def awkward_dois(url: str, records: Sequence[Record]) -> Iterator[Row]:
    """DOIs that cannot be asked for in the plain way."""
    signs = {"comma": ",", "SICI": "<", "number sign": "#", "question mark": "?"}
    of_all = {record.id.value: record for record in records}
    kinds = dict(AWKWARD)
    for kind, sign in signs.items():
        if found := next((doi for doi in of_all if sign in doi), None):
            kinds[kind] = (found, found)
    kinds["upper case"] = (records[1].id.value.upper(), records[1].id.value)
    registry = online(connections(url))
    for kind, (doi, prime) in kinds.items():
        answer = registry.lookup((Id.doi(doi),))[Id.doi(doi)]
        got = answer.record.id.value if isinstance(answer, Found) else type(answer).__name__
        yield Row(what=f"{kind}: {doi}", bar="its record", measured=got, reached=got == prime)


def faults(url: str, faulty: str, records: Sequence[Record]) -> Iterator[Row]:
    """The same list asked of a sound and of a faulty stand-in."""
    chosen = sample(records, 100, seed=3)
    texts = [with_doi(record) for record in chosen[:60]] + [printed(record) for record in chosen[60:]]
    texts += [
        printed(record, f"10.9999/not.registered.{number}") for number, record in enumerate(sample(records, 20, seed=4))
    ]
    _, sound, _ = timed(url, texts)
    seconds, spoilt, stats = timed(faulty, texts)
    pairs = Counter((a.verdict, b.verdict) for a, b in zip(sound.references, spoilt.references, strict=True))
    same = sum(count for (before, after), count in pairs.items() if before is after)
    other = sum(count for (before, after), count in pairs.items() if after not in (before, Verdict.UNVERIFIED))
    yield Row(
        what=f"faults ({sum(stats['faults'].values())} of {stats['total']} answers spoilt, {seconds:.0f} s): same, another verdict",
        bar=">= 90 %, 0",
        measured=f"{100 * same / len(texts):.1f} %, {other}",
        reached=same >= 0.9 * len(texts) and not other,
    )


def no_network(records: Sequence[Record]) -> Iterator[Row]:
    """100 references, and nobody there."""
    chosen = sample(records, 100, seed=5)
    texts = [with_doi(record) for record in chosen[:50]] + [printed(record) for record in chosen[50:]]
    for what, hosts, most in (("refused", refusing, 5.0), ("dropped packets", swallowing, 15.0)):
        with hosts() as (one, two, three):
            registry = online(Connections(mailto=MAILTO, crossref_url=one, datacite_url=two, doi_url=three))
            started = time.perf_counter()
            report = check(texts, registry=registry)
            seconds = time.perf_counter() - started
        unverified = sum(audited.verdict is Verdict.UNVERIFIED for audited in report.references)
        yield Row(
            what=f"no network ({what}), 100 references: unverified, seconds",
            bar=f"100, < {most:g}",
            measured=f"{unverified}, {seconds:.1f}",
            reached=unverified == 100 and seconds < most,
        )


def second_run(url: str, records: Sequence[Record]) -> Iterator[Row]:
    """The same list twice, with a cache."""
    chosen = sample(records, 120, seed=6)
    texts = [with_doi(record) for record in chosen[:100]] + [printed(record) for record in chosen[100:]]
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "answers.sqlite3"
        first = timed(url, texts, cache=cache)[1].to_dict()
        _, report, stats = timed(url, texts, cache=cache)
    second = report.to_dict()
    same = {**first, "run": None} == {**second, "run": None}
    yield Row(
        what="second run from the cache: requests, report the same",
        bar="0, yes",
        measured=f"{stats['total']}, {'yes' if same else 'no'}",
        reached=not stats["total"] and same,
    )


Asker = Callable[[str, Path], Registry]


def asking_all(url: str, cache: Path) -> Registry:
    """The default registries."""
    return online(connections(url, cache))


def searching_unpaced(url: str, cache: Path) -> Registry:
    """Crossref's searches without a pace, at which ten thousand would take an hour."""
    crossref = Crossref(base_url=f"{url}/crossref", mailto=MAILTO)
    return Chain(Cached(Splitting(Retrying(crossref)), Cache(cache), space="lists"), threads=2)


def many(url: str, texts: list[str], asker: Asker) -> Iterator[Row]:
    """A list of thousands, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "answers.sqlite3"
        queue: multiprocessing.Queue[tuple[float, float, int]] = multiprocessing.get_context("spawn").Queue()
        process = multiprocessing.get_context("spawn").Process(target=_many, args=(url, texts, asker, cache, queue))
        process.start()
        megabytes, seconds, held = queue.get()
        process.join()
        size = sum(path.stat().st_size for path in Path(folder).glob("answers*")) / 1e6
    yield Row(
        what=f"{len(texts)} references, {asker.__name__.replace('_', ' ')}: memory, cache, seconds, held",
        bar="< 300 MB",
        measured=f"{megabytes:.0f} MB, {size:.0f} MB, {seconds:.0f}, {held}",
        reached=megabytes < 300,
    )


def _many(
    url: str, texts: list[str], asker: Asker, cache: Path, queue: "multiprocessing.Queue[tuple[float, float, int]]"
) -> None:
    started = time.perf_counter()
    report = check(texts, registry=asker(url, cache))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
    queue.put((peak, time.perf_counter() - started, sum(each.case.match is not None for each in report.references)))


def strings(url: str, path: Path) -> Iterator[Row]:
    """Printed references whose work is held, or is not."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    _, report, _ = timed(url, [item["raw"] for item in items])
    held = false = 0
    for item, audited in zip(items, report.references, strict=True):
        match = audited.case.match
        if item["doi"] and match is not None:
            held += match.record.id.value == item["doi"].lower()
        false += match is not None and not item["doi"] and match.method is Method.SEARCH
    wanted = sum(item["doi"] is not None for item in items)
    yield Row(
        what=f"{len(items)} real strings: held works found, works not held that were matched",
        bar=f">= {wanted - 1} of {wanted}, 0",
        measured=f"{held} of {wanted}, {false}",
        reached=held >= wanted - 1 and not false,
    )


def connections(url: str, cache: Path | None = None) -> Connections:
    """The stand-in's three interfaces."""
    return Connections(
        mailto=MAILTO,
        crossref_url=f"{url}/crossref",
        datacite_url=f"{url}/datacite",
        doi_url=f"{url}/doi",
        cache=str(cache) if cache else None,
    )


def timed(url: str, texts: Sequence[str], cache: Path | None = None) -> tuple[float, Report, dict[str, Any]]:
    """An audit, how long it took, and what the stand-in was asked meanwhile."""
    time.sleep(1.5)  # the limits of the measurement before must not count
    urllib.request.urlopen(urllib.request.Request(f"{url}/__reset", method="POST")).read()
    started = time.perf_counter()
    report = check(list(texts), registry=online(connections(url, cache)))
    seconds = time.perf_counter() - started
    with urllib.request.urlopen(f"{url}/__stats") as answer:
        return seconds, report, json.load(answer)


def sample(records: Sequence[Record], number: int, seed: int = 1) -> list[Record]:
    """Some of the records, the same in every run."""
    return random.Random(seed).sample(list(records), number)


@contextmanager
def refusing() -> Iterator[list[str]]:
    """Three addresses where nobody listens."""
    with socket.socket() as one, socket.socket() as two, socket.socket() as three:
        for each in (one, two, three):
            each.bind(("127.0.0.1", 0))
        yield [f"http://127.0.0.1:{each.getsockname()[1]}" for each in (one, two, three)]


@contextmanager
def swallowing() -> Iterator[list[str]]:
    """Three addresses whose queues are full, so that the kernel drops every further connection without a word."""
    servers, clients, urls = [], [], []
    for _ in range(3):
        server = socket.socket()
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        for _ in range(4):
            client = socket.socket()
            client.setblocking(False)
            client.connect_ex(server.getsockname())
            clients.append(client)
        servers.append(server)
        urls.append(f"http://127.0.0.1:{server.getsockname()[1]}")
    try:
        yield urls
    finally:
        for each in (*clients, *servers):
            each.close()


if __name__ == "__main__":
    main()
