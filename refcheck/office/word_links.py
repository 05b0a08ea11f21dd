"""The links of a part of a Word document, and how their addresses are written.

Source: Office Open XML (ISO/IEC 29500-1, 17.16.5.25 ``HYPERLINK``, 17.16.22; ISO/IEC 29500-2, relationships).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from attrs import define, field

from refcheck.errors import SourceError
from refcheck.office.package import free_name, read, relations_of, serialised
from refcheck.office.tracking import Link
from refcheck.office.word_gaps import complex_fields
from refcheck.readers.sources.archive import Archive
from refcheck.readers.sources.xml import Element, attribute, children, descendants, local

_ADDRESS = re.compile(r'(\s*HYPERLINK\s+")([^"]*)"')
r"""The address in a field: 'HYPERLINK "https://doi.org/10.1000/x" \o "tip"'."""

_LABEL = "refcheck"
"""How the relationships begin that are made here."""


@define
class WordLinks:
    """The links of the parts of a document, with their relationships, which are written anew where an address is."""

    _archive: Archive
    _name: str
    _written: dict[str, Element] = field(factory=dict)

    def parts(self) -> Mapping[str, bytes]:
        """Return the relationships that were changed."""
        return {name: serialised(root) for name, root in self._written.items()}

    def of_part(self, part: str, elements: Sequence[Element]) -> Iterator[Link]:
        """Yield the links of a part that lead out of the document; ``elements`` are the part's, in order."""
        targets = self._targets(part)
        for first, element in enumerate(elements):
            name = local(element)
            if name == "hyperlink" and (relation := targets.get(attribute(element, "id"))) is not None:
                write = partial(self._relate, part, element, relation)
                target = attribute(relation, "Target")
                yield Link(part=part, first=first, last=_last(first, element), target=target, write=write)
            elif name == "fldSimple" and (code := _ADDRESS.match(attribute(element, "instr"))):
                write = partial(_write_attribute, element, "instr", code[2])
                yield Link(part=part, first=first, last=_last(first, element), target=code[2], write=write)
        for each in complex_fields(elements[0]) if elements else ():
            if code := _ADDRESS.match(each.code):
                texts = [one for one in elements[each.start : each.end] if local(one) == "instrText"]
                write = partial(_write_code, texts, each.code, code[2])
                yield Link(part=part, first=each.start, last=each.end, target=code[2], write=write)

    def _targets(self, part: str) -> Mapping[str, Element]:
        """Return the relationships of a part that lead out of the document, by their names."""
        name = relations_of(part)
        try:
            root = self._written[name] if name in self._written else read(self._archive, name, self._name)[1]
        except SourceError:  # it is broken, or there is none
            return {}
        links = (each for each in children(root, "Relationship") if attribute(each, "TargetMode") == "External")
        return {attribute(each, "Id"): each for each in links}

    def _relate(self, part: str, link: Element, relation: Element, target: str) -> bool:
        """Let a link lead elsewhere: by a relationship of its own, since others may have the one that it had."""
        root = relation.getparent()
        key = next((key for key in link.attrib if str(key).endswith("}id")), None)
        if root is None or key is None:
            return False
        own = free_name(_LABEL, {attribute(each, "Id") for each in children(root, "Relationship")})
        attributes = {str(name): str(value) for name, value in relation.attrib.items()}
        root.append(root.makeelement(str(relation.tag), attributes | {"Id": own, "Target": target}))
        link.set(key, own)
        used = {attribute(each, "id") for each in link.getroottree().iter("{*}hyperlink")}
        if attribute(relation, "Id") not in used:
            root.remove(relation)
        self._written[relations_of(part)] = root
        return True


def _last(first: int, element: Element) -> int:
    return first + sum(1 for _ in descendants(element))


def _write_attribute(element: Element, name: str, before: str, target: str) -> bool:
    key = next(key for key in element.attrib if str(key).endswith(name))
    element.set(key, str(element.get(key)).replace(before, target, 1))
    return True


def _write_code(texts: Sequence[Element], code: str, before: str, target: str) -> bool:
    """Write an address into the code of a field, whose pieces become one; not where another field stands in it."""
    if "".join(each.text or "" for each in texts).strip() != code:
        return False
    first, *others = texts
    first.text = f" {code.replace(before, target, 1)} "
    for each in others:
        each.text = ""
    return True
