"""The abbreviations of a bibliography: what ``@string`` defines, and the months that every style defines."""

from attrs import define, field

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The abbreviations for months; they stand for themselves here, since styles differ in what they print."""

_FREE = 1_000_000
"""How many characters may be expanded whatever the size of the file."""


@define
class Strings:
    """The abbreviations that are known so far.

    A string may be made of other strings, so that a small file could stand for a huge text. ``budget`` is the number of
    characters that may still be built; what goes beyond it is not known.
    """

    budget: int
    _known: dict[str, str] = field(factory=lambda: {month: month for month in MONTHS})

    @classmethod
    def for_text(cls, text: str) -> "Strings":
        """The strings of a text that is to be read: what is expanded may be as long as the text itself, and somewhat longer."""
        return cls(budget=len(text) + _FREE)

    def define(self, name: str, value: str) -> None:
        """``@string{name = value}``. Names are the same in capitals and small letters."""
        self._known[name.lower()] = value

    def get(self, name: str) -> str | None:
        """What an abbreviation stands for, if it is known."""
        return self._known.get(name.lower())

    def joined(self, pieces: list[str]) -> str | None:
        """The pieces of one value in one, unless that is beyond the budget."""
        if len(pieces) == 1:
            return pieces[0]
        length = sum(map(len, pieces))
        if length > self.budget:
            return None
        self.budget -= length
        return "".join(pieces)
