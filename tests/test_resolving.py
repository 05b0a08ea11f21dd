"""References beside what registries say of them: which record is held, which is not, and what is asked on the way."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from drawn import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from registries_made import MISS, NOWHERE, StandIn, dois, failing, holding, record, scripted

from refcheck.checks import check, verdict
from refcheck.checks.answers import missed_search, registered_nowhere
from refcheck.checks.unsettled import unsettled
from refcheck.identifiers import find, replay
from refcheck.model import (
    Aim,
    Answer,
    Authority,
    Candidate,
    Case,
    Cause,
    Date,
    Found,
    Hit,
    Hits,
    Id,
    Identifier,
    Method,
    Name,
    Query,
    Record,
    Reference,
    Repair,
    Scheme,
    Severity,
    Span,
    Unavailable,
    Verdict,
    Work,
)
from refcheck.parsing import parse
from refcheck.registries import Asking, Chain, Local, Paced
from refcheck.registries.base import PLAIN, Traits
from refcheck.registries.recording.replayed import recorded, replayed
from refcheck.registries.recording.track import card_to_dict, questions_to_dicts, tracks_from
from refcheck.registries.transport import spread as transport_spread
from refcheck.registries.wrappers.pace import Limit, Pace
from refcheck.resolving import Interrupted, plan, resolve
from refcheck.resolving.progress import in_words, seconds_left

TITLE = "Sampling the Steppe: A History of Soil"
CITED = Work(
    type="article-journal",
    title=TITLE,
    author=(Name(family="Muster", given="Ann"),),
    issued=Date(year=2019),
    container_title="Journal of Samples",
    volume="4",
    page="17-29",
)
PAPER = record("10.1000/paper", title=TITLE, family="Muster", year=2019)
STRANGER = record("10.1000/stranger", title="Trade in Baltic Amber under Three Kings", family="Fremd", year=1987)
DOWN = failing(Cause.BROKEN)


def reference(
    *values: str, candidates: tuple[str, ...] = (), scheme: Scheme = Scheme.DOI, work: Work = CITED, key: str = "1"
) -> Reference:
    """A printed reference that ends in identifiers; the last one has further readings."""
    raw = f"Muster, Ann (2019). {work.title}. Journal of Samples, 4, 17–29."
    identifiers = []
    for value in values:
        start = len(raw) + 1
        raw += f" {value}"
        others = tuple(_reading(value, other) for other in candidates) if value == values[-1] else ()
        identifiers.append(
            Identifier(scheme=scheme, raw=value, value=value, span=Span(start, len(raw)), candidates=others)
        )
    return Reference(key=key, raw=raw, spans=(Span(0, len(raw)),), work=work, identifiers=tuple(identifiers))


def _reading(raw: str, value: str) -> Candidate:
    return Candidate(value=value, repairs=(Repair(code="made-up", at=0, before=raw, after=value, why="a test"),))


def searching(*records: Record, lookups: Mapping[str, Answer], name: str = "Stand-in") -> StandIn:
    """A registry with these answers to lookups (else nowhere registered), and these hits to every search."""
    return StandIn(
        lambda ids: {key: lookups.get(key.value, NOWHERE) for key in ids},
        found=lambda asked: Hits(registry=name, hits=tuple(Hit(record=each) for each in records)),
        name=name,
        batch=50,
    )


def only(references: list[Reference], registry: StandIn | Chain) -> Case:
    (case,) = resolve(references, registry, today=date(2026, 11, 24))
    return case


# A DOI that leads to the work


def test_the_record_of_a_printed_doi_is_held() -> None:
    registry = holding(PAPER)
    case = only([reference("10.1000/PAPER")], registry)
    assert case.match is not None
    assert (case.match.method, case.match.record) == (Method.DOI, PAPER)
    assert [asked.id for asked in case.answers] == list(dois("10.1000/paper"))
    assert (case.search, case.others, case.today) == (None, (), date(2026, 11, 24))
    assert registry.searches == []


def test_all_identifiers_of_all_references_go_in_one_lookup_and_each_once() -> None:
    registry = searching(lookups={"10.1000/paper": Found(record=PAPER)})
    resolve(
        [reference("10.1000/paper"), reference("10.1000/PAPER", key="2"), reference("10.1000/b", key="3")], registry
    )
    assert registry.lookups == [("10.1000/paper", "10.1000/b")]


def test_an_arxiv_identifier_is_asked_for_as_the_doi_that_it_has() -> None:
    preprint = record("10.48550/arXiv.2101.00001", title=TITLE, family="Muster", year=2019)
    for value in ("2101.00001v2", "2101.00001"):
        case = only([reference(value, scheme=Scheme.ARXIV)], holding(preprint))
        assert case.match is not None
        assert case.match.method is Method.ARXIV
    registry = holding()
    only([reference("math.GT/0309136", scheme=Scheme.ARXIV)], registry)
    assert registry.lookups == [("10.48550/arxiv.math/0309136",)]


def test_of_two_dois_the_one_of_the_work_counts_and_the_other_accuses_nobody() -> None:
    registry = searching(lookups={"10.1000/paper": Found(record=PAPER), "10.1000/stranger": Found(record=STRANGER)})
    case = only([reference("10.1000/stranger", "10.1000/paper")], registry)
    assert case.match is not None
    assert (case.match.record, [other.record for other in case.others]) == (PAPER, [STRANGER])
    assert [(found.code, found.severity) for found in check(case) if found.code == "doi-of-another-work"] == [
        ("doi-of-another-work", Severity.INFO)
    ], "told, and a note: it may be that of a data set or an erratum"
    assert verdict(case, check(case)) is Verdict.VERIFIED


def test_a_record_that_nothing_speaks_against_is_held() -> None:
    """The parser read no title: the record of the printed DOI is its own until something refutes it."""
    bare = Work(title=None, author=(), issued=None)
    unread = Reference(
        key="1", raw="??? 10.1000/stranger", work=bare, identifiers=reference("10.1000/stranger").identifiers
    )
    case = only([unread], holding(STRANGER))
    assert case.match is not None
    assert (case.match.record, case.others) == (STRANGER, ())


# Other readings


def test_another_reading_that_exists_and_agrees_is_taken() -> None:
    registry = searching(lookups={"10.1000/paper": Found(record=PAPER)})
    case = only([reference("10.1000/paper.", candidates=("10.1000/pap", "10.1000/paper"))], registry)
    assert case.match is not None
    assert (case.match.method, case.match.record) == (Method.CANDIDATE, PAPER)
    (identifier,) = case.reference.identifiers
    assert identifier.value == "10.1000/paper"
    assert identifier.repairs[0].after == "10.1000/paper"
    assert [candidate.value for candidate in identifier.candidates] == ["10.1000/paper.", "10.1000/pap"]
    assert case.reference.work.doi == "10.1000/paper"
    assert [asked.id.value for asked in case.answers] == ["10.1000/paper.", "10.1000/pap", "10.1000/paper"]
    assert registry.lookups == [("10.1000/paper.", "10.1000/pap", "10.1000/paper")]


def test_another_reading_that_exists_and_disagrees_is_never_taken() -> None:
    registry = searching(lookups={"10.1000/stranger": Found(record=STRANGER)})
    case = only([reference("10.1000/stranger9", candidates=("10.1000/stranger",))], registry)
    assert case.match is None
    assert case.reference.identifiers[0].value == "10.1000/stranger9"
    assert all(other.method is not Method.DOI for other in case.others)


def test_other_readings_make_no_request_where_the_first_leads_to_the_work() -> None:
    registry = holding(PAPER, STRANGER, batch=1)
    case = only([reference("10.1000/paper", candidates=("10.1000/stranger",))], registry)
    assert registry.lookups == [("10.1000/paper",)]
    beside = holding(PAPER, STRANGER)
    assert only([reference("10.1000/paper", candidates=("10.1000/stranger",))], beside) == case
    assert beside.lookups == [("10.1000/paper", "10.1000/stranger")], "along with it"


def test_without_threads_searches_are_made_between_lookups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of two limits, of lists and of searches, is used while the other one is waited for."""
    references = [
        *(reference(f"10.1000/{number}", key=str(number)) for number in range(3)),
        *(reference(work=Work(type="book", title=f"A Whole Book about Soil {name}"), key=name) for name in "abcd"),
    ]
    threaded = holding(PAPER, batch=1)
    with_threads = resolve(references, threaded, today=date(2026, 11, 24))
    monkeypatch.setattr(transport_spread, "has_threads", lambda: False)
    alone = holding(PAPER, batch=1)
    told: list[tuple[str, int]] = []
    heard = resolve(
        references,
        alone,
        today=date(2026, 11, 24),
        progress=lambda stage, asking: told.append((stage, asking.done)) if asking.done else None,
    )
    assert heard == with_threads
    looked_up = [("identifiers", number) for number in (1, 2, 3)]
    searched = [("searches", number) for number in (1, 2, 3, 4)]
    assert told[:7] == [*(each for pair in zip(looked_up, searched, strict=False) for each in pair), searched[3]]
    assert sorted(alone.searches) == sorted(threaded.searches)


