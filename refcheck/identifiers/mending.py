"""The engine of repair: steps propose changes to a printed text, and every change that is made is kept as a repair.

A step stands in a module of ``refcheck.identifiers.repairs``: it looks at the text as the steps before it left it and
proposes changes. Changes that are ``sure`` or ``likely`` are made, round after round, until no step has
anything to say; so that a value once repaired is never repaired again. Where a change is only likely, the
reading without it stays as a candidate; a change that is merely ``possible`` is not made, and its reading is a
candidate too.

Changes that several steps propose stand at the end: what stands for something else is replaced, what follows is cut,
punctuation is moved.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from itertools import islice

from attrs import field, frozen

from refcheck.errors import ReplayError
from refcheck.model import Candidate, Repair, Safety


def replay(raw: str, repairs: Iterable[Repair]) -> str:
    """Return what ``raw`` becomes under ``repairs``, one after the other.

    Raises:
        ReplayError: the text at a repair's offset is not its ``before``.
    """
    text = raw
    for repair in repairs:
        end = repair.at + len(repair.before)
        if repair.at < 0 or end > len(text) or text[repair.at : end] != repair.before:
            raise ReplayError(f"{repair.code}: expected {repair.before!r} at offset {repair.at} of {text!r}")
        text = text[: repair.at] + repair.after + text[end:]
    return text


MAX_ROUNDS = 12
"""Rounds of steps on one text; real ones need two or three."""

MAX_READINGS = 9
"""Readings kept: each may cost a question to a registry."""


class Stage(IntEnum):
    """When a step has its turn within a round; the guesses, which are all merely possible, come once at the end."""

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
    """How well founded a change is, which decides what is the first reading and what a candidate."""

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
    """Edits that are made together, in ascending order and without overlap. ``why`` is said of each of them."""

    edits: tuple[Edit, ...]
    why: str
    grade: Grade = Grade.LIKELY
    safety: Safety = Safety.SAFE


@frozen
class Step:
    """One repair step: its turn, the function that proposes changes to a text, and its code, which the catalogue gives it.

    ``needs`` are characters of which a text must have one for the step to find anything; without any, it looks at every text.
    """

    stage: Stage
    propose: Callable[..., Iterable[Change]]
    needs: str = ""
    code: str = ""

    def changes(self, text: str) -> Iterable[Change]:
        """Return what it proposes to change in a text; nothing where that has none of the characters it needs."""
        return self.propose(text) if not self.needs or any(map(text.__contains__, self.needs)) else ()


def made(text: str, change: Change, code_of: Callable[[str, str], str]) -> tuple[str, tuple[Repair, ...]]:
    """Return a text as a change leaves it, and its repairs; the code of each is told by what stood there and what does."""
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
    """A text on its way, and the repairs made so far."""

    text: str
    repairs: tuple[Repair, ...] = ()

    def changed(self, code: str, change: Change) -> "_Text":
        text, repairs = made(self.text, change, lambda before, after: code)
        return _Text(text, (*self.repairs, *repairs))


@frozen
class _Forks:
    """Where other readings part: texts after a possible change, and texts before each code's first likely one."""

    possible: list[_Text] = field(factory=list)
    likely: dict[str, _Text] = field(factory=dict)


@frozen
class Mender:
    """How identifiers of one scheme are mended.

    ``steps`` are in the order of their turns, ``guesses`` those that come once at the end; ``is_valid`` tells whether a
    text is an identifier of the scheme, and ``is_sound`` whether it is one that no step has anything to say to, so that
    none needs to be asked.
    """

    steps: tuple[Step, ...]
    guesses: tuple[Step, ...]
    is_valid: Callable[[str], bool]
    is_sound: Callable[[str], bool]

    def readings(self, raw: str) -> tuple[Candidate, ...]:
        """Return the readings of ``raw``, an identifier as printed, likeliest first; none where the first is no identifier."""
        forks = _Forks()
        first = self._settled(_Text(raw), frozenset(), forks)
        if not self.is_valid(first.text):
            return ()
        readings = {first.text: first.repairs}
        for other in self._others(first, forks):
            if self.is_valid(other.text):
                readings.setdefault(other.text, other.repairs)
        kept = dict(islice(readings.items(), MAX_READINGS - 1))
        if forks.likely and self.is_valid(raw):  # without one of the changes it may have been changed in another way
            kept.setdefault(raw, ())
        return tuple(Candidate(value=value, repairs=repairs) for value, repairs in kept.items())

    def _others(self, first: _Text, forks: _Forks) -> Iterator[_Text]:
        """Yield readings with a possible change; then without one of the likely ones, the last one first; then without any."""
        guesses = () if self.is_sound(first.text) else self.guesses
        guessed = (first.changed(step.code, change) for step in guesses for change in step.changes(first.text))
        for text in (*forks.possible, *guessed):
            yield self._settled(text, frozenset(), _Forks())
        for code, text in reversed(forks.likely.items()):
            yield self._settled(text, frozenset({code}), _Forks())
        for text in islice(forks.likely.values(), len(forks.likely) > 1):
            yield self._settled(text, frozenset(forks.likely), _Forks())

    def _settled(self, start: _Text, declined: frozenset[str], forks: _Forks) -> _Text:
        """The text after rounds of steps without the likely changes of the ``declined`` codes; ``forks`` are noted on the way."""
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
    """Yield the change that puts ``after`` for all that the pattern finds; none where it finds nothing."""
    edits = tuple(
        Edit(*found.span(), after if isinstance(after, str) else after(found)) for found in pattern.finditer(text)
    )
    if edits:
        yield Change(edits=edits, why=why, grade=grade, safety=safety)


def cut_off(text: str, at: int, why: str, *, grade: Grade = Grade.LIKELY, safety: Safety = Safety.SAFE) -> Change:
    """Return the change that cuts a text from a place on."""
    return Change(edits=(Edit(at, len(text)),), why=why, grade=grade, safety=safety)


def punctuation_edits(text: str, shape: str) -> tuple[Edit, ...]:
    """Return the edits that turn ``text`` into ``shape``, which has the same letters and digits, whatever their case."""
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
    """Return the runs of punctuation, by the number of letters and digits before them."""
    runs, count = {}, 0
    for run in _RUN.finditer(text):
        if run[0][0].isascii() and run[0][0].isalnum():
            count += len(run[0])
        else:
            runs[count] = run[0]
    return runs
