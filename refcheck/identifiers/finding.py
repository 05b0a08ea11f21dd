"""Every identifier in a text, or the reason why there is none."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from refcheck.identifiers import schemes
from refcheck.identifiers.schemes import doi, isbn, issn, url
from refcheck.lexicon import announces, announcing, means_access
from refcheck.lexicon.patterns import by_first_letter
from refcheck.model import Identifier, Scheme

_DOI_LIKE = re.compile(r"\b(\d{1,3}\.[\w.]*)(/?)")
"""Text that was possibly meant as a DOI: ``10.1371``, ``20.1371/``."""

_REGISTRANT = re.compile(r"\d{4,9}(?:\.\d+)*")
"""A registrant's number, possibly with subdivisions: ``1371``, ``1000.10``."""

_ADDRESS_LIKE = re.compile(r"https?:|www\.", re.IGNORECASE)
"""The start of text that was possibly meant as a URL."""

_NUMBER = re.compile(r"\d[\d -]{6,16}[\dXx]")
"""Text that was possibly meant as an ISBN or ISSN: ``978-0-306-40615-8``."""


def why_none(text: str) -> str:
    """Return why a text has no identifier: the text in it that comes closest to one, and what is wrong with it."""
    if not text.strip():
        return "the text is empty"
    return (
        _why_no_number(text)
        or _why_no_doi(text)
        or _why_no_address(text)
        or "it contains no DOI, URL, ISBN, ISSN, arXiv identifier, PMID, PMCID or Handle"
    )


def why_not_valid(text: str) -> Iterator[tuple[str, str]]:
    """Yield the numbers that a text calls an ISBN or ISSN but that are not valid and in no identifier, each with the reason."""
    identifiers = find(text)
    for name, scheme in (("ISBN", isbn), ("ISSN", issn)):
        for span in schemes.unidentified_after_label(text, scheme.LABELLED, identifiers):
            number = span.of(text)
            if not scheme.is_valid(number):
                yield number, _invalid(number, name)


def _why_no_number(text: str) -> str | None:
    found = _NUMBER.search(text)
    for name, is_valid in (("ISBN", isbn.is_valid), ("ISSN", issn.is_valid)):
        if found and name in text.upper() and not is_valid(found[0]):
            return _invalid(found[0], name)
    return None


def _invalid(number: str, name: str) -> str:
    return f"{number} is not a valid {name}: wrong check digit or length"


def _why_no_doi(text: str) -> str | None:
    found = _DOI_LIKE.search(text)
    if found is None or not ("doi" in text.lower() or found[1].startswith("10.")):
        return None
    prefix, slash = found.groups()
    if not prefix.startswith("10."):
        return f"{prefix} is not a DOI: a DOI starts with 10."
    if not _REGISTRANT.fullmatch(prefix.removeprefix("10.").rstrip(".")):
        return f"{prefix} is not a DOI: 10. must be followed by a registrant number of four or more digits"
    if not slash:
        return f"{prefix} is not a DOI: the prefix is not followed by a slash and a suffix"
    return f"{prefix}/ is not a DOI: the slash is not followed by a suffix"


def _why_no_address(text: str) -> str | None:
    for found in announcing().finditer(text):
        if found[0].endswith(":") and (announces(found["word"]) or means_access(found["word"])):
            return f"“{found[0]}” is followed by nothing"
    return "the URL has no host" if _ADDRESS_LIKE.search(text) else None


_RESOLVERS = (
    "arxiv.org/",
    "pubmed",
    "ncbi.nlm.nih.gov/pmc",
    "pmc.ncbi.nlm.nih.gov",
    "europepmc.org/",
    "hdl.handle.net/",
)
"""Text before the identifier in the URL of its own resolver; for DOIs see ``doi.label_span``."""


def find(text: str) -> tuple[Identifier, ...]:
    """Return the identifiers of every scheme in a text, in the order printed; no two overlap.

    The URL of an identifier's own resolver (``https://doi.org/10.…``, ``https://arxiv.org/abs/…``) is read as the
    identifier; any other URL that includes one (``https://onlinelibrary.wiley.com/doi/10.…``) is read as a URL.
    """
    resolved = sorted((*doi.find(text), *_numbers(text)), key=_start)
    addresses = [address for address in url.find(text) if not _is_resolver(text, address, resolved)]
    found: list[Identifier] = []
    for identifier in (*addresses, *resolved):
        place = bisect_left(found, identifier.span.start, key=_start)
        if not any(identifier.span.overlaps(other.span) for other in found[max(0, place - 1) : place + 1]):
            found.insert(place, identifier)
    return tuple(found)


def _numbers(text: str) -> Iterator[Identifier]:
    lowered = text.lower()
    if _any_hint().search(lowered):
        for hints, find_all in _labelled():
            if any(map(lowered.__contains__, hints)):
                yield from find_all(text)


@cache
def _labelled() -> tuple[tuple[tuple[str, ...], Callable[[str], tuple[Identifier, ...]]], ...]:
    """Return, for each scheme whose identifiers have labels, the hints of which a text must have one, and its ``find``."""
    names = sorted(module.name for module in iter_modules(schemes.__path__))
    modules = (import_module(f"{schemes.__name__}.{name}") for name in names)
    return tuple((module.HINTS, module.find) for module in modules if hasattr(module, "HINTS"))


@cache
def _any_hint() -> re.Pattern[str]:
    """Return the pattern of all hints, so that a text without any is searched once."""
    return re.compile(by_first_letter((hint[0], re.escape(hint[1:])) for hints, _ in _labelled() for hint in hints))


def repair_doi(text: str) -> Identifier | None:
    """Return the first DOI in a text, repaired, with its other readings; ``None`` where there is none.

    Raises:
        TypeError: the text is not a string.
    """
    return _first(text, Scheme.DOI, doi.find)


def repair_url(text: str) -> Identifier | None:
    """Return the first URL in a text, repaired, with its other readings; ``None`` where there is none.

    Raises:
        TypeError: the text is not a string.
    """
    return _first(text, Scheme.URL, url.find)


def _first(text: str, scheme: Scheme, find_all: Callable[[str], tuple[Identifier, ...]]) -> Identifier | None:
    """Return the first identifier of a scheme; failing that, one that overlaps an identifier of another scheme."""
    if not isinstance(text, str):
        raise TypeError(f"the text must be a string, not {type(text).__name__}")
    first = next((identifier for identifier in find(text) if identifier.scheme is scheme), None)
    return first or next(iter(find_all(text)), None)


def _is_resolver(text: str, address: Identifier, resolved: Sequence[Identifier]) -> bool:
    """Return whether the URL is that of the resolver of an identifier in it, or repeats the DOI that it is a part of.

    ``resolved`` is in the order printed.
    """
    place = bisect_left(resolved, address.span.start, key=_start)
    if place and resolved[place - 1].scheme is Scheme.DOI and address.span.end <= resolved[place - 1].span.end:
        return True
    if place == len(resolved):
        return False
    identifier = resolved[place]
    if identifier.scheme is Scheme.DOI:
        return doi.label_span(text, identifier).start <= address.span.start
    before = text[address.span.start : identifier.span.start].lower()
    return identifier.span.start < address.span.end and any(resolver in before for resolver in _RESOLVERS)


def _start(identifier: Identifier) -> int:
    return identifier.span.start
