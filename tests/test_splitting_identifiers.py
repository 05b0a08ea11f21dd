"""Bare identifiers among printed references: works of their own, or the ends of the references above, and never lost."""

import textwrap
import tomllib
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import CASES

from refcheck import read
from refcheck.layout.lines import lines_of
from refcheck.parsing.splitting.rests import with_doi_rests

STYLES: dict[str, Sequence[str]] = tomllib.loads((CASES / "buttons.toml").read_text(encoding="utf-8"))["styles"]
IDENTIFIERS = (
    "10.1000/182",
    "PMID: 24314719",
    "arXiv:2101.00001",
    "ISBN 978-3-16-148410-0",
    "https://doi.org/10.1000/183",
    "https://www.example.org/reports/water (accessed 3 May 2019)",
    "PMC3989417",
    "978-0-19-853453-6",
    "hdl:2027/mdp.39015",
    "www.example.org/pages/7",
    "https://pubmed.ncbi.nlm.nih.gov/24314720/",
    "PMID 24314721; PMCID: PMC3989418",
)
Layout = Callable[[Sequence[str]], str]


def hanging(items: Sequence[str]) -> str:
    return "\n".join(textwrap.fill(item, 60, subsequent_indent="    ", break_on_hyphens=False) for item in items)


LAYOUTS: dict[str, Layout] = {
    "one a line": "\n".join,
    "blank lines between": "\n\n".join,
    "under a heading": lambda items: "References\n" + "\n".join(items),
    "numbered": lambda items: "\n".join(f"{place}. {item}" for place, item in enumerate(items, start=1)),
    "bulleted": lambda items: "\n".join(f"- {item}" for item in items),
    "hanging": hanging,
}


def squeezed(text: str) -> str:
    return "".join(text.split())


def found(text: str) -> list[str]:
    return [squeezed(reference.raw) for reference in read(text).references]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("place", [0, 2, 4])
