"""PMCID (PubMed Central identifier).

``PMC`` and a number, assigned by the National Library of Medicine to each article in PubMed Central.

Source: https://www.ncbi.nlm.nih.gov/pmc/pmctopmid/.

>>> validate("PMCID: PMC3531190")
'PMC3531190'
>>> is_valid("3531190")
False
>>> format("PMC3531190")
'https://pmc.ncbi.nlm.nih.gov/articles/PMC3531190/'
>>> [identifier.value for identifier in find("PMCID: PMC3531190; PMID: 23193287")]
['PMC3531190']
"""

import re

from refcheck.identifiers.identifying import Kind, identify
from refcheck.identifiers.schemes import numbers, verbs
from refcheck.model import Identifier, Scheme

HINTS = ("pmc",)
"""A text with a PMCID contains one of these, in lower case."""

_PMCID = re.compile(r"PMC[1-9]\d{2,8}", re.ASCII)
"""``PMC`` and a number: ``PMC3531190``."""

_NUMBER = re.compile(r"PMC[1-9]\d{2,8}(?!\d)", re.ASCII | re.IGNORECASE)
"""The same in a text, in any case."""


def compact(number: str) -> str:
    """Return the bare identifier: in capitals, without label and white space."""
    return number.strip().upper().removeprefix("PMCID").strip(": ")


validate, is_valid = verbs(compact, _PMCID.fullmatch)


def format(number: str) -> str:  # noqa: A001  python-stdnum's verb
    """Return the URL of the article."""
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{compact(number)}/"


_KIND = Kind(scheme=Scheme.PMCID, is_valid=is_valid)


def find(text: str) -> tuple[Identifier, ...]:
    """Return the PMCIDs in a text."""
    return identify(text, numbers(text, _NUMBER), _KIND)
