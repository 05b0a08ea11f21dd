"""Editors printed beside what holds the work, and what of the two is which."""

from collections.abc import Sequence

from refcheck.lexicon import Term, wordings, words
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.names import ROLE, names_body
from refcheck.parsing.structure.runs import has, printed, relabel, rule, run_at, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import TOKEN, Token
from refcheck.parsing.tagging.word_classes import keyword
from refcheck.text.deferred import deferred

_ROLE_CUT = deferred(rf"(?i:{alternatives(wordings(Term.EDITOR))})\.?(?<=\.)\s(?=[^\W\d_a-z])")
"""An editor's role, cut short, before a name: "Ed. ", "Red. ", "Hrsg. "."""


def _body_is_no_editor(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """A body's name behind the title, taken for editors though no role is printed, publishes the work where nobody else does."""
    for first, end in runs(labels, "editor"):
        stop = tokens[end].start if end < len(tokens) else len(text)
        named = names_body(printed(text, tokens, first, end))
        if named and has(labels[:first], "title") and not ROLE.search(text, tokens[first].start, stop):
            return relabel(labels, first, end, "publisher")
    return labels


def _container_beside_editors(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Of "Edited by Jane Doe. Journal of Tides" and "Journal of Tides. Doe, J. (ed.)" one part is the container."""
    for first, end in runs(labels, "editor"):
        stop = next((at for at in range(first + 1, end) if _parts(tokens, at)), None)
        if stop is None or not has(labels[:first], "title"):
            continue
        led = ROLE.match(text, tokens[first].start)
        if led and end - stop >= _WORDS and stop - first <= _NAME:
            return relabel(labels, stop, end, "container")
        if not led and stop - first >= _WORDS and ROLE.search(text, tokens[stop].start, tokens[end - 1].end + 2):
            return relabel(relabel(labels, first, stop, "container"), stop, end, "editor")
    return labels


def _editors_before_container(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Red. Jane Doe. Journal of Tides": a role opens no container, but names the editors up to the next full stop."""
    for first, end in runs(labels, "container"):
        stop = next((at for at in range(first + 3, min(end, first + _NAME + 1)) if _parts(tokens, at)), None)
        if stop is not None and _ROLE_CUT.match(text, tokens[first].start):
            return relabel(relabel(labels, first, stop, "editor"), stop, end, "container")
    return labels


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


def _editors_behind_role(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Hrsg. von Hans Wessels": what "by" opens behind a role is no container."""
    for first, end in runs(labels, "container"):
        if tokens[first].text.lower() in _BY and first and bare(labels[first - 1]) == "editor" and end - first <= _NAME:
            return [*labels[:first], *["editor"] * (end - first), *labels[end:]]
    return labels


_BY = words(Term.BY)
"""Words that stand between a role and a name: "by", "von", "par"."""


def _translated_behind_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Ein Fluss. Aus dem Englischen von Walter Roe": who translated a work is none of its title."""
    for label in ("title", "container"):
        for first, end in runs(labels, label):
            for place in range(max(first, 1), end):
                stops = tokens[place].gap.strip() == "." and has(labels[:place], "title")
                if stops and _TRANSLATED.match(text, tokens[place].start, tokens[end - 1].end):
                    return relabel(labels, place, end, "note")
    return labels


_BY_WHOM = alternatives([each for each in wordings(Term.TRANSLATOR) if len(each) > len("transl")])
_TRANSLATED = deferred(rf"(?i:{_BY_WHOM}|aus dem \w+en)\.?\s(?:(?i:{alternatives(_BY)})\s)?(?=[^\W\d_a-z])")
"""A phrase that names translators: "Translated by ", "Aus dem Französischen von "."""


def _parts(tokens: Sequence[Token], place: int) -> bool:
    """Whether a full stop behind a whole word stands before a token."""
    before = tokens[place - 1].text
    return tokens[place].gap == ". " and len(before) >= _WHOLE and before.isalpha() and before[0].isupper()


_WHOLE = 3
"""A word of so many letters is not cut short by the full stop behind it."""

_WORDS, _NAME = 3, 6
"""A container that stands beside editors has so many words at least, and an editor's role and name so many at most."""

EDITOR_RULES = (
    rule(_body_is_no_editor, needs="editor", unless="publisher"),
    rule(_container_beside_editors, needs="editor", unless="container"),
    rule(_editors_before_container, needs="container", unless="editor"),
    rule(_editors_behind_role, needs="container"),
    rule(
        _translated_behind_title,
        needs="title",
        words=[token.lower() for each in wordings(Term.TRANSLATOR) for token in TOKEN.findall(each)[:1]],
    ),
    rule(_editors_behind_in, needs="editor", words=words(Term.IN)),
)
