"""The punctuation between two tokens in one plain form, and what it says about quotes and brackets."""

from functools import lru_cache

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹘﹣－˗", "-"),
        **dict.fromkeys("“”„‟″«»「」『』《》〈〉＂", '"'),
        **dict.fromkeys("‘’‚‛′`´‹›", "'"),
        **dict.fromkeys("，、،", ","),
        **dict.fromkeys("。．", "."),
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


@lru_cache(maxsize=8192)
def plain(gap: str) -> str:
    """A gap in plain ASCII marks, white space as one blank, at most seven marks long (the middle is left out).

    ``” ,`` and ``",`` differ by their blank alone; ``）.`` is ``).``.
    """
    text = " ".join(f"\0{gap.translate(_PLAIN)}\0".split())[1:-1]
    return text if len(text) <= 7 else text[:4] + text[-3:]


@lru_cache(maxsize=8192)
def breaks(gap: str) -> bool:
    """Whether a gap parts two clauses: it holds a mark other than a hyphen, an apostrophe or a blank."""
    return any(mark not in " -'&" for mark in plain(gap))


@lru_cache(maxsize=8192)
def encloses(gap: str) -> bool:
    """Whether a gap holds a quotation mark or a bracket."""
    return any(mark in '()"＂„“”«»‘’「」『』《》〈〉' for mark in gap)


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
