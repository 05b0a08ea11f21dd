"""CSL-JSON, also as Zotero's Better CSL JSON: an array of items, one item, or an object with ``items`` or ``references``.

Signs: ``"type"``.
"""

import re

from refcheck.model import Bibliography
from refcheck.readers.entries.csl_items import bibliography, head_of

NAME = "csl-json"

_TYPE = re.compile(
    r"\"type\"\s*:\s*\"(?:article(?:-\w+)?|bill|book|broadcast|chapter|classic|collection|dataset|document|entry(?:-\w+)?|event"
    r"|figure|graphic|hearing|interview|legal_case|legislation|manuscript|map|motion_picture|musical_score|pamphlet"
    r"|paper-conference|patent|performance|periodical|personal_communication|post(?:-weblog)?|regulation|report|review(?:-book)?"
    r"|software|song|speech|standard|thesis|treaty|webpage|journal-article|book-chapter|posted-content|proceedings-article)\""
)
"""A CSL type, or one of the Crossref types that registries put into CSL-JSON."""

_OF_CROSSREF = re.compile(r"\"(?:message-type|reference-count)\"\s*:|\"title\"\s*:\s*\[")
"""Members that Crossref's JSON has and CSL-JSON does not."""

_VARIABLE = re.compile(r"\"(?:title|author|issued|container-title|DOI)\"\s*:")


def recognises(name: str, text: str) -> bool:
    """Return whether the text is JSON with CSL's types and variables."""
    head = head_of(text)
    return bool(_TYPE.search(head) and _VARIABLE.search(head)) and not _OF_CROSSREF.search(head)


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each item, in order."""
    return bibliography(text, name, NAME)
