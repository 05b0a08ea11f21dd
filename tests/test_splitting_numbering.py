"""The numbers of a list: every form in which they are printed, which counts are a list's, and which figures are none."""

from itertools import cycle

import pytest

from refcheck.layout.lines import Line
from refcheck.parsing.splitting.numbering import numbered

WORKS = (
    "Abbott, H. (2003). A survey of small things. Annals, 12(3), 45-67.",
    "Brandt, K., & Olsen, P. (1998). On lists and their faults. Oslo: North Press.",
    "Castro, M. (2011). The long title of an article. Annals of Layout, 5, 1-20.",
    "Dietrich, R. (2019). Hyphens. Berlin: Example Verlag.",
)
FIGURES = ("1", "2", "3", "4")


def lines(text: str) -> list[Line]:
    found, start, blanks = [], 0, 1
    for line in text.split("\n"):
        if line:
            found.append(Line(text=line, start=start, edge=len(line), blanks=blanks))
        blanks = 0 if line else blanks + 1
        start += len(line) + 1
    return found


def told(text: str) -> list[tuple[str | None, str]]:
    return [(line.key, line.body) for line in numbered(lines(text))]


def keys(*numbers: int) -> list[str | None]:
    """Which of so many entries, numbered so in brackets, have their number told."""
    works = cycle(WORKS)
    return [key for key, _ in told("\n".join(f"[{number}] {next(works)}" for number in numbers))]


@pytest.mark.parametrize("between", ["\n", " "])
@pytest.mark.parametrize("mark", ["[{}] ", "［{}］", "【{}】", "〔{}〕", "({}) ", "（{}）", "{}. ", "{}．"])
def test_a_count_is_found_at_line_starts_and_amid_a_line(mark: str, between: str) -> None:
    text = between.join(mark.format(number) + work for number, work in zip(FIGURES, WORKS, strict=True))
    assert told(text) == list(zip(FIGURES, WORKS, strict=True))


@pytest.mark.parametrize(
    ("mark", "numbers"),
    [
        ("[{}]. ", FIGURES), ("<{}> ", FIGURES), ("{{{}}} ", FIGURES), ("[ {} ]", FIGURES), ("({}): ", FIGURES),
        ("{}) ", FIGURES), ("{}.) ", FIGURES), ("{}/ ", FIGURES), ("{}）", FIGURES),
        ("{}.", FIGURES), ("{}.- ", FIGURES), ("{}、", FIGURES), ("{}. – ", FIGURES),
        ("{}- ", FIGURES), ("{} – ", FIGURES), ("{}: ", FIGURES),
        ("{}", "¹²³⁴"), ("{} ", "¹²³⁴"), ("^{} ", FIGURES),
        ("S{}. ", FIGURES), ("[S{}] ", FIGURES), ("R{}) ", FIGURES),
        ("Ref. {} ", FIGURES), ("No. {}: ", FIGURES), ("#{} ", FIGURES), ("№ {} ", FIGURES),
        ("{}º ", FIGURES), ("{} ", "①②③④"),
        ("{}. ", ("i", "ii", "iii", "iv")), ("({}) ", ("I", "II", "III", "IV")),
        ("{}) ", "abcd"), ("({}) ", "abcd"), ("{}. ", "abcd"),
        ("{} ", FIGURES), ("{}\t", FIGURES), ("{}", FIGURES), ("{}. ", "۱۲۳۴"),
    ],
)  # fmt: skip
def test_a_number_has_many_forms(mark: str, numbers: tuple[str, ...]) -> None:
    text = "\n".join(mark.format(number) + work for number, work in zip(numbers, WORKS, strict=True))
    assert told(text) == list(zip(FIGURES, WORKS, strict=True))


@pytest.mark.parametrize(
    ("mark", "numbers"),
    [
        ("Ref. {} ", FIGURES[:3]),
        ("^{} ", FIGURES[:3]),
        ("{} ", "①②"),
        ("{}. ", ("i", "ii", "iii")),
        ("{}. ", "abc"),
    ],
)
def test_of_a_form_that_may_be_something_else_so_few_are_a_count_and_fewer_are_none(
    mark: str, numbers: tuple[str, ...]
) -> None:
    listed = [mark.format(number) + work for number, work in zip(numbers, WORKS, strict=False)]
    assert [key is not None for key, _ in told("\n".join(listed))] == [True] * len(numbers)
    assert [key for key, _ in told("\n".join(listed[:-1]))] == [None] * (len(numbers) - 1)