def test_identifiers_among_references_are_references(style: str, layout: str, place: int) -> None:
    references = STYLES[style][:4]
    items = [*references[:place], *IDENTIFIERS[place : place + 6], *references[place:]]
    assert found(LAYOUTS[layout](items)) == list(map(squeezed, items))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "ends",
    [
        ("https://doi.org/10.1000/{n}",),
        ("doi:10.1000/{n}", "PMID: 2431471{n}"),
        ("PMID: 2431471{n}", "PMCID: PMC398941{n}"),
        ("https://www.example.org/{n} (accessed 3 May 2019)",),
        ("https://www.example.org/{n}", "doi:10.1000/{n}"),
        ("Available from:", "https://www.example.org/{n}"),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_identifiers_behind_every_reference_are_their_ends(style: str, ends: Sequence[str], between: str) -> None:
    items = [
        "\n".join([reference, *(end.format(n=place) for end in ends)])
        for place, reference in enumerate(STYLES[style][:4], start=1)
    ]
    assert found(between.join(items)) == list(map(squeezed, items))


@pytest.mark.parametrize("style", STYLES)
def test_a_greeting_around_the_list_says_nothing_of_it(style: str) -> None:
    items = [*STYLES[style][:3], "10.1000/182", "PMID: 24314719", "arXiv:2101.00001"]
    text = "\n".join(("Hi, could you check these for me?\n", *items, "\nThanks, Ben"))
    assert found(text) == list(map(squeezed, items))


@pytest.mark.parametrize("style", STYLES)
def test_no_reference_has_two_dois(style: str) -> None:
    items = [f"{reference} https://doi.org/10.1000/{place}" for place, reference in enumerate(STYLES[style][:2])]
    items.append("https://doi.org/10.1000/8")
    assert found("\n".join(items)) == list(map(squeezed, items))


@pytest.mark.parametrize("style", STYLES)
def test_what_is_left_behind_the_last_reference_and_its_end_is_a_reference(style: str) -> None:
    items = [f"{reference}\nhttps://doi.org/10.1000/{place}" for place, reference in enumerate(STYLES[style][:4])]
    items += ["https://doi.org/10.1000/8", "10.1000/9", "PMID: 24314719"]
    assert found("\n".join(items)) == list(map(squeezed, items))


@pytest.mark.parametrize(
    "text",
    [
        "Doe, J. (2001). A list. Journal of Lists, 3, 5–9. https://orcid.org/0000-0002-1825-0097\nISSN 1234-5679",
        "Doe, J. (2001). Two pages on lists:\nhttps://www.example.org/a\nhttps://www.example.org/b",
        "Doe, J. (2001). A list. Journal of Lists, 3, 5–9, doi:\n10.1000/182",
    ],
)
def test_one_reference_with_its_addresses_stays_one(text: str) -> None:
    assert len(read(text).references) == 1


@given(
    st.sampled_from(sorted(STYLES)),
    st.sampled_from(sorted(set(LAYOUTS) - {"hanging"})),
    st.lists(st.sampled_from(IDENTIFIERS), min_size=1, max_size=6, unique=True),
    st.randoms(use_true_random=False),
)
def test_no_identifier_of_a_list_is_lost(
    style: str, layout: str, identifiers: Sequence[str], random: st.DataObject
) -> None:
    items = [*STYLES[style][:4], *identifiers]
    random.shuffle(items)  # type: ignore[attr-defined]
    together = "".join(found(LAYOUTS[layout](items)))
    assert all(squeezed(item) in together for item in items)


ABOVE = "Oxley, M. (2001). Towns of the delta. Delta, 29(3), 118-124. https://doi.org/10.5555/"
SITE = "Oxley, M. (2001). Towns of the delta. https://www.example.org/"


@pytest.mark.parametrize(
    ("lines", "entries", "kept"),
    [
        ([f"{ABOVE}riv.29.118.", "14615", "Ruiz, A. (1977)."], [[0], [2]], [[0, 1], [2]]),  # left out of every entry
        ([f"{ABOVE}riv.29.118.", "14615", "Ruiz, A. (1977)."], [[0], [1], [2]], [[0, 1], [2]]),  # an entry by itself
        ([f"{ABOVE}riv.29.118.", "14615", "In Dutch."], [[0], [1, 2]], [[0, 1], [2]]),  # the head of another
        ([f"{ABOVE}riv-29-", "118."], [[0]], [[0, 1]]),
        ([f"{ABOVE}riv.29.118.", "146", "Ruiz, A. (1977)."], [[0], [2]], [[0], [2]]),  # the number of a page, perhaps
        ([f"{ABOVE}riv.29.118", "14615", "Ruiz, A. (1977)."], [[0], [2]], [[0], [2]]),  # no mark tells that it goes on
        ([f"{ABOVE}riv.29.118.", "14615 Ruiz, A. (1977)."], [[0], [1]], [[0], [1]]),
        (["Oxley, M. (2001). Towns of the delta.", "14615"], [[0]], [[0]]),
        ([ABOVE, "riv.2901", "Ruiz, A. (1977)."], [[0], [2]], [[0, 1], [2]]),  # behind the slash of its prefix
        ([ABOVE, "RIV018."], [[0], [1]], [[0, 1]]),
        ([ABOVE, "146", "Ruiz, A. (1977)."], [[0], [2]], [[0], [2]]),
        ([ABOVE, "Notes"], [[0], [1]], [[0], [1]]),
        ([f"{ABOVE}riv", "riv.2901"], [[0], [1]], [[0], [1]]),
        ([f"{ABOVE}riv-29-", "0118-x", "Ruiz, A. (1977)."], [[0], [2]], [[0, 1], [2]]),  # behind a hyphen, with letters
        ([f"{ABOVE}riv/", "v29.118a"], [[0]], [[0, 1]]),
        ([f"{ABOVE}riv-29", "-0118-x", "Ruiz, A. (1977)."], [[0], [2]], [[0, 1], [2]]),  # from a hyphen on
        ([f"{ABOVE}riv", "_29.118."], [[0], [1]], [[0, 1]]),
        ([f"{ABOVE}riv-29-", "10.5555/riv.30"], [[0], [1]], [[0], [1]]),
        ([f"{ABOVE}riv-29-", "Notes"], [[0]], [[0]]),
        ([f"{ABOVE}riv-29-", "https://www.example.org/29"], [[0], [1]], [[0], [1]]),
        ([f"{ABOVE}riv-29", "-118-"], [[0]], [[0]]),  # the number of a page
        ([f"{ABOVE}riv-29", "- 0118-x"], [[0], [1]], [[0], [1]]),  # an item of a list
        ([ABOVE[:-8], "10.5555/riv.2901", "Ruiz, A. (1977)."], [[0], [1], [2]], [[0, 1], [2]]),  # behind the resolver
        ([ABOVE[:-8], "10.5555/riv.2901 Ruiz, A. (1977)."], [[0], [1]], [[0], [1]]),
        ([f"{ABOVE}riv", "10.5555/riv.2901"], [[0], [1]], [[0], [1]]),  # a work by itself
        ([ABOVE[:-12], "org/10.5555/riv.2901"], [[0], [1]], [[0, 1]]),  # behind a part of the resolver's host
        ([f"{ABOVE[:-16]}dx.", "doi.org/10.5555/riv.2901"], [[0], [1]], [[0, 1]]),
        ([ABOVE[:-12], "org/riv"], [[0], [1]], [[0], [1]]),
        ([ABOVE[:-17], "org/10.5555/riv.2901"], [[0], [1]], [[0], [1]]),
        ([f"{ABOVE}(SICI)1000-", "0042(20010815)29:3<118::AID-RIV4>3.0.CO;2-8", "Ruiz, A."], [[0], [2]], [[0, 1], [2]]),
        ([f"{ABOVE}1000-0042(2001)029<", "0118:TOTD>2.0.CO;2."], [[0], [1]], [[0, 1]]),
        ([f"{ABOVE}riv.29.", "0118:TOTD>2.0.CO;2"], [[0], [1]], [[0], [1]]),  # begun as no SICI is
        ([f"{ABOVE}(SICI)1000-", "118", "0042(2001)"], [[0], [2]], [[0, 1], [2]]),
        ([f"{ABOVE}(SICI)1000-", "Ruiz, A. (1977). Floods>2.0.CO;2"], [[0], [1]], [[0], [1]]),
        (
            [f"{SITE}lists/", "2001-towns.pdf", "Ruiz, A. (1977)."],
            [[0], [2]],
            [[0, 1], [2]],
        ),  # an address, behind a slash
        ([f"{SITE}lists/", "view?id=7"], [[0], [1]], [[0, 1]]),
        ([f"{SITE}lists/", "2019"], [[0], [1]], [[0], [1]]),
        ([f"{SITE}lists/", "2019/679"], [[0], [1]], [[0], [1]]),
        ([f"{SITE}lists/", "Maps/Plans"], [[0], [1]], [[0], [1]]),
        ([f"{SITE}lists/", "www.example.com/index.html"], [[0], [1]], [[0], [1]]),  # a list of links
        ([f"{SITE}lists/", "https://example.com/index.html"], [[0], [1]], [[0], [1]]),
        ([f"{SITE}lists/", "example.com"], [[0], [1]], [[0], [1]]),
        ([f"{SITE}lists", "2001-towns.pdf"], [[0], [1]], [[0], [1]]),
    ],
)
def test_the_rest_of_a_doi_alone_on_a_line_is_of_its_reference(
    lines: list[str], entries: list[list[int]], kept: list[list[int]]
) -> None:
    all_lines = lines_of("\n".join(lines))
    found = with_doi_rests([[all_lines[place] for place in entry] for entry in entries], all_lines)
    assert found == [[all_lines[place] for place in entry] for entry in kept]


def test_the_last_figures_of_a_doi_are_lost_in_no_list() -> None:
    text = """References

Brandt, T. (2001). On lists and their many faults: a survey – Town Registers. Northern and Southern
Towns, 2(6), 376–383. https://doi.org/10.5555/towns.114
Oxley, M. (2001). Floods and Lasting Moves of Towns.
delta, 29(3), 118–124. https://doi.org/10.5555/delta.29.3.118.
14615
Ruiz, A. (1977). Counting twice and other ways. EXAMPLES: The Journal of the Northern
Counting Society, 237(11), 1075–1076.
"""
    dois = [reference.work.doi for reference in read(text, format="plain").references]
    assert "10.5555/delta.29.3.118.14615" in dois
