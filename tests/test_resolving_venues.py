"""Searches for a venue: for what was not found, where the venue's name does not say that it is registered."""

from datetime import date

import pytest
from registries_made import NOWHERE, StandIn, record

from refcheck.model import Aim, Date, Hit, Hits, Name, Query, Record, Reference, Span, Work
from refcheck.registries.services.crossref.works import Crossref
from refcheck.resolving import plan, resolve

HELD = record("10.1000/kelp", title="Kelp of the Northern Sands", family="Castell", year=2018, container="PelagiX")


def reference(container: str, year: int, title: str = "Tides of the Small Harbours after Storms") -> Reference:
    work = Work(
        type="article-journal",
        title=title,
        author=(Name(family="Okafor", given="Bruno"),),
        issued=Date(year=year),
        container_title=container,
        volume="12",
        page="34-45",
    )
    raw = f"Okafor, Bruno ({year}). {title}. {container}, 12, 34–45."
    return Reference(key="1", raw=raw, spans=(Span(0, len(raw)),), work=work)


def venues(*records: Record, near_too: bool = False) -> tuple[StandIn, list[Query]]:
    """A registry that finds no work, and of any venue these records as far as they are old enough; and what it was asked.

    ``near_too``: it has them for what comes near to any work as well.
    """
    asked: list[Query] = []

    def found(query: Query) -> Hits:
        asked.append(query)
        before = query.work.issued.year if query.work.issued else None
        held = [
            each for each in records if before is None or (each.work.issued and (each.work.issued.year or 0) <= before)
        ]
        return Hits(
            registry="Stand-in", hits=tuple(Hit(record=each) for each in held if near_too or query.aim is Aim.VENUE)
        )

    return StandIn(lambda ids: dict.fromkeys(ids, NOWHERE), found=found), asked


@pytest.mark.parametrize(
    ("container", "year", "asked"),
    [
        ("PelagiX", 2016, [None]),
        ("Journal of Harbour Studies", 2016, []),  # the name speaks for itself
        ("Journal of Harbour Studies", 1996, [1996, None]),  # old volumes were registered by some
        ("International Conference on Learning Representations", 2016, []),  # registers no DOIs
    ],
)
def test_a_venue_is_asked_for_where_its_name_does_not_tell(container: str, year: int, asked: list[int | None]) -> None:
    registry, queries = venues()
    resolve([reference(container, year)], registry)
    about = [query for query in queries if query.aim is Aim.VENUE]
    assert [query.work.issued.year if query.work.issued else None for query in about] == asked
    assert {query.raw for query in about} <= {container}


def test_a_work_of_the_venue_is_kept_as_evidence_and_never_held() -> None:
    registry, _ = venues(HELD)
    (case,) = resolve([reference("PelagiX", 2016)], registry, today=date(2026, 11, 24))
    assert case.match is None
    assert [other.record.id for other in case.others] == [HELD.id]


@pytest.mark.parametrize(("year", "asked"), [(1984, []), (1998, [1985, None])])
def test_a_later_work_of_the_venue_does_not_tell_of_an_early_one(year: int, asked: list[int | None]) -> None:
    near = record(
        "10.1000/near", title="Tides of Large Harbours", family="Castell", year=year, container="Harbour Studies"
    )
    registry, queries = venues(near, near_too=True)
    resolve([reference("Harbour Studies", 1985)], registry)
    about = [query.work.issued for query in queries if query.aim is Aim.VENUE]
    assert [issued.year if issued else None for issued in about] == asked


def test_a_work_of_another_venue_is_no_evidence() -> None:
    other = record("10.1000/other", title="Kelp", family="Castell", year=2018, container="Benthos Letters")
    registry, _ = venues(other)
    (case,) = resolve([reference("PelagiX", 2016)], registry)
    assert case.others == ()


def test_one_venue_is_asked_for_once() -> None:
    registry, queries = venues(HELD)
    resolve(
        [reference("PelagiX", 2016), reference("PelagiX", 2017, "Dunes of the Great Harbours before Rain")], registry
    )
    assert len([query for query in queries if query.aim is Aim.VENUE]) == 1


def test_a_venue_that_may_be_asked_for_is_planned() -> None:
    registry, _ = venues()
    planned = [(each.url, each.when) for each in plan([reference("PelagiX", 2016)], registry)]
    assert planned[-1] == (
        "https://stand-in.example/?PelagiX",
        "if nothing like a work is found, to see whether its venue is held",
    )


def test_crossref_is_asked_for_works_of_the_container() -> None:
    early = Query(raw="PelagiX", work=Work(issued=Date(year=1996)), aim=Aim.VENUE)
    (planned,) = Crossref(base_url="https://api.example").plan((), (early,))
    assert planned.url == "https://api.example/works?filter=until-pub-date%3A1996&rows=5&query.container-title=PelagiX"
