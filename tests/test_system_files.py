"""What is no plain file is told at once, whoever names it, and what is one is read."""

import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from refcheck.cli import main
from refcheck.errors import SourceError
from refcheck.readers import find_documents, read
from refcheck.system.regular_files import IrregularFileError, is_inherited, open_file, read_file, read_stream, read_text

POSIX = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")

REFERENCE = "References\n\nBrandt, K. (1998). On lists. Journal of Lists, 3(2), 5-9. doi:10.1000/lists.\n"


def pipe(place: Path) -> Path:
    os.mkfifo(place)
    return place


def listening(place: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(place.name)  # a name in this folder: a whole path may be too long for a socket
    return place


def folder(place: Path) -> Path:
    place.mkdir()
    return place


def loop(place: Path) -> Path:
    place.symlink_to(f"{place.name}-2")
    place.with_name(f"{place.name}-2").symlink_to(place.name)
    return place


NO_FILES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a pipe": (pipe, "is a pipe, not a file"),
    "a socket": (listening, "is a socket, not a file"),
    "a device that never ends": (lambda place: Path("/dev/zero"), "is a device, not a file"),
    "a device that is full": (lambda place: Path("/dev/full"), "is a device, not a file"),
    "a folder": (folder, "is a folder, not a file"),
    "a link to a pipe": (lambda place: linked(place, pipe(place.with_name("far"))), "is a pipe, not a file"),
    "links in a circle": (loop, "symbolic links"),
}

NAMED = {
    "source": (),
    "records": ("--records",),
    "policy": ("--policy",),
    "baseline": ("--baseline",),
    "library": ("--library",),
    "retraction watch": ("--retraction-watch",),
    "configuration": ("--config",),
}
"""Who may name a file, and by which option."""


def linked(place: Path, target: Path) -> Path:
    place.symlink_to(os.path.relpath(target, place.parent))
    return place


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def refcheck(*arguments: str, **how: Any) -> Result:
    return CliRunner().invoke(main, arguments, **how)


def check(*arguments: str, **how: Any) -> Result:
    isolated = () if "--config" in arguments else ("--isolated",)
    return refcheck("check", "--offline", *isolated, *arguments, **how)


@POSIX
@pytest.mark.parametrize("kind", NO_FILES)
@pytest.mark.parametrize("by", NAMED)
def test_what_is_no_file_is_told_at_once(kind: str, by: str, tmp_path: Path) -> None:
    make, said = NO_FILES[kind]
    path = make(tmp_path / "named")
    (tmp_path / "list.txt").write_text(REFERENCE)
    if by == "source" and kind == "a folder":
        said = "contains no document that can be read"
    ended = check(*NAMED[by], str(path), *(["list.txt"] if NAMED[by] else []))
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert ended.stderr.count("\n") == 1


