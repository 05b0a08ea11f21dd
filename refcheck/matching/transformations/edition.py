"""An edition of a journal, or the place that tells it from its namesakes: ``Tidal Eng. Int. Ed.``, ``Tides (N. Y.)``.

>>> are_of_edition(["int", "ed"]), are_of_edition(["london"]), are_of_edition(["letters"])
(True, True, False)

Source: the names of the NLM Catalog; the CAS Source Index, which adds places.
"""

from collections.abc import Iterable

from refcheck.gazetteer.names import PLACE_WORDS
from refcheck.text.folding import words

_WORDS = words("""international int ed edn edition english engl eng german ger ausg ausgabe chinese overseas volume vol usa us u s
uk american am amer british br english lond n y ny new york version print basel switzerland""")


def are_of_edition(left: Iterable[str]) -> bool:
    """Whether folded words that one name has and the other has not tell an edition or a place, and nothing else."""
    return all(word in _WORDS or word in PLACE_WORDS for word in left)
