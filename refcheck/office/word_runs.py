"""Runs of Word, and the names of its elements.

Source: Office Open XML (ISO/IEC 29500-1 and -4).
"""

from copy import deepcopy

from refcheck.readers.sources.xml import Element, local, names

BODY = "word/document.xml"

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

PLACES_OF_RUNS = names("p hyperlink ins del moveTo moveFrom smartTag sdtContent fldSimple customXml dir bdo")
"""What a run, and the mark of a comment, may stand in."""

_STRICT = "http://purl.oclc.org/ooxml/"


def namespace(element: Element) -> str:
    """Return the namespace of an element."""
    return str(element.tag)[1:].partition("}")[0]


def is_strict(root: Element) -> bool:
    """Return whether a part has the names of the strict form."""
    return namespace(root).startswith(_STRICT)


def made(like: Element, name: str, *inner: Element, **attributes: str) -> Element:
    """Return a new element in the namespace of another, and so its attributes; it holds the inner ones."""
    own = namespace(like)
    given = {f"{{{own}}}{key}": value for key, value in attributes.items()}
    new = like.makeelement(f"{{{own}}}{name}", given, {"w": own})
    new.extend(inner)
    return new


def alike(element: Element) -> Element:
    """Return a new element with the name and the attributes of another."""
    given = {str(key): str(value) for key, value in element.attrib.items()}
    return element.makeelement(str(element.tag), given, {"w": namespace(element)})


def around(element: Element, *names: str) -> Element | None:
    """Return the nearest element around another that has one of these local names."""
    return next((each for each in element.iterancestors() if isinstance(each.tag, str) and local(each) in names), None)


def highest_id(root: Element, *names: str) -> int:
    """Return the highest number among the ids of elements of some local names; -1 where there is none."""
    numbers = (each.get(f"{{{namespace(each)}}}id", "") for each in root.iter(*(f"{{*}}{name}" for name in names)))
    return max((int(number) for number in numbers if number.isdecimal()), default=-1)


_WHOLES = names("drawing pict object ruby oMath oMathPara")
"""What cannot be cut into: text boxes, formulas, text with a reading beside it."""


def starting(text: Element, offset: int) -> Element:
    """Return the run, or the whole, that begins with the character at ``offset`` of a text."""
    if (outer := whole(text)) is not None:
        return outer
    return _split(_cut(text, offset) if offset else text)


def ending(text: Element, offset: int) -> Element:
    """Return the run, or the whole, that ends before the character at ``offset`` of a text."""
    if (outer := whole(text)) is not None:
        return outer
    rest = _cut(text, offset) if 0 < offset < len(text.text or "") else text.getnext()
    if rest is not None:
        _split(rest)
    return run_of(text)


def run_of(content: Element) -> Element:
    """Return the run that a part of its content stands in."""
    run = content.getparent()
    assert run is not None
    return run


def whole(text: Element) -> Element | None:
    """Return what a text is in that cannot be cut, with the run that holds it; ``None`` for the text of a run."""
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
    """Return a run with the formatting of another, whose line ends are breaks and whose tabs are tabs."""
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
    """Return the run that begins with this part of a run's content: the run itself, or a new one behind it."""
    run = run_of(content)
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
    """Return a text with a value, of which no blank at its ends is dropped."""
    text.text = value
    if value != value.strip():
        text.set(XML_SPACE, "preserve")
    return text
