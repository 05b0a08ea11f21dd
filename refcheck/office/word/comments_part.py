"""The part of a Word document that holds its comments, made where there is none, and what announces it in the archive."""

import posixpath
from collections.abc import Iterable

from attrs import define
from lxml import etree

from refcheck.office.package import part, serialised
from refcheck.office.values import Comment, Stamp
from refcheck.office.word.runs import XML_SPACE, highest_id, is_strict, made, namespace
from refcheck.readers.sources.archive import Archive
from refcheck.readers.sources.xml import Element, attribute, children

_RELATIONS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


@define
class CommentsPart:
    """The comments of a document: their root, the part's name, and the other parts that change along with it."""

    root: Element
    name: str
    others: dict[str, Element]

    def add(self, number: int, comment: Comment, stamp: Stamp) -> None:
        """Add a comment under a number of its own."""
        new = made(
            self.root, "comment", id=str(number), author=stamp.author, initials=stamp.initials, date=f"{stamp.date}Z"
        )
        for place, (text, url) in enumerate(comment.lines):
            paragraph = made(self.root, "p")
            if not place:
                mark = made(self.root, "r")
                mark.append(made(self.root, "annotationRef"))
                paragraph.append(mark)
            paragraph.append(_linked(self.root, text, url) if url else _run(self.root, text))
            new.append(paragraph)
        self.root.append(new)

    def parts(self) -> dict[str, bytes]:
        """What is to be written."""
        return {name: serialised(root) for name, root in {**self.others, self.name: self.root}.items()}


def comments_part(archive: Archive, body: Element, name: str) -> CommentsPart:
    """The comments of the document whose body is given.

    Raises:
        SourceError: they, or what announces them, are broken.
    """
    if archive.holds(_RELATIONS):
        relations = part(archive, _RELATIONS, name)
    else:
        relations = etree.fromstring(f'<Relationships xmlns="{_PACKAGE}relationships"/>')
    for each in children(relations, "Relationship"):
        if attribute(each, "Type").endswith("/comments"):
            member = posixpath.normpath(posixpath.join("/word", attribute(each, "Target"))).lstrip("/")
            return CommentsPart(part(archive, member, name), member, {})
    member = next(each for each in _names() if not archive.holds(each))
    types = part(archive, _TYPES, name)
    types.append(types.makeelement(f"{{{namespace(types)}}}Override", {"PartName": f"/{member}", "ContentType": _KIND}))
    taken = {attribute(each, "Id") for each in children(relations)}
    relations.append(
        relations.makeelement(
            f"{{{namespace(relations)}}}Relationship",
            {
                "Id": next(each for each in (f"rId{n}" for n in range(1, len(taken) + 2)) if each not in taken),
                "Type": f"{_OFFICE_STRICT if is_strict(body) else _OFFICE}/comments",
                "Target": member.removeprefix("word/"),
            },
        )
    )
    own = namespace(body)
    root = etree.Element(f"{{{own}}}comments", nsmap={"w": own})
    return CommentsPart(root, member, {_TYPES: types, _RELATIONS: relations})


def first_free(body: Element, comments: Element) -> int:
    """The first number that no comment has."""
    used = (
        highest_id(body, "commentRangeStart", "commentRangeEnd", "commentReference"),
        highest_id(comments, "comment"),
    )
    return max(used) + 1


def _names() -> Iterable[str]:
    return (f"word/comments{number or ''}.xml" for number in range(1000))


def _run(like: Element, text: str) -> Element:
    run, content = made(like, "r"), made(like, "t")
    content.text = text
    content.set(XML_SPACE, "preserve")
    run.append(content)
    return run


def _linked(like: Element, text: str, url: str) -> Element:
    """A link as a field: it needs no relationship in a part of its own."""
    link = made(like, "fldSimple", instr=f'HYPERLINK "{url}"')
    link.append(_run(like, text))
    return link
