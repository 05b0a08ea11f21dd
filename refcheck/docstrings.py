"""Docstrings, read from the source of modules that are not run: a card or a page needs no more, and no library of theirs."""

import ast
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from pkgutil import iter_modules

_QUOTES = '"""'


def docstrings(folder: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the name and the docstring of every module in a folder, in alphabetical order.

    Args:
        folder: a package's ``__path__``.
    """
    return ((name, _docstring(source)) for name, source in sources(folder))


def sources(folder: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the name and the source of every module in a folder, in alphabetical order; empty where it has none.

    Args:
        folder: a package's ``__path__``.
    """
    for found in iter_modules(folder):
        spec = found.module_finder.find_spec(found.name, None)
        read = getattr(spec.loader, "get_source", None) if spec else None
        yield found.name, (read(found.name) if read else None) or ""


def _docstring(source: str) -> str:
    """Return the string literal at a source's beginning, without its indentation; empty where there is none."""
    start = source.find(_QUOTES)
    end = source.find(_QUOTES, start + len(_QUOTES))
    if end < 0 or source[:start].strip() not in ("", "r"):
        return ""
    return cleandoc(ast.literal_eval(source[: end + len(_QUOTES)]))
