"""Comments in a source that waive findings of a rule: ``% refcheck: allow year-differs the printed year is later``.

A comment on a line of its own is about the reference that begins below it; any other comment is about the reference that it
is in or follows.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from refcheck.model import Bibliography, Reference
from refcheck.settings.selecting import unknown
from refcheck.settings.values import Waiver
from refcheck.text.edits import LINE_END

SOURCE = "the source"
"""The ``who`` of a waiver by a comment."""

_UNEXPLAINED = "a comment allows it"

_ALLOW = r"[ \t]*refcheck:[ \t]*allow[ \t](?P<said>.*?)"
"""Text after "refcheck:" up to the comment's end: "allow year-differs, doi-* the journal counts so"."""


class _Comment(NamedTuple):
    """A kind of comment: the pattern that finds it, and its beginning and end."""

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
"""The comments of the formats that have them, by the reader's name of the format."""

_MARKS = tuple(kind.begin.strip() for kind in _COMMENTS.values())
"""The beginnings of lines that are comments, in any of the formats."""


def takes_comments(form: str) -> bool:
    """Return whether documents of the format can contain such comments."""
    return form in _COMMENTS


def comment(form: str, code: str, why: str) -> str:
    """Return the comment that waives a rule in a format that has comments: ``% refcheck: allow year-differs why``."""
    kind = _COMMENTS[form]
    return f"{kind.begin}refcheck: allow {code} {why}{kind.end}"


def allowed(
    bibliography: Bibliography, source: str, codes: Collection[str]
) -> tuple[tuple[Waiver, ...], tuple[str, ...]]:
    """Return the waivers by the comments of a source.

    Args:
        bibliography: the references read from the source.
        source: the text of the source, with its comments.
        codes: the codes of all rules.

    Returns:
        The waivers, and notes for the user about comments without effect: with an unknown code, or not about a reference.
    """
    kind = _COMMENTS[bibliography.document.format]
    lines = LINE_END.split(source)
    starts = _Starts(bibliography, lines)
    waivers: list[Waiver] = []
    notes = []
    for number, line in enumerate(lines, start=1):
        for found in kind.pattern.finditer(line):
            patterns, why = _split(found["said"])
            faults = [fault for pattern in patterns if (fault := unknown(pattern, codes)) is not None]
            is_alone = not kind.pattern.sub("", line).strip()
            reference = (starts.below if is_alone and kind is _MARKUP else starts.at)(number)
            if faults or not patterns or reference is None:
                fault = "; ".join(faults) or ("it is not about a reference" if patterns else "it names no code")
                notes.append(f"The comment on line {number} has no effect: {fault}")
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


def _split(said: str) -> tuple[tuple[str, ...], str]:
    """Return the codes, which are separated by commas, and the reason after them: ``year-differs, doi-*: the print is later``."""
    words = said.split()
    count = 1 + next((number for number, word in enumerate(words) if not word.endswith(",")), len(words))
    codes = ",".join(words[:count]).rstrip(":").split(",")
    return tuple(code for code in codes if code), " ".join(words[count:]) or _UNEXPLAINED


class _Starts:
    """The lines of a source on which its references begin."""

    def __init__(self, bibliography: Bibliography, lines: Sequence[str]) -> None:
        references = [reference for reference in bibliography.references if reference.spans]
        places = bibliography.document.places(reference.spans[0] for reference in references)
        starts = sorted(zip((place.line for place in places), references, strict=True), key=lambda pair: pair[0])
        self._numbers = [number for number, _ in starts]
        self._references = [reference for _, reference in starts]
        self._lines = lines

    def at(self, number: int) -> Reference | None:
        """Return the reference that a comment on a line is about: the one that begins directly below it, else the one around it."""
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
    """Return whether a line is a comment or blank."""
    return not line.strip() or line.lstrip().startswith(_MARKS)
