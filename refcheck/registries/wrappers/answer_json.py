"""Answers as bytes, for keeping: the same JSON as the report's.

What writes and reads it is imported with the first answer: a run that hears none has nothing to keep.
"""

import json
from functools import cache
from typing import TYPE_CHECKING

from refcheck.model import Found, Hits, NotFound, Unavailable
from refcheck.text.recoding import recoded_json

if TYPE_CHECKING:
    from cattrs import Converter

Known = Found | NotFound | Hits | Unavailable
"""The answers that can be kept. An ``Unavailable`` among them is one that is known to be ``registered``, and no outage."""


_OF = "of"

_ERRORS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What reading a row may raise that somebody else has written, or half written; cattrs' own errors besides."""


def to_json(key: str, answer: Known) -> bytes:
    """The answer to the question for ``key``, without loss."""
    data = {_OF: key} | _converter().unstructure(answer, unstructure_as=Known)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def from_json(key: str, data: bytes) -> Known | None:
    """The answer that ``to_json`` wrote for ``key``, or ``None`` for anything else, an answer to another question too."""
    from cattrs import BaseValidationError

    try:
        row = json.loads(data.decode("utf-8", "surrogatepass"))
        if row.pop(_OF) != key:
            return None
        answer: Known = _converter().structure(recoded_json(row), Known)  # type: ignore[arg-type]  # a union is a form, not a type
    except (*_ERRORS, BaseValidationError):
        return None
    return answer


@cache
def _converter() -> "Converter":
    from refcheck.exchange import make_answer_converter

    return make_answer_converter(Known)