def test_the_likeliest_other_readings_find_room_first() -> None:
    registry = holding(batch=4)
    references = [
        reference("10.1000/a", candidates=("10.1000/a1", "10.1000/a2", "10.1000/a3")),
        reference("10.1000/b", candidates=("10.1000/b1",), key="2"),
    ]
    resolve(references, registry)
    assert registry.lookups == [
        ("10.1000/a", "10.1000/b", "10.1000/a1", "10.1000/b1"),
        ("10.1000/a2", "10.1000/a3"),
    ]


def test_another_reading_is_tried_where_the_first_is_another_work() -> None:
    registry = searching(lookups={"10.1000/stranger": Found(record=STRANGER), "10.1000/paper": Found(record=PAPER)})
    case = only([reference("10.1000/stranger", candidates=("10.1000/paper",))], registry)
    assert case.match is not None
    assert (case.match.method, case.match.record, case.others) == (Method.CANDIDATE, PAPER, ())


# Another work, and searches


def test_a_doi_of_another_work_is_never_held_and_the_work_is_searched_for() -> None:
    registry = searching(STRANGER, PAPER, lookups={"10.1000/stranger": Found(record=STRANGER)})
    case = only([reference("10.1000/stranger")], registry)
    assert case.match is not None
    assert (case.match.method, case.match.record) == (Method.SEARCH, PAPER)
    assert [(other.method, other.record) for other in case.others] == [(Method.DOI, STRANGER)]


