"""A backfile from end to end: its tables, and that they are the same however the work was done, cut short and gone on with."""

import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from attrs import evolve
from backfile_made import (
    DAY,
    ITEMS,
    a_job,
    die_on_the_third,
    die_once_on_the_third,
    documents,
    fail_on_the_third,
    printed,
    records,
    rows,
    sums,
)
from click.testing import CliRunner, Result
from killed_made import Work, victim
from registries_index_made import lines as written
from reports_made import a_report

from refcheck.backfile import etiquette, processes
from refcheck.backfile.etiquette import estimated
from refcheck.backfile.partitions import usual_size
from refcheck.backfile.processes import audited, in_processes, work
from refcheck.backfile.running import Progress, forget, open_run
from refcheck.backfile.running import Result as Outcome
from refcheck.backfile.schema import TABLES, schema
from refcheck.backfile.tables import tables as tables_of
from refcheck.backfile.values import Counts, Done, Form, Given, Job, Partition, Reach, Source
from refcheck.cli import main
from refcheck.cli.commands import backfile as backfile_command
from refcheck.errors import SettingsError
from refcheck.model import (
    Authority,
    Bibliography,
    Cause,
    Document,
    Found,
    Hits,
    LookupResult,
    Searched,
    Unavailable,
)
from refcheck.readers.sources import folder as folder_module
from refcheck.registries.connections import Connections
from refcheck.settings import Selection, Settings, Waiver

pytestmark = pytest.mark.end_to_end

SIZE = 6
"""Two documents a partition, about."""


def here(partitions: Sequence[Partition], job: Job) -> Iterator[Done]:
    """The work done by this process."""
    return (work(partition, job) for partition in partitions)


def ignore(message: object) -> None:
    return None


def run(folder: Path, job: Job, runner: Callable[..., Iterable[Any]] = here, named: str = "rows.jsonl") -> Outcome:
    with open_run([named], job, size=SIZE, on_message=ignore) as run_:
        return run_.go(runner)


def table(out: Path, name: str) -> list[dict[str, Any]]:
    return [row for path in sorted(out.glob(f"{name}/*.parquet")) for row in pq.read_table(path).to_pylist()]


def filled(folder: Path) -> None:
    rows(folder / "rows.jsonl", [*documents(), "no row", {"raw": "A private letter of my aunt's, kept by her."}])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    filled(tmp_path)
    return tmp_path


@pytest.fixture
def job(folder: Path) -> Job:
    return a_job(folder, folder / "out")


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """The output of a run that nothing went wrong in, and its result; nobody writes there any more."""
    folder = tmp_path_factory.mktemp("finished")
    filled(folder)
    return folder / "out", run(folder, a_job(folder, folder / "out"))


@pytest.fixture
def sound(finished: tuple[Path, Outcome]) -> dict[str, str]:
    """The sums of the output of a run that nothing went wrong in."""
    return sums(finished[0])


@pytest.fixture
def without_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command does the work itself, where it is not the processes that are tested."""
    monkeypatch.setattr(backfile_command, "_runner", lambda scheduler, jobs: here)


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes begin with the program loaded; the command starts them without, which takes a second each."""
    forking = get_context("forkserver")
    forking.set_forkserver_preload(["refcheck.servers.web.warm", "backfile_made"])
    monkeypatch.setattr(processes, "get_context", lambda method: forking)


def test_the_tables_say_what_was_found(finished: tuple[Path, Outcome]) -> None:
    out, result = finished
    references, verdicts, findings = (table(out, name) for name in ("references", "verdicts", "findings"))
    assert len(references) == len(verdicts) == result.counts.references == 61
    assert result.counts.documents == 21
    first = references[0]
    assert (first["document"], first["journal"], first["year"]) == ("10.9999/paper.0", "Annals of Papers", 2015)
    assert (first["number"], first["raw"], first["title"]) == (1, printed(ITEMS[0]), ITEMS[0]["title"][0])
    assert first["identifiers"] == [{"scheme": "doi", "raw": ITEMS[0]["DOI"], "value": ITEMS[0]["DOI"]}]
    assert [row["verdict"] for row in verdicts[:3]] == ["verified", "differs", "verified"]
    assert verdicts[0]["matched_doi"] == ITEMS[0]["DOI"].lower()
    assert verdicts[0]["answers"] == [
        {"id": f"doi:{ITEMS[0]['DOI'].lower()}", "answer": "found", "registry": "local records", "why": None}
    ]
    assert verdicts[-1]["verdict"] == "unverified"
    wrong = next(row for row in findings if row["code"] == "year-differs")
    assert (wrong["number"], wrong["severity"], wrong["verdict"]) == (2, "warning", "differs")
    assert wrong["evidence"][0]["registered"] == str(ITEMS[1]["issued"]["date-parts"][0][0])
    assert ("doi-with-inner-space", 3) in [(row["code"], row["number"]) for row in findings]
    assert sum(row["errors"] + row["warnings"] + row["notes"] for row in verdicts) == len(
        [row for row in findings if row["number"]]
    )
    remarks = [(row["kind"], row["document"]) for row in table(out, "remarks")]
    assert remarks == [("left-out", "rows.jsonl:21"), ("unread", "rows.jsonl:22")]  # no row; nothing understood


