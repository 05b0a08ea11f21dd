"""What of a DOI can be written where."""

import re
from urllib.parse import quote

_WELL_FORMED = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
"""A DOI as registries accept it in a list: 10.1000/182, 10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1"""


def fits_a_list(doi: str) -> bool:
    """Whether a DOI can stand among others: well-formed, and without the comma that would part it in two."""
    return "," not in doi and doi.isprintable() and _WELL_FORMED.fullmatch(doi) is not None


def as_segment(doi: str) -> str:
    """The DOI as one path segment: everything quoted, the slash too, so that ``#`` and ``?`` and ``..`` stay part of it."""
    return quote(doi, safe="")


def as_path(doi: str) -> str:
    """The DOI as doi.org takes it: slashes kept, everything else quoted; one that would climb (``..``) is quoted whole."""
    climbs = any(part in ("", ".", "..") for part in doi.split("/"))
    return as_segment(doi) if climbs else quote(doi, safe="/")
