"""The letter or number of a journal's section: ``Physics Letters B``, ``Series II``, ``Part A: Applied Science``.

Also an edition of a journal, or the place that distinguishes it from its namesakes: ``Tidal Eng. Int. Ed.``, ``Tides (N. Y.)``.
Two sections of one journal are two journals; a section that one side omits is a partial explanation.

>>> section_of("Phys. Lett. B"), section_of("Composites Part A: Applied Science"), section_of("Acta of Rivers (Series II)")
('b', 'a', 'ii')
>>> section_of("TIDAL RESEARCH B"), section_of("ANNALS OF MUD U S A")
('b', '')
>>> section_of("Proc. Natl. Acad. Sci. U. S. A."), section_of("J. Appl. Phys."), section_of("A Journal of Rivers")
('', '', '')
>>> without_section("Composites Part A: Applied Science")
'Composites : Applied Science'
>>> are_of_edition(["int", "ed"]), are_of_edition(["london"]), are_of_edition(["letters"])
(True, True, False)

Source: ISO 4, 5.4 (the designation of a section is kept); for editions and places, the names of the NLM Catalog, and the CAS Source
Index, which adds places.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from refcheck.gazetteer.names import PLACE_WORDS
from refcheck.text.deferred import deferred
from refcheck.text.folding import words

_NAMED = deferred(
    r"[\s,(:.-]\(?(?:parts?|pt|series|ser|sections?|sect|sec|teil|abt)\.?\s+([A-Ha-h]|[IVX]{1,4}|\d)(?=$|[\s:.,;)/-])(?:/[A-H])*\)?|\s\(([a-hA-H])\)\s*$",
    re.IGNORECASE,
)
"""A section with a word for it, or in brackets: `` Part A``, ``, Ser. II``, `` (b)``."""

_LETTER = deferred(
    r"(?<=[a-zß-ÿ.,)\s:])[\s(]+(?<!: (?=A ))([A-H])(?=\)?\.?\s*$|\)?\s*[:,(–—-]|\s+[A-Z][a-z]|[\d])\)?(?!\.\s?[A-Z]\.)"
)
"""A single letter after a name: `` B``, `` A: ``, `` A Math``; but not an article after a colon: ``: A Guide``."""

_OF_VOLUME = deferred(r"(?:([A-H])\s?\d+|\d+\s?([A-H]))$")
"""A volume with the letter of a section of the journal beside it: ``B731``, ``A 54``, ``24B``."""

_INITIALS = deferred(r"\b[A-Z]\.?\s?S\.?\s*A\.?\s*$")
"""An end that looks like a section and is a country: ``U. S. A.``"""


@lru_cache(maxsize=4_096)
def at_section(name: str) -> tuple[str, str, str]:
    """Return the name before its section, the section's letter or number in lower case, and the rest, which may name the section.

    Return the whole name and twice ``""`` where it has no section.
    """
    text = name.title() if name.isupper() else name
    found = _NAMED.search(text) or (None if _INITIALS.search(name) else _LETTER.search(text))
    if found is None:
        return name, "", ""
    return name[: found.start()], next(filter(None, found.groups()), "").lower(), name[found.end() :].lstrip()


def section_of(name: str) -> str:
    """Return the letter or number of the section in a name; ``""`` where it has none."""
    return at_section(name)[1]


def section_of_volume(volume: str | None) -> str:
    """Return the lower-case letter of the section that is printed beside the volume; ``""`` where there is none.

    >>> section_of_volume("B731"), section_of_volume("24B"), section_of_volume("B"), section_of_volume("2B3")
    ('b', 'b', '', '')
    """
    found = _OF_VOLUME.match(volume or "")
    return (found[1] or found[2]).lower() if found else ""


def without_section(name: str) -> str:
    """Return a name without its section."""
    before, section, rest = at_section(name)
    return f"{before} {rest}".strip() if section else name


_EDITIONS = words("""international int ed edn edition english engl eng german ger ausg ausgabe chinese overseas volume vol usa us
u s uk american am amer british br english lond n y ny new york version print basel switzerland""")
"""Words of an edition or a place, folded, in full and abbreviated."""


def are_of_edition(left: Iterable[str]) -> bool:
    """Return whether the folded words that only one name has are all words of an edition or a place."""
    return all(word in _EDITIONS or word in PLACE_WORDS for word in left)
