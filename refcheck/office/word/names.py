"""The names of WordprocessingML, which a document may have in the transitional or in the strict form.

Source: Office Open XML (ISO/IEC 29500-1 and -4).
"""

from refcheck.readers.sources.xml import Element, local, names

BODY = "word/document.xml"

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

PLACES_OF_RUNS = names("p hyperlink ins del moveTo moveFrom smartTag sdtContent fldSimple customXml dir bdo")
"""What a run, and the mark of a comment, may stand in."""

_STRICT = "http://purl.oclc.org/ooxml/"


def namespace(element: Element) -> str:
    """The namespace of an element."""
    return str(element.tag)[1:].partition("}")[0]


def is_strict(root: Element) -> bool:
    """Whether a part has the names of the strict form."""
    return namespace(root).startswith(_STRICT)


def made(like: Element, name: str, **attributes: str) -> Element:
    """A new element in the namespace of another, and so its attributes."""
    own = namespace(like)
    return like.makeelement(
        f"{{{own}}}{name}", {f"{{{own}}}{key}": value for key, value in attributes.items()}, {"w": own}
    )


def alike(element: Element) -> Element:
    """A new element with the name and the attributes of another."""
    given = {str(key): str(value) for key, value in element.attrib.items()}
    return element.makeelement(str(element.tag), given, {"w": namespace(element)})


def around(element: Element, *names: str) -> Element | None:
    """The nearest element around another that has one of these local names."""
    return next((each for each in element.iterancestors() if isinstance(each.tag, str) and local(each) in names), None)


def highest_id(root: Element, *names: str) -> int:
    """The highest number among the ids of elements of some local names; -1 where there is none."""
    numbers = (each.get(f"{{{namespace(each)}}}id", "") for each in root.iter(*(f"{{*}}{name}" for name in names)))
    return max((int(number) for number in numbers if number.isdecimal()), default=-1)
