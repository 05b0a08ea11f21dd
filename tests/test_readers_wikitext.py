"""Wikitext: what is read of citation templates, and what is none; one entry as one string."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers_made import assert_row
from tables import CASES, rows

import refcheck
from refcheck.readers import read, read_each
from refcheck.readers.data import wikitext


@pytest.mark.parametrize("row", rows(CASES / "readers" / "wikitext.toml"))
def test_wikitext(row: dict[str, Any]) -> None:
    assert wikitext.recognises("page", row["source"])
    assert_row(row, read(row["source"]))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "{{Infobox|name=A}}",
            "{{cite book|title=never closed",
            "{{cite book}}",
            "{{citeplus|title=a}}",
            "a | b = c",
        ),
        "# On markup\n\nText `<ref>[[1]]</ref>` here.\n\n## References\n\n- Doe, J. (2004). Piers. Tides, 3, 1-4.",
        r"\verb|<ref>{{x}}</ref>| \begin{thebibliography}{1}\bibitem{a} Doe, J. (2004). Piers.\end{thebibliography}",
        "Doe, J. (2004). How notes like <ref>''x''</ref> are written. Tides, 3, 1-4.",
    ],
)
def test_other_text_is_not_taken_for_it(text: str) -> None:
    assert not wikitext.recognises("a.txt", text)


@pytest.mark.parametrize(
    "opening", ["{{cite book|", "{{cite book|[[", "{{cite book|<!--", "<cite|book|", "<ref>", "<ref", "*"]
)
def test_what_is_never_closed_is_read_in_linear_time(opening: str) -> None:
    for text in (opening * 5_000, opening * 5_000 + "<ref>"):
        assert not wikitext.recognises("page", text)
        assert not any(each.fields for each in wikitext.read(text, "page").references)


@given(st.text(alphabet="{}[]|=<>cite book'\n a1-", max_size=80))
def test_nothing_is_raised_and_places_lie_in_the_text(text: str) -> None:
    for reference in wikitext.read("{{cite book|title=" + text, "x").references:
        assert all(0 <= field.span.start <= field.span.end <= len(reference.raw) for field in reference.fields)


ENTRIES = (
    "@article{doe, author={Doe, Jane}, title={Piers}, journal={J. Tides}, year=2001, doi={10.1000/x}}",
    "{{cite journal|last=Doe|first=Jane|title=Piers|journal=J. Tides|year=2001|doi=10.1000/x}}",
    "<cite|journal|title=Piers |authors=Doe, Jane |journal=J. Tides |year=2001 |doi=10.1000/x >",
)


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("around", ["{}", "  {}\n"])
def test_one_entry_is_one_reference(entry: str, around: str) -> None:
    text = around.format(entry)
    for reference in (refcheck.parse(text), read_each([text, "Roe, C. (2002). Tides."]).references[0]):
        work = reference.work
        assert (work.title, work.container_title, str(work.author[0]), work.doi) == (
            "Piers",
            "J. Tides",
            "Doe, Jane",
            "10.1000/x",
        )
        assert reference.raw == text
        assert all(field.span.of(text) == field.raw for field in reference.fields)


@pytest.mark.parametrize("text", ["@doe2001", "{Doe} (2001). Piers.", ENTRIES[0] + " and more", "<i>Piers</i>. 2001."])
def test_what_is_no_entry_is_parsed_as_print(text: str) -> None:
    assert refcheck.parse(text) == refcheck.parsing.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "{{cite book|title=Ports|doi=10.1000/ ports.1}}",
        'ports:\n  type: article\n  title: Ports\n  serial-number:\n    doi: "10.1000/ ports.1"\n',
        "@book{ports, title = {Ports}, doi = {10.1000/ ports.1}, note = {doi:10.1000/ ports.1}}",
    ],
)
def test_an_identifier_is_told_once_where_it_stands(text: str) -> None:
    (reference,) = read(text).references
    spans = [each.span for each in reference.identifiers]
    assert spans
    assert not any(one.overlaps(other) for one in spans for other in spans if one is not other)


CITE = "{{cite journal |last=Doe |first=Jane |title=On old harbours |journal=J. Tides |date=2011 |doi=10.1000/tides.2}}"


@pytest.mark.parametrize(
    ("before", "behind", "said"),
    [
        ("", " {{Retracted|intentional=yes}}", "Retracted"),
        ("", ". {{retracted|doi={{doi|10.1000/tides.9}}|intentional=yes}}", "retracted"),
        ("{{Retracted|doi=10.1000/tides.9}} ", "", "Retracted"),
        ("", "{{Expression of concern|doi=10.1000/tides.9}}", "Expression of concern"),
        ("", " {{open access}}", None),
        ("", " Another was retracted. {{Retracted|doi=10.1000/tides.9}}", None),  # not beside it
        ("{{cite journal |title=Piers |doi=10.1000/x}} {{Retracted|doi=10.1000/y}} ", "", None),  # the one before's
    ],
)
def test_a_template_beside_a_citation_says_that_the_work_was_taken_back(
    before: str, behind: str, said: str | None
) -> None:
    *_, held = read(f"Old.<ref>{before}{CITE}{behind}</ref>").references
    notes = [field.span.of(held.raw) for field in held.fields if field.name == "note"]
    assert notes == ([said] if said else [])
    assert (held.work.title, held.work.doi, len(held.identifiers)) == ("On old harbours", "10.1000/tides.2", 1)
