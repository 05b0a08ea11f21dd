"""What a command does at the edges: closed streams, full disks, ^C, and names that a stranger has chosen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from refcheck.cli import main

pytestmark = pytest.mark.end_to_end

LIST = "Sample, A. (2020). A title of some length. Journal of Samples, 1(2), 3-4. https://doi.org/10.1234/abc\n"

COMMAND = [sys.executable, "-c", "from refcheck.cli import main; main()"]


def refcheck(*arguments: str, **options: object) -> "subprocess.CompletedProcess[bytes]":
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 1_200, **options}
    return subprocess.run([*COMMAND, *arguments], **options)  # type: ignore[call-overload,no-any-return]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "list.txt"
    path.write_text(LIST)
    return path


@pytest.mark.parametrize("arguments", [("check", "--offline"), ("parse",), ("convert", "--to", "ris")])
def test_a_closed_standard_output_is_an_error(source: Path, arguments: tuple[str, ...]) -> None:
    closed = refcheck(*arguments, str(source), preexec_fn=lambda: os.close(1), stdout=None)
    assert closed.returncode == 2
    assert b"standard output" in closed.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full disk to offer")
@pytest.mark.parametrize("arguments", [("check", "--offline"), ("rules",)])
def test_a_full_standard_output_is_an_error(source: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = refcheck(*arguments, *([str(source)] if arguments[0] == "check" else []), stdout=full)
    assert ended.returncode == 2
    assert b"Traceback" not in ended.stderr
    assert ended.stderr.count(b"\n") == 1


@pytest.mark.parametrize("arguments", [("check", "--offline", "--format", "json"), ("fix", "-q")])
def test_a_reader_that_goes_away_ends_the_command_quietly(source: Path, arguments: tuple[str, ...]) -> None:
    source.write_text(LIST.replace("https://doi.org/10.1234/abc", "doi:10.1016/ j.rivst.2015.10.003") * 25)
    running = subprocess.Popen(
        [*COMMAND, *arguments, str(source)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    running.stdout.close()
    assert running.stderr is not None
    with running.stderr as stderr:
        assert stderr.read() == b""
    assert running.wait(1_200) == 141


def test_a_report_is_written_whole_or_not_at_all(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = tmp_path / "report.json"
    report.write_text("the old one")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = CliRunner().invoke(main, ["check", "--offline", "--format", "json", "-o", str(report), str(source)])
    assert result.exit_code == 2
    assert "No space left" in result.stderr
    assert report.read_text() == "the old one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.txt", "report.json"]


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="the system has no terminals to offer")
def test_on_a_terminal_it_is_told_once_that_nothing_was_read(source: Path) -> None:
    source.write_text("")
    ours, theirs = os.openpty()
    wide = {**os.environ, "COLUMNS": "4000"}  # the words stay on one line, however long the name of the folder is
    ended = refcheck("check", "--offline", str(source), stdout=theirs, env=wide)
    os.close(theirs)
    with os.fdopen(ours, "rb") as shown:
        assert shown.read1(100_000).count(b"nothing was read") == 1
    assert (ended.returncode, ended.stderr.count(b"nothing was read")) == (4, 0)
    assert refcheck("check", "--offline", str(source)).stderr.count(b"nothing was read") == 1


def test_what_is_no_file_is_written_to(source: Path) -> None:
    assert CliRunner().invoke(main, ["check", "--offline", "-o", os.devnull, str(source)]).exit_code == 0
    assert not Path(os.devnull).is_file()


INTERRUPTED = """
import signal, sys
from refcheck.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
left, how = int(sys.argv.pop(1)), sys.argv.pop(1)
def counted(frame, event, argument):
    global left
    left -= 1
    if left < 0 and frame.f_globals.get("__name__", "").startswith("refcheck."):
        sys.setprofile(None)
        signal.raise_signal(getattr(signal, how))
sys.setprofile(counted)
main()
"""
"""The command, interrupted in our own code at the so-many-th call or return, or soon after: so on every machine."""


@pytest.mark.parametrize(
    ("number", "how"),
    [
        *((number, "SIGINT") for number in (200, 5_000, 100_000, 300_000, 600_000, 900_000)),
        *((number, "SIGTERM") for number in (400_000, 900_000)),
    ],
)
def test_an_interrupt_is_130_at_any_moment(source: Path, number: int, how: str) -> None:
    command = [sys.executable, "-c", INTERRUPTED, str(number), how, "check", "--offline", str(source)]
    ended = subprocess.run(command, capture_output=True, timeout=1_200, check=False)
    assert (ended.returncode, ended.stderr.strip()) == (130, b"")


@pytest.mark.parametrize("moment", ["refcheck.registries.ladder.offline", "refcheck.reading.read_as_set"])
def test_an_interrupt_within_a_command_is_130(source: Path, moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*given: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(moment, interrupt)
    result = CliRunner().invoke(main, ["check", "--offline", str(source)])
    assert (result.exit_code, result.stdout) == (130, "")


HOSTILE = "\x1b[2J\u202e\r\n::error::all is well \x07.txt"


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--offline", HOSTILE),
        ("check", "--offline", "--config", HOSTILE, "-"),
        ("check", f"--{HOSTILE}"),
        ("check", "--format", HOSTILE, "-"),
        ("rule", HOSTILE),
        ("report", HOSTILE),
        ("waive", HOSTILE, "1", "doi-missing", "--why", "so"),
        ("fix", HOSTILE),
        ("parse", HOSTILE),
        ("convert", HOSTILE, "--to", "ris"),
        ("index", "verify", HOSTILE),
        ("index", "info", HOSTILE),
        ("queries", HOSTILE, "-o", f"{HOSTILE}.md"),
        (HOSTILE,),
    ],
)
def test_a_name_that_a_stranger_has_chosen_moves_no_cursor(arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, list(arguments), input="")
    assert result.exit_code in (1, 2), result.output
    for character in ("\x1b", "\u202e", "\r", "\x07"):
        assert character not in result.output
    assert not any(line.startswith("::") for line in result.output.splitlines())


def test_what_is_fixed_in_a_file_of_such_a_name_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "a\n::error::\x1b.txt"
    path.write_text(LIST.replace("10.1234/abc", "10.1234/ab\u200bc"))
    result = CliRunner().invoke(main, ["fix", "--in-place", str(path)])
    assert "made" in result.stderr
    assert "\x1b" not in result.output
    assert all(line.startswith("refcheck: ") for line in result.stderr.splitlines())


def test_hard_links_are_spoken_of(tmp_path: Path) -> None:
    path, other = tmp_path / "list.txt", tmp_path / "other.txt"
    path.write_text(LIST.replace("10.1234/abc", "10.1234/ab\u200bc"))
    other.hardlink_to(path)
    result = CliRunner().invoke(main, ["fix", "--in-place", str(path)])
    assert "1 more hard link" in result.stderr
    assert "\u200b" in other.read_text()
    assert "\u200b" not in path.read_text()


@pytest.mark.parametrize("form", ["terminal", "markdown", "json"])
@pytest.mark.parametrize("seen", [("stdout", "stderr"), ("stdout",), ()])
def test_one_terminal_is_told_once_what_was_not_read(
    form: str, seen: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "prose.txt"
    path.write_text("Nobody is cited here. " * 40)
    looked_at = lambda stream: any(stream is getattr(sys, each) for each in seen)  # noqa: E731
    monkeypatch.setattr("refcheck.cli.commands.check.is_terminal", looked_at)
    result = CliRunner().invoke(main, ["check", str(path), "--offline", "--format", form])
    assert bool(result.stderr) is (form == "json" or "stdout" not in seen)
