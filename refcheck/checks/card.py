"""A rule's card and the headings of its documentation, both read from the docstring that stands with the rule."""

import re
from ast import literal_eval
from collections.abc import Iterator
from inspect import cleandoc

from refcheck.model import Rule

HEADINGS = ("What it finds", "Why it matters", "Example", "When it is wrong")
"""The four headings that document every rule and every repair, each behind ``## ``."""

_QUOTES = '"""'

_NAMED = re.compile(r"^(?:def )?(\w+)(?:\(| = )", re.MULTILINE)
"""What a docstring is about that stands below: ``def link_dead(``, ``VOLUME_DIFFERS = ``."""


def card(module: str, doc: str | None) -> Rule:
    """The card of the rule in ``module``, for ``card(__name__, __doc__)``.

    The code is the module's name in kebab case, the title the docstring's first line, the severity that of its line
    ``Severity: warning.``, the summary the first paragraph under "What it finds".
    """
    return Rule.documented(code_of(module.rpartition(".")[2]), cleandoc(doc or ""))


def code_of(name: str) -> str:
    """The code of a rule by the name of its module, function or row: the same in kebab case."""
    return name.replace("_", "-").lower()


def cards(source: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the documentation of each rule in the source of a module, which is not run.

    A module whose docstring is a card is one rule, and the name is empty. In any other each function whose docstring is a card is a
    rule, and so is each row that has one below.
    """
    pieces = source.split(_QUOTES)
    above, texts = pieces[:-1:2], pieces[1::2]
    names = [(_NAMED.findall(code) or [""])[-1] for code in above]
    found = [each for each in zip(names, above, texts, strict=True) if HEADINGS[0] in each[2]]
    if not found or not found[0][0]:
        found = [("", "".join(above[:1]), "".join(texts[:1]))]
    for name, code, text in found:
        prefix = "r" if code.endswith("r") else ""
        yield name, cleandoc(literal_eval(f"{prefix}{_QUOTES}{text}{_QUOTES}"))
