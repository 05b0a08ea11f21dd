"""arXiv identifier.

Assigned by arXiv to each preprint: since April 2007 year and month, a period, and a number of four digits (five
from 2015); before that the archive, possibly with a subject class, a slash, and year, month and number. A
version may follow.

Source: https://info.arxiv.org/help/arxiv_identifier.html.

>>> validate("arXiv:2302.10521v2")
'2302.10521v2'
>>> compact("math.GT/0309136v1")
'math/0309136v1'
>>> without_version("2302.10521v2")
'2302.10521'
>>> to_doi("2302.10521v2")
'10.48550/arXiv.2302.10521'
>>> from_doi("10.48550/arxiv.2302.10521")
'2302.10521'
>>> [identifier.value for identifier in find("arXiv preprint arXiv:1706.03762, 2017")]
['1706.03762']
"""

import re

from refcheck.identifiers.identifying import Kind, identify
from refcheck.identifiers.schemes import numbers, numbers_after_label, verbs, without_label
from refcheck.model import Identifier, Scheme
from refcheck.text.deferred import deferred

HINTS = ("arxiv", *(f"[{digit}" for digit in range(10)), "/0", "/9", "abs/")
"""A text with an arXiv identifier contains one of these, in lower case."""

_NEW = r"\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}"
_OLD = r"[a-z][a-z-]{1,15}(?:\.[A-Z]{2})?/\d{2}(?:0[1-9]|1[0-2])\d{3}"

_ARXIV = re.compile(rf"(?:{_NEW}|{_OLD})(?:v[1-9]\d?)?")
"""An identifier, new or old, with or without its version: ``2302.10521v2``, ``hep-th/9901001``."""

_LABEL = re.compile(
    r"\barXiv(?:\.org)?(?:\s?(?:preprint|e-?print|id|identifier|number|no\.?))?(?=[\s:./(\[#])(?:/(?:abs|pdf|html)/)?"
    r"|(?<![\w/:.-])abs/",
    re.IGNORECASE,
)
"""Labels of a number: ``arXiv:``, ``arXiv preprint``, ``arxiv.org/abs/``; dblp's ``abs/`` (``CoRR abs/2302.10521``)."""

_SPACED = r"\d{2}(?:0[1-9]|1[0-2])(?:\s{1,60}\.\s{0,60}|\.\s{1,60})(?!(?:19|20)\d\d(?!\d))\d{4,5}(?:v[1-9]\d?)?"
"""A new identifier with a space at its period: ``2302. 10521``; what follows the space must not be a year."""

_NUMBER = re.compile(rf"(?:{_ARXIV.pattern}|{_SPACED})(?![\d/])")
"""An identifier that is not the beginning of a longer number."""

_UNLABELLED = deferred(
    rf"(?<=[\d)\],.]\s\[){_NEW}(?:v[1-9]\d?)?(?=(?:\s\[[\w.-]{{2,16}}\])?\])|(?<![\w/:.-])(?:alg-geom|astro-ph|cond-mat|cs|gr-qc|"
    r"hep-(?:ex|lat|ph|th)|math(?:-ph)?|nlin|nucl-(?:ex|th)|physics|q-(?:alg|bio)|quant-ph)(?:\.[A-Z]{2})?/"
    r"(?:9[1-9]|0[0-7])(?:0[1-9]|1[0-2])\d{3}(?:v[1-9]\d?)?(?![\w/])"
)
"""An identifier without a label: a new one in brackets after volume, page or year, as INSPIRE prints it,
"299 [2302.10521]", and an old one with its archive, ``hep-th/9901001``. Source: the archives in arXiv's taxonomy."""

_DOI = "10.48550/arxiv."

_CLASS = re.compile(r"\.[A-Z]{2}(?=/)")
"""The subject class of an old identifier, which does not distinguish preprints: ``.GT`` in ``math.GT/0309136``."""

_VERSION = re.compile(r"v\d+$")
"""The version at the end: ``v2``."""


def compact(number: str) -> str:
    """Return the bare identifier: without label, white space and subject class, but with its version."""
    return _CLASS.sub("", without_label(number, _LABEL))


validate, is_valid = verbs(compact, _ARXIV.fullmatch)


def format(number: str) -> str:  # noqa: A001  python-stdnum's verb
    """Return the identifier as arXiv asks authors to cite it, with its label."""
    return f"arXiv:{compact(number)}"


def without_version(number: str) -> str:
    """Return the identifier of the preprint, without its version."""
    return _VERSION.sub("", compact(number))


def to_doi(number: str) -> str:
    """Return the DOI that arXiv registers at DataCite for the preprint; it has no version."""
    return f"10.48550/arXiv.{without_version(number)}"


def from_doi(doi: str) -> str | None:
    """Return the identifier in one of arXiv's DOIs; ``None`` for any other DOI."""
    return doi[len(_DOI) :] if doi.lower().startswith(_DOI) else None


_KIND = Kind(scheme=Scheme.ARXIV, is_valid=is_valid)


def find(text: str) -> tuple[Identifier, ...]:
    """Return the identifiers in a text that follow a label, are in an arXiv URL, or have an unmistakable form."""
    return identify(
        text, dict.fromkeys((*numbers_after_label(text, _LABEL, _NUMBER), *numbers(text, _UNLABELLED))), _KIND
    )
