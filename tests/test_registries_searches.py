"""A search is a value, and each service's module writes it in its own language.

Whatever a work is called, the request is one that the service accepts, and the words of the title are in it.
"""

import re
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, urlsplit

import pytest
from accepted import Sent, grammars, refusals
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from refcheck.identifiers.schemes import citation
from refcheck.model import Aim, Date, Id, Name, Query, Scheme, Unavailable, Work
from refcheck.registries.services.arxiv import Arxiv
from refcheck.registries.services.crossref.works import MOST_SEARCHED, Crossref, CrossrefSingle
from refcheck.registries.services.datacite.lists import DataCite
from refcheck.registries.services.dblp import Dblp
from refcheck.registries.services.doi_agencies import DoiAgencies
from refcheck.registries.services.doi_org import DoiOrg
from refcheck.registries.services.europe_pmc import EuropePmc
from refcheck.registries.services.google_books import GoogleBooks
from refcheck.registries.services.handle_system import HandleSystem
from refcheck.registries.services.ncbi import CitationMatcher, Ncbi
from refcheck.registries.services.open_alex import OpenAlex
from refcheck.registries.services.open_library import OpenLibrary
from refcheck.registries.services.open_review import OpenReview
from refcheck.registries.services.semantic_scholar import SemanticScholar
from refcheck.registries.services.sru import Sru, distinctive_words
from refcheck.registries.services.wayback import Wayback
from refcheck.registries.transport.searches import Searched, title_words
from refcheck.registries.transport.service import Service

HOME = "https://service.example"

TYPES = {
    "open_library": "book",
    "google_books": "book",
    "sru": "book",
    "arxiv": "article",
    "dblp": "paper-conference",
    "open_review": "paper-conference",
}
"""What the services are searched for; the others for articles of journals."""

VENUES = {"arxiv": "arXiv", "open_review": "International Conference on Learning Representations"}

SEARCHED: Mapping[str, Callable[[str], Searched]] = {
    "arxiv": lambda home: Arxiv(base_url=home),
    "dblp": lambda home: Dblp(base_url=home),
    "europe_pmc": lambda home: EuropePmc(base_url=home),
    "google_books": lambda home: GoogleBooks(base_url=home, key="k"),
    "open_alex": lambda home: OpenAlex(base_url=home, mailto="ann@example.org"),
    "open_library": lambda home: OpenLibrary(base_url=home),
    "open_review": lambda home: OpenReview(base_url=home),
    "semantic_scholar": lambda home: SemanticScholar(base_url=home),
    "sru": lambda home: Sru(base_url=home),
}

_SIGNS = """
AND NOT or: OR ANDNOT and not prox sortby TO " “ ” «x» ( ) [ ] { } * ? ~ ^ \\ / // | || & && + - -- – ! : ; , = < > <i> </i> &amp;
' ’ l’eau O'Brien % %20 # $ a:b ti:x title=x C++ C# 1,2 10.1000/a ¬ the und 的
Grünflächen Größe Erdős Øresund ﬁnite Ἀθῆναι Русские Київ
城市的历史 東京の川 서울의 مدينة شهر עיר भारत ไทย ქართული Հայաստան Việt 𝛼-helix H₂O ½
"""
_UNSEEN = ("", "\u200b", "\u00ad", "\ufeff", "e\u0301tude")
WORD = st.sampled_from([*_SIGNS.split(), *_UNSEEN]) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TEXT = st.lists(WORD, max_size=40).map(" ".join)
LONG = (
    st.lists(WORD, min_size=5, max_size=20)
    .map(lambda words: (" ".join(words) + " ") * 200)
    .map(lambda text: text[:2_000])
)
TITLE = TEXT | LONG
YEAR = st.none() | st.integers(-500, 12_000)
NAME = st.builds(Name, family=TEXT, given=TEXT) | st.builds(Name, literal=TEXT)
WORK = st.builds(
    Work,
    title=TITLE,
    author=st.lists(NAME, max_size=3).map(tuple),
    issued=YEAR.map(lambda year: None if year is None else Date(year=year)),
    container_title=TEXT,
    isbn=st.lists(TEXT | st.just("978-3-16-148410-0") | st.just("3 16 148410 X"), max_size=2).map(tuple),
)


def sent(registry: Service, query: Query) -> list[str]:
    """The addresses that a query would be asked for at."""
    return [each.url for each in registry.plan((), (query,))]


def refused(service: str, url: str) -> list[str]:
    headers = {"user-agent": "refcheck-audit/1.0"}
    return list(refusals(grammars()[service.partition(",")[0]], Sent(target=url.removeprefix(HOME), headers=headers)))


def asked(service: str, work: Work) -> Work:
    return evolve(
        work, type=TYPES.get(service, "article-journal"), container_title=VENUES.get(service, work.container_title)
    )


