"""Answers as bytes, for keeping: the same JSON as the report's."""

import json

from cattrs import BaseValidationError

from refcheck.exchange import make_answer_converter
from refcheck.model import Found, Hits, NotFound, Unavailable

Known = Found | NotFound | Hits | Unavailable
"""The answers that can be kept. An ``Unavailable`` among them is one that is known to be ``registered``, and no outage."""


def to_json(answer: Known) -> bytes:
    """The answer, without loss."""
    data = _CONVERTER.unstructure(answer, unstructure_as=Known)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def from_json(data: bytes) -> Known | None:
    """The answer that ``to_json`` wrote, or ``None`` for anything else."""
    try:
        answer: Known = _CONVERTER.structure(json.loads(data.decode("utf-8", "surrogatepass")), Known)  # type: ignore[arg-type]  # a union is a form, not a type
    except (ValueError, KeyError, TypeError, BaseValidationError):
        return None
    return answer


_CONVERTER = make_answer_converter(Known)