def test_a_doi_that_is_printed_twice_is_one_doi_of_another_work() -> None:
    registry = searching(lookups={"10.1000/stranger": Found(record=STRANGER)})
    assert len(only([reference("10.1000/stranger", "10.1000/stranger")], registry).others) == 1


def test_a_doi_of_another_work_is_kept_as_evidence() -> None:
    registry = searching(STRANGER, lookups={"10.1000/stranger": Found(record=STRANGER)})
    case = only([reference("10.1000/stranger")], registry)
    assert case.match is None
    assert [(other.method, other.record) for other in case.others] == [(Method.DOI, STRANGER)]


def test_a_work_behind_an_unregistered_doi_is_searched_for() -> None:
    case = only([reference("10.1000/nowhere")], searching(PAPER, lookups={}))
    assert case.match is not None
    assert case.match.method is Method.SEARCH
    assert case.answers[0].answer == NOWHERE


def test_without_a_doi_the_printed_text_is_searched_for_without_its_identifiers() -> None:
    registry = searching(PAPER, lookups={})
    case = only([reference("https://example.org/a/b", scheme=Scheme.URL)], registry)
    assert case.match is not None
    assert registry.searches == [f"Muster, Ann (2019). {TITLE}. Journal of Samples, 4, 17–29."]


def test_near_hits_are_kept_as_evidence_and_never_held() -> None:
    near = [record(f"10.1000/near{number}", title=f"Sampling the Sea {number}", family="Andere") for number in range(5)]
    case = only([reference()], searching(*near, lookups={}))
    assert case.match is None
    assert len(case.others) == 3
    assert {other.method for other in case.others} == {Method.SEARCH}


def test_one_text_is_searched_for_once() -> None:
    registry = searching(PAPER, lookups={})
    cases = resolve([reference(key="1"), reference(key="2")], registry)
    assert len(registry.searches) == 1
    assert [case.match is not None for case in cases] == [True, True]


@pytest.mark.parametrize("kind", ["webpage", "article-newspaper", "post", "legislation"])
def test_what_no_registry_holds_is_not_searched_for(kind: str) -> None:
    registry = searching(PAPER, lookups={})
    case = only([reference(work=Work(type=kind, title=TITLE))], registry)
    assert (registry.searches, case.search, case.match) == ([], None, None)


def test_little_text_is_searched_for_where_it_names_a_place() -> None:
    registry = searching(PAPER, lookups={})
    work = Work(author=(Name(family="Li", given="B."),), container_title="Soil", volume="4", page="17")
    only([Reference(key="1", raw="Li B., Soil 4, 17 (2019).", work=work)], registry)
    assert registry.searches == ["Li B., Soil 4, 17 (2019)."]


def test_too_little_text_is_not_searched_for() -> None:
    registry = searching(PAPER, lookups={})
    only([Reference(key="1", raw="Ibid., p. 7.", work=Work())], registry)
    assert registry.searches == []


# What could not be asked


def test_nothing_is_searched_for_while_an_answer_is_missing() -> None:
    registry = searching(PAPER, lookups={"10.1000/paper": DOWN})
    case = only([reference("10.1000/paper")], registry)
    assert (case.match, case.search, registry.searches) == (None, None, [])
    assert case.answers[0].answer == DOWN


def test_nothing_is_searched_for_while_another_reading_is_open() -> None:
    registry = searching(PAPER, lookups={"10.1000/pap": DOWN})
    case = only([reference("10.1000/paper.", candidates=("10.1000/pap",))], registry)
    assert (case.match, case.search) == (None, None)


def test_a_search_that_could_not_be_made_is_told() -> None:
    case = only([reference()], scripted(DOWN))
    assert case.search is not None
    assert case.search.answer == DOWN
    assert case.match is None


