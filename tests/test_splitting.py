"""Where the references of a pasted text are: layouts, what is no reference, and what must hold on any text."""

import textwrap
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import CASES, rows

from refcheck.layout.lines import lines_of
from refcheck.parsing import apart, split
from refcheck.parsing.splitting.choice import with_left_over
from refcheck.parsing.splitting.openings import Opening, opening
from refcheck.parsing.splitting.roles.opinion import Opinion
from refcheck.parsing.splitting.roles.tagging import Role

REFERENCES = (
    "Abbott, H. (2003). A survey of small things. Journal of Made Examples, 12(3), 45-67. doi:10.1000/small.2003.4",
    "Brandt, K., & Olsen, P. (1998). On lists and their faults. Oslo: North Press.",
    "Castro, M. (2011). The long title of an article that goes on until a line must break somewhere. Annals of Layout, 5, 1-20.",
    "Dietrich, R. (2019). Hyphens. In A. Editor (Ed.), Handbook of Marks (pp. 101-119). Berlin: Example Verlag.",
    "Evans, T., Ford, G., & Gray, L. (2007). Numbers that come first. Journal of Made Examples, 16(1), 3-9.",
    "Fischer, U. (2022). A page on the web. https://www.example.org/pages/one",
)


def numbered(mark: str) -> str:
    return "\n".join(f"{mark.format(number)} {text}" for number, text in enumerate(REFERENCES, start=1))


def wrapped(indent: str) -> str:
    return "\n".join(textwrap.fill(text, 72, subsequent_indent=indent, break_on_hyphens=False) for text in REFERENCES)


LAYOUTS: dict[str, str] = {
    "one a line": "\n".join(REFERENCES),
    "blank lines between": "\n\n".join(REFERENCES),
    "Windows line ends": "\r\n".join(REFERENCES),
    "in square brackets": numbered("[{}]"),
    "with a full stop": numbered("{}."),
    "in round brackets": numbered("({})"),
    "hanging lines": wrapped("    "),
    "wrapped, blank lines between": "\n\n".join(textwrap.fill(text, 72, break_on_hyphens=False) for text in REFERENCES),
    "in one paragraph": " ".join(f"[{number}] {text}" for number, text in enumerate(REFERENCES, start=1)),
    "with a heading": "The text ends here, as texts do.\n\nReferences\n\n" + "\n".join(REFERENCES),
    "with a German heading": "Literaturverzeichnis\n" + "\n".join(REFERENCES),
    "with tabs": "\n".join("\t" + text for text in REFERENCES),
}


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_reference_is_found_in_every_layout(layout: str) -> None:
    found = [squeezed(entry.raw) for entry in split(layout)]
    assert len(found) == len(REFERENCES)
    assert all(entry.endswith(squeezed(text)) for entry, text in zip(found, REFERENCES, strict=True))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Bureau for Rural Co-operation and Drainage (BRCD). 2015. Dykes of", Opening.BODY_AND_YEAR),
        ("Co-operative Dykes Board. 2015. Dykes of the North", Opening.BODY_AND_YEAR),
        ("Northmoor Press & Co. 2015. https://example.org/dykes", Opening.LATER_WORD),
        ("Wiley-Blackwell, 2015. https://example.org/dykes", Opening.LATER_WORD),
    ],
    ids=["a body", "a body with the word first", "an imprint", "an imprint of two houses"],
)
def test_a_word_of_imprints_before_a_hyphen_is_no_imprint(line: str, kind: Opening) -> None:
    assert opening(line) is kind


@pytest.mark.parametrize("mark", ["[{}]", "{}.", "({})"])
def test_printed_numbers_are_keys(mark: str) -> None:
    assert [entry.key for entry in split(numbered(mark))] == [str(number) for number in range(1, len(REFERENCES) + 1)]


BODY = (
    "National Water Agency. NWA guidelines on what we drink: clean water is safer water. Oslo: The Agency; 2009.",
    "Northern Medicines Bureau. Guideline on what is to be done in the treatment of sea sickness. Bergen: The Bureau; 2016.",
)


