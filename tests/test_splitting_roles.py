"""The second opinion on lines: roles, how sure an entry's boundaries are, and what is done where the two readings differ."""

import math
import random
from collections.abc import Sequence
from itertools import pairwise, product, zip_longest
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tables import CASES, rows

from refcheck.layout.lines import lines_of
from refcheck.parsing import parse_list, split
from refcheck.parsing.splitting import Entry
from refcheck.parsing.splitting.choice import SHORT, chosen
from refcheck.parsing.splitting.evidence import LIKE_A_REFERENCE, evidence
from refcheck.parsing.splitting.records import records
from refcheck.parsing.splitting.roles import tagging
from refcheck.parsing.splitting.roles.looks import looks
from refcheck.parsing.splitting.roles.opinion import Opinion, opinion
from refcheck.parsing.splitting.roles.tagging import WIDTH, Chain, Role, features
from refcheck.parsing.tagging import network_plain, weights

LISTS = CASES / "splitting" / "roles.toml"


@pytest.mark.parametrize("row", rows(LISTS, "made"))
def test_the_lines_that_begin_references_are_known(row: dict[str, Any]) -> None:
    found = opinion(lines_of(row["text"]))
    assert [entry[0].text.split()[0] for entry in found.entries()] == row["begin"]


@pytest.mark.parametrize("row", rows(LISTS, "negative"))
def test_what_is_no_list_has_no_references(row: dict[str, Any]) -> None:
    assert opinion(lines_of(row["text"])).entries() == []


def of(text: str, begins: Sequence[float], goes_on: Sequence[float]) -> Opinion:
    """An opinion that is what a test says it is."""
    roles = [
        Role.BEGINS if first > 0.5 else Role.CONTINUES if rest > 0.5 else Role.BODY
        for first, rest in zip(begins, goes_on, strict=True)
    ]
    return Opinion(lines_of(text), roles, begins, goes_on)


TEXT = "Abbott\n  on lakes\nBrandt\n  on rivers\nOther words"


@pytest.mark.parametrize(
    ("begins", "goes_on", "sure"),
    [
        ((0.99, 0.01, 0.98, 0.03, 0.0), (0.01, 0.99, 0.02, 0.97, 0.05), (0.98, 0.95)),
        ((0.2, 0.01, 0.98, 0.03, 0.0), (0.7, 0.99, 0.02, 0.97, 0.05), (0.2, 0.95)),  # the first begins nothing
        ((0.99, 0.9, 0.98, 0.03, 0.0), (0.01, 0.1, 0.02, 0.97, 0.05), (0.1, 0.95)),  # another begins within it
        ((0.99, 0.01, 0.98, 0.03, 0.0), (0.01, 0.99, 0.02, 0.97, 0.8), (0.98, 0.2)),  # the last goes on
    ],
)
def test_an_entry_is_as_sure_as_its_least_sure_boundary(
    begins: Sequence[float], goes_on: Sequence[float], sure: Sequence[float]
) -> None:
    second = of(TEXT, begins, goes_on)
    first, rest = lines_of(TEXT)[:2], lines_of(TEXT)[2:4]
    assert second.certainties([first, rest]) == pytest.approx(sure)


def test_what_a_count_cuts_from_a_line_is_left_to_it() -> None:
    second = of("[1] Abbott [2] Brandt", (1.0,), (0.0,))
    assert second.certainties([list(line.cut([11]))[1:] for line in lines_of("[1] Abbott [2] Brandt")]) == [1.0]


LUND = "Lund, B. (2011). Towns of the delta. Delta Studies, 5(2), 1-20."


