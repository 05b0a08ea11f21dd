"""The steps from a pasted text to its references."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from statistics import mean, median

from attrs import evolve, frozen

from refcheck.layout import MOST, NEARLY_ALL, SOME
from refcheck.layout.lines import Entries, Line, in_reading_order, lines_of, text_of, without_empty
from refcheck.layout.runs import runs
from refcheck.model import Span
from refcheck.parsing.official import official
from refcheck.parsing.splitting import Entry, has_year
from refcheck.parsing.splitting.boundaries import beginnings
from refcheck.parsing.splitting.choice import SHORT, chosen, is_unlike_reference, with_left_over
from refcheck.parsing.splitting.evidence import (
    CERTAIN_REFERENCE,
    LIKE_A_REFERENCE,
    NO_REFERENCE,
    PASSING,
    STRONG,
    evidence,
    has_url,
    is_sentence,
)
from refcheck.parsing.splitting.headings import Heading, heading, heads_study, with_headings_apart, with_levels
from refcheck.parsing.splitting.layout.furniture import without_furniture
from refcheck.parsing.splitting.layout.manuscripts import single_spaced, without_line_numbers
from refcheck.parsing.splitting.layout.parts_by_line import with_parts_joined
from refcheck.parsing.splitting.layout.prefixes import without_prefixes, without_signature
from refcheck.parsing.splitting.numbering import numbered
from refcheck.parsing.splitting.openings import BULLET, IDENTIFIER, NAMED, NUMBER, opening
from refcheck.parsing.splitting.records import records
from refcheck.parsing.splitting.rests import with_doi_rests, with_ranges_and_translations
from refcheck.parsing.splitting.roles.opinion import Opinion, opinion
from refcheck.parsing.splitting.sections import UNHEADED, Part, in_footnotes, regions, sections
from refcheck.parsing.splitting.sifting.foreign import foreign_adjusted_score
from refcheck.parsing.splitting.sifting.likelihood import likely, without_weak
from refcheck.parsing.splitting.sifting.paragraphs import (
    between_paragraphs,
    is_closing,
    without_annotations,
    without_tail,
)
from refcheck.parsing.splitting.sifting.strays import without_series, without_strays, without_unmarked
from refcheck.parsing.tagging.tokens import TOKEN


@frozen(kw_only=True)
class _Page:
    """The lines of a text: ``whole`` in reading order, ``ordered`` those that are neither furniture nor annotations.

    ``second`` is the learned reading of them all, ``None`` if they are too few, and ``within`` where the lines start that it reads
    as inside a reference. ``plain`` are the lines before any are joined that are parts of one reference.
    """

    plain: Sequence[Line]
    whole: Sequence[Line]
    ordered: Sequence[Line]
    second: Opinion | None
    within: Set[int]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "_Page":
        """Return the lines as the rules and the learned reading see them."""
        plain = _plain(lines)
        joined = with_levels(with_parts_joined(plain))
        whole = in_reading_order(joined)
        second = opinion(whole) if len(joined) >= _FEWEST_WEIGHED else None
        return cls(
            plain=plain,
            whole=whole,
            ordered=_in_order(joined, second.certain_entries() if second else ()),
            second=second,
            within=second.within() if second else frozenset(),
        )


def split(text: str) -> tuple[Entry, ...]:
    """See :func:`refcheck.parsing.split`."""
    lines = lines_of(text)
    return _split(lines, _Page.of(lines))


def _split(lines: Sequence[Line], page: _Page) -> tuple[Entry, ...]:
    if not any(IDENTIFIER.match(line.text) for line in page.ordered):
        return _weighed(_lists_of(page.ordered, page.within) or _alone(lines), page)
    from refcheck.parsing.splitting.bare_lines import bare_lines  # here, because few lists have such a line

    bare = bare_lines(page.ordered)
    others = bare.others()
    alone = others if bare.line_roles else lines
    lists = _lists_of(others, page.within) or _alone(alone) or _lists_of(bare.lines, page.within)
    return _weighed(bare.put_back(lists), page)


def split_list(text: str) -> tuple[Entry, ...]:
    """See :func:`refcheck.parsing.split_list`."""
    lines = lines_of(text)
    page = _Page.of(lines)
    parts = list(sections(page.ordered, page.within))
    lists = _headed(parts) or [found for part in parts for found in _of_part(part)]
    return _weighed(lists, page) if lists else _split(lines, page)


def shows_records(text: str) -> bool:
    """Return whether a text is a page of a site that shows works as records, with each part on a line of its own."""
    return records(in_reading_order(with_levels(_plain(lines_of(text)))), ()) is not None


def split_lines(lines: Sequence[Line]) -> tuple[Entry, ...]:
    """Return the same as :func:`split` for a text whose lines are known, with the headings that the document marks."""
    page = _Page.of(lines)
    return _weighed(_lists_of(page.ordered, page.within), page)


def _lists_of(lines: Sequence[Line], within: Set[int]) -> Sequence[Entries]:
    """Return the lists among lines in reading order."""
    parts = list(sections([line for line in lines if not line.note], within))
    return _headed(parts) or _without_heading(lines, parts)


def _plain(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without what a program has put before each of them."""
    shown = without_empty(
        evolve(line, text="") if _UNPRINTED.fullmatch(line.text) or heads_study(line.text) else line for line in lines
    )
    return single_spaced(without_line_numbers(without_signature(without_prefixes(list(shown)))))


