"""The references of a list, read in the style that they share; entries that hold two references are split."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import evolve

from refcheck.lexicon import Term, patterns, wordings, words
from refcheck.model import DOUBTED, Field, Name, Reference, Span
from refcheck.model.csl import PEOPLE
from refcheck.parsing.names import joint_roles
from refcheck.parsing.names.name_words import is_and, is_east_asian_family, is_given, is_initials
from refcheck.parsing.reading import LONGEST, Draft, build_reference, draft, drafts, unread
from refcheck.parsing.short_titles import in_full, where_before
from refcheck.parsing.splitting import CERTAIN, STANDALONE_YEAR, Entry
from refcheck.parsing.splitting.joined import parted, pieces, without_quoted
from refcheck.parsing.style import Step, Style, steps
from refcheck.parsing.tagging.labels import each_run
from refcheck.parsing.tagging.tagger import MODEL, alternatives, load
from refcheck.text.deferred import deferred
from refcheck.text.folding import fold

_TWO = 2
"""The fewest years in a text of two references."""

_NAME = re.compile(r"(?<=[\w.)\]/])[.;,]?\s+(?:\[?\d{1,3}[\].]{1,2}\s?)?[^\W\d_a-z][\w'’.-]{0,20},?\s[^\W\d_a-z]")
"""The place where a second reference may begin: two capitalised words after the end of the first reference."""


def apart(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the entries, with those of several references split; the second reference of entry 12 has the key 12.2.

    If 13 is printed before it, and no other entry has this key but one has 14, its key is 13.
    """
    keys = {entry.key for entry in entries}
    for entry in parted(entries):
        cut = _cut(entry.raw)
        label = _LABEL.search(entry.raw, 0, cut) if cut else None
        number = int(label[1]) if label and f"{int(label[1]) - 1}" == entry.key else None
        if cut and label and number and str(number) not in keys and str(number + 1) in keys:
            first, *rest = pieces(entry, [(label.start(), cut)])
            yield from (first, *(evolve(each, key=str(number)) for each in rest))
        else:
            yield from pieces(entry, [(cut, cut)] if cut else [])


_LABEL = re.compile(r"(?<=[.)\]\d])\s+[\[(]?(\d{1,4})[\].)]{1,2}\s*$")
"""The number of a reference at the end of the text before it: "85:347. 21. "."""


def _cut(raw: str) -> int | None:
    """Return the place where a second reference begins in a text, or ``None`` if nothing suggests a second one."""
    if len(raw) > LONGEST or len(STANDALONE_YEAR.findall(raw)) < _TWO or not _NAME.search(raw):
        return None
    made = draft(raw, MODEL)
    if made.rest is None:
        return None
    start = made.rest.start
    cut = made.source.rendered.source(start, start + 1)[0] if made.source else start
    return None if without_quoted(raw)[cut] == "\0" else cut


_REPEATED = re.compile(
    r"\s*(?:\[?\d{1,3}[\].)]\s*)?(?P<mark>[—–―]{1,}|[-_‐‑−]{2,}|"
    rf"(?P<word>(?i:{patterns.alternatives(wordings(Term.SAME_AUTHOR))})(?:\.|(?=\s?[,:;(]))))(?=[\s.,:;(/])"
)
"""Dashes or a word in place of the authors: "———.", "______, ", "--- (1999)", "Ders.", "Idem"."""


_REPEATED_IN = deferred(
    rf"\b(?i:{patterns.alternatives(words(Term.IN))}):?\s+(?P<mark>[-_—–―‐‑−]{{2,}}(?:\s?[;,]\s?[-_—–―‐‑−]{{2,}})*)(?=[\s.,:;(])"
)
"""Dashes in place of a book's editors, who also wrote the chapter: "In: ______ (org.)", "In ———, "."""

_MARKS = frozenset("_—―")
"""Characters of which such dashes mostly have one: a quick check before the slow pattern."""

_AT_ONCE = 500
"""The number of references of a list that are read at once, and from which its style is inferred."""


def parse_list(entries: Sequence[Entry]) -> tuple[Reference, ...]:
    """See :func:`refcheck.parsing.parse_list`."""
    return _joined(_with_organisations(tuple(_read(entries, Style.of))))


def parse_each(entries: Sequence[Entry]) -> tuple[Reference, ...]:
    """See :func:`refcheck.parsing.parse_each`."""
    return _joined(_read(entries, lambda references: None))


def _as_certain_as_entry(reference: Reference, entry: Entry, labels: Sequence[str]) -> Reference:
    """Return the reference, with its fields in doubt if it is uncertain that the entry begins and ends where it was cut."""
    if entry.certainty >= CERTAIN and not _are_several(labels):
        return reference
    fields = (evolve(each, confidence=min(each.confidence or 0.0, DOUBTED)) for each in reference.fields)
    return evolve(reference, fields=tuple(fields))


