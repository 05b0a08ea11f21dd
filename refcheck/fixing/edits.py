"""Changes of a text: as a finding requests them, as the format of the source writes them, applied, and as a patch."""

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import diff_bytes, unified_diff
from io import BytesIO, StringIO
from typing import Any

from attrs import evolve, frozen

from refcheck.model import Document, Finding, Fix, Reference, Safety, Span
from refcheck.text.edits import LINE_END
from refcheck.text.edits import applied as text_with


@frozen(kw_only=True)
class RequestedEdit:
    """A finding with a fix, and its reference."""

    reference: Reference
    finding: Finding
    fix: Fix

    @property
    def order(self) -> tuple[bool, int, int, int]:
        """The rank among edits that cannot be made together: safe ones first, then severe ones, earlier ones, longer ones."""
        span = self.fix.span
        return (self.fix.safety is not Safety.SAFE, -self.finding.rule.severity.rank, span.start, -len(span))

    @property
    def variable(self) -> str | None:
        """The CSL variable that the edit is about, if any."""
        return self.fix.adds or next((each.field for each in self.finding.evidence), None)

    @property
    def is_of_people(self) -> bool:
        """Whether the edit is about whole names of people, which are separate in the source: several, or one with a given name."""
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
        """Return the new value in the form of a printed one: pages with an en dash, if that has one."""
        return self.text.replace("-", "\u2013") if self.variable == "page" and "\u2013" in printed else self.text

    def edit(self, span: Span, text: str, **more: Any) -> "Edit":
        """Return the corresponding change of the document's text."""
        return Edit(span=span, replacement=text, key=self.reference.key, codes=(self.finding.code,), **more)


@frozen(kw_only=True)
class Source:
    """The document that is changed, whether its encoding is known to have the characters of a text, and whether it is all ASCII."""

    document: Document
    can_write: Callable[[str], bool]
    is_ascii: bool


@frozen
class Change:
    """A requested edit as the source's format writes it: ``span``, in ``Reference.raw``, becomes ``text``."""

    span: Span
    text: str

    def made_in(self, raw: str) -> str:
        """Return the text of the reference with the change."""
        return raw[: self.span.start] + self.text + raw[self.span.end :]


@frozen
class Unwritable:
    """The reason why a requested edit cannot be written: the source would be broken, or something else in it would change."""

    why: str


IN_A_NOTE = Unwritable("it is in a note, an abstract or a licence, which are never changed")
"""The reason for fields that are not printed in references."""

IN_PIECES = Unwritable("it is not within one value")
UNPLACED = Unwritable("its place in the source is uncertain")
NOT_HERE = Unwritable("it cannot be written in this format")
NOT_ENCODED = Unwritable("the file's encoding lacks a character of it, or is not certain")


def line_end(text: str) -> str:
    """Return the first line end of a text; a line feed if it has none."""
    found = LINE_END.search(text)
    return found[0] if found else "\n"


_NO_LINE_END = "\\ No newline at end of file\n"


def diff(before: str, after: str, name: str) -> Iterator[str]:
    """Yield the lines of the unified difference, each with its end; none if the texts are equal.

    Only a line feed ends a line here, as in ``patch``.
    """
    was, now = (StringIO(text, newline="\n").readlines() for text in (before, after))
    label = _label(name)
    for line in unified_diff(was, now, fromfile=label, tofile=label):
        if line.endswith("\n"):
            yield line
        else:
            yield f"{line}\n"
            yield _NO_LINE_END


def difference_of_bytes(before: bytes, after: bytes, name: str) -> bytes:
    """Return the unified difference of the contents of files, in any encoding."""
    was, now = (BytesIO(data).readlines() for data in (before, after))
    label = _label(name).encode("utf-8", "surrogateescape")
    found = diff_bytes(unified_diff, was, now, label, label)
    return b"".join(line if line.endswith(b"\n") else line + b"\n" + _NO_LINE_END.encode() for line in found)


def _label(name: str) -> str:
    """Return a file's name for the head of a difference, with a tab after one with a space: ``patch`` else stops at the space."""
    return f"{name}\t" if " " in name else name


@frozen(kw_only=True)
class Edit:
    """One change of a document's text: the text at ``span`` becomes ``replacement``.

    ``key`` is the reference's, ``codes`` are those of the findings that request it. ``joins`` says that a line end is removed.
    ``fields`` are the fields of a structured reference that may be read differently afterwards, ``shown`` is the same change in
    the displayed text, if the source is markup.
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
    """Return the text with the edits, which must be in order and must not overlap."""
    return text_with(text, ((edit.span.start, edit.span.end, edit.replacement) for edit in edits))


def apart(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits that can be made together, in the order of the text; of edits that touch, the first given is kept.

    Equal edits become one, with the codes of all.
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
