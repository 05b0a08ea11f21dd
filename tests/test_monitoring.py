"""What became of cited works since: each piece of news told once, and nothing that was known."""

import json
import random
import sqlite3
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
from attrs import evolve
from click.testing import CliRunner, Result
from killed_made import victim
from pytest_httpserver import HTTPServer
from registries_made import MISS, NOON, NOWHERE, failing, holding, noon, record
from werkzeug import Request, Response

from refcheck import check
from refcheck.backfile.ledger import LEDGER_KIND
from refcheck.cli import main
from refcheck.model import (
    Answer,
    Cause,
    Date,
    Found,
    Hits,
    Id,
    NotFound,
    Record,
    Relation,
    Report,
    Scheme,
    Scope,
    Update,
)
from refcheck.monitoring import (
    Bulletin,
    Memory,
    Monitored,
    Told,
    Watched,
    formats,
    look,
    of_report,
    render,
    search_again,
)
from refcheck.monitoring.news import Cited, News
from refcheck.registries import Chain, Registry

pytestmark = pytest.mark.end_to_end

LINE = "Sample, A. (2020). A Title of Some Length. Journal of Samples. https://doi.org/10.1000/one"
ATOM = "{http://www.w3.org/2005/Atom}"


def report(*records: Record, line: str = LINE, miss: Answer = MISS) -> Report:
    return check(line, registry=holding(*records, miss=miss), now=noon)


def news(old: Report, *records: Record, miss: Answer = MISS) -> list[tuple[str, str]]:
    """The kinds and notices of what is told of a report when the registry holds these records."""
    return [(each.kind, each.notice or "") for each in look(tuple(of_report(old)), holding(*records, miss=miss)).news]


def update(kind: str, doi: str | None = "10.1000/notice", source: str = "publisher", day: int = 1) -> Update:
    return Update(type=kind, doi=doi, source=source, updated=Date(year=2026, month=11, day=day))


ONE = record("10.1000/one")


def noticed(*updates: Update) -> Record:
    return evolve(ONE, updates=updates)


def related(kind: str) -> Record:
    return evolve(ONE, relations=(Relation(type=kind, id_type="doi", id="10.1000/v"),))


def titled(title: str) -> Record:
    return record("10.1000/one", title=title)


RETRACTED = noticed(update("retraction"))


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (ONE, ONE, []),
        (ONE, RETRACTED, [("retraction", "10.1000/notice")]),
        (RETRACTED, RETRACTED, []),
        (RETRACTED, noticed(update("retraction", "10.1000/other", "retraction-watch")), []),
        (RETRACTED, ONE, []),
        (ONE, noticed(update("expression-of-concern")), [("expression-of-concern", "10.1000/notice")]),
        (noticed(update("correction")), noticed(update("correction", "10.1000/NOTICE")), []),
        (
            noticed(update("correction")),
            noticed(update("correction"), update("correction", "10.1000/second")),
            [("correction", "10.1000/second")],
        ),
        (ONE, noticed(update("new-version")), [("new-version", "10.1000/notice")]),
        (ONE, noticed(update("new-version", "10.1000/ONE")), []),
        (ONE, noticed(update("retraction"), update("reinstatement", day=2)), [("reinstatement", "10.1000/notice")]),
        (ONE, related("is-preprint-of"), [("published", "10.1000/v")]),
        (related("is-preprint-of"), related("is-preprint-of"), []),
        (ONE, related("is-cited-by"), []),
        (ONE, titled("RETRACTED ARTICLE: A Title of Some Length"), [("retracted", "")]),
        (titled("RETRACTED: A Title of Some Length"), titled("RETRACTED ARTICLE: A Title of Some Length"), []),
        (ONE, record("10.1000/one", year=2019), []),
        (ONE, evolve(ONE, update_to=(update("correction", "10.1000/x"),)), []),
    ],
)
def test_what_is_news_of_a_record(before: Record, now: Record, told: list[tuple[str, str]]) -> None:
    assert news(report(before), now) == told


@pytest.mark.parametrize(
    ("reinstatement", "told"),
    [
        (
            update("reinstatement", day=2),
            "This work was reinstated on 2026-11-02, according to the publisher. The notice: https://doi.org/10.1000/notice",
        ),
        (Update(type="reinstatement"), "This work was reinstated."),
    ],
)
def test_a_reinstatement_is_told_with_what_is_known_of_it(reinstatement: Update, told: str) -> None:
    seen = look(tuple(of_report(report(ONE))), holding(noticed(reinstatement)))
    assert [each.message for each in seen.news] == [told]


