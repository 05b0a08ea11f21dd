"""A Bloom filter of the identifiers that have been put in: what is new need not be looked for before it is put in."""

_BITS = 1 << 29


class BloomFilter:
    """Remembers texts in 64 MB, however many. It may take a new one for an old one, never an old one for a new one."""

    def __init__(self) -> None:
        """Nothing has been seen."""
        self._bits = bytearray(_BITS >> 3)

    def is_new(self, text: str) -> bool:
        """Return whether the text has surely not been seen; it has been from now on."""
        place, bit = divmod(hash(text) % _BITS, 8)
        if self._bits[place] >> bit & 1:
            return False
        self._bits[place] |= 1 << bit
        return True


class Unknown(BloomFilter):
    """Nobody knows what has been put in before: nothing is surely new."""

    def __init__(self) -> None:
        """Nothing is remembered."""

    def is_new(self, text: str) -> bool:
        """No."""
        return False