def test_local_records_spare_the_network_a_search() -> None:
    network = holding(name="Network")
    case = only([reference()], Chain(holding(PAPER), network))
    assert case.match is not None
    assert network.searches == []


def test_a_search_that_only_local_records_answered_is_unavailable() -> None:
    case = only([reference()], Chain(holding(STRANGER), scripted(DOWN)))
    assert case.search is not None
    assert case.search.answer == DOWN


def test_a_search_that_all_answered_is_named_after_the_last() -> None:
    case = only([reference()], Chain(holding(STRANGER, name="Mine"), holding(name="Theirs")))
    assert case.search is not None
    assert isinstance(case.search.answer, Hits)
    assert (case.search.answer.registry, len(case.search.answer.hits)) == ("Theirs", 1)


TWIN = record("10.1000/a-twin", title=TITLE, family="Fremd", year=1987)


def in_turn(waiting: float, first: tuple[Record, ...], second: tuple[Record, ...]) -> Chain:
    """Crossref, which is waited for so long, and a catalogue that is asked before it where that is long."""
    registered, catalogue = holding(*first, name="Crossref"), holding(*second, name="A Catalogue")
    registered.traits = evolve(PLAIN, waiting_seconds=lambda: waiting)
    catalogue.traits = evolve(PLAIN, standing=Authority.CATALOGUED, serves=lambda work: True)
    return Chain(registered, catalogue)


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        (
            [TWIN],
            [evolve(TWIN, id=Id.doi("10.1000/a-copy"))],
            ["10.1000/a-twin", "10.1000/a-copy"],
        ),  # as near: the chain's order
        (
            [evolve(TWIN, id=Id.doi("10.1000/b")), TWIN],
            [],
            ["10.1000/a-twin", "10.1000/b"],
        ),  # of one registry: by identifier
        ([STRANGER], [TWIN], ["10.1000/a-twin", "10.1000/stranger"]),  # nearer counts before all
    ],
)
def test_who_is_asked_first_decides_nothing(first: list[Record], second: list[Record], near: list[str]) -> None:
    told = [only([reference()], in_turn(waiting, tuple(first), tuple(second))) for waiting in (0.0, 60.0)]
    assert [[each.record.id.value for each in case.others] for case in told] == [near, near]
    assert told[0].search == told[1].search


def test_who_is_asked_for_a_venue_depends_on_nobodys_time() -> None:
    query = Query(raw="Journal of Samples", work=Work(container_title="Journal of Samples"), aim=Aim.VENUE)
    for waiting in (0.0, 60.0):
        asked = [each.name for each, _ in in_turn(waiting, (), ()).search_each(query)]
        assert asked == ["Crossref", "A Catalogue"]
    assert next(in_turn(60.0, (), ()).search_each(evolve(query, aim=Aim.WORK)))[0].name == "A Catalogue"


@pytest.mark.parametrize("waiting", [0.0, 60.0])
@pytest.mark.parametrize(("first", "second"), [((PAPER,), (STRANGER,)), ((STRANGER,), (PAPER,)), ((TWIN,), (TWIN,))])
def test_a_run_is_replayed_in_its_own_order(
    waiting: float, first: tuple[Record, ...], second: tuple[Record, ...]
) -> None:
    chain, members = recorded(in_turn(waiting, first, second))
    case = only([reference()], chain)
    tracks = [each.track() for each in members]
    filed = tracks_from(list(map(card_to_dict, tracks)), questions_to_dicts(tracks))
    assert only([reference()], replayed(filed)) == case


ENTRY = evolve(PAPER, provenance=evolve(PAPER.provenance, registry="A Catalogue", standing=Authority.CATALOGUED))


@pytest.mark.parametrize(
    ("asked", "entry", "why"),
    [
        (scripted(failing(Cause.UNREACHABLE)), ENTRY, "unreachable on purpose"),  # neither searched nor looked up
        (
            StandIn(lambda ids: dict.fromkeys(ids, failing(Cause.BUSY))),
            ENTRY,
            "busy on purpose",
        ),  # searched in vain, and then down
        (
            scripted(failing(Cause.UNREACHABLE)),
            evolve(ENTRY, work=evolve(ENTRY.work, doi=None)),
            "unreachable on purpose",
        ),
        (holding(), ENTRY, ""),  # not among its own
        (holding(PAPER), ENTRY, ""),
        (scripted(failing(Cause.UNREACHABLE)), PAPER, ""),  # the record of who registers it
        (scripted(failing(Cause.UNABLE)), ENTRY, ""),
    ],
)
def test_an_outage_behind_a_catalogues_find_is_told(asked: StandIn, entry: Record, why: str) -> None:
    catalogue = holding(entry, name="A Catalogue")
    catalogue.traits = evolve(PLAIN, standing=Authority.CATALOGUED)
    case = only([reference()], Chain(asked, catalogue))
    assert case.match is not None
    assert (case.missed.why if case.missed else "") == why
    assert [each.why for each in case.outages] == ([why] if why else [])
    assert unsettled(case).endswith("whether it was retracted or corrected is unknown") is bool(why)