@pytest.mark.parametrize("line", [LINE, "https://doi.org/10.1000/one", "10.1000/one"])
def test_news_name_the_work_as_it_is_registered(line: str) -> None:
    (found,) = look(tuple(of_report(report(ONE, line=line))), holding(RETRACTED)).news
    assert found.work == "Sample (2020) A Title of Some Length https://doi.org/10.1000/one"


def test_news_of_what_no_registry_holds_name_it_as_it_is_cited() -> None:
    (found,) = look(tuple(of_report(report(miss=NOWHERE, line="10.1000/one"))), holding(ONE)).news
    assert (found.work, found.kind) == ("https://doi.org/10.1000/one", "registered")


def test_a_doi_comes_and_goes() -> None:
    assert news(report(miss=NOWHERE), ONE) == [("registered", "")]
    assert news(report(miss=NOWHERE), miss=NOWHERE) == []
    assert news(report(ONE), miss=NOWHERE) == [("deregistered", "")]
    assert news(report(ONE), miss=MISS) == [], "that one registry lacks it proves nothing"
    by_search = report(ONE, line="Sample, A. (2020). A Title of Some Length. Journal of Samples.")
    assert by_search[0].record == ONE
    assert news(by_search, miss=NOWHERE) == [], "nobody knew it to be registered"


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (
            failing(Cause.UNREACHABLE),
            RETRACTED,
            [("retraction", "Looked up for the first time: This work was retracted")],
        ),
        (MISS, RETRACTED, [("retraction", "Looked up for the first time: This work was retracted")]),
        (
            failing(Cause.REGISTERED),
            RETRACTED,
            [("retraction", "Looked up for the first time: This work was retracted")],
        ),
        (
            failing(Cause.BUSY),
            related("is-preprint-of"),
            [("published", "Looked up for the first time: This preprint")],
        ),
        (NOWHERE, RETRACTED, [("registered", "10.1000/one is registered now"), ("retraction", "This work was")]),
        (failing(Cause.UNREACHABLE), ONE, []),
        (MISS, ONE, []),
    ],
)
def test_a_work_that_nothing_was_known_of(before: Answer, now: Record, told: list[tuple[str, str]]) -> None:
    seen = look(tuple(of_report(report(miss=before))), holding(now)).news
    assert [each.kind for each in seen] == [kind for kind, _ in told]
    assert all(each.message.startswith(message) for each, (_, message) in zip(seen, told, strict=True))


def test_an_outage_is_no_news() -> None:
    found = look(tuple(of_report(report(RETRACTED))), holding(miss=failing(Cause.BROKEN)))
    assert found.news == ()
    assert [(registry, number) for registry, _, number in found.gaps] == [("Stand-in", 1)]


def test_pages_that_are_gone_or_back() -> None:
    page, gone = Id(Scheme.URL, "https://a.example/x"), NotFound(registry="a.example", scope=Scope.HOLDINGS)
    there: Answer = Found(record=evolve(ONE, id=page))
    alive = Watched(cited=Cited(document="a", key="1", work="A"), alive=(page,))
    dead = Watched(cited=Cited(document="a", key="1", work="A"), dead=(page,))
    for watched, answer, told in (
        (alive, gone, ["link-dead"]),
        (alive, there, []),
        (dead, there, ["link-back"]),
        (dead, gone, []),
    ):
        registry = holding(miss=answer)
        registry.schemes = frozenset({Scheme.URL})
        assert [each.kind for each in look((watched,), registry).news] == told
    assert look((alive,), holding(miss=gone)).works == 0, "pages are asked where links are asked for"


def test_a_work_cited_twice_is_asked_for_once_and_told_once() -> None:
    old = (*of_report(report(ONE)), *of_report(report(ONE)), *of_report(report(ONE, line=LINE.replace("2020", "2021"))))
    registry = holding(RETRACTED, batch=50)
    found = look(old, Chain(registry))
    assert registry.lookups == [("10.1000/one",)]
    assert len(found.news) == 1
    assert (found.works, found.references) == (1, 3)


