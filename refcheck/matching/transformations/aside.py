"""Words in brackets at the end of a title that are its own: ``Tides (in the lakes of the north)``.

Other brackets are beside a title: a label, a designation with a number, an edition, a place, a language, a translation, names of
taxa.

>>> aside("The tides (in the lakes of the north)"), aside("Tides of Lakes (With Weirs of Wood)")
('in the lakes of the north', 'With Weirs of Wood')
>>> aside("Tides (abstract)"), aside("The tides (in Norwegian)"), aside("Tides (Report 12)"), aside("Mussels (Bivalvia, Unionidae)")
('', '', '', '')
"""

from refcheck.lexicon import Term, wordings
from refcheck.lexicon.language import is_small, languages_of, without_shared
from refcheck.matching.language import are_in_two_languages
from refcheck.matching.transformations.label import without_label
from refcheck.matching.transformations.section import are_of_edition
from refcheck.text.deferred import deferred
from refcheck.text.folding import fold

_AT_END = deferred(r"\s\(([^()\d]+)\)\W*$")
"""A bracket without a figure at the end of a title."""

_BESIDE = (Term.LANGUAGE, Term.EDITION, Term.FORTHCOMING, Term.MEDIUM, Term.MEETING)
"""Words that say what is beside a title, and not what it is about."""


def aside(title: str) -> str:
    """Return the words in brackets at the end of a title that are its own; ``""`` where it has none."""
    found = _AT_END.search(title)
    if found is None or without_label(title)[1]:
        return ""
    inner, keys = found[1].split(), fold(found[1]).split()
    is_prose = len(keys) > 1 and (found[1].islower() or is_small(inner[0]))
    is_beside = are_of_edition(keys) or not wordings(*_BESIDE).isdisjoint((*keys, fold(found[1])))
    head = title[: found.start()]
    of_head, of_inner = languages_of(head).keys(), languages_of(without_shared(found[1])).keys()
    is_of_title = bool(of_head & (of_inner or of_head))
    return found[1] if is_prose and is_of_title and not is_beside and not are_in_two_languages((head, found[1])) else ""
