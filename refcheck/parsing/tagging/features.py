"""Tokens → what the tagger looks at: for every token a tuple of short strings, in UTF-8 as the tagger wants them.

Nearly all of them recur from reference to reference, so they are made once and remembered.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from operator import add

from refcheck.parsing.memoize import memoize
from refcheck.parsing.tagging.clauses import COLOURS, encoded, summaries
from refcheck.parsing.tagging.marks import Gap, Quotes, gap_of
from refcheck.parsing.tagging.tokens import Token
from refcheck.parsing.tagging.word_classes import keyword, shape


def features(tokens: Sequence[Token], tail: str) -> list[tuple[bytes, ...]]:
    """The strings of every token; ``tail`` is what is printed after the last one.

    They are put together column by column, each of which holds one string for every token.
    """
    if not tokens:
        return []
    own, after, before, shapes, kinds, cases, colours = zip(
        *[_word((token.text, token.masked)) for token in tokens], strict=True
    )
    gaps = [gap_of(token.gap) for token in tokens]
    plain = [*[gap.plain for gap in gaps], gap_of(tail).plain]
    looks = "".join(cases), "".join(colours)
    here, here_behind, there, there_ahead = zip(
        *map(_pair, zip(["^", *plain], [*plain, "$"], strict=True)), strict=True
    )
    from_right, from_left = zip(*map(_joint, zip(("^", *kinds), plain, (*kinds, "$"), strict=True)), strict=True)
    columns = zip(
        (_START, *before),
        (*after[1:], _END),
        *zip(*_opened(tokens, gaps, '"' in "".join(plain)), strict=True),
        _counted(kinds),
        _places(len(tokens)),
        *zip(*summaries(_clause_starts(gaps), kinds, *looks, "c"), strict=True),
        *zip(*summaries(_sentence_starts(tokens, gaps, shapes), kinds, *looks, "s"), strict=True),
        here,
        here_behind,
        there[2:],
        there_ahead[2:],
        map(_between, zip(plain, shapes, plain[1:], strict=False)),
        from_right,
        from_left[1:],
        strict=False,
    )
    return list(map(add, own, columns))


@memoize(most=8192)
def _joint(key: tuple[str, str, str]) -> tuple[bytes, ...]:
    """Two neighbours and their gap, as seen from the right one and from the left one."""
    left, gap, right = key
    return encoded(f"kgk={left}|{gap}|{right}", f"kgk+={left}|{gap}|{right}")


@memoize(most=8192)
def _pair(key: tuple[str, str]) -> tuple[bytes, ...]:
    """Two gaps one after the other: as seen from behind them, the second alone and both; from before them, the first and both."""
    gap, following = key
    return encoded(f"g0={following}", f"g-1={gap}|{following}", f"g1={gap}", f"g2={gap}|{following}")


@memoize(most=8192)
def _between(key: tuple[str, str, str]) -> bytes:
    """A token's shape between its gaps."""
    gap, form, next_gap = key
    return encoded(f"gsg={gap}|{form}|{next_gap}")[0]


_Word = tuple[tuple[bytes, ...], bytes, bytes, str, str, str, str]
"""A word's own strings; the one that its right and the one that its left neighbour sees of it; its shape and kind; the
letters of its case and colour. A plain tuple of strings is nothing that the garbage collector has to look through."""


@memoize(most=16384)
def _word(key: tuple[str, bool]) -> _Word:
    text, masked = key
    if masked:
        kind = f"<{text}>"
        (word,) = encoded(kind)
        return (b"w=" + word, b"k=" + word), b"w+1=" + word, b"w-1=" + word, kind, kind, "-", "-"
    form = shape(text)
    if text.isdecimal():
        word, size = encoded(text if len(text) < 3 else form, f"p3={text[:3]}" if form == "Y" else f"l={len(text)}")
        (seen,) = encoded(form)
        return (b"w=" + word, b"k=" + seen, size), b"w+1=" + seen, b"w-1=" + seen, form, form, "-", "-"
    low = text.lower()
    kind = keyword(low) or form
    word = low.encode("utf-8", "surrogatepass")
    first, last = (word[:3], word[-3:]) if len(word) == len(low) else encoded(low[:3], low[-3:])
    own = (b"w=" + word, _kind(kind), b"p3=" + first, b"e3=" + last)
    case = "l" if form == "x" else "-" if form in ("X", "x1", "xX") or form[0] == "c" else "C"
    return own, b"w+1=" + word, b"w-1=" + word, form, kind, case, COLOURS.get(kind, "-")


@cache
def _kind(kind: str) -> bytes:
    return encoded(f"k={kind}")[0]


_START, _END = b"w-1=^", b"w+1=$"
"""What stands before the first token and behind the last."""


def _clause_starts(gaps: Sequence[Gap]) -> list[int]:
    """Where clauses begin."""
    return [0, *(place for place, gap in enumerate(gaps) if gap.breaks and place)]


def _sentence_starts(tokens: Sequence[Token], gaps: Sequence[Gap], shapes: Sequence[str]) -> list[int]:
    """Where sentences begin: at a quotation mark or bracket, and before a word that is not in small letters behind a stop."""
    starts = [0]
    for place, gap in enumerate(gaps):
        if place and (
            gap.turns
            or ((gap.asks or (gap.stops and len(tokens[place - 1].text) > 1)) and shapes[place] not in ("x", "x1"))
        ):
            starts.append(place)
    return starts


def _opened(tokens: Sequence[Token], gaps: Sequence[Gap], quoted: bool) -> list[tuple[bytes, ...]]:
    """The quotes and brackets that the gaps before each token leave open."""
    quotes = Quotes()
    bracket = 0
    state = "no"
    found = []
    for token, gap in zip(tokens, gaps, strict=True):
        if gap.encloses:
            quotes.pass_over(token.gap)
            bracket = max(bracket + gap.deeper, 0)
            state = "in" if quotes.depth else "after" if quotes.closed else "no"
        found.append(_open((state, quoted, bracket if bracket < 2 else 2, gap.plain)))
    return found


def _counted(kinds: Sequence[str]) -> list[bytes]:
    """The years that were seen before each token, with the run of numbers."""
    years = run = 0
    found = []
    for kind in kinds:
        run = run + 1 if kind in _NUMBERS else run if kind in _NUMBERED else 0
        found.append(_count((years if years < 2 else 2, run if run < 5 else 5, kind)))
        years += kind == "Y"
    return found


_NUMBERS = frozenset(["Y", *("9" * length for length in range(1, 7))])
"""The shapes of numbers."""

_NUMBERED = frozenset({"volume", "issue", "page"})
"""Labels that a run of numbers may go on behind."""


@lru_cache(maxsize=256)
def _places(total: int) -> tuple[bytes, ...]:
    """Where in a reference of so many tokens each stands: the first four, then sixths."""
    return encoded(*(f"at={place if place < 4 else 4 + 6 * place // total}" for place in range(total)))


@memoize(most=4096)
def _open(key: tuple[str, bool, int, str]) -> tuple[bytes, ...]:
    """Quotation and brackets as they are open at a token."""
    state, quoted, bracket, gap = key
    return encoded(f"q={state}|{quoted}", f"q0={state}|{gap}", f"b={bracket}")


@memoize(most=4096)
def _count(key: tuple[int, int, str]) -> bytes:
    """How many years and numbers there were before a token."""
    years, run, kind = key
    return encoded(f"y={years}|{run}|{kind}")[0]
