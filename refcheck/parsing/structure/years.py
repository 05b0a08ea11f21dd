"""Years that stand where the tagger sees something else."""

from collections.abc import Sequence

from refcheck.parsing.dates import RAISED_EDITION
from refcheck.parsing.structure.runs import rule, runs
from refcheck.parsing.tagging.tokens import Token


def _year_with_edition(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A year that touches the raised number of an edition is the date: "in: Handbook, 12001, 3–9"."""
    for first, end in runs(labels, "edition"):
        if end - first == 1 and RAISED_EDITION.fullmatch(tokens[first].text):
            return [*labels[:first], "date", *labels[end:]]
    return labels


YEAR_RULES = (rule(_year_with_edition, needs="edition", unless="date"),)
