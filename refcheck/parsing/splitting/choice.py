"""The choice between two readings of the same lines, stretch by stretch: by the rules, or by the learned roles of lines."""

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise, takewhile
from operator import itemgetter
from statistics import mean

from attrs import frozen

from refcheck.layout import MOST, NEARLY_ALL
from refcheck.layout.lines import Entries, Line, text_of
from refcheck.layout.runs import runs
from refcheck.parsing.splitting import has_year
from refcheck.parsing.splitting.evidence import (
    CERTAIN_REFERENCE,
    NO_REFERENCE,
    PASSING,
    evidence,
    is_certain,
    is_sentence,
)
from refcheck.parsing.splitting.openings import IDENTIFIER
from refcheck.parsing.splitting.roles.opinion import Opinion
from refcheck.parsing.splitting.roles.tagging import Role
from refcheck.parsing.splitting.sections import refers_back

SHORT = 20
"""A text of fewer lines is more often only a list. Source: a judgement; not fitted."""

_LIKELY, _LIKELY_IN_LIST, _LIKELY_IN_SHORT, _LIKELY_AMONG_LIKELY = 0.2, 0.4, 0.1, 0.02
"""The least probability of being in a list that some line of an entry found only by the rules must have: in any text, if the
learned reading is certain as a whole, in a short text, and in a short text whose entries are mostly likely. Fitted: November 2026,
on 2,197 stretches of labelled pages, documents and short lists where the readings differ; half and twice as much change little."""

_ALONE, _ALONE_IN_SHORT = 0.95, 0.5
"""The least probability of the boundaries of an entry that only the learned reading found, in any text and in a short one. Fitted:
as above, and by the sums of 489 documents."""

_FAR_MORE = 3
"""Where a short text has more than this many learned entries for one of the rules, it is cut as the learned reading has it, too.
Source: a judgement; ``split.py`` is the same with 2, 3 and without."""

_BETTER, _DOUBTED, _SURE = 0.8, 0.1, 0.9
"""Of two readings of a stretch, the learned one is chosen if the probability of its boundaries is at least the first value, and
that of the rules' boundaries below the second or at least the third: then the two differ in a tail. Fitted: as above."""

_UNLIKELY = 0.3
"""An entry whose words are evidence against it is dropped if its boundaries are less probable. Fitted: November 2026, on such
entries with boundaries less probable than 0.5 in 303 documents: 21 were not references, none was; below 0.3 no short list loses
one."""

_NAMED = 2
"""The most words of an identifier with its name: "PMID: 12345678". A longer text ("doi:10.1000/182 Accepted: 2007") gets no
exception."""

_FEW_WORDS = 2
"""The most words of another element of a page, "Slide 23", that has neither number nor year. Source: a judgement; not fitted."""

_NEAR = 1000
"""An entry found only by the learned reading must begin fewer characters than this from an entry of the rules, or from another
such entry that is near one. Fitted: by the sums of 489 documents; 500 finds seven fewer, 3000 invents fourteen more."""


@frozen
class _Placed:
    """An entry of a reading, the index of each of its lines, and the probability of its boundaries."""

    lines: list[Line]
    places: tuple[int, ...]
    certainty: float


_Stretch = tuple[list[_Placed], list[_Placed]]
"""The entries of the rules and those of the learned reading in the same lines."""


