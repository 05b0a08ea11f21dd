"""Workarounds for faults of the processor, one function each: changes of the style before, and of the entries after printing.

Source: CSL 1.0.2; pandoc 3.9 (citeproc 0.12).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from refcheck.lexicon import Term, wordings
from refcheck.styles.collection import NAMESPACE, root_of
from refcheck.text.edits import Edit

_PRINTED = [f"{NAMESPACE}{tag}" for tag in ("text", "number", "date", "names")]

_LAST = "\U0010fffd"
"""A character that sorts after all letters of all scripts."""

_HYPHEN = "\ue02d"
"""A character that replaces the hyphen of a number that is not a range."""


def numbers_apart(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item in which a number with a hyphen (``2024-1``) is not taken for several, with the labels ``nos.`` or ``pp.``."""
    ours = {name: str(item[name]) for name in ("number", "page") if str(item.get(name, "")).count("-") == 1}
    return {**item, **{name: value.replace("-", _HYPHEN) for name, value in ours.items()}}


def corrected_style(source: bytes) -> bytes:
    """Return the source of a style, changed so that the processor understands it."""
    from lxml import etree

    tree = root_of(source)
    for change in (_names_before_labels, _works_without_a_key_last, _terms_for_names, _letters_within_affixes):
        change(tree)
    return etree.tostring(tree)


def substitute(source: bytes) -> str | None:
    """Return what a style prints in place of the authors if they are those of the entry before; ``None`` if it repeats them."""
    bibliography = root_of(source).find(f"{NAMESPACE}bibliography")
    rule = bibliography.get("subsequent-author-substitute-rule", "complete-all")
    value: str | None = bibliography.get("subsequent-author-substitute")
    return value if rule == "complete-all" else None


def _names_before_labels(tree: Any) -> None:
    """Add ``<name/>`` wherever it is implied: without it, a label is printed before the names."""
    for names in tree.iter(f"{NAMESPACE}names"):
        label = names.find(f"{NAMESPACE}label")
        if label is not None and names.find(f"{NAMESPACE}name") is None:
            label.addprevious(label.makeelement(f"{NAMESPACE}name"))


def _works_without_a_key_last(tree: Any) -> None:
    """Change macros used as sort keys to print the last character for works of which they print nothing, which would come first."""
    keys = [key for key in tree.iter(f"{NAMESPACE}key") if key.get("macro") and key.get("sort") != "descending"]
    for name in dict.fromkeys(key.get("macro") for key in keys):
        for macro in tree.iterfind(f"{NAMESPACE}macro[@name='{name}']"):
            or_last = tree.makeelement(f"{NAMESPACE}macro", name=f"{name}-or-last")
            _added(or_last, "text", macro=name)
            without = _added(_added(or_last, "choose"), "if", variable=_variables([macro], tree), match="none")
            _added(without, "text", value=_LAST)
            macro.addnext(or_last)
    for key in keys:
        key.set("macro", f"{key.get('macro')}-or-last")


def _terms_for_names(tree: Any) -> None:
    """Print a term for missing names (*Anonymous*) by a condition instead of a substitute, which would be left out.

    The term usually begins the entry, and is capitalised.
    """
    for text in tree.iterfind(f".//{NAMESPACE}text[@term='anonymous']"):
        text.set("text-case", text.get("text-case", "capitalize-first"))
    for names in list(tree.iterfind(f".//{NAMESPACE}names[{NAMESPACE}substitute]")):
        substitute = names.find(f"{NAMESPACE}substitute")
        last = substitute[-1]
        texts = last.iter(f"{NAMESPACE}text")
        if last.tag not in (f"{NAMESPACE}text", f"{NAMESPACE}group") or not all(text.get("term") for text in texts):
            continue
        choose = names.makeelement(f"{NAMESPACE}choose")
        names.addprevious(choose)
        found = _added(choose, "if", variable=_variables([names], tree), match="any")
        found.append(names)
        _added(choose, "else").append(last)
        if not len(substitute):
            names.remove(substitute)


def _letters_within_affixes(tree: Any) -> None:
    """Move the affixes of a year that is a date's only part to the date, so that the letter is inside them: ``(2023a)``."""
    for date in tree.iter(f"{NAMESPACE}date"):
        parts = date.findall(f"{NAMESPACE}date-part")
        if len(parts) == 1 and parts[0].get("name") == "year" and not date.get("form"):
            date.set("prefix", f"{date.get('prefix', '')}{parts[0].attrib.pop('prefix', '')}")
            date.set("suffix", f"{parts[0].attrib.pop('suffix', '')}{date.get('suffix', '')}")


