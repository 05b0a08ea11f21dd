"""What holds for identifiers in any text."""

from functools import partial

import pytest
from drawn import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st
from operations import operations

from refcheck.identifiers import find, repair_doi, repair_url, replay, why_none
from refcheck.identifiers.schemes import doi, url
from refcheck.model import Identifier, Scheme

PIECES = (
    *(
        "10.1016/",
        "10.1007/",
        "10.1038/",
        "10,1038/",
        "10 .1109 /",
        "1016/",
        "lO.1016/",
        "10.",
        "10/",
        "d8dn",
        "doi:",
        "DOI: ",
    ),
    *(
        "https://doi.org/",
        "http://",
        "https://",
        "htp:/",
        "www.",
        "example.org",
        "web.archive.org/web/2020/",
        ".com",
        "//",
    ),
    *(
        "/",
        ".",
        "..",
        "...",
        "…",
        "-",
        "_",
        "__",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "<",
        ">",
        "|",
        ";",
        ",",
        ":",
        "!",
        "#",
        "?",
    ),
    *(
        " ",
        "  ",
        "\n",
        "\t",
        "\u2028",
        "\x1c",
        "\x00",
        "\u00ad",
        "\u200b",
        "\ufffd",
        "\u0301",
        "\u2013",
        "\u2044",
        "，",
        "１０．",
        "／",
    ),
    *(
        "%2F",
        "%20",
        "%25",
        "%3C",
        "%E9",
        "&lt;",
        "&amp;",
        "&#10;",
        "\\",
        "\\_",
        "$<$",
        "<br/>",
        "</a>",
        "“",
        "”",
        '"',
        "'",
    ),
    *(
        "j.",
        "s00146",
        "-020-",
        "00992-2",
        "abc",
        "x",
        "O",
        "l",
        "Smith",
        "é",
        "中",
        "İ",
        "2020",
        "(2020)",
        "a=b",
        "&utm_source=x",
    ),
    *(
        "/full",
        "/abstract",
        ".pdf",
        "accessed",
        "[doi]",
        "pmid:123456",
        "PMC123456",
        "arXiv:1706.03762",
        "jsessionid",
        "/-/dc1",
    ),
    *("ISBN 9780367900687", "978", "ISSN 0263-4937", "hdl:1721.1/2", "Available at: "),
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))

LENGTHENING = {
    *(
        "doi-in-short-form",
        "doi-without-directory-indicator",
        "doi-with-lost-angle-brackets",
        "doi-with-misplaced-punctuation",
    ),
    *("url-without-scheme", "url-with-broken-scheme", "url-with-inner-space", "url-with-international-host"),
}
"""The repairs that put something in; all others leave what they read as long as it was, or shorter."""


@settings(max_examples=examples(300), deadline=None)
@given(TEXTS)
@example("see http://localhost/10.1000/x and 10.1000/x")
def test_spans_are_exact_and_apart(text: str) -> None:
    end = 0
    for identifier in find(text):
        assert identifier.span.start >= end
        assert identifier.span.of(text) == identifier.raw
        end = identifier.span.end


@settings(max_examples=examples(300), deadline=None)
@given(TEXTS)
@example("10.1007/s00146- 020-00992-2")
@example("10.1000/a1 2")
def test_every_reading_can_be_replayed(text: str) -> None:
    for identifier in find(text):
        values = [reading.value for reading in identifier.readings()]
        assert len(values) == len(set(values))
        for reading in identifier.readings():
            read = identifier.raw + reading.beyond
            assert text.startswith(read, identifier.span.start)
            assert replay(read, reading.repairs) == reading.value
            if not LENGTHENING & {repair.code for repair in reading.repairs}:
                assert len(reading.value) <= len(read)
            chosen = identifier.read_as(reading)
            assert chosen.span.of(text) == chosen.raw
            assert replay(chosen.raw, chosen.repairs) == chosen.value


@settings(max_examples=examples(300), deadline=None)
@given(TEXTS)
@example("10.1000/abc.(")
@example("https://https://doi.org/1016/ö<br/>")
def test_repairing_twice_changes_nothing(text: str) -> None:
    for identifier in (*doi.find(text), *url.find(text)):
        again = find_again(identifier)
        assert again is not None
        assert again.value == again.raw == identifier.value
        assert not again.repairs


@settings(max_examples=examples(300), deadline=None)
@given(TEXTS)
def test_every_text_has_an_answer(text: str) -> None:
    found = find(text)
    assert all(identifier.value for identifier in found)
    assert repair_doi(text) is None or repair_doi(text) in doi.find(text)
    assert repair_url(text) is None or repair_url(text) in url.find(text)
    assert why_none(text)


@pytest.mark.parametrize(
    "piece",
    [
        "10.1000/((((",
        " ",
        ".",
        "-",
        "(",
        ")",
        "[](",
        "10.",
        "/",
        "a",
        "9",
        "\u200b",
        "%25",
        "&amp;",
        "“",
        "http:",
        "www",
        "doi:",
    ],
)
def test_work_is_linear_in_the_length(piece: str) -> None:
    """What happens within one search is timed by ``benchmarks/linear.py``; here, it would take minutes if it were not."""
    find(piece * (250_000 // len(piece)))
    short, long = (operations(partial(find, piece * times)) for times in (100, 400))
    assert long < 4.4 * short + 1_000


@given(text=st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("10.1016/d8dn .10.1016/")
def test_what_is_printed_is_always_one_of_the_readings(text: str) -> None:
    for identifier in find(text):
        if identifier.scheme is Scheme.DOI and doi.is_valid(identifier.raw):
            assert identifier.raw in {reading.value for reading in identifier.readings()}


@pytest.mark.parametrize(
    "suffix",
    [
        "1" * 500 + "/",
        "a" * 500 + "(",
        ".a" * 250 + "#",
        "-1" * 250 + "!",
        "a." * 250 + "com",
        "%2" * 160,
        "(" * 250 + ")" * 250,
        "<" * 500,
    ],
)
def test_no_suffix_takes_long(suffix: str) -> None:
    """It would take minutes if a search went back over what it has read."""
    find(f"10.1016/{suffix} and https://example.org/{suffix}")


def find_again(identifier: Identifier) -> Identifier | None:
    find_all = doi.find if identifier.scheme is Scheme.DOI else url.find
    return next(iter(find_all(identifier.value)), None)
