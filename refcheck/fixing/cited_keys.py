"""Keys of entries, and where texts cite them.

Source: the cite commands of LaTeX, natbib and biblatex; Pandoc's ``[@key]``; MyST's ``{cite}`key` ``; Typst's ``@key`` and
``#cite(<key>)``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from refcheck.model import Span
from refcheck.model.formats import suffixes_of
from refcheck.text.deferred import deferred
from refcheck.text.marks import KEY_OF_ROLE

ENTRY = re.compile(r"@[ \t]*(?!(?i:string|comment|preamble)\b)[A-Za-z]+[ \t]*[{(][ \t]*([^\s,{}()=\"]+)[ \t]*(?=,)")
"""An entry of BibTeX: ``@article{doe2001,``, ``@book(roe,``."""
_INHERITED = re.compile(r"\b(?:crossref|xref|xdata)\s*=\s*[{\"]([^{}\"]+)[}\"]", re.IGNORECASE)
"""A field that names the entry to inherit from: ``crossref = {roe}``, ``xdata="a, b"``."""
ITEM = re.compile(r"\\bibitem(?:\[[^\]\n]*\])?\{([^{}\n]+)\}")
"""An entry of LaTeX: ``\bibitem{doe2001}``, ``\bibitem[Doe(2001)]{doe2001}``."""
_CITE = re.compile(r"\\(?:[A-Za-z]*[cC]ite[A-Za-z]*|nocite)\*?(?:\s*\[[^\]\n]*\]){0,2}\s*\{([^{}\n]*)\}")
"""A citation of LaTeX: ``\\citep[see][5]{doe, roe}``, ``\\Parencite{doe}``."""
_WORD = r"[\w\d](?:[\w\d:.#$%&+?<>~/-]*[\w\d])?"
_AT = re.compile(rf"(?<![\w@.\\])@\{{?({_WORD})")
"""A citation of Pandoc or Typst: ``@doe[p. 5]``, ``[-@roe:2001]``, ``@{doe}``."""
_KEY = re.compile(_WORD)
"""A word that may be a key, wherever it occurs: ``doe2001``, ``roe:2001``."""
_ENCLOSED = deferred(
    r"(?<=[{`\"'<])((?:[^\s{}`\"'<>,;]|(?<=\w)'(?=\w))+(?:[,;]\s*(?:[^\s{}`\"'<>,;]|(?<=\w)'(?=\w))+)*)(?=[}`\"'>])"
)
"""Probable keys, and nothing else, as the argument of any command: ``\\seeref{doe, roe}``, ``label("doe")``."""
_LABEL = re.compile(r"#cite\(\s*<([^<>\s]+)>")
"""A citation of Typst: ``#cite(<roe>)``, ``#cite( <doe>``."""
_ORG = re.compile(rf"(?:\[cite(?:/[\w/-]*)?:|;)[^\]@;\n]*@({_WORD})")
"""A citation of Org: ``[cite:@doe2001]``, ``[cite/t:see @doe;@roe]``."""
_ROLE = re.compile(r"[:{](?:foot)?cite(?::\w+)?[:}]`([^`\n]+)`")
"""A citation of reStructuredText or MyST: ``:cite:`doe, roe` ``, ``{cite:t}`doe; roe` ``."""
_IN_LIST = re.compile(r"([^\s,](?:[^,]*[^\s,])?)")

LISTS = suffixes_of("bibtex")

_MARKDOWN = (_AT, _LABEL), (_ROLE,)
_KEYS: Mapping[str, tuple[Sequence[re.Pattern[str]], Sequence[re.Pattern[str]]]] = {
    **dict.fromkeys(LISTS, ((ENTRY,), (_INHERITED,))),
    **dict.fromkeys((".md", ".rmd", ".qmd", ".typ"), _MARKDOWN),
    ".tex": ((ITEM,), (_CITE,)),
    ".org": ((_ORG,), ()),
    ".rst": ((), (_ROLE,)),
}
"""By the suffix of a file: patterns of a single key, and patterns of several keys with commas between them."""

TEXTS = tuple(suffix for suffix in _KEYS if suffix not in LISTS)

SOUND = re.compile(r"[^\s{}(),=\"#%~\\@']+")
"""A key that is valid in all the formats."""


def occurrences(name: str, text: str) -> Iterator[tuple[str, Span]]:
    """Yield the keys in a text, with their spans."""
    single, several = _KEYS.get(PurePath(name).suffix.lower(), ((), ()))
    for pattern in single:
        yield from ((found[1], Span(*found.span(1))) for found in pattern.finditer(text))
    for pattern in several:
        for found in pattern.finditer(text):
            yield from _in_list(found)


def occurrences_in_text(name: str, text: str) -> Iterator[tuple[str, Span]]:
    """Yield the keys that a text cites, with their spans; a text of unknown format is read as LaTeX, or else as Markdown."""
    known = PurePath(name).suffix.lower() in TEXTS
    return occurrences(name if known else "x.tex" if _CITE.search(text) else "x.md", text)


def left_over(name: str, text: str, keys: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield those of the keys that occur in a text outside recognised citations, with the line of the first occurrence.

    A key without digits, which may be an ordinary word, counts only if it is alone between braces, back-ticks or quotation marks.
    A key in other capitals is the same for BibTeX, but not for biber: it is yielded even if it is in a citation.
    """
    missed = set(keys)
    small = {key.lower(): key for key in missed}
    cited = {span.start for key, span in occurrences_in_text(name, text) if key in missed}
    words = ((found[0], found.start()) for found in _KEY.finditer(text) if any(map(str.isdigit, found[0])))
    enclosed = ((key, span.start) for found in _ENCLOSED.finditer(text) for key, span in _in_list(found))
    for word, start in sorted((*words, *enclosed), key=lambda each: each[1]):
        key = word if word in missed else small.get(word.lower(), "")
        if key in missed and start not in cited:
            missed.discard(key)
            yield key, text.count("\n", 0, start) + 1


def _in_list(found: re.Match[str]) -> Iterator[tuple[str, Span]]:
    """Yield keys that are separated by commas, or, outside LaTeX and BibTeX, by semicolons too."""
    each = _IN_LIST if found.re in (_CITE, _INHERITED) else KEY_OF_ROLE
    for key in each.finditer(found[1]):
        yield key[1], Span(*key.span(1)).shifted(found.start(1))
