"""One printed reference → a work, and the place where a second reference begins in its text."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from attrs import evolve

from refcheck.gazetteer.buttons import end_without_buttons
from refcheck.identifiers import find
from refcheck.model import Field, Identifier, Reference, Span, Work
from refcheck.parsing.assemble import assemble
from refcheck.parsing.calendars import eras_as_years
from refcheck.parsing.line_ends import end_parts, with_stops
from refcheck.parsing.masking import Masked, mask, placed, restored
from refcheck.parsing.official import as_cited, official
from refcheck.parsing.splitting.openings import introduction
from refcheck.parsing.splitting.sections import refers_back
from refcheck.parsing.structure import structured
from refcheck.parsing.tagging.features import features
from refcheck.parsing.tagging.labels import MASK, Segment, bare, begin, each_run, segments
from refcheck.parsing.tagging.tagger import NOTHING, Tagged, tag
from refcheck.parsing.tagging.tokens import Token, spelt, tail, tokenize
from refcheck.parsing.tagging.word_classes import keyword
from refcheck.text.rendered import Rendered, rendered

_WHOLE = frozenset({"author", "title", "date"})
_IN_JOURNAL = frozenset({"author", "container", "date", "pages"})
"""Labels of a reference that is followed by another, with a title or with only a journal."""

_ENDS = frozenset({"volume", "pages", "publisher", MASK})
"""Labels of which such a reference has at least one as well."""


def second_reference_start(labels: Sequence[str]) -> int | None:
    """Return the token at which a second reference begins, by the labels of the tagger, or ``None`` if there is only one.

    It begins with names that follow a title, a date and a label that ends references, and that precede a title and a date of
    their own. If no title is printed, a journal takes its place.
    """
    runs = list(each_run(labels))
    kinds = [kind for kind, _, _ in runs]
    head, whole = ("title", _WHOLE) if "title" in kinds else ("container", _IN_JOURNAL)
    before: set[str] = set()
    for at, (kind, first, _) in enumerate(runs):
        if kind == "author" and before >= whole and not before.isdisjoint(_ENDS) and "date" in kinds[at:]:
            after = next((each for each in kinds[at + 1 :] if each != "date"), None)
            if after == head:
                return first
        before.add(kind)
    # unlabelled names after an identifier, followed by a date and a title of their own
    names = (at for at in range(len(runs)) if kinds[at : at + 4] == [MASK, "other", "date", "title"])
    return next((runs[at][2] for at in names if _WHOLE.issubset(kinds[:at])), None)


_LABELLING = frozenset({"available", "in", "and", "page", "volume", "issue", "identifier", "role", "accessed", "nth"})
"""Classes of words that only introduce their neighbours: they count as understood even without a label."""

LONGEST = 20_000
"""The longest text that is taken for one reference, in code points. The longest real ones, with hundreds of authors,
have some 10,000; a longer text is one whose references could not be separated."""


def parse_with(model: Path, text: str, *, key: str = "1", spans: tuple[Span, ...] = ()) -> Reference:
    """Read one printed reference with the given model; otherwise as :func:`refcheck.parsing.parse`."""
    if len(text) > LONGEST:
        return unread(text, key=key, spans=spans)
    return build_reference(draft(text, model), key=key, spans=spans)


class Draft(NamedTuple):
    """A printed reference whose tokens are labelled but not yet read.

    ``raw`` is the reference as people read it, ``text`` the same without pasted labels of links and without the ``rest``, which is
    another reference; ``lead`` is the phrase that introduces it, which has no tokens. If ``raw`` is not the printed text,
    ``source`` maps the one to the other.
    """

    raw: str
    text: str
    masked: Masked
    tokens: list[Token]
    source: "_Source | None"
    lead: Span
    tagged: Tagged = NOTHING
    rest: Span | None = None


class _Source(NamedTuple):
    """The printed text, its identifiers, and the text as people read it."""

    raw: str
    identifiers: tuple[Identifier, ...]
    rendered: Rendered


def draft(text: str, model: Path) -> Draft:
    """Label a reference of at most ``LONGEST`` code points."""
    return drafts([text], model)[0]


def drafts(texts: Sequence[str], model: Path) -> list[Draft]:
    """Label the references of a list together; what their line ends are is judged by all of them."""
    are_in_parts = end_parts(texts)
    seen = [_unlabelled(text, is_in_parts=are_in_parts) for text in texts]
    tagged = tag([features(each.tokens, tail(each.text, each.tokens)) for each in seen], model)
    return [_first(each._replace(tagged=labels)) for each, labels in zip(seen, tagged, strict=True)]


def _unlabelled(text: str, *, is_in_parts: bool) -> Draft:
    """Return a reference in the form that the tagger takes, before its tokens are labelled; its line ends may end its parts."""
    identifiers = find(text)
    read = rendered(text, [(each.span.start, each.span.end) for each in identifiers])
    source = _Source(text, identifiers, read) if read else None
    if read:
        text, identifiers = read.text, placed(identifiers, read)
    end = end_without_buttons(text)
    raw, text = text, text[: max(end, *(each.span.end for each in identifiers if each.span.start < end), 0)]
    masked = _masked(text, identifiers)
    lead = introduction(text)
    tokens = [each for each in tokenize(text, masked.spans) if not lead.start <= each.start < lead.end]
    tokens = with_stops(tokens) if is_in_parts else tokens
    return Draft(raw, text, masked, spelt(eras_as_years(text, tokens)), source, lead)


def _masked(text: str, identifiers: Iterable[Identifier]) -> Masked:
    return mask(text, tuple(each for each in identifiers if each.span.end <= len(text)))


def _first(made: Draft) -> Draft:
    """Return a labelled reference; if its text holds two, the first of them."""
    text, tokens, tagged = made.text, made.tokens, made.tagged
    place = second_reference_start(tagged.labels)
    if place is None:
        return made
    start = tokens[place].start
    return made._replace(
        text=text[:start],
        masked=_masked(text[:start], made.masked.identifiers),
        tokens=tokens[:place],
        tagged=tagged.up_to(place),
        rest=Span(start, len(text)),
    )


def build_reference(draft: Draft, *, key: str, spans: tuple[Span, ...]) -> Reference:
    """Return the reference that a draft describes."""
    raw, text, masked, tokens, source, lead, tagged, rest = draft
    if refers_back(text):
        return unread(raw, key=key, spans=spans)
    changed = structured(text, tokens, tagged.labels)
    known = official(text, [token.text for token in tokens])
    if known:
        changed = as_cited(known, tokens, changed)
    found = segments(tokens, changed, _probabilities(tagged, changed))
    work, fields = assemble(text, found, masked, known)
    if fields and all(each.name == "note" for each in fields):  # a remark alone is no reference
        return unread(source.raw if source else raw, key=key, spans=spans)
    unclaimed = list(_unread(tokens, found, [each.span for each in fields]))
    left_out = [each for each in (lead, rest) if each is not None and len(each)]
    if second := _second_place(text, fields):
        work, fields = _without(second, work, fields)
        left_out, unclaimed = [*left_out, second], [each for each in unclaimed if not second.holds(each)]
    reference = Reference(
        key=key,
        raw=raw,
        spans=spans,
        work=work,
        fields=fields,
        identifiers=masked.identifiers,
        unread=(*left_out, *unclaimed),
    )
    return restored(reference, *source) if source else reference


def _second_place(text: str, fields: Sequence[Field]) -> Span | None:
    """Return a second place of publication after a semicolon, which no field can hold: "…, 70, 1750; ibid. 1965, 87, 1816"."""
    volumes, pages, dates = (
        [each.span for each in fields if each.name == name] for name in ("volume", "page", "issued")
    )
    if min(len(volumes), len(pages)) < 2:
        return None
    start = text.rfind(";", 0, volumes[1].start) + 1
    is_further = pages[0].end < start < pages[1].start
    return Span(start, max(each.end for each in (*pages, *dates))) if is_further else None


def _without(place: Span, work: Work, fields: Sequence[Field]) -> tuple[Work, tuple[Field, ...]]:
    """Return a work without the authors that are printed within a span, and the fields without those within it."""
    people = [each for each in fields if each.name == "author"]
    if len(people) == len(work.author):
        own = (name for name, each in zip(work.author, people, strict=True) if not place.holds(each.span))
        work = evolve(work, author=tuple(own))
    return work, tuple(each for each in fields if not place.holds(each.span))


def unread(text: str, *, key: str, spans: tuple[Span, ...]) -> Reference:
    """Return a text that is not read as a reference."""
    return Reference(key=key, raw=text, spans=spans, work=Work(), unread=(Span(0, len(text)),))


def _probabilities(tagged: Tagged, changed: Sequence[str]) -> list[float]:
    """Return the probability of each token's label; where a rule changed a label, the probabilities of both are added."""
    sure = list(tagged.probabilities)
    if changed == tagged.labels:
        return sure
    for place, (before, label) in enumerate(zip(tagged.labels, changed, strict=True)):
        if label != before and bare(label) != bare(before):
            others = {bare(label), begin(bare(label))}
            sure[place] = min(sure[place] + sum(tagged.marginal(other, place) for other in others), 1.0)
    return sure


def _unread(tokens: Sequence[Token], found: Sequence[Segment], read: Sequence[Span]) -> Iterator[Span]:
    """Yield unlabelled text, and text beside the pages in their segment: of "iv + 40 pp., 4 pls." the front matter and plates."""
    for segment in found:
        within = list(tokens[segment.first : segment.last + 1])
        if segment.label == "pages":
            pages = [span for span in read if segment.start <= span.start < segment.end]
            end = max((span.end for span in pages), default=segment.start)
            start = min((span.start for span in pages), default=segment.start)
            after = [each for each in within if each.start >= end]
            has_number = any(each.text[-1].isdecimal() for each in after)
            sides = [[each for each in within if each.end <= start], after if has_number else []]
        else:
            sides = [within] if segment.label in ("other", MASK) else []
        for side in sides:
            words = [token for token in side if not token.masked and keyword(token.text) not in _LABELLING]
            if words:
                yield Span(words[0].start, words[-1].end)
