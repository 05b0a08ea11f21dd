"""The part of a Word document that contains its comments, the parts that declare it, and the references to comments in the body.

LibreOffice reads the text of a comment at the reference; within a field over several paragraphs it drops that text. There the
comment has two references, each a choice between content for Word and a fallback for other programs (ISO/IEC 29500-3).
"""

import posixpath
from collections.abc import Iterable

from attrs import define, field
from lxml import etree

from refcheck.office.package import free_name, serialised
from refcheck.office.splicing import Part, opened
from refcheck.office.values import Comment, Stamp
from refcheck.office.word_runs import XML_SPACE, highest_id, is_strict, made, namespace
from refcheck.readers.sources.archive import Archive, relations_of
from refcheck.readers.sources.xml import Element, attribute, children

_RELATIONS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


@define
class CommentsPart:
    """The comments of a document: their part and its name, the part with its links, and other parts that change with it."""

    name: str
    part: Part
    links: Part
    others: dict[str, Part]
    _new: list[Element] = field(factory=list, init=False)
    _related: dict[str, Element] = field(factory=dict, init=False)

    def add(self, number: int, comment: Comment, stamp: Stamp) -> None:
        """Add a comment with the id ``number``."""
        like = self.part.root
        new = made(like, "comment", id=str(number), author=stamp.author, initials=stamp.initials, date=f"{stamp.date}Z")
        for place, (text, url) in enumerate(comment.lines):
            mark = [] if place else [made(like, "r", made(like, "annotationRef"))]
            new.append(made(like, "p", *mark, self._linked(text, url) if url else _run(like, text)))
        self._new.append(new)

    def parts(self) -> dict[str, bytes]:
        """Return the parts that are to be written."""
        self.part.append(self._new)
        self.links.append(self._related.values())
        linked = {relations_of(self.name): self.links} if self._related else {}
        return {name: part.bytes() for name, part in {**self.others, self.name: self.part, **linked}.items()}

    def _linked(self, text: str, url: str) -> Element:
        like = self.part.root
        office = _OFFICE_STRICT if is_strict(like) else _OFFICE
        if url not in self._related:
            self._related[url] = _relationship(
                self.links.root, f"{office}/hyperlink", url, self._related.values(), TargetMode="External"
            )
        own = namespace(like)
        at = {f"{{{office}}}id": attribute(self._related[url], "Id")}
        link = like.makeelement(f"{{{own}}}hyperlink", at, {"w": own, "r": office})
        look = made(like, "rPr", made(like, "color", val="0563C1"), made(like, "u", val="single"))
        link.append(_run(like, text, look))
        return link


def comments_part(archive: Archive, body: Element) -> CommentsPart:
    """Return the comments of the document whose body is given.

    Raises:
        SourceError: the part of the comments, or one that declares it, is broken.
    """
    relations = _relations(archive, _RELATIONS)
    for each in children(relations.root, "Relationship"):
        if attribute(each, "Type").endswith("/comments"):
            member = posixpath.normpath(posixpath.join("/word", attribute(each, "Target"))).lstrip("/")
            links = _relations(archive, relations_of(member))
            return CommentsPart(member, opened(archive, member), links, {})
    names = (f"word/comments{n}.xml" for n in ("", *range(1, 1000)))
    member = next(file for file in names if not archive.holds(file))
    types = opened(archive, _TYPES)
    types.append([_beside(types.root, "Override", PartName=f"/{member}", ContentType=_KIND)])
    office = _OFFICE_STRICT if is_strict(body) else _OFFICE
    relations.append([_relationship(relations.root, f"{office}/comments", member.removeprefix("word/"))])
    own = namespace(body)
    part = _new(etree.Element(f"{{{own}}}comments", nsmap={"w": own, "r": office}))
    links = _relations(archive, relations_of(member))
    return CommentsPart(member, part, links, {_TYPES: types, _RELATIONS: relations})


def first_free(body: Element, comments: Element) -> int:
    """Return the first number greater than those of all comments."""
    marks = highest_id(body, "commentRangeStart", "commentRangeEnd", "commentReference")
    return max(marks, highest_id(comments, "comment")) + 1


def _relations(archive: Archive, member: str) -> Part:
    if archive.holds(member):
        return opened(archive, member)
    return _new(etree.fromstring(f'<Relationships xmlns="{_PACKAGE}"/>'))


def _new(root: Element) -> Part:
    return Part(serialised(root), root)


def _relationship(
    relations: Element, kind: str, target: str, others: Iterable[Element] = (), **attributes: str
) -> Element:
    """Return a new relationship with an id that neither the existing nor the ``others`` have."""
    taken = {attribute(each, "Id") for each in (*children(relations), *others)}
    return _beside(relations, "Relationship", Id=free_name("rId", taken), Type=kind, Target=target, **attributes)


def _beside(like: Element, name: str, **attributes: str) -> Element:
    """Return a new element in the namespace of another, without a prefix."""
    new = etree.fromstring(f'<{name} xmlns="{namespace(like)}"/>')
    for key, value in attributes.items():
        new.set(key, value)
    return new


def _run(like: Element, text: str, *look: Element) -> Element:
    content = made(like, "t")
    content.text = text
    content.set(XML_SPACE, "preserve")
    return made(like, "r", *look, content)


_CHOICES = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WORD = {"w15": "http://schemas.microsoft.com/office/word/2012/wordml"}
"""A namespace that Word has known since 2013, and LibreOffice 25.2 does not."""


def reference_to(like: Element, number: int) -> Element:
    """Return the run that refers to a comment."""
    return made(like, "r", made(like, "commentReference", id=str(number)))


FOR_WORD, FOR_OTHERS = 0, 1
"""The positions of the alternatives in a choice."""


def choice_of(like: Element, number: int, place: int) -> Element:
    """Return a run that refers to a comment for Word only, or for all programs except Word."""
    run = reference_to(like, number)
    reference = run[0]
    choice = run.makeelement(f"{{{_CHOICES}}}AlternateContent", nsmap={"mc": _CHOICES, **_WORD})
    for name, attributes in (("Choice", {"Requires": "w15"}), ("Fallback", {})):
        choice.append(choice.makeelement(f"{{{_CHOICES}}}{name}", attributes, {"mc": _CHOICES}))
    choice[place].append(reference)
    run.append(choice)
    return run
