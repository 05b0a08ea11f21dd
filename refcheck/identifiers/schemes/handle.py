"""Handle.

A persistent name in the Handle System, of which DOIs are a part: the prefix of a naming authority, a slash, and
a local name. Repositories use handles for theses and reports.

Source: RFC 3651; https://www.handle.net.

>>> validate("hdl:1721.1/26729")
'1721.1/26729'
>>> is_valid("1721.1")
False
>>> format("1721.1/26729")
'https://hdl.handle.net/1721.1/26729'
>>> [identifier.value for identifier in find("MIT. http://hdl.handle.net/1721.1/26729.")]
['1721.1/26729']
"""

import re
from urllib.parse import quote

from refcheck.identifiers.identifying import Kind, identify
from refcheck.identifiers.schemes import numbers_after_label, verbs_with_label
from refcheck.model import Identifier, Scheme

HINTS = ("hdl", "handle:")
"""A text with a handle contains one of these, in lower case."""

_HANDLE = re.compile(r"(?!10\.)\d[\d.]{1,20}/\S*\w", re.ASCII)
"""A prefix of digits, a slash and a local name: ``1721.1/26729``; one that begins with ``10.`` is a DOI."""

_LABEL = re.compile(r"(?:\bhdl:|(?:https?://)?\bhdl\.handle\.net/|\bhandle:)", re.IGNORECASE)
"""Labels of a handle: ``hdl:``, ``https://hdl.handle.net/``."""

_NAME = re.compile(r"(?!10\.)\d[\d.]{1,20}/[\w.:/@~+-]{0,120}\w", re.ASCII)
"""A handle within a text, where it ends before punctuation."""


compact, validate, is_valid = verbs_with_label(_LABEL, _HANDLE.fullmatch)


def format(number: str) -> str:  # noqa: A001  python-stdnum's verb
    """Return the handle as a link to the resolver."""
    return f"https://hdl.handle.net/{quote(compact(number), safe='/:;()!*,@+=~')}"


_KIND = Kind(scheme=Scheme.HANDLE, is_valid=is_valid)


def find(text: str) -> tuple[Identifier, ...]:
    """Return the handles in a text that follow a label or are in the resolver's URL."""
    return identify(text, numbers_after_label(text, _LABEL, _NAME), _KIND)
