"""Whatever stands before the references of a list, a number, a letter or a mark: it is the list's and no part of a reference."""

import tomllib
from collections.abc import Sequence

import pytest
from tables import CASES
from test_buttons import alone

from refcheck import read

STYLES: dict[str, Sequence[str]] = tomllib.loads((CASES / "buttons.toml").read_text(encoding="utf-8"))["styles"]
COUNTS = [
    "({n})",
    "{n})",
    "{n}-",
    "{n}.-",
    "{n}:",
    "{n}.)",
    "{n}/",
    "{n} –",
    "[{n}]",
    "<{n}>",
    "{{{n}}}",
    "【{n}】",
    "{n}º",
    "{n}°",
    "{sup}",
    "^{n}",
]
NAMED = [
    "R{n}.",
    "Ref. {n}",
    "Reference {n}:",
    "No. {n}",
    "#{n}",
    "№ {n}",
    "P{n}",
    "[S{n}]",
    "{circled}",
    "{roman}.",
    "{ROMAN}.",
    "{letter})",
    "({letter})",
    "{letter}.",
]
SIGNS = ["•", "▪", "-", "–", "*", "**", "†", "✓", "→", "|", "o", "□", "\uf0b7", "§"]


def marked(references: Sequence[str], mark: str, between: str) -> str:
    """A list with a mark before each reference."""
    lines = [
        mark.format(
            n=place,
            sup="⁰¹²³⁴⁵⁶"[place],
            circled="⓪①②③④⑤⑥"[place],
            roman=("", "i", "ii", "iii", "iv", "v", "vi")[place],
            ROMAN=("", "I", "II", "III", "IV", "V", "VI")[place],
            letter=" abcdef"[place],
        )
        + " "
        + each
        for place, each in enumerate(references, 1)
    ]
    return f"References\n{between.join(lines)}\n"


@pytest.mark.parametrize(
    ("style", "between"),
    [
        pytest.param("APA", "\n", id="APA-close"),
        pytest.param("APA", "\n\n", id="APA-apart", marks=pytest.mark.slow),
        pytest.param("IEEE", "\n", id="IEEE-close", marks=pytest.mark.slow),
        pytest.param("IEEE", "\n\n", id="IEEE-apart"),
    ],
)
@pytest.mark.parametrize("mark", [*COUNTS, *NAMED, *SIGNS])
def test_the_mark_is_no_part_of_the_reference(mark: str, style: str, between: str) -> None:
    found = read(marked(STYLES[style], mark, between)).references
    assert len(found) == len(STYLES[style])
    for each, printed in zip(found, STYLES[style], strict=True):
        work = alone(printed)
        assert (each.work.title, each.work.author, each.work.year) == (work.title, work.author, work.year)
    if mark in (*COUNTS, *NAMED):
        assert [each.key for each in found] == [str(place) for place in range(1, len(found) + 1)]


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("I. Lund and C. Okafor, “Rivers of the steppe,” J. Water Hist., vol. 12, pp. 45–67, 2015.", "Lund, I."),
        ("V. Roe, “Dams and people,” Water Policy, vol. 4, pp. 16–29, 2013.", "Roe, V."),
        ("o’Brien, C. (2013). Dams and people. Water Policy, 4, 16–29.", "o’Brien, C."),
    ],
)
def test_an_initial_is_no_number(text: str, author: str) -> None:
    (found,) = read(text).references
    assert str(found.work.author[0]) == author


def test_initials_that_count_by_chance_are_names() -> None:
    listed = [
        f"{letter}. Lund, “Rivers of the steppe,” J. Water Hist., vol. 12, pp. 45–67, 201{n}."
        for n, letter in enumerate("IVX")
    ]
    found = read("References\n" + "\n".join(listed)).references
    assert [str(each.work.author[0]) for each in found] == ["Lund, I.", "Lund, V.", "Lund, X."]


CHATS = ["[12:0{n}, 26/11/2026] Anna: ", "[26.11.26, 12:0{n}:17] Anna: ", "11/26/26, 9:1{n} PM - Anna: "]
ITEMS = [('    "', '",'), ('  - "', '"'), ("'", "',")]
NOTE = "   - *Why it matters*: it treats the same matter in another place."


def assert_whole(text: str, references: Sequence[str]) -> None:
    found = read(text).references
    assert [each.work.title for each in found] == [alone(each).title for each in references]
    assert [each.work.author for each in found] == [alone(each).author for each in references]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("chat", CHATS)
def test_who_said_it_in_a_chat_is_no_part_of_it(style: str, chat: str) -> None:
    assert_whole("\n".join(chat.format(n=n) + each for n, each in enumerate(STYLES[style], 1)), STYLES[style])


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("item", ITEMS)
def test_the_items_of_a_programs_list_are_read_without_its_marks(style: str, item: tuple[str, str]) -> None:
    listed = [each for each in STYLES[style] if '"' not in each and "'" not in each]
    assert_whole("[\n" + "\n".join(each.join(item) for each in listed) + "\n]", listed)


@pytest.mark.parametrize("style", STYLES)
def test_what_an_assistant_answers_is_read(style: str) -> None:
    numbered = [f"{n}. **{each}**\n{NOTE}\n" for n, each in enumerate(STYLES[style], 1)]
    assert_whole("Sure! Here are some references:\n\n" + "\n".join(numbered) + "\nShall I add more?\n", STYLES[style])