def test_what_was_searched_for_in_vain_is_searched_for_again() -> None:
    line = "Sample, A. (2020). A Title of Some Length. Journal of Samples."
    old = check(line, registry=empty(), now=noon)
    (told,) = search_again(tuple(of_report(old)), holding(ONE))
    assert (told.kind, told.id) == ("found", Id.doi("10.1000/one"))
    assert list(search_again(tuple(of_report(old)), empty())) == []
    assert [each.kind for each in search_again(tuple(of_report(old)), holding(RETRACTED))] == ["found", "retraction"]


def empty() -> Registry:
    registry = holding()
    registry._found = lambda query: Hits(registry="Stand-in")
    return registry


HOSTILE = "A <b>&amp; \x1b[31m‮ title\x00"


def bulletin(*given: News, earlier: tuple[Told, ...] = ()) -> Bulletin:
    monitored = Monitored(news=given, works=2, references=3, gaps=(("Crossref", "answered 503: too busy", 1),))
    told = tuple(Told(news=each, told=NOON) for each in given)
    return Bulletin(sources=("old.json",), made=NOON, monitored=monitored, news=told, earlier=earlier)


def made(doi: str, work: str = "Sample (2020) A Title") -> News:
    cited = tuple(Cited(document="a.bib", key=str(number), work=work) for number in range(12))
    message, url = "This work was retracted.", "https://doi.org/10.1/n"
    return News(id=Id.doi(doi), kind="retraction", message=message, notice="10.1/n", url=url, cited=cited)


@pytest.mark.parametrize("form", formats())
def test_every_format_shows_hostile_text_safely(form: str) -> None:
    text = render(bulletin(made("10.1/a", HOSTILE), made("10.1/b")), form)
    assert text.endswith("\n")
    assert not set(text) & {"\x1b", "\x00", "‮"}
    assert "This work was retracted." in text
    if form == "html":
        html5lib.HTMLParser(strict=True).parse(text)
        assert "<b>" not in text.partition("<body>")[2]
    if form == "json":
        assert len(json.loads(text)["news"]) == 2


def test_the_text_is_read_aloud() -> None:
    assert render(bulletin(made("10.1/a")), "text") == (
        "1 news item about 1 of 2 works in 3 references.\n\n"
        "Sample (2020) A Title https://doi.org/10.1/a\n"
        "  This work was retracted.\n"
        f"  cited in {', '.join(f'a.bib [{number}]' for number in range(10))} and 2 more\n\n"
        "Crossref answered 503: too busy: nothing is known about 1 work.\n"
    )