_LATE = frozenset({"container", "volume", "pages", "publisher"})
"""Labels of what follows the title."""


def _are_several(labels: Sequence[str]) -> bool:
    """Return whether labels may be those of several references: authors or a title begin again after most of a reference.

    Of 3,000 labelled references 2 have such labels, one of which has three works; of 1,500 random pairs set as one 501 do. Of
    29,404 written ones 10 have authors between two titles and no other sign: most are several, the others give a translation.
    """
    order = [label for label, _, _ in each_run(labels)]
    for place, label in enumerate(order):
        if label not in ("author", "title") or label not in order[:place]:
            continue
        before, after = set(order[:place]), set(order[place + 1 :])
        is_dated = "date" in before & after
        if label == "author" and (before & _LATE or ("title" in before and (is_dated or "title" in after))):
            return True
        if label == "title" and is_dated and before & _LATE - {"container"}:
            return True
    return False


def _keys(entries: Sequence[Entry]) -> list[str]:
    """Return the key of each entry: the printed one, or its position."""
    printed = {entry.key for entry in entries if entry.key}
    places = (f"{place}a" if str(place) in printed else str(place) for place in range(1, len(entries) + 1))
    return [entry.key or place for entry, place in zip(entries, places, strict=True)]


def _read(
    entries: Sequence[Entry], style_of: Callable[[Sequence[Sequence[Step]]], Style | None]
) -> Iterator[Reference]:
    """Yield the references of the entries, read in the style that ``style_of`` infers from the steps from token to token."""
    keys = _keys(entries)
    for first in range(0, len(entries), _AT_ONCE):
        some = entries[first : first + _AT_ONCE]
        made = drafts([entry.raw for entry in some if len(entry.raw) <= LONGEST], MODEL)
        taken = [steps(each.tokens, each.tagged.labels) for each in made]
        style = style_of(taken)
        read = iter([_restyled(each, own, style) for each, own in zip(made, taken, strict=True)] if style else made)
        for key, entry in zip(keys[first : first + _AT_ONCE], some, strict=True):
            if len(entry.raw) > LONGEST:
                yield unread(entry.raw, key=key, spans=entry.spans)
            else:
                drafted = next(read)
                reference = build_reference(drafted, key=key, spans=entry.spans)
                yield _as_certain_as_entry(reference, entry, drafted.tagged.labels)


def _restyled(made: Draft, own: Sequence[Step], style: Style) -> Draft:
    """Return a draft with the labels that fit the list; where that changes a label, the probabilities of both are added."""
    tagged = made.tagged
    possible = alternatives(tagged)
    if all(len(labels) == 1 for labels in possible):
        return made
    labels = style.labels(made.tokens, own, possible, load(MODEL).steps)
    summed = [
        min(sum(likely[label] for label in {before, after}), 1.0)
        for likely, before, after in zip(possible, tagged.labels, labels, strict=True)
    ]
    return made._replace(tagged=tagged._replace(labels=labels, probabilities=summed))


_MANY = 6
"""The number of authors among whom one may be printed in another form than the list's. Source: a judgement; not fitted."""


def _with_organisations(references: Sequence[Reference]) -> Iterator[Reference]:
    """Yield the references; if most authors have a comma or initials, those without become organisations: "Pacific Tools"."""
    names = [_plain_name(each) for each in references]
    persons = [each for each in references if each.work.author and each.work.author[0].given]
    are_few = len(persons) >= _MANY * sum(map(bool, names))
    for name, reference in zip(names, references, strict=True):
        if not (name and are_few):
            yield reference
            continue
        fields = (evolve(each, value=name) if each.name == "author" else each for each in reference.fields)
        work = evolve(reference.work, author=(Name(literal=name),))
        yield evolve(reference, work=work, fields=tuple(fields))


def _plain_name(reference: Reference) -> str:
    """Return the only author if printed without comma, initials and words known from persons' names, otherwise ``""``."""
    printed = next((field.raw or "" for field in reference.fields if field.name == "author"), "").rstrip(" .")
    is_person = any(is_given(word) or is_initials(word) or is_east_asian_family(fold(word)) for word in printed.split())
    is_alone = not reference.work.author_et_al and [bool(each.given) for each in reference.work.author] == [True]
    return " ".join(printed.split()) if is_alone and not is_person and "," not in printed else ""


