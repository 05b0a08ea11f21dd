"""The rules over the labels of one reference as a whole, in their order, and those that fit no other module."""

from collections.abc import Sequence

from refcheck.lexicon import Term, month_number, wordings, words
from refcheck.lexicon.patterns import is_unspaced
from refcheck.parsing.described import description
from refcheck.parsing.side_notes import CITED_IN_TITLE
from refcheck.parsing.structure.containers import CONTAINER_RULES
from refcheck.parsing.structure.east_asian import EAST_ASIAN_RULES, issuer_after_code, title_up_to_code
from refcheck.parsing.structure.field_ends import EDITING, editors_announced, field_ends, people_in_brackets
from refcheck.parsing.structure.imprints import ANNOUNCING, PUBLISHER_RULES, imprint
from refcheck.parsing.structure.quotations import OPENING, note_of_title, quoted_title
from refcheck.parsing.structure.runs import RulePipeline, has, printed, relabel, rule, run_at, runs
from refcheck.parsing.structure.title_ends import title_ends
from refcheck.parsing.structure.title_starts import TITLE_STARTS, title_from_authors
from refcheck.parsing.tagging.labels import MASK, bare
from refcheck.parsing.tagging.tokens import Token
from refcheck.parsing.tagging.word_classes import keyword


def structured(text: str, tokens: Sequence[Token], labels: Sequence[str]) -> list[str]:
    """Return the labels after all rules have been applied."""
    return _PIPELINE.taken(text, tokens, labels)


def _one_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Keep the first title; a later one continues a container or title, else is the container if there is none, else a note."""
    found, is_held = list(labels), has(labels, "container")
    for first, end in list(runs(labels, "title"))[1:]:
        before = bare(found[first - 1])
        if before == "container" and not tokens[first].gap.strip():
            found[first:end] = ["container"] * (end - first)
        elif before == "title" and is_held:
            found[first] = "title"
        else:
            found[first:end] = relabel(found[first:end], 0, end - first, "note" if is_held else "container")
            is_held = True
    return found


def _labels_of_masks(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Label masks by what they are; "ISBN:", "Available at:" or "doi" before a mask belongs to it, not to a field."""
    changed = list(labels)
    for place, token in enumerate(tokens):
        if token.masked:
            if labels[place] in (MASK, "author") or token.text == "review":  # an identifier is never a name
                changed[place] = token.text
            before = place - 1
            while before >= 0 and place - before < 4 and _announces(tokens[before]):
                changed[before] = token.text
                before -= 1
    return changed if changed != labels else labels


def _announces(token: Token) -> bool:
    return not token.masked and keyword(token.text) in ("identifier", "available")


def _citation_in_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Extend the title of a correction over the citation of the corrected work, up to its bracket."""
    title = next(runs(labels, "title"), None)
    cited = next((place for place, token in enumerate(tokens) if token.masked and token.text == CITED_IN_TITLE), None)
    return relabel(labels, title[0], cited + 1, "title") if title and cited and title[0] < cited else labels


def _day_behind_month(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "2020 Jul 21:e7": a number that only a space separates from a year and its month is the day, not a volume."""
    for first, end in runs(labels, "volume"):
        day, year, month = tokens[first], tokens[first - 2], tokens[first - 1]
        is_after = first > 1 and not day.gap.strip() and bare(labels[first - 2]) == bare(labels[first - 1]) == "date"
        if is_after and end == first + 1 and day.text.isdecimal() and 0 < int(day.text) <= _LAST_DAY:
            is_dated = len(year.text) == _YEAR and year.text.isdecimal() and month_number(month.text.lower())
            return relabel(labels, first - 2, end, "date") if is_dated else labels
    return labels


_LAST_DAY, _YEAR = 31, 4


_THESES = wordings(Term.THESIS, Term.GENRE)
"""Names of theses: "dissertation", "博士論文"."""

_AFTER_UNIVERSITY = tuple(filter(is_unspaced, _THESES))
"""Those that follow their university without a space: "河岸大學碩士論文"."""


def _named_thesis(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Label the name of a thesis as genre if it is alone between punctuation and was unlabelled or taken for place or publisher."""
    for label in ("other", "location", "publisher"):
        for first, end in runs(labels, label):
            if printed(text, tokens, first, end).lower() in _THESES and not has(labels, "container"):
                return relabel(labels, first, end, "genre")
    for first, end in runs(labels, "title"):
        is_after_stop = end - first > 1 and "。" in tokens[end - 1].gap and not has(labels, "container")
        if is_after_stop and tokens[end - 1].text.endswith(_AFTER_UNIVERSITY):
            return relabel(labels, end - 1, end, "genre")
    return labels


def _recipient(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "A. Lund to B. Poe, 3 May 1901": the recipient of a letter, followed by a date, is not one of its authors."""
    place = next((at for at, token in enumerate(tokens) if token.text in _ADDRESSED), 0)
    end = place + 1
    while end < len(labels) and bare(labels[end]) == "author":
        end += 1
    names = {bare(label) for label in labels[:place]}
    dated = [bare(label) for label in labels[end : end + 3]] == ["date"] * 3
    if "author" not in names or names - {"author", "citation-number"} or end == place + 1 or not dated:
        return labels
    changed = relabel(labels, place + 1, end, "recipient")
    return [*changed[:place], "addressed", *changed[place + 1 :]]


_ADDRESSED = words(Term.ADDRESSED)
"""Words before the recipient of a letter."""


def _reviewed(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Lund, A. Review of Tides, by B. Roe": people in the title of a review belong to the title, not to authors or editors."""
    for first, end in runs(labels, "title"):
        start = end - (tokens[end - 1].text.lower() in _NAMING)
        stop = next((run[1] for label in ("author", "editor") if (run := run_at(labels, label, start + 1))), end)
        is_review = has(labels[:first], "author") and description(printed(text, tokens, first, end)) == "review-book"
        if is_review and stop < len(labels) and "," in tokens[start].gap and tokens[start].text.lower() in _NAMING:
            return relabel(labels, first, stop, "title")
    return labels


_NAMING = words(Term.BY, Term.EDITOR)
"""Words before the author or editor of a reviewed book."""


RULES = (
    rule(_labels_of_masks),
    rule(_citation_in_title, needs="title", words=(CITED_IN_TITLE,)),
    rule(_recipient, needs="author", words=_ADDRESSED),
    rule(title_from_authors, needs="author"),
    rule(people_in_brackets, needs="translator editor", marks="("),
    rule(quoted_title, needs="title", marks=OPENING),
    rule(title_up_to_code, needs="medium"),
    rule(imprint, words=ANNOUNCING),
    rule(_day_behind_month, needs="volume", unless="issue"),
    rule(issuer_after_code, needs="medium", unless="publisher volume issue"),
    *EAST_ASIAN_RULES,
    *PUBLISHER_RULES,
    *TITLE_STARTS,
    rule(field_ends, needs="title container"),
    rule(_reviewed, needs="author", words=_NAMING),
    rule(editors_announced, needs="author editor", words=EDITING),
    rule(_one_title, needs="title"),
    rule(_named_thesis, needs="other location publisher title"),
    rule(note_of_title, needs="note"),
    rule(title_ends, needs="title"),
    *CONTAINER_RULES,
)

_PIPELINE = RulePipeline(RULES)