def chosen(rules: Entries, learned: Entries, second: Opinion, *, is_told: bool = False) -> Entries:
    """Return the entries on which two readings agree, and those of the likelier reading of each stretch on which they do not.

    With ``is_told``, other evidence shows that the entries of the rules are a list, whatever the probabilities of their lines.
    """
    one, other = _placed(rules, second), _placed(learned, second)
    stretches = list(_stretches(one, other))
    is_sure, is_short = second.is_sure(), len(second.lines) < SHORT
    if is_short:
        are_likely = mean([each.certainty for each in one] or [0.0]) > MOST
        likely = _LIKELY_AMONG_LIKELY if are_likely else _LIKELY_IN_SHORT
    else:
        likely = _LIKELY_IN_LIST if is_sure else _LIKELY
    alone = _ALONE_IN_SHORT if is_short else _ALONE
    is_trusted = is_sure or (is_short and any(_is_same(*stretch) for stretch in stretches))
    apart = {Role.FOOTNOTE} if is_sure else {Role.FOOTNOTE, Role.FURNITURE}
    is_spaced = sum(entry[0].blanks > 0 for entry in learned) > NEARLY_ALL * len(learned)
    kept: list[_Placed] = []
    learned_alone: list[_Placed] = []
    for ruled, read in stretches:
        if ruled and read:
            is_far_more = len(read) > _FAR_MORE * len(ruled)
            is_better = (
                (is_far_more or not is_short)
                and not (is_spaced and _is_cut(read[-1], ruled[-1]))
                and _is_better(read, ruled)
            )
            kept += read if is_better and not _is_same(ruled, read) else ruled
        elif ruled:
            kept += [each for each in ruled if is_told or _is_likely(each, second, likely, apart)]
        elif is_trusted:
            learned_alone += [each for each in read if each.certainty >= alone and not is_unlike_reference(each.lines)]
    kept += _near(learned_alone, [entry[0].start for entry in rules])
    kept = [each for each in kept if not _is_none(each)]
    between = list(_counted_between(one, kept))
    taken = {place for each in between for place in each.places}
    kept = [*between, *(each for each in kept if taken.isdisjoint(each.places))]
    return [each.lines for each in sorted(kept, key=lambda each: each.places[0])]


def _placed(entries: Entries, second: Opinion) -> list[_Placed]:
    return [
        _Placed(entry, tuple(map(second.place_of, entry)), likely)
        for entry, likely in zip(entries, second.certainties(entries), strict=True)
    ]


def _is_same(own: Sequence[_Placed], other: Sequence[_Placed]) -> bool:
    return [text_of(each.lines) for each in own] == [text_of(each.lines) for each in other]


def _is_better(other: Sequence[_Placed], own: Sequence[_Placed]) -> bool:
    """Return whether the learned reading of a stretch is the likelier one; it does not make one of certain references."""
    learned, ruled = (min(each.certainty for each in some) for some in (other, own))
    is_likelier = learned >= _BETTER and not _DOUBTED <= ruled < _SURE
    return is_likelier and not (len(other) < len(own) and all(map(_is_certain, own)))


def _is_certain(entry: _Placed) -> bool:
    return is_certain(text_of(entry.lines))


def _is_cut(entry: _Placed, longer: _Placed) -> bool:
    """Return whether the entry of the other reading ends further down, with no blank line before any of its further lines."""
    tail = [line for line, place in zip(longer.lines, longer.places, strict=True) if place > entry.places[-1]]
    return bool(tail) and not any(line.blanks for line in tail)


def _is_likely(entry: _Placed, second: Opinion, least: float, apart: Set[Role]) -> bool:
    """Return whether an entry that only the rules found may be one of a list.

    The rules decide on identifiers, and on certain references in lines whose role sets them apart from the text.
    """
    likely = max(second.begins[place] + second.goes_on[place] for place in entry.places)
    if likely >= least or _is_identifier(entry.lines):
        return True
    return second.roles[entry.places[0]] in apart and evidence(text_of(entry.lines)) >= CERTAIN_REFERENCE


def _is_none(entry: _Placed) -> bool:
    """Return whether nothing makes an entry a reference: neither the roles of its lines, nor their text, nor an identifier.

    A text may be that of another page element: "Slide 23".
    """
    if entry.certainty >= _UNLIKELY or _is_identifier(entry.lines):
        return False
    text = text_of(entry.lines)
    is_too_short = entry.lines[0].key is None and len(text.split()) <= _FEW_WORDS and not has_year(text)
    return evidence(text) < 0 or is_too_short


def _is_identifier(entry: Sequence[Line]) -> bool:
    """Return whether an entry is an identifier with no more than its name before it."""
    return IDENTIFIER.match(entry[0].body) is not None and len(entry[0].body.split()) <= _NAMED