_UNPRINTED = re.compile(
    r"([=~^#*+])\1{2,}|(?:1[5-9]|20)\d\d \(\d{1,4}\)|\.\. (?:_[^:]{1,80}:|\|[^|]{1,40}\| ?[a-z]+::|[a-z-]+::).*"
)
"""A line without text to read: a rule under a heading or across the page, a year with the count of its works, or a target, a
substitution or a directive of reStructuredText: "=====", "2018 (3)", ".. _docs: https://example.org"."""


def _in_order(plain: Sequence[Line], certain: Iterable[Sequence[Line]]) -> list[Line]:
    """Return the lines in reading order, without page furniture and annotations; an entry in ``certain`` is no annotation."""
    lines = in_reading_order(without_furniture(plain))
    kept = {line.start for line in without_annotations(lines)}
    kept |= {line.start for entry in certain if entry[0].start not in kept for line in entry}
    return list(with_headings_apart(line for line in lines if line.start in kept))


def _headed(parts: Sequence[Part]) -> list[Entries]:
    return _under(Heading.LIST, parts) or _under(Heading.NOTES, parts)


def _weighed(lists: Sequence[Entries], page: _Page) -> tuple[Entry, ...]:
    """Return the likelier entries of the reading by the rules and of the learned reading, with the certainty of their boundaries.

    The learned reading is not used if many entries are identifiers. A list of the rules is considered confirmed if half of the
    lines are annotations, and in a short text if most entries look like references, under a heading or with nothing else. A list
    of the rules that is numbered from 1 loses no entry.
    """
    whole, ordered, second = page.whole, page.ordered, page.second
    entries = _with_rests([entry for found in lists for entry in found], ordered)
    if second is None:
        return tuple(_entry(entry, 1.0) for entry in entries if text_of(entry))
    bare = sum(IDENTIFIER.match(BULLET.sub("", entry[0].body, count=1)) is not None for entry in entries)
    is_bare = bare > SOME * len(entries)
    if not (is_bare or second.is_sure()):
        shown = in_reading_order(with_levels(page.plain))
        if (found := records(shown, second.certainties(entries))) is not None:
            return tuple(map(_entry, _without_bullets(list(_with_keys(found[0]))), found[1].certainties(found[0])))
    own = [] if is_bare else _with_rests(_learned(second.entries(), ordered), ordered)
    start = _start_below_heading(entries, page)
    own = [entry for entry in own if entry[-1].start >= start]
    is_told = _is_confirmed(entries, whole) or len(ordered) <= MOST * len(whole)
    taken = chosen(entries, own, second, is_told=is_told)
    if counted := {entry[0].start for found in lists if _is_counted(found) for entry in found}:
        due = counted - {line.start for entry in taken for line in entry}
        lost = [entry for entry in entries if entry[0].start in due and _may_be_listed(text_of(entry))]
        places = {line.start: place for place, line in enumerate(ordered)}  # with columns one after another
        taken = sorted([*taken, *lost], key=lambda each: places.get(each[0].start, len(places))) if lost else taken
    taken = taken if is_bare else with_left_over(taken, second, ordered)
    entries = without_series([entry for entry in taken if any(map(str.isalnum, text_of(entry)))])
    return tuple(map(_entry, entries, second.certainties(entries, line_by_line=True)))


