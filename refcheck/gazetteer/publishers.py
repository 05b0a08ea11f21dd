"""Publishers, with their imprints and with whom they publish; and the words of their names as they stand in imprints."""

from collections.abc import Mapping
from functools import cache, lru_cache

from refcheck.gazetteer import table, words_of
from refcheck.text.folding import words

LEGAL_FORMS = words("""ltd limited inc incorporated llc lp plc co company corp corporation gmbh ag kg bv nv sa srl sas pty
pvt oy ab""")
"""Words for the legal form of a company, at the end of a publisher's name: they tell no publisher from another."""


@cache
def _by_word() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for publisher, facts in table("publishers").items():
        for word in facts.get("words", "").split():
            found.setdefault(word, set()).add(publisher)
    return {word: frozenset(publishers) for word, publishers in found.items()}


@lru_cache(maxsize=1_024)  # a list names the same few publishers over and over
def publishers_of(key: str) -> frozenset[str]:
    """Return the publishers that a folded name may be of: ``pergamon press`` is Elsevier's; none of one that is not known."""
    words = key.split()
    found = {publisher for word in words for publisher in _by_word().get(word, ())}
    padded = f" {key} "
    for publisher, facts in table("publishers").items():
        for name in facts.get("names", ()):
            if key == name or (" " in name and f" {name} " in padded):
                found.add(publisher)
    return frozenset(found)


def is_elsewhere(key: str, publishers: frozenset[str]) -> bool:
    """Return whether a folded place is no seat of the publishers, whose seats are known: a meeting's, where they print proceedings.

    >>> is_elsewhere("new york ny usa", publishers_of("acm")), is_elsewhere("dublin ireland", publishers_of("acm"))
    (False, True)
    """
    seats = [table("publishers")[publisher].get("seats") for publisher in publishers]
    return bool(seats) and all(seats) and not any(f" {seat} " in f" {key} " for known in seats for seat in known or ())


def keep_their_lists(publishers: frozenset[str]) -> bool:
    """Return whether all of the publishers are universities', which sell no lists of books."""
    return bool(publishers) and all(table("publishers")[publisher].get("keeps") for publisher in publishers)


def cannot_be(cited: frozenset[str], registered: frozenset[str]) -> bool:
    """Return whether what one publisher registered was published by another: both register for themselves alone."""
    facts = table("publishers")
    if not cited or not registered or not cited.isdisjoint(registered):
        return False
    return all(
        facts[one].get("alone")
        and facts[other].get("alone")
        and other not in facts[one].get("beside", "").split()
        and one not in facts[other].get("beside", "").split()
        for one in cited
        for other in registered
    )


@cache
def publisher_words() -> frozenset[str]:
    """Return the words that stand for one publisher, and the places that presses are called by: ``routledge``, ``oxford``."""
    return words_of("imprints", "houses") | words_of("imprints", "presses")


@cache
def imprint_words() -> frozenset[str]:
    """Return the words of publishers' names, of which some are persons' elsewhere, without places: ``routledge``, ``sage``."""
    return words_of("imprints", "houses") | words_of("imprints", "imprints")
