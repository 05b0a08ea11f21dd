"""What is a note and no warning, because it may well be our own mistake."""

import pytest
from checks_made import made_case, made_citation, made_list

import refcheck
from refcheck.checks import check, check_text
from refcheck.checks.several_lists import lists_of
from refcheck.model import Case, Severity
from refcheck.readers import read
from refcheck.registries import Offline

LIST = [
    "Adams, A. (2001). Alphabets of the coast and their makers. Letters, 1, 1–9.",
    "Brown, B. (2002). Books of the coast and their makers. Letters, 2, 1–9.",
    "Clark, C. (2003). Clocks of the coast and their makers. Letters, 3, 1–9.",
]


@pytest.mark.parametrize(
    ("citation", "severity"),
    [("Zimmer 2022", Severity.INFO), ("[4]", Severity.INFO), ("[zimmer2022]", Severity.WARNING)],
)
def test_a_citation_is_sure_where_the_source_names_it(citation: str, severity: Severity) -> None:
    cited = ["Adams 2001", "Brown 2002", "Clark 2003"] if "20" in citation and "[" not in citation else ["[1, 2, 3]"]
    found = check_text([made_citation(each) for each in (*cited, citation)], made_list([*LIST]))
    (told,) = [finding for finding in found if finding.code == "cited-but-not-listed"]
    assert told.severity is severity


@pytest.mark.parametrize(
    ("given", "severity"),
    [("Bo", Severity.INFO), ("B. T.", None), ("Anna", Severity.WARNING), ("Bebe", Severity.INFO)],
)
def test_a_given_name_of_the_same_initial_may_be_a_short_form(given: str, severity: Severity | None) -> None:
    record = {
        "DOI": "10.1000/one",
        "type": "journal-article",
        "title": ["A Title of Some Length"],
        "author": [{"family": "Lindqvist", "given": "Britta"}],
        "container-title": ["Journal of Samples"],
        "issued": {"date-parts": [[2020]]},
    }
    fields = "title = {A Title of Some Length}, journal = {Journal of Samples}, year = 2020, doi = {10.1000/one}"
    case = made_case({"bibtex": f"@article{{a, author = {{Lindqvist, {given}}}, {fields}}}", "record": record})
    found = [finding.severity for finding in check(case) if finding.code == "first-author-differs"]
    assert found == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("keys", "lists"),
    [
        (["ref-1", "ref-2", "1", "2"], 2),
        (["rep-9-1", "rep-9-2", "ref-1", "ref-2", "ref-3"], 2),
        (["1", "2", "1", "2", "3"], 2),
        (["1", "2", "3", "1", "1", "2", "3"], 2),
        (["1", "2", "1", "3"], 1),
        (["1"] * 6, 1),
        (["1", "2", "3"], 1),
        (["smith2020", "jones2020", "smith2021"], 1),
        (["a1", "a2", "b1", "b2"], 1),
        ([], 0),
    ],
)
def test_lists_are_told_by_their_keys(keys: list[str], lists: int) -> None:
    cases = made_list([{"key": key, "raw": LIST[0]} for key in keys])
    assert len(set(lists_of(cases))) == lists


@pytest.mark.parametrize(
    ("first", "second", "lists"),
    [
        ("Literatur", "References", 2),
        ("Список литературы:", "4. References", 2),
        ("منابع", "References", 2),
        ("References", "References", 1),  # the running title of a page
        ("References", "Chapter 2\n\nReferences", 2),
        ("Literatur", "2. Einleitung\n\nLiteratur", 2),
        ("References", "How rivers move\n\nReferences", 1),
        ("References", "Further reading", 1),
    ],
)
@pytest.mark.parametrize(
    ("form", "item"),
    [
        ("{first}\n\n{items}\n{second}\n\n{items}", "{}\n\n"),
        ("<html><h2>{first}</h2><ol>{items}</ol><h2>{second}</h2><ol>{items}</ol></html>", "<li>{}</li>"),
    ],
)
def test_lists_are_told_by_their_headings(form: str, item: str, first: str, second: str, lists: int) -> None:
    items = "".join(item.format(LIST[place]) for place in (2, 0, 1))  # the alphabet does not tell
    second = second.replace("\n\n", "</h2><h2>") if form.startswith("<") else second
    references = read(form.format(first=first, second=second, items=items)).references
    assert (len(references), len(set(lists_of([Case(reference=each) for each in references])))) == (6, lists)