@pytest.mark.parametrize(
    ("text", "role", "likely", "is_kept"),
    [
        ("Any words", Role.BODY, 0.3, True),
        ("Any words", Role.BODY, 0.1, False),
        (LUND, Role.BODY, 0.1, False),
        (LUND, Role.FOOTNOTE, 0.1, True),
        (LUND, Role.FURNITURE, 0.0, True),
        ("The Delta Times, 3 May 2011", Role.FURNITURE, 0.1, False),
        ("https://example.org/delta", Role.BODY, 0.0, True),
    ],
)
def test_strangers_are_left_out_by_their_lines(text: str, role: Role, likely: float, is_kept: bool) -> None:
    lines = lines_of(text + "\nBody" * SHORT)
    second = Opinion(lines, [role, *[Role.BODY] * SHORT], [likely, *[0.0] * SHORT], [0.0] * (SHORT + 1))
    assert bool(chosen([list(lines[:1])], [], second)) is is_kept


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [
        ((4, 5, 6, 7), [4, 5, 6, 7]),
        ((4, 5, 7, 8), [4, 8]),
        ((4, 5, 6, 4), [4, 4]),
        ((4, 6, 5, 7), [4, 7]),
    ],
    ids=["counts on", "a number is missing", "counts anew", "out of order"],
)
def test_what_a_count_goes_through_is_of_the_list(numbers: tuple[int, ...], kept: list[int]) -> None:
    text = "\n".join(f"{number}. {LUND}" for number in numbers) + "\nBody" * SHORT
    lines = [
        evolve(line, key=str(number), skip=3) if number else line
        for line, number in zip_longest(lines_of(text), numbers)
    ]
    likely = [0.9, 0.0, 0.0, 0.9, *[0.0] * SHORT]
    second = Opinion(lines, [Role.BODY] * len(likely), likely, [0.0] * len(likely))
    entries = [[line] for line in lines[: len(numbers)]]
    assert [int(entry[0].key or 0) for entry in chosen(entries, [], second)] == kept


@pytest.mark.parametrize(
    ("between", "is_kept"),
    [((LUND, LUND), True), ((LUND, ""), False), (("", LUND), False), ((LUND, "Towns of the delta"), False)],
    ids=["certain references", "a line is between", "a line is before", "one is none"],
)
def test_certain_references_between_two_of_a_list_are_of_the_list(between: tuple[str, str], is_kept: bool) -> None:
    lines = lines_of("\n".join((LUND, *(each or "Body" for each in between), LUND)) + "\nBody" * SHORT)
    likely = [0.9, 0.0, 0.0, 0.9, *[0.0] * SHORT]
    second = Opinion(lines, [Role.BODY] * len(likely), likely, [0.0] * len(likely))
    entries = [[lines[place]] for place, text in enumerate((LUND, *between, LUND)) if text]
    assert chosen(entries, [], second) == (entries if is_kept else [entries[0], entries[-1]])


@pytest.mark.parametrize(("tail", "is_one"), [(LUND, False), ("Delta Studies, 5(2), 1-20.", True)])
def test_a_learned_reading_does_not_make_one_of_certain_references(tail: str, is_one: bool) -> None:
    text = f"{LUND}\n{tail}" + "\nBody" * SHORT
    second = of(text, [1.0, 0.04, *[0.0] * SHORT], [0.0, 0.95, *[0.0] * SHORT])
    first, last = lines_of(text)[:2]
    assert len(chosen([[first], [last]], [[first, last]], second)) == (1 if is_one else 2)


def test_no_line_of_a_certain_reference_between_two_is_an_entry_too() -> None:
    lines = lines_of("\n".join((LUND, LUND, "[arXiv:astro-ph/0703586]", LUND)) + "\nBody" * SHORT)
    likely = [0.9, 0.0, 1.0, 0.9, *[0.0] * SHORT]
    second = Opinion(lines, [Role.BODY] * len(likely), likely, [0.0] * len(likely))
    rules = [[lines[0]], list(lines[1:3]), [lines[3]]]
    assert chosen(rules, [[lines[0]], [lines[2]], [lines[3]]], second) == rules