def test_retracted_works_are_easy_to_list(tmp_path: Path) -> None:
    rows(tmp_path / "rows.jsonl", [{"raw": printed(ITEMS[0])}, {"raw": printed(ITEMS[1])}])
    job = a_job(tmp_path, tmp_path / "out")
    notice = {"DOI": "10.1000/notice", "type": "retraction", "label": "Retraction"}
    rows(tmp_path / "records.jsonl", [ITEMS[0], ITEMS[1] | {"updated-by": [notice]}])
    run(tmp_path, evolve(job, settings=Settings(selections=(Selection(select=("year-*",)),))))
    taken_back = pq.read_table(tmp_path / "out" / "verdicts", filters=[("retracted", "=", True)]).to_pylist()
    assert [(row["document"], row["notices"]) for row in taken_back] == [("rows.jsonl:2", ["retraction"])]


DOWN = Unavailable(registry="A Registry", why="was not reached", cause=Cause.UNREACHABLE)
MATCH = a_report().references[0].case.match
assert MATCH is not None
CATALOGUED = evolve(MATCH.record.provenance, registry="A Catalogue", standing=Authority.CATALOGUED)
ENTRY = evolve(MATCH.record, provenance=CATALOGUED)
HELD = evolve(MATCH, record=ENTRY)
GAP, FOUND = ("search", "unavailable", "A Registry"), ("doi:10.1000/x", "found", "A Catalogue")


@pytest.mark.parametrize(
    ("case", "retracted", "answers"),
    [
        ({"match": HELD, "search": Searched(answer=Hits(registry="A Catalogue"), missed=DOWN)}, None, [GAP]),
        ({"search": Searched(answer=DOWN)}, None, [GAP]),
        ({"search": Searched(answer=Hits(registry="A Catalogue"))}, None, []),
        ({"match": HELD, "search": Searched(answer=Hits(registry="A Catalogue"))}, False, []),
        (
            {"match": HELD, "answers": (LookupResult(id=ENTRY.id, answer=Found(record=ENTRY, missed=DOWN)),)},
            None,
            [FOUND, ("doi:10.1000/x", "unavailable", "A Registry")],
        ),
        ({"match": HELD, "answers": (LookupResult(id=ENTRY.id, answer=Found(record=ENTRY)),)}, False, [FOUND]),
    ],
)
def test_an_outage_is_told_at_each_reference(case: dict[str, Any], retracted: bool | None, answers: list[Any]) -> None:
    made = a_report()
    audited = evolve(made.references[1], case=evolve(made.references[1].case, **case))
    report = evolve(made, references=(audited,), list_findings=(), waived=())
    document = Document(name="list.txt", format="text", text=audited.case.reference.raw)
    bibliography = Bibliography(document=document, references=(audited.case.reference,))
    given = Given(bibliography=bibliography)
    (row,) = tables_of([given], (), report, report).tables["verdicts"].to_pylist()
    assert row["retracted"] is retracted
    assert [(each["id"], each["answer"], each["registry"]) for each in row["answers"]] == answers


