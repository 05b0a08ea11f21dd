"""A page without what is on it for the screen only: the buttons and back links beside references."""

import re

from refcheck.gazetteer.buttons import is_button
from refcheck.readers.sources.xml import Element, descendants, local, text_of

_UNSEEN = re.compile(
    r"(?:^|\s)(?:sr-only|hidden|visually-hidden|screenreader-only|u-visually-hidden|mw-cite-backlink|mw-editsection)(?:\s|$)"
)
"""Classes of what is read out and not shown, or leads from a note back to the text."""

_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What a page may hold and XML may not: control characters, halves of characters."""

_ARROWS = frozenset("»→➔➜↗⇗")
"""What stands before a link's address where the page repeats it."""

_OPENING, _CLOSING = "[(|·•", "])|·•"
"""What stands around a button, or between two."""


def cleaned(page: Element) -> None:
    """Take the words from buttons, whose targets stay, and what is not shown from the page."""
    for element in list(descendants(page, "a", "button", "span", "sup")):
        if _UNSEEN.search(element.get("class") or ""):
            _without_hidden(element)
        elif local(element) == "a" and _is_button(text_of(element), element.get("href") or ""):
            _emptied(element)
            _without_marks_around(element)


def _is_button(text: str, target: str) -> bool:
    label = text.strip(_OPENING + _CLOSING + " ").lower()
    if text.lstrip()[:1] in _ARROWS:
        return True
    return is_button(text) or (label == "doi" and "doi.org/" in target)


def _without_hidden(element: Element) -> None:
    """Take the words from what is not shown; a DOI that stands there, as for a program on the page, becomes a link."""
    text = text_of(element)
    _emptied(element)
    if text.startswith("10."):
        element.tag = "a"
        element.set("href", f"https://doi.org/{_UNWRITABLE.sub('', text)}")


def _emptied(element: Element) -> None:
    element.text = None
    for child in list(element):
        element.remove(child)


def _without_marks_around(button: Element) -> None:
    parent, before = button.getparent(), button.getprevious()
    if before is not None:
        before.tail = _without_end(before.tail or "")
    elif parent is not None:
        parent.text = _without_end(parent.text or "")
    after = (button.tail or "").lstrip()
    if after and after[0] in _CLOSING:
        button.tail = _UNWRITABLE.sub(" ", f" {after.lstrip(_CLOSING)}")


def _without_end(text: str) -> str:
    stripped = text.rstrip()
    return _UNWRITABLE.sub(" ", f"{stripped.rstrip(_OPENING)} " if stripped.endswith(tuple(_OPENING)) else text)
