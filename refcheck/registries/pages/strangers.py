"""An address that nobody has written, on the host of one that somebody has: a host that answers both alike has told nothing."""

import hashlib
import zlib
from urllib.parse import urljoin, urlsplit

from attrs import frozen

from refcheck.registries.pages.visiting import Visit

_ALIKE = 0.9
"""The part of their words that two pages share where one template makes both. Source: set by hand."""

_SKETCH = 300
"""So many words stand for all: those with the smallest checksums, which are the same ones in pages that are alike."""


@frozen(kw_only=True)
class Likeness:
    """As much of a visit as it takes to know another one that ends alike."""

    status: int
    url: str
    titles: tuple[str, ...]
    sketch: frozenset[int]

    @classmethod
    def of(cls, visit: Visit) -> "Likeness":
        """The likeness of a visit."""
        checksums = sorted(zlib.crc32(word.encode("utf-8", "replace")) for word in visit.page.words)
        return cls(
            status=visit.reply.status,
            url=visit.reply.url,
            titles=visit.page.titles,
            sketch=frozenset(checksums[:_SKETCH]),
        )

    def is_like(self, other: "Likeness") -> bool:
        """Whether both ended in one page, or in pages that say the same. What says nothing is like nothing."""
        if (self.status, self.titles) != (other.status, other.titles) or not self.sketch or not other.sketch:
            return False
        shared = len(self.sketch & other.sketch) / len(self.sketch | other.sketch)
        return self.url == other.url or shared >= _ALIKE


def stranger_to(url: str) -> str:
    """An address in the same folder that leads to no page of anybody's; always the same one for a host and folder."""
    folder = urljoin(url, ".").split("?")[0]
    name = hashlib.sha256(folder.encode("utf-8", "replace")).hexdigest()[:16]
    ending = urlsplit(url).path.rpartition("/")[2].rpartition(".")[2]
    return urljoin(folder, f"{name}.{ending}" if ending.isalnum() and len(ending) <= len("shtml") else name)
