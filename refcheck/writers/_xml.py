"""Parts of XML that the formats share: elements as text, without what XML cannot hold, and identifiers within what is printed."""

import re
from collections.abc import Callable
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from attrs import evolve

from refcheck.model import Date, Identifier, Reference

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that XML 1.0 cannot or should not hold."""

_NOT_IN_IDS = re.compile(r"[^\w.-]+", re.ASCII)
"""Characters that an ``xml:id`` is written without."""

_SAFE = "%/:?@!$&'()*+,;=~"
"""Characters of an address beside letters, digits and ``-._``. Source: RFC 3986; brackets only belong to hosts."""


def text(value: object) -> str:
    """Return a value as text of XML."""
    return escape(_FORBIDDEN.sub("", str(value)))


def tag(name: str, /, *inner: str, **attributes: str | None) -> str:
    """Return an element; nothing where it would be empty. ``__`` in an attribute's name is a colon, ``_`` a hyphen.

    What is within is markup already: see ``text``.
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
    """Return an element with a text; nothing where that is empty."""
    return tag(name, text(value), **attributes) if value else ""


def identity(key: str, seen: set[str]) -> str:
    """Return an ``xml:id`` for a key, none twice in a document."""
    name = _NOT_IN_IDS.sub("-", key).strip("-.") or "ref"
    name = name if name[0].isalpha() or name[0] == "_" else f"ref{name}"
    while name.lower() in seen:
        name += "-2"
    seen.add(name.lower())
    return name


def address(url: str | None) -> str:
    """Return a link as an attribute may hold it: what no address can hold is written as its bytes."""
    whole, hash_, fragment = (url or "").partition("#")
    return quote(whole, safe=_SAFE, errors="replace") + hash_ + quote(fragment, safe=_SAFE, errors="replace")


def iso(date: Date) -> str | None:
    """Return a date in ISO 8601, where it is one."""
    return str(date) if date.year is not None else None


def printed(reference: Reference, marked: Callable[[Identifier], str]) -> str:
    """Return a reference as it is printed, its identifiers marked up; nothing of one that was never printed.

    They are mended as they are in the work: one whose repair wants a person's look is as it is printed there.
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
