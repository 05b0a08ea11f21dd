"""Changes of a text: what a finding requests, what the source makes of it, the text with it, and the difference as a patch."""

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import diff_bytes, unified_diff
from io import BytesIO, StringIO
from typing import Any

from attrs import evolve, frozen

from refcheck.model import Document, Finding, Fix, Reference, Safety, Span
from refcheck.text.edits import applied as text_with


@frozen(kw_only=True)
class RequestedEdit:
    """A finding with a fix, and the reference that it is of."""

    reference: Reference
    finding: Finding
    fix: Fix

    @property
    def order(self) -> tuple[bool, int, int, int]:
        """What is made first, where two cannot be made together: the safe, the grave, the early, the long."""
        span = self.fix.span
        return (self.fix.safety is not Safety.SAFE, -self.finding.rule.severity.rank, span.start, -len(span))

    @property
    def variable(self) -> str | None:
        """The CSL variable that it is about, if it is one."""
        return self.fix.adds or next((each.field for each in self.finding.evidence), None)

    @property
    def is_of_people(self) -> bool:
        """Whether it is about people as a whole, who stand apart in the source: several, or one with the given name."""
        authors, cited = [each for each in self.reference.fields if each.name == "author"], self.reference.work.author
        touched = [at for at, each in enumerate(authors) if each.span.overlaps(self.fix.span)]
        if self.variable != "author" or len(touched) != 1 or len(authors) != len(cited):
            return self.variable == "author" and len(touched) > 1
        return bool(cited[touched[0]].given) and self.fix.span.holds(authors[touched[0]].span)

    @property
    def text(self) -> str:
        """The new value, on one line."""
        return " ".join(self.fix.replacement.split())

    def text_for(self, printed: str) -> str:
        """Return the new value as it stands in the place of a printed one: pages with its en dash, if it has one."""
        return self.text.replace("-", "\u2013") if self.variable == "page" and "\u2013" in printed else self.text

    def edit(self, span: Span, text: str, **more: Any) -> "Edit":
        """Return the change of the document's text that it comes to."""
        return Edit(span=span, replacement=text, key=self.reference.key, codes=(self.finding.code,), **more)


@frozen(kw_only=True)
class Source:
    """What is written into: the document, and whether its encoding has the characters of a text."""

    document: Document
    can_write: Callable[[str], bool]
    is_ascii: bool


@frozen
class Change:
    """A requested edit as the source's format writes it: ``span``, in ``Reference.raw``, becomes ``text``."""

    span: Span
    text: str

    def made_in(self, raw: str) -> str:
        """Return the reference with it."""
        return raw[: self.span.start] + self.text + raw[self.span.end :]


@frozen
class Unwritable:
    """Why a requested edit cannot be written so that the source stays sound and everything else in it as it is."""

    why: str


IN_A_NOTE = Unwritable("it stands in a note, an abstract or a licence, which are left as they are")
"""Why nothing is changed in what no reference is printed from."""

IN_PIECES = Unwritable("it is not within one value")
UNPLACED = Unwritable("where it stands in the source is not sure")
NOT_HERE = Unwritable("it cannot be written in this format")
NOT_ENCODED = Unwritable("the file's encoding lacks a character of it")

_LINE_END = re.compile(r"\r\n|\r|\n")


def line_end(text: str) -> str:
    """Return the line end that a text has first; a line feed where it has none."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


_NO_LINE_END = "\\ No newline at end of file\n"


def diff(before: str, after: str, name: str) -> Iterator[str]:
    """Yield the lines of the unified difference, each with its end; none where the texts are equal.

    Only a line feed ends a line here, as in ``patch``.
    """
    was, now = (StringIO(text, newline="\n").readlines() for text in (before, after))
    for line in unified_diff(was, now, fromfile=name, tofile=name):
        if line.endswith("\n"):
            yield line
        else:
            yield f"{line}\n"
            yield _NO_LINE_END


def difference_of_bytes(before: bytes, after: bytes, name: str) -> bytes:
    """Return the same of files as they are on the disk, whatever their encoding."""
    was, now = (BytesIO(data).readlines() for data in (before, after))
    called = name.encode("utf-8", "surrogateescape")
    found = diff_bytes(unified_diff, was, now, called, called)
    return b"".join(line if line.endswith(b"\n") else line + b"\n" + _NO_LINE_END.encode() for line in found)


@frozen(kw_only=True)
class Edit:
    """One change of a document's text: what stands at ``span`` becomes ``replacement``.

    ``key`` is the reference's, ``codes`` are the findings that ask for it. ``joins`` says that a line's end is taken out.
    ``fields`` are the fields of a structured reference that may be read otherwise then, ``shown`` is the same change of what
    a reader sees, where the source is markup.
    """

    span: Span
    replacement: str
    key: str
    codes: tuple[str, ...]
    joins: bool = False
    fields: frozenset[str] = frozenset()
    shown: tuple[Span, str] | None = None


@frozen(kw_only=True)
class Refused:
    """A fix that cannot be made: the key of the reference, the codes of the findings, and why."""

    key: str
    codes: tuple[str, ...]
    why: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with the edits, which are in order and apart."""
    return text_with(text, ((edit.span.start, edit.span.end, edit.replacement) for edit in edits))


def apart(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return those of the edits that can be made together, the first before the later ones; in the order of the text.

    Equal ones are one, with the codes of all.
    """
    kept: dict[tuple[Span, str], Edit] = {}
    taken: list[Span] = []
    for edit in edits:
        same = (edit.span, edit.replacement)
        at = bisect(taken, edit.span.start, key=lambda span: span.start)
        if same in kept:
            codes = tuple(dict.fromkeys((*kept[same].codes, *edit.codes)))
            kept[same] = evolve(edit, codes=codes, fields=kept[same].fields | edit.fields)
        elif not any(edit.span.touches(other) for other in taken[max(0, at - 1) : at + 1]):
            kept[same] = edit
            taken.insert(at, edit.span)
    return tuple(sorted(kept.values(), key=lambda edit: edit.span.start))