def test_settings_decide_what_is_shown_and_what_was_waived_is_told_apart(
    folder: Path, job: Job, finished: tuple[Path, Outcome]
) -> None:
    out, _ = finished
    wrong = next(row for row in table(out, "findings") if row["code"] == "year-differs")
    fingerprint = next(
        row["fingerprint"]
        for row in table(out, "references")
        if (row["document"], row["number"]) == (wrong["document"], wrong["number"])
    )
    waiver = Waiver(fingerprint=fingerprint, code="year-differs", who="Ann", why="it is so")
    settings = Settings(selections=(Selection(select=("year-differs",)),), waivers=(waiver,))
    result = run(folder, evolve(job, settings=settings, out=str(folder / "other")))
    findings = table(folder / "other", "findings")
    assert {row["code"] for row in findings} == {"year-differs"}
    waived = [row for row in findings if row["waived"]]
    assert [(row["document"], row["number"], row["waived"]) for row in waived] == [
        (wrong["document"], wrong["number"], "Ann: it is so")
    ]
    assert result.counts.warnings == len(findings) - 1


def test_the_columns_are_as_documented(finished: tuple[Path, Outcome]) -> None:
    out, _ = finished
    page = (Path(__file__).parent.parent / "docs" / "backfile.md").read_text(encoding="utf-8")
    for name, columns in TABLES.items():
        for path in (out / name).glob("*.parquet"):
            assert pq.read_schema(path).equals(schema(name), check_metadata=False)
            described = {field.name: field.metadata[b"description"].decode() for field in pq.read_schema(path)}
            assert described == {column.name: column.means for column in columns}
        section = page.partition(f"### {name}\n")[2].partition("\n#")[0]
        told = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", section, re.MULTILINE)
        assert told == [(column.name, column.type, column.means) for column in columns]


def test_a_hostile_row_makes_tables_all_the_same(tmp_path: Path) -> None:
    hostile = ['{"raw": "half a pair \\ud800 of Doe, J. (2020). Title. Journal, 1(2), 3."}', {"id": "\0", "raw": ""}]
    rows(tmp_path / "rows.jsonl", hostile)
    assert run(tmp_path, a_job(tmp_path, tmp_path / "out")).counts.references == 2


def test_a_run_goes_on_with_what_is_not_done(folder: Path, job: Job, sound: dict[str, str]) -> None:
    done: list[int] = []

    def interrupted(partitions: Sequence[Partition], job: Job) -> Iterator[Done]:
        for partition in partitions:
            done.append(partition.number)
            if len(done) == 4:
                raise KeyboardInterrupt
            yield work(partition, job)

    with pytest.raises(KeyboardInterrupt):
        run(folder, job, interrupted)
    assert not (folder / "out" / "summary.json").exists()
    told: list[Progress] = []
    with open_run(["rows.jsonl"], evolve(job, day=DAY.replace(year=2030)), size=SIZE, on_message=ignore) as again:
        assert again.job.day == DAY, "the day is the one that the run began on"
        assert again.pending()[0].number == 3
        again.go(here, on_progress=told.append)
    assert [progress.done for progress in told] == list(range(3, told[-1].total + 1))
    assert sums(folder / "out") == sound
    assert (
        run(folder, job, lambda partitions, job: pytest.fail("it was done") if partitions else []).counts.references
        == 61
    )


