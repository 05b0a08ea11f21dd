"""Keys of entries and where texts cite them: completed with their titles, renamed everywhere at once.

Source: the cite commands of LaTeX, natbib and biblatex; Pandoc's ``[@key]``; Typst's ``@key`` and ``#cite(<key>)``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from refcheck.model import Span

_ENTRY = re.compile(r"@[ \t]*(?!(?i:string|comment|preamble)\b)[A-Za-z]+[ \t]*[{(][ \t]*([^\s,{}()=\"]+)[ \t]*(?=,)")
"""An entry of BibTeX: ``@article{doe2001,``, ``@book(roe,``."""
_INHERITED = re.compile(r"\b(?:crossref|xref|xdata)\s*=\s*[{\"]([^{}\"]+)[}\"]", re.IGNORECASE)
"""What an entry inherits from: ``crossref = {roe}``, ``xdata="a, b"``."""
_ITEM = re.compile(r"\\bibitem(?:\[[^\]\n]*\])?\{([^{}\n]+)\}")
"""An entry of LaTeX: ``\bibitem{doe2001}``, ``\bibitem[Doe(2001)]{doe2001}``."""
_CITE = re.compile(r"\\(?:[A-Za-z]*cite[A-Za-z]*|nocite)\*?(?:\s*\[[^\]\n]*\]){0,2}\s*\{([^{}\n]*)\}")
"""A citation of LaTeX: ``\\citep[see][5]{doe, roe}``, ``\nocite{*}``."""
_KEY = r"[\w\d](?:[\w\d:.#$%&+?<>~/-]*[\w\d])?"
_AT = re.compile(rf"(?<![\w@.\\])@({_KEY})")
"""A citation of Pandoc or Typst: ``@doe[p. 5]``, ``[-@roe:2001]``."""
_LABEL = re.compile(r"#cite\(\s*<([^<>\s]+)>")
"""A citation of Typst: ``#cite(<roe>)``, ``#cite( <doe>``."""
_ORG = re.compile(rf"(?:\[cite(?:/[\w/-]*)?:|;)[^\]@;\n]*@({_KEY})")
"""A citation of Org: ``[cite:@doe2001]``, ``[cite/t:see @doe;@roe]``."""
_ROLE = re.compile(r":cite(?::\w+)?:`([^`\n]+)`")
"""A citation of reStructuredText: ``:cite:`doe, roe` ``, ``:cite:t:`doe` ``."""

_OPEN_CITE = re.compile(r"\\(?:[A-Za-z]*cite[A-Za-z]*|nocite)\*?(?:\s*\[[^\]\n]*\]){0,2}\s*\{[^{}\n]*?([^{},\s]*)\Z")
r"""One that is being typed: ``\cite{doe``, ``\citep[5]{doe, r``."""
_OPEN_ROLE = re.compile(r":cite(?::\w+)?:`[^`\n]*?([^`,\s]*)\Z")
"""One that is being typed: ``:cite:`do``, ``:cite:t:`doe, r``."""
_OPEN_AT = re.compile(r"(?<![\w@.\\])@([\w:.#$%&+?<>~/-]*)\Z")
"""One that is being typed: ``@do``, ``[see @``."""

_MARKDOWN = (_AT, _LABEL), ()
_KEYS: Mapping[str, tuple[Sequence[re.Pattern[str]], Sequence[re.Pattern[str]]]] = {
    **dict.fromkeys((".bib", ".bibtex"), ((_ENTRY,), (_INHERITED,))),
    **dict.fromkeys((".md", ".rmd", ".qmd", ".typ"), _MARKDOWN),
    ".tex": ((_ITEM,), (_CITE,)),
    ".org": ((_ORG,), ()),
    ".rst": ((), (_ROLE,)),
}
"""By the ending of a file's name: what holds a key, and what holds several with commas between them."""

LISTS = (".bib", ".bibtex")
TEXTS = tuple(suffix for suffix in _KEYS if suffix not in LISTS)

SOUND = re.compile(r"[^\s{}(),=\"#%~\\@']+")
"""A key that every one of the formats takes."""


def occurrences(name: str, text: str) -> Iterator[tuple[str, Span]]:
    """The keys that stand in a text, and where."""
    single, several = _KEYS.get(PurePath(name).suffix.lower(), ((), ()))
    for pattern in single:
        yield from _each(pattern, text)
    for pattern in several:
        for found in pattern.finditer(text):
            yield from _in_list(found)


def key_given(name: str, text: str, span: Span, key: str) -> Span | None:
    """Where the entry at a place is given its key; ``None`` where it has none of its own there."""
    suffix = PurePath(name).suffix.lower()
    pattern = _ENTRY if suffix in LISTS else _ITEM if suffix == ".tex" else None
    found = pattern.search(text, span.start, span.end) if pattern else None
    return Span(*found.span(1)) if found and found[1] == key else None


def given(name: str, text: str) -> Iterator[tuple[str, Span]]:
    """The keys that entries of a text are given, and where."""
    suffix = PurePath(name).suffix.lower()
    if suffix in LISTS or suffix == ".tex":
        yield from _each(_ENTRY if suffix in LISTS else _ITEM, text)


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


def _each(pattern: re.Pattern[str], text: str) -> Iterator[tuple[str, Span]]:
    for found in pattern.finditer(text):
        yield found[1], Span(*found.span(1))


def _in_list(found: re.Match[str]) -> Iterator[tuple[str, Span]]:
    """Keys that commas part."""
    start = found.start(1)
    for key in found[1].split(","):
        bare = key.strip()
        if bare:
            at = start + key.index(bare)
            yield bare, Span(at, at + len(bare))
        start += len(key) + 1
