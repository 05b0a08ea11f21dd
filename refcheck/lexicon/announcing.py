"""Words that announce an address: "Available at", "Retrievd from", "Disponible en", "URL"."""

import re
from functools import cache

from refcheck.lexicon.misspelling import respelt
from refcheck.lexicon.patterns import alternatives
from refcheck.lexicon.terms import Term
from refcheck.lexicon.wordings import words


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
    """Whether a word says that something can be had somewhere, be it misspelt: "Avialable", "Recuperado"."""
    return respelt(word, Term.AVAILABLE) is not None


def tells_access(word: str) -> bool:
    """Whether a word says that something was looked at, or begins a wording that does, be it misspelt: "Accesed", "Last"."""
    return respelt(word, Term.ACCESSED, Term.ACCESS_ASIDE) is not None
