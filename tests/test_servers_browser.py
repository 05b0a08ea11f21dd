"""The page that checks by itself: how it is made, and what its worker does; without a browser."""

import json
import tarfile
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from browser_made import Registries, serving
from click.testing import CliRunner
from documents_made import docx, paragraph
from tables import SEEDS

import refcheck
from refcheck.cli import main
from refcheck.errors import SettingsError
from refcheck.registries import Offline
from refcheck.registries.connections import Connections
from refcheck.servers.browser.packages import libraries
from refcheck.servers.browser.site import build, site
from refcheck.servers.browser.worker import Worker

SEED = SEEDS / "jcep-central-asia-ai"
LIST = (SEED / "references.txt").read_text(encoding="utf-8")
RECORDS = [json.loads(line) for line in (SEED / "records.jsonl").read_text(encoding="utf-8").splitlines()]

CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Something of Pyodide's shape."""
    folder = tmp_path_factory.mktemp("pyodide")
    for name in CORE:
        (folder / name).write_bytes(name.encode())
    (folder / "pyodide-lock.json").write_text('{"info": {"python": "3.14.2"}, "packages": {"numpy": {}}}')
    (folder / "console.html").write_text("not needed")
    return folder


CONNECTIONS = Connections(mailto="desk@journal.example", openalex_key="secret-key", also="openalex", without="dblp")


