"""The punctuation between two tokens in a normal form, and what it says about quotation marks and brackets."""

from typing import NamedTuple

from refcheck.parsing.memoize import memoize

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹘﹣－˗", "-"),
        **dict.fromkeys("“”„‟″«»「」『』《》〈〉＂", '"'),
        **dict.fromkeys("‘’‚‛′`´‹›", "'"),
        **dict.fromkeys("，、،", ","),
        **dict.fromkeys("。．।", "."),
        **dict.fromkeys("；؛", ";"),
        **dict.fromkeys("（", "("),
        **dict.fromkeys("）", ")"),
        **dict.fromkeys("［【〔", "["),
        **dict.fromkeys("］】〕", "]"),
        "：": ":",
        "？": "?",
        "！": "!",
        "／": "/",
        "＆": "&",
        **dict.fromkeys("\u200b\u200e\u200f\ufeff\u00ad", None),
    }
)


class Gap(NamedTuple):
    """The text between two tokens, in plain ASCII punctuation with white space as one space, and its properties.

    It ``breaks`` if it separates two clauses: by any mark except a hyphen, an apostrophe or "&". It ``encloses`` if it has a
    quotation mark or a round bracket; ``deeper`` is the number of round brackets it opens less those it closes. A sentence begins
    after it if it ``turns`` (a quotation mark or bracket), ``asks`` (a question or exclamation mark) or ``stops`` (a full stop and
    a space, unless it is an initial's).
    """

    plain: str
    breaks: bool
    encloses: bool
    deeper: int
    turns: bool
    asks: bool
    stops: bool


@memoize(most=8192)
def gap_of(printed: str) -> Gap:
    """Return the properties of a gap. At most seven characters of it are kept; the middle of a longer one is left out.

    ``” ,`` and ``",`` differ only by their space; ``）.`` is ``).``.
    """
    text = " ".join(f"\0{printed.translate(_PLAIN)}\0".split())[1:-1]
    text = text if len(text) <= 7 else text[:4] + text[-3:]
    parts = len(text) > 1 or text in _TURNING
    return Gap(
        plain=text,
        breaks=any(mark not in " -'&" for mark in text),
        encloses=not _ENCLOSING.isdisjoint(printed),
        deeper=printed.count("(") - printed.count(")"),
        turns=parts and not _TURNING.isdisjoint(text),
        asks=parts and ("?" in text or "!" in text),
        stops=parts and "." in text and text[-1] == " ",
    )


_TURNING = frozenset('"()[')
"""Marks at which a sentence begins, even without a space beside them."""

_ENCLOSING = frozenset('()"＂„“”«»‘’「」『』《》〈〉')


class Quotes:
    """A tracker of quotation marks through a text: the depth of quotation, and whether a quotation has been closed."""

    def __init__(self) -> None:
        """Start outside of quotations, with none seen."""
        self.depth = 0
        self.closed = False
        self._low = False

    def pass_over(self, gap: str) -> None:
        """Take the marks of one gap into account."""
        for place, mark in enumerate(gap):
            if mark in '"＂':
                self._turn(opens=self.depth == 0)
            elif mark in "„":
                self._low = True
                self._turn(opens=True)
            elif mark == "“":
                self._turn(opens=not (self._low and self.depth))
            elif mark in "”」』》〉":
                self._turn(opens=False)
            elif mark in "「『《〈":
                self._turn(opens=True)
            elif mark in "«»" or (mark == "‘" and (place == 0 or gap[place - 1] in " (\n")):
                self._turn(opens=self.depth == 0)
            elif mark == "’" and self.depth and place == 0 and len(gap) > 1:
                self._turn(opens=False)

    def _turn(self, *, opens: bool) -> None:
        if opens:
            self.depth += 1
        elif self.depth:
            self.depth -= 1
            self.closed = self.depth == 0 or self.closed
