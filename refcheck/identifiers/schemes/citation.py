"""Citation string: the location of an article in a journal, in the form that PubMed's citation matcher takes.

It consists of the journal's title or its abbreviation, the year, the volume, the first page and the first author's family name,
separated by bars. No agency assigns it, but it identifies an article as an assigned number does.

Source: The E-utilities In-Depth (NBK25499), ``ECitMatch``. It does not occur in texts: it is built from the fields that were read,
so that ``find`` finds none.

>>> validate("Proc Natl Acad Sci U S A|1991|88|3248|Mann")
'proc natl acad sci u s a|1991|88|3248|mann'
>>> is_valid("proc natl acad sci u s a|1991||3248|mann")
False
>>> of("J. Biol. Chem.", "1998", "28", "42-51", "Okafor")
'j biol chem|1998|28|42|okafor'
>>> find("Mann BJ. Proc Natl Acad Sci USA. 1991;88:3248-52.")
()
"""

import re

from refcheck.identifiers.schemes import verbs
from refcheck.model import Identifier
from refcheck.text.folding import fold

_BAR = "|"

_STRING = re.compile(r"[^|]+\|(?:1[5-9]|20)\d\d\|[^|]+\|[^|]+\|[^|]+")
"""Journal, year, volume, first page, author: ``j biol chem|1998|28|42|okafor``."""

_FIRST_PAGE = re.compile(r"[^\W_]+")
"""A first page: the ``3248`` of ``3248-52``, ``e33693``, the ``S12`` of ``S12–S15``."""


def of(journal: str, year: str, volume: str, page: str, author: str) -> str:
    """Return the citation string of these parts; it is not valid if one of them is empty."""
    first = _FIRST_PAGE.search(page)
    return compact(_BAR.join((journal, year, volume, first[0] if first else "", author)))


def compact(number: str) -> str:
    """Return the string with its parts folded: in lower case, without punctuation."""
    return _BAR.join(fold(part) for part in number.split(_BAR))


validate, is_valid = verbs(compact, _STRING.fullmatch)


def format(number: str) -> str:  # noqa: A001  python-stdnum's verb
    """Return the parts as people write them.

    >>> format("j biol chem|1998|28|42|okafor")
    'okafor, j biol chem 1998;28:42'
    """
    journal, year, volume, page, author = compact(number).split(_BAR)
    return f"{author}, {journal} {year};{volume}:{page}"


def find(text: str) -> tuple[Identifier, ...]:
    """Return no identifiers: see above."""
    return ()
