"""Cases filed and audited again: the same, byte for byte, elsewhere, asking nobody; and a change anywhere is told."""

import io
import json
import random
import re
import socket
import tracemalloc
from collections.abc import Iterator, Mapping
from contextlib import chdir
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from typing import Any
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import CliRunner, Result
from drawn import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from refcheck import _version
from refcheck.cli import main
from refcheck.errors import EvidenceError
from refcheck.evidence import Sealed, replay
from refcheck.evidence.sealing import sealed

LIST = """\
Sample, A. (2020). A Title of Some Length. Journal of Samples, 4(2), 17-29. https://doi.org/10.1000/held.1
Sample, A. (2019). Another Title of Some Length. Journal of Samples, 5(2), 1-9. doi:10.1000/ nowhere.2
Okafor, B. (2018). Reeds of the northern lakes and their cutters. Annals of Reeds, 4(2), 17-29.
Okafor, B. (2017). A title that is asked for in vain today. Annals of Reeds, 3(2), 7-9. doi:10.1000/down.3
"""

WORK = {
    "DOI": "10.1000/held.1",
    "type": "journal-article",
    "title": ["A Title of Some Length"],
    "author": [{"family": "Sample", "given": "Ann"}],
    "container-title": ["Journal of Samples"],
    "volume": "9",
    "issued": {"date-parts": [[2020]]},
}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Crossref that holds one work, doi.org that knows a second to be none, and an outage for the third."""

    def crossref(request: Request) -> Response:
        items = [WORK] if "held.1" in unquote(request.url) else []
        return Response(json.dumps({"message": {"items": items}}), content_type="application/json")

    def agencies(request: Request) -> Response:
        dois = request.path.rpartition("/ra/")[2].split(",")
        told = [{"DOI": doi, "status": "DOI does not exist"} for doi in dois if "nowhere" in doi]
        return Response(json.dumps(told), content_type="application/json")

    with HTTPServer(port=0) as server:
        server.expect_request("/crossref/works").respond_with_handler(crossref)
        server.expect_request(re.compile("/crossref/works/.*")).respond_with_data("Resource not found.", status=404)
        server.expect_request(re.compile("/doi/ra/.*")).respond_with_handler(agencies)
        server.expect_request(re.compile("/doi/api/.*")).respond_with_data("", status=403)
        server.expect_request(re.compile("/datacite.*")).respond_with_json({"data": []})
        server.expect_request(re.compile("/ncbi.*")).respond_with_json({"result": {}, "echo": "ann+refs@example.org"})
        server.expect_request(re.compile("/openalex.*")).respond_with_json({"results": []})
        yield server.url_for("").rstrip("/")


@pytest.fixture(scope="module")
def whole(url: str, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The case of the list."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REFCHECK_CACHE", "off")
        patch.chdir(tmp_path_factory.mktemp("run"))
        Path("list.txt").write_text(LIST, encoding="utf-8")
        return file(url)


@pytest.fixture
def home(whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "list.txt").write_text(LIST, encoding="utf-8")
    (tmp_path / "home" / "case.zip").write_bytes(whole)
    monkeypatch.chdir(tmp_path / "home")
    return tmp_path / "home"


def run(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=stdin, catch_exceptions=False)


def asked(url: str) -> tuple[str, ...]:
    return ("--crossref-url", f"{url}/crossref", "--datacite-url", f"{url}/datacite", "--doi-url", f"{url}/doi")


def file(url: str, *more: str, name: str = "list.txt") -> bytes:
    """The case of a run."""
    mailto = () if "--mailto" in more else ("--mailto", "me@example.com")
    result = run(
        "check", name, *asked(url), *mailto, "--evidence", "case.zip", "--format", "json", "-o", "report.json", *more
    )
    assert result.exit_code in (0, 1, 3), result.output
    return Path("case.zip").read_bytes()


def lines(files: Mapping[str, bytes]) -> list[Any]:
    return [json.loads(line) for line in files["answers.jsonl"].decode().splitlines()]


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No socket can be opened."""

    def refused(*given: object, **options: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


def test_a_case_comes_to_the_same_elsewhere_and_asks_nobody(whole: bytes, home: Path, closed: None) -> None:
    report = dict(Sealed(whole))["report.json"]
    verdicts = [each["verdict"] for each in json.loads(report)["references"]]
    assert verdicts[:2] == ["differs", "broken"]
    assert json.loads(report)["run"]["incomplete"], "the run has an outage in it"
    Path("list.txt").unlink()
    result = run("replay", "case.zip", "-o", "now.json")
    assert (result.exit_code, "the same report, byte for byte" in result.stdout) == (0, True), result.output
    assert Path("now.json").read_bytes() == report


def test_everything_is_in_it_once(whole: bytes, home: Path) -> None:
    files = dict(Sealed(whole))
    told = lines(files)
    requests = [each for line in told for each in line["requests"]]
    assert {each["status"] for each in requests} >= {200, 403, 404}
    for each in requests:
        digest = each["body"]["sha256"]
        (body,) = [data for name, data in files.items() if digest in name] or [b""]
        assert (sha256(body).hexdigest(), len(body)) == (digest, each["body"]["bytes"])
    assert any("10.1000/held.1" in unquote(each["url"]) for each in requests)
    assert files["input/1.txt"].decode() == LIST
    case = json.loads(files["case.json"])
    assert case["refcheck"] == _version.__version__
    assert case["files"][0]["sha256"] == sha256(LIST.encode()).hexdigest()
    assert {"report.json", "report.html", "report-print.html", "README.txt"} <= set(files)
    assert b'class="body" open>' in files["report-print.html"]
    assert b'class="body">' not in files["report-print.html"]


def test_no_secret_is_filed(url: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFCHECK_OPENALEX_KEY", "s3cr3t/key")
    services = f"openalex={url}/openalex,ncbi={url}/ncbi"
    Path("list.txt").write_text(f"{LIST}Roe, R. (2021). Reeds. J, 5, 7. PMID: 18271964\n", encoding="utf-8")
    files = dict(Sealed(file(url, "--mailto", "ann+refs@example.org", "--service-urls", services)))
    everything = b"\n".join(files.values())
    assert b"api_key=REDACTED" in everything
    assert b"email=REDACTED" in everything
    assert b'"echo": "REDACTED"' in everything
    for secret in (b"s3cr3t", b"ann+refs", b"ann%2Brefs"):
        assert secret not in everything
    assert run("replay", "case.zip").exit_code == 0


def test_without_text_the_input_is_given(url: str, home: Path) -> None:
    files = dict(Sealed(file(url, "--no-text")))
    assert not [name for name in files if name.startswith("input/")]
    result = run("replay", "case.zip")
    assert result.exit_code == 2
    assert "contains no input: give list.txt" in result.stderr
    assert run("replay", "case.zip", "--input", "list.txt").exit_code == 0
    Path("other.txt").write_text("Something else.", encoding="utf-8")
    result = run("replay", "case.zip", "--input", "other.txt")
    assert result.exit_code == 2
    assert "no --input is the file that was checked: give list.txt" in result.stderr
    assert "contains no input" not in result.stderr


def test_what_is_read_along_and_what_is_set_is_filed(url: str, home: Path) -> None:
    Path("refcheck.toml").write_text(
        "ignore = ['volume-differs']\n[per-file-ignores]\n'*.tex' = ['doi-with-*']", "utf-8"
    )
    Path("thesis").mkdir()
    text = "\\documentclass{article}\\begin{document}\\cite{one}\\bibliography{refs}\\end{document}"
    Path("thesis/main.tex").write_text(text, encoding="utf-8")
    fields = "title={A Title of Some Length}, author={Sample, Ann}, journal={Journal of Samples}, volume=4, year=2020"
    entry = f"@article{{one, {fields}, doi={{10.1000/held.1}}}}"
    Path("thesis/refs.bib").write_text(entry, encoding="utf-8")
    case = file(url, name="thesis/main.tex")
    Path("thesis/refs.bib").unlink()
    done = replay(case)
    assert done.is_same
    assert [each.file for each in done.now] == ["thesis/refs.bib"]
    assert not done.now.findings(code="volume-differs")
    assert str(home).encode() not in dict(Sealed(case))["case.json"]


PROJECT = {
    "main.tex": "\\documentclass{article}\\begin{document}\\input{sub/ch1}\\cite{one}\\bibliography{refs,gone}\\end{document}",
    "sub/ch1.tex": "Text \\cite{one}.",
    "refs.bib": "@article{one, title={A Title of Some Length}, author={Sample, Ann}, year=2020, doi={10.1000/held. 1}}",
    "list.txt": LIST,
    "sub/list.txt": LIST.replace("Sample", "Simple"),
}
"""Files of one folder, some of which name others, some of which are not there."""

CONFIGURATION = "ignore = ['volume-differs']\n[per-file-ignores]\n'sub/*.txt' = ['doi-with-*']"


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose name is nobody's business, with a project in it and another beside."""
    for folder in ("ann-private/thesis", "ann-private/other"):
        for name, text in PROJECT.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    (tmp_path / "ann-private" / "thesis" / "refcheck.toml").write_text(CONFIGURATION, encoding="utf-8")
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    return tmp_path / "ann-private"


@pytest.mark.parametrize(
    ("given", "at", "config", "names"),
    [
        (("thesis/list.txt",), "out", None, ["list.txt"]),
        (("thesis/main.tex",), "out", None, ["refs.bib"]),
        (("thesis",), "out", None, ["list.txt", "refs.bib", "sub/list.txt"]),
        (("thesis/list.txt", "other/list.txt"), "out", None, ["1/list.txt", "2/list.txt"]),
        (("thesis/list.txt", "thesis/sub/list.txt"), "out", None, ["list.txt", "sub/list.txt"]),
        (("thesis/sub/list.txt",), "ann-private/thesis/sub", "thesis/refcheck.toml", ["sub/list.txt"]),
        (("thesis/list.txt", "other/list.txt"), "out", "thesis/refcheck.toml", ["1/list.txt", "list.txt"]),
        (("thesis",), "out", "thesis/refcheck.toml", ["list.txt", "refs.bib", "sub/list.txt"]),
        (("thesis/sub/list.txt",), ".", "thesis/refcheck.toml", ["sub/list.txt"]),
    ],
)
def test_files_given_by_whole_paths_tell_nothing_of_the_machine(
    given: tuple[str, ...],
    at: str,
    config: str | None,
    names: list[str],
    private: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(private.parent / at)
    whole = [str(private / name) for name in given]
    set_by = ("--config", str(private / config)) if config else ("--isolated",)
    case = private.parent / "case.zip"
    result = run("check", *whole, "--offline", "--no-cache", *set_by, "--evidence", str(case), "-o", str(case) + ".txt")
    assert result.exit_code in (0, 1, 3), result.output
    files = dict(Sealed(case.read_bytes()))
    for name, data in files.items():
        assert b"ann-private" not in data, name
        assert str(private.parent).encode() not in data, name
    monkeypatch.chdir("/")
    done = replay(case.read_bytes())
    assert done.is_same
    assert sorted({each.file for each in done.now}) == names
    repaired = {each.file for each in done.now if any(one.code.startswith("doi-with-") for one in each.findings)}
    assert repaired == {name for name in names if not (config and name == "sub/list.txt")}


def test_standard_input_is_a_file_like_others(url: str, home: Path) -> None:
    result = run("check", "-", *asked(url), "--evidence", "case.zip", stdin=LIST)
    assert result.exit_code == 1
    assert run("replay", "case.zip").exit_code == 0


def test_a_later_version_says_what_it_says_otherwise(whole: bytes, home: Path) -> None:
    files = dict(Sealed(whole))
    report = json.loads(files["report.json"])
    report["references"][0]["verdict"] = "verified"
    report["references"][0]["findings"] = []
    report["run"]["version"] = "0.0.1"
    Path("case.zip").write_bytes(sealed(files | {"report.json": json.dumps(report).encode()}))
    result = run("replay", "case.zip")
    assert result.exit_code == 1
    assert "list.txt: [1] verified → differs; new: volume-differs" in result.stdout


def test_what_was_not_asked_then_is_not_known(whole: bytes, home: Path) -> None:
    files = dict(Sealed(whole))
    kept = [line for line in lines(files) if "doi:10.1000/held.1" not in line["answers"]]
    case = json.loads(files["case.json"])
    for card in case["registries"]:
        card["offered"] = []
    changed = {
        "answers.jsonl": "".join(f"{json.dumps(line)}\n" for line in kept).encode(),
        "case.json": json.dumps(case).encode(),
    }
    Path("case.zip").write_bytes(sealed(files | changed))
    result = run("replay", "case.zip")
    assert result.exit_code == 3
    assert "Depending on queries that were not sent then: 1 reference.\n" in result.stdout
    assert "[1] differs → unverified" in result.stdout


def test_the_same_run_is_the_same_case(whole: bytes) -> None:
    assert sealed(dict(Sealed(whole))) == whole


@settings(max_examples=examples(200))
@given(data=st.data())
def test_a_changed_byte_anywhere_is_told(data: st.DataObject) -> None:
    case = sealed({"a.json": b'{"a": 1}', "bodies/x.bin": bytes(range(256)) * 3, "empty.txt": b""})
    at, bit = data.draw(st.integers(0, len(case) - 1)), data.draw(st.integers(0, 7))
    changed = bytearray(case)
    changed[at] ^= 1 << bit
    with pytest.raises(EvidenceError, match="altered"):
        dict(Sealed(bytes(changed)))


BOMB = 40_000_000


class Zeros(io.RawIOBase):
    """So many zeros, and no more memory."""

    def __init__(self, length: int) -> None:
        self.left = length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = min(self.left, len(buffer))
        buffer[:count] = bytes(count)
        self.left -= count
        return count


def bomb(whole: bytes, name: str, length: int, *, is_listed: bool) -> bytes:
    """A case in which one file is zeros, sealed by whoever made it."""
    files, digest = {**dict(Sealed(whole)), name: b""}, sha256()
    for _ in range(0, length, 1 << 20):
        digest.update(bytes(1 << 20))
    hashes = {each: sha256(data).hexdigest() for each, data in files.items()} | {name: digest.hexdigest()}
    manifest = "".join(f"{each}  {at}\n" for at, each in sorted(hashes.items()) if is_listed or at != name)
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as container:
        container.writestr("manifest-sha256.txt", manifest if name != "manifest-sha256.txt" else "")
        for each, data in files.items():
            if each != name:
                container.writestr(each, data)
        with container.open(name, "w") as member:
            copyfileobj(Zeros(length), member, 1 << 20)
        container.comment = b"sha256:" + b"0" * 64
    before = stream.getvalue()[:-64]
    return before + sha256(before).hexdigest().encode()


@pytest.mark.parametrize("name", ["report.json", "answers.jsonl", "bodies/0.bin", "input/9.txt"])
@pytest.mark.parametrize("is_listed", [True, False])
def test_a_case_that_grows_is_not_unpacked(name: str, is_listed: bool, whole: bytes) -> None:
    case = bomb(whole, name, BOMB, is_listed=is_listed)
    tracemalloc.start()
    try:
        with pytest.raises(EvidenceError, match=r"altered|more than 100 times"):
            replay(case)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_what_a_replay_does_not_need_is_not_held(whole: bytes) -> None:
    case = sealed(dict(Sealed(whole)) | {f"bodies/{n}.bin": random.Random(n).randbytes(5_000_000) for n in range(4)})
    tracemalloc.start()
    try:
        assert replay(case).is_same
        assert tracemalloc.get_traced_memory()[1] < 5_000_000 + len(case)
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["report.json", "manifest-sha256.txt"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_no_case(name: str, whole: bytes) -> None:
    stream = BytesIO(whole)
    with ZipFile(stream, "a") as container:
        container.writestr(name, "{}")
    with pytest.raises(EvidenceError, match="two files with the same name"):
        dict(Sealed(stream.getvalue()))


def test_what_is_no_case_is_told(home: Path) -> None:
    other = BytesIO()
    with ZipFile(other, "w") as container:
        container.writestr("a.txt", "a")
    for number, data in enumerate((b"", b"no zip", other.getvalue(), sealed({"case.json": b"{}"}), sealed({}))):
        Path(f"{number}.zip").write_bytes(data)
        result = run("replay", f"{number}.zip")
        assert (result.exit_code, f"{number}.zip: " in result.stderr) == (2, True), result.output


def test_a_file_that_would_lie_elsewhere_is_not_written(whole: bytes, home: Path) -> None:
    files = dict(Sealed(whole))
    case = json.loads(files["case.json"])
    case["files"].append(case["files"][0] | {"beside": "../../../escaped.txt"})
    with pytest.raises(EvidenceError, match="outside its folder"):
        replay(sealed(files | {"case.json": json.dumps(case).encode()}))


def test_a_chapter_is_read_again_with_the_files_of_its_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("parts").mkdir()
    Path("_quarto.yml").write_text("bibliography: refs.bib\n", encoding="utf-8")
    Path("refs.bib").write_text("@book{doe, title={On Tides}, author={Doe, Jane}, year={2001}}\n", encoding="utf-8")
    Path("parts/one.qmd").write_text("# One\n\nAs @doe says.\n", encoding="utf-8")
    result = run("check", "parts/one.qmd", "--offline", "--no-cache", "--isolated", "--evidence", "case.zip")
    assert result.exit_code == 0, result.output
    done = replay(Path("case.zip").read_bytes())
    assert [each.key for each in done.now] == ["doe"]
    assert done.is_same


def test_a_report_is_filed_afterwards_from_the_cache(url: str, home: Path) -> None:
    cached = ("--cache", "answers.sqlite3")
    run("check", "list.txt", *asked(url), *cached, "--format", "json", "-o", "report.json")
    result = run("evidence", "report.json", "-o", "later.zip", *asked(url), *cached)
    assert result.exit_code == 0, result.output
    files = dict(Sealed(Path("later.zip").read_bytes()))
    assert files["report.json"] == Path("report.json").read_bytes()
    assert "doi:10.1000/held.1" in {key for line in lines(files) for key in line["answers"]}
    again = replay(Path("later.zip").read_bytes())
    assert [each.verdict for each in again.now][:2] == [each.verdict for each in again.before][:2]
    Path("list.txt").unlink()
    result = run("evidence", "report.json", "-o", "without.zip", *asked(url), *cached)
    assert (result.exit_code, "list.txt no longer exists" in result.stderr) == (0, True)


def test_a_report_has_no_file_filed_that_lies_elsewhere(url: str, home: Path, tmp_path: Path) -> None:
    (home / "inner").mkdir()
    private = home / "private.txt"
    private.write_text("Doe, J. (2001). On tides that nobody may read. J. Tides.", encoding="utf-8")
    run("check", "list.txt", *asked(url), "--format", "json", "-o", "report.json")
    made = Path("report.json").read_text(encoding="utf-8")
    for name in (private.as_posix(), "../private.txt", "inner/link.txt"):
        Path("inner/report.json").write_text(made.replace("list.txt", name), encoding="utf-8")
        with chdir(home / "inner"):
            Path("inner").mkdir(exist_ok=True)
            Path("inner/link.txt").unlink(missing_ok=True)
            Path("inner/link.txt").symlink_to(private)
            result = run("evidence", "report.json", "-o", "case.zip", *asked(url))
            files = dict(Sealed(Path("case.zip").read_bytes()))
        assert f"{name} is outside this folder and was not filed" in result.stderr
        assert not any(b"nobody may read" in data for data in files.values())