# Interrupted, told, planned


def test_an_interrupted_lookup_gives_the_cases_that_are_known() -> None:
    def interrupt(ids: tuple[Id, ...]) -> dict[Id, Answer]:
        raise KeyboardInterrupt

    references = [reference("10.1000/paper"), reference("10.1000/b", key="2"), reference(key="3")]
    with pytest.raises(Interrupted) as stopped:
        resolve(references, Chain(holding(PAPER), StandIn(interrupt)))
    first, second, third = stopped.value.cases
    assert first.match is not None
    assert isinstance(second.answers[0].answer, Unavailable)
    assert second.answers[0].answer.why == "the run was interrupted"
    assert third.search is not None


def test_an_interrupted_search_gives_the_cases_that_are_known() -> None:
    def found(asked: Query) -> Hits:
        raise KeyboardInterrupt

    registry = StandIn(lambda ids: dict.fromkeys(ids, Found(record=PAPER)), found=found)
    with pytest.raises(Interrupted) as stopped:
        resolve([reference("10.1000/paper"), reference(key="2")], registry)
    assert [case.match is not None for case in stopped.value.cases] == [True, False]


def test_progress_is_told() -> None:
    told: list[tuple[str, str, int, int]] = []

    def progress(stage: str, asking: Asking) -> None:
        told.append((stage, asking.registry, asking.done, asking.total))

    registry = searching(PAPER, lookups={})
    references = [reference("10.1000/nowhere", candidates=("10.1000/x", "10.1000/y"))]
    resolve(references, registry, progress=progress)
    assert told == [
        ("identifiers", "Stand-in", 0, 1),
        ("identifiers", "Stand-in", 1, 1),
        ("searches", "Stand-in", 1, 1),
    ]
    told.clear()
    alone = holding(miss=NOWHERE, batch=1)
    resolve(references, alone, progress=progress)
    assert told == [
        ("identifiers", "Stand-in", 0, 1),
        ("identifiers", "Stand-in", 1, 1),
        ("other readings", "Stand-in", 0, 2),
        ("other readings", "Stand-in", 1, 2),
        ("other readings", "Stand-in", 2, 2),
        ("searches", "Stand-in", 1, 1),
    ]


def test_progress_names_each_registry_and_the_least_time_that_its_pace_allows() -> None:
    told: list[tuple[str, str, int, float]] = []

    def progress(stage: str, asking: Asking) -> None:
        told.append((stage, asking.registry, asking.done, asking.least))

    slow = Paced(holding(name="Network", miss=NOWHERE, batch=1), Pace(Limit(count=1000), sleep=lambda seconds: None))
    references = [reference(f"10.1000/{number}", key=str(number)) for number in range(3)]
    resolve(references, Chain(holding(name="Mine", batch=5), slow), progress=progress)
    assert told[:6] == [
        ("identifiers", "Mine", 0, 0.0),
        ("identifiers", "Mine", 3, 0.0),
        ("identifiers", "Network", 0, 0.003),
        ("identifiers", "Network", 1, 0.002),
        ("identifiers", "Network", 2, 0.001),
        ("identifiers", "Network", 3, 0.0),
    ]
    assert [each[0] for each in told[6:]] == ["searches"]


@pytest.mark.parametrize(
    ("done", "total", "least", "elapsed", "seconds"),
    [
        (0, 10, 5.0, 0.0, 5.0),  # nothing is known but the pace
        (5, 10, 2.5, 2.5, 2.5),
        (5, 10, 2.5, 20.0, 20.0),  # the answers take longer than the pace
        (9, 10, 30.0, 9.0, 30.0),  # the pace has become slower
        (10, 10, 0.0, 9.0, 0.0),
        (0, 0, 0.0, 0.0, 0.0),
    ],
)
def test_time_left(done: int, total: int, least: float, elapsed: float, seconds: float) -> None:
    assert seconds_left(Asking(registry="R", done=done, total=total, least=least), elapsed) == seconds


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.1, "1 s"),
        (41.2, "42 s"),
        (60, "60 s"),
        (61, "2 min"),
        (3_599, "60 min"),
        (3_600, "1 h 0 min"),
        (5_430, "1 h 31 min"),
    ],
)
def test_time_left_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


# Handles


def test_a_registered_handle_is_no_record_and_its_work_is_searched_for() -> None:
    exists = failing(Cause.REGISTERED)
    registry = StandIn(
        lambda ids: dict.fromkeys(ids, exists), found=lambda asked: Hits(registry="Stand-in", hits=(Hit(record=PAPER),))
    )
    registry.schemes = frozenset({Scheme.HANDLE})
    case = only([reference("1721.1/26729", scheme=Scheme.HANDLE)], registry)
    assert case.answers[0].answer == exists
    assert case.match is not None
    assert case.match.method is Method.SEARCH


