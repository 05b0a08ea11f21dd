"""Number of a Request for Comments.

Assigned by the RFC Editor to each document of the IETF's RFC series.

Source: RFC 7322; https://www.rfc-editor.org. In a text it may be what an article is about:
:mod:`refcheck.identifiers.official_numbers` determines which references it identifies, and ``find`` finds none.

>>> validate("RFC 9110")
'9110'
>>> is_valid("RFC 0")
False
>>> format("9110")
'https://www.rfc-editor.org/rfc/rfc9110'
>>> find("HTTP semantics. RFC 9110.")
()
"""

import re

from refcheck.identifiers.schemes import verbs_with_label
from refcheck.model import Identifier

_NUMBER = re.compile(r"[1-9]\d{0,4}", re.ASCII)
"""The number: ``9110``."""

_LABEL = re.compile(r"RFC[ -]{0,2}", re.IGNORECASE)
"""The label before the number: ``RFC``, ``RFC-``."""


compact, validate, is_valid = verbs_with_label(_LABEL, _NUMBER.fullmatch)


def format(number: str) -> str:  # noqa: A001  python-stdnum's verb
    """Return the URL of the document."""
    return f"https://www.rfc-editor.org/rfc/rfc{compact(number)}"


def find(text: str) -> tuple[Identifier, ...]:
    """Return no identifiers: see above."""
    return ()
