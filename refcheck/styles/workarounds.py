"""A style written so that the processor prints what the specification of CSL says: one function a fault of the processor.

Source: CSL 1.0.2; pandoc 3.9 (citeproc 0.12).
"""

from collections.abc import Iterable
from typing import Any

from refcheck.styles.collection import NAMESPACE

_PRINTED = [f"{NAMESPACE}{tag}" for tag in ("text", "number", "date", "names")]

_LAST = "\U0010fffd"
"""A character that is sorted behind all letters of all scripts."""


def worked_around(source: bytes) -> bytes:
    """Return the source of a style so that it is understood."""
    from lxml import etree

    tree = _root(source)
    for change in (_names_before_labels, _works_without_a_key_last, _terms_for_names, _letters_within_affixes):
        change(tree)
    return etree.tostring(tree)


def substitute(source: bytes) -> str | None:
    """Return what a style prints in place of all authors who are those of the entry before; nothing where it prints them again."""
    bibliography = _root(source).find(f"{NAMESPACE}bibliography")
    rule = bibliography.get("subsequent-author-substitute-rule", "complete-all")
    value: str | None = bibliography.get("subsequent-author-substitute")
    return value if rule == "complete-all" else None


def _root(source: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(source, etree.XMLParser(resolve_entities=False, no_network=True))


def _names_before_labels(tree: Any) -> None:
    """Write ``<name/>`` wherever it is understood: a label is printed before names without it."""
    for names in tree.iter(f"{NAMESPACE}names"):
        label = names.find(f"{NAMESPACE}label")
        if label is not None and names.find(f"{NAMESPACE}name") is None:
            label.addprevious(label.makeelement(f"{NAMESPACE}name"))


def _works_without_a_key_last(tree: Any) -> None:
    """Have a macro that is sorted by print the last character for works of which it prints nothing: they would come first."""
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
    """Print a term that stands for missing names (*Anonymous*) where there are none, and not in their place: it is left out there.

    It begins the entry, mostly, and has a capital then.
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
    """Set what stands around a year that is a date's only part around the date, so that the letter is within: ``(2023a)``."""
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
