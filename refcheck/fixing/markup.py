"""Fixes in a source of markup, at the places of the displayed text.

For example ``10.5555/tides`` in ``\\emph{Tides}, doi: 10.5555/tides``.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher

from attrs import evolve, frozen

from refcheck.fixing.accepting import Accept
from refcheck.fixing.edits import NOT_HERE, UNPLACED, Edit, RequestedEdit, Unwritable, apart, applied
from refcheck.fixing.planning import Planned, exchange, planned, requested_edits
from refcheck.identifiers import find
from refcheck.model import Bibliography, CheckedReference, Reference, Span, Unit
from refcheck.text.deferred import deferred

_LONGEST = 4_000
"""The length of the longest stretch that is compared letter by letter, in code points. Source: a judgement: above any reference."""

_MARKS = frozenset('\\{}$&#^_%~*`<>@[]"|')
"""Characters of markup in LaTeX, Markdown or Typst."""


@frozen
class Seen:
    """A place in the source. ``exact`` says that exactly this text is there, once, so that it can be replaced.

    ``likely`` says that this text is there by the order of both texts; a caller that replaces it must check what is read then.
    """

    span: Span
    exact: bool
    likely: bool = False


def seen(printed: str, span: Span, source: str) -> Seen | None:
    """Return the place, in a stretch of the source, of the text at ``span`` in its displayed text; ``None`` if it is not found."""
    wanted = span.of(printed)
    if not wanted.strip():
        found = _in_context(printed, span, source)
        return Seen(found, True) if found else None
    at = source.find(wanted)
    if at >= 0 and (source.count(wanted) == 1 or printed.find(wanted) == span.start):
        return Seen(Span(at, at + len(wanted)), source.count(wanted) == 1, True)
    if max(len(printed), len(source)) > _LONGEST:
        return None
    found = _in_context(printed, span, source) or _written(wanted, printed, source) or _wrapped(wanted, printed, source)
    if found is not None:
        return Seen(found, True)
    blocks = SequenceMatcher(None, printed, source, autojunk=False).get_matching_blocks()
    places = [
        (block.b + max(span.start - block.a, 0), block.b + min(span.end - block.a, block.size))
        for block in blocks
        if block.a < span.end and span.start < block.a + block.size
    ]
    if not places:
        return None
    whole = Span(places[0][0], places[-1][1])
    return Seen(whole, False, whole.of(source) == wanted)


_TARGET = deferred(r"[^\[\]\n]{0,100}\]\(<?(?P<target>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*){0,9})")
"""The target of a Markdown link after a part of its text: "](https://doi.org/10.1000/182"."""

_HREF, _FARTHEST = deferred(r"href=\"(?P<target>[^\"<>]*)\"[^<>]*>[^<>]*\Z"), 1_000
"""The target of a link in XML before a part of its text, and the farthest distance of it. Source: a judgement; not fitted."""

_CONTEXT = range(4, 25, 4)
"""Lengths of the context that may distinguish a place from others; the shortest that does is used."""


def _in_context(printed: str, span: Span, source: str) -> Span | None:
    """Return the place of a text that, with its context on one side, occurs just once in both texts."""
    for width in _CONTEXT:
        for start, end in ((span.start, span.end + width), (span.start - width, span.end)):
            around = printed[max(0, start) : end]
            if len(around) >= width and printed.count(around) == source.count(around) == 1:
                at = source.find(around) + span.start - max(0, start)
                return Span(at, at + len(span))
    return None


_LONGER = deferred(r"[^\W_]|[.,;:)\]]+[\"']")
"""The continuation of a longer identifier: a letter, a digit, or punctuation before the end of an attribute."""


def _twice(reference: Reference, span: Span, source: str) -> tuple[Span, ...]:
    """Return both places of a text in an identifier that is printed once and is in the source twice: as link and as its text."""
    own = [each.span for each in reference.identifiers if each.span.touches(span)]
    start, end = min(each.start for each in (span, *own)), max(each.end for each in (span, *own))
    word = reference.raw[start:end]
    if not own or reference.raw.count(word) != 1 or source.count(word) != 2:
        return ()
    places = source.find(word), source.rfind(word)
    is_longer = any(_LONGER.match(source, at + len(word)) for at in places)
    return () if is_longer else tuple(span.shifted(at - start) for at in places)


_DASH = "\u2013"


def _written(wanted: str, printed: str, source: str) -> Span | None:
    """Return the place of a text with a dash that the source writes as two hyphens: ``345--360``."""
    written = wanted.replace(_DASH, "--")
    if _DASH not in wanted or source.count(written) != 1 or printed.count(wanted) != 1:
        return None
    at = source.find(written)
    return Span(at, at + len(written))


def _wrapped(wanted: str, printed: str, source: str) -> Span | None:
    """Return the place of a text whose spaces are line ends, or several spaces, in the source."""
    words = wanted.split()
    if len(words) < 2 or printed.count(wanted) != 1:
        return None
    places = list(re.finditer(r"\s+".join(map(re.escape, words)), source))
    return Span(*places[0].span()) if len(places) == 1 else None


def can_replace(before: str, after: str) -> bool:
    """Return whether a text can replace another one in markup: it has no character of markup that the other lacks."""
    return _MARKS.intersection(after) <= _MARKS.intersection(before) and "\n" not in after


def replaced(before: str, after: str, source: str) -> str | None:
    """Return a text as it replaces another one in markup; ``None`` if it cannot replace it."""
    if "--" in before or (_DASH not in source and "--" in source and _DASH in after):
        after = after.replace(_DASH, "--")
        after = after if "--" in after else after.replace("-", "--")
    return after if can_replace(before, after) else None


def plan_in_markup(
    audited: Iterable[CheckedReference], accept: Accept, source: str, name: str, can_write: Callable[[str], bool]
) -> Planned:
    """Return the changes that the accepted fixes make in a source of markup, for the references in it."""
    own = [each for each in audited if each.file == name]
    requests = [(each, stretch) for it, stretch in _stretches(own, source) for each in requested_edits(it, accept)]

    def write(requested: RequestedEdit, stretch: Span) -> tuple[Edit, ...] | Unwritable:
        fix, raw = requested.fix, requested.reference.raw
        if fix.adds:
            return NOT_HERE
        spans = _twice(requested.reference, fix.span, stretch.of(source))
        if not spans:
            where = seen(raw, fix.span, stretch.of(source))
            if where is None or not (where.exact or where.likely):
                return UNPLACED
            spans = (where.span,)
        spans = tuple(each.shifted(stretch.start) for each in spans)
        before = spans[0].of(source)
        wanted = requested.text_for(before) if requested.variable == "page" else _on_one_line(fix.replacement)
        text = replaced(before, wanted, source)
        if text is None or not can_write(text):
            return Unwritable("it would need characters of markup")
        target = _TARGET.match(source, spans[0].end)
        if target is None and len(spans) == 1:
            target = _HREF.search(source, max(0, spans[0].start - _FARTHEST), spans[0].start)
        edits = tuple(requested.edit(span, text, shown=(fix.span, fix.replacement)) for span in spans)
        return edits if target is None else _with_target(requested, edits[0], Span(*target.span("target")), source)

    return planned(requests, write, source, own)


def _with_target(requested: RequestedEdit, edit: Edit, target: Span, source: str) -> tuple[Edit, ...] | Unwritable:
    """Return the change of a link's text, with that of its target if both are the same identifier."""
    fix = requested.fix
    exchanged = exchange(requested.reference, fix)
    touched = [each for each in requested.reference.identifiers if each.span.touches(fix.span)]
    if exchanged is None and not touched:
        return (edit,)
    shown, made = exchanged or (touched[0], touched[0])
    found = find(target.of(source))
    if len(found) != 1 or found[0].id not in (shown.id, made.id):
        is_other = exchanged is not None or any(each.scheme is shown.scheme for each in found)
        return Unwritable("its link leads elsewhere") if is_other else (edit,)
    where, text = found[0].span.shifted(target.start), replaced(found[0].raw, made.value, source)
    if exchanged is None and found[0].raw.partition("?")[0].lower() == made.value.lower():  # only its label may differ
        before = fix.span.of(requested.reference.raw)
        at = source.find(before, target.start, where.start) if before else -1
        if at < 0:
            return (edit,)
        where, text = Span(at, at + len(before)), replaced(before, fix.replacement, source)
    if text is None:
        return Unwritable("it would need characters of markup")
    return (edit, requested.edit(where, text, shown=edit.shown))