_TITLED = {
    "DOI": "10.1000/titled",
    "type": "journal-article",
    "title": ["The history of water management in Zeeland and its dykes"],
    "author": [{"family": "Okafor", "given": "Bisi"}],
    "container-title": ["Rivers"],
    "volume": "7",
    "page": "14-23",
    "issued": {"date-parts": [[1999]]},
}


@pytest.mark.parametrize(
    "title",
    [
        "Über die Lieder der Glockengießer und der Türmer",
        "История водного хозяйства и его плотин",  # in another script
        "Die Geschichte der Wasserwirtschaft in Zeeland und der Deiche",  # translated
    ],
)
def test_a_mixture_with_a_title_in_another_language_is_not_sure(title: str) -> None:
    place = _TITLED | {
        "DOI": "10.1000/place",
        "title": [title],
        "author": [{"family": "Kuhn", "given": "Anna"}],
        "container-title": ["Archiv für Wasser"],
        "volume": "3",
        "page": "1-9",
        "issued": {"date-parts": [[2001]]},
    }
    bibtex = (
        "@article{a, title={The history of water management in Zeeland and its dykes}, author={Kuhn, Anna}, "
        "journal={Archiv für Wasser}, volume={3}, pages={1--9}, year={2001}}"
    )
    row = {"bibtex": bibtex, "others": [_TITLED, place], "other_method": "search", "search": "in vain"}
    (told,) = [finding for finding in check(made_case(row)) if finding.code == "mixture-of-two-works"]
    assert told.severity is Severity.INFO


@pytest.mark.parametrize(
    ("cited", "registered", "doi", "severity"),
    [
        ("Elsevier", "American Medical Association (AMA)", "10.1001/archrivers.3.1.1", Severity.WARNING),
        ("American Medical Association", "Elsevier BV", "10.1016/j.rivers.2011.01.001", Severity.WARNING),
        ("IOP Publishing", "Wiley", "10.1002/rivers.201100012", Severity.WARNING),
        ("American Institute of Physics", "Elsevier BV", "10.1016/j.rivers.2011.01.001", Severity.INFO),  # unknown
        ("Nicolaus Copernicus University", "Elsevier BV", "10.1016/j.rivers.2011.01.001", Severity.INFO),  # unknown
        ("Springer", "Copernicus GmbH", "10.5194/rivers-3-1-2011", Severity.INFO),  # an imprint is called so
        ("Taylor & Francis", "PeerJ", "10.7717/peerj.12345", Severity.INFO),  # was sold
        ("Elsevier", "American Medical Association (AMA)", "10.9999/rivers.3.1.1", Severity.INFO),  # moved, perhaps
    ],
)
def test_a_house_is_another_where_both_register_for_themselves(
    cited: str, registered: str, doi: str, severity: Severity
) -> None:
    record = _TITLED | {"DOI": doi, "publisher": registered, "issued": {"date-parts": [[2011]]}}
    bibtex = (
        "@article{a, title={The history of water management in Zeeland and its dykes}, author={Okafor, Bisi}, "
        f"journal={{Rivers}}, volume={{7}}, pages={{14--23}}, publisher={{{cited}}}, year={{2011}}}}"
    )
    (told,) = [
        finding
        for finding in check(made_case({"bibtex": bibtex, "record": record}))
        if finding.code == "publisher-differs"
    ]
    assert told.severity is severity