@POSIX
@pytest.mark.parametrize("name", ["b.txt", "b.bib", "b.docx", "b.json"])
def test_a_pipe_in_a_folder_is_told_and_the_rest_is_read(name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(REFERENCE)
    pipe(tmp_path / "in" / name)
    for named in ("in", "in/*"):
        ended = check(named)
        assert ended.exit_code == 0
        assert "1 reference" in ended.stdout
        assert f"in/{name} was left out: it is a pipe, not a file" in ended.stderr


@POSIX
def test_links_that_lead_up_again_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(REFERENCE)
    for number in range(12):
        (tmp_path / "in" / f"up-{number}").symlink_to(".")
    assert [str(each) for each in find_documents("in/**/*.txt")] == ["in/a.txt"]
    assert [str(each) for each in find_documents("in")] == ["in/a.txt"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("in/*.txt", ["in/a.txt", "in/link.txt"]),
        ("./in/**/*.txt", ["in/a.txt", "in/deep/b.txt", "in/link.txt"]),
        ("in/**.txt", ["in/a.txt", "in/link.txt"]),
        ("in/.hidden/*.txt", ["in/.hidden/c.txt"]),
        ("in/[ab].txt", ["in/a.txt"]),
        ("in/d?ep/*", ["in/deep/b.txt"]),
    ],
)
def test_what_a_pattern_names(pattern: str, found: list[str], tmp_path: Path) -> None:
    for name in ("in/a.txt", "in/deep/b.txt", "in/.hidden/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(REFERENCE)
    (tmp_path / "in" / "link.txt").symlink_to("a.txt")
    assert [each.as_posix() for each in find_documents(pattern)] == found
    assert list(find_documents(tmp_path / pattern)) == [tmp_path / each for each in found]


@pytest.mark.parametrize("target", ["a.txt", "deep/../a.txt", "link-to-a.txt"])
def test_a_link_to_a_file_is_read(target: str, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.txt").write_text(REFERENCE)
    (tmp_path / "link-to-a.txt").symlink_to("a.txt")
    (tmp_path / "named.txt").symlink_to(target)
    assert "1 reference" in check("named.txt").stdout
    assert len(read(Path("named.txt")).references) == 1


@POSIX
def test_a_program_is_told_too(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a pipe, not a file"):
        read(pipe(tmp_path / "a.bib"))
    with pytest.raises(SourceError, match="is a device, not a file"):
        read(Path("/dev/zero"))


@POSIX
@pytest.mark.parametrize("name", ["-", "/dev/stdin", "/dev/fd/{}"])
def test_a_pipe_that_a_shell_has_opened_is_read(name: str, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, REFERENCE.encode())
    os.close(writing)
    try:
        if name.endswith("{}"):
            ended = check(name.format(reading))
        else:
            before = os.dup(0)
            os.dup2(reading, 0)
            try:
                ended = check(name, input=REFERENCE)
            finally:
                os.dup2(before, 0)
                os.close(before)
    finally:
        os.close(reading)
    assert ended.exit_code == 0, ended.stderr
    assert "1 reference" in ended.stdout


class Endless:
    """A stream that never ends, and counts what was taken of it."""

    taken = 0

    def read(self, most: int) -> bytes:
        self.taken += most
        return b"\0" * most


def test_what_never_ends_is_read_no_farther_than_it_may() -> None:
    stream: Any = Endless()
    with pytest.raises(OSError, match="is larger than 8 MB") as raised:
        read_stream(stream, "-", most=8 << 20)
    assert raised.value.filename == "-"
    assert stream.taken <= 16 << 20


@pytest.mark.parametrize("size", [0, 1, 999, 1_000])
def test_a_file_is_read_whole_up_to_its_bound(size: int, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * size)
    assert read_file(path, most=1_000) == b"x" * size
    assert read_text(path, most=1_000) == "x" * size
    path.write_bytes(b"x" * 1_001)
    with pytest.raises(OSError, match="is larger than"):
        read_file(path, most=1_000)


@pytest.mark.skipif(sys.platform != "linux", reason="files that say nothing of their size are Linux's")
def test_a_file_that_says_nothing_of_its_size_is_read_whole() -> None:
    assert Path("/proc/self/status").stat().st_size == 0
    assert b"Name:" in read_file("/proc/self/status", most=1 << 20)


def test_line_ends_are_those_of_text(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"a\r\nb\rc\n")
    assert read_text(tmp_path / "file", most=100) == "a\nb\nc\n"


@POSIX
def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    path = pipe(tmp_path / "pipe")
    with pytest.raises(IrregularFileError):
        open_file(path)
    with pytest.raises(OSError, match=r"Device not configured|No such device"):
        os.open(path, os.O_WRONLY | os.O_NONBLOCK)  # nobody has it open to be read


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("/dev/stdin", True),
        ("/dev/fd/0", True),
        ("/proc/self/fd/12", True),
        ("/dev/fd/../zero", False),
        ("stdin", False),
    ],
)
def test_which_names_are_of_open_files(name: str, is_one: bool) -> None:
    assert is_inherited(name) is is_one


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    """Fail, and do not hang, where a pipe is waited for."""
    if not hasattr(os, "mkfifo"):
        yield
        return
    import signal

    def end(number: int, frame: object) -> None:
        raise TimeoutError("a file was waited for")

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
