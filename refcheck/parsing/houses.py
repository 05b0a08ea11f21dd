"""Publishers and their places: what of the two is which."""

from collections.abc import Sequence

from refcheck.parsing.names import BODY
from refcheck.parsing.places import PLACE
from refcheck.parsing.runs import has, relabel, runs
from refcheck.parsing.tokens import Token
from refcheck.parsing.words import keyword


def _text(text: str, tokens: Sequence[Token], first: int, end: int) -> str:
    return text[tokens[first].start : tokens[end - 1].end]


def _house_and_no_place(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A place that is known as a publishing house, where no publisher is named: "Routledge, ISBN …"."""
    if not has(labels, "publisher"):
        for first, end in runs(labels, "location"):
            kinds = {keyword(token.text) for token in tokens[first:end]}
            if "publisher" in kinds and "place" not in kinds:
                return relabel(labels, first, end, "publisher")
    return labels


def _places_before_colon(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Of "Opladen, Farmington Hills: Verlag Barbara Budrich" the part before the colon is where."""
    for first, end in runs(labels, "publisher"):
        colon = next((place for place in range(first + 1, end) if ":" in tokens[place].gap), None)
        if colon is not None and not BODY.search(_text(text, tokens, first, colon)):
            return relabel(relabel(labels, first, colon, "location"), colon, end, "publisher")
    return labels


def _place_and_no_house(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A publisher that is the name of a place changes with the place before it ("Campus: München"), or is one itself."""
    for first, end in runs(labels, "publisher"):
        if PLACE.fullmatch(_text(text, tokens, first, end)):
            changed = relabel(labels, first, end, "location")
            before = next((run for run in runs(labels, "location") if run[1] == first), None)
            if before and ":" in tokens[first].gap and not PLACE.search(_text(text, tokens, *before)):
                return relabel(changed, *before, "publisher")
            return changed
    return labels


def _place_behind_body(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "…, New Delhi" at the end of a body's name is where it is."""
    if has(labels, "location"):
        return labels
    for label in ("container", "publisher"):
        for first, end in runs(labels, label):
            last = max((place for place in range(first + 1, end) if "," in tokens[place].gap), default=end)
            body = BODY.search(text, tokens[first].start, tokens[last - 1].end)
            if last < end and body and PLACE.fullmatch(text, tokens[last].start, tokens[end - 1].end):
                return relabel(labels, last, end, "location")
    return labels


HOUSE_RULES = (_places_before_colon, _place_and_no_house, _house_and_no_place, _place_behind_body)
