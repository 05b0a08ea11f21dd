"""Printed references → works: finding them in a pasted text, and reading one or a whole list.

The names are handed on lazily (PEP 562): reading one reference needs nothing of what splits a text.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from refcheck.parsing.lists import parse_each, parse_list
    from refcheck.parsing.reading import parse
    from refcheck.parsing.splitting import Entry, split

__all__ = ["Entry", "parse", "parse_each", "parse_list", "split"]

_HOMES = {"Entry": "splitting", "parse": "reading", "parse_each": "lists", "parse_list": "lists", "split": "splitting"}


def __getattr__(name: str) -> object:
    """Import a public name from its home when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
