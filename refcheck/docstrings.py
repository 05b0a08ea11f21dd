"""Docstrings read from the source of modules: cards and pages need neither the modules nor the libraries that these import."""

import re
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from pkgutil import iter_modules

HEADINGS = ("What it finds", "Why it matters", "Example", "When it is wrong")
"""The four headings that document every rule and every repair, each after ``## ``."""

_QUOTES = '"""'

_NAMED = re.compile(r"^(?:def )?(\w+)(?:\(| = )", re.MULTILINE)
"""The definition that the docstring below is about: ``def link_dead(``, ``VOLUME_DIFFERS = ``."""


def docstrings(folder: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the name and the docstring of every module in a folder, in alphabetical order.

    Args:
        folder: a package's ``__path__``.
    """
    return ((name, _docstring(source)) for name, source in sources(folder))


def sources(folder: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the name and the source of every module in a folder, in alphabetical order; an empty source where there is none.

    Args:
        folder: a package's ``__path__``.
    """
    for found in iter_modules(folder):
        spec = found.module_finder.find_spec(found.name, None)
        read = getattr(spec.loader, "get_source", None) if spec else None
        yield found.name, (read(found.name) if read else None) or ""


def code_of(name: str) -> str:
    """Return the code of a rule or repair: the name of its module, function or row in kebab case."""
    return name.replace("_", "-").lower()


def cards(source: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the documentation of each rule or repair in the source of a module, without importing it.

    A module whose docstring is a card is one rule, with an empty name. In other modules, each function whose docstring is a card is
    a rule, and so is each row with a card below it.
    """
    pieces = source.split(_QUOTES)
    above, texts = pieces[:-1:2], pieces[1::2]
    names = [(_NAMED.findall(code) or [""])[-1] for code in above]
    found = [each for each in zip(names, above, texts, strict=True) if HEADINGS[0] in each[2]]
    if not found or not found[0][0]:
        found = [("", "".join(above[:1]), "".join(texts[:1]))]
    for name, code, text in found:
        yield name, _value(text, is_raw=code.endswith("r"))


def _docstring(source: str) -> str:
    """Return the string literal at the beginning of a source, without its indentation; empty where there is none."""
    start = source.find(_QUOTES)
    end = source.find(_QUOTES, start + len(_QUOTES))
    prefix = source[:start].strip()
    return _value(source[start + len(_QUOTES) : end], is_raw=prefix == "r") if end >= 0 and prefix in ("", "r") else ""


def _value(literal: str, *, is_raw: bool) -> str:
    """Return the text of a docstring, without its indentation; of the escapes it may have a doubled backslash alone.

    Without ``ast``, which was seen to fail in Python 3.11.7 where two threads parse at once ("recursion depth mismatch").
    """
    return cleandoc(literal if is_raw else literal.replace(r"\\", "\\"))
