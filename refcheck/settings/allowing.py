"""Comments in a source that allow what a rule finds: ``% refcheck: allow year-differs the printed year is later``.

A comment on a line of its own is about the reference that begins below it; any other is about the reference that it stands
in or behind.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from refcheck.model import Bibliography, Reference
from refcheck.settings.selecting import unknown
from refcheck.settings.values import Waiver

SOURCE = "the source"
"""Who waives what a comment allows."""

_UNEXPLAINED = "a comment allows it"

_ALLOW = r"[ \t]*refcheck:[ \t]*allow[ \t](?P<said>.*?)"
"""What follows "refcheck:" up to the comment's end: "allow year-differs, doi-* the journal counts so"."""


class _Comment(NamedTuple):
    """How a kind of comment is found, and how one begins and ends."""

    pattern: re.Pattern[str]
    begin: str
    end: str = ""


_PERCENT = _Comment(re.compile(rf"(?<!\\)%+{_ALLOW}$"), "% ")
_SLASHES = _Comment(re.compile(rf"//+{_ALLOW}$"), "// ")
_HASH = _Comment(re.compile(rf"#+{_ALLOW}$"), "# ")
_MARKUP = _Comment(re.compile(rf"<!--{_ALLOW}-->"), "<!-- ", " -->")

_COMMENTS: Mapping[str, _Comment] = {
    "bibtex": _PERCENT,
    "latex": _PERCENT,
    "typst": _SLASHES,
    "hayagriva": _HASH,
    "csl-yaml": _HASH,
    "markdown": _MARKUP,
    "html": _MARKUP,
    "jats": _MARKUP,
    "tei": _MARKUP,
    "endnote-xml": _MARKUP,
    "zotero-rdf": _MARKUP,
}
"""The comments of the formats that have some, by the reader's name of the format."""

_MARKS = tuple(kind.begin.strip() for kind in _COMMENTS.values())
"""How a line begins that is a comment and no reference, in whatever format."""

_LINE_END = re.compile(r"\r\n|\r|\n")
"""Where a line ends, in the Unix, DOS or old Mac way."""


def takes_comments(form: str) -> bool:
    """Return whether documents of the format can hold comments that allow."""
    return form in _COMMENTS


def comment(form: str, code: str, why: str) -> str:
    """The comment that allows a rule in a document of a format that takes comments: ``% refcheck: allow year-differs why``."""
    kind = _COMMENTS[form]
    return f"{kind.begin}refcheck: allow {code} {why}{kind.end}"


def allowed(
    bibliography: Bibliography, source: str, codes: Collection[str]
) -> tuple[tuple[Waiver, ...], tuple[str, ...]]:
    """Return what the comments of a source allow.

    Args:
        bibliography: what was read from it.
        source: the text of the source itself, comments and all.
        codes: the codes of all rules.

    Returns:
        The waivers, and notes for people about comments that allow nothing: a code that is none, no reference to be about.
    """
    kind = _COMMENTS[bibliography.document.format]
    lines = _LINE_END.split(source)
    begun = _Begun(bibliography, lines)
    waivers: list[Waiver] = []
    notes = []
    for number, line in enumerate(lines, start=1):
        for found in kind.pattern.finditer(line):
            patterns, why = _parted(found["said"])
            faults = [fault for pattern in patterns if (fault := unknown(pattern, codes)) is not None]
            is_alone = not kind.pattern.sub("", line).strip()
            reference = (begun.below if is_alone and kind is _MARKUP else begun.at)(number)
            if faults or not patterns or reference is None:
                fault = "; ".join(faults) or ("it is about no reference" if patterns else "it names no code")
                notes.append(f"The comment on line {number} allows nothing: {fault}")
                continue
            waivers += [
                Waiver(
                    fingerprint=reference.fingerprint,
                    code=pattern,
                    who=SOURCE,
                    why=why,
                    file=bibliography.document.name,
                )
                for pattern in patterns
            ]
    return tuple(waivers), tuple(notes)


def _parted(said: str) -> tuple[tuple[str, ...], str]:
    """Return the codes, which have commas between them, and the reason behind: ``year-differs, doi-*: the print is later``."""
    words = said.split()
    count = 1 + next((number for number, word in enumerate(words) if not word.endswith(",")), len(words))
    codes = ",".join(words[:count]).rstrip(":").split(",")
    return tuple(code for code in codes if code), " ".join(words[count:]) or _UNEXPLAINED


class _Begun:
    """On which lines of a source its references begin."""

    def __init__(self, bibliography: Bibliography, lines: Sequence[str]) -> None:
        references = [reference for reference in bibliography.references if reference.spans]
        places = bibliography.document.places(reference.spans[0] for reference in references)
        begun = sorted(zip((place.line for place in places), references, strict=True), key=lambda pair: pair[0])
        self._numbers = [number for number, _ in begun]
        self._references = [reference for _, reference in begun]
        self._lines = lines

    def at(self, number: int) -> Reference | None:
        """The reference that a comment there is about: the one that begins right below it, else the one that it stands in."""
        following = bisect_right(self._numbers, number)
        if following < len(self._numbers) and all(
            map(_is_comment, self._lines[number - 1 : self._numbers[following] - 1])
        ):
            return self._references[following]
        return self._references[following - 1] if following else None

    def below(self, number: int) -> Reference | None:
        """Return the first reference that begins on a later line."""
        following = bisect_right(self._numbers, number)
        return self._references[following] if following < len(self._references) else None


def _is_comment(line: str) -> bool:
    """Return whether a line holds nothing else."""
    return not line.strip() or line.lstrip().startswith(_MARKS)
