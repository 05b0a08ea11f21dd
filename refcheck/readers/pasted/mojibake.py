"""Plain text that was decoded wrongly before it was saved: "MÃ¼ller" for "Müller", "Èâàíîâ" for "Иванов"; repaired, with a note.

The document's text is the repaired one, so that nothing is fixed in the file itself.
"""

import re
from contextlib import suppress

from attrs import evolve

from refcheck.model import Bibliography
from refcheck.readers.pasted import plain
from refcheck.text import mojibake

NAME = "mojibake"

_LONGEST = 4_000_000
"""The length, in code points, of the longest text that is tested."""
_FEWEST = 3
"""The fewest characters by which the repair shortens the text: each wrong one had become two or three."""


def recognises(name: str, text: str) -> bool:
    """Return whether the text certainly is mojibake, and not of a format that states its values: those are read as they are."""
    if len(text) > _LONGEST:
        return False
    if _of_another_script(text) is not None:
        return _is_of_no_other_format(name, text)
    if not mojibake.is_possible(text):
        return False
    from ftfy.badness import is_bad  # here, because few texts need it

    if not is_bad(text):
        return False
    repaired = _repaired(text)
    if len(text) - len(repaired) < _FEWEST or is_bad(repaired):
        return False
    return _is_of_no_other_format(name, text)


def _is_of_no_other_format(name: str, text: str) -> bool:
    from refcheck.readers.discovery import text_format  # here, because it imports this reader

    return text_format(name, text, besides=NAME) is None


def read(text: str, name: str) -> Bibliography:
    """Return the references of the repaired text, whose lines correspond to those of the file."""
    repaired = _repaired(text)
    bibliography = plain.read(repaired, name)
    lines = zip(text.split("\n"), repaired.split("\n"), strict=True)
    changed = sum(before != after for before, after in lines)
    return evolve(
        bibliography,
        document=evolve(bibliography.document, format=NAME),
        notes=(
            f"lines that had been decoded with the wrong encoding, repaired: {changed}",
            *bibliography.notes,
        ),
    )


def _repaired(text: str) -> str:
    """Return the text with every line repaired that can be, and the number of lines unchanged."""
    if other := _of_another_script(text):
        return other
    return "\n".join(_repaired_line(line) for line in text.split("\n"))


_WORD = re.compile(r"[À-ÿ]{3,}")
"""Consecutive accented letters, as in no language with a Latin script: "Èâàíîâ" for "Иванов"."""
_FEWEST_WORDS = 10


def _of_another_script(text: str) -> str | None:
    """Return the text in its own script if it was encoded with one byte a letter and decoded as Latin; else ``None``."""
    if len(_WORD.findall(text)) < _FEWEST_WORDS:
        return None
    from refcheck.readers.sources.encodings import detected_encoding  # here, because few texts need it

    for encoding in ("latin-1", "cp1252"):
        with suppress(UnicodeEncodeError):
            data = text.encode(encoding)
            script = detected_encoding(data)
            whole = data.decode(script) if script else ""
            return whole if len(whole) == len(text) else None
    return None


def _repaired_line(line: str) -> str:
    repaired = mojibake.mended(line)
    return repaired if "\n" not in repaired and "\r" not in repaired[:-1] else line
