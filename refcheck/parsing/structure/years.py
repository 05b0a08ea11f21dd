"""Years that stand where the tagger sees something else."""

from collections.abc import Sequence

from refcheck.parsing.dates import RAISED_EDITION, YEAR
from refcheck.parsing.structure.runs import relabel, rule, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token


def _year_among_authors(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A year that stands among the authors is the date: "Rahimi, S. 1398. …", "Franke, Sassa1999: …"."""
    for first, end in runs(labels, "author"):
        for place in range(first + 1, end):
            if YEAR.fullmatch(tokens[place].text):
                return [*labels[:place], "date", *labels[place + 1 :]]
    return labels


def _year_with_edition(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A year that touches the raised number of an edition is the date: "in: Handbook, 12001, 3–9"."""
    for first, end in runs(labels, "edition"):
        if end - first == 1 and RAISED_EDITION.fullmatch(tokens[first].text):
            return [*labels[:first], "date", *labels[end:]]
    return labels


def _year_behind_volume(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "vol. 2017, 2017": of two years taken for the volume the second is the date."""
    for first, end in runs(labels, "volume"):
        years = [place for place in range(first, end) if YEAR.fullmatch(tokens[place].text)]
        if len(years) == 2 and years[1] == end - 1 and tokens[end - 1].gap.strip() in (",", "("):
            return [*labels[: end - 1], "date", *labels[end:]]
    return labels


def _year_of_meeting(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Proceedings of HARB 2024. 2021": of two years the one that only a blank parts from a meeting's name belongs to the name."""
    for first, end in runs(labels, "date"):
        two = end - first == 2 and all(YEAR.fullmatch(token.text) for token in tokens[first:end])
        parted = two and tokens[first].gap == " " and tokens[first + 1].gap in (". ", ", ")
        if parted and first and bare(labels[first - 1]) == "container":
            return [*labels[:first], "container", *labels[first + 1 :]]
    return labels


def _year_of_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "2014. 2014 Atlas of Rivers", "1998年…": a second year right before a title, or one that touches it, belongs to it."""
    dates = list(runs(labels, "date"))
    for first, end in dates:
        if end == len(labels) or bare(labels[end]) != "title" or not YEAR.fullmatch(tokens[end - 1].text):
            continue
        second = end - first == 2 and YEAR.fullmatch(tokens[first].text) and tokens[end].gap == " "
        if second or (end - first == 1 < len(dates) and not tokens[end].gap):
            return relabel([*labels[:end], "title", *labels[end + 1 :]], end - 1, end, "title")
    return labels


YEAR_RULES = (
    rule(_year_among_authors, needs="author", unless="date"),
    rule(_year_with_edition, needs="edition", unless="date"),
    rule(_year_of_meeting, needs="date"),
    rule(_year_of_title, needs="date"),
    rule(_year_behind_volume, needs="volume", unless="date"),
)
