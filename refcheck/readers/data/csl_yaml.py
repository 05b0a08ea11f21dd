"""CSL-YAML, as pandoc takes it: ``references:`` with a list of items, or the list by itself.

Nothing is built from tags, and an alias stands for nothing: what it names is read where it is written.
"""

import re

from refcheck.model import Bibliography
from refcheck.readers.entries import csl_items as _csl
from refcheck.readers.entries import listed
from refcheck.readers.entries.stated import reference

NAME = "csl-yaml"

_START = re.compile(
    r"\ufeff?(?:[ \t]*(?:#[^\n]*|---[ \t]*)?\r?\n)*+"
    r"(?:['\"]?references['\"]?[ \t]*:[ \t]*(?:#[^\n]*)?\r?\n|[ \t]*-[ \t]+['\"]?(?:id|type|title|author|issued)['\"]?[ \t]*:)"
)
"""How a text begins that is a list of items, comments and the opening line aside."""

_VARIABLE = re.compile(r"^[ \t-]+['\"]?(?:type|title|issued|author|DOI|container-title)['\"]?[ \t]*:", re.MULTILINE)

_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
"""The line that ends a YAML document. What stands behind it, if anything does, is the body of a paper."""


def recognises(name: str, text: str) -> bool:
    """Return whether all of the text is a list of items in YAML."""
    start = _START.match(text)
    if start is None or _VARIABLE.search(text) is None:
        return False
    end = _END.search(text, start.end())
    return end is None or not text[end.end() :].strip()


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each item, in order. What is no YAML ends the reading."""
    from refcheck.readers.entries.yaml_tree import read_tree  # here, because every text is asked whether it is YAML

    tree = read_tree(text)
    references = (reference(_csl.entry(item, place), text) for place, item in enumerate(tree.items(), start=1))
    return listed(text, name, NAME, references, notes=tuple(tree.notes))
