"""Runs of text, cut where something begins or ends, their formatting kept."""

from copy import deepcopy

from refcheck.office.word.names import PLACES_OF_RUNS, XML_SPACE, alike, around, made
from refcheck.readers.sources.xml import Element, local, names

_WHOLES = names("drawing pict object ruby oMath oMathPara")
"""What cannot be cut into: text boxes, formulas, text with a reading beside it."""


def starting(text: Element, offset: int) -> Element:
    """The run, or the whole, that begins with the character at ``offset`` of a text."""
    if (outer := whole(text)) is not None:
        return outer
    return _split(_cut(text, offset) if offset else text)


def ending(text: Element, offset: int) -> Element:
    """The run, or the whole, that ends before the character at ``offset`` of a text."""
    if (outer := whole(text)) is not None:
        return outer
    rest = _cut(text, offset) if 0 < offset < len(text.text or "") else text.getnext()
    if rest is not None:
        _split(rest)
    run = text.getparent()
    assert run is not None
    return run


def whole(text: Element) -> Element | None:
    """What a text is in that cannot be cut, with the run that holds it; ``None`` for the text of a run."""
    found = None
    for each in text.iterancestors():
        if local(each) in _WHOLES:
            found = each
    if found is None:
        run = text.getparent()
        parent = None if run is None else run.getparent()
        if run is not None and local(run) == "r" and parent is not None and local(parent) in PLACES_OF_RUNS:
            return None
        found = text
    run = around(found, "r") if local(found) not in ("oMath", "oMathPara") else found
    return found if run is None else run


def like(run: Element, text: str) -> Element:
    """A run with the formatting of another, whose line ends are breaks and whose tabs are tabs."""
    new = made(run, "r")
    _format_as(new, run)
    for number, line in enumerate(text.split("\n")):
        if number:
            new.append(made(run, "br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                new.append(made(run, "tab"))
            if piece:
                new.append(_spaced(made(run, "t"), piece))
    return new


def _cut(text: Element, offset: int) -> Element:
    """Cut a text in two. Returns the second."""
    whole = text.text or ""
    rest = _spaced(alike(text), whole[offset:])
    _spaced(text, whole[:offset])
    text.addnext(rest)
    return rest


def _split(content: Element) -> Element:
    """The run that begins with this part of a run's content: the run itself, or a new one behind it."""
    run = content.getparent()
    assert run is not None
    if all(local(each) == "rPr" for each in content.itersiblings(preceding=True)):
        return run
    new = alike(run)
    _format_as(new, run)
    new.extend([content, *content.itersiblings()])
    run.addnext(new)
    return new


def _format_as(new: Element, run: Element) -> None:
    new.extend(deepcopy(each) for each in run if isinstance(each.tag, str) and local(each) == "rPr")


def _spaced(text: Element, value: str) -> Element:
    """A text with a value, of which no blank at its ends is dropped."""
    text.text = value
    if value != value.strip():
        text.set(XML_SPACE, "preserve")
    return text
