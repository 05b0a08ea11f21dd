"""The punctuation between two tokens in one plain form, and what it says about quotes and brackets."""

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
    """What is printed between two tokens, in plain ASCII marks with white space as one blank, and what that says.

    ``breaks`` where it parts two clauses: by any mark but a hyphen or an apostrophe. ``encloses`` where it holds a quotation
    mark or a bracket, ``deeper`` by how many brackets. A sentence begins behind it where it ``turns`` (at a quotation mark or
    bracket), ``asks`` (a question or exclamation mark) or ``stops`` (a full stop and a blank, unless it is an initial's).
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
    """What a gap says. At most seven marks of it are kept, the middle is left out.

    ``” ,`` and ``",`` differ by their blank alone; ``）.`` is ``).``.
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
"""Marks by which a sentence begins, even where no blank stands beside them."""

_ENCLOSING = frozenset('()"＂„“”«»‘’「」『』《》〈〉')


class Quotes:
    """Follows quotation marks through a text: how deep it is quoted, and whether a quotation has been closed."""

    def __init__(self) -> None:
        """Outside, with nothing seen."""
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
