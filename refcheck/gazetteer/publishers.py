"""Publishers, with their imprints and the publishers that they publish with; and words of their names."""

from collections.abc import Mapping
from functools import cache, lru_cache

from refcheck.gazetteer import table, words_of
from refcheck.text.folding import words

LEGAL_FORMS = words("""ltd limited inc incorporated llc lp plc co company corp corporation gmbh ag kg bv nv sa srl sas pty
pvt oy ab""")
"""Words for the legal form of a company, at the end of a publisher's name: they do not distinguish publishers."""


@cache
def _by_word() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for publisher, facts in table("publishers").items():
        for word in facts.get("words", "").split():
            found.setdefault(word, set()).add(publisher)
    return {word: frozenset(publishers) for word, publishers in found.items()}


@lru_cache(maxsize=1_024)  # a list names the same few publishers over and over
def publishers_of(key: str) -> frozenset[str]:
    """Return the publishers that a folded name may denote: ``pergamon press`` is Elsevier's; none for an unknown name."""
    words = key.split()
    found = {publisher for word in words for publisher in _by_word().get(word, ())}
    padded = f" {key} "
    for publisher, facts in table("publishers").items():
        for name in facts.get("names", ()):
            if key == name or (" " in name and f" {name} " in padded):
                found.add(publisher)
    return frozenset(found)


def is_no_seat(key: str, publishers: frozenset[str]) -> bool:
    """Return whether a folded place is not a seat of the publishers, if these are known, but e.g. of a meeting that they print.

    >>> is_no_seat("new york ny usa", publishers_of("acm")), is_no_seat("dublin ireland", publishers_of("acm"))
    (False, True)
    """
    seats = [table("publishers")[publisher].get("seats") for publisher in publishers]
    return bool(seats) and all(seats) and not any(f" {seat} " in f" {key} " for known in seats for seat in known or ())


def are_university_presses(publishers: frozenset[str]) -> bool:
    """Return whether all of the publishers are university presses, which do not sell their lists of books."""
    return bool(publishers) and all(table("publishers")[publisher].get("keeps") for publisher in publishers)


def are_incompatible(cited: frozenset[str], registered: frozenset[str]) -> bool:
    """Return whether the registered publisher rules out the cited one: both register only their own works, neither the other's."""
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
    """Return the words that identify a publisher, and places in the names of presses: ``routledge``, ``oxford``."""
    return words_of("imprints", "houses") | words_of("imprints", "presses")


@cache
def imprint_words() -> frozenset[str]:
    """Return the words of publishers' names, without places; some are persons' names elsewhere: ``routledge``, ``sage``."""
    return words_of("imprints", "houses") | words_of("imprints", "imprints")