@pytest.mark.parametrize(
    ("printed", "severity"),
    [
        ("2 ed. ", Severity.WARNING),
        ("2nd edn. ", Severity.WARNING),
        ("2. Aufl. ", Severity.WARNING),
        ("3rd ed. ", None),
        ("", None),
    ],
)
def test_an_edition_is_what_is_printed_as_one(printed: str, severity: Severity | None) -> None:
    record = {
        "DOI": "10.1007/978-94-007-7158-1",
        "type": "book",
        "title": ["Educational Linguistics of the Coast"],
        "author": [{"family": "Tomé", "given": "Carla"}],
        "publisher": "Springer",
        "edition-number": "3",
        "issued": {"date-parts": [[2013]]},
    }
    raw = f"Tomé C. Educational Linguistics of the Coast. {printed}Berlin: Springer; 2013."
    told = [
        finding.severity
        for finding in check(made_case({"raw": raw, "record": record}))
        if finding.code == "edition-differs"
    ]
    assert told == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("printed", "is_told"),
    [
        ("https://doi.org/10.1175/1520-0493(1991)119%3C1057:ABC%3E2.0.CO;2", False),
        ("(https://dx.doi.org/10.2307%2F1990888)", False),
        ("link:$$https://doi.org/10.1175/1520-0493(1991)119%3C1057:ABC%3E2.0.CO;2$$", False),
        ("doi:10.1175/1520-0493(1991)119%3C1057:ABC%3E2.0.CO;2", True),
        ("10.2307%2F1990888", True),
        ("https://doi.org/10.1175/1520%252D0493.3", True),
    ],
)
def test_the_encoding_that_an_address_needs_is_no_fault_in_one(printed: str, is_told: bool) -> None:
    report = refcheck.check(f"Doe, J. (2001). On tides. Journal of Tides, 3(2), 4-5. {printed}", registry=Offline())
    found = [each for each in report.references[0].findings if each.rule.code == "doi-percent-encoded"]
    assert bool(found) is is_told


@pytest.mark.parametrize(
    ("printed", "doi", "code", "severity"),
    [
        ("2015, 7", "10.1016/j.jrivx.2015.03.004", "year-against-doi", None),
        ("2014, 7", "10.1016/j.jrivx.2015.03.004", "year-against-doi", Severity.INFO),  # a volume that is dated back
        ("2013, 7", "10.1016/j.jrivx.2015.03.004", "year-against-doi", Severity.WARNING),
        ("2025, 7", "10.1016/j.jrivx.2015.03.004", "year-against-doi", Severity.WARNING),
        ("2009, 7", "10.1111/j.1475-6773.1993.tb00219.x", "year-against-doi", Severity.INFO),  # when it was digitised
        ("2014, 7", "10.1155/2015/123456", "year-against-doi", Severity.WARNING),
        ("2019, 7", "10.1155/2015/123456", "year-against-doi", Severity.WARNING),
        ("2016, 7", "10.1155/2015/123456", "year-against-doi", None),
        ("2005, 7", "10.59999/rivj.2015.123456", "year-against-doi", Severity.INFO),  # of a shape that many have
        ("2015, 7", "10.1103/PhysRevX.8.241", "volume-against-doi", Severity.WARNING),
        ("2015, 7", "10.1103/PhysRevX.7.241", "volume-against-doi", None),
        ("2015, 7", "10.59999/1810-6374-2015-8-2-141", "volume-against-doi", Severity.INFO),
    ],
)
def test_a_doi_is_held_against_a_reference_where_its_pattern_is_known(
    printed: str, doi: str, code: str, severity: Severity | None
) -> None:
    year, volume = printed.split(", ")
    fields = f"title = {{On rivers and their ways}}, journal = {{Rivers}}, year = {year}, volume = {volume}"
    case = made_case({"bibtex": f"@article{{a, author = {{Okafor, B.}}, {fields}, doi = {{{doi}}}}}"})
    found = [finding.severity for finding in check(case) if finding.code == code]
    assert found == ([severity] if severity else [])
