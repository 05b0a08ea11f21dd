"""A printed list where the processor is known to go astray, mended: one function a fault.

Source: CSL 1.0.2; pandoc 3.9.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from refcheck.lexicon import Term, wordings

_ANY_OTHERS = "|".join(
    r"\.?\s*".join(map(re.escape, wording.split())) for wording in sorted(wordings(Term.OTHERS), key=len, reverse=True)
)
_OTHERS = re.compile(rf",?\s*(?:{_ANY_OTHERS})(?!\w)\.?", re.IGNORECASE)
"""Marks behind names that stand for more of them: ``, et al.``."""

_TWICE = re.compile(rf"(?<!\w)(?:{_ANY_OTHERS})\.?(?P<again>others)(?!\w)", re.IGNORECASE)
"""The name that stands for more of them, printed behind what says so: ``et al.others``, where a style prints the last name."""

_INSIDE = re.compile("’(?P<stop>[.,])”")
"""A comma or period between two closing quotation marks."""

Edit = tuple[int, int, str]
"""The text from one place to another, and what stands there then."""


def mend(entry: Any, item: Mapping[str, Any], substitute: str | None) -> None:
    """Mend an entry, in place.

    Args:
        entry: its blocks, as pandoc has them.
        item: what it is printed from.
        substitute: what stands for authors who are those of the entry before, if anything does.
    """
    leaves = list(_leaves(entry))
    _write(leaves, _stops_inside(_text(leaves)))
    _write(leaves, ((*found.span("again"), "") for found in _TWICE.finditer(_text(leaves))))
    if substitute is not None:
        has_names = any(isinstance(value, list) for value in item.values())
        _write(leaves, (_others_substituted if has_names else _nobody_substituted)(_text(leaves), substitute))


def _stops_inside(text: str) -> Iterator[Edit]:
    """Yield the stops that belong inside both marks where they are inside one: ``“A ‘new’ look.”``, ``“A ‘look.’”``."""
    for found in _INSIDE.finditer(text):
        if text.rfind("‘", 0, found.start()) > text.rfind("“", 0, found.start()) >= 0:
            yield (*found.span(), f"{found['stop']}’”")


def _others_substituted(text: str, substitute: str) -> Iterator[Edit]:
    """Yield *et al.* behind what stands for all names: it stands for that as well."""
    if text.startswith(substitute) and (found := _OTHERS.match(text, len(substitute))):
        yield (*found.span(), "")


def _nobody_substituted(text: str, substitute: str) -> Iterator[Edit]:
    """Yield what stands for names before a word that does so as well (*Anonymous*)."""
    if substitute and text.startswith(substitute) and text[len(substitute) :][:1].isalpha():
        yield (0, len(substitute), "")


def _leaves(node: Any) -> Iterator[Any]:
    """Yield the words and blanks of a tree, without the numbers of entries."""
    if isinstance(node, list):
        for each in node:
            yield from _leaves(each)
    elif isinstance(node, dict) and node["t"] in ("Str", "Space", "SoftBreak"):
        yield node
    elif isinstance(node, dict) and not (node["t"] == "Span" and "csl-left-margin" in node["c"][0][1]):
        yield from _leaves(node.get("c", ()))


def _text(leaves: list[Any]) -> str:
    return "".join(leaf.get("c", " ") for leaf in leaves)


def _write(leaves: list[Any], edits: Iterable[Edit]) -> None:
    """Make edits, which are in order and apart, in the words of a tree."""
    for start, end, new in list(edits)[::-1]:
        at = 0
        for leaf in leaves:
            own = leaf.get("c", " ")
            first, last = max(start - at, 0), min(end - at, len(own))
            if first < last:
                leaf.update(t="Str", c=own[:first] + (new if first + at == start else "") + own[last:])
            at += len(own)
