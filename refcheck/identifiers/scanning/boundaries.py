"""Where a DOI ends because something else begins, without a gap between."""

import re

_OTHER = re.compile(
    r"[.,;:|(\[]{0,3}(?:https?:/|ftp:/|www\.|(?:pmid|pmcid|arxiv|doi)(?::|\s|=)|pmc\d{4}"
    r"|(?<!\d)(?<!\d\.)10\.\d{4,9}(?:\.\d+)?/)"
    r"|[.,;:]{1,2}(?:URL|url|arXiv)(?=https?|[^a-z]|$)|[,;](?!jsessionid)[A-Za-z]{2,}$|[.,;]\[\d{1,3}\]|'/?>",
    re.IGNORECASE,
)
"""What begins behind a DOI, with the punctuation before it: ``.http:/``, ``;10.1002/``, ``pmid:``, ``.URL``, ``,in``, ``.[82]``,
``'>``."""

_LINK_MARK = re.compile(r"\$\$\[|\[[^\W\d_][^\[\]]*$|>`_")
"""Where the mark of a link ends an identifier: ``$$[``, ``[Salt`` (AsciiDoc), ``>`__`` (reStructuredText)."""

_PREFIX = re.compile(r"10\.\d{4,9}(?:\.\d+)?/")
"""A prefix and its slash: ``10.1016/``."""

DOUBLED_PREFIX = re.compile(
    r"(?P<first>(?P<prefix>10\.\d{4,9})/(?:https?://(?:dx\.)?doi\.org/|doi[:.\s]{0,3})?(?=(?P=prefix)/)"
    r"|10\.(?=10\.\d{4,9}/))",
    re.IGNORECASE,
)
"""A prefix before the same again, or ``10.`` before a prefix: ``10.1016/`` and ``10.1016/doi:`` before ``10.1016/``."""

_SEPARATORS = ".,;:|/([<>"


def other_identifier_at(text: str) -> int | None:
    """Where another identifier begins within ``text``, which begins with a DOI's prefix."""
    doubled = DOUBLED_PREFIX.match(text)
    slash = text.find("/", doubled.end() if doubled else 0)
    found = _OTHER.search(text, slash + 2) if slash > 0 else None
    return found.start() if found else None


def before_link_mark(text: str) -> str:
    """Return the text up to the mark of a link, in whose address or text it stands."""
    found = _LINK_MARK.search(text) if "[" in text or ">`_" in text else None
    return text[: found.start()] if found else text


def doubled_at(text: str) -> int | None:
    """Where the first copy ends in a ``text`` that has the same DOI twice."""
    prefix = _PREFIX.match(text)
    if not prefix:
        return None
    again = text.find(prefix[0], prefix.end() + 1)
    if again < 0:
        return None
    first = text[:again]
    other = _OTHER.search(first, prefix.end() + 1)
    first = first[: other.start() if other else again].rstrip(_SEPARATORS)
    return len(first) if len(first) > prefix.end() and text[again:].lower().startswith(first.lower()) else None
