"""JSON that strangers have written, as a value."""

import json
from typing import Any

from refcheck.registries.failures import Failure, broken


def read_json(body: bytes, what: str) -> Any | Failure:
    """What a body holds, or why that cannot be told; ``what`` names it ("answered 200 with something").

    >>> read_json(b'{"a": 1}', "came")
    {'a': 1}
    >>> read_json(b"[" * 200_000, "came with something").why
    'came with something that is no JSON'
    """
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return broken(f"{what} that is no JSON")
