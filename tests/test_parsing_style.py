"""A list has one style, and what is read with doubt is read in that style; a heap of references has none."""

import pytest

from refcheck.parsing import Entry, parse, parse_each, parse_list
from refcheck.parsing.style import Style, steps
from refcheck.parsing.tagging.labels import steps_between
from refcheck.parsing.tagging.tokens import Token, tokenize

#: A work's author, year, title and journal, and how they are printed.
WORKS = (
    ("Ammann, R.", "1998", "Bees of the northern plains", "Hive Letters"),
    ("Brandt, S.", "2003", "Wax and its uses in painting", "Studio Papers"),
    ("Castro, L.", "2011", "Honey trade before the railway", "Markets Past"),
    ("Dorn, E.", "1987", "Queens without colonies", "Hive Letters"),
    ("Eriksen, P.", "2015", "Pollen counts in two valleys", "Valley Science"),
    ("Fabre, M.", "1979", "Smoke as a tool", "Studio Papers"),
    ("Gallo, T.", "2008", "Swarming in wet summers", "Valley Science"),
    ("Hahn, B.", "1992", "Mites and their hosts", "Hive Letters"),
    ("Ivarsson, K.", "2001", "Counting drones", "Markets Past"),
)

LABELS = {"author": "author", "year": "date", "title": "title", "journal": "container"}


def reading(work: tuple[str, str, str, str], form: str) -> tuple[list[Token], list[str]]:
    """A work in a style as a tagger would read it without a fault."""
    parts = dict(zip(LABELS, work, strict=True))
    tokens = tokenize(form.format(**parts))
    labels: list[str] = []
    for name in sorted(LABELS, key=lambda name: form.index("{" + name)):
        count = len(tokenize(parts[name]))
        first = LABELS[name] if name == "year" else LABELS[name] + "*"
        labels += [first, *[LABELS[name]] * (count - 1)]
    return tokens, labels


STOPPED = "{author} {year}. {title}. {journal}."
SEMICOLONS = "{author} ({year}); {title}; {journal}"
SLASHED = "{title} / {author} // {journal}, {year}"
FORMS = (
    STOPPED,
    SEMICOLONS,
    SLASHED,
    "{author}, “{title}”, {journal} {year}",
    "{year} {author}: {title}, {journal}.",
    "{author}: {title}. In: {journal} ({year})",
    "{author} - {title} - {journal}, {year}",
    "[{year}] {title}, by {author}, {journal}",
    "{title} ({journal} {year}; {author})",
)


@pytest.mark.parametrize("form", [STOPPED, SEMICOLONS, SLASHED])
def test_one_form_is_a_style(form: str) -> None:
    assert Style.of([steps(*reading(work, form)) for work in WORKS]) is not None


@pytest.mark.parametrize(
    "readings",
    [
        [],
        [reading(WORKS[0], SEMICOLONS)],
        [reading(work, SEMICOLONS) for work in WORKS[:7]],  # too few
        [reading(work, form) for work, form in zip(WORKS, FORMS, strict=True)],  # of many papers
        [([], []) for _ in WORKS],  # nothing was read
    ],
)
def test_no_style(readings: list[tuple[list[Token], list[str]]]) -> None:
    assert Style.of([steps(*each) for each in readings]) is None


#: "Letters on hives" is the journal, or the end of the title of a work whose journal is not named.
DOUBTFUL = ("Jansen, O.", "1999", "Hives of the poor", "Letters on hives")


@pytest.mark.parametrize(
    ("form", "title", "container"),
    [
        (STOPPED, 0.6, True),  # the others end their titles with a full stop
        (STOPPED, 0.9999, False),  # the tagger is sure, and is believed
        (SEMICOLONS, 0.6, False),  # the others end theirs with a semicolon
    ],
)
def test_the_list_decides_what_is_in_doubt(form: str, title: float, container: bool) -> None:
    tokens, parted = reading(DOUBTFUL, STOPPED)
    labels = [label.replace("container*", "title").replace("container", "title") for label in parted]
    style = Style.of([steps(*each) for each in [*(reading(work, form) for work in WORKS), (tokens, labels)]])
    assert style is not None
    alternatives = [
        {label: 1.0} if label == other else {label: title, other: 1 - title}
        for label, other in zip(labels, parted, strict=True)
    ]
    assert style.labels(
        tokens, steps(tokens, labels), alternatives, steps_between({*labels, *parted}, lambda *step: 0.0)
    ) == (parted if container else labels)


def entries(texts: list[str]) -> list[Entry]:
    return [Entry(key=None, raw=text, spans=()) for text in texts]


def test_a_short_list_is_read_as_its_references_are_by_themselves() -> None:
    texts = [STOPPED.format(**dict(zip(LABELS, work, strict=True))) for work in WORKS[:5]]
    assert parse_list(entries(texts)) == tuple(parse(text, key=str(key)) for key, text in enumerate(texts, start=1))


def test_references_of_many_lists_are_read_as_they_are_by_themselves() -> None:
    texts = [STOPPED.format(**dict(zip(LABELS, work, strict=True))) for work in WORKS] + ["", "x" * 30_000]
    assert parse_each(entries(texts)) == tuple(parse(text, key=str(key)) for key, text in enumerate(texts, start=1))


def test_nothing_is_lost_in_a_list() -> None:
    texts = ["", "?!", "x" * 30_000, *(STOPPED.format(**dict(zip(LABELS, work, strict=True))) for work in WORKS)]
    read = parse_list(entries(texts))
    assert [reference.raw for reference in read] == texts
    assert [len(reference.unread) for reference in read[:3]] == [0, 0, 1]
    assert all(reference.work.author for reference in read[3:])
