"""How many documents of an index hold a word or a key."""

from collections.abc import Sequence

from refcheck.registries.index.shard import KEYS, WORDS, Shard

_REMEMBERED = 200_000
"""Words: those of many references, in some 20 MB."""


class Frequencies:
    """Asks the shards, and remembers words: the common ones stand in every other reference. Threads may share it."""

    def __init__(self, shards: Sequence[Shard]) -> None:
        """Ask these."""
        self._shards = shards
        self._words: dict[str, int] = {}

    def word(self, word: str) -> int:
        """The documents that hold a word."""
        known = self._words.get(word)
        if known is None:
            known = sum(shard.frequency(WORDS, word) for shard in self._shards)
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            self._words[word] = known
        return known

    def key(self, key: str) -> int:
        """The documents that hold a key. Keys are too many, and too rare, to be remembered."""
        return sum(shard.frequency(KEYS, key) for shard in self._shards)
