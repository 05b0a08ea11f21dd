"""Why a text holds no identifier, in words for people."""

import re

from refcheck.identifiers import isbn, issn

_DOI_LIKE = re.compile(r"\b(\d{1,3}\.[\w.]*)(/?)(\S*)")
"""What was perhaps meant as a DOI: ``10.1371``, ``20.1371/journal.pone.0042793``."""

_URL_LIKE = re.compile(r"(?:https?:|www\.)(\S*)", re.IGNORECASE)
"""What was perhaps meant as an address: ``https://``."""

_NUMBER_LIKE = re.compile(r"\d[\d -]{6,16}[\dXx]")
"""What was perhaps meant as an ISBN or ISSN: ``978-0-367-90068-8``."""


def why_none(text: str) -> str:
    """Why a text holds no identifier: the nearest thing to one in it, and what is wrong with that."""
    if not text.strip():
        return "the text is empty"
    number = _NUMBER_LIKE.search(text)
    if number and "isbn" in text.lower() and not isbn.is_valid(number[0]):
        return f"{number[0]} is no ISBN: its check digit or its length is wrong"
    if number and "issn" in text.lower() and not issn.is_valid(number[0]):
        return f"{number[0]} is no ISSN: its check digit or its length is wrong"
    doi_like = _DOI_LIKE.search(text)
    if doi_like and ("doi" in text.lower() or doi_like[1].startswith("10.")):
        return _why_no_doi(doi_like[1], doi_like[2], doi_like[3])
    if _URL_LIKE.search(text):
        return "the address has no host"
    return "no DOI, URL, ISBN, ISSN, arXiv identifier, PMID, PMCID or Handle is in it"


def _why_no_doi(prefix: str, slash: str, suffix: str) -> str:
    if not prefix.startswith("10."):
        return f"{prefix} is no DOI: a DOI begins with 10."
    registrant = prefix.removeprefix("10.").strip(".")
    if not re.fullmatch(r"\d{4,9}(?:\.\d+)*", registrant):
        return f"{prefix} is no DOI: behind 10. stands the registrant's number, of four digits or more"
    if not slash:
        return f"{prefix} is no DOI: there is no slash and no suffix behind the prefix"
    return f"{prefix}/{suffix} is no DOI: there is no suffix behind the slash"
