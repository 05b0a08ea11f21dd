"""A folder or a pattern on the command line."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from refcheck.cli import main

REFERENCE = "Brandt, K. (1998). On lists. Journal of Lists, 3(2), 5-9. doi:10.1000/lists.\n"


def check(path: Path | str, *options: str) -> tuple[int, str, str]:
    given = ["check", "--offline", "--isolated", str(path), *options]
    result = CliRunner().invoke(main, given, catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def test_the_documents_of_a_folder_are_audited_and_what_is_broken_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text(REFERENCE)
    (tmp_path / "two.html").write_text(f"<h2>References</h2><ol><li>{REFERENCE}</li></ol>")
    (tmp_path / "~$two.docx").write_bytes(b"\x05Brandt")  # Word is at work on another
    assert check(tmp_path)[0] == 0
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04")
    code, printed, told = check(tmp_path)
    assert code == 3
    assert "2 references" in printed
    assert told.count("broken.docx") == 1
    assert "left out" in told
    assert "1 reference" in check(f"{tmp_path}/**/*.txt")[1]


@pytest.mark.parametrize(
    ("named", "count"),
    [
        (["a", "a"], "2 references"),
        (["a/one.txt", "a"], "2 references"),
        (["a", "a/one.txt"], "2 references"),
        (["a/one.txt", "./a/one.txt"], "1 reference:"),
        (["a/one.txt", "a/two.txt"], "2 references"),
    ],
)
def test_a_file_is_audited_once_however_often_it_is_named(
    named: list[str], count: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").mkdir()
    for name in ("one.txt", "two.txt"):
        (tmp_path / "a" / name).write_text(REFERENCE)
    assert count in check(named[0], *named[1:])[1]


@pytest.mark.parametrize("form", ["terminal", "html", "json", "markdown", "junit", "sarif", "github"])
def test_a_report_names_the_documents_that_could_not_be_read(form: str, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(REFERENCE)
    assert "left out" not in check(tmp_path, "--format", form)[1]
    unread = {
        "broken.docx": b"PK\x03\x04",
        "old.doc": b"\xd0\xcf\x11\xe0\0",
        "records.mrc": b"00714cam a2200205 a 4500",
    }
    for name, content in unread.items():
        (tmp_path / name).write_bytes(content)
    code, told, _ = check(tmp_path, "--format", form)
    printed = " ".join(told.split())
    assert code == 3
    assert all(name in printed for name in unread)
    assert "left out" in printed


def test_a_folder_without_documents_is_an_error(tmp_path: Path) -> None:
    code, _, told = check(tmp_path)
    assert code == 2
    assert "contains no document" in told


def test_a_broken_file_that_was_named_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04")
    assert check(tmp_path / "broken.docx")[0] == 2
    assert check(tmp_path / "missing.txt")[0] == 2
