"""The command that fixes: a difference first, the file only when asked, and how it ends."""

import os
import shlex
import stat
import subprocess
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from click.testing import CliRunner, Result
from documents_made import docx, paragraph
from registries_made import NOWHERE, holding, record
from tables import SEEDS

import refcheck.audit
import refcheck.registries.ladder
from refcheck.cli import main
from refcheck.readers import read

SEED = SEEDS / "jcep-central-asia-ai"
RECORDS = str(SEED / "records.jsonl")
NOBODY = "http://127.0.0.1:9"
"""The discard port: nothing listens there."""

LIST = b"""\
Doe, J. (2020). One thing and another. A Journal, 1(2), 3-4. doi:10.1016/ j.euras.2015.10.003\r
M\xfcller, R. (2021). Two things and no other. B Journal, 5(6), 7 8. doi:10.1000/abc
"""
FIXED = LIST.replace(b"10.1016/ j", b"10.1016/j")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own, with a list in it."""
    (tmp_path / "refcheck.toml").touch()
    (tmp_path / "list.txt").write_bytes(LIST)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["fix", *arguments], input=stdin, catch_exceptions=False)


def test_the_difference_is_printed_and_nothing_changed(folder: Path) -> None:
    for arguments in (["list.txt"], ["--diff", "list.txt"]):
        result = run(*arguments)
        assert result.exit_code == 1
        assert "-Doe, J. (2020). One thing and another. A Journal, 1(2), 3-4. doi:10.1016/ j.euras" in result.stdout
        assert "list.txt: 1 fix to be made: doi-with-inner-space\n" in result.stderr
        assert "list.txt: 1 more, as far as they can be made, with --unsafe-fixes\n" in result.stderr
        assert (folder / "list.txt").read_bytes() == LIST


def test_in_place_the_file_is_changed_and_then_no_more(folder: Path) -> None:
    (folder / "list.txt").chmod(0o640)
    (folder / "link.txt").symlink_to("list.txt")
    result = run("--in-place", "link.txt")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "link.txt: 1 fix made: doi-with-inner-space" in result.stderr
    assert (folder / "list.txt").read_bytes() == FIXED
    assert (folder / "link.txt").is_symlink()
    assert stat.S_IMODE((folder / "list.txt").stat().st_mode) == 0o640
    before = (folder / "list.txt").stat()
    assert run("--in-place", "list.txt").exit_code == 0
    assert (folder / "list.txt").stat().st_mtime_ns == before.st_mtime_ns
    assert sorted(path.name for path in folder.iterdir()) == ["link.txt", "list.txt", "refcheck.toml"]


@pytest.mark.skipif(which("patch") is None, reason="there is no patch")
@pytest.mark.parametrize(
    "data", [LIST.replace(b"\xfc", b"u"), LIST.replace(b"\xfc", b"u").rstrip(b"\n"), LIST.replace(b"\xfc", b"u") * 9]
)
def test_patch_takes_the_difference(folder: Path, data: bytes) -> None:
    (folder / "list.txt").write_bytes(data)
    difference = run("list.txt").stdout_bytes
    subprocess.run(["patch", "--binary", "-s", "list.txt"], input=difference, check=True)
    assert (folder / "list.txt").read_bytes() == data.replace(b"10.1016/ j", b"10.1016/j")


@pytest.mark.skipif(which("patch") is None, reason="there is no patch")
@pytest.mark.parametrize(
    "data", [LIST, LIST.rstrip(b"\n"), LIST.replace(b"\n", b"\r\n") * 9, LIST.decode("latin-1").encode("utf-16")]
)
def test_a_patch_takes_the_fixes_back(folder: Path, data: bytes) -> None:
    (folder / "sub").mkdir()
    files = {folder / "list.txt": data, folder / "sub" / "another list.txt": data * 2}
    for path, content in files.items():
        path.write_bytes(content)
    result = run("--in-place", "--patch", "undo.patch", *map(str, files))
    assert result.exit_code == 0
    assert all(path.read_bytes() != content for path, content in files.items())
    subprocess.run(["patch", "--binary", "-s", "-p0", "-i", "undo.patch"], check=True)
    assert {path: path.read_bytes() for path in files} == files


def test_a_backup_is_what_was_there_and_is_not_overwritten(folder: Path) -> None:
    (folder / "list.txt").chmod(0o640)
    assert run("--in-place", "--backup", ".bak", "list.txt").exit_code == 0
    assert (folder / "list.txt.bak").read_bytes() == LIST
    assert stat.S_IMODE((folder / "list.txt.bak").stat().st_mode) == 0o640
    again = LIST.replace(b"A Journal", b"Another Journal")
    (folder / "list.txt").write_bytes(again)
    result = run("--in-place", "--backup", ".bak", "list.txt")
    assert (result.exit_code, (folder / "list.txt").read_bytes()) == (2, again)
    assert "list.txt.bak already exists with other content" in result.stderr
    assert (folder / "list.txt.bak").read_bytes() == LIST


def test_what_takes_back_nothing_is_refused(folder: Path) -> None:
    for arguments in (["--patch", "undo.patch"], ["--backup", ".bak"], ["--in-place", "--backup", "/tmp"]):
        assert run(*arguments, "list.txt").exit_code == 2
    assert run("--in-place", "--patch", "undo.patch", "--ignore", "*", "list.txt").exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["list.txt", "refcheck.toml"]


def test_standard_input_can_be_looked_at_only(folder: Path) -> None:
    assert "+++ -\n" in run("-", stdin=LIST).stdout
    result = run("-", "--in-place", stdin=LIST)
    assert (result.exit_code, result.stdout) == (2, "")


def test_nothing_is_changed_where_one_file_cannot_be_fixed(folder: Path) -> None:
    (folder / "list.csv").write_text('author,title,year\n"Doe, J.",On tides,2020\n"Roe, K.",On lakes,2021\n', "utf-8")
    for other in ("list.csv", "no-such-file.txt"):
        result = run("--in-place", "list.txt", other)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"refcheck: {other}: ")
        assert (folder / "list.txt").read_bytes() == LIST


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(folder: Path) -> None:
    folder.chmod(0o500)
    result = run("--in-place", "list.txt")
    folder.chmod(0o700)
    assert result.exit_code == 2
    assert (folder / "list.txt").read_bytes() == LIST


def test_an_interrupted_run_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("refcheck.resolving.run.Run.ask", interrupted)
    assert run("--in-place", "list.txt").exit_code == 130
    assert (folder / "list.txt").read_bytes() == LIST


def test_what_somebody_else_has_changed_meanwhile_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    audit = refcheck.audit.audit

    def slow(*arguments: Any, **options: Any) -> Any:
        (folder / "list.txt").write_bytes(b"Somebody else's text.")
        return audit(*arguments, **options)

    monkeypatch.setattr("refcheck.audit.audit", slow)
    result = run("--in-place", "list.txt")
    assert result.exit_code == 2
    assert "was changed by another program meanwhile" in result.stderr
    assert (folder / "list.txt").read_bytes() == b"Somebody else's text."


def test_only_what_is_selected_is_fixed(folder: Path) -> None:
    assert run("--ignore", "doi-*", "list.txt").exit_code == 0
    (folder / "refcheck.toml").write_text("select = ['page-*']", encoding="utf-8")
    assert run("list.txt").exit_code == 0
    assert "+M" in run("list.txt", "--unsafe-fixes", "--offline").stdout


def test_a_baseline_hides_nothing_from_it(folder: Path) -> None:
    CliRunner().invoke(main, ["check", "list.txt", "--offline", "--write-baseline", "old.json"])
    (folder / "refcheck.toml").write_text("baseline = 'old.json'", encoding="utf-8")
    assert run("list.txt").exit_code == 1


def test_safe_fixes_ask_nobody_and_unsafe_ones_do(folder: Path) -> None:
    asking = ["--crossref-url", NOBODY, "--datacite-url", NOBODY, "--doi-url", NOBODY]
    assert run("list.txt", "--in-place", *asking).exit_code == 0
    assert run("list.txt", "--in-place", "--unsafe-fixes", *asking).exit_code == 3
    assert run("list.txt", "--in-place", "--unsafe-fixes", "--offline").exit_code == 0


def test_bibtex_is_fixed_too(folder: Path) -> None:
    source = (
        "% a list\n@article{a,\n  title = {One thing},\n  doi   = {10.1016/ j.euras.2015.10.003}, % as printed\n}\n"
    )
    (folder / "list.bib").write_text(source, encoding="utf-8")
    assert run("--in-place", "list.bib").exit_code == 0
    assert (folder / "list.bib").read_text(encoding="utf-8") == source.replace("1016/ j", "1016/j")


RECORD = """{"DOI": "10.1000/new", "type": "journal-article", "title": ["Two things and no other"], "volume": "9", \
"issue": "6", "page": "7-8", "container-title": ["B Journal"], "author": [{"family": "Roe", "given": "R."}], \
"issued": {"date-parts": [[2021]]}}"""


def test_a_waiver_goes_with_its_reference(folder: Path) -> None:
    """A DOI is added, the fingerprint is another one, and the volume stays as it was decided."""
    (folder / "records.jsonl").write_text(RECORD, encoding="utf-8")
    (folder / "list.txt").write_text("Roe, R. (2021). Two things and no other. B Journal, 5(6), 7-8.", encoding="utf-8")
    asking = ["list.txt", "--unsafe-fixes", "--offline", "--records", "records.jsonl", "--in-place"]
    waive = ["waive", "list.txt", "1", "volume-differs", "--why", "so", "--write"]
    assert CliRunner().invoke(main, waive).exit_code == 0
    fingerprint = read(folder / "list.txt").references[0].fingerprint
    told = run(*asking).stderr
    assert "doi-missing\n" in told
    assert f"the reference called {fingerprint} in the configuration is now " in told
    fixed = "Roe, R. (2021). Two things and no other. B Journal, 5(6), 7-8. https://doi.org/10.1000/new"
    assert (folder / "list.txt").read_text(encoding="utf-8") == fixed
    assert "volume-differs" in run(*asking, "--isolated").stderr


def test_what_the_encoding_cannot_hold_is_not_made_and_said(folder: Path) -> None:
    (folder / "records.jsonl").write_text(
        '{"DOI": "10.1000/abc", "title": ["Two things and no other"], "author": [{"family": "Mu\u0107ller", "given": "R."}]}',
        encoding="utf-8",
    )
    data = LIST.splitlines(keepends=True)[1]
    (folder / "list.txt").write_bytes(data)
    result = run("list.txt", "--unsafe-fixes", "--offline", "--records", "records.jsonl", "--select", "author-*")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "the file's encoding lacks a character of it, or is not certain" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["list.txt", "--in-place", "--patch", "./list.txt"], "the patch would be lost"),
        (
            ["a.bib", "--merge-duplicates", "--citing", "a.tex", "--in-place", "--patch", "a.tex"],
            "the patch would be lost",
        ),
        (["a.bib", "--merge-duplicates", "--citing", "a.tex", "-o", "b.bib"], "and cannot be combined with --output"),
        (["a.bib", "--citing", "a.tex"], "--citing needs --merge-duplicates"),
    ],
)
def test_what_would_be_lost_or_not_written_is_refused(folder: Path, arguments: list[str], why: str) -> None:
    for name in ("a.bib", "a.tex"):
        (folder / name).write_bytes(LIST)
    result = run(*arguments)
    assert (result.exit_code, why in result.stderr) == (2, True)
    assert {(folder / name).read_bytes() for name in ("list.txt", "a.bib", "a.tex")} == {LIST}


def test_as_many_fixes_are_counted_as_findings_that_check_counts(folder: Path) -> None:
    text = "Lund, P. (2012). How rivers move. Rivers, 12, 345–360. http://doi.org/10.5555/rivers)\n"
    (folder / "two.txt").write_text(text, "utf-8")
    shown = CliRunner().invoke(main, ["check", "two.txt", "--offline"], catch_exceptions=False).stdout
    assert "2 can be fixed: refcheck fix two.txt" in shown
    assert "two.txt: 2 fixes to be made: doi-label-outdated, doi-with-unbalanced-bracket\n" in run("two.txt").stderr


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        # a label and a period in one field
        ("a.bib", "@article{a, title={How rivers move}, doi={doi: 10.5555/rivers.}}\n", 2),
        # a line end in LaTeX is white space
        (
            "a.tex",
            "\\begin{thebibliography}{9}\n\\bibitem{a} Lund, P. (2012). How rivers move. \\emph{Rivers}, 12, 345--360. "
            "doi: 10.5555/j\n  .rivers.2012.10\n\\end{thebibliography}\n",
            1,
        ),
        # nothing to fix
        ("a.ris", "TY  - JOUR\nTI  - How rivers move\nDO  - 10.5555/rivers\nER  - \n", 0),
    ],
)
def test_check_promises_as_many_fixes_as_are_made(folder: Path, name: str, text: str, count: int) -> None:
    (folder / name).write_text(text, "utf-8")
    shown = CliRunner().invoke(main, ["check", name, "--offline"], catch_exceptions=False).stdout
    assert ("can be fixed" in shown) == bool(count)
    assert not count or f"\n{count} can be fixed: refcheck fix {name}\n" in shown
    assert f"{name}: {count} fix" in run(name).stderr


@pytest.mark.parametrize(
    ("options", "is_held", "count", "named"),
    [
        ([], True, 2, "list.txt --online --cache off"),
        ([], False, 1, "list.txt --cache off"),
        (["--ignore", "doi-label-*"], True, 1, "list.txt --online --cache off --ignore 'doi-label-*'"),
        (["--isolated"], False, 1, "list.txt --cache off --isolated"),
        (["--records", "my records.jsonl"], True, 2, "list.txt --online --cache off --records 'my records.jsonl'"),
        (["--mailto", "ann@example.org"], False, 1, "list.txt --cache off"),
        (["--offline"], True, 1, "list.txt --cache off"),
    ],
)
def test_the_command_that_check_names_makes_the_fixes_that_it_counts(
    folder: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], is_held: bool, count: int, named: str
) -> None:
    """Only the registry that holds the longer DOI knows that the spaces are in it."""
    right = record("10.9999/abc123.abx.11.45", "How rivers move across wide plains", "Okafor", 2012, "Rivers")
    registry = holding(*([right] if is_held else []), miss=NOWHERE)
    monkeypatch.setattr(refcheck.registries.ladder, "online", lambda *given: registry)
    (folder / "my records.jsonl").write_text(RECORD, encoding="utf-8")
    text = """\
