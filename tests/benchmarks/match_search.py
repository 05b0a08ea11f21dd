"""A small search engine over records, in the place of a registry's."""

import heapq
import math
from collections import defaultdict
from collections.abc import Sequence

from refcheck.matching.fields.title import full_title
from refcheck.model import Record
from refcheck.text.folding import fold

_MOST = 3000
"""Words that more records hold than this say nothing."""


class Index:
    """An inverted index of titles, names, containers and years; ``search`` scores by the rarity of the words in common."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self._postings: dict[str, list[int]] = defaultdict(list)
        self._norms: list[float] = []
        for place, record in enumerate(records):
            work = record.work
            dates = [work.issued, *work.issued_alternative]
            parts = [full_title(work), *work.original_title, work.container_title, *work.container_title_alternative]
            parts += [str(name) for name in (*work.author[:20], *work.editor[:5])]
            parts += [str(date.year) for date in dates if date]
            parts += [work.volume, work.page]
            words = set(fold(" ".join(part for part in parts if part)).split())
            self._norms.append(math.sqrt(20 + len(words)))
            for word in words:
                self._postings[word].append(place)

    def search(self, text: str, rows: int) -> list[Record]:
        """The records that share the most telling words with a text, best first."""
        scores: defaultdict[int, float] = defaultdict(float)
        for word in set(fold(text).split()):
            places = self._postings.get(word, [])
            if len(places) <= _MOST:
                weight = math.log(len(self.records) / (1 + len(places)))
                for place in places:
                    scores[place] += weight
        best = heapq.nlargest(rows, scores, key=lambda place: scores[place] / self._norms[place])
        return [self.records[place] for place in best]
