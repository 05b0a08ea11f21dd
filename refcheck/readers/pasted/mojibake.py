"""Plain text whose encoding was mistaken before it was saved: "MÃ¼ller" for "Müller", "Èâàíîâ" for "Иванов"; mended, and said so.

The document's text is the mended one, so that nothing is fixed in the file itself.
"""

import re
from contextlib import suppress

from attrs import evolve

from refcheck.model import Bibliography
from refcheck.readers.pasted import plain
from refcheck.text import mojibake

NAME = "mojibake"

_LONGEST = 4_000_000
"""Longer texts are not looked at, in code points."""
_FEWEST = 3
"""How many characters fewer must be left, as two or three were made of each."""


def recognises(name: str, text: str) -> bool:
    """Return whether the text is surely of this kind, and of no format that states its values: those are taken as they are."""
    if len(text) > _LONGEST:
        return False
    if _of_another_script(text) is not None:
        return _is_of_no_other_format(name, text)
    if not mojibake.is_possible(text):
        return False
    from ftfy.badness import is_bad  # here, because few texts come so far

    if not is_bad(text):
        return False
    mended = _mended(text)
    if len(text) - len(mended) < _FEWEST or is_bad(mended):
        return False
    return _is_of_no_other_format(name, text)


def _is_of_no_other_format(name: str, text: str) -> bool:
    from refcheck.readers.discovery import text_format  # which finds this reader

    return text_format(name, text, besides=NAME) is None


def read(text: str, name: str) -> Bibliography:
    """Return the references of the mended text, line by line the text that is in the file."""
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
    """Return the text with every line mended that can be, in as many lines."""
    if other := _of_another_script(text):
        return other
    return "\n".join(_mended_line(line) for line in text.split("\n"))


_WORD = re.compile(r"[À-ÿ]{3,}")
"""Letters with marks side by side, as no Latin language has them: "Èâàíîâ" for "Иванов"."""
_FEWEST_WORDS = 10


def _of_another_script(text: str) -> str | None:
    """Return a text that was written in another script, one byte a letter, and read as Latin, in its own letters."""
    if len(_WORD.findall(text)) < _FEWEST_WORDS:
        return None
    from refcheck.readers.sources.encodings import sure_encoding  # here, because few texts come so far

    for encoding in ("latin-1", "cp1252"):
        with suppress(UnicodeEncodeError):
            data = text.encode(encoding)
            script = sure_encoding(data)
            whole = data.decode(script) if script else ""
            return whole if len(whole) == len(text) else None
    return None


def _mended_line(line: str) -> str:
    mended = mojibake.mended(line)
    return mended if "\n" not in mended and "\r" not in mended[:-1] else line
