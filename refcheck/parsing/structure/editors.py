"""Editors printed beside what holds the work, and what of the two is which."""

from collections.abc import Sequence

from refcheck.lexicon import Term, words
from refcheck.parsing.names import ROLE
from refcheck.parsing.structure.runs import relabel, rule, run_at, runs
from refcheck.parsing.tagging.tokens import Token
from refcheck.parsing.tagging.word_classes import keyword


def _editors_behind_in(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "In Jane Doe & Richard Roe (Eds.), Tides": what was taken for the container is of the editors, where that follows them."""
    for first, end in runs(labels, "container"):
        editors = run_at(labels, "editor", end)
        if editors is None or keyword(tokens[first].text) != "in" or not run_at(labels, "container", editors[1]):
            continue
        stop = tokens[editors[1]].start
        if not tokens[end].gap.strip(" &") and ROLE.search(text, tokens[end].start, stop):
            return relabel(labels, first, editors[1], "editor")
    return labels


EDITOR_RULES = (rule(_editors_behind_in, needs="editor", words=words(Term.IN)),)