@pytest.mark.parametrize(("ruled", "is_page"), [((), True), ((0.5,), True), ((0.5,) * 2, False), ((0.5,) * 5, False)])
def test_a_list_that_the_rules_find_among_other_lines_is_no_page_of_records(
    ruled: Sequence[float], is_page: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = [f"Lund, B. Towns of the delta, and how they were counted in 20{place}. Delta" for place in range(10, 15)]
    text = "".join(
        f"{first}\nStudies, 5(2), 1-20, with a map of the shore and of its towns by A. Berg\n" for first in record
    )
    text += "Words that are of no record at all\n" * SHORT
    second = of(text, [*[1.0, 0.0] * 5, *[0.0] * SHORT], [*[0.0, 1.0] * 5, *[0.0] * SHORT])
    monkeypatch.setattr("refcheck.parsing.splitting.records.opinion", lambda lines, model: second)
    assert (records(second.lines, ruled) is not None) is is_page


SENTENCE = "We have moved the town because it was flooded and there were no boats."


@pytest.mark.parametrize(
    ("text", "likely", "is_kept"),
    [(SENTENCE, 0.25, False), (SENTENCE, 0.35, True), (LUND, 0.0, True), ("https://example.org/delta", 0.0, True)],
)
def test_what_neither_words_nor_lines_speak_for_is_none_of_a_list_that_is_told(
    text: str, likely: float, is_kept: bool
) -> None:
    lines = lines_of(text + "\nBody" * SHORT)
    second = of(text + "\nBody" * SHORT, [likely, *[0.0] * SHORT], [0.0] * (SHORT + 1))
    assert bool(chosen([list(lines[:1])], [], second, is_told=True)) is is_kept


@pytest.mark.parametrize(
    ("begins", "goes_on", "rules", "learned", "is_short", "kept"),
    [
        pytest.param("990", "009", ["0", "12"], ["0", "12"], False, ["0", "12"], id="the same"),
        pytest.param("9 9", " 9 ", ["012"], ["01", "2"], False, ["01", "2"], id="two in one"),
        pytest.param("9 9", " 9 ", ["012"], ["01", "2"], True, ["012"], id="two in one, in a short text"),
        pytest.param("976", " 14", ["0", "1", "2"], ["012"], False, ["0", "1", "2"], id="learned, and doubted"),
        pytest.param("99 ", "  1", ["0", "1", "2"], ["0", "1"], False, ["0", "1"], id="a stranger at the end"),
        pytest.param("994", "  1", ["0", "1", "2"], ["0", "1"], False, ["0", "1", "2"], id="no stranger"),
        pytest.param("999", "   ", ["0", "2"], ["0", "1", "2"], False, ["0", "1", "2"], id="missed by the rules"),
        pytest.param("996", "  1", ["0", "1"], ["0", "1", "2"], False, ["0", "1"], id="learned alone, and not sure"),
        pytest.param("996", "  1", ["0", "1"], ["0", "1", "2"], True, ["0", "1", "2"], id="not sure, in a short text"),
        pytest.param("999", "   ", [], ["0", "1", "2"], False, ["0", "1", "2"], id="the rules found nothing"),
        pytest.param("666", "333", [], ["0", "1", "2"], False, [], id="neither did they, nor is it likely"),
    ],
)
def test_of_two_readings_the_likelier_is_taken_stretch_by_stretch(
    begins: str, goes_on: str, rules: list[str], learned: list[str], is_short: bool, kept: list[str]
) -> None:
    """``begins`` and ``goes_on`` are ninths but for a hundredth, a digit a line; an entry is the numbers of its lines."""
    text = "\n".join([*["Oxley, M. (2001). On towns"] * 3, *["Body"] * (0 if is_short else SHORT)])
    odds = [[int(digit.strip() or 0) * 0.11 for digit in digits] + [0.0] * SHORT for digits in (begins, goes_on)]
    lines = lines_of(text)
    second = of(text, *(each[: len(lines)] for each in odds))
    first, other = ([[lines[int(place)] for place in entry] for entry in reading] for reading in (rules, learned))
    found = chosen(first, other, second)
    assert ["".join(str(lines.index(line)) for line in entry) for entry in found] == kept


@pytest.mark.parametrize(("gap", "kept"), [(0, 30), (1, 30), (2, 15)])
def test_what_is_learned_alone_is_taken_as_far_as_it_follows_on_one_another(gap: int, kept: int) -> None:
    """Thirty entries of five hundred characters, of which the rules found the first, with so many other lines amid them."""
    entry = "Oxley, M. (2001). On towns " + "of the delta " * 36
    lines = lines_of("\n".join([*[entry] * 15, *["x" * 500] * gap, *[entry] * 15]))
    held = [[line] for line in lines if line.text.startswith("Oxley")]
    odds = [0.99 if line.text.startswith("Oxley") else 0.0 for line in lines]
    second = Opinion(lines, [Role.BEGINS if odd else Role.BODY for odd in odds], odds, [0.0] * len(lines))
    assert len(chosen(held[:1], held, second)) == kept


def test_a_line_right_below_goes_on_where_entries_are_set_apart() -> None:
    """Where blank lines part the entries of a list, no line without one is lost at the end of the last."""
    text = "Oxley on towns\n\nBrandt on lakes\n\nCastro on rivers,\n2nd ed." + "\n\nBody" * SHORT
    lines = lines_of(text)
    second = of(text, [0.99, 0.99, 0.99, 0.0, *[0.0] * SHORT], [0.0, 0.0, 0.0, 0.1, *[0.0] * SHORT])
    apart = [[line] for line in lines[:3]]
    assert chosen([*apart[:2], list(lines[2:4])], apart, second) == [*apart[:2], list(lines[2:4])]


@pytest.mark.parametrize(
    ("sure", "is_sure"),
    [((0.99,) * 20, True), ((0.8,) * 20, False), ((0.99,) * 19 + (0.6,), True), ((0.99, 0.8), False)],
)
def test_a_reading_is_sure_by_the_mean_of_its_entries(sure: Sequence[float], is_sure: bool) -> None:
    assert of("\n".join("a" * len(sure)), sure, [0.0] * len(sure)).is_sure() is is_sure


def test_a_text_without_entries_is_no_sure_list() -> None:
    assert not of("\n".join("a" * 20), [0.1] * 20, [0.0] * 20).is_sure()


def test_fields_of_an_entry_that_is_not_sure_are_read_no_more_surely() -> None:
    raw = "Abbott, H. (2003). A survey of small things. Journal of Made Examples, 3(2), 31–39."
    doubted, known = (parse_list([Entry(key="1", raw=raw, spans=(), certainty=each)])[0] for each in (0.2, 1.0))
    assert {each.confidence for each in doubted.fields} == {0.4}
    assert doubted.work == known.work
    assert min(each.confidence or 0 for each in known.fields) > 0.5


def test_a_plain_list_is_sure() -> None:
    text = (LISTS.parent / "roles-plain.txt").read_text(encoding="utf-8")
    assert [entry.certainty > 0.5 for entry in split(text)] == [True] * len(text.splitlines())


def test_where_there_is_no_numpy_lines_have_the_same_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = lines_of((LISTS.parent / "roles-plain.txt").read_text(encoding="utf-8"))
    by_numpy = opinion(lines)
    monkeypatch.setattr(tagging, "load", lambda model: network_plain.Network(weights.read(model)))
    by_python = opinion(lines)
    assert by_python.roles == by_numpy.roles
    assert by_python.begins == pytest.approx(by_numpy.begins, abs=1e-5)


@given(st.lists(st.text(), max_size=12))
def test_each_line_has_as_many_strings_as_the_network_takes(texts: list[str]) -> None:
    lines = lines_of("\n".join(texts))
    assert len(features(looks(lines))) == 4 * WIDTH * len(lines)


def test_no_lines_have_no_roles() -> None:
    assert opinion([]).entries() == []


def test_a_chain_gives_the_probabilities_of_all_its_ways() -> None:
    """Against the sum over every sequence of labels."""
    labels = "abc"
    chance = random.Random(5)
    steps = {label: {before: chance.uniform(-2, 2) for before in ["", *labels]} for label in labels}
    rows = [[chance.random() for _ in labels] for _ in range(5)]
    rows = [[each / sum(row) for each in row] for row in rows]
    ways = {
        way: math.prod(row[place] for row, place in zip(rows, way, strict=True))
        * math.exp(sum(steps[label][before] for before, label in pairwise(["", *(labels[place] for place in way)])))
        for way in product(range(3), repeat=5)
    }
    total = sum(ways.values())
    for at, row in enumerate(Chain(labels, steps).probabilities(rows)):
        for place in range(3):
            assert row[place] == pytest.approx(sum(each for way, each in ways.items() if way[at] == place) / total)


def test_probabilities_are_in_the_order_of_the_lines() -> None:
    lines = lines_of((LISTS.parent / "roles-plain.txt").read_text(encoding="utf-8"))
    assert all(one.start < other.start for one, other in pairwise(opinion(lines).lines))


GIVEN = ("Karl", "Maria", "Tomas", "Ines", "Olaf", "Petra")
MANY = ", ".join(
    f"{given} {family}"
    for family in ("Brandt", "Castro", "Oxley", "Quill", "Tarn", "Umber", "Lund", "Ruiz")
    for given in GIVEN
)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (f"{MANY}, and Zoe Evans. Lists of the delta and their faults. Journal of Lists, 3(2):5-9, 2011.", True),
        (
            f"We thank {MANY}, who have read all of it with us while it was being written, and whoever else helped.",
            False,
        ),
    ],
)
def test_what_stands_behind_fifty_authors_is_weighed(text: str, is_one: bool) -> None:
    assert (evidence(text) > LIKE_A_REFERENCE) is is_one