def _start_below_heading(entries: Sequence[Sequence[Line]], page: _Page) -> int:
    """Return where the first entry starts if a list's heading is right above it, else 0: nothing before it is in the list.

    In a short text it may be: that is more often nothing but references.
    """
    first = entries[0][0].start if entries and len(page.ordered) >= SHORT else 0
    above = max((line for line in page.ordered if line.start < first), key=lambda line: line.start, default=None)
    is_headed = above is not None and heading(above) is Heading.LIST and above.start not in page.within
    return first if is_headed else 0


def _with_rests(entries: Sequence[list[Line]], ordered: Sequence[Line]) -> Entries:
    """Return the entries with the lines that can only be the rest of the line above."""
    return with_ranges_and_translations(with_doi_rests(entries, ordered))


def _is_confirmed(entries: Sequence[Sequence[Line]], whole: Sequence[Line]) -> bool:
    """Return whether most entries of a short text look like references, and heading, numbering or length show that it is a list."""
    if len(whole) >= SHORT or not entries or median(evidence(text_of(entry)) for entry in entries) < PASSING:
        return False
    is_headed = len(whole) <= _FEWEST_WEIGHED or any(heading(line) is Heading.LIST for line in whole)
    return is_headed or (sum(map(len, entries)) == len(whole) and _is_evident(entries))


def _is_evident(entries: Sequence[Sequence[Line]]) -> bool:
    """Return whether entries count from 1 and each is certainly a reference, or most are laws and judgments by their form."""
    texts = list(map(text_of, entries))
    if _numbers(entries) == [*range(1, len(entries) + 1)] and min(map(evidence, texts)) >= CERTAIN_REFERENCE:
        return not any(map(is_sentence, texts))
    return sum(official(text, TOKEN.findall(text)) is not None for text in texts) > MOST * len(texts)


def _learned(own: Sequence[list[Line]], ordered: Sequence[Line]) -> Entries:
    """Return the entries of the learned reading, only with lines in ``ordered``, with numbers as keys and without bullets."""
    kept = {line.start for line in ordered}
    held = [lines for entry in own if (lines := [line for line in entry if line.start in kept])]
    entries = _without_bullets(list(_with_keys(held)))
    return _without_ends(entries) or entries


def _with_keys(entries: Sequence[list[Line]]) -> Iterator[list[Line]]:
    """Yield the entries with their boundaries kept and their numbers as keys."""
    started = {entry[0].start for entry in entries}
    lines = numbered([line for entry in entries for line in entry])
    return runs(lines, lambda held, line: held[-1].body and (line.start in started or line.key is not None))


def _alone(lines: Sequence[Line]) -> list[Entries]:
    """Return a text that is only one reference, for which little evidence suffices: a year or a title in quotes."""
    text = text_of(lines)
    is_one = 0 < len(lines) <= _FEW_LINES and not any(line.blanks for line in lines[1:]) and len(text) <= _LONGEST_ALONE
    if (
        not is_one
        or not (has_year(text) or _QUOTED.search(text))
        or heading(lines[0])
        or foreign_adjusted_score(text) < NO_REFERENCE
    ):
        return []
    return [_entries(numbered(lines)) or [list(numbered(lines))]]