@pytest.mark.parametrize("head", ["", "References\n\n"], ids=["alone", "under a heading"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "paragraphs"])
@pytest.mark.parametrize("places", [(0,), (1,), (2,), (0, 1), (1, 3), (2, 4, 5)])
def test_what_a_count_from_1_holds_is_of_the_list(head: str, gap: str, places: Sequence[int]) -> None:
    texts = [BODY[place % 2] if place in places else REFERENCES[place % 3] for place in range(max(3, *places, 3))]
    printed = gap.join(f"{number}. {text}" for number, text in enumerate(texts, start=1))
    assert [entry.raw for entry in split(head + printed)] == texts


def test_a_count_in_two_columns_is_read_one_column_after_the_other() -> None:
    entries = [
        f"[{number}] {name}, A. Tides of the {name.lower()}\ncoast. J. Weirs {number}, 1{number}–2{number} (20{number:02})."
        for number, name in enumerate(("Abel", "Berg", "Cole", "Dunn", "Ekman", "Falk", "Gray", "Holm"), start=1)
    ]
    left, right = ("\n".join(some).split("\n") for some in (entries[:4], entries[4:]))
    pasted = "References\n\n" + "\n".join(f"{one:<48}{other}" for one, other in zip(left, right, strict=True))
    assert [entry.key for entry in split(pasted)] == list("12345678")


@pytest.mark.parametrize("row", rows(CASES / "splitting" / "no-list.toml", "negative"))
def test_what_is_no_list_gives_no_reference(row: dict[str, Any]) -> None:
    assert split(row["text"]) == ()


@pytest.mark.parametrize("row", rows(CASES / "splitting" / "documents.toml"))
def test_the_list_of_a_document_is_found_and_nothing_else(row: dict[str, Any]) -> None:
    found = [entry.raw for entry in apart(split(row["text"]))]
    assert len(found) == len(row["found"]), found
    assert all(raw.startswith(beginning) for raw, beginning in zip(found, row["found"], strict=True)), found
    assert "ends" not in row or all(map(str.endswith, found, row["ends"])), found


@pytest.mark.parametrize("row", rows(CASES / "splitting" / "pages.toml"))
def test_the_references_of_a_page_are_read_and_nothing_else(row: dict[str, Any]) -> None:
    assert [" ".join(entry.raw.split()) for entry in split(row["text"])] == row["references"]


@pytest.mark.parametrize(
    ("roles", "found"),
    [
        (("begins", "goes_on", "begins", "goes_on"), ["0 1", "2 3"]),  # an entry that neither reading took
        (("begins", "goes_on", "goes_on", "goes_on"), ["0 1 2 3"]),
        (("begins", "goes_on", "goes_on", "furniture"), ["0 1 2"]),
        (("begins", "goes_on", "furniture", "begins"), ["0 1"]),  # not right below
        (("begins", "goes_on", "furniture", "goes_on"), ["0 1"]),
    ],
)
def test_lines_of_a_list_that_no_entry_has_are_not_lost(roles: Sequence[str], found: list[str]) -> None:
    lines = lines_of("\n".join(line for one in REFERENCES[:4:3] for line in textwrap.wrap(one, len(one) // 2 + 8)))
    assert len(lines) == len(roles)
    likely = ([float(role == wanted) for role in roles] for wanted in ("begins", "goes_on"))
    second = Opinion(lines, [Role.BODY] * len(lines), *likely)
    entries = with_left_over([list(lines[:2])], second, lines)
    assert [" ".join(str(lines.index(line)) for line in entry) for entry in entries] == found


def test_one_reference_alone_is_one() -> None:
    assert [entry.raw for entry in split(REFERENCES[0])] == [REFERENCES[0]]


TEXTS: st.SearchStrategy[str] = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from([*REFERENCES, "", " ", "References", "12", "[3]", "Abstract", "\r", "\f"]), max_size=12
    ).map("\n".join),
)
JOIN: Callable[[list[str]], str] = "\n".join


@given(TEXTS)
def test_spans_are_exact_in_order_and_apart(text: str) -> None:
    end = 0
    for entry in split(text):
        assert JOIN([span.of(text) for span in entry.spans]) == entry.raw
        for span in entry.spans:
            assert end <= span.start <= span.end <= len(text)
            end = span.end


def test_a_number_that_stands_alone_is_no_reference() -> None:
    (entry,) = split("1.\n2. Abbott, H. (2003). A survey of small things. Journal of Made Examples, 12(3), 45-67.")
    assert (entry.key, entry.raw[:10]) == ("2", "Abbott, H.")
