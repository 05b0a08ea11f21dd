"""PMID (PubMed identifier).

A number of up to eight digits, assigned by the National Library of Medicine to each record of PubMed.

Source: https://www.nlm.nih.gov/bsd/mms/medlineelements.html#pmid.

>>> validate("PMID: 23903748")
'23903748'
>>> is_valid("9780306406157")
False
>>> format("23903748")
'https://pubmed.ncbi.nlm.nih.gov/23903748/'
>>> [identifier.value for identifier in find("Nature 2013;499:480. PMID:23903748")]
['23903748']
"""

import re

from refcheck.identifiers.identifying import Kind, identify
from refcheck.identifiers.schemes import numbers_after_label, verbs_with_label
from refcheck.model import Identifier, Scheme

HINTS = ("pmid", "pubmed", "europepmc")
"""A text with a PMID contains one of these, in lower case."""

_PMID = re.compile(r"[1-9]\d{0,7}", re.ASCII)
"""One to eight digits: ``23903748``."""

_LABEL = re.compile(
    r"(?:PMID|PubMed\s?(?:ID|PMID)|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/"
    r"(?:\?term=)?|pubmed\.ncbi\.nlm\.nih\.gov/\?term=|europepmc\.org/(?:article|abstract)/med/)",
    re.IGNORECASE,
)
"""Labels of a PMID: ``PMID``, ``PubMed ID``, a PubMed URL."""

_NUMBER = re.compile(r"[1-9]\d{3,7}(?!\d)", re.ASCII)
"""Four to eight digits; shorter numbers are too often something else."""


compact, validate, is_valid = verbs_with_label(_LABEL, _PMID.fullmatch)


def format(number: str) -> str:  # noqa: A001  python-stdnum's verb
    """Return the URL of the record."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{compact(number)}/"


_KIND = Kind(scheme=Scheme.PMID, is_valid=is_valid)


def find(text: str) -> tuple[Identifier, ...]:
    """Return the PMIDs in a text that follow a label or are in a PubMed URL."""
    return identify(text, numbers_after_label(text, _LABEL, _NUMBER), _KIND)