def test_the_feed_is_one_and_its_entries_are_known_again() -> None:
    earlier = (Told(news=made("10.1/old"), told=NOON - timedelta(days=7)),)
    feed = ElementTree.fromstring(render(bulletin(made("10.1/a"), earlier=earlier), "atom"))
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        assert all(element.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated"))
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert ids == [made("10.1/a").uuid.urn, made("10.1/old").uuid.urn]
    again = ElementTree.fromstring(render(bulletin(earlier=earlier), "atom"))
    assert again.findtext(f"{ATOM}id") == feed.findtext(f"{ATOM}id")
    assert again.findtext(f"{ATOM}updated") == (NOON - timedelta(days=7)).isoformat()


def test_what_was_told_is_remembered_beside_a_ledgers_own_tables(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    with sqlite3.connect(path) as ledger:
        ledger.executescript(LEDGER_KIND.schema)
    memory = Memory(path)
    memory.remember([made("10.1/a")], NOON)
    memory.remember([made("10.1/a"), made("10.1/b")], NOON + timedelta(days=1))
    assert [(each.news.id.value, each.told.day) for each in memory.told()] == [("10.1/b", 25), ("10.1/a", 24)]
    assert memory.told()[1].news == made("10.1/a")
    assert Memory(tmp_path / "none.sqlite3").told() == ()


@pytest.fixture
def url(httpserver: HTTPServer) -> str:
    """Crossref with one work; it is retracted from the second time on that it is asked for."""
    work: dict[str, Any] = {"DOI": "10.1000/one", "type": "journal-article", "title": ["A Title of Some Length"]}
    work |= {"author": [{"family": "Sample", "given": "Ann"}], "issued": {"date-parts": [[2020]]}}
    notice = {"DOI": "10.1000/notice", "type": "retraction", "label": "Retraction", "source": "publisher"}
    asked: list[str] = []

    def answer(request: Request) -> Response:
        asked.append(request.url)
        item = work if len(asked) == 1 else work | {"updated-by": [notice]}
        return Response(json.dumps({"message": {"items": [item]}}), content_type="application/json")

    httpserver.expect_request("/crossref/works").respond_with_handler(answer)
    return httpserver.url_for("").rstrip("/")


def asking(url: str) -> tuple[str, ...]:
    where = ("--crossref-url", f"{url}/crossref", "--datacite-url", f"{url}/datacite", "--doi-url", f"{url}/doi")
    return (*where, "--mailto", "me@example.org")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_the_command_tells_each_once(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    asked = asking(url)
    Path("list.txt").write_text(LINE, encoding="utf-8")
    assert run("check", "list.txt", "--format", "json", "-o", "old.json", *asked).exit_code == 0
    first = run("monitor", "old.json", *asked, "--ledger", "told.sqlite3")
    assert first.exit_code == 1
    assert (
        "This work was retracted, according to the publisher. The notice: https://doi.org/10.1000/notice"
        in first.stdout
    )
    assert "cited in list.txt [1]" in first.stdout
    again = run(
        "monitor", "old.json", "old.json", *asked, "--ledger", "told.sqlite3", "--format", "atom", "-o", "feed.xml"
    )
    assert again.exit_code == 0
    assert Path("feed.xml").read_text(encoding="utf-8").count("<entry>") == 1
    assert run("monitor", "old.json", *asked, "--quiet").exit_code == 1, "without a ledger everything since is news"


def audited_archive(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Audit the archive ``papers`` in a folder into ``audit``, work there from now on, and return the options that ask the URL."""
    monkeypatch.chdir(folder)
    asked = asking(url)
    Path("papers").mkdir()
    Path("papers/list.txt").write_text(LINE, encoding="utf-8")
    assert run("backfile", "papers", "--out", "audit", "--jobs", "1", *asked).exit_code == 0
    return asked


def test_a_whole_archive_is_monitored_in_its_own_ledger(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = audited_archive(url, tmp_path, monkeypatch)
    told = run("monitor", "audit", *asked)
    assert (told.exit_code, "This work was retracted" in told.stdout, "list.txt [1]" in told.stdout) == (1, True, True)
    assert run("monitor", "audit", *asked).exit_code == 0
    assert run("backfile", "papers", "--out", "audit", "--jobs", "1", *asked).exit_code == 0, (
        "the ledger is a ledger still"
    )


def test_an_archive_that_is_not_finished_is_said_to_be(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = audited_archive(url, tmp_path, monkeypatch)
    run("monitor", "audit", *asked)  # tells the retraction
    told = run("monitor", "audit", *asked, "--format", "json")
    assert (told.exit_code, json.loads(told.stdout)["unfinished"]) == (0, [])
    with closing(sqlite3.connect("audit/ledger.sqlite3")) as ledger, ledger:
        ledger.execute("UPDATE partition SET state = 'open'")
    for form in ("text", "html", "markdown"):
        told = run("monitor", "audit", *asked, "--format", form)
        assert (told.exit_code, "not finished (0 of 1 partitions)" in told.stdout) == (3, True)
    parts = json.loads(run("monitor", "audit", *asked, "--format", "json").stdout)["unfinished"]
    assert parts == [{"name": "audit", "done": 0, "total": 1}]
    Path("audit/ledger.sqlite3").unlink()
    told = run("monitor", "audit", *asked, "--ledger", "new.sqlite3")
    assert (told.exit_code, "not finished" in told.stdout) == (1, False)  # the new ledger has heard of no retraction


def test_what_an_archive_could_not_ask_is_asked_for_the_first_time(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("papers").mkdir()
    Path("papers/list.txt").write_text(
        f"{LINE}\n\nRoe, B. (2019). Hills and Other Heights. Journal of Samples.", "utf-8"
    )
    asked, down = asking(url), asking("http://127.0.0.1:9")
    assert run("backfile", "papers", "--out", "audit", "--jobs", "1", "--no-cache", *down).exit_code == 3
    assert run("monitor", "audit", *asked).exit_code == 0, (
        "not retracted yet, and never said to be not registered anywhere"
    )
    told = run("monitor", "audit", *asked)
    assert (told.exit_code, "Looked up for the first time: This work was retracted" in told.stdout) == (1, True)


@pytest.mark.skipif(sys.platform == "win32", reason="a system that kills otherwise")
@pytest.mark.parametrize("kills", [3, pytest.param(40, marks=pytest.mark.slow)])
def test_a_command_that_is_killed_at_any_write_tells_the_same(kills: int, tmp_path: Path) -> None:
    about: dict[str, Any] = {"type": "journal-article", "author": [{"family": "Sample"}]}
    about["issued"] = {"date-parts": [[2020]]}
    then = [about | {"DOI": f"10.1000/{n}", "title": [f"A Title of Some Length {n}"]} for n in range(12)]
    notice = {"DOI": "10.1000/notice", "type": "retraction", "source": "publisher"}
    now = [each | {"updated-by": [notice]} for each in then]
    for name, items in (("then", then), ("now", now)):
        (tmp_path / f"{name}.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in items), encoding="utf-8")
    text = "".join(f"Sample (2020). A Title of Some Length {n}. https://doi.org/10.1000/{n}\n\n" for n in range(12))
    (tmp_path / "list.txt").write_text(text, encoding="utf-8")
    offline = ("--isolated", "--offline", "--no-cache", "--records")
    kept = ("--format", "json", "-o", str(tmp_path / "old.json"))
    run("check", str(tmp_path / "list.txt"), *offline, str(tmp_path / "then.jsonl"), *kept)
    shown = ("--ledger", "told.sqlite3", "--format", "atom", "-o", "feed.xml")
    look = ("monitor", "old.json", *offline, "now.jsonl", *shown)

    def told() -> tuple[bytes, list[Any]]:
        with closing(sqlite3.connect(tmp_path / "told.sqlite3")) as ledger:
            return (tmp_path / "feed.xml").read_bytes(), list(ledger.execute("SELECT * FROM told ORDER BY what"))

    draw = random.Random(3)
    with victim(look, "told.sqlite3", tmp_path) as command:
        whole = command.writes()
        sound = told()
        assert len(sound[1]) == 12
        for _ in range(kills):
            (tmp_path / "told.sqlite3").unlink()
            (tmp_path / "feed.xml").unlink(missing_ok=True)
            assert command.is_killed(after=draw.randrange(whole))
            assert not command.is_killed(after=-1)
            assert told() == sound


@pytest.mark.parametrize(
    ("local", "code", "told"),
    [
        ((), 3, "No news about 0 of 1 work in 1 reference.\n\nThe run is offline: nothing is known about 1 work.\n"),
        (("--records", "now.jsonl"), 0, "No news about 1 work in 1 reference.\n"),
        (("--retraction-watch", "table.csv"), 0, "No news about 1 work in 1 reference.\n"),
    ],
)
def test_an_offline_look_tells_what_it_did_not_read(
    local: tuple[str, ...], code: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    about = {"DOI": "10.1000/one", "type": "journal-article", "title": ["A Title of Some Length"]}
    Path("now.jsonl").write_text(json.dumps(about), encoding="utf-8")
    head = "OriginalPaperDOI,RetractionNature,RetractionDOI,RetractionDate,Title,Author,Journal,Publisher,OriginalPaperDate"
    row = "10.1000/other,Retraction,10.1000/notice,6/5/2020 0:00,A Title,Ann Sample,Tides,Lake Press,12/31/2019 0:00"
    Path("table.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    Path("list.txt").write_text(
        "Sample (2020). A Title of Some Length. https://doi.org/10.1000/one\n", encoding="utf-8"
    )
    offline = ("--isolated", "--offline", "--no-cache")
    run("check", "list.txt", *offline, "--records", "now.jsonl", "--format", "json", "-o", "old.json")
    result = run("monitor", "old.json", *offline, *local)
    assert (result.exit_code, result.stdout) == (code, told)


def test_what_cannot_be_monitored_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old.json").write_text("{}", encoding="utf-8")
    Path("folder").mkdir()
    for old in ("old.json", "none.json", "folder"):
        result = run("monitor", old, "--offline")
        assert (result.exit_code, old in result.stderr) == (2, True)