CHANGES: dict[str, Callable[[Path, Job], Job]] = {
    r"settings \(selections\)": lambda folder, job: evolve(
        job, settings=Settings(selections=(Selection(ignore=("year-differs",)),))
    ),
    "network": lambda folder, job: evolve(job, reach=Reach.ONLINE),
    "records": lambda folder, job: (rows(folder / "records.jsonl", ITEMS[:5]), job)[1],
    r"rows\.jsonl is changed": lambda folder, job: (rows(folder / "rows.jsonl", documents(2)), job)[1],
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_run_is_never_mixed_with_another(folder: Path, job: Job, what: str) -> None:
    rows(folder / "rows.jsonl", documents(3))
    run(folder, job)
    with pytest.raises(SettingsError, match=what):
        run(folder, CHANGES[what](folder, job))


def test_a_run_is_thrown_away_only_when_asked(folder: Path, job: Job, sound: dict[str, str]) -> None:
    run(folder, evolve(job, settings=Settings(selections=(Selection(select=("year-differs",)),))))
    (folder / "out" / "mine.txt").touch()
    forget(job.out)
    assert [path.name for path in (folder / "out").rglob("*") if path.is_file() and path.name[0] != "."] == ["mine.txt"]
    run(folder, job)
    assert sums(folder / "out") == sound
    (folder / "out" / "ledger.sqlite3").unlink()
    with pytest.raises(SettingsError, match="contains tables without the ledger of their run"):
        run(folder, job)


def test_a_run_that_came_to_nothing_binds_nobody(folder: Path, job: Job, sound: dict[str, str]) -> None:
    with open_run(["rows.jsonl"], evolve(job, day=DAY.replace(year=2020)), size=1, on_message=ignore) as refused:
        work(refused.pending()[-1], refused.job)  # written, and killed before it was written down
    run(folder, job)
    assert sums(folder / "out") == sound


def test_two_runs_do_not_work_in_one_place(folder: Path, job: Job) -> None:
    with (
        open_run(["rows.jsonl"], job, size=SIZE, on_message=ignore),
        pytest.raises(SettingsError, match="another run is in progress here"),
    ):
        run(folder, job)


def test_what_is_no_ledger_is_told(folder: Path, job: Job) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "ledger.sqlite3").write_bytes(b"no database, " * 100)
    with pytest.raises(SettingsError, match="is not a ledger made by refcheck"):
        run(folder, job)


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize("audit", [die_on_the_third, fail_on_the_third])
def test_a_partition_that_cannot_be_done_is_told_and_the_others_are(
    folder: Path, job: Job, sound: dict[str, str], audit: Callable[[Partition, Job], Done]
) -> None:
    """Those that are done are the same tables as one process makes, whether both processes live or one dies."""
    told: list[str] = []
    result = run(folder, job, partial(in_processes, jobs=2, on_message=told.append, audit=audit))
    ((number, why),) = result.failed
    assert number == 2
    assert why == "ValueError: no such luck" or "died twice" in why
    assert bool(told) == (audit is die_on_the_third)
    part = {name: each for name, each in sums(folder / "out").items() if name.endswith("parquet")}
    assert part == {name: each for name, each in sound.items() if "000002" not in name and "summary" not in name}
    assert run(folder, job).failed == ()
    assert sums(folder / "out") == sound


@pytest.mark.usefixtures("ready")
def test_a_process_that_dies_once_is_made_up_for(folder: Path, job: Job, sound: dict[str, str]) -> None:
    told: list[str] = []
    run(folder, job, partial(in_processes, jobs=2, on_message=told.append, audit=die_once_on_the_third))
    assert "partition 2 (rows" in " ".join(told)
    assert sums(folder / "out") == sound


def fewer(folder: Path) -> str:
    """A file of records without that of one reference, which is asked of registries."""
    return str(written(folder / "fewer.jsonl", ITEMS[1:]))


def test_what_a_registry_could_not_be_asked_is_asked_again(folder: Path, job: Job, sound: dict[str, str]) -> None:
    nobody = "http://127.0.0.1:9"
    connections = evolve(
        job.connections, crossref_url=nobody, datacite_url=nobody, doi_url=nobody, records=fewer(folder)
    )
    online = evolve(job, connections=connections, reach=Reach.ONLINE)
    assert run(folder, online).counts.unreached
    assert {"unreached"} <= {row["kind"] for row in table(folder / "out", "remarks")}
    with open_run(["rows.jsonl"], online, size=SIZE, on_message=ignore) as again:
        assert again.pending()


def test_the_same_partition_gives_the_same_tables(folder: Path, job: Job) -> None:
    partition = Partition(number=1, form=Form.LINES, files=("rows.jsonl",), first=0, stop=4)
    first, second = audited(partition, job), audited(partition, job)
    assert all(first.tables[name].equals(second.tables[name]) for name in TABLES)
    assert first.counts == second.counts != Counts()


@pytest.mark.parametrize(
    ("doi", "mailto", "searches", "lookups"),
    [(True, None, 0, 2_100), (False, None, 2_100, 0), (False, "a@example.org", 2_100, 0)],
)
def test_searches_of_the_public_registry_are_counted_before(
    tmp_path: Path, doi: bool, mailto: str | None, searches: int, lookups: int
) -> None:
    """What is held here is not counted; the pace is that of the pool which the caller would be in."""
    known = [{"raw": printed(item, doi=doi)} for item in ITEMS[:20]]
    unknown = [
        {
            "raw": printed(item, doi=doi)
            .replace("1000/Made", "1001/Other")
            .replace(item["title"][0], f"Ledgers of old towns and their {n} keepers")
        }
        for n, item in enumerate(ITEMS[20:41])
    ]
    rows(tmp_path / "rows.jsonl", [*known, *unknown])
    job = a_job(tmp_path, tmp_path / "out")
    job = evolve(job, connections=evolve(job.connections, mailto=mailto), reach=Reach.ONLINE)
    piece = Partition(number=0, form=Form.LINES, files=("rows.jsonl",), first=0, stop=41)
    estimate = estimated([piece] * 100, job)
    assert (estimate.searches, estimate.lookups, estimate.looked_at) == (searches, lookups, 4)
    assert ("; about 2,100 look-ups of identifiers" in str(estimate)) == doi
    assert estimate.seconds == pytest.approx(searches / (3 if mailto else 1), rel=0.05)
    offline = estimated([piece] * 100, evolve(job, reach=Reach.OFFLINE))
    assert (offline.searches, offline.lookups) == (0, 0)
    own = evolve(job, connections=evolve(job.connections, crossref_url="http://127.0.0.1:9/crossref"))
    at_home = estimated([piece] * 300, own)  # it is counted, and may be asked
    assert (at_home.searches, at_home.is_large) == (3 * searches, False)
    assert estimated([piece] * 300, job).is_large == bool(searches)