def _variables(nodes: Iterable[Any], tree: Any) -> str:
    """Return the variables that are printed by nodes and by the macros that they call."""
    found: dict[str, None] = {}
    called, seen = list(nodes), set()
    while called:
        for node in called.pop().iter(*_PRINTED):
            found |= dict.fromkeys((node.get("variable") or "").split())
            if (name := node.get("macro")) and name not in seen:
                seen.add(name)
                called += tree.iterfind(f"{NAMESPACE}macro[@name='{name}']")
    return " ".join(found)


def _added(parent: Any, tag: str, **attributes: str) -> Any:
    child = parent.makeelement(f"{NAMESPACE}{tag}", attributes)
    parent.append(child)
    return child


_ANY_OTHERS = "|".join(
    r"\.?\s*".join(map(re.escape, wording.split())) for wording in sorted(wordings(Term.OTHERS), key=len, reverse=True)
)
_OTHERS = re.compile(rf",?\s*(?:{_ANY_OTHERS})(?!\w)\.?", re.IGNORECASE)
"""Words after names that stand for further names: ``, et al.``."""

_TWICE = re.compile(rf"(?<!\w)(?:{_ANY_OTHERS})\.?(?P<again>others)(?!\w)", re.IGNORECASE)
"""The name that stands for further names, printed after *et al.*: ``et al.others``, where a style prints the last name."""

_INSIDE = re.compile("’(?P<stop>[.,])”")
"""A comma or period between two closing quotation marks."""


def mend(entry: Any, item: Mapping[str, Any], substitute: str | None) -> None:
    """Correct an entry, in place.

    Args:
        entry: its blocks, in pandoc's form.
        item: the item that it is printed from.
        substitute: what replaces the authors if they are those of the entry before, if anything does.
    """
    leaves = list(leaves_of(entry))
    write(leaves, ((*found.span(), "-") for found in re.finditer(_HYPHEN, _text(leaves))))
    write(leaves, _stops_inside(_text(leaves)))
    write(leaves, ((*found.span("again"), "") for found in _TWICE.finditer(_text(leaves))))
    if substitute is not None:
        has_names = any(isinstance(value, list) for value in item.values())
        write(leaves, (_others_substituted if has_names else _anonymous_substituted)(_text(leaves), substitute))


def _stops_inside(text: str) -> Iterator[Edit]:
    """Yield the edits that move a stop from between two closing marks inside both: ``“A ‘look.’”``, like ``“A ‘new’ look.”``."""
    for found in _INSIDE.finditer(text):
        if text.rfind("‘", 0, found.start()) > text.rfind("“", 0, found.start()) >= 0:
            yield (*found.span(), f"{found['stop']}’”")


def _others_substituted(text: str, substitute: str) -> Iterator[Edit]:
    """Yield the edit that removes *et al.* after the substitute for all names, which includes it."""
    if text.startswith(substitute) and (found := _OTHERS.match(text, len(substitute))):
        yield (*found.span(), "")


def _anonymous_substituted(text: str, substitute: str) -> Iterator[Edit]:
    """Yield the edit that removes the substitute for names before a word that also stands for them (*Anonymous*)."""
    if substitute and text.startswith(substitute) and text[len(substitute) :][:1].isalpha():
        yield (0, len(substitute), "")


def text_of(node: Any) -> str:
    """Return the text of a tree, without the numbers of its entries."""
    return _text(leaves_of(node))


def leaves_of(node: Any) -> Iterator[Any]:
    """Yield the words and spaces of a tree, without the numbers of entries."""
    if isinstance(node, list):
        for each in node:
            yield from leaves_of(each)
    elif isinstance(node, dict) and node["t"] in ("Str", "Space", "SoftBreak"):
        yield node
    elif isinstance(node, dict) and not (node["t"] == "Span" and "csl-left-margin" in node["c"][0][1]):
        yield from leaves_of(node.get("c", ()))


def _text(leaves: Iterable[Any]) -> str:
    return "".join(leaf.get("c", " ") for leaf in leaves)


def write(leaves: list[Any], edits: Iterable[Edit]) -> None:
    """Make edits, which are in order and do not overlap, in the words of a tree."""
    for start, end, new in list(edits)[::-1]:
        at = 0
        for leaf in leaves:
            own = leaf.get("c", " ")
            first, last = max(start - at, 0), min(end - at, len(own))
            if first < last:
                leaf.update(t="Str", c=own[:first] + (new if first + at == start else "") + own[last:])
            at += len(own)
