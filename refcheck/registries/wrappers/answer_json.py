"""Answers as bytes, for keeping: the same JSON as the report's."""

import json

from cattrs import BaseValidationError

from refcheck.exchange import make_answer_converter
from refcheck.model import Found, Hits, NotFound, Unavailable

Known = Found | NotFound | Hits | Unavailable
"""The answers that can be kept. An ``Unavailable`` among them is one that is known to be ``registered``, and no outage."""


_OF = "of"

_ERRORS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, BaseValidationError)
"""What reading a row may raise that somebody else has written, or half written."""


def to_json(key: str, answer: Known) -> bytes:
    """The answer to the question for ``key``, without loss."""
    data = {_OF: key} | _CONVERTER.unstructure(answer, unstructure_as=Known)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def from_json(key: str, data: bytes) -> Known | None:
    """The answer that ``to_json`` wrote for ``key``, or ``None`` for anything else, an answer to another question too."""
    try:
        row = json.loads(data.decode("utf-8", "surrogatepass"))
        if row.pop(_OF) != key:
            return None
        answer: Known = _CONVERTER.structure(row, Known)  # type: ignore[arg-type]  # a union is a form, not a type
    except _ERRORS:
        return None
    return answer


_CONVERTER = make_answer_converter(Known)
