"""Clauses and sentences of a reference: what each looks like as a whole, for every token in it to see."""

from collections.abc import Sequence
from zlib import crc32

from refcheck.parsing.memoize import memoize

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
"""Classes of words that colour a whole clause, a letter each: a clause with "Journal" in it is seldom a title."""


def hashed(*strings: str) -> bytes:
    """Return the CRC-32 of each string, four bytes each; lone surrogates stay what they are, and mean nothing to the tagger."""
    return b"".join([crc32(string.encode("utf-8", "surrogatepass")).to_bytes(4, "little") for string in strings])


def summaries(starts: Sequence[int], kinds: Sequence[str], cases: str, colours: str, prefix: str) -> list[bytes]:
    """For every token the hashes of what describes its clause; clauses are told apart by ``prefix``.

    ``starts`` holds the places at which clauses begin (the first is 0), ``kinds`` those of the tokens. ``cases`` has one letter a
    token: ``C`` for a word that begins with a capital, ``l`` for a small one, ``-`` for anything else; ``colours`` has that of
    ``COLOURS``, or ``-``.
    """
    found: list[bytes] = []
    for start, end in zip(starts, [*starts[1:], len(kinds)], strict=True):
        found += [_look((prefix, kinds[start], cases[start:end], colours[start:end]))] * (end - start)
    return found


@memoize(most=8192)
def _look(key: tuple[str, str, str, str]) -> bytes:
    """What a clause looks like: its size and capitals with its first word's kind, and the classes that colour it."""
    prefix, head, cases, colours = key
    size = len(cases)
    capitals, smalls = cases.count("C"), cases.count("l")
    length = "1" if size == 1 else "2" if size == 2 else "3" if size < 5 else "5" if size < 9 else "9"
    case = "-" if not capitals + smalls else "l" if capitals <= 1 < smalls else "u" if not smalls else "m"
    colour = "".join(sorted(set(colours) - {"-"})[:2])
    return hashed(f"{prefix}={length}{case}|{head}", f"{prefix}k={colour}")
