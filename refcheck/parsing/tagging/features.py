"""Tokens → the features for the tagger: for every token some short strings, of which only the hashes are kept.

Nearly all of them recur from reference to reference, so they are made once and cached. The features of a token include those of
its clause and of its sentence as a whole.
"""

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

from refcheck.parsing.memoize import memoize
from refcheck.parsing.tagging.marks import Gap, Quotes, gap_of
from refcheck.parsing.tagging.tokens import Token
from refcheck.parsing.tagging.word_classes import keyword, shape

COLOURS = {
    "accessed": "a",
    "body": "b",
    "edition-word": "e",
    "journal": "j",
    "meeting": "m",
    "month": "n",
    "place": "p",
    "publisher": "q",
    "report": "r",
    "role": "s",
    "series": "t",
    "thesis": "u",
}
"""Classes of words that characterise ("colour") a whole clause, each with a letter: a clause with "Journal" is seldom a title."""


def hashed(*strings: str) -> bytes:
    """Return the CRC-32 of each string, four bytes each; lone surrogates are kept as they are, and mean nothing to the tagger."""
    return b"".join([crc32(string.encode("utf-8", "surrogatepass")).to_bytes(4, "little") for string in strings])


def summaries(starts: Sequence[int], kinds: Sequence[str], cases: str, colours: str, prefix: str) -> list[bytes]:
    """Return for every token the hashes that describe its clause; ``prefix`` distinguishes clauses from sentences.

    ``starts`` has the indices at which clauses begin (the first is 0), ``kinds`` the kinds of the tokens. ``cases`` has one letter
    for each token: ``C`` for a word that begins with a capital, ``l`` for one in small letters, ``-`` for anything else;
    ``colours`` has the letter of ``COLOURS``, or ``-``.
    """
    found: list[bytes] = []
    for start, end in zip(starts, [*starts[1:], len(kinds)], strict=True):
        found += [_look((prefix, kinds[start], cases[start:end], colours[start:end]))] * (end - start)
    return found


@memoize(most=8192)
def _look(key: tuple[str, str, str, str]) -> bytes:
    """Return the hashes of a clause: of its size and capitals with its first word's kind, and of the classes that colour it."""
    prefix, head, cases, colours = key
    size = len(cases)
    capitals, smalls = cases.count("C"), cases.count("l")
    length = "1" if size == 1 else "2" if size == 2 else "3" if size < 5 else "5" if size < 9 else "9"
    case = "-" if not capitals + smalls else "l" if capitals <= 1 < smalls else "u" if not smalls else "m"
    colour = "".join(sorted(set(colours) - {"-"})[:2])
    return hashed(f"{prefix}={length}{case}|{head}", f"{prefix}k={colour}")


WIDTH = 20
"""The number of strings of a token. The first is the word itself, the second its kind; the ninth and tenth are the gaps beside
it."""


def features(tokens: Sequence[Token], tail: str) -> bytes:
    """Return the hashes of every token's strings, ``WIDTH`` of four bytes for each; ``tail`` is the text after the last token.

    They are assembled column by column, each of which holds some hashes of every token.
    """
    if not tokens:
        return b""
    own, shapes, kinds, cases, colours = zip(*[_word((token.text, token.masked)) for token in tokens], strict=True)
    gaps = [gap_of(token.gap) for token in tokens]
    plain = [*[gap.plain for gap in gaps], gap_of(tail).plain]
    looks = "".join(cases), "".join(colours)
    rows = zip(
        own,
        map(_around, zip(plain, shapes, plain[1:], strict=False)),
        _opened(tokens, gaps, '"' in "".join(plain)),
        _counted(kinds),
        _places(len(tokens)),
        summaries(_clause_starts(gaps), kinds, *looks, "c"),
        summaries(_sentence_starts(tokens, gaps, shapes), kinds, *looks, "s"),
        strict=True,
    )
    return b"".join(map(b"".join, rows))


@memoize(most=8192)
def _around(key: tuple[str, str, str]) -> bytes:
    """Return the hashes of the gaps before and after a token, and of its shape between the two."""
    gap, form, following = key
    return hashed(f"g0={gap}", f"g1={following}", f"gsg={gap}|{form}|{following}")


_Word = tuple[bytes, str, str, str, str]
"""A word's own hashes, its shape and kind, the letters of its case and colour. The garbage collector need not traverse a plain
tuple of strings."""

_OWN = 8
"""The most strings of a word on its own."""


@memoize(most=16384)
def _word(key: tuple[str, bool]) -> _Word:
    text, masked = key
    low = text.lower()
    case = "-"
    if masked:
        form = kind = word = f"<{text}>"
        own: tuple[str, ...] = ()
    elif text.isdecimal():
        form = kind = shape(text)
        word = text if len(text) < 3 else form
        own = (f"p3={text[:3]}" if form == "Y" else f"l={len(text)}",)
    else:
        form = shape(text)
        kind = keyword(low) or form
        word = low
        own = _parts(low)
        case = "l" if form == "x" else "-" if form in ("X", "x1", "xX") or form[0] == "c" else "C"
    hashes = hashed(f"w={word}", f"k={kind}", f"s={form}", *own).ljust(4 * _OWN, b"\0")
    return hashes, form, kind, case, COLOURS.get(kind, "-")


def _parts(word: str) -> tuple[str, ...]:
    """Return the beginning and the end of a word, in several lengths."""
    parts: tuple[str, ...] = f"p3={word[:3]}", f"e3={word[-3:]}"
    if len(word) > 3:
        parts += (f"e2={word[-2:]}",)
    return (*parts, f"p5={word[:5]}", f"e4={word[-4:]}") if len(word) > 5 else parts


def _clause_starts(gaps: Sequence[Gap]) -> list[int]:
    """Return where clauses begin."""
    return [0, *(place for place, gap in enumerate(gaps) if gap.breaks and place)]


def _sentence_starts(tokens: Sequence[Token], gaps: Sequence[Gap], shapes: Sequence[str]) -> list[int]:
    """Return where sentences begin: at a quotation mark or bracket, and after a full stop at a word not in small letters."""
    starts = [0]
    for place, gap in enumerate(gaps):
        if place and (
            gap.turns
            or ((gap.asks or (gap.stops and len(tokens[place - 1].text) > 1)) and shapes[place] not in ("x", "x1"))
        ):
            starts.append(place)
    return starts


def _opened(tokens: Sequence[Token], gaps: Sequence[Gap], quoted: bool) -> list[bytes]:
    """Return for each token the hashes of the quotation marks and brackets that the gaps before it leave open."""
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
    """Return for each token the hash of the number of years before it, with the length of the run of numbers."""
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
"""Labels after which a run of numbers may continue."""


@lru_cache(maxsize=256)
def _places(total: int) -> tuple[bytes, ...]:
    """Return the hash of the position of each token in a reference of ``total`` tokens: the first four, then sixths."""
    return tuple([hashed(f"at={place if place < 4 else 4 + 6 * place // total}") for place in range(total)])


@memoize(most=4096)
def _open(key: tuple[str, bool, int, str]) -> bytes:
    """Return the hashes of the quotation and the brackets that are open at a token."""
    state, quoted, bracket, gap = key
    return hashed(f"q={state}|{quoted}", f"q0={state}|{gap}", f"b={bracket}")


@memoize(most=4096)
def _count(key: tuple[int, int, str]) -> bytes:
    """Return the hash of the counts of years and numbers before a token."""
    years, run, kind = key
    return hashed(f"y={years}|{run}|{kind}")
