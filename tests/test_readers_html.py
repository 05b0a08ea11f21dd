"""HTML: which list of a page is read, and in whatever state the page is."""

from html import escape
from typing import Any

import pytest
from readers_made import assert_row
from tables import CASES, rows

from refcheck.readers import read, read_bytes
from refcheck.readers.documents import html


@pytest.mark.parametrize("row", rows(CASES / "readers" / "html.toml"))
def test_html(row: dict[str, Any]) -> None:
    assert_row(row, read(row["source"], format="html"))


@pytest.mark.parametrize("row", rows(CASES / "readers" / "html.toml"))
def test_html_is_recognised_as_a_file_and_as_a_text(row: dict[str, Any]) -> None:
    assert read_bytes(row["source"].encode(), "page").document.format == "html"
    assert read(row["source"]).document.format == "html"


@pytest.mark.parametrize(
    "text",
    [
        "Doe, J. (2001). <i>A title</i>. Journal, 3(2), 5-9.",
        "<ref-list>",
        "<https://doi.org/10.1000/x>",
        "",
        "x < y > z",
        '<span id="a"></span>\n= Towns =\n\n<span id="b"></span>\n= References =\n\n<span id="c"></span>\nDoe, J. (2001). A title.',
        "<p><b>Towns</b> <i>Rivers</i></p>\n\n<section>\n\n## References\n\n- Doe, J. (2001). A title.\n\n</section>\n",
    ],
)
def test_a_list_with_some_markup_is_no_page(text: str) -> None:
    assert not html.recognises_bytes("list.txt", text.encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251", "koi8-r"])
def test_the_encoding_is_what_the_page_says(encoding: str) -> None:
    said = "" if encoding.startswith("utf") else f'<meta charset="{encoding}">'
    page = f"<html><head>{said}</head><body><h2>Литература</h2><ol><li>Дое, И. (2001). Списки. Журнал, 3(2), 5-9.</li></ol>"
    assert [each.raw[:4] for each in read_bytes(page.encode(encoding), "a.html").references] == ["Дое,"]


def test_deep_nesting_and_many_items_are_read_in_bounded_time() -> None:
    item = escape("Brandt, K., & Olsen, P. (1998). On lists and their faults. Journal of Lists, 3(2), 5-9.")
    page = "<h2>References</h2><ol>" + f"<li>{item}</li>" * 300 + "<div>" * 50_000
    assert len(read(page, format="html").references) == 300


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("list.html", "<h2>References</h2>\n<p>Doe, J. (2001). Towns of the delta. Oslo: North Press.</p>\n", True),
        ("list.txt", "<h2>References</h2>\n<p>Doe, J. (2001). Towns of the delta. Oslo: North Press.</p>\n", False),
        ("list.html", "Doe, J. (2001). Towns of the delta. Oslo: North Press.\n", False),
    ],
)
def test_a_page_of_one_reference_is_known_by_its_name(name: str, text: str, expected: bool) -> None:
    assert html.recognises_bytes(name, text.encode()) is expected


@pytest.mark.parametrize(
    ("shown", "target", "is_told"),
    [
        ("https://www.example.org/reports/1", "https://www.example.org/reports/2", True),
        ("example.org/reports/1", "http://www.example.org/reports/21", True),
        ("https://doi.org/10.5555/a.1", "https://doi.org/10.5555/b.2", True),
        ("https://doi.org/10.5555/A.1", "http://dx.doi.org/10.5555/a.1", False),
        ("https://www.example.org/reports/1", "http://example.org/Reports/1/", False),
        ("https://www.example.org/reports/1.", "https://www.example.org/reports/1", False),
        ("https://www.example.org/a%20b", "https://www.example.org/a b", False),
        ("https://www.example.org/reports/1", "https://www.example.org/reports/1?utm_source=a", False),
        (
            "https://www.example.org/reports/1",
            "https://www.example.org/out?to=https://www.example.org/reports/1",
            False,
        ),
        ("https://www.example.org/reports/1", "https://links.example.net/x7", False),  # a service that shortens links
        ("https://www.example.org/reports/1", "https://www-example-org.proxy.example.edu/reports/1", False),
        ("https://www.example.org/a-long-rep…", "https://www.example.org/another", False),
        ("https://www.example.org/reports/1", "https://doi.org/10.5555/a.1", False),
        ("the report", "https://www.example.org/reports/2", False),
    ],
)
def test_a_link_to_another_page_than_it_displays_is_kept(shown: str, target: str, is_told: bool) -> None:
    item = f'<li>Doe, J. (2020). The care of dikes. Journal of Dikes, 3(2), 1–9. <a href="{target}">{shown}</a></li>'
    page = f"<html><body><h2>References</h2><ol>{item}{item.replace('Doe', 'Roe')}</ol></body></html>"
    first, _ = read_bytes(page.encode(), "a.html").references
    assert [link.target for link in first.links] == [target] * is_told
