"""An address that nobody has written, on the host of one that somebody has: a host that answers both alike has told nothing."""

import hashlib
from urllib.parse import urljoin, urlsplit

from refcheck.registries.pages.visiting import Visit

_ALIKE = 0.9
"""The part of their words that two pages share where one template makes both."""


def stranger_to(url: str) -> str:
    """An address in the same folder that leads to no page of anybody's; always the same one for a host and folder."""
    folder = urljoin(url, ".").split("?")[0]
    name = hashlib.sha256(folder.encode("utf-8", "replace")).hexdigest()[:16]
    ending = urlsplit(url).path.rpartition("/")[2].rpartition(".")[2]
    return urljoin(folder, f"{name}.{ending}" if ending.isalnum() and len(ending) <= len("shtml") else name)


def alike(visit: Visit, other: Visit) -> bool:
    """Whether two visits ended in one page, or in pages that say the same."""
    if visit.reply.status != other.reply.status:
        return False
    words, others = visit.page.words, other.page.words
    if visit.page.titles != other.page.titles or not words or not others:
        return False
    return visit.reply.url == other.reply.url or len(words & others) / len(words | others) >= _ALIKE