def with_left_over(entries: Entries, second: Opinion, ordered: Sequence[Line]) -> Entries:
    """Return the entries with the lines right below them that no entry has, if the learned reading has these in a list.

    Lines that it reads as the beginning of an entry become one, if they pass for a reference.
    """
    held = {line.start for entry in entries for line in entry}
    left = {
        line.start: begins > goes_on
        for line, begins, goes_on in zip(second.lines, second.begins, second.goes_on, strict=True)
        if begins + goes_on >= NEARLY_ALL and not line.blanks and line.start not in held
    }
    places = {line.start: place for place, line in enumerate(ordered)} if left else {}
    found: Entries = []
    for entry in entries:
        after = ordered[places[entry[-1].start] + 1 :] if entry[-1].start in places else ()
        below = list(takewhile(lambda line: line.start in left, after))
        rest, *others = runs([*entry, *below], lambda _, line: left.get(line.start, False))
        found += [rest, *(each for each in others if _is_like_reference(text_of(each)))]
    return found


def _is_like_reference(text: str) -> bool:
    return evidence(text) >= PASSING and not is_sentence(text) and not refers_back(text)


def is_unlike_reference(entry: Sequence[Line]) -> bool:
    """Return whether the text of an entry is evidence against a reference."""
    return evidence(text_of(entry)) < NO_REFERENCE


def _counted_between(rules: Sequence[_Placed], kept: Sequence[_Placed]) -> Iterator[_Placed]:
    """Yield the entries of the rules left out between two that were kept, if their numbers count from the first to the second.

    An entry whose words are evidence against it is yielded only if it refers back, as a note among notes. Entries without a
    number are yielded if they are certain references with nothing between them and the two.
    """
    starts = {each.lines[0].start for each in kept}
    held = [place for place, each in enumerate(rules) if each.lines[0].start in starts]
    for first, last in pairwise(held):
        between = rules[first + 1 : last]
        numbers = [each.lines[0].key or "" for each in rules[first : last + 1]]
        if not any(numbers[1:-1]) and _is_dense(rules[first : last + 1]) and all(map(_is_certain, between)):
            yield from between
        elif last - first > 1 and numbers[0].isdecimal():
            counted = range(int(numbers[0]), int(numbers[0]) + len(numbers))
            if numbers == list(map(str, counted)):
                texts = ((each, text_of(each.lines)) for each in rules[first + 1 : last])
                yield from (each for each, text in texts if evidence(text) >= 0 or refers_back(text))


def _is_dense(entries: Sequence[_Placed]) -> bool:
    """Return whether each entry begins on the line below the last one of the entry before it."""
    return all(second.places[0] == first.places[-1] + 1 for first, second in pairwise(entries))


def _near(entries: Sequence[_Placed], starts: Sequence[int]) -> Iterator[_Placed]:
    """Yield the entries that are near one that begins at ``starts``, or near another such entry; all if nothing begins there."""
    places = sorted(
        [*((each.lines[0].start, each) for each in entries), *((start, None) for start in starts)], key=itemgetter(0)
    )
    for run in runs(places, lambda run, each: each[0] - run[-1][0] >= _NEAR):
        near = [entry for _, entry in run]
        if None in near or not starts:
            yield from filter(None, near)


def _stretches(rules: Sequence[_Placed], learned: Sequence[_Placed]) -> Iterator[_Stretch]:
    """Yield the stretches of lines over which entries of the two readings overlap, with the entries of each reading."""
    entries = sorted([*rules, *learned], key=lambda each: each.places[0])
    is_learned = {id(each) for each in learned}
    own: list[_Placed] = []
    other: list[_Placed] = []
    last = -1
    for entry in entries:
        if entry.places[0] > last and (own or other):
            yield own, other
            own, other = [], []
        (other if id(entry) in is_learned else own).append(entry)
        last = max(last, *entry.places)
    if own or other:
        yield own, other
