"""The difference between two texts, as ``diff -u`` prints it and ``patch`` takes it."""

from collections.abc import Iterator
from difflib import diff_bytes, unified_diff

_NO_LINE_END = "\\ No newline at end of file\n"


def diff(before: str, after: str, name: str) -> Iterator[str]:
    """The lines of the unified difference, each with its end; none where the texts are equal."""
    for line in unified_diff(_lines(before), _lines(after), fromfile=name, tofile=name):
        if line.endswith("\n"):
            yield line
        else:
            yield f"{line}\n"
            yield _NO_LINE_END


def difference_of_bytes(before: bytes, after: bytes, name: str) -> bytes:
    """The same of files as they are on the disk, whatever their encoding."""
    lines = (_byte_lines(before), _byte_lines(after), name.encode("utf-8", "surrogateescape"))
    found = diff_bytes(unified_diff, lines[0], lines[1], lines[2], lines[2])
    return b"".join(line if line.endswith(b"\n") else line + b"\n" + _NO_LINE_END.encode() for line in found)


def _lines(text: str) -> list[str]:
    """The lines with their ends. Only a line feed ends a line here, as in ``patch``."""
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]


def _byte_lines(data: bytes) -> list[bytes]:
    *lines, last = data.split(b"\n")
    return [*(line + b"\n" for line in lines), *([last] if last else [])]