def _under(kind: Heading, parts: Sequence[Part]) -> list[Entries]:
    """Return the lists under headings of this kind."""
    headed = [found for part in parts if part.kind is kind for found in _of_part(part)]
    under = [found for found in headed if _may_be(kind, found)]
    return sorted([*under, *_continuations(kind, parts, under)], key=lambda entries: entries[0][0].start)


def _of_part(part: Part) -> list[Entries]:
    """Return the lists of a part: all of it if it is one numbered list, otherwise its stretches that look like lists."""
    return _whole(part) or [found for region in regions(part.lines) if (found := _entries(region))]


def _whole(part: Part) -> list[Entries]:
    """Return the numbered list that a part is from its first line to its last, if it is one."""
    if not part.lines or not NUMBER.match(part.lines[0].text):
        return []
    entries = list(_grouped(numbered(part.lines)))
    return [entries] if _is_counted(entries) else []


def _is_counted(entries: Sequence[Sequence[Line]]) -> bool:
    """Return whether entries are numbered from 1, most have a year or an address and, on average, are references."""
    keys = [entry[0].key for entry in entries]
    if len(keys) < _FEWEST_CITING or keys != list(map(str, range(1, len(keys) + 1))):
        return False
    texts = list(map(text_of, entries))
    weights = list(map(foreign_adjusted_score, texts))
    placed = sum(has_year(text) or has_url(text) for text in texts)
    return placed > MOST * len(texts) and max(weights) >= STRONG and mean(weights) >= 0


def _may_be_listed(text: str) -> bool:
    """Return whether an entry of a numbered list may be a reference: it has a year, or its words are not evidence against it."""
    return has_year(text) or foreign_adjusted_score(text) >= NO_REFERENCE


def _may_be(kind: Heading, entries: Sequence[Sequence[Line]]) -> bool:
    """Return whether entries fit their heading: under one for notes, which may be any notes, some must be references."""
    like = sum(evidence(text_of(entry)) >= LIKE_A_REFERENCE for entry in entries)
    return kind is not Heading.NOTES or like >= max(min(_FEWEST_CITING, len(entries)), SOME * len(entries))


def _continuations(kind: Heading, parts: Sequence[Part], lists: Sequence[Entries]) -> Iterator[Entries]:
    """Yield entries that continue the numbering of a list after whatever interrupts it: a table, a figure, sections beside it."""
    due: dict[int, tuple[int, int]] = {}
    for entries in lists:
        if numbers := _numbers(entries):
            step = -1 if len(numbers) > 1 and numbers[-2] > numbers[-1] else 1
            due.setdefault(numbers[-1] + step, (step, entries[-1][-1].end))
    for part in parts if due else ():
        if part.kind is kind:
            continue
        for region in regions(part.lines):
            keyed = [entry for entry in _entries(region) if _numbers([entry])]
            numbers = _numbers(keyed)
            step, end = due.get(numbers[0], (0, 0)) if numbers else (0, 0)
            if step and end <= keyed[0][0].start:
                del due[numbers[0]]
                due[numbers[-1] + step] = step, keyed[-1][-1].end
                yield keyed


def _numbers(entries: Sequence[Sequence[Line]]) -> list[int]:
    """Return the printed numbers of entries."""
    return [int(entry[0].key or 0) for entry in entries if (entry[0].key or "").isdecimal()]


def _without_heading(lines: Sequence[Line], parts: Sequence[Part]) -> list[Entries]:
    """Return the lists of a text without a heading for one, or its notes if they have more references."""
    lists, notes = (len(parts) == 1 and _whole(parts[0])) or _headless(parts), in_footnotes(lines)
    return [notes] if len(notes) > NEARLY_ALL * sum(map(len, lists)) else lists


