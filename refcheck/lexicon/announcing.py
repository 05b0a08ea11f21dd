"""Words that announce an address ("Available at", "URL"), or stand where a date would ("n.d.", "in press")."""

import re
from functools import cache

from refcheck.lexicon.misspelling import respelt
from refcheck.lexicon.patterns import alternatives
from refcheck.lexicon.terms import Term
from refcheck.lexicon.wordings import wordings, words


def is_undated(text: str) -> bool:
    """Return whether a text says that a work has no date, or is yet to appear.

    >>> is_undated("Doe, J. (n. d.)."), is_undated("Meyer (im Druck)"), is_undated("Doe, N. D. (2020)")
    (True, True, False)
    """
    return undated().search(text) is not None


@cache
def undated() -> re.Pattern[str]:
    """A pattern for that: initials with their points, in small letters but perhaps for the last, "o. J."; phrases in any case."""
    none = wordings(Term.NO_DATE)
    initials = {tuple(re.findall(r"[^\W\d_]", each)) for each in none if "." in each}
    parts = (r"\.\s?".join([*each[:-1], f"(?i:{each[-1]})"]) for each in sorted(initials))
    phrases = alternatives(
        [*(each for each in none if len(each) > len("o.j.") and "." not in each), *wordings(Term.FORTHCOMING)]
    )
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(parts)})(?![^\W\d_])|(?i:{phrases})")


@cache
def announcing() -> re.Pattern[str]:
    """A pattern for a word, given to :func:`announces` as the group ``word``, and another that leads to an address: "Available at".

    A colon behind them is taken in. An address may be "available online at".
    """
    leads = alternatives(words(Term.AT))
    return re.compile(
        rf"(?<![^\W\d_])(?P<word>[^\W\d_]{{5,16}}) (?:{alternatives(words(Term.ADDRESS))} )?{leads}\s*:?", re.IGNORECASE
    )


def announces(word: str) -> bool:
    """Return whether a word says that something can be had somewhere, be it misspelt: "Avialable", "Recuperado"."""
    return respelt(word, Term.AVAILABLE) is not None


def tells_access(word: str) -> bool:
    """Return whether a word says that something was looked at, or begins a wording that does, be it misspelt: "Accesed", "Last"."""
    return respelt(word, Term.ACCESSED, Term.ACCESS_ASIDE) is not None
