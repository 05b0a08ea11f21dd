"""What stands before a DOI to say that it is one, and whether anything else stands beside it."""

import re

from refcheck.identifiers.scanning.surroundings import CLOSING

_LABEL_REACH = 120
"""How far back a label or a resolver's address is looked for, in code points."""

_SCHEME_REACH = 24
"""How far before its "doi" a label or a resolver's address may begin, in code points."""

_LABEL_WORD = re.compile(
    r"(?:\b(?:info|urn)\s?[:/]\s?)?\bdoi(?:\s?(?:number|code|link|nr|no|id))?[\s.:=,;/-]{0,5}$", re.IGNORECASE
)
"""A label at the end of a text: ``DOI:``, ``info:doi/``, ``doi.:``."""

_RESOLVER = re.compile(
    r"(?:(?:https?|\b[a-z]{2,6})\s?:\s?(?:/\s?){0,3})?(?:www\.)?\b(?:dx\s?\.\s?)?doi\s?[.-]\s?[a-z][\w.-]{1,60}(?::\d{2,5})?\s?(?:/\s?){1,3}$",
    re.IGNORECASE,
)
"""A resolver's address at the end of a text: ``https://dx.doi.org/``, ``doi-org.proxy.lib.edu/``."""

_BEHIND_REACH = 40
"""How much may stand behind a DOI without being text, in code points."""

_OPENERS = "([{<\"'“‘/ \t\r\n"
"""What may stand before a label."""


def label_start(text: str, start: int) -> int:
    """Where the label or the resolver's address right before ``start`` begins; ``start`` where there is none."""
    while True:
        before = text[max(0, start - _LABEL_REACH) : start]
        word = max(before.rfind("doi"), before.rfind("DOI"), before.rfind("Doi"))
        near = before[max(0, word - _SCHEME_REACH) :]
        found = (_RESOLVER.search(near) or _LABEL_WORD.search(near)) if word >= 0 else None
        if found is None:
            return start
        start -= len(near) - found.start()


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing but a label stands beside the DOI, so that no sentence ends with it."""
    if start > _LABEL_REACH or len(text) - end > _BEHIND_REACH or text[end:].strip(CLOSING):
        return False
    return not text[: label_start(text, start)].strip(_OPENERS)
