"""The difference between two texts, as ``diff -u`` prints it and ``patch`` takes it."""

from collections.abc import Iterator
from difflib import unified_diff

_NO_LINE_END = "\\ No newline at end of file\n"


def diff(before: str, after: str, name: str) -> Iterator[str]:
    """The lines of the unified difference, each with its end; none where the texts are equal."""
    for line in unified_diff(_lines(before), _lines(after), fromfile=name, tofile=name):
        if line.endswith("\n"):
            yield line
        else:
            yield f"{line}\n"
            yield _NO_LINE_END


def _lines(text: str) -> list[str]:
    """The lines with their ends. Only a line feed ends a line here, as in ``patch``."""
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]
