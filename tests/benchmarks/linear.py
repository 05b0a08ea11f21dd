"""Whether reading takes time in proportion to the length: long runs of one piece, once and four times as long.

    python tests/benchmarks/linear.py

The time of four times the length over that of once is four where the work is linear, and sixteen where it is quadratic; the exit
status is 1 where one is past eight. Nothing is timed in the tests, which count operations instead (``operations.py``); what a
single search of a regular expression takes is seen here alone.
"""

import sys
import time
from collections.abc import Callable, Iterator

from refcheck import parse, read
from refcheck.identifiers import find
from refcheck.registries.pages.page_text import read_page
from refcheck.registries.transport.get import Reply

MOST = 8.0

PIECES = (
    "10.1000/((((",
    " ",
    ".",
    "-",
    "(",
    ")",
    "[](",
    "10.",
    "/",
    "a",
    "9",
    "\u200b",
    "%25",
    "&amp;",
    "“",
    "http:",
    "www",
    "doi:",
)
TAGS = ("<title", "<h1>", "<h1><b>", "<meta ", '<meta name="', "<meta content='0;url=", "charset=", "=", 'a="', " ")
PROSE = ("Smith, J. (1999). “Ants”. ", "a", "(", "“", " ,", "1 2 ", "et al. and ")
CITING = ("(", "[", "(a ", "[1,", "(Doe, 2001; ", "Doe ", "[1-", "(2001 ", "et al. (", "A. ")
LIST = "\n\nReferences\n\n" + "".join(
    f"[{n}] Doe{n}, J. (200{n}). A title. A Journal, {n}, 1–9.\n" for n in range(1, 6)
)


def main() -> int:
    """Print the table."""
    worst = 0.0
    print(f"{'what':<20} {'piece':<28} {'once, ms':>9} {'four times, ms':>15} {'ratio':>6}")
    for what, piece, once, four in measured():
        ratio = four / max(once, 0.001)
        worst = max(worst, ratio)
        print(
            f"{what:<20} {piece!r:<28} {once * 1000:>9.1f} {four * 1000:>15.1f} {ratio:>6.1f}{'  !' * (ratio > MOST)}"
        )
    return int(worst > MOST)


def measured() -> Iterator[tuple[str, str, float, float]]:
    """What is read, the piece, and the least of three times at either length."""
    kinds: tuple[tuple[str, tuple[str, ...], int, Callable[[str], object]], ...] = (
        ("identifiers.find", PIECES, 60_000, find),
        ("a page", TAGS, 120_000, _page),
        ("parse", PROSE, 5_000, parse),
        ("read, with a body", CITING, 5_000, lambda text: read(f"Introduction\n\n{text}{LIST}")),
    )
    for what, pieces, length, call in kinds:
        call("warm up")
        for piece in pieces:
            once, four = (
                min(_seconds(call, piece * (size // len(piece))) for _ in range(3)) for size in (length, 4 * length)
            )
            yield what, piece, once, four


def _page(text: str) -> object:
    reply = Reply(status=200, headers={"content-type": "text/html"}, body=text.encode(), url="http://a.example/")
    return read_page(reply)


def _seconds(call: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    call(text)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
