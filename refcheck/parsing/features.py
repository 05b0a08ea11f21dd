"""Tokens → what the tagger looks at: for every token a list of short strings."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from refcheck.parsing.clauses import summaries
from refcheck.parsing.marks import Quotes, breaks, encloses, plain
from refcheck.parsing.tokens import Token
from refcheck.parsing.words import keyword, shape


class _Word(NamedTuple):
    """What one word says, as seen from itself and from its neighbours."""

    own: tuple[str, ...]
    after: tuple[str, ...]
    before: tuple[str, ...]
    shape: str
    kind: str
    case: str = "-"


def features(tokens: Sequence[Token], tail: str) -> list[list[str]]:
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
    found = []
    for i, word in enumerate(words):
        before = words[i - 1] if i else _START
        after = words[i + 1] if i < last else _END
        gap, next_gap = gaps[i], gaps[i + 1]
        found.append(
            [
                *word.own,
                *before.before,
                *after.after,
                *states[i],
                *clauses[i],
                *sentences[i],
                "k-2=" + (kinds[i - 2] if i > 1 else "^"),
                "k+2=" + (kinds[i + 2] if i + 1 < last else "$"),
                "g0=" + gap,
                "g1=" + next_gap,
                f"g-1={gaps[i - 1] if i else '^'}|{gap}",
                f"g2={next_gap}|{gaps[i + 2] if i < last else '$'}",
                f"gsg={gap}|{word.shape}|{next_gap}",
                f"kgk={before.kind}|{gap}|{word.kind}",
                f"kgk+={word.kind}|{next_gap}|{after.kind}",
            ]
        )
    return found


@lru_cache(maxsize=32768)
def _word(text: str, masked: bool) -> _Word:
    if masked:
        kind = f"<{text}>"
        return _Word(
            (f"w={kind}", f"k={kind}"), (f"w+1={kind}", f"k+1={kind}"), (f"w-1={kind}", f"k-1={kind}"), kind, kind
        )
    form = shape(text)
    low = text.lower()
    if text.isdecimal():
        own: tuple[str, ...] = (
            f"w={text if len(text) < 3 else form}",
            f"k={form}",
            f"p3={text[:3]}" if form == "Y" else f"l={len(text)}",
        )
        return _Word(own, (f"k+1={form}",), (f"k-1={form}",), form, form)
    kind = keyword(text) or form
    own = (
        f"w={low}",
        f"s={form}",
        f"k={kind}",
        f"p2={low[:2]}",
        f"p3={low[:3]}",
        f"e2={low[-2:]}",
        f"e3={low[-3:]}",
    )
    case = "l" if form == "x" else "-" if form in ("X", "x1", "xX", "c") else "C"
    return _Word(own, (f"w+1={low}", f"k+1={kind}"), (f"w-1={low}", f"k-1={kind}"), form, kind, case)


_START = _Word((), (), ("w-1=^", "k-1=^"), "^", "^")
_END = _Word((), ("w+1=$", "k+1=$"), (), "$", "$")


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


def _states(tokens: Sequence[Token], kinds: Sequence[str], gaps: Sequence[str]) -> list[tuple[str, ...]]:
    """What the tokens before this one leave open: quotes, brackets, years seen, the run of numbers."""
    quotes = Quotes()
    bracket = years = run = 0
    total = len(tokens)
    quoted = any('"' in gap for gap in gaps)
    found: list[tuple[str, ...]] = []
    for place, token in enumerate(tokens):
        gap = token.gap
        if encloses(gap):
            quotes.pass_over(gap)
            bracket = max(bracket + gap.count("(") - gap.count(")"), 0)
        kind = kinds[place]
        state = "in" if quotes.depth else "after" if quotes.closed else "no"
        run = run + 1 if kind[0] in "9Y" else run if kind in ("volume", "issue", "page") else 0
        found.append(
            (
                f"q={state}|{quoted}",
                f"q0={state}|{gaps[place]}",
                f"b={min(bracket, 2)}",
                f"y={min(years, 2)}|{run if run < 5 else 5}|{kind}",
                f"at={place if place < 4 else 4 + 6 * place // total}",
            )
        )
        if kind == "Y":
            years += 1
    return found