def test_nothing_is_searched_for_while_nobody_can_tell_whether_a_handle_exists() -> None:
    registry = scripted(DOWN)
    registry.schemes = frozenset({Scheme.HANDLE})
    only([reference("1721.1/26729", scheme=Scheme.HANDLE)], registry)
    assert registry.searches == []


def test_what_a_run_would_send_is_planned_with_its_conditions() -> None:
    registry = holding(PAPER, batch=1)
    references = [
        reference("10.1000/a", candidates=("10.1000/b",)),
        reference(work=Work(type="book", title="A Whole Book about Soil"), key="2"),
        reference(
            "https://example.org", scheme=Scheme.URL, work=Work(type="webpage", title="A Page about Soil"), key="3"
        ),
    ]
    planned = [
        (each.url.removeprefix("https://stand-in.example/")[:20], each.when) for each in plan(references, registry)
    ]
    assert planned == [
        ("10.1000/a", ""),
        ("?Muster, Ann (2019).", ""),
        ("10.1000/b", "if the first reading leads nowhere"),
        ("?Muster, Ann (2019).", "if no identifier leads to the work"),
    ]
    assert registry.lookups == []
    assert registry.searches == []


def test_what_rides_along_is_planned_so() -> None:
    asked = [reference("10.1000/a", candidates=("10.1000/b", "10.1000/c"))]
    lists, singles = holding(name="Lists", batch=2), holding(name="Singles", batch=1)
    planned = plan(asked, Chain(lists, singles))
    assert [(each.registry, each.url.rpartition("/")[2], each.when) for each in planned if "?" not in each.url] == [
        ("Lists", "b", ""),
        ("Singles", "a", "if not found at Lists"),
        ("Lists", "c", "if the first reading leads nowhere"),
        ("Singles", "b", "if the first reading leads nowhere; if not found at Lists"),
        ("Singles", "c", "if the first reading leads nowhere; if not found at Lists"),
    ]
    resolve(asked, Chain(lists, singles))
    assert lists.lookups == [("10.1000/a", "10.1000/b"), ("10.1000/c",)]
    assert singles.lookups == [("10.1000/a",), ("10.1000/b",), ("10.1000/c",)]


def test_no_reference_gives_no_case_and_no_request() -> None:
    registry = scripted(MISS)
    assert resolve([], registry) == ()
    assert plan([], registry) == ()
    assert registry.lookups == []


# A DOI that is printed with white space or other marks in it


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("10.1118/1. 4914396", "10.1118/1.4914396"),
        ("10.5117/mem2022 . 3 . 007. Stoj", "10.5117/mem2022.3.007.stoj"),
        ("10.1000/the. Paper of 2019", "10.1000/the.paper-of_2019"),
        ("10.1000/jam:12.3", "10.1000/jam.12-3"),
    ],
)
def test_a_record_whose_doi_is_the_print_but_for_its_marks_is_a_repair(printed: str, value: str) -> None:
    raw = f"Muster, Ann (2019). {TITLE}. Journal of Samples, 4, 17–29. doi:{printed}"
    cited = Reference(key="1", raw=raw, spans=(Span(0, len(raw)),), work=CITED, identifiers=find(raw))
    case = only([cited], searching(record(value, title=TITLE, family="Muster", year=2019), lookups={}))
    assert case.match is not None
    assert registered_nowhere(case) == ()
    (identifier,) = case.reference.of_scheme(Scheme.DOI)
    assert identifier.value.lower() == value
    assert identifier.span.of(raw) == identifier.raw
    assert replay(identifier.raw, identifier.repairs) == identifier.value


_PARTS = st.text("abcXYZ0123456789", min_size=1, max_size=6)
_VALUES = st.lists(_PARTS, min_size=1, max_size=5).map(lambda parts: "10.1000/" + ".".join(parts))
_GAPS = st.lists(st.tuples(st.integers(3, 40), st.sampled_from([" ", "\n", "\u00a0", "\u2009", "  "])), max_size=3)


@settings(max_examples=examples(150), deadline=None)
@given(_VALUES, _GAPS, st.sampled_from(["", ".", ". Accessed 3 May 2020.", ". 36 pp.", " (2019)."]))
def test_no_doi_is_registered_nowhere_that_is_the_works_own_but_for_white_space(
    value: str, gaps: list[tuple[int, str]], behind: str
) -> None:
    printed = value
    for at, gap in gaps:
        printed = printed[:at] + gap + printed[at:] if at < len(printed) else printed
    raw = f"Muster, Ann (2019). {TITLE}. Journal of Samples, 4, 17–29. doi:{printed}{behind}"
    cited = Reference(key="1", raw=raw, spans=(Span(0, len(raw)),), work=CITED, identifiers=find(raw))
    case = only([cited], searching(record(value, title=TITLE, family="Muster", year=2019), lookups={}))
    assert registered_nowhere(case) == ()


