"""Titles whose beginning was taken for the last of the authors: "Lund B. Rivers, lakes and …", "Roe J. Rivers. In: …"."""

from collections.abc import Sequence

from refcheck.parsing.names.name_words import ET_AL, is_and, is_given, is_initials, is_particle, is_suffix
from refcheck.parsing.structure.runs import relabel, rule, run_at, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token
from refcheck.parsing.tagging.word_classes import keyword
from refcheck.text.spelling import roman

_FEW = 8
"""The most words of a title's beginning that was taken for names."""


_OPENING = frozenset('“”„«»"‘《「『([')
"""Quotation marks and brackets that begin a title: the text before them is names."""


def title_from_authors(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Give the title the words among the authors after a full stop, if every author has initials and these words have none.

    If a full stop separates them from what was taken for the title, they are the title, and that text is left for the container.
    """
    first, end = next(runs(labels, "author"))
    if (
        end == len(labels)
        or bare(labels[end]) not in ("title", "container")
        or not _OPENING.isdisjoint(tokens[end].gap)
    ):
        return labels
    start = _after_names(tokens, first, end)
    if start is None or end - start > _FEW or any(_is_of_names(tokens, place, end) for place in range(start, end)):
        return labels
    if ET_AL.search(text, tokens[start].start - 1, tokens[end].start):
        return labels
    changed = relabel(labels, start, end, "title")
    if bare(labels[end]) == "title" and not tokens[end].gap.lstrip().startswith("."):
        changed[end] = "title"
    return changed


def _after_names(tokens: Sequence[Token], first: int, end: int) -> int | None:
    """Return where the last words of a run of names begin, if initials after family names, or "et al.", precede them."""
    others = next((place for place in range(end - 2, first, -1) if keyword(tokens[place].text) == "etal"), None)
    if others is not None and tokens[others + 1].gap.strip() in (".", ":", ".:"):
        return others + 1
    last = next((place for place in range(end - 1, first, -1) if _is_initials(tokens[place].text)), None)
    if _is_initials(tokens[first].text):
        return _after_given_first(tokens, first, end)
    if last is None or last + 1 >= end:
        return None
    given = last
    while given > first and _is_initials(tokens[given - 1].text) and "," not in tokens[given].gap:
        given -= 1
    if given == first or not _is_family(tokens[given - 1].text) or not _ends_names(tokens, given, last + 1, end):
        return None
    places = range(first + 1, given)
    if is_given(tokens[given - 1].text) or any(_in_full(tokens, place) for place in places):
        return None
    families = sum(_is_family(tokens[place].text) for place in range(first, given))
    alone = families == 1 and "," not in tokens[given].gap and len(tokens[given].text) == 1
    return None if alone or any(_given_first(tokens, place) for place in places) else last + 1


def _after_given_first(tokens: Sequence[Token], first: int, end: int) -> int | None:
    """Return where the last words begin after names that all have initials first: "J. Lund, River-Keepers and Millers: A …"."""
    starts = [first, *(place for place in range(first + 1, end) if not _SEPARATORS.isdisjoint(tokens[place].gap))]
    *others, last = starts
    if not others or end - last < _SHORTEST - 1 or ":" not in tokens[end].gap:
        return None
    initials = [_is_initials(tokens[place].text) for place in range(last, end)]
    return last if all(_is_initials(tokens[place].text) for place in others) and not any(initials) else None


def _ends_names(tokens: Sequence[Token], given: int, start: int, end: int) -> bool:
    """Return whether punctuation after the initials ends the names: a full stop, or a comma if a colon follows later."""
    gap = tokens[start].gap.strip()
    if gap in (".", ":", ".:"):
        return True
    return gap in (",", ".,") and "," in tokens[given].gap and ":" in tokens[end].gap and end - start > 1


def _in_full(tokens: Sequence[Token], place: int) -> bool:
    """Return whether two words of a name that are not initials are side by side."""
    before = tokens[place - 1].text
    return (
        _is_family(tokens[place].text)
        and _is_family(before)
        and not is_particle(before)
        and not tokens[place].gap.strip()
    )


def _given_first(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a family name follows initials, with no separator of names between them."""
    return (
        _is_initials(tokens[place - 1].text)
        and _is_family(tokens[place].text)
        and _SEPARATORS.isdisjoint(tokens[place].gap)
    )


def _is_initials(word: str) -> bool:
    """Return whether a word is initials and too short for a family name in capitals."""
    return is_initials(word) and len(word) < _SHORTEST


_SHORTEST = 4
"""The fewest letters of a family name in capitals that can be distinguished from initials."""


def _is_small(word: str) -> bool:
    return word.islower() and not is_and(word) and not is_particle(word)


def _is_family(word: str) -> bool:
    return not _is_initials(word) and not is_and(word)


_SEPARATORS = frozenset(",;/&")
"""Punctuation that separates two names."""


def _is_of_names(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Return whether a token is not of a title: "others", a suffix, a particle before a capital, or after a separator of names.

    "And" joins names if no word in small letters follows except particles and "and".
    """
    word = tokens[place].text
    after = tokens[place + 1].text if place + 1 < len(tokens) else ""
    if is_and(word):
        return not any(_is_small(token.text) for token in tokens[place + 1 : end])
    if is_suffix(word) or keyword(word) == "etal" or any(mark in tokens[place].gap for mark in "&;/"):
        return True
    return is_particle(word) and after[:1].isupper()


def _case_of_law(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Lund v. City of Oslo": the two parties together are the title; "Lund, B. v." is a name with "von"."""
    first, end = next(runs(labels, "author"))
    title = run_at(labels, "title", end)
    plain = end - first == 2 or (end - first > 2 and len(tokens[end - 2].text) > 1)
    commas = any("," in token.gap for token in tokens[first + 1 : end])
    against = title and plain and not commas and tokens[end - 1].text in _AGAINST
    return relabel(labels, first, title[1], "title") if title and against else labels


def _numbered_part(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Lund B (1998) VI. Reeds and rain": a Roman numeral after the date begins the title, and is not an author."""
    for first, end in list(runs(labels, "author"))[1:]:
        number, title = tokens[first].text, run_at(labels, "title", end)
        is_after_date = bare(labels[first - 1]) == "date" and end == first + 1
        if title and is_after_date and number.isupper() and roman(number.lower()) is not None:
            return relabel(labels, first, title[1], "title")
    return labels


_AGAINST = frozenset({"v", "vs"})
"""Words between two parties to a case."""

TITLE_STARTS = (rule(_case_of_law, needs="author", words=_AGAINST), rule(_numbered_part, needs="author"))
