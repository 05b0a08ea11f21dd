"""CSL-YAML, as pandoc takes it: ``references:`` with a list of items, or the list by itself.

No objects are built from tags. An alias counts as an empty value: the node that it names is read only where it is written.
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
"""The start of a text that is a list of items, after comments and the line ``---``."""

_VARIABLE = re.compile(r"^[ \t-]+['\"]?(?:type|title|issued|author|DOI|container-title)['\"]?[ \t]*:", re.MULTILINE)

_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
"""The line that ends a YAML document. Any text after it is the body of a paper."""


def recognises(name: str, text: str) -> bool:
    """Return whether all of the text is a list of items in YAML."""
    start = _START.match(text)
    if start is None or _VARIABLE.search(text) is None:
        return False
    end = _END.search(text, start.end())
    return end is None or not text[end.end() :].strip()


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each item, in order. Reading stops at the first error in the YAML."""
    from refcheck.readers.entries.yaml_tree import read_tree  # here, because this module is imported for every text

    tree = read_tree(text)
    references = (reference(_csl.entry(item, place), text) for place, item in enumerate(tree.items(), start=1))
    return listed(text, name, NAME, references, notes=tuple(tree.notes))