# The page of a work on its publisher's site


def test_the_doi_in_the_address_of_a_page_is_asked_for_where_none_is_printed() -> None:
    cited = reference("https://onlinelibrary.wiley.com/doi/abs/10.1000/paper", scheme=Scheme.URL)
    registry = searching(lookups={"10.1000/paper": Found(record=PAPER)})
    case = only([cited], registry)
    assert case.match is not None
    assert case.match.record == PAPER
    assert registry.searches == []


def test_the_doi_in_an_address_accuses_nobody() -> None:
    cited = reference("https://onlinelibrary.wiley.com/doi/abs/10.1000/stranger", scheme=Scheme.URL)
    case = only([cited], searching(lookups={"10.1000/stranger": Found(record=STRANGER)}))
    assert case.match is None
    assert not [finding for finding in check(case) if finding.severity is Severity.ERROR]
    nowhere = only([cited], searching(lookups={}))
    assert registered_nowhere(nowhere) == ()


def test_the_record_of_a_doi_comes_before_that_of_a_catalogue() -> None:
    book = "Muster, Ann (2020). A Title of Some Length. Berlin: Sample Press. ISBN 9780306406157. https://doi.org/10.1000/book"
    registered = record("10.1000/book", family="Muster")
    isbn = Id(Scheme.ISBN, "9780306406157")
    alike = evolve(
        registered,
        id=isbn,
        work=evolve(
            registered.work, author=(Name(family="Muster", given="Ann"),), publisher="Sample Press", isbn=(isbn.value,)
        ),
        provenance=evolve(registered.provenance, registry="Catalogue", standing=Authority.CATALOGUED),
    )
    books = StandIn(lambda ids: dict.fromkeys(ids, Found(record=alike)), name="Catalogue")
    books.schemes = frozenset({Scheme.ISBN})
    (case,) = resolve([parse(book)], Chain(holding(registered), books))
    assert case.match is not None
    assert case.match.record == registered


def test_that_a_book_exists_says_nothing_of_a_piece_in_it() -> None:
    chapter = (
        "Holt, M. (2019). The uses of reeds in northern villages. In A. Muster (Ed.), A Title of Some Length (pp. 17–29). "
        "Berlin: Sample Press. ISBN 9780306406157"
    )
    isbn = Id(Scheme.ISBN, "9780306406157")
    plain = record("10.1000/book", family="Muster")
    book = evolve(
        plain, id=isbn, work=evolve(plain.work, type="book", container_title=None, doi=None, isbn=(isbn.value,))
    )
    books = StandIn(lambda ids: dict.fromkeys(ids, Found(record=book)), name="Catalogue")
    books.schemes = frozenset({Scheme.ISBN})
    crossref = StandIn(lambda ids: {})
    (case,) = resolve([parse(chapter)], Chain(crossref, books))
    assert case.match is None
    assert crossref.searches
    assert registered_nowhere(case) == ()


@pytest.mark.parametrize(
    ("cited", "registered", "is_held"),
    [
        ({}, {"type": "chapter", "title": "Measuring reeds", "container_title": "The Reeds of Norland"}, False),
        ({}, {"type": "chapter", "title": "The Reeds of Norland", "container_title": "The Reeds of Norland"}, False),
        ({}, {"type": "book", "title": "The Reeds of Norland"}, True),
        (
            {"type": "chapter", "title": "Measuring reeds", "container_title": "The Reeds of Norland"},
            {"type": "chapter", "title": "Measuring reeds", "container_title": "The Reeds of Norland"},
            True,
        ),
    ],
)
def test_a_book_is_none_of_its_chapters(cited: dict[str, Any], registered: dict[str, Any], is_held: bool) -> None:
    book = Work(
        type="book",
        title="The Reeds of Norland",
        author=(Name(family="Muster", given="Ann"),),
        issued=Date(year=2019),
        publisher="Sample Press",
        isbn=("9780306406157",),
    )
    found = record("10.1000/reeds_2", family="Muster", year=2019)
    details = evolve(book, doi="10.1000/reeds_2", **registered)
    case = only([reference(work=evolve(book, **cited))], searching(evolve(found, work=details), lookups={}))
    assert (case.match is not None) is is_held
    assert missed_search(case) is None


