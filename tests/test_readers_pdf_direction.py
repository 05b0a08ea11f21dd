"""PDF: lines from right to left, their columns and numbers; references that pages hold twice; columns beside running text."""

from typing import Any

import pytest
from pdf_made import BODY, listed, pdf
from readers_made import assert_sound
from tables import CASES, rows

from refcheck.model import Bibliography
from refcheck.readers import read_bytes
from refcheck.readers.documents.pdf.direction import as_read, turned
from refcheck.readers.documents.pdf.page import Word


def words(printed: str) -> list[Word]:
    """Words of letters one point wide from left to right; a blank is a gap, and ``|`` parts two words that touch."""
    found, left = [], 0.0
    for beside in printed.split(" "):
        for text in beside.split("|"):
            found.append(Word(text=text, left=left, right=left + len(text), base=0.0, size=1.0))
            left += len(text)
        left += 1.0
    return found


@pytest.mark.parametrize("row", rows(CASES / "readers" / "pdf-direction.toml"))
def test_a_line_is_read_in_its_direction(row: dict[str, Any]) -> None:
    line = words(row["printed"])
    script = turned(line)
    assert (script.name.lower() if script else "") == row["script"]
    if script:
        assert as_read(line, script) == row["read"]


PERSIAN = [
    "{name}، علی و کبیری، مریم ({year}). {first} ساختار رودخانه‌های فصلی و لایه‌های شن. "
    "نشریه دلتا، {volume}({issue})، {start}–{end}.",
    "{name}، م. ({year}). {first} نقش باد در جابه‌جایی تپه‌ها. فصلنامه ساحل، {volume}، {start}–{end}.",
]
HEBREW = [
    "{name}, דנה ({year}). {first} מבנה הנחלים העונתיים ושכבות החול בעמקי הצפון. כתב עת לדלתות, {volume}({issue}), {start}–{end}.",
    "{name}, רות ({year}). {first} תפקיד הרוח בתנועת הדיונות. חופים, {volume}, {start}–{end}.",
]
NAMES = {"fa": ["بهاری", "صبوری", "تهامی", "نیکنام"], "he": ["אורן", "שגיא", "דגן", "ברוש"]}
FIRST = {"fa": ["بررسی", "تحلیل", "سنجش"], "he": ["חקר", "ניתוח", "מדידת"]}
PROSE = {
    "fa": "دره‌های شمالی هر سال جابه‌جا می‌شوند و باد آن‌ها را می‌سنجد. ",
    "he": "העמקים נעים מדי שנה והרוח מודדת אותם. ",
}
HEADING = {"fa": "منابع", "he": "מקורות"}


def entries(language: str) -> list[str]:
    return [
        (PERSIAN if language == "fa" else HEBREW)[number % 2].format(
            name=NAMES[language][number % 4],
            first=FIRST[language][number % 3],
            year=(1381 if language == "fa" else 2002) + number,
            volume=number + 4,
            issue=number % 4 + 1,
            start=11 * number + 7,
            end=11 * number + 16,
        )
        for number in range(12)
    ]


def page_from_right(language: str, columns: int, *, numbered: bool) -> Bibliography:
    """A paper from right to left, read out of a PDF."""
    listed = [f"\\[{at}\\] {each}" if numbered else each for at, each in enumerate(entries(language), 1)]
    body = f"{PROSE[language] * 60}\n\n= {HEADING[language]}\n\n" + "\n\n".join(listed)
    setting = f'#set text(dir: rtl, lang: "{language}", font: "DejaVu Sans Mono")\n#set par(justify: false)\n'
    bibliography = read_bytes(pdf(setting + body, columns=columns, page=""), "paper.pdf")
    assert_sound(bibliography)
    return bibliography


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("language", ["fa", "he"])
def test_a_list_from_right_to_left_is_read_entry_by_entry(language: str, columns: int) -> None:
    read = page_from_right(language, columns, numbered=True)
    assert [" ".join(each.raw.split()) for each in read.references] == entries(language)
    assert [each.work.page for each in read.references][:2] == ["7-16", "18-27"]


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("language", ["fa", "he"])
def test_columns_from_right_to_left_are_read_in_order(language: str, columns: int) -> None:
    read = page_from_right(language, columns, numbered=False)
    text = "".join(read.document.text.split())
    places = [text.find("".join(each.split())) for each in entries(language)]
    assert places == sorted(places)
    assert places[0] > 0


SPACED = "[{}] Oxley, M., & Pond, R. ({}). Made towns that move with their rivers: a second census. Delta Studies, {}, 12–19."


def test_a_column_of_spaced_entries_beside_running_text_is_a_column() -> None:
    made = [SPACED.format(number, 1990 + number, number + 2) for number in range(1, 22)]
    entries_apart = "#v(0.9em)\n".join(f'#"{each}"\n\n' for each in made)
    body = f"#lorem(560)\n\n= References\n\n#colbreak()\n{entries_apart}"
    read = read_bytes(pdf(body, columns=2, hanging="0pt", page=""), "paper.pdf")
    assert len(read.references) == len(made)


def test_a_reference_that_two_pages_hold_is_no_running_head() -> None:
    made = [
        f"Oxley, M. ({1980 + number}). Towns that move, part {number}: what was counted there in the years of the large floods. "
        f"Journal of Made Deltas, {number}(2), {number * 10}–{number * 10 + 9}. https://doi.org/10.1000/deltas.{1980 + number}"
        for number in range(16)
    ]
    made[13] = made[4]
    read = read_bytes(
        pdf(BODY + listed(made[:8]) + "\n\n#pagebreak()\n\n" + listed(made[8:])[14:], page=""), "paper.pdf"
    )
    assert [each.work.issued.year for each in read.references if each.work.issued] == [
        1984 if number == 13 else 1980 + number for number in range(16)
    ]
