"""Parts of XML that the writers share: elements as text, without forbidden characters, and printed references with markup."""

import re
from collections.abc import Callable
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from attrs import evolve

from refcheck.model import Date, Identifier, Reference

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that XML 1.0 forbids or discourages."""

_NOT_IN_IDS = re.compile(r"[^\w.-]+", re.ASCII)
"""Characters that are not written in an ``xml:id``."""

_SAFE = "%/:?@!$&'()*+,;=~"
"""Characters of a URL besides letters, digits and ``-._``. Source: RFC 3986; square brackets occur only in hosts."""


def text(value: object) -> str:
    """Return a value as text in XML."""
    return escape(_FORBIDDEN.sub("", str(value)))


def tag(name: str, /, *inner: str, **attributes: str | None) -> str:
    """Return an element, or an empty string if it would be empty. ``__`` in an attribute's name is a colon, ``_`` a hyphen.

    The content must be markup already: see ``text``.
    """
    content = "".join(inner)
    named = "".join(
        f" {key.replace('__', ':').replace('_', '-')}={quoteattr(_FORBIDDEN.sub('', value))}"
        for key, value in attributes.items()
        if value
    )
    if not content and not named:
        return ""
    return f"<{name}{named}>{content}</{name}>" if content else f"<{name}{named}/>"


def plain(name: str, value: object, /, **attributes: str | None) -> str:
    """Return an element with a text, or an empty string if that is empty."""
    return tag(name, text(value), **attributes) if value else ""


def identity(key: str, seen: set[str]) -> str:
    """Return an ``xml:id`` for a key, different from those ``seen`` in the document."""
    name = _NOT_IN_IDS.sub("-", key).strip("-.") or "ref"
    name = name if name[0].isalpha() or name[0] == "_" else f"ref{name}"
    while name.lower() in seen:
        name += "-2"
    seen.add(name.lower())
    return name


def address(url: str | None) -> str:
    """Return a URL for an attribute; characters that a URL cannot contain are percent-encoded."""
    whole, hash_, fragment = (url or "").partition("#")
    return quote(whole, safe=_SAFE, errors="replace") + hash_ + quote(fragment, safe=_SAFE, errors="replace")


def iso(date: Date) -> str | None:
    """Return a date in ISO 8601, or ``None`` if it has no year."""
    return str(date) if date.year is not None else None


def printed(reference: Reference, marked: Callable[[Identifier], str]) -> str:
    """Return a reference as it is printed, with markup for its identifiers; an empty string if it was never printed.

    Identifiers are repaired as in the work: one whose repair must be reviewed by a person stays as printed.
    """
    if reference.structured and reference.printed != reference.raw:
        return ""
    raw, done, pieces = reference.raw, 0, []
    for each in sorted(reference.identifiers, key=lambda one: one.span.start):
        if each.span.start >= done:
            is_unmended = each.raw in (reference.work.doi, reference.work.url)
            shown = evolve(each, value=each.raw) if is_unmended else each
            pieces += [text(raw[done : each.span.start]), marked(shown)]
            done = each.span.end
    return " ".join("".join([*pieces, text(raw[done:])]).split())
