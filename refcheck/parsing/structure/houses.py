"""Publishers and their places: what of the two is which."""

from collections.abc import Sequence

from refcheck.gazetteer.places import are_places
from refcheck.gazetteer.publishers import house_acronyms
from refcheck.parsing.names import names_body
from refcheck.parsing.structure.runs import has, printed, relabel, rule, run_at, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token
from refcheck.parsing.tagging.word_classes import keyword


def _house_and_no_place(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A place that is known as a publishing house, where no publisher is named: "Routledge, ISBN …"."""
    for first, end in runs(labels, "location"):
        kinds = {keyword(token.text) for token in tokens[first:end]}
        if "publisher" in kinds and "place" not in kinds and not are_places(printed(text, tokens, first, end)):
            return relabel(labels, first, end, "publisher")
    return labels


def _places_before_colon(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Of "Opladen, Farmington Hills: Verlag Barbara Budrich" the part before the colon is where."""
    for first, end in runs(labels, "publisher"):
        colon = next((place for place in range(first + 1, end) if ":" in tokens[place].gap), None)
        if colon is not None and not names_body(printed(text, tokens, first, colon)):
            return relabel(relabel(labels, first, colon, "location"), colon, end, "publisher")
    return labels


def _place_and_no_house(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A publisher that is the name of a place changes with the place before it ("Campus: München"), or is one itself."""
    for first, end in runs(labels, "publisher"):
        if are_places(printed(text, tokens, first, end)):
            changed = relabel(labels, first, end, "location")
            before = run_at(labels, "location", first - 1)
            if before and ":" in tokens[first].gap and not are_places(printed(text, tokens, *before)):
                return relabel(changed, *before, "publisher")
            return changed
    return labels


def _place_behind_house(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "…, New Delhi" at the end of a house's or a body's name is where it is."""
    for label in ("container", "publisher"):
        for first, end in runs(labels, label):
            parted = (place for place in range(end - 1, first, -1) if not _STOPS.isdisjoint(tokens[place].gap))
            last = next(parted, end)
            if (
                last < end
                and are_places(printed(text, tokens, last, end))
                and (label == "publisher" or names_body(printed(text, tokens, first, last)))
            ):
                return relabel(labels, last, end, "location")
    return labels


_STOPS = frozenset(",.")
"""What parts a name from the place behind it."""


def _place_behind_collection(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "// Collection. М., 1919": the place between a full stop and the year, where no house is named."""
    for first, end in runs(labels, "container"):
        last = max((place for place in range(first + 1, end) if tokens[place].gap.strip() == "."), default=end)
        dated = end < len(labels) and bare(labels[end]) == "date" and tokens[end].gap.rstrip().endswith(",")
        if last < end and dated and are_places(printed(text, tokens, last, end)):
            return relabel(labels, last, end, "location")
    return labels


def _place_of_house_name(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A place that no mark parts from a body's name opens it: "London School of Economics", "New York Academy of Sciences"."""
    for first, end in runs(labels, "publisher"):
        before = run_at(labels, "location", first - 1)
        named = keyword(tokens[first].text) == "body" or tokens[first].text.startswith("Univ")
        if before and named and not tokens[first].gap.strip():
            return relabel(labels, before[0], end, "publisher")
    return labels


def _house_behind_colon(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Of several publishers the one behind a place and a colon is it: "Jefferson, North Carolina: McFarland"."""
    found = list(runs(labels, "publisher"))
    sure = [run for run in found if run[0] and ":" in tokens[run[0]].gap and bare(labels[run[0] - 1]) == "location"]
    if len(sure) == 1 < len(found):
        for first, end in found:
            if first < sure[0][0]:
                near = end < len(labels) and bare(labels[end]) == "location"
                labels = relabel(labels, first, end, "location" if near else "note")
    return labels


def _house_among_places(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Of "Kluwer, Dordrecht" and "Dordrecht: Kluwer", taken for places as a whole, the part that is no place publishes."""
    for first, end in runs(labels, "location"):
        for place in range(first + 1, end):
            halves = are_places(printed(text, tokens, first, place)), are_places(printed(text, tokens, place, end))
            if ":" in tokens[place].gap and halves == (True, False):
                return relabel(labels, place, end, "publisher")
            if "," in tokens[place].gap and halves == (False, True):
                return relabel(relabel(labels, first, place, "publisher"), place, end, "location")
    return labels


def _imprint_and_no_journal(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A place and a colon open no container, and are none of a title: "Québec: Ministère de l’Éducation"."""
    for first, end in runs(labels, "title"):
        for stop in (place for place in range(end - 1, first + 1, -1) if tokens[place].gap.strip() == ":"):
            start = next((place for place in range(stop - 1, first, -1) if tokens[place].gap in (". ", ", ")), stop)
            if start < stop and not has(labels, "location") and are_places(printed(text, tokens, start, stop)):
                return relabel(relabel(labels, start, stop, "location"), stop, end, "publisher")
    for first, end in runs(labels, "container"):
        if first and bare(labels[first - 1]) == "location" and ":" in tokens[first].gap:
            return relabel(labels, first, end, "publisher")
        colon = next((place for place in range(first + 1, end) if ":" in tokens[place].gap), None)
        if colon is not None and are_places(printed(text, tokens, first, colon)):
            return relabel(relabel(labels, first, colon, "location"), colon, end, "publisher")
    return labels


def _journal_and_no_house(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A publisher between a title and two of volume, issue and pages is the journal, where none is named."""
    numbers = [labels.index(label) for label in ("volume", "issue", "pages") if label in labels]
    if len(numbers) < 2 or {"volume", "issue"}.isdisjoint(labels):
        return labels
    for first, end in runs(labels, "publisher"):
        if 0 < first < min(numbers) and bare(labels[first - 1]) == "title":
            return relabel(labels, first, end, "container")
    return labels


def _meeting_and_no_house(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """One word of several capitals right behind the title is a meeting and no house, where no container is named: "HarbCom"."""
    for first, end in runs(labels, "publisher"):
        word = printed(text, tokens, first, end)
        is_one = " " not in word and sum(map(str.isupper, word)) >= _CAPITALS and len(word) <= _LONGEST_ACRONYM
        known = {keyword(token.text) for token in tokens[first:end]} & {"publisher", "body", "place"}
        if (
            is_one
            and not known
            and word.lower() not in house_acronyms()
            and first
            and bare(labels[first - 1]) == "title"
        ):
            return relabel(labels, first, end, "container")
    return labels


def _acronym_of_container(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """One word of capitals right behind a container, in brackets or behind a colon, goes on with it: "… on Tides (CoTi)"."""
    for first, end in runs(labels, "publisher"):
        bracketed = tokens[first].gap.strip() == "(" and end < len(tokens) and tokens[end].gap.startswith(")")
        announced = bracketed or tokens[first].gap.strip() == ":"
        word = printed(text, tokens, first, end)
        is_acronym = " " not in word and sum(map(str.isupper, word)) >= _CAPITALS - bracketed
        if announced and is_acronym and first and bare(labels[first - 1]) == "container":
            return [*labels[:first], *["container"] * (end - first), *labels[end:]]
    return labels


_CAPITALS, _LONGEST_ACRONYM = 3, 12
"""How many capitals, and how many characters, a meeting's acronym has."""


def _house_behind_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """The last words of a title, behind a full stop, are the house if one of a few is a house's word: "A title. Press"."""
    first, end = next(runs(labels, "title"))
    for place in range(end - 1, max(first + 1, end - _WORDS_OF_HOUSE - 1), -1):
        if tokens[place].gap.strip() == ".":
            is_house = any(keyword(token.text) == "publisher" for token in tokens[place:end])
            return relabel(labels, place, end, "publisher") if is_house and len(tokens[place - 1].text) > 1 else labels
    return labels


_WORDS_OF_HOUSE = 3
"""A house's name that a title swallowed has so many words at most."""


def _house_before_isbn(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A container without numbers, editors and "In" in a reference with an ISBN is who published the book."""
    for first, end in runs(labels, "container"):
        if keyword(tokens[first].text) != "in" and has(labels[:first], "title"):
            return relabel(labels, first, end, "publisher")
    return labels


def _house_and_no_container(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A container without numbers and "In" that is called a publishing house is one: "Publishing House Borealis"."""
    for first, end in runs(labels, "container"):
        words = [token.text.lower() for token in tokens[first:end]]
        if words[:2] == ["publishing", "house"] or words[-2:] == ["publishing", "house"]:
            return relabel(labels, first, end, "publisher")
    return labels


def _short_words_before_house(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "St. Martin’s", "W. H. Freeman", "Ed. Sigma": what is cut short before a house's name belongs to it."""
    for first, end in runs(labels, "publisher"):
        start = first
        while (
            start > 1
            and tokens[start].gap.strip() == "."
            and _is_short(tokens[start - 1].text)
            and labels[start - 1] != "author"
        ):
            start -= 1
        if start < first and any(mark in tokens[start].gap for mark in ",:;(."):
            return relabel(labels, start, end, "publisher")
    return labels


def _is_short(word: str) -> bool:
    return word in ("St", "Ed", "Éd") or (len(word) == 1 and word.isupper() and word not in "IVX")


HOUSE_RULES = (
    rule(_house_behind_title, needs="title", unless="publisher container series volume issue pages"),
    rule(_acronym_of_container, needs="publisher", marks=":("),
    rule(_meeting_and_no_house, needs="publisher", unless="container series edition editor isbn location"),
    rule(_journal_and_no_house, needs="publisher", unless="container series edition editor"),
    rule(_imprint_and_no_journal, needs="container title", unless="publisher volume", marks=":"),
    rule(_house_before_isbn, needs="isbn", unless="publisher volume issue pages editor"),
    rule(
        _house_and_no_container, needs="container", unless="publisher volume issue pages editor", words=["publishing"]
    ),
    rule(_house_among_places, needs="location", unless="publisher", marks=":,"),
    rule(_house_behind_colon, needs="publisher", marks=":"),
    rule(_place_of_house_name, needs="publisher"),
    rule(_short_words_before_house, needs="publisher"),
    rule(_places_before_colon, needs="publisher", marks=":"),
    rule(_place_and_no_house, needs="publisher"),
    rule(_house_and_no_place, needs="location", unless="publisher"),
    rule(_place_behind_house, needs="container publisher", unless="location"),
    rule(_place_behind_collection, needs="container", unless="location publisher volume issue"),
)
