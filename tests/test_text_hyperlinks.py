"""Links as markup languages write them: the text and the address are left, and what only looks like a link is."""

import pytest

from refcheck.text.edits import Edit
from refcheck.text.marks import link_edits

CASES = [
    ("[Salt of the sea](https://example.org/a_b). Berg, A.", "Salt of the sea https://example.org/a_b. Berg, A."),
    ("See [Salt of the sea](10.1234/salt).", "See Salt of the sea 10.1234/salt."),
    (
        "[[[salt98]]] link:$$https://example.org/a$$[Salt of the sea]. Berg",
        "https://example.org/a Salt of the sea. Berg",
    ),
    ("https://example.org/a[Salt of the sea]. Berg", "https://example.org/a Salt of the sea. Berg"),
    ("`Salt of the sea <https://example.org/a>`__. Berg", "Salt of the sea https://example.org/a. Berg"),
    ("[https://example.org/a Salt of the sea]. Berg", "https://example.org/a Salt of the sea. Berg"),
]

LEFT = [
    "Berg, A. (1998). Salt. [CrossRef](https://doi.org/10.1234/salt) [Google Scholar](https://example.org)",
    "Berg, A. (1998). Salt of the sea [in Danish]. https://example.org/a",
    "https://doi.org/10.1890/1540-9295(2006)4[376:SIT]2.0.CO;2",
    "Berg, A. Salt <https://example.org/a>.",
    "[12] Berg, A. Salt of the sea (https://example.org/a).",
    "Berg, A. Salt [https://example.org/a].",
    "[[Berg and Stein and Roe",
]


def edited(text: str, changes: list[Edit]) -> str:
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_the_marks_of_a_link_go(text: str, wanted: str) -> None:
    assert edited(text, list(link_edits(text))) == wanted


@pytest.mark.parametrize("text", LEFT)
def test_what_is_no_link_with_a_title_stays(text: str) -> None:
    assert list(link_edits(text)) == []
