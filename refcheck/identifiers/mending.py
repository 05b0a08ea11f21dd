"""The repair engine: steps propose changes to a printed text, and every change that is made is recorded as a repair.

A step is in a module of ``refcheck.identifiers.repairs``: it gets the text as the preceding steps left it and
proposes changes. Changes that are ``sure`` or ``likely`` are made, round after round, until no step proposes
any, so that a repaired value is never repaired again. If a change is only likely, the reading without it
becomes a candidate; a change that is merely ``possible`` is not made, and the reading with it becomes a candidate.

The functions at the end make changes that several steps need: replacing text, cutting off what follows, and
moving punctuation.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from itertools import islice

from attrs import field, frozen

from refcheck.errors import ReplayError
from refcheck.model import Candidate, Repair, Safety


def replay(raw: str, repairs: Iterable[Repair]) -> str:
    """Return ``raw`` with the ``repairs`` applied in order.

    Raises:
        ReplayError: the text at a repair's offset is not its ``before``.
        TypeError: a repair is not one.
    """
    text = raw
    for repair in repairs:
        if not isinstance(repair, Repair):
            raise TypeError(f"a repair is one of an identifier's repairs, not {type(repair).__name__}")
        end = repair.at + len(repair.before)
        if repair.at < 0 or end > len(text) or text[repair.at : end] != repair.before:
            raise ReplayError(f"{repair.code}: expected {repair.before!r} at offset {repair.at} of {text!r}")
        text = text[: repair.at] + repair.after + text[end:]
    return text


MAX_ROUNDS = 12
"""Most rounds of steps on one text; real texts need two or three."""

MAX_READINGS = 9
"""Most readings that are kept, as each may cost a query to a registry."""


class Stage(IntEnum):
    """When a step runs within a round; guesses, whose changes are all merely possible, run once at the end."""

    CHARACTERS = 1
    DECODING = 2
    JOINING = 3
    HEAD = 4
    CUTTING = 5
    BALANCING = 6
    TRIMMING = 7
    SHAPING = 8
    GUESSING = 9


class Grade(IntEnum):
    """How certain a change is, which determines the first reading and the candidates."""

    SURE = 1
    LIKELY = 2
    POSSIBLE = 3


@frozen
class Edit:
    """``text[start:end]`` becomes ``after``."""

    start: int
    end: int
    after: str = ""


@frozen(kw_only=True)
class Change:
    """Edits that are made together, in ascending order and without overlap. ``why`` is the reason for each of them."""

    edits: tuple[Edit, ...]
    why: str
    grade: Grade = Grade.LIKELY
    safety: Safety = Safety.SAFE


@frozen
class Step:
    """One repair step: its stage, the function that proposes changes to a text, and its code, which the catalogue sets.

    ``needs`` are characters of which a text must have one for the step to find anything; if empty, it examines every text.
    """

    stage: Stage
    propose: Callable[..., Iterable[Change]]
    needs: str = ""
    code: str = ""

    def changes(self, text: str) -> Iterable[Change]:
        """Return the changes that the step proposes for a text; none where the text lacks the characters that it needs."""
        return self.propose(text) if not self.needs or any(map(text.__contains__, self.needs)) else ()


def made(text: str, change: Change, code_of: Callable[[str, str], str]) -> tuple[str, tuple[Repair, ...]]:
    """Return a text with a change made, and the repairs; ``code_of`` returns the code of each from its before and after."""
    moved, repairs = 0, []
    for edit in change.edits:
        at, after = edit.start + moved, edit.after
        before = text[at : edit.end + moved]
        code = code_of(before, after)
        repairs.append(Repair(code=code, at=at, before=before, after=after, why=change.why, safety=change.safety))
        text = text[:at] + after + text[at + len(before) :]
        moved += len(after) - len(before)
    return text, tuple(repairs)


@frozen
class _Text:
    """A text under repair, and the repairs made so far."""

    text: str
    repairs: tuple[Repair, ...] = ()

    def changed(self, code: str, change: Change) -> "_Text":
        text, repairs = made(self.text, change, lambda before, after: code)
        return _Text(text, (*self.repairs, *repairs))


@frozen
class _Forks:
    """Where other readings diverge: texts after a possible change, and the text before the first likely change of each code."""

    possible: list[_Text] = field(factory=list)
    likely: dict[str, _Text] = field(factory=dict)


@frozen
class Mender:
    """How identifiers of one scheme are repaired.

    ``steps`` are in the order in which they run, ``guesses`` run once at the end; ``is_valid`` returns whether a
    text is an identifier of the scheme, and ``is_sound`` whether it is one for which no step would propose a change, so
    that none needs to run.
    """

    steps: tuple[Step, ...]
    guesses: tuple[Step, ...]
    is_valid: Callable[[str], bool]
    is_sound: Callable[[str], bool]

    def readings(self, raw: str) -> tuple[Candidate, ...]:
        """Return the readings of a printed identifier, likeliest first; none where the first is not a valid identifier."""
        forks = _Forks()
        first = self._settled(_Text(raw), frozenset(), forks)
        if not self.is_valid(first.text):
            return ()
        readings = {first.text: first.repairs}
        for other in self._others(first, forks):
            if self.is_valid(other.text):
                readings.setdefault(other.text, other.repairs)
        kept = dict(islice(readings.items(), MAX_READINGS - 1))
        if forks.likely and self.is_valid(raw):  # as printed, since a reading without one change may have others
            kept.setdefault(raw, ())
        return tuple(Candidate(value=value, repairs=repairs) for value, repairs in kept.items())

    def _others(self, first: _Text, forks: _Forks) -> Iterator[_Text]:
        """Yield readings with a possible change, then without one of the likely ones, the last first, then without any."""
        guesses = () if self.is_sound(first.text) else self.guesses
        guessed = (first.changed(step.code, change) for step in guesses for change in step.changes(first.text))
        for text in (*forks.possible, *guessed):
            yield self._settled(text, frozenset(), _Forks())
        for code, text in reversed(forks.likely.items()):
            yield self._settled(text, frozenset({code}), _Forks())
        for text in islice(forks.likely.values(), len(forks.likely) > 1):
            yield self._settled(text, frozenset(forks.likely), _Forks())

    def _settled(self, start: _Text, declined: frozenset[str], forks: _Forks) -> _Text:
        """Return the text after all rounds, without likely changes of the ``declined`` codes; record the ``forks``."""
        text = start
        for _ in range(MAX_ROUNDS):
            before = text
            for step in self.steps:
                for change in step.changes(text.text):
                    if change.grade is Grade.POSSIBLE:
                        forks.possible.append(text.changed(step.code, change))
                        continue
                    if change.grade is Grade.LIKELY:
                        if step.code in declined:
                            continue
                        forks.likely.setdefault(step.code, text)
                    text = text.changed(step.code, change)
                    break
                if text is not before and self.is_sound(text.text):
                    return text
            if text is before:
                break
        return text


_RUN = re.compile(r"[^0-9A-Za-z]+|[0-9A-Za-z]+")
"""A run of punctuation, or of letters and digits: ``/.``, ``science``."""


def replaced(
    pattern: re.Pattern[str],
    text: str,
    *,
    after: str | Callable[[re.Match[str]], str],
    why: str,
    grade: Grade = Grade.LIKELY,
    safety: Safety = Safety.SAFE,
) -> Iterator[Change]:
    """Yield the change that replaces every match of the pattern by ``after``; none where nothing matches."""
    edits = tuple(
        Edit(*found.span(), after if isinstance(after, str) else after(found)) for found in pattern.finditer(text)
    )
    if edits:
        yield Change(edits=edits, why=why, grade=grade, safety=safety)


def cut_off(text: str, at: int, why: str, *, grade: Grade = Grade.LIKELY, safety: Safety = Safety.SAFE) -> Change:
    """Return the change that cuts off a text at a position."""
    return Change(edits=(Edit(at, len(text)),), why=why, grade=grade, safety=safety)


def punctuation_edits(text: str, shape: str) -> tuple[Edit, ...]:
    """Return the edits that give ``text`` the punctuation of ``shape``, which has the same letters and digits in any case."""
    edits = []
    at = 0
    wanted = _punctuation(shape)
    printed = _punctuation(text)
    for place in sorted(wanted.keys() | printed.keys()):
        before, after = printed.get(place, ""), wanted.get(place, "")
        start = place + at
        at += len(before)
        if before != after:
            edits.append(Edit(start, start + len(before), after))
    return tuple(edits)


def _punctuation(text: str) -> dict[int, str]:
    """Return the runs of punctuation, by the count of letters and digits before them."""
    runs, count = {}, 0
    for run in _RUN.finditer(text):
        if run[0][0].isascii() and run[0][0].isalnum():
            count += len(run[0])
        else:
            runs[count] = run[0]
    return runs
