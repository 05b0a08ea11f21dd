"""Containers cited in short form because the list has them in full: "In Okafor, Gates and Tides, 71–90"; "Roe, ibid. 65, 12"."""

from collections import defaultdict
from collections.abc import Sequence

from attrs import evolve

from refcheck.lexicon import Term, words
from refcheck.lexicon.patterns import alternatives
from refcheck.model import DOUBTED, Field, Reference, Span
from refcheck.text.deferred import deferred
from refcheck.text.folding import fold

_IDENTIFYING = ("title", "container_title", "editor")
"""Fields that identify the book that is meant."""

_BESIDE_NAMES = words(Term.AND, Term.EDITOR, Term.OTHERS_WORD, Term.OTHERS) | {"et", "al", "and"}
"""Words that are printed beside names: "and", "eds", "et al."."""

_IBID = deferred(rf"(?i:{alternatives(words(Term.IBID))})\b[\s.,]*(?P<section>[A-Z]?)")
"""A word for the journal of the preceding work, perhaps with the letter of another section: "ibid.", "Ibid. D"."""


def where_before(reference: Reference, before: Reference | None) -> Reference:
    """Return a reference with the container of the one before if its own says "ibid."; without one if that has none.

    It also takes volume, issue and year of the work before if it has none of these: "in: ebd., S. 77–94".
    """
    field = reference.field("container_title")
    if field is None or (same := _IBID.fullmatch(field.value)) is None:
        return reference
    title = before.work.container_title if before else None
    if title and same["section"]:
        title = f"{title[:-2] if title[-2:-1] == ' ' else title} {same['section']}"
    work, sure = reference.work, min(DOUBTED, field.confidence or 0.0)
    meant = [evolve(field, value=title, confidence=sure)] if title else []
    if before and title and not (work.volume or work.issue or work.issued or same["section"]):
        issue = [each for each in before.fields if each.name in ("volume", "issue", "issued")]
        meant += [evolve(each, span=field.span, raw=field.raw, confidence=sure, repairs=()) for each in issue]
        work = evolve(work, **{each.name: getattr(before.work, each.name) for each in issue})
    return evolve(
        reference,
        work=evolve(work, container_title=title),
        fields=tuple(part for each in reference.fields for part in (meant if each is field else (each,))),
        unread=reference.unread if meant else (*reference.unread, field.span),
    )


def in_full(references: Sequence[Reference]) -> tuple[Reference, ...]:
    """Return the references of a list; books named by editors and the beginning of the title get the title that the list has."""
    books: dict[str, list[Reference]] = defaultdict(list)
    for reference in references:
        work = reference.work
        if work.editor and work.title and not work.container_title:
            books[fold(work.editor[0].headword)].append(reference)
    return tuple(_in_full(reference, books) for reference in references) if books else tuple(references)


def _in_full(reference: Reference, books: dict[str, list[Reference]]) -> Reference:
    field, work = reference.field("container_title"), reference.work
    if field is None or work.publisher or work.publisher_place:
        return reference
    names = "" if work.editor else field.raw.rpartition(", ")[0]
    start = field.span.start + (len(names) + len(", ") if names else 0)
    short = fold(reference.raw[start : field.span.end])
    editors = {*fold(names or " ".join(map(str, work.editor))).split()}
    meant = [book for family in editors & books.keys() for book in books[family] if _is_meant(editors, short, book)]
    if len(meant) != 1 or (work.editor and short == fold(meant[0].work.title or "")):
        return reference
    (book,) = meant
    sure = min(DOUBTED, *[each.confidence or 0.0 for each in (field, *book.fields) if each.name in _IDENTIFYING])
    span = Span(start, field.span.end)
    full = evolve(field, value=book.work.title or "", span=span, raw=span.of(reference.raw), confidence=sure)
    people = Span(field.span.start, field.span.start + len(names))
    named = [
        Field(name="editor", value=str(name), span=people, raw=names, confidence=sure)
        for name in book.work.editor
        if names
    ]
    return evolve(
        reference,
        work=evolve(work, container_title=full.value, editor=work.editor or book.work.editor),
        fields=tuple(part for each in reference.fields for part in ((*named, full) if each is field else (each,))),
    )


def _is_meant(editors: set[str], short: str, book: Reference) -> bool:
    """Return whether a book's title begins with the short one, and all other words are its editors' names or go with names."""
    known = {*fold(" ".join(map(str, book.work.editor))).split()} | _BESIDE_NAMES
    return editors <= known and f"{fold(book.work.title or '')} ".startswith(f"{short} ")
