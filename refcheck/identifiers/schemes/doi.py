"""DOI (Digital Object Identifier).

A DOI is the persistent name of an object, mostly a publication, assigned by a registrant of one of the
registration agencies of the International DOI Foundation (Crossref, DataCite and others) and resolved at
doi.org. It consists of a prefix, which is ``10.`` and the registrant's number, a slash, and a suffix of any
printable characters. It is case-insensitive.

Source: ISO 26324; DOI Handbook, https://doi.org/10.1000/182.

>>> validate("doi:10.1016/S0140-6736(97)11096-0")
'10.1016/S0140-6736(97)11096-0'
>>> is_valid("10.1371")
False
>>> format("10.1002/(SICI)1098-2361(1999)18:5<415::AID-ZOO6>3.0.CO;2-Z")
'https://doi.org/10.1002/(SICI)1098-2361(1999)18:5%3C415::AID-ZOO6%3E3.0.CO;2-Z'
"""

import re
from urllib.parse import quote

from stdnum import isbn

from refcheck.identifiers import doi_grammars
from refcheck.identifiers.doi_meaning import read as read
from refcheck.identifiers.identifying import Kind, identify
from refcheck.identifiers.scanning import doi_scan, doi_starts
from refcheck.identifiers.scanning.characters import has_unseen
from refcheck.identifiers.schemes import verbs
from refcheck.model import Identifier, Scheme, Span

RESOLVER = "https://doi.org/"

_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,3}/\S*[^\W_]\S*")
"""A DOI: ``10.1016/j.rivst.2015.10.003``."""

_ISBN_A = re.compile(r"10\.(97[89])\.(\d{2,8})/(\d{1,7})", re.ASCII)
"""An actionable ISBN: ``10.978.86123/45678``."""

_SHORT = re.compile(r"10/(?!(?:19|20)\d\d$)[a-z0-9]{3,8}", re.ASCII)
"""A short DOI, an alias of a long one: ``10/aabbe``; ``10/2021`` is a date."""


def compact(number: str) -> str:
    """Return the bare DOI: without white space around it and without a label or a resolver's URL."""
    number = number.strip()
    start = number.find("10.")
    return number[start:] if start > 0 and doi_starts.label_start(number, start) == 0 else number


def format(number: str) -> str:  # noqa: A001  python-stdnum's verb
    """Return the DOI as it should be shown: a link to the resolver, percent-encoded."""
    return RESOLVER + quote(compact(number), safe="/:;()!*',@+=")


def _is_bare(number: str) -> bool:
    """Return whether a text is a bare DOI of printable characters only (DOI Handbook, 2.2); a stray accent is not printable."""
    return not has_unseen(number) and (bool(_DOI.fullmatch(number) or _SHORT.fullmatch(number)) or _is_isbn_a(number))


def _is_isbn_a(number: str) -> bool:
    found = _ISBN_A.fullmatch(number)
    return found is not None and isbn.is_valid("".join(found.groups()))


validate, is_valid = verbs(compact, _is_bare)

_KIND = Kind(
    scheme=Scheme.DOI,
    is_valid=_is_bare,
    is_sound=doi_grammars.is_sound,
    spans=doi_scan.spans,
    wider=doi_scan.wider,
)


def find(text: str) -> tuple[Identifier, ...]:
    """Return the DOIs in a text, including those in URLs, in the order printed; repaired, with their other readings."""
    return identify(text, doi_scan.spans(text), _KIND)


def in_url(url: str) -> str | None:
    """Return the DOI in a URL such as ``https://onlinelibrary.wiley.com/doi/10.1111/eva.12078/full``."""
    return next((identifier.value for identifier in find(url)), None)


def label_span(text: str, identifier: Identifier) -> Span:
    """Return the span of the label or the resolver's URL immediately before a DOI found in ``text``; empty without one."""
    start = identifier.span.start
    return Span(doi_starts.label_start(text, start), start)
