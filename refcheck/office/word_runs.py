"""The runs of a Word document, and the names of its elements.

Source: Office Open XML (ISO/IEC 29500-1 and -4).
"""

from copy import deepcopy

from refcheck.readers.sources.xml import Element, local, names

BODY = "word/document.xml"

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

PLACES_OF_RUNS = names("p hyperlink ins del moveTo moveFrom smartTag sdtContent fldSimple customXml dir bdo")
"""Elements that can contain a run, and the mark of a comment."""

_STRICT = "http://purl.oclc.org/ooxml/"


def namespace(element: Element) -> str:
    """Return the namespace of an element."""
    return str(element.tag)[1:].partition("}")[0]


def is_strict(root: Element) -> bool:
    """Return whether a part uses the namespaces of the strict variant of the standard."""
    return namespace(root).startswith(_STRICT)


def made(like: Element, name: str, *inner: Element, **attributes: str) -> Element:
    """Return a new element whose name and attributes are in the namespace of ``like``, with the ``inner`` elements."""
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
    """Return the nearest ancestor of an element that has one of these local names."""
    return next((each for each in element.iterancestors() if isinstance(each.tag, str) and local(each) in names), None)


def highest_id(root: Element, *names: str) -> int:
    """Return the highest number among the ids of elements with these local names; -1 if there is none."""
    numbers = (each.get(f"{{{namespace(each)}}}id", "") for each in root.iter(*(f"{{*}}{name}" for name in names)))
    return max((int(number) for number in numbers if number.isdecimal()), default=-1)


_INDIVISIBLE = names("drawing pict object ruby oMath oMathPara")
"""Elements that cannot be split: text boxes, formulas, text with a reading beside it (ruby)."""


def starting(text: Element, offset: int) -> Element:
    """Return the run, or the indivisible element, that begins at ``offset`` of a text; a run is split there."""
    if (outer := whole(text)) is not None:
        return outer
    return _split(_cut(text, offset) if offset else text)


def ending(text: Element, offset: int) -> Element:
    """Return the run, or the indivisible element, that ends at ``offset`` of a text; a run is split there."""
    if (outer := whole(text)) is not None:
        return outer
    rest = _cut(text, offset) if 0 < offset < len(text.text or "") else text.getnext()
    if rest is not None:
        _split(rest)
    return run_of(text)


def run_of(content: Element) -> Element:
    """Return the run that contains an element of its content."""
    run = content.getparent()
    assert run is not None
    return run


def whole(text: Element) -> Element | None:
    """Return the indivisible element that a text is in, or the run around that; ``None`` for the text of a run."""
    found = None
    for each in text.iterancestors():
        if local(each) in _INDIVISIBLE:
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
    """Return a run with a text and the formatting of another run; line ends become breaks, and tabs become tab elements."""
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
    """Split a text in two, and return the second."""
    whole = text.text or ""
    rest = _spaced(alike(text), whole[offset:])
    _spaced(text, whole[:offset])
    text.addnext(rest)
    return rest


def _split(content: Element) -> Element:
    """Return the run that begins with this element of a run's content: the run itself, or a new one after it."""
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
    """Return a text with a new value, with the spaces at its ends preserved."""
    text.text = value
    if value != value.strip():
        text.set(XML_SPACE, "preserve")
    return text
