"""Who was asked, and to check it, the line of a reference without a record; and what services were used for."""

import re

import pytest
from attrs import evolve
from pytest_httpserver import HTTPServer
from registries_made import MISS, StandIn, failing, holding, record
from test_resolving_links import GONE, TURNED_AWAY, Links

from refcheck import check
from refcheck.model import Authority, Cause, Found, Id, ServiceUse, Unavailable
from refcheck.registries import Chain, Connections, Offline, Registry
from refcheck.registries.base import Traits
from refcheck.registries.ladder import online
from refcheck.registries.wrappers import Tallied

ARTICLE = "Holt, M. and Alves, P. (2019). Reeds of the northern lakes and their uses. Annals of Reeds, 4(2), 17–29."
NEWS = "Holt, M. (2022). Harbour reopens after storm. The Daily Sample. http://www.example.org/2022/harbour (accessed 3 May 2023)."
BOOK = "Holt, Mira (1972). The Reed Cutters of Brittany. Rennes: Sample Press."


def crossref() -> StandIn:
    return holding(name="Crossref")


def books() -> StandIn:
    made = holding(name="Open Library")
    made.traits = Traits(holds="books")
    return made


def pages(answer: object) -> StandIn:
    return Links(lambda ids: dict.fromkeys(ids, answer), name="web pages", batch=1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "registry", "line"),
    [
        (
            ARTICLE,
            crossref(),
            "not found in Crossref (everything); to check it, add a DOI, a URL or another identifier",
        ),
        (
            BOOK,
            Chain(crossref(), books()),
            "not found in Crossref (everything), Open Library (books); to check it, give a valid ISBN",
        ),
        (
            "Holt, Mia. 2011. “Dunes as Dykes of the North.” Mimeo, University of Northmoor.",
            Chain(crossref(), books()),
            "to check it, add a DOI, a URL or another identifier",
        ),
        ("Holt, M. Personal communication, 3 May 2020.", crossref(), "no registry fully covers this type of work"),
        (
            f"{BOOK} ISBN 978-600-00-0000-4.",
            Chain(crossref(), books()),
            "look up ISBN 978-600-00-0000-4 in a library catalogue (of the group “Iran”, publisher 978-600-00)",
        ),
        (
            f"{BOOK} ISBN 9789999999991.",
            Chain(crossref(), books()),
            "to check it, look up ISBN 978-99999-9999-1 in a library catalogue",
        ),
        (NEWS, crossref(), "to check it, run with --links"),
        (
            "Holt, M. (2022). On the dunes. [Web page]. http://www.example.org/dunes",
            crossref(),
            "not looked up: no registry fully covers this type of work; to check it, run with --links",
        ),
        (
            NEWS,
            Chain(crossref(), pages(TURNED_AWAY)),
            "to check it, open http://www.example.org/2022/harbour by hand",
        ),
        (
            NEWS,
            Chain(crossref(), pages(GONE)),
            "to check it, find its page or a copy (the URL is dead)",
        ),
        (
            ARTICLE,
            Offline(),
            "not looked up: the run is offline; to check it, run online",
        ),
        (
            f"{ARTICLE} https://doi.org/10.1000/a",
            holding(miss=failing(Cause.BUSY), name="Crossref"),
            "could not query Stand-in (busy on purpose); to check it, run again later",
        ),
        (  # who registered its DOI was asked, and answered
            "Roe, M. (2001). Lakes of the northern plain. Annals of Reeds, 4(2), 17–29. https://doi.org/10.1000/reeds",
            holding(record("10.1000/reeds", title="The mice of the towns", family="Holt", year=2001), name="Crossref"),
            "found in Stand-in (10.1000/reeds)",
        ),
        (
            "ISO 9241-210:2019. Ergonomics of human-system interaction. International Organization for Standardization.",
            crossref(),
            "to check it, look up https://www.iso.org/search.html?q=ISO%209241-210%3A2019",
        ),
        ("Holt, supra note 3, at 20.", crossref(), "a short form, which refers to a work cited earlier"),
        ("Ivi, p. 120.", crossref(), "a short form, which refers to a work cited earlier"),
        ("HOLT, Tides of the North, cit., p. 122.", crossref(), "a short form, which refers to a work cited earlier"),
        (
            "Holt, Tides of the North (wie Anm. 1), S. 99.",
            crossref(),
            "a short form, which refers to a work cited earlier",
        ),
        ("B. Holt, art. cit., p. 145.", crossref(), "a short form, which refers to a work cited earlier"),
        ("See generally id.", crossref(), "a short form, which refers to a work cited earlier"),
        ("Cf. id. at 1985.", crossref(), "a short form, which refers to a work cited earlier"),
    ],
)
def test_who_was_asked_and_what_would_settle_it(text: str, registry: Registry, line: str) -> None:
    (audited,) = check([text], registry=registry)
    assert line in audited.unsettled or audited.unsettled == line


