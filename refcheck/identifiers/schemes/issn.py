"""ISSN (International Standard Serial Number).

Eight digits, the last of which is a check digit and may be X, assigned to journals and other serials by the
national centres of the ISSN network; most journals have one for print and one for the electronic form.

Source: ISO 3297; https://www.issn.org.

>>> validate("1465-3958")
'14653958'
>>> is_valid("1465-3957")
False
>>> format("14653958")
'1465-3958'
>>> [identifier.value for identifier in find("River Studies, ISSN 2049-3630 (print), 1234-5679 (online)")]
['2049-3630', '1234-5679']
"""

import re

from stdnum.issn import compact, format, is_valid, validate  # noqa: A004  python-stdnum's verbs

from refcheck.identifiers.identifying import Kind, identify
from refcheck.identifiers.schemes import numbers_after_label
from refcheck.lexicon import Term, words
from refcheck.lexicon.patterns import alternatives
from refcheck.model import Identifier, Scheme

HINTS = ("issn", *words(Term.ISSN))
"""A text with an ISSN contains one of these, in lower case."""

__all__ = ["compact", "find", "format", "is_valid", "validate"]

LABEL = re.compile(rf"\b(?:[ep]-?)?ISSN(?:-L)?\b|{alternatives(words(Term.ISSN))}", re.IGNORECASE)
"""Labels of a number: ``ISSN``, ``eISSN``, ``p-ISSN``, ``ISSN-L``, ``شاپا``."""

LABELLED = re.compile(
    rf"(?:{LABEL.pattern})[\s:：#.]{{0,4}}([0-9]{{4}}[-–‐]?[0-9]{{3}}[0-9Xx])(?![\w-])", re.IGNORECASE
)
"""An ISSN after its label, valid or not: ``ISSN 0263-4938``, ``eISSN: 12345679``."""

_NUMBER = re.compile(r"\d{4}[-‐‑–]?\d{3}[\dXx](?![\w-])")
"""Seven digits and a check digit: ``2049-3630``, ``1050124X``."""


_KIND = Kind(scheme=Scheme.ISSN, is_valid=is_valid)


def find(text: str) -> tuple[Identifier, ...]:
    """Return the ISSNs in a text that follow a label and have a valid check digit."""
    return identify(text, numbers_after_label(text, LABEL, _NUMBER), _KIND)
