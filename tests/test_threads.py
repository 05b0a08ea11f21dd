"""Many threads that share one registry and one cache are told what one is told."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from registries_made import NOWHERE, StandIn, holding, record

import refcheck
from refcheck.registries import Chain, Paced, Retrying
from refcheck.registries.wrappers.cache import Cache
from refcheck.registries.wrappers.caching import Cached
from refcheck.registries.wrappers.pace import Limit, Pace
from refcheck.registries.wrappers.pacing import Breaker

pytestmark = pytest.mark.end_to_end

THREADS, WORKS = 8, 30

RECORDS = [
    record(f"10.1000/work.{number}", title=f"The {number} ways of rivers in the plains") for number in range(WORKS)
]

LISTS = [
    "\n\n".join(
        f"Sample, A. (2020). {each.work.title}. Journal of Samples. https://doi.org/{each.id.value}{'9' if number % 7 == 0 else ''}"
        for number, each in enumerate(RECORDS)
        if number % THREADS != thread
    )
    for thread in range(THREADS)
]


def asked(registry: StandIn, cache: Cache) -> Chain:
    breaker = Breaker()
    paced = Retrying(Paced(registry, Pace(Limit(count=10_000, at_once=3)), breaker), breaker=breaker)
    return Chain(Cached(paced, cache, space="lists"))


def told(report: refcheck.Report) -> list[tuple[str, list[str]]]:
    return [(each.verdict.value, [finding.message for finding in each.findings]) for each in report]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> list[list[tuple[str, list[str]]]]:
    cache = Cache(tmp_path_factory.mktemp("alone") / "alone.sqlite3")
    registry = asked(holding(*RECORDS, miss=NOWHERE), cache)
    given = [told(refcheck.check(text, registry=registry)) for text in LISTS]
    cache.close()
    return given


def test_eight_threads_are_told_what_one_is_told(tmp_path: Path, alone: list[list[tuple[str, list[str]]]]) -> None:
    cache = Cache(tmp_path / "shared.sqlite3")
    source = holding(*RECORDS, miss=NOWHERE)
    registry = asked(source, cache)
    with ThreadPoolExecutor(THREADS) as pool:
        given = list(pool.map(lambda text: told(refcheck.check(text, registry=registry)), LISTS))
    cache.close()
    assert given == alone
    sent = [doi for batch in source.lookups for doi in batch]
    assert len(sent) == len(set(sent))  # and nothing was asked for twice


def test_the_threads_of_asyncio_are_told_the_same(tmp_path: Path, alone: list[list[tuple[str, list[str]]]]) -> None:
    cache = Cache(tmp_path / "shared.sqlite3")
    registry = asked(holding(*RECORDS, miss=NOWHERE), cache)

    async def together() -> list[refcheck.Report]:
        return await asyncio.gather(*(asyncio.to_thread(refcheck.check, text, registry=registry) for text in LISTS))

    given = [told(report) for report in asyncio.run(together())]
    cache.close()
    assert given == alone