def _headless(parts: Sequence[Part]) -> list[Entries]:
    """Return the lists that are recognised by the content of their lines."""
    beginning = 0.0 if len(parts) == 1 else UNHEADED
    lists = [
        run
        for part in parts
        for block in between_paragraphs(part.lines)
        for region in regions(block, beginning)
        for run in without_weak(_entries(region))
        if any(_is_sound(text_of(entry)) for entry in run)
    ]
    return likely(lists, sum(len(part.lines) for part in parts))


_FEWEST_CITING = 2
"""The fewest notes that look like references: a single one may be a remark with a year."""
_FEWEST_WEIGHED = 3
"""A text of fewer lines shows nothing of the layout of its list."""
_LETTER = re.compile(r"[^\W\d_]")
"""A letter, which a table of numbers does not have: "1750 12 14"."""

_QUOTED = re.compile(r"[“„\"«][^“”„\"«»]{12,200}[”“\"»]|\(n\.\s?d\.\)")
"""A title in quotes, or a substitute for a year: "“On lists and their faults”", "(n.d.)"."""

_FEW_LINES, _LONGEST_ALONE = 4, 600
_LONGEST = 50_000
"""The most characters of a reference, even of one with three thousand authors; a longer stretch is something else."""


def _entries(lines: Sequence[Line]) -> Entries:
    """Return the entries of one list, each as its lines."""
    entries = without_unmarked([entry for entry in _grouped(numbered(lines)) if _is_listed(entry)])
    entries = _without_ends(without_strays(without_tail(_without_bullets(entries))))
    return entries if any(_is_sound(text_of(entry)) for entry in entries) else []


def _without_ends(entries: Entries) -> Entries:
    """Return the entries without those at the ends that do not look like references, and without a closing date."""
    like = [place for place, entry in enumerate(entries) if not is_unlike_reference(entry)]
    found = entries[like[0] : like[-1] + 1] if like else []
    is_alone = len(found) > 1 and found[-1][0].blanks > 0 and found[-1][0].key is None
    return found[:-1] if is_alone and is_closing(list(map(text_of, found))) else found


def _grouped(lines: Sequence[Line]) -> Iterator[list[Line]]:
    for entry in runs(zip(lines, beginnings(lines), strict=True), lambda _, each: each[1]):
        yield [line for line, _ in entry]


def _without_bullets(entries: Entries) -> Entries:
    """Return the entries without the marks of a bulleted list, if it is one."""
    bullets = [BULLET.match(first.body) for first, *_ in entries]
    if 2 * sum(map(bool, bullets)) <= len(entries):
        return entries
    return [
        [evolve(first, skip=first.skip + bullet.end()), *rest] if bullet else [first, *rest]
        for bullet, (first, *rest) in zip(bullets, entries, strict=True)
    ]


def _is_listed(entry: Sequence[Line]) -> bool:
    """Return whether any line of an entry is in the list, and it can be a reference at all."""
    text = text_of(entry)
    return not all(line.margin for line in entry) and len(text) <= _LONGEST and any(map(str.isalnum, text))


def _is_sound(text: str) -> bool:
    """Return whether a text would pass for a reference on its own."""
    if opening(text) in NAMED:
        return evidence(text) >= 0
    least = LIKE_A_REFERENCE if is_sentence(text) else PASSING
    says_where = any(map(str.isnumeric, text)) or IDENTIFIER.match(text) is not None
    return evidence(text) >= least and _LETTER.search(text) is not None and says_where


def _entry(lines: Sequence[Line], certainty: float) -> Entry:
    spans = tuple(Span(line.start + line.skip, line.end) for line in lines if line.body)
    return Entry(key=lines[0].key, raw=text_of(lines), spans=spans, certainty=certainty)
