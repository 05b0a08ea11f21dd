"""A folder or a pattern on the command line."""

from pathlib import Path

from click.testing import CliRunner

from refcheck.cli import main

REFERENCE = "Brandt, K. (1998). On lists. Journal of Lists, 3(2), 5-9. doi:10.1000/lists.\n"


def check(path: Path | str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["check", "--offline", "--isolated", str(path)], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def test_the_documents_of_a_folder_are_audited_and_what_is_broken_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text(REFERENCE)
    (tmp_path / "two.html").write_text(f"<h2>References</h2><ol><li>{REFERENCE}</li></ol>")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04")
    code, printed, told = check(tmp_path)
    assert code == 0
    assert "2 references" in printed
    assert "broken.docx" in told
    assert "left out" in told
    assert "1 reference" in check(f"{tmp_path}/**/*.txt")[1]


def test_a_folder_without_documents_is_an_error(tmp_path: Path) -> None:
    code, _, told = check(tmp_path)
    assert code == 2
    assert "holds no document" in told


def test_a_broken_file_that_was_named_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04")
    assert check(tmp_path / "broken.docx")[0] == 2
    assert check(tmp_path / "missing.txt")[0] == 2
