"""The examples in the docstrings of every package."""

import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest

import refcheck

EXAMPLE = re.compile(r">>> (?!.*\+SKIP)")
"""The begin of an example that is run."""

ROOM = Path(refcheck.__file__).parent

WITH_EXAMPLES = sorted(
    ".".join(path.relative_to(ROOM.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in ROOM.rglob("*.py")
    if EXAMPLE.search(path.read_text(encoding="utf-8"))
)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples(name: str) -> None:
    results = doctest.testmod(import_module(name))
    assert results.attempted
    assert not results.failed