@pytest.fixture(scope="module")
def made(python: Path) -> dict[str, bytes]:
    return site(python=python, wheels=(), connections=CONNECTIONS)


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few packages, quickly packed."""
    monkeypatch.setattr("refcheck.servers.browser.site.libraries", lambda: {"a.py": b"1", "b/c.py": b"2"})


def test_the_page_is_the_front_end_with_a_checker_of_its_own(made: dict[str, bytes]) -> None:
    assert {
        "index.html",
        "about.json",
        "report.css",
        "service_worker.js",
        "static/worker.js",
        "python/packages.data",
    } <= set(made)
    assert {f"python/{name}" for name in CORE} <= set(made)
    assert "backend_worker.js" in made["static/backend.js"].decode()
    assert not any("console" in name or name.endswith((".pyc", ".so")) for name in made)
    assert b"numpy" not in made["python/pyodide-lock.json"]


def test_the_page_says_beforehand_that_it_loads_its_own_files_and_asks_the_registries_alone(
    made: dict[str, bytes],
) -> None:
    head = made["index.html"].decode().partition("<title>")[0]
    policy = head.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self' 'wasm-unsafe-eval'"
    asked = rules["connect-src"].split()
    assert {
        "'self'",
        "https://api.crossref.org",
        "https://api.datacite.org",
        "https://doi.org",
        "https://api.openalex.org",
    } <= set(asked)
    assert "https://dblp.org" not in asked
    assert not [each for each in asked if "*" in each or each.endswith(":")]


def test_no_key_goes_along_and_what_cannot_be_read_or_written_is_not_offered(made: dict[str, bytes]) -> None:
    assert not any(b"secret-key" in data for name, data in made.items() if name.endswith((".json", ".js", ".html")))
    house, about = json.loads(made["python/house.json"]), json.loads(made["about.json"])
    assert house["connections"]["mailto"] == "desk@journal.example"
    asked = {each["name"] for each in about["services"]}
    assert {"Crossref", "DataCite", "doi.org", "openalex", "europe-pmc"} <= asked
    assert "dblp" not in asked
    assert {".bib", ".docx", ".odt", ".xml"} <= set(about["accepts"])
    assert not set(about["accepts"]) & {".pdf", ".html"}
    assert not {each["format"] for each in about["downloads"]} & {"annotated", "queries-docx", "xlsx"}
    assert about["links"] is False


@pytest.mark.usefixtures("light")
def test_who_is_asked_by_a_key_alone_is_not_asked_by_a_page_without_it(python: Path) -> None:
    made = site(python=python, wheels=(), connections=Connections(openalex_key="secret-key"))
    assert b"openalex" not in made["about.json"] + made["index.html"] + made["python/house.json"]


@pytest.mark.usefixtures("light")
def test_a_wheel_for_browsers_is_taken_along(python: Path, tmp_path: Path) -> None:
    wheel = tmp_path / "pypdfium2-5.0-py3-none-pyemscripten_2026_0_wasm32.whl"
    wheel.write_bytes(b"a wheel")
    made = site(python=python, wheels=[wheel], connections=Connections())
    assert made[f"python/{wheel.name}"] == b"a wheel"
    assert json.loads(made["python/house.json"])["wheels"] == {"pypdfium2": wheel.name}
    assert ".pdf" in json.loads(made["about.json"])["accepts"]
    assert wheel.name not in made["service_worker.js"].decode()
    wheel = wheel.rename(tmp_path / "lxml-6.1-cp314-cp314-pyemscripten_2026_0_wasm32.whl")
    about = json.loads(site(python=python, wheels=[wheel], connections=Connections())["about.json"])
    assert "annotated" in {each["format"] for each in about["downloads"]}
    assert ".html" in about["accepts"]


@pytest.mark.usefixtures("light")
def test_the_same_page_has_the_same_bytes_and_another_one_another_name(python: Path) -> None:
    made, again = (site(python=python, wheels=(), connections=CONNECTIONS) for _ in range(2))
    assert again == made
    other = site(python=python, wheels=(), connections=Connections())
    name, listed, *_ = made["service_worker.js"].decode().splitlines()
    assert other["service_worker.js"].decode().splitlines()[0] != name
    assert json.loads(listed.removeprefix("const FILES = ").rstrip(";")) == sorted(set(made) - {"service_worker.js"})


def test_the_packages_are_python_alone_and_no_more_than_is_used(made: dict[str, bytes]) -> None:
    with tarfile.open(fileobj=BytesIO(made["python/packages.data"])) as archive:
        names = archive.getnames()
    for wanted in (
        "refcheck/parsing/model.net",
        "stdnum/isbn.dat",
        "rapidfuzz/fuzz_py.py",
        "yaml/__init__.py",
        "attr/__init__.py",
    ):
        assert wanted in names
    assert any(name.startswith("refcheck_audit") and name.endswith("METADATA") for name in names)
    assert not [name for name in names if name.endswith((".so", ".pyd", ".pyc", ".pyi", ".c"))]
    assert not [
        name for name in names if "tests" in name.split("/") or name.startswith(("stdnum/de/", "lxml/", "numpy/"))
    ]
    assert not [name for name in names if name.startswith("refcheck/servers/page/static")]


@pytest.mark.usefixtures("light")
def test_the_command_writes_the_page_and_another_over_it(python: Path, tmp_path: Path) -> None:
    folder = tmp_path / "page"
    command = ["web-build", str(folder), "--pyodide", str(python), "--mailto", "desk@journal.example"]
    first = CliRunner().invoke(main, command, catch_exceptions=False)
    assert (first.exit_code, "MB" in first.stdout) == (0, True)
    (folder / "static" / "of-an-earlier-version.js").write_text("")
    assert CliRunner().invoke(main, command, catch_exceptions=False).exit_code == 0
    assert not (folder / "static" / "of-an-earlier-version.js").exists()


def test_what_cannot_be_made_is_said(python: Path, tmp_path: Path) -> None:
    held = tmp_path / "held"
    held.mkdir()
    (held / "thesis.txt").write_text("years of work")
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    text = tmp_path / "pyodide.tgz"
    text.write_text("no archive")
    native = tmp_path / "lxml-5.2-cp314-cp314-manylinux_2_28_x86_64.whl"
    native.write_bytes(b"")

    def attempt(folder: Path, python: Path, *wheels: Path) -> None:
        build(folder, python=python, wheels=wheels, connections=Connections())

    for arguments, said in (
        ((held, python), "contains something other than an earlier page"),
        ((tmp_path / "a", nothing), "is not Pyodide"),
        ((tmp_path / "a", text), "cannot be read as Pyodide"),
        ((tmp_path / "a", tmp_path / "absent"), "cannot be read as Pyodide"),
        ((tmp_path / "a", python, native), "is not built for a browser"),
        ((tmp_path / "a", python, text), "is not a wheel"),
    ):
        with pytest.raises(SettingsError, match=said):
            attempt(*arguments)
    assert (held / "thesis.txt").read_text() == "years of work"
    assert not (tmp_path / "a").exists()


@pytest.mark.usefixtures("light")
def test_an_npm_package_is_read_as_it_is_packed(python: Path, tmp_path: Path, made: dict[str, bytes]) -> None:
    package = tmp_path / "pyodide-314.tgz"
    with tarfile.open(package, "w:gz") as archive:
        archive.add(python, "package")
    packed = site(python=package, wheels=(), connections=Connections())
    assert {name for name in packed if name.startswith("python/")} == {
        name for name in made if name.startswith("python/")
    }


def test_refcheck_goes_along_whole() -> None:
    assert "refcheck/checks/rules/whole_list/shared_by_many.py" in libraries()


@pytest.fixture(scope="module")
def registries() -> Iterator[Registries]:
    with serving(Registries(RECORDS)) as running:
        yield running


@pytest.fixture
def worker(registries: Registries) -> Worker:
    url = registries.url
    return Worker(
        json.dumps({"crossref_url": f"{url}/crossref", "datacite_url": f"{url}/datacite", "doi_url": f"{url}/doi"})
    )


def checked(worker: Worker, text: str, name: str = "", **options: bool) -> list[tuple[str, Any]]:
    told: list[tuple[str, Any]] = []
    worker.check(text.encode(), name, json.dumps(options), lambda kind, data: told.append((kind, json.loads(data))))
    return told


def test_the_worker_tells_of_a_list_as_the_service_does(worker: Worker) -> None:
    worker.warm()
    told = checked(worker, LIST, offline=True)
    kinds = [kind for kind, _ in told]
    assert kinds[0] == "started"
    assert kinds[-2:] == ["report", "done"]
    assert sum(len(data["references"]) for kind, data in told if kind == "read") == 33
    job = told[0][1]["job"]
    name, media_type, data = worker.attempted("download", job, "json", "en")
    assert (name, media_type) == ("references-report.json", "application/json")
    expected = refcheck.check(LIST, registry=Offline())
    assert [each["verdict"] for each in json.loads(data)["references"]] == [each.verdict.value for each in expected]


def test_a_manuscript_comes_back_with_comments_where_lxml_is(worker: Worker) -> None:
    """As on a page that has the wheel of lxml; that this page offers it then is seen above."""
    told: list[tuple[str, Any]] = []
    data = docx([paragraph("References", "Heading1"), *map(paragraph, LIST.splitlines())])
    worker.check(data, "paper.docx", '{"offline": true}', lambda kind, said: told.append((kind, json.loads(said))))
    assert "annotated" in dict(told)["report"]["downloads"]
    name, _, made = worker.attempted("download", told[0][1]["job"], "annotated", "en")
    assert name.endswith(".docx")
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert b"doi-with-inner-space" in archive.read("word/comments.xml")


def test_decisions_are_taken_and_lists_forgotten(worker: Worker) -> None:
    told = checked(worker, LIST, name="list.txt", offline=True)
    job, waived = told[0][1]["job"], {"index": 4, "rule": "misspelt-label", "reason": "as printed"}
    report = json.loads(worker.attempted("decide", job, json.dumps({"waived": [waived]})))
    assert "summary" in report
    assert json.loads(worker.attempted("decide", job, '{"odd": 1}'))["problem"]["type"].endswith("invalid")
    worker.forget(job)
    assert json.loads(worker.attempted("download", job, "json", "en"))["problem"]["type"].endswith("forgotten")


@pytest.mark.parametrize(("text", "kind"), [("  ", "empty"), ("PK\x03\x04 no archive", "not-understood")])
def test_what_goes_wrong_is_told(worker: Worker, text: str, kind: str) -> None:
    told = checked(worker, text, name="list.docx" if kind != "empty" else "")
    assert [each for each, _ in told] == ["started", "failed", "done"]
    assert told[1][1]["problem"]["type"].endswith(kind)


def test_the_worker_asks_the_registries_that_its_page_names(worker: Worker, registries: Registries) -> None:
    registries.asked.clear()
    told = checked(worker, LIST.splitlines()[2])
    assert told[-1][0] == "done"
    assert any(path.startswith("/crossref/works") for path in registries.asked)