def _on_one_line(text: str) -> str:
    """Return a text on one line, with white space before and after it if it has any there."""
    inner = " ".join(text.split())
    return f"{text[:1] if text[:1].isspace() else ''}{inner}{text[-1:] if text[-1:].isspace() and inner else ''}"


def _stretches(audited: list[CheckedReference], source: str) -> Iterator[tuple[CheckedReference, Span]]:
    """Yield the references whose lines are known, each with the lines from its first one to the next reference's."""
    lines = [0, *(at + 1 for at, letter in enumerate(source) if letter == "\n")]
    placed = [
        (each, lines[place.line - 1])
        for each in audited
        if (place := each.place()) is not None and place.unit is Unit.LINE and place.line <= len(lines)
    ]
    starts = sorted({start for _, start in placed})
    for each, start in placed:
        following = bisect_right(starts, start)
        yield each, Span(start, starts[following] if following < len(starts) else len(source))


def misplaced(edits: Iterable[Edit], before: Bibliography, after: Bibliography) -> set[Edit]:
    """Return the edits of references that are not read afterwards as the edits intended."""
    own: dict[str, list[Edit]] = {}
    for edit in edits:
        own.setdefault(edit.key, []).append(edit)
    wrong: set[Edit] = set()
    for was, now in zip(before.references, after.references, strict=False):
        made = own.get(was.key, [])
        meant = [evolve(edit, span=edit.shown[0], replacement=edit.shown[1]) for edit in made if edit.shown]
        if made and _compared(applied(was.raw, apart(meant))) != _compared(now.raw):
            wrong.update(made)
    return wrong


def _compared(text: str) -> str:
    """Return a text without white space and with plain hyphens, as markup prints white space and dashes in several ways."""
    return "".join("-" if letter == _DASH else letter for letter in text if not letter.isspace())
