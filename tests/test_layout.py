"""Columns found by where words stand: pages of several columns are read one after the other, and tables stay as they are."""

import textwrap
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcheck.layout.lines import in_reading_order, lines_of
from refcheck.parsing import split

ENTRIES = tuple(
    f"{family}, {initial}. ({year}). {title}. Journal of Made Examples, {number}(2), {number}1-{number}9."
    for number, (family, initial, year, title) in enumerate(
        (
            ("Abbott", "H", 2003, "A survey of small things in the towns of the delta and their harbours"),
            ("Brandt", "K", 1998, "On lists and the faults that those who copy them leave in every one of them"),
            ("Castro", "M", 2011, "The long title of an article that goes on until a line must break somewhere"),
            ("Dietrich", "R", 2019, "Hyphens, dashes and other marks that stand between the parts of a word"),
            ("Evans", "T", 2007, "Numbers that come first, and what comes behind them in lists of some length"),
            ("Fischer", "U", 2022, "A page on the web that was moved twice and is found at neither address"),
            ("Gray", "L", 1987, "Registers of the church in the years of the flood, with a note on paper"),
            ("Holm", "N", 2015, "Maps of the moves, drawn by hand and compared with what the crown counted"),
        ),
        start=3,
    )
)


def side_by_side(columns: Sequence[Sequence[str]], width: int, gutter: int) -> str:
    height = max(map(len, columns))
    rows = zip(*([*column, *[""] * (height - len(column))] for column in columns), strict=True)
    return "\n".join("".join(cell.ljust(width + gutter) for cell in row).rstrip() for row in rows)


def page(count: int, width: int, gutter: int, *, head: str = "", blanks: int = 0) -> str:
    lines = [
        line
        for entry in ENTRIES
        for line in [*textwrap.wrap(entry, width, subsequent_indent="  ", break_on_hyphens=False), *[""] * blanks]
    ]
    height = -(-len(lines) // count)
    columns = [lines[at : at + height] for at in range(0, len(lines), height)]
    return head + side_by_side(columns, width, gutter)


def out_of_level(page: str, width: int) -> str:
    """The page, what stands in its left column and what is right of it on lines of their own, as where base lines differ."""
    parts = ((row[:width].rstrip(), " " * width + row[width:]) for row in page.split("\n"))
    return "\n".join(part for pair in parts for part in pair if part.strip())


def squeezed(text: str) -> str:
    return "".join(text.split())


PAGES = {
    "two columns": page(2, 46, 6),
    "two columns, two blanks between": page(2, 46, 2),
    "three columns": page(3, 34, 3),
    "four columns": page(4, 26, 3),
    "blank lines between the entries": page(2, 46, 4, blanks=1),
    "a heading across the page": page(
        2, 46, 4, head="Works that are cited in this survey of the towns of the lower delta and of the rivers\n\n"
    ),
    "two columns out of level": out_of_level(page(2, 46, 2), 46),
    "two columns out of level, text before them": f"{textwrap.fill(ENTRIES[0][24:84] * 9, 92)}\n\n"
    + out_of_level(page(2, 46, 4), 46),
    "three columns, the first out of level": out_of_level(page(3, 34, 3), 34),
    "a short second page": page(2, 46, 4)
    + "\n\f"
    + side_by_side([["Voss, P. (1999). Reeds and rushes. Oslo: North"], ["Press. Second edition."]], 46, 4),
}


@pytest.mark.parametrize("text", PAGES.values(), ids=PAGES)
def test_columns_are_read_one_after_the_other(text: str) -> None:
    found = [squeezed(entry.raw) for entry in split(text)]
    assert found[: len(ENTRIES)] == [squeezed(entry) for entry in ENTRIES]


def test_a_short_page_has_the_columns_of_the_one_before() -> None:
    last = split(PAGES["a short second page"])[-1]
    assert squeezed(last.raw) == squeezed("Voss, P. (1999). Reeds and rushes. Oslo: North Press. Second edition.")


def test_white_space_in_a_column_is_its_own() -> None:
    lines = in_reading_order(lines_of(PAGES["blank lines between the entries"]))
    begun = [line for line in lines if line.indent == 0]
    assert [line.blanks for line in begun[1:]] == [1] * (len(ENTRIES) - 1)


NO_COLUMNS = {
    "a table of figures": "\n".join(
        f"{year}-{year + 9}         Northmoor, Seeburg            {year % 37:5}       {year % 301 / 100:5.2f}"
        for year in range(1750, 1900, 10)
    ),
    "a table of terms": "\n".join(
        f"{term:28}{text}"
        for term, text in zip(
            (
                "gutter",
                "column",
                "row of a page",
                "hanging indent",
                "running head",
                "folio",
                "recto",
                "verso",
                "kerning",
            ),
            textwrap.wrap("what stands between two columns and is blank from the top of a page to its foot " * 4, 44),
            strict=False,
        )
    ),
    "a table of terms, each a line above what it means": "\n".join(
        line
        for number in range(3, 13)
        for line in (
            f"{'A word ' + 'of' * (number % 3)} {number}",
            *textwrap.wrap(ENTRIES[number % 8], initial_indent=" " * 28, subsequent_indent=" " * 28, width=74)[:2],
        )
    ),
    "numbers in the margin": "\n".join(f"[{number}]   {entry}" for number, entry in enumerate(ENTRIES * 2, start=1)),
    "a programme": "\n".join(
        f"{hour:02}:00-{hour:02}:45   Registration and coffee in the hall of the north wing" for hour in range(8, 20)
    ),
    "double blanks behind full stops": "\n".join(f"{entry}  Second edition.  Oslo." for entry in ENTRIES * 2),
    "contents": "\n".join(
        f"{number}. A chapter on the towns of the delta {'.' * (30 + number)}  {number * 7}" for number in range(1, 16)
    ),
}


@pytest.mark.parametrize("text", NO_COLUMNS.values(), ids=NO_COLUMNS)
def test_what_is_no_column_is_left_alone(text: str) -> None:
    lines = lines_of(text)
    assert in_reading_order(lines) == lines


@given(st.text(alphabet="ab .\t\n\f", max_size=400), st.integers(1, 60))
def test_nothing_is_lost_nor_made(cell: str, width: int) -> None:
    text = "\n".join(f"{line:{width}}  {line}" for line in cell.split("\n") * 3)
    lines = lines_of(text)
    ordered = in_reading_order(lines)
    assert sorted(squeezed("".join(line.text for line in ordered))) == sorted(squeezed(text))
    assert all(text[line.start : line.end] == line.text for line in ordered)
