"""Why a text holds no identifier, in words for people."""

import re

from refcheck.identifiers.schemes import isbn, issn
from refcheck.lexicon import announces, announcing, tells_access

_DOI_LIKE = re.compile(r"\b(\d{1,3}\.[\w.]*)(/?)")
"""What was perhaps meant as a DOI: ``10.1371``, ``20.1371/``."""

_REGISTRANT = re.compile(r"\d{4,9}(?:\.\d+)*")
"""A registrant's number, perhaps with subdivisions: ``1371``, ``1000.10``."""

_ADDRESS_LIKE = re.compile(r"https?:|www\.", re.IGNORECASE)
"""The beginning of what was perhaps meant as an address."""

_NUMBER = re.compile(r"\d[\d -]{6,16}[\dXx]")
"""What was perhaps meant as an ISBN or ISSN: ``978-0-306-40615-8``."""


def why_none(text: str) -> str:
    """Why a text holds no identifier: the nearest thing to one in it, and what is wrong with that."""
    if not text.strip():
        return "the text is empty"
    return (
        _why_no_number(text)
        or _why_no_doi(text)
        or _why_no_address(text)
        or "no DOI, URL, ISBN, ISSN, arXiv identifier, PMID, PMCID or Handle is in it"
    )


def _why_no_number(text: str) -> str | None:
    found = _NUMBER.search(text)
    for name, is_valid in (("ISBN", isbn.is_valid), ("ISSN", issn.is_valid)):
        if found and name in text.upper() and not is_valid(found[0]):
            return f"{found[0]} is no {name}: its check digit or its length is wrong"
    return None


def _why_no_doi(text: str) -> str | None:
    found = _DOI_LIKE.search(text)
    if found is None or not ("doi" in text.lower() or found[1].startswith("10.")):
        return None
    prefix, slash = found.groups()
    if not prefix.startswith("10."):
        return f"{prefix} is no DOI: a DOI begins with 10."
    if not _REGISTRANT.fullmatch(prefix.removeprefix("10.").rstrip(".")):
        return f"{prefix} is no DOI: behind 10. stands the registrant's number, of four digits or more"
    if not slash:
        return f"{prefix} is no DOI: there is no slash and no suffix behind the prefix"
    return f"{prefix}/ is no DOI: there is no suffix behind the slash"


def _why_no_address(text: str) -> str | None:
    for found in announcing().finditer(text):
        if found[0].endswith(":") and (announces(found["word"]) or tells_access(found["word"])):
            return f"nothing stands behind “{found[0]}”"
    return "the address has no host" if _ADDRESS_LIKE.search(text) else None