@pytest.mark.parametrize(
    "numbers",
    [
        range(7, 11),
        range(4),
        (1, 3, 4, 5),
        (1, 4, 5, 6),
        (1, 2, 3, 5, 8, 9, 10),
        (*range(1, 5), *range(100, 106)),
        (*range(1, 5), *range(204, 210)),
        (*range(1, 6), *range(1, 6)),
        range(1399, 1403),
        (3, 2, 1),
        (4, 3, 2, 1),
        (6, 5, 4, 3, 2, 1, 3, 2, 1),
        (3, 7, 12, 15),
        (14, 3, 27, 9, 11),
        (1, 2, 5, 3, 4, 6),
        (1, 2, 4, 3, 5),
        (7,),
        (5, 6),
    ],
)
def test_a_count_goes_on_with_little_left_out(numbers: tuple[int, ...]) -> None:
    assert keys(*numbers) == list(map(str, numbers))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((1, 2, 40, 41), ["1", "2", None, None]),
        ((1, 2, 1, 2), ["1", "2", None, None]),
        ((*range(1, 5), *range(205, 211)), [None] * 4 + [str(number) for number in range(205, 211)]),
        ((1, 1, 1, 1), ["1", None, None, None]),
        ((2, 1), [None] * 2),
        (tuple(range(1400, 1404)), [None] * 4),
        (tuple(range(1998, 2002)), [None] * 4),
    ],
)
def test_numbers_that_do_not_go_on_are_left_out(numbers: tuple[int, ...], expected: list[str | None]) -> None:
    assert keys(*numbers) == expected


def test_circled_numbers_are_of_two_digits_too() -> None:
    text = "\n".join(f"{number} {work}" for number, work in zip("⑨⑩⑪⑫", WORKS, strict=True))
    assert [key for key, _ in told(text)] == ["9", "10", "11", "12"]


def test_behind_a_blank_line_a_count_starts_anew() -> None:
    one, two, three, four = WORKS
    assert told(f"1. {one}\n2. {two}\n\n1. {three}\n2. {four}") == [("1", one), ("2", two), ("1", three), ("2", four)]


def test_a_dash_amid_a_line_opens_no_entry() -> None:
    one, two, *_ = WORKS
    assert told(f"1 – {one} 2 – {two}") == [("1", f"{one} 2 – {two}")]


def test_a_figure_that_begins_a_line_of_an_entry_is_left_out() -> None:
    one, two, three, _ = WORKS
    found = told(f"1. {one}\n2. {two}\n7. of them were seen\n3. {three}")
    assert found == [("1", one), ("2", two), (None, "7. of them were seen"), ("3", three)]


@pytest.mark.parametrize(
    "text",
    [
        "Ivanov, A. Reki. Moskva, 2001. № 3. S. 5–9.\nPetrov, B. Ozera. Moskva, 2002. № 4. S. 1–2.",
        "Roe, A. (1396). Towns. Tehran: Wave.\nPoe, B. (1397). Rivers. Tehran: Wave.\nLund, C. (1398). Lakes. Tehran: Wave.",
        "Roe, A. (2560). Towns. Bangkok: Wave.\nPoe, B. (2561). Rivers. Bangkok: Wave.\nLund, C. (2562). Lakes. Bangkok: Wave.",
        f"Intro\n[1] {WORKS[0]}",
        f"[5] {WORKS[0]} [6] {WORKS[1]}",
        f"{WORKS[0]}\n{WORKS[1]}\n1. {WORKS[2]}\n{WORKS[3]}\n{WORKS[0]}\n{WORKS[1]}",
        "\n".join(f"[{number}] {work}{' word' * 200}" for number, work in zip(FIGURES, WORKS, strict=True)),
        "\n".join(WORKS),
    ],
    ids=[
        "labelled",
        "Persian years",
        "Buddhist years",
        "amid a text",
        "a line of two",
        "one of many",
        "too long",
        "none",
    ],
)
def test_what_is_no_count_changes_nothing(text: str) -> None:
    assert told(text) == [(None, line) for line in text.split("\n")]


@pytest.mark.parametrize("label", ["vol.", "no.", "p.", "№", "#", "§", "n°"])
def test_a_number_behind_its_label_opens_no_entry(label: str) -> None:
    text = f"1. Abbott, H. Rivers of the north. Annals, {label} 2. Oslo, 2003. 2. Brandt, K. Lakes of the south. Oslo, 2004."
    assert [key for key, _ in told(text)] == ["1", "2"]
    assert told(text)[1][1] == "Brandt, K. Lakes of the south. Oslo, 2004."


@pytest.mark.parametrize(("behind", "found"), [("† Supplement", ["1", "2", "3"]), ("% of all", ["1", None, "3"])])
def test_a_bare_number_stands_before_a_mark_of_a_note(behind: str, found: list[str | None]) -> None:
    text = f"1 {WORKS[0]}\n2 {behind} of a survey (2003).\n3 {WORKS[2]}"
    assert [key for key, _ in told(text)] == found


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ((1, 2, 2, 4, 5, 6), ["1", "2", "2", "4", "5", "6"]),
        ((7, 7, 9, 10, 11), ["7", "7", "9", "10", "11"]),
        ((1, 2, 2, 3, 4, 5), ["1", "2", "2", "3", "4", "5"]),
        ((1, 1, 2, 3, 4, 5), ["1", None, "2", "3", "4", "5"]),  # a list of one before another
        ((1, 1, 2, 2, 3, 3), ["1", None, "2", None, "3", None]),  # translations
    ],
)
def test_a_number_printed_twice_is_kept_where_few_are(numbers: tuple[int, ...], found: list[str | None]) -> None:
    assert keys(*numbers) == found