def refcheck(folder: Path, *arguments: object) -> Result:
    fixed = ["--isolated", "--no-cache", "--partition-size", str(SIZE), "--out", str(folder / "out")]
    return CliRunner().invoke(main, ["backfile", *map(str, arguments), *fixed], catch_exceptions=False)


def test_the_command_audits_tells_and_ends_as_it_should(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = [folder / "rows.jsonl", "--offline", "--records", records(folder), "--jobs", 1]
    planned = refcheck(folder, *arguments, "--dry-run")
    assert planned.exit_code == 0
    assert planned.stdout.startswith("Partitions to do: 7\nno searches of Crossref\n")
    first = refcheck(folder, *arguments)
    assert first.exit_code == 3, first.output
    assert "Documents: 21; references: 61; left out: 1." in first.stdout
    assert "rows.jsonl:21: " in first.stderr
    monkeypatch.setattr(backfile_command, "_runner", lambda scheduler, jobs: here)  # one run by a process is enough
    assert refcheck(folder, *arguments, "--fail-on", "warning").exit_code == 1
    refused = refcheck(folder, *arguments, "--select", "year-differs")
    assert refused.exit_code == 2
    assert "settings (selections)" in refused.stderr
    assert refcheck(folder, *arguments, "--select", "year-differs", "--anew").exit_code == 3
    assert refcheck(folder, folder / "gone.jsonl", "--offline").exit_code == 2


@pytest.mark.usefixtures("without_processes")
@pytest.mark.parametrize(
    ("lines", "code", "told"),
    [
        (["no row"], 4, "rows.jsonl:1: not JSON"),
        ([{"id": "a", "text": "Good morning."}], 4, "a: "),
        ([{"id": "a", "text": "Good morning."}, {"id": "b", "raw": printed(ITEMS[0])}], 0, "a: "),
        (["no row", {"id": "b", "raw": printed(ITEMS[0])}], 3, "rows.jsonl:1: not JSON"),
        ([{"id": "b", "raw": printed(ITEMS[0])}], 0, ""),
    ],
)
def test_what_could_not_be_read_is_told_and_ends_otherwise(
    tmp_path: Path, lines: list[object], code: int, told: str
) -> None:
    rows(tmp_path / "rows.jsonl", lines)
    arguments = [tmp_path / "rows.jsonl", "--offline", "--records", records(tmp_path), "--jobs", 1]
    for _ in range(2):  # the second time nothing is to be done
        result = refcheck(tmp_path, *arguments)
        assert result.exit_code == code, result.output
        assert told in result.stderr
        assert ("refcheck: a: " in result.stderr) == (told == "a: ")


@pytest.mark.usefixtures("without_processes")
@pytest.mark.parametrize(("pages", "code"), [(1, 2), (1000, 0)])
def test_a_full_disk_is_told_in_a_line_and_the_same_command_goes_on(
    tmp_path: Path, pages: int, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows(tmp_path / "rows.jsonl", [{"id": each, "raw": printed(ITEMS[0])} for each in range(40)])
    arguments = [tmp_path / "rows.jsonl", "--offline", "--jobs", 1, "--quiet", "--fail-on", "never"]

    def connect(path: Path, **options: Any) -> sqlite3.Connection:
        connection = sqlite3.Connection(path, **options)
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    with monkeypatch.context() as patched:
        patched.setattr("refcheck.backfile.ledger.sqlite3.connect", connect)
        result = refcheck(tmp_path, *arguments)
    assert result.exit_code == code, result.output
    told = f"refcheck: {tmp_path / 'out' / 'ledger.sqlite3'}: cannot be written: database or disk is full; "
    assert result.stderr.startswith(told if code else "")
    assert result.stderr.count("\n") == bool(code)
    assert refcheck(tmp_path, *arguments).exit_code == 0


@pytest.mark.usefixtures("without_processes")
def test_an_outage_has_its_own_exit_code(folder: Path) -> None:
    nobody = [each for name in ("crossref", "datacite", "doi") for each in (f"--{name}-url", "http://127.0.0.1:9")]
    result = refcheck(folder, folder / "rows.jsonl", *nobody, "--jobs", 1, "--records", fewer(folder))
    assert result.exit_code == 3, result.output
    assert "run the same command to query it again" in result.stderr


def test_a_public_registry_is_searched_a_lot_only_with_permission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert etiquette.MOST_UNASKED == 5_000
    monkeypatch.setattr(etiquette, "MOST_UNASKED", 500)
    unknown = [
        f"Muster, A. ({1900 + n % 100}). Ledgers of old towns and their {n} keepers. Annals, {n}, 1-9."
        for n in range(501)
    ]
    rows(tmp_path / "rows.jsonl", [{"references": unknown}])
    refused = CliRunner().invoke(
        main, ["backfile", str(tmp_path / "rows.jsonl"), "--isolated", "--no-cache", "--out", str(tmp_path / "out")]
    )
    assert refused.exit_code == 2
    assert "501 searches of Crossref, 9 min at its pace" in refused.stderr
    assert "--yes-ask-crossref" in refused.stderr


ARGUMENTS = [
    *("backfile", "rows.jsonl", "--out", "out", "--offline", "--records", "records.jsonl", "--jobs", "2"),
    *("--isolated", "--no-cache", "--partition-size", str(SIZE)),
]

PAUSES = """
import signal, time
from refcheck.backfile.ledger import Ledger
from refcheck.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
record, left = Ledger.record, 3
def recorded(*given):
    global left
    record(*given)
    left -= 1
    if not left:
        time.sleep(3600)
Ledger.record = recorded
main()
"""
"""The command, which comes to its third partition and no further. As at a terminal, ^C reaches it, also where the tests run in the
background, whose children ignore it."""


def started(folder: Path) -> subprocess.Popen[bytes]:
    """The command, as far as its third partition."""
    rows(folder / "rows.jsonl", documents(14))
    records(folder)
    process = subprocess.Popen([sys.executable, "-c", PAUSES, *ARGUMENTS], cwd=folder)
    until(lambda: len(done(folder)) == 3)
    return process


def done(folder: Path) -> list[int]:
    ledger = folder / "out" / "ledger.sqlite3"
    if not ledger.exists():
        return []
    connection = sqlite3.connect(ledger)
    try:
        return [number for (number,) in connection.execute("SELECT number FROM partition WHERE state = 'done'")]
    except sqlite3.OperationalError:
        return []
    finally:
        connection.close()


def until(is_so: Callable[[], bool], seconds: float = 1_200) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked for in /proc")
@pytest.mark.usefixtures("without_processes")  # after it was killed
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_killed_leaves_nobody_behind_and_goes_on(
    tmp_path: Path, number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = started(tmp_path)
    children = {int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()}
    process.send_signal(number)
    assert process.wait(600) == (130 if number == signal.SIGINT else -signal.SIGKILL)
    until(lambda: not any(Path(f"/proc/{pid}/cmdline").exists() and is_worker(pid) for pid in children))
    before, written = done(tmp_path), {path: path.stat().st_mtime_ns for path in tmp_path.glob("out/*/*.parquet")}
    assert len(before) == 3
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ARGUMENTS, catch_exceptions=False).exit_code == 0
    kept = [path for path, when in written.items() if path.stat().st_mtime_ns == when]
    assert len(kept) >= len(before) * len(TABLES)
    other = a_job(tmp_path, tmp_path / "sound")
    run(tmp_path, other)
    assert tables(tmp_path / "out") == tables(tmp_path / "sound")
    assert not list(tmp_path.glob("out/*/.unfinished*"))


@pytest.mark.skipif(sys.platform == "win32", reason="a system that kills otherwise")
@pytest.mark.parametrize(("kills", "who"), [(4, Work.ALONE), pytest.param(40, Work.OTHERS, marks=pytest.mark.slow)])
def test_a_run_that_is_killed_at_any_write_comes_to_the_same(kills: int, who: Work, tmp_path: Path) -> None:
    rows(tmp_path / "rows.jsonl", documents(36))
    records(tmp_path)
    draw, killed = random.Random(3), 0
    with victim(ARGUMENTS, "ledger.sqlite3", tmp_path, who) as run_again:
        whole = run_again.writes()
        assert whole > 8, "there are instants to be drawn"
        sound = tables(tmp_path / "out")
        shutil.rmtree(tmp_path / "out")
        while killed < kills:
            if run_again.is_killed(after=draw.randrange(whole // 2)):
                killed += 1  # within the run: the next one goes on from there
            else:
                assert tables(tmp_path / "out") == sound
                shutil.rmtree(tmp_path / "out")
        assert not run_again.is_killed(after=-1)
    assert tables(tmp_path / "out") == sound
    assert not list(tmp_path.glob("out/*/.unfinished*"))


def tables(out: Path) -> dict[str, str]:
    return {name: each for name, each in sums(out).items() if "summary" not in name}


def is_worker(pid: int) -> bool:
    """Whether a process is there still, and no zombie that waits for whoever collects it."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_a_library_that_is_missing_is_told(folder: Path, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(SettingsError, match=r"needs pyarrow: pip install 'refcheck-audit\[backfile\]'"):
        run(folder, job)


def test_tables_are_written_wherever_fsspec_reaches(folder: Path, job: Job, finished: tuple[Path, Outcome]) -> None:
    import fsspec

    out, _ = finished

    with open_run(
        ["rows.jsonl"], evolve(job, out="memory://audit"), ledger=str(folder / "l"), size=SIZE, on_message=ignore
    ) as far:
        far.go(here)
    memory = fsspec.filesystem("memory")
    written = {name: memory.cat_file(f"/audit/{name}") for name in sums(out)}
    assert {name: len(data) for name, data in written.items()} == {
        name: (out / name).stat().st_size for name in written
    }
    with pytest.raises(SettingsError, match="name a local ledger with --ledger FILE"):
        run(folder, evolve(job, out="memory://other"))
    with (
        pytest.raises(SettingsError, match="nonsense"),
        open_run(["rows.jsonl"], evolve(job, out="nonsense://audit"), ledger=str(folder / "m"), on_message=ignore),
    ):
        pytest.fail("it was begun")
    forget("memory://audit", ledger=str(folder / "l"))
    assert not memory.glob("/audit/**/*.parquet")


def test_connections_without_a_cache_are_not_told_apart_by_who_asks(folder: Path, job: Job) -> None:
    run(folder, job)
    other = Connections(records=job.connections.records, cache="off", mailto="a@example.org", refresh=True)
    run(folder, evolve(job, connections=other))


@pytest.mark.usefixtures("without_processes")
def test_a_run_that_goes_on_says_so_and_one_that_is_done_reads_nothing_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "lists").mkdir()
    for number in range(3):
        (folder / "lists" / f"{number}.txt").write_text(printed(ITEMS[number]), encoding="utf-8")
    monkeypatch.chdir(folder)
    arguments = ["backfile", "lists", "--out", "done", "--offline", "--jobs", "1", "--partition-size", "40"]
    first = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert "continues" not in first.stderr
    monkeypatch.setattr(folder_module, "_why_left_out", lambda path: pytest.fail(f"{path} was looked into again"))
    before = sums(folder / "done")
    again = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert "continues: 3 of 3 partitions were done before" in again.stderr
    assert (again.stdout, again.exit_code, sums(folder / "done")) == (first.stdout, first.exit_code, before)


@pytest.mark.parametrize(
    ("files", "size"),
    [
        ([], 200),
        ([(Form.DOCUMENT, 9_999)] * 100, 200),
        ([(Form.DOCUMENT, 9_999)] * 1_000, 625),
        ([(Form.LINES, 20_000_000)], 1_562),
        ([(Form.LINES, 20_000_000_000)], 5_000),
    ],
)
def test_small_archives_are_cut_small(files: list[tuple[Form, int]], size: int) -> None:
    sources = [Source(name=str(at), form=form, size=length, changed=0) for at, (form, length) in enumerate(files)]
    assert usual_size(sources) == size