def test_what_is_held_is_settled() -> None:
    own = record("10.1000/reeds", title="Reeds of the northern lakes and their uses", family="Holt", year=2019)
    (audited,) = check([f"{ARTICLE} https://doi.org/10.1000/reeds"], registry=holding(own))
    assert audited.unsettled == ""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("https://doi.org/10.1000/reeds", "nothing but its identifier could be compared"),
        ("Holt, M. (2019). https://doi.org/10.1000/reeds", ""),
        (
            f"{ARTICLE} https://doi.org/10.1000/reeds. This study was based on invented measurements.",
            "not compared: “This study was based on invented measurements”",
        ),
        (f"{ARTICLE} https://doi.org/10.1000/reeds. Open access.", ""),
        (f"{ARTICLE} https://doi.org/10.1000/reeds. Accessed 12 May 2021.", ""),
        (f"{ARTICLE} [in Russian, with a summary]. https://doi.org/10.1000/reeds", ""),
    ],
)
def test_beside_a_record_is_told_what_was_not_compared(text: str, line: str) -> None:
    own = record("10.1000/reeds", title="Reeds of the northern lakes and their uses", family="Holt", year=2019)
    (audited,) = check([text], registry=holding(own))
    assert audited.record
    assert audited.unsettled == line


LATE = Unavailable(registry="A Registry", why="was not reached", cause=Cause.UNREACHABLE)
NOT_ASKED = "could not query A Registry (was not reached)"
NOT_KNOWN = f"its record is from Stand-in; {NOT_ASKED}; whether it was retracted or corrected is unknown"


@pytest.mark.parametrize(
    ("title", "standing", "missed", "line"),
    [
        ("Reeds of the northern lakes", Authority.CATALOGUED, LATE, NOT_KNOWN),
        ("RETRACTED: Reeds of the northern lakes", Authority.CATALOGUED, LATE, NOT_ASKED),  # its title tells it
        ("Reeds of the northern lakes", Authority.CATALOGUED, None, ""),
        ("Reeds of the northern lakes", Authority.REGISTERED, LATE, ""),
    ],
)
def test_beside_a_record_an_outage_is_told(
    title: str, standing: Authority, missed: Unavailable | None, line: str
) -> None:
    made = record("10.1000/reeds", title=title, family="Holt", year=2019)
    own = evolve(made, provenance=evolve(made.provenance, standing=standing))
    registry = StandIn(lambda ids: dict.fromkeys(ids, Found(record=own, missed=missed)))
    report = check(["Holt, M. (2019). Reeds of the northern lakes. https://doi.org/10.1000/reeds"], registry=registry)
    assert report.references[0].unsettled == line
    assert [bool(gap.held) for gap in report.run.incomplete] == ([line == NOT_KNOWN] if line else [])


def test_requests_are_counted_and_what_is_not_sent_is_none() -> None:
    ticks = iter(range(100))
    tallied = Tallied(holding(record("10.1000/a"), miss=MISS), clock=lambda: float(next(ticks)))
    tallied.lookup((Id.doi("10.1000/a"), Id.doi("10.1000/b"), Id.doi("10.1000/c")))
    assert tallied.traits.used() == (ServiceUse(registry="Stand-in", asked=2, answered=2, found=1, seconds=2.0),)
    assert Tallied(Offline()).traits.used() == ()
    down = Tallied(StandIn(lambda ids: dict.fromkeys(ids, failing(Cause.BROKEN))), clock=lambda: 0.0)
    down.lookup((Id.doi("10.1000/a"),))
    assert down.traits.used() == (ServiceUse(registry="Stand-in", asked=1),)


def test_a_run_tells_what_services_were_used_for(httpserver: HTTPServer) -> None:
    httpserver.expect_request(re.compile(".*")).respond_with_json({"message": {"items": []}, "data": []})
    url = httpserver.url_for("").rstrip("/")
    registry = online(Connections(crossref_url=url, datacite_url=url, doi_url=url))
    for _ in range(2):  # what was counted before is another run's
        report = check([ARTICLE], registry=registry)
        (use,) = report.run.services
        assert (use.registry, use.asked, use.answered, use.found) == ("Crossref", 1, 1, 0)
        assert use.seconds > 0
    assert "Crossref" in str(report.to_dict()["run"]["services"])
