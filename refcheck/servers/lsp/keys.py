"""Keys of entries: completed with their titles where they are typed, and found where they are given."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from refcheck.fixing import ENTRY, ITEM, LISTS, TEXTS, occurrences
from refcheck.model import Span

_OPEN_CITE = re.compile(r"\\(?:[A-Za-z]*[cC]ite[A-Za-z]*|nocite)\*?(?:\s*\[[^\]\n]*\]){0,2}\s*\{[^{}\n]*?([^{},\s]*)\Z")
r"""One that is being typed: ``\cite{doe``, ``\citep[5]{doe, r``."""
_OPEN_ROLE = re.compile(r":cite(?::\w+)?:`[^`\n]*?([^`,\s]*)\Z")
"""One that is being typed: ``:cite:`do``, ``:cite:t:`doe, r``."""
_OPEN_AT = re.compile(r"(?<![\w@.\\])@([\w:.#$%&+?<>~/-]*)\Z")
"""One that is being typed: ``@do``, ``[see @``."""


def key_given(name: str, text: str, span: Span, key: str) -> Span | None:
    """Where the entry at a place is given its key; ``None`` where it has none of its own there."""
    suffix = PurePath(name).suffix.lower()
    pattern = ENTRY if suffix in LISTS else ITEM if suffix == ".tex" else None
    found = pattern.search(text, span.start, span.end) if pattern else None
    return Span(*found.span(1)) if found and found[1] == key else None


def given(name: str, text: str) -> Iterator[tuple[str, Span]]:
    """The keys that entries of a text are given, and where."""
    suffix = PurePath(name).suffix.lower()
    if suffix in LISTS or suffix == ".tex":
        pattern = ENTRY if suffix in LISTS else ITEM
        yield from ((found[1], Span(*found.span(1))) for found in pattern.finditer(text))


def key_at(name: str, text: str, offset: int) -> tuple[str, Span] | None:
    """The key at a place, and where it stands."""
    return next((each for each in occurrences(name, text) if each[1].start <= offset <= each[1].end), None)


def typed_prefix(name: str, text: str, offset: int) -> str | None:
    """The beginning of a key that is being typed there; ``None`` where no key can stand."""
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    suffix = PurePath(name).suffix.lower()
    pattern = {".tex": _OPEN_CITE, ".rst": _OPEN_ROLE}.get(suffix, _OPEN_AT if suffix in TEXTS else None)
    found = pattern.search(line) if pattern else None
    return found[1] if found else None
