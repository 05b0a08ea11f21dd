"""JSON that strangers have written, as a value."""

import json
from typing import Any

from refcheck.registries.failures import Failure, broken
from refcheck.text.recoding import may_be_dirty, recoded_json

MOST_VALUES = 500_000
"""Values of an answer, which take a hundred bytes each in memory, be they two in the answer: fifty works with ten thousand each."""

_BEGINNINGS = b",[{"
"""What every value but the first stands behind."""


def read_json(body: bytes, what: str) -> Any | Failure:
    """What a body holds, or why that cannot be told; ``what`` names it ("answered 200 with something").

    Every string is recoded (:mod:`refcheck.text.recoding`): nobody behind this meets half of a surrogate pair, or a control.

    >>> read_json(b'{"a": 1}', "came")
    {'a': 1}
    >>> read_json(b'{"a\\\\u0000": "10.1000/\\\\ud800"}', "came")
    {'a': '10.1000/\ufffd'}
    >>> read_json(b"[" * 200_000, "came with something").why
    'came with something that is no JSON'
    >>> read_json(b"[" + b"[]," * MOST_VALUES + b"0]", "came with something").why
    'came with something of more than 500,000 values'
    """
    if sum(map(body.count, _BEGINNINGS)) > MOST_VALUES:
        return broken(f"{what} of more than {MOST_VALUES:,} values")
    try:
        text = body.decode(json.detect_encoding(body), "surrogatepass")
        value = json.loads(text)
        return recoded_json(value) if may_be_dirty(text) else value
    except (ValueError, RecursionError):
        return broken(f"{what} that is no JSON")
