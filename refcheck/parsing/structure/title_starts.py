"""The beginning of a title that was taken for the last of the authors: "Lund B. Rivers, lakes and …", "Roe J. Rivers. In: …"."""

from collections.abc import Sequence

from refcheck.parsing.names.name_words import ET_AL, is_and, is_given, is_initials, is_particle, is_suffix
from refcheck.parsing.structure.runs import relabel, rule, run_at, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token
from refcheck.parsing.tagging.word_classes import keyword
from refcheck.text.spelling import roman

_FEW = 8
"""A title's beginning that was taken for names has so many words at most."""


_OPENING = frozenset('“”„«»"‘《「『([')
"""Marks that begin a title: what stands before them are names."""


def title_from_authors(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Give the title what stands among the authors behind a full stop, where every author has initials and it has none.

    Where a full stop parts it from what was taken for the title, it is the title, and the rest holds it.
    """
    first, end = next(runs(labels, "author"))
    if (
        end == len(labels)
        or bare(labels[end]) not in ("title", "container")
        or not _OPENING.isdisjoint(tokens[end].gap)
    ):
        return labels
    start = _behind_names(tokens, first, end)
    if start is None or end - start > _FEW or any(_is_of_names(tokens, place, end) for place in range(start, end)):
        return labels
    if ET_AL.search(text, tokens[start].start - 1, tokens[end].start):
        return labels
    changed = relabel(labels, start, end, "title")
    if bare(labels[end]) == "title" and not tokens[end].gap.lstrip().startswith("."):
        changed[end] = "title"
    return changed


def _behind_names(tokens: Sequence[Token], first: int, end: int) -> int | None:
    """Where the last words of a run of names begin, if initials that stand behind family names, or "et al.", are before them."""
    others = next((place for place in range(end - 2, first, -1) if keyword(tokens[place].text) == "etal"), None)
    if others is not None and tokens[others + 1].gap.strip() in (".", ":", ".:"):
        return others + 1
    last = next((place for place in range(end - 1, first, -1) if _is_initials(tokens[place].text)), None)
    if _is_initials(tokens[first].text):
        return _behind_given_first(tokens, first, end)
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


def _behind_given_first(tokens: Sequence[Token], first: int, end: int) -> int | None:
    """Where the last words begin behind names that all have their initials first: "J. Lund, River-Keepers and Millers: A …"."""
    starts = [first, *(place for place in range(first + 1, end) if not _PARTING.isdisjoint(tokens[place].gap))]
    *others, last = starts
    if not others or end - last < _SHORTEST - 1 or ":" not in tokens[end].gap:
        return None
    initials = [_is_initials(tokens[place].text) for place in range(last, end)]
    return last if all(_is_initials(tokens[place].text) for place in others) and not any(initials) else None


def _ends_names(tokens: Sequence[Token], given: int, start: int, end: int) -> bool:
    """Whether a mark parts what is behind the initials from the names: a full stop, or a comma where a colon follows later."""
    gap = tokens[start].gap.strip()
    if gap in (".", ":", ".:"):
        return True
    return gap in (",", ".,") and "," in tokens[given].gap and ":" in tokens[end].gap and end - start > 1


def _in_full(tokens: Sequence[Token], place: int) -> bool:
    """Whether two words of a name stand side by side that are no initials."""
    before = tokens[place - 1].text
    return (
        _is_family(tokens[place].text)
        and _is_family(before)
        and not is_particle(before)
        and not tokens[place].gap.strip()
    )


def _given_first(tokens: Sequence[Token], place: int) -> bool:
    """Whether a family name stands behind initials, with no mark between them that parts two names."""
    return (
        _is_initials(tokens[place - 1].text)
        and _is_family(tokens[place].text)
        and _PARTING.isdisjoint(tokens[place].gap)
    )


def _is_initials(word: str) -> bool:
    """Whether a word is initials and too short for a family name in capitals."""
    return is_initials(word) and len(word) < _SHORTEST


_SHORTEST = 4
"""A family name in capitals has so many letters at least, to be told from initials."""


def _is_small(word: str) -> bool:
    return word.islower() and not is_and(word) and not is_particle(word)


def _is_family(word: str) -> bool:
    return not _is_initials(word) and not is_and(word)


_PARTING = frozenset(",;/&")
"""Marks that part two names."""


def _is_of_names(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether a token is none of a title's: "others", a suffix, a particle before a capital, or behind a mark of lists.

    "And" joins names where no word in small letters follows but such.
    """
    word = tokens[place].text
    behind = tokens[place + 1].text if place + 1 < len(tokens) else ""
    if is_and(word):
        return not any(_is_small(token.text) for token in tokens[place + 1 : end])
    if is_suffix(word) or keyword(word) == "etal" or any(mark in tokens[place].gap for mark in "&;/"):
        return True
    return is_particle(word) and behind[:1].isupper()


def _case_of_law(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Lund v. City of Oslo": who went to law against whom is the title as a whole; "Lund, B. v." is a name with "von"."""
    first, end = next(runs(labels, "author"))
    title = run_at(labels, "title", end)
    plain = end - first == 2 or (end - first > 2 and len(tokens[end - 2].text) > 1)
    commas = any("," in token.gap for token in tokens[first + 1 : end])
    against = title and plain and not commas and tokens[end - 1].text in _AGAINST
    return relabel(labels, first, title[1], "title") if title and against else labels


def _numbered_part(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Lund B (1998) VI. Reeds and rain": a Roman number behind the date opens the title, and is no author."""
    for first, end in list(runs(labels, "author"))[1:]:
        number, title = tokens[first].text, run_at(labels, "title", end)
        is_behind_date = bare(labels[first - 1]) == "date" and end == first + 1
        if title and is_behind_date and number.isupper() and roman(number.lower()) is not None:
            return relabel(labels, first, title[1], "title")
    return labels


_AGAINST = frozenset({"v", "vs"})
"""What stands between two parties to a case."""

TITLE_STARTS = (rule(_case_of_law, needs="author", words=_AGAINST), rule(_numbered_part, needs="author"))
