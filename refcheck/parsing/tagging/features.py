"""Tokens → what the tagger looks at: for every token a list of short strings, in UTF-8 as the tagger wants them.

Nearly all of them recur from reference to reference, so they are made once and remembered.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from refcheck.parsing.tagging.clauses import encoded, summaries
from refcheck.parsing.tagging.marks import Quotes, breaks, encloses, plain
from refcheck.parsing.tagging.tokens import Token
from refcheck.parsing.tagging.words import keyword, shape


class _Word(NamedTuple):
    """What one word says, as seen from itself and from its neighbours."""

    own: tuple[bytes, ...]
    after: tuple[bytes, ...]
    before: tuple[bytes, ...]
    shape: str
    kind: str
    case: str = "-"


def features(tokens: Sequence[Token], tail: str) -> list[list[bytes]]:
    """The strings of every token; ``tail`` is what is printed after the last one."""
    if not tokens:
        return []
    words = [_word(token.text, token.masked) for token in tokens]
    gaps = [*(plain(token.gap) for token in tokens), plain(tail)]
    shapes = [word.shape for word in words]
    kinds = [word.kind for word in words]
    cases = "".join(word.case for word in words)
    clauses = summaries(_clause_starts(tokens), kinds, cases, "c")
    sentences = summaries(_sentence_starts(tokens, gaps, shapes), kinds, cases, "s")
    states = _states(tokens, kinds, gaps)
    last = len(tokens) - 1
    joints = [_joint(left, gap, right) for left, gap, right in zip(["^", *kinds], gaps, [*kinds, "$"], strict=True)]
    before_gaps = [_behind(left, gap) for left, gap in zip(["^", *gaps], gaps[:-1], strict=False)]
    after_gaps = [_ahead(gap, right) for gap, right in zip(gaps[1:], [*gaps[2:], "$"], strict=True)]
    return [
        [
            *word.own,
            *(words[i - 1].before if i else _START),
            *(words[i + 1].after if i < last else _END),
            *states[i],
            *clauses[i],
            *sentences[i],
            *before_gaps[i],
            *after_gaps[i],
            _between(gaps[i], word.shape, gaps[i + 1]),
            joints[i][0],
            joints[i + 1][1],
        ]
        for i, word in enumerate(words)
    ]


@lru_cache(maxsize=8192)
def _joint(left: str, gap: str, right: str) -> tuple[bytes, ...]:
    """Two neighbours and their gap, as seen from the right one and from the left one."""
    return encoded(f"kgk={left}|{gap}|{right}", f"kgk+={left}|{gap}|{right}")


@lru_cache(maxsize=8192)
def _behind(before: str, gap: str) -> tuple[bytes, ...]:
    """The gap before a token, and with the gap before that."""
    return encoded(f"g0={gap}", f"g-1={before}|{gap}")


@lru_cache(maxsize=8192)
def _ahead(gap: str, after: str) -> tuple[bytes, ...]:
    """The gap behind a token, and with the gap behind that."""
    return encoded(f"g1={gap}", f"g2={gap}|{after}")


@lru_cache(maxsize=8192)
def _between(gap: str, form: str, next_gap: str) -> bytes:
    """A token's shape between its gaps."""
    return encoded(f"gsg={gap}|{form}|{next_gap}")[0]


@lru_cache(maxsize=32768)
def _word(text: str, masked: bool) -> _Word:
    if masked:
        kind = f"<{text}>"
        return _Word(
            encoded(f"w={kind}", f"k={kind}"),
            encoded(f"w+1={kind}", f"k+1={kind}"),
            encoded(f"w-1={kind}", f"k-1={kind}"),
            kind,
            kind,
        )
    form = shape(text)
    low = text.lower()
    if text.isdecimal():
        own = encoded(
            f"w={text if len(text) < 3 else form}",
            f"k={form}",
            f"p3={text[:3]}" if form == "Y" else f"l={len(text)}",
        )
        return _Word(own, encoded(f"k+1={form}"), encoded(f"k-1={form}"), form, form)
    kind = keyword(text) or form
    own = encoded(
        f"w={low}",
        f"s={form}",
        f"k={kind}",
        f"p3={low[:3]}",
        f"e3={low[-3:]}",
    )
    case = "l" if form == "x" else "-" if form in ("X", "x1", "xX", "c") else "C"
    return _Word(own, encoded(f"w+1={low}", f"k+1={kind}"), encoded(f"w-1={low}", f"k-1={kind}"), form, kind, case)


#: What stands before the first token and behind the last.
_START = (b"w-1=^", b"k-1=^")
_END = (b"w+1=$", b"k+1=$")


def _clause_starts(tokens: Sequence[Token]) -> list[int]:
    """Where clauses begin: after any mark but a hyphen."""
    return [0, *(place for place in range(1, len(tokens)) if breaks(tokens[place].gap))]


def _sentence_starts(tokens: Sequence[Token], gaps: Sequence[str], shapes: Sequence[str]) -> list[int]:
    """Where sentences begin: after a full stop that does not follow an initial, at a quotation mark, around a bracket."""
    starts = [0]
    for place in range(1, len(tokens)):
        gap = gaps[place]
        if len(gap) < 2 and gap not in ("(", '"', "[", ")"):
            continue
        stop = ("." in gap and gap[-1] == " " and len(tokens[place - 1].text) > 1) or "?" in gap or "!" in gap
        if (stop and shapes[place] not in ("x", "x1")) or '"' in gap or "(" in gap or ")" in gap or "[" in gap:
            starts.append(place)
    return starts


def _states(tokens: Sequence[Token], kinds: Sequence[str], gaps: Sequence[str]) -> list[tuple[bytes, ...]]:
    """What the tokens before this one leave open: quotes, brackets, years seen, the run of numbers."""
    quotes = Quotes()
    bracket = years = run = 0
    total = len(tokens)
    quoted = any('"' in gap for gap in gaps)
    found: list[tuple[bytes, ...]] = []
    for place, (token, kind) in enumerate(zip(tokens, kinds, strict=True)):
        gap = token.gap
        if encloses(gap):
            quotes.pass_over(gap)
            bracket = max(bracket + gap.count("(") - gap.count(")"), 0)
        state = "in" if quotes.depth else "after" if quotes.closed else "no"
        run = run + 1 if kind[0] in "9Y" else run if kind in _NUMBERED else 0
        found.append(
            (
                *_opened(state, quoted, min(bracket, 2), gaps[place]),
                _counted(min(years, 2), min(run, 5), kind),
                _PLACES[place if place < 4 else 4 + 6 * place // total],
            )
        )
        years += kind == "Y"
    return found


#: Labels that a run of numbers may go on behind.
_NUMBERED = frozenset({"volume", "issue", "page"})

#: Where in the reference a token stands: the first four, then sixths.
_PLACES = encoded(*(f"at={place}" for place in range(10)))


@lru_cache(maxsize=4096)
def _opened(state: str, quoted: bool, bracket: int, gap: str) -> tuple[bytes, ...]:
    """Quotation and brackets as they are open at a token."""
    return encoded(f"q={state}|{quoted}", f"q0={state}|{gap}", f"b={bracket}")


@lru_cache(maxsize=4096)
def _counted(years: int, run: int, kind: str) -> bytes:
    """How many years and numbers there were before a token."""
    return encoded(f"y={years}|{run}|{kind}")[0]
