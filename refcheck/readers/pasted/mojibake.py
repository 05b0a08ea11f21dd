"""Plain text whose encoding was mistaken before it was saved, as in "MÃ¼ller" for "Müller": mended with ftfy, and said so.

The document's text is the mended one, so that nothing is fixed in the file itself.
"""

from attrs import evolve

from refcheck.model import Bibliography
from refcheck.readers.pasted import plain
from refcheck.text import mojibake

NAME = "mojibake"

_LONGEST = 4_000_000
"""Longer texts are not looked at, in code points."""
_FEWEST = 3
"""So many characters fewer must be left, as two or three were made of each."""


def recognises(name: str, text: str) -> bool:
    """Whether the text is surely of this kind, and of no format that states its values: those are taken as they are."""
    if len(text) > _LONGEST or not mojibake.is_possible(text):
        return False
    from ftfy.badness import is_bad  # here, because few texts come so far

    from refcheck.readers.discovery import text_format  # which finds this reader

    if not is_bad(text):
        return False
    mended = _mended(text)
    if len(text) - len(mended) < _FEWEST or is_bad(mended):
        return False
    return text_format(name, text, besides=NAME) is None


def read(text: str, name: str) -> Bibliography:
    """The references of the mended text, line by line the text that is in the file."""
    mended = _mended(text)
    bibliography = plain.read(mended, name)
    lines = zip(text.split("\n"), mended.split("\n"), strict=True)
    changed = sum(before != after for before, after in lines)
    return evolve(
        bibliography,
        document=evolve(bibliography.document, format=NAME),
        notes=(
            f"{changed} lines were written in one encoding and read in another, and were mended",
            *bibliography.notes,
        ),
    )


def _mended(text: str) -> str:
    """The text with every line mended that can be, in as many lines."""
    return "\n".join(_mended_line(line) for line in text.split("\n"))


def _mended_line(line: str) -> str:
    mended = mojibake.mended(line)
    return mended if "\n" not in mended and "\r" not in mended[:-1] else line