Okafor, A. (2012). How rivers move across wide plains. Rivers, 12, 345–360. doi: 10.9999/abc123. abx. 11. 45

Lindqvist, A. (2013). How lakes move. Rivers, 13, 1–9. http://dx.doi.org/10.5555/lakes
"""
    (folder / "list.txt").write_text(text, encoding="utf-8")
    shown = CliRunner().invoke(main, ["check", "list.txt", "--no-cache", *options], catch_exceptions=False).stdout
    hint = shown.rstrip().rpartition("\n")[2]
    assert hint == f"{count} can be fixed: refcheck fix {named}"
    again = run(*shlex.split(hint.partition(": refcheck fix ")[2]))
    assert f"list.txt: {count} fix" in again.stderr


@pytest.mark.parametrize(
    ("labels", "made"),
    [
        (["http://dx.doi.org/"] * 3, ["https://doi.org/"] * 3),  # what is outdated is no style to keep
        (["http://dx.doi.org/", "doi:", "doi:"], ["doi:"] * 3),
        (["doi:"] * 3, ["doi:"] * 3),
    ],
)
def test_outdated_labels_are_fixed_however_many_have_them(folder: Path, labels: list[str], made: list[str]) -> None:
    lines = [
        f"Okafor, A. (201{n}). How rivers move. Rivers, {n}, 1–9. {label}10.5555/rivers.{n}"
        for n, label in enumerate(labels)
    ]
    (folder / "list.txt").write_text("\n\n".join(lines), encoding="utf-8")
    shown = CliRunner().invoke(main, ["check", "list.txt", "--offline"], catch_exceptions=False).stdout
    number = sum(one != other for one, other in zip(labels, made, strict=True))
    assert (f"{number} can be fixed" in shown) is (number > 0)
    assert run("list.txt", "--in-place").exit_code == 0
    fixed = (folder / "list.txt").read_text(encoding="utf-8")
    assert [each.rpartition(" ")[2].partition("10.5555")[0] for each in fixed.split("\n\n")] == made


def test_safe_fixes_ask_where_that_is_said(folder: Path) -> None:
    asking = ["--crossref-url", NOBODY, "--datacite-url", NOBODY, "--doi-url", NOBODY, "--no-cache"]
    assert run("list.txt", "--in-place", "--online", *asking).exit_code == 3
    (folder / "refcheck.toml").write_text("offline = false", encoding="utf-8")
    assert run("list.txt", "--in-place", *asking).exit_code == 0


@pytest.mark.parametrize(
    ("source", "output", "is_written"),
    [
        ("list.txt", "fixed.docx", False),
        ("list.txt", "fixed.PDF", False),
        ("list.txt", "fixed.bib", False),
        ("a.bib", "fixed.ris", False),
        ("a.bib", "fixed.odt", False),
        ("-", "fixed.docx", False),
        ("a.bib", "fixed.nbib", False),
        ("a.json", "fixed.xml", False),
        ("a.yaml", "fixed.yml", True),
        ("list.txt", "fixed.txt", True),
        ("list.txt", "fixed", True),
        ("list.txt", "list.txt.new", True),
        ("list.txt", "fixed.md", True),
        ("list.bib", "fixed.bib", True),
        ("a.bib", "a.bibtex", True),
        ("a.bib", "fixed.txt", True),
        ("a.bibtex", "fixed.bib", True),
        ("a.json", "fixed.json", True),
        ("-", "fixed.bib", True),
    ],
)
def test_a_file_is_not_written_under_the_name_of_another_format(
    folder: Path, source: str, output: str, is_written: bool
) -> None:
    entry = "@article{a,\n  title = {One thing},\n  doi = {10.1016/ j.euras.2015.10.003},\n}\n"
    for name in ("a.bib", "a.bibtex"):
        (folder / name).write_text(entry, encoding="utf-8")
    (folder / "list.bib").write_text("% a list\n" + entry, encoding="utf-8")
    (folder / "a.yaml").write_text("a:\n  type: book\n  title: One\n  doi: 10.1016/ j.euras.2015.10.003\n", "utf-8")
    (folder / "a.json").write_text('[{"type": "book", "id": "a", "DOI": "10.1016/ j.euras.2015.10.003"}]', "utf-8")
    result = run(source, "-o", output, stdin=entry.encode())
    assert (result.exit_code, (folder / output).exists()) == ((0, True) if is_written else (2, False))
    assert ("`refcheck convert` writes the references as bibtex, " in result.stderr) is not is_written


def test_a_document_is_not_written_under_the_name_of_text(folder: Path) -> None:
    (folder / "a.docx").write_bytes(docx(map(paragraph, ["References", *LIST.decode("latin-1").splitlines()])))
    assert run("a.docx", "-o", "b.docx").exit_code == 0
    refused = run("a.docx", "-o", "b.pdf")
    assert refused.exit_code == 2
    assert "fix writes docx, the format of a.docx; use a name that ends in .docx." in refused.stderr