@pytest.mark.parametrize("service", sorted(SEARCHED))
@given(work=WORK)
@example(work=Work(title="AND", author=(Name(family="NOT"),)))
@example(work=Work(title="—", isbn=("9783161484100",)))
@example(work=Work(title="城" * 2_000, author=(Name(literal="𝛼" * 2_000),)))
@example(work=Work(title="a" * 2_000, author=(Name(family="𐐷" * 900),) * 3, issued=Date(year=2020)))
@example(work=Work(title=" ".join(["𐐷𐐷𐐷𐐷𐐷𐐷𐐷𐐷𐐷𐐷𐐷𐐷"] * 99), isbn=("316148410X",)))
@example(work=Work(title="¿", author=(Name(literal="?"),)))
def test_whatever_a_work_is_called_the_search_is_accepted_and_has_its_words(service: str, work: Work) -> None:
    registry, work = SEARCHED[service](HOME), asked(service, work)
    urls, words = sent(registry, Query(raw="private", work=work)), title_words(work).split()
    assert bool(urls) == bool(words and registry.may_hold(work))
    urls = urls or ([registry._search_url(work)] if words else [])  # of kinds that it is not asked for, too
    assert [why for url in urls for why in refused(service, url)] == []
    if urls:
        text = " ".join(value for values in parse_qs(urlsplit(urls[0]).query).values() for value in values)
        kept = distinctive_words(words) if service == "sru" else words
        assert [word for word in kept if word not in text] == []


@given(text=TITLE, year=YEAR, aim=st.sampled_from(Aim))
@example(text="𐐷" * 2_000, year=-44, aim=Aim.VENUE)
def test_whatever_a_reference_says_crossref_accepts_it(text: str, year: int | None, aim: Aim) -> None:
    work = Work(issued=None if year is None else Date(year=year))
    urls = sent(Crossref(base_url=HOME), Query(raw=text, work=work, aim=aim))
    assert bool(urls) >= any(map(str.isalnum, text))
    assert [why for url in urls for why in refused("crossref.works", url)] == []
    for url in urls:
        held = parse_qs(urlsplit(url).query)
        (asked_for,) = held.get("query.bibliographic") or held["query.container-title"]
        assert len(asked_for) <= MOST_SEARCHED
        assert [word for word in re.findall(r"\w+", text[: MOST_SEARCHED - 100]) if word not in asked_for] == []


LISTED: Mapping[str, tuple[Callable[[str], Service], Scheme]] = {
    "crossref.works": (lambda home: Crossref(base_url=home), Scheme.DOI),
    "crossref.works, one by one": (lambda home: CrossrefSingle(base_url=home), Scheme.DOI),
    "datacite.lists": (lambda home: DataCite(base_url=home), Scheme.DOI),
    "doi_agencies": (lambda home: DoiAgencies(base_url=home), Scheme.DOI),
    "doi_org": (lambda home: DoiOrg(base_url=home), Scheme.DOI),
    "open_alex": (lambda home: OpenAlex(base_url=home, mailto="ann@example.org", key="k" * 40), Scheme.DOI),
    "handle_system": (lambda home: HandleSystem(base_url=home), Scheme.HANDLE),
    "ncbi": (lambda home: Ncbi(base_url=home, mailto="ann@example.org"), Scheme.PMID),
    "wayback": (lambda home: Wayback(base_url=home), Scheme.URL),
}
COPY = "https://web.archive.org/web/2020/https://example.org/reeds"
TAIL = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=90)
IDS: Mapping[Scheme, st.SearchStrategy[str]] = {
    Scheme.DOI: TAIL.map(lambda tail: f"10.1000/{tail}"),
    Scheme.HANDLE: TAIL.map(lambda tail: f"1721.1/{tail}"),
    Scheme.PMID: st.integers(1, 99_999_999).map(str),
    Scheme.URL: TAIL.map(lambda tail: f"https://web.archive.org/web/2020/https://example.org/{tail}"),
}


@pytest.mark.parametrize("service", sorted(LISTED))
@given(data=st.data())
def test_whatever_identifiers_are_made_of_they_are_asked_for_as_accepted(service: str, data: st.DataObject) -> None:
    make, scheme = LISTED[service]
    values = data.draw(st.lists(IDS[scheme], max_size=120, unique=True))
    urls = [each.url for each in make(HOME).plan([Id(scheme, value.lower()) for value in values], ())]
    assert [why for url in urls for why in refused(service, url)] == []


@given(journal=TEXT, year=YEAR, volume=TEXT, page=TEXT, author=TEXT)
def test_whatever_a_place_is_called_the_citation_matcher_accepts_it(
    journal: str, year: int | None, volume: str, page: str, author: str
) -> None:
    value = citation.of(journal, str(year or ""), volume, page, author)
    if citation.is_valid(value):
        (planned,) = CitationMatcher(base_url=HOME, mailto="ann@example.org").plan((Id(Scheme.CITATION, value),), ())
        assert refused("ncbi", planned.url) == []


@pytest.mark.parametrize("service", sorted({*SEARCHED, *LISTED, "crossref.works"}))
def test_what_a_service_answers_to_what_it_refuses_says_nothing_of_works(service: str, httpserver: HTTPServer) -> None:
    said = grammars()[service.partition(",")[0]].get(
        "refused", {"status": 400, "body": "Bad request", "type": "text/plain"}
    )
    httpserver.expect_request(re.compile(".*")).respond_with_data(
        said["body"], said["status"], content_type=said["type"]
    )
    home = httpserver.url_for("/home")
    if service in LISTED:
        make, scheme = LISTED[service]
        key = Id(scheme, {Scheme.DOI: "10.1000/reeds", Scheme.HANDLE: "reeds/1", Scheme.PMID: "77"}.get(scheme, COPY))
        assert isinstance(make(home).lookup((key,))[key], Unavailable)
    if service in SEARCHED:
        work = asked(service, Work(title="Fever in reed cutters", container_title="Journal of Medicine"))
        (answer,) = SEARCHED[service](home).search((Query(raw="", work=work),))
        assert isinstance(answer, Unavailable)
