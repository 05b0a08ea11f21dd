"""Blanks of every kind, and marks that nobody sees: a reference says the same with them as with plain blanks."""

import tomllib
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import CASES

from refcheck import parse
from refcheck.text.rendered import rendered

PRINTED = [*chain(*tomllib.loads((CASES / "buttons.toml").read_text(encoding="utf-8"))["styles"].values())][::4]
BLANKS = ["\u00a0", "\u2009", "\u202f", "\u3000", "\u2003", "\t", "\x0b", "\u00a0 ", " \u200b", "\u2060 "]
UNSEEN = ["\u200b", "\u200e", "\u2060", "\ufeff", "\u00ad"]


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
@pytest.mark.parametrize("printed", PRINTED)
def test_a_reference_is_read_as_with_plain_blanks(printed: str, blank: str) -> None:
    found = parse(printed.replace(" ", blank))
    assert found.work == parse(printed).work
    assert all(field.span.of(found.raw) == field.raw for field in found.fields)


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
def test_initials_behind_an_odd_blank_part_no_name(blank: str) -> None:
    found = parse(PRINTED[0].replace(", ", f",{blank}", 1))
    assert [str(name) for name in found.work.author] == ["Lund, B.", "Okafor, C."]


@pytest.mark.parametrize("mark", UNSEEN, ids=ascii)
@pytest.mark.parametrize("place", range(0, 96, 7))
def test_a_mark_that_nobody_sees_changes_nothing(mark: str, place: int) -> None:
    printed = PRINTED[0]
    assert parse(printed[:place] + mark + printed[place:]).work == parse(printed).work


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Lund\u200c, B.", "Lund, B."),
        ("45\x9667", "45–67"),
        ("\x93Rivers\x94", "“Rivers”"),
        ("می\u200cروند", "می\u200cروند"),  # a word of Persian is written so
        ("नमस्\u200dते", "नमस्\u200dते"),
        ("Rivers of the steppe", "Rivers of the steppe"),
        ("Müller", "Müller"),
        (
            "L\uf775\uf76e\uf764, \uf731\uf739\uf739\uf738",
            "LUND, 1998",
        ),  # an expert font's small capitals and old-style digits
        ("\uf7a7 \uf0b7 \ue000", "\uf7a7 \uf0b7 \ue000"),  # other fonts' private signs, whatever they show
        ("a\nb", "a\nb"),
        ("２０１８，４７（２）：２２－３５", "2018，47（2）：22-35"),
        ("12〜19頁、22─35、3﹣9", "12-19頁、22-35、3-9"),
        ("ＤＮＡ", "DNA"),
        ("河川－湖沼，第3－", "河川－湖沼，第3－"),  # no figures around it
        ("データー2", "データー2"),
    ],
)
def test_what_people_read(text: str, read: str) -> None:
    found = rendered(text)
    assert (found.text if found else text) == read


@given(st.text(alphabet=st.sampled_from("ab1., \u00a0\u200b\u00ad\t\x96é"), max_size=30))
def test_every_character_has_its_place(text: str) -> None:
    found = rendered(text)
    for number in range(len(found.text)) if found else ():
        start, end = found.source(number, number + 1)  # type: ignore[union-attr]  # only where it is
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("**Lund, B.** (2015). *Rivers of the steppe*.", "Lund, B. (2015). Rivers of the steppe."),
        ("***Rivers*** of the __steppe__", "Rivers of the steppe"),
        ("Journal of _Water_, **12**(3)", "Journal of Water, 12(3)"),
        ("C*-algebras and W*-algebras", "C*-algebras and W*-algebras"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("* Lund, B. (2015).\n* Roe, C.", "* Lund, B. (2015).\n* Roe, C."),
        ("snake_case_word", "snake_case_word"),
        ("Lund*, B. and Roe*, C.", "Lund*, B. and Roe*, C."),
        ("____. (2015). Rivers", "____. (2015). Rivers"),
        ("_____, Rivers. _____, Dams", "_____, Rivers. _____, Dams"),
    ],
)
def test_emphasis_is_not_read(text: str, read: str) -> None:
    found = rendered(text)
    assert (found.text if found else text) == read
