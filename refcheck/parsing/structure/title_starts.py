"""A case of law, whose parties were taken for authors."""

from collections.abc import Sequence

from refcheck.parsing.structure.runs import relabel, rule, run_at, runs
from refcheck.parsing.tagging.tokens import Token


def _case_of_law(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Lund v. City of Oslo": who went to law against whom is the title as a whole; "Lund, B. v." is a name with "von"."""
    first, end = next(runs(labels, "author"))
    title = run_at(labels, "title", end)
    plain = end - first == 2 or (end - first > 2 and len(tokens[end - 2].text) > 1)
    commas = any("," in token.gap for token in tokens[first + 1 : end])
    against = title and plain and not commas and tokens[end - 1].text in _AGAINST
    return relabel(labels, first, title[1], "title") if title and against else labels


_AGAINST = frozenset({"v", "vs"})
"""What stands between two parties to a case."""

TITLE_STARTS = (rule(_case_of_law, needs="author", words=_AGAINST),)
