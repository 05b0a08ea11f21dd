"""Given names of the training data, which tell "Family Given" from "Given Family" where no comma does."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from refcheck.parsing.names import read_names
from refcheck.parsing.names.name_words import is_initials, is_particle
from training.data import Example

#: A word is a given name if it is that in so many different names and in such a share of those that it stands in.
_ENOUGH, _SHARE = 1, 0.75


def given_names(examples: Iterable[Example]) -> list[str]:
    """The given names, in small letters and in order, of first given names of names that are printed "Family, Given Second"."""
    names = set()
    for example in examples:
        for label, printed in example.segments:
            if label in ("author", "editor") and "," in printed:
                names |= {
                    (person.name.family, person.name.given)
                    for person in read_names(printed).names
                    if person.name.family and person.name.given and "," in person.span.of(printed)
                    if f"{person.name.given.split()[0].rstrip('.')}." not in printed  # a name that is cut short
                }
    given = Counter(word for _, forenames in names for word in _words(forenames.split()[0]))
    family = Counter(word for surname, _ in names for word in _words(surname))
    return sorted(
        word for word, count in given.items() if count >= _ENOUGH and count >= _SHARE * (count + family[word])
    )


def _words(name: str) -> Iterable[str]:
    return {
        word.lower().strip(".")
        for word in name.split()
        if len(word) > 2 and word.strip(".").isalpha() and not is_initials(word) and not is_particle(word)
    }


def save(names: Iterable[str], path: Path) -> None:
    """Write the names, a line each."""
    path.write_text("\n".join(names) + "\n", encoding="utf-8")
