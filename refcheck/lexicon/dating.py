"""Words that stand where a date would: "n.d.", "o. J.", "in press"."""

import re
from functools import cache

from refcheck.lexicon.patterns import alternatives
from refcheck.lexicon.terms import Term
from refcheck.lexicon.wordings import wordings


def is_undated(text: str) -> bool:
    """Whether a text says that a work has no date, or is yet to appear.

    >>> is_undated("Doe, J. (n. d.)."), is_undated("Meyer (im Druck)"), is_undated("Doe, N. D. (2020)")
    (True, True, False)
    """
    return _undated().search(text) is not None


@cache
def _undated() -> re.Pattern[str]:
    """Initials with their points, in small letters but perhaps for the last, as "o. J."; and phrases in any case."""
    none = wordings(Term.NO_DATE)
    initials = {tuple(re.findall(r"[^\W\d_]", each)) for each in none if "." in each}
    parts = (r"\.\s?".join([*each[:-1], f"(?i:{each[-1]})"]) for each in sorted(initials))
    phrases = alternatives(
        [*(each for each in none if len(each) > len("o.j.") and "." not in each), *wordings(Term.FORTHCOMING)]
    )
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(parts)})(?![^\W\d_])|(?i:{phrases})")