@pytest.mark.parametrize("page", ["17-29", "71-80"])
def test_the_record_at_the_place_of_its_authors_is_no_other_work(page: str) -> None:
    cited = "Muster, Ann. Reeds of the northern lakes and their uses. Journal of Samples 4 (2020): 17–29. https://doi.org/10.1000/paper"
    plain = record("10.1000/paper", title="Harbours in the mist", family="Muster", year=2019)
    placed = evolve(plain, work=evolve(plain.work, volume="4", page=page))
    (case,) = resolve([parse(cited)], holding(placed))
    codes = {finding.code for finding in check(case)}
    assert ("title-differs" in codes) is (page == "17-29")
    assert ("doi-of-another-work" in codes) is (page != "17-29")


_NAMES = (Name(family="Muster"), Name(family="Lind"))
_PLACED = {"author": _NAMES, "container_title": "Journal of Samples", "volume": "7", "page": "11"}
_SPANISH = {**_PLACED, "title": "Utilidad de la hiedra en la sombra producida por los muelles"}
_NEIGHBOUR = {**_PLACED, "title": "Ecología dunar de la costa"}
_LONG = "Harbours in mist as seen from the reefs beyond the outer lighthouse"


@pytest.mark.parametrize(
    ("raw", "title", "is_held"),
    [
        ("See Supplemental Material at https://doi.org/10.1000/paper for details of the survey.", None, False),
        (
            "Supplementary material for harbours in mist. TideData. https://doi.org/10.1000/paper",
            "Supplementary material for harbours in mist",
            True,
        ),
        ("See harbours at https://doi.org/10.1000/paper for details of the survey.", None, True),
    ],
)
def test_no_article_is_held_for_its_supplement(raw: str, title: str | None, is_held: bool) -> None:
    found = evolve(record("10.1000/paper"), work=Work(title=title or _LONG, author=_NAMES, doi="10.1000/paper"))
    printed = Reference(key="1", raw=raw, work=Work(title=title, doi="10.1000/paper"), identifiers=find(raw))
    case = only([printed], searching(lookups={"10.1000/paper": Found(record=found)}))
    assert (case.match is not None) is is_held


@pytest.mark.parametrize(
    ("cited", "registered", "is_held"),
    [
        # cut off, by the same people in the same year
        ({"title": "Harbours in mist"}, {"title": _LONG}, True),
        ({"title": "Harbours"}, {"title": _LONG}, True),
        ({"title": "Harbours", "author": _NAMES[:1]}, {"title": _LONG}, True),
        ({"title": "Harbours in mist", "author": _NAMES[:1]}, {"title": _LONG}, True),
        ({"title": "Harbours in mist", "author": _NAMES[1:]}, {"title": _LONG}, False),
        ({"title": _LONG}, {"title": "Harbours in mist"}, True),
        ({"title": "Harbours in mist as", "author": (), "issued": None}, {"title": _LONG}, True),
        ({"title": "Harbours in mist", "issued": Date(year=2004)}, {"title": _LONG}, False),
        ({"title": "Harbours", "author": (), "issued": None}, {"title": _LONG}, False),
        ({"title": "Harbours in mist"}, {"title": _LONG, "author": (Name(family="Roe"),)}, False),
        ({"title": "Harbours in mist"}, {"title": "Harbours in mistral winds, and the boats that they sink"}, False),
        # the neighbour in the issue, whose title has no small word of its own to tell its language
        (_SPANISH, {**_NEIGHBOUR, "author": (Name(family="Roe"),), "page": "12"}, False),
        (_SPANISH, {**_NEIGHBOUR, "page": "12"}, True),
        (_SPANISH, {**_NEIGHBOUR, "author": (Name(family="Roe"),)}, True),
    ],
)
def test_whose_work_the_record_of_a_printed_doi_is(
    cited: dict[str, Any], registered: dict[str, Any], is_held: bool
) -> None:
    plain = Work(type="article-journal", author=_NAMES, issued=Date(year=2019), doi="10.1000/paper")
    found = evolve(record("10.1000/paper"), work=evolve(plain, **registered))
    printed = Reference(key="1", raw="10.1000/paper", work=evolve(plain, **cited), identifiers=find("10.1000/paper"))
    case = only([printed], searching(lookups={"10.1000/paper": Found(record=found)}))
    assert (case.match is not None) is is_held
    assert ("doi-of-another-work" in {each.code for each in check(case)}) is not is_held


@pytest.mark.parametrize(
    ("holds", "is_proof"), [("works of all fields", True), ("papers of harbours", True), ("", False), ("books", False)]
)
def test_a_search_in_vain_proves_nothing_where_nobody_says_that_such_works_are_held(holds: str, is_proof: bool) -> None:
    registry = searching(lookups={})
    registry.traits = Traits(holds=holds)
    placed = evolve(CITED, title="Reeds of the northern lakes and their uses", volume="4", page="17-29")
    case = only([reference(work=placed)], Chain(Local(()), registry))
    assert (verdict(case, check(case)) is Verdict.NOT_FOUND) is is_proof