def _joined(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """Return the references, with the authors that dashes and words stand for, and the full titles of books cited in short form."""
    found: list[Reference] = []
    for printed in references:
        reference, role = _without_mark(where_before(printed, found[-1] if found else None))
        found.append(_with_editors(_with_authors(reference, found[-1], role) if found else reference))
    return in_full(found)


def _without_mark(reference: Reference) -> tuple[Reference, str]:
    """Return the reference without a word for the authors above read as a name, and their role: "Ders.", "Dies. (Hg.)"."""
    mark = _REPEATED.match(reference.raw)
    end = mark.end("word") if mark else -1
    named = [field for field in reference.fields if field.name in PEOPLE and field.span.end <= end]
    if mark is None or not named:
        return reference, "author"
    work = reference.work
    people = {role: getattr(work, role)[sum(field.name == role for field in named) :] for role in PEOPLE}
    fields = tuple(field for field in reference.fields if field not in named)
    unread = (Span(*mark.span("mark")), *reference.unread)
    return evolve(reference, work=evolve(work, **people), fields=fields, unread=unread), named[0].name


def _with_authors(reference: Reference, before: Reference, role: str) -> Reference:
    mark = _REPEATED.match(reference.raw)
    people = before.work.author or before.work.editor or before.work.translator
    if not people or not (mark or _is_further_place(before, reference)):
        return reference
    place, mark_end = (Span(*mark.span("mark")), mark.end()) if mark else (Span(0, 0), 0)
    own = next((field for field in reference.fields if field.name in PEOPLE), None)
    if own and _are_joined(reference.raw[mark_end : own.span.start]):
        roles: Sequence[str] = (own.name,)
    elif any(field.name == "author" and field.span.start < 60 for field in reference.fields):
        return reference
    else:
        roles = tuple(_roles_after(reference, mark_end)) or (role,)
    if above := _REPEATED.match(before.raw):
        # "A", "——— and B", "———": the second mark stands for the same people as the first
        meant = Span(*above.span("mark"))
        people = people[: len({field.value for field in before.fields if field.span == meant}) or None]
    # the people meant are not printed: it may be only the first of those above, or those above in another list
    named = _with_people(reference, place, people, before, roles)
    return evolve(named, work=evolve(named.work, author_et_al=reference.work.author_et_al or before.work.author_et_al))


def _with_people(
    reference: Reference, place: Span, people: tuple[Name, ...], of: Reference, roles: Sequence[str]
) -> Reference:
    """Return the reference with people named in ``of``, which may be itself, in place of a mark, and their fields in doubt."""
    work = reference.work
    doubt = min([DOUBTED, *(field.confidence or 0.0 for field in of.fields if field.name in PEOPLE)])
    named = {each: (*people, *getattr(work, each)) for each in roles}
    stated = Field(name="", value="", span=place, raw=place.of(reference.raw), confidence=doubt)
    fields = (evolve(stated, name=each, value=str(name)) for each in roles for name in people)
    return evolve(
        reference,
        work=evolve(work, **named),  # type: ignore[arg-type]  # by role
        fields=(*fields, *reference.fields),
        unread=tuple(each for each in reference.unread if each != place),
    )


def _with_editors(reference: Reference) -> Reference:
    """Return the reference, with its authors also as editors of the book if a mark stands for them: "In: ______ (org.)."."""
    mark = _REPEATED_IN.search(reference.raw) if _MARKS.intersection(reference.raw) else None
    if mark is None or any(field.span.start <= mark.start("mark") < field.span.end for field in reference.fields):
        return reference
    return _with_people(reference, Span(*mark.span("mark")), reference.work.author, reference, ("editor",))


def _is_further_place(before: Reference, reference: Reference) -> bool:
    """Return whether the second work of an entry states only where it appeared, as chemists cite another of the same authors:
    "…, 93, 4219; ibid. 1971, 93, 4315"."""
    entry, _, part = reference.key.rpartition(".")
    work = reference.work
    is_second = part.isdecimal() and entry in {before.key, before.key.rpartition(".")[0]} - {""} and before.work.author
    is_more = work.type != "article-journal" or work.author or work.editor or work.title or reference.identifiers
    return bool(is_second and not is_more and work.container_title and work.volume and work.page)


def _are_joined(between: str) -> bool:
    """Return whether names continue after a mark: a comma, semicolon, slash or "and" joins them; only a space follows a bullet."""
    words = re.sub("[,;/]", " & ", between.lstrip(".")).split()
    return bool(words) and all(map(is_and, words))


def _roles_after(reference: Reference, place: int) -> Iterator[str]:
    """Yield the roles stated for the people a mark stands for: "———, ed. and trans. Title"; none for "———, ed. by A. Lund"."""
    for role, end in joint_roles(reference.raw, place):
        if any(
            field.span.start < end or (field.name in PEOPLE and field.span.start - end < _NEAR)
            for field in reference.fields
        ):
            return
        yield role


_NEAR = 3
"""The distance after a role within which a name belongs to that role."""
