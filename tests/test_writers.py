"""Writers: what is written is read again as it was, from format to format."""

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve, fields_dict
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from structured_made import plain_item
from tables import CASES, SEEDS, rows

from refcheck.cli import main
from refcheck.model import Bibliography, Date, Document, Name, Reference, Work
from refcheck.readers import read_bytes
from refcheck.readers.data import bibtex, csl_json, ris
from refcheck.readers.pasted import plain
from refcheck.text.markup import clean
from refcheck.writers import formats, render
from refcheck.writers._common import keyed

READERS: dict[str, Any] = {"bibtex": bibtex, "csl-json": csl_json, "ris": ris}
"""Formats in which all comes back."""

TABLES = CASES / "writers"

HELD = {
    "csl-yaml": (),
    "endnote-xml": (),
    "jats": ("language", "genre", "number"),
    "tei": ("language", "genre", "number_of_pages"),
    "wikitext": ("number_of_pages",),
    "zotero-rdf": ("pmid", "article_number", "event_title"),
}
"""The other formats that are read again, and what of a work they have no place for."""


def told(bibliography: Bibliography) -> list[dict[str, Any]]:
    """All that was read, but for how dates are printed and what keys had to become."""
    items = [plain_item(reference) for reference in bibliography.references]
    for item in items:
        item["id"] = item["id"].replace(" ", "-")
        for name in ("issued", "accessed"):
            if "date-parts" in item.get(name, {}):
                item[name] = {"date-parts": item[name]["date-parts"]}
    return items


def of_work(work: Work) -> Bibliography:
    return Bibliography(
        document=Document(name="-", format="made", text=""), references=(Reference(key="k", raw="", work=work),)
    )


def read_back(work: Work, form: str) -> Work:
    read: Work = READERS[form].read(render(of_work(work), form), "<text>").references[0].work
    return read


def test_every_format_is_read_again_or_has_a_grammar() -> None:
    assert set(formats()) == {*READERS, *HELD, "crossref-deposit"}


@pytest.mark.parametrize("form", ["bibtex", "ris"])
def test_to_csl_json_and_back(form: str) -> None:
    exported = rows(CASES / "readers" / f"{form}.toml", "wild", "made")
    assert len(exported) >= 7
    for row in exported:
        given_ = READERS[form].read(row.values[0]["text"], "<text>")
        between = csl_json.read(render(given_, "csl-json"), "<text>")
        back = READERS[form].read(render(between, form), "<text>")
        named = evolve(between, references=tuple(map(_with_key, between.references, keyed(between.references))))
        unique = told(named if form == "bibtex" else given_)
        for number, item in enumerate(unique):
            if any(other["id"] == item["id"] for other in unique[:number]):
                item["id"] += "-2"
        assert told(between) == told(given_)
        assert told(back) == unique


@pytest.mark.parametrize("form", READERS)
def test_the_seed_list_is_the_same_in_every_format(form: str) -> None:
    seed = plain.read((SEEDS / "jcep-central-asia-ai" / "references.txt").read_text(encoding="utf-8"), "references.txt")
    again = READERS[form].read(render(seed, form), "<text>")
    assert len(again.references) == 33
    if form == "bibtex":
        seed = evolve(seed, references=tuple(map(_with_key, seed.references, keyed(seed.references))))
    assert told(again) == told(seed)
    assert [each.work.doi for each in again.references] == [each.work.doi for each in seed.references]


def _with_key(reference: Reference, key: str) -> Reference:
    return evolve(reference, key=key)


@pytest.mark.parametrize(
    ("works", "keys"),
    [
        ([{"family": "Smith", "year": 2016}, {"family": "Smith", "year": 2016}], ["smith2016", "smith2016a"]),
        (
            [{"family": "Smith", "year": 2016, "raw": "2016b"}, {"family": "Smith", "year": 2016, "raw": "2016a"}],
            ["smith2016b", "smith2016a"],
        ),
        ([{"family": "Smith", "year": 2016, "raw": "2016, spring"}], ["smith2016"]),
        ([{"family": "Müller-Żak", "year": 2016}, {"family": "van der Berg"}], ["mullerzak2016", "berg"]),
        (
            [{"family": "Иванова", "year": 1999}, {"title": "On the growth of soil", "year": 2001}],
            ["ivanova1999", "growth2001"],
        ),
        ([{"literal": "World Bank", "year": 2020}, {"family": "李", "year": 2020}], ["world2020", "2"]),
        ([], []),
    ],
)
def test_a_number_in_a_list_becomes_a_name_and_a_year(works: list[dict[str, Any]], keys: list[str]) -> None:
    references = [
        Reference(
            key=str(number),
            raw="x",
            work=Work(
                author=(Name(family=work.get("family"), literal=work.get("literal")),)
                if len(work) and "title" not in work
                else (),
                title=work.get("title"),
                issued=Date(year=work.get("year"), raw=work.get("raw")),
            ),
        )
        for number, work in enumerate(works, start=1)
    ]
    assert list(keyed(references)) == keys


def test_a_key_of_a_source_stays() -> None:
    references = [
        Reference(key="1", raw="@book{1, title = {A}}", work=Work(author=(Name(family="Doe"),))),
        Reference(key="25568655", raw="PMID- 25568655", work=Work(author=(Name(family="Doe"),))),
        Reference(key="doe", raw="[doe] Doe", work=Work(author=(Name(family="Doe"),))),
        Reference(key="4", raw="4. Doe", work=Work(author=(Name(family="Doe"),))),
    ]
    assert list(keyed(references)) == ["1", "25568655", "doe", "doea"]


@pytest.mark.parametrize("form", READERS)
def test_what_was_not_understood_is_kept_as_a_note(form: str) -> None:
    lost = plain.read("", "<text>")
    raw = "??? { % \\ @ } ~ ???"
    reference = Reference(key="1", raw=raw, work=Work())
    text = render(evolve(lost, references=(reference,)), form)
    back = READERS[form].read(text, "<text>").references[0]
    assert raw in (back.work.note, json.loads(text)[0]["custom"]["raw"] if form == "csl-json" else "")


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize(
    "name",
    [
        Name(family="Doe", given="Jane"),
        Name(family="Doe", given="Jane", suffix="Jr."),
        Name(family="Plato"),
        Name(family="O'Neill", given="Tess-Ann M."),
        Name(family="Öztürk", given="Łucja"),
        Name(literal="World Health Organization"),
    ],
    ids=str,
)
def test_names(form: str, name: Name) -> None:
    assert read_back(Work(title="T", author=(name, name)), form).author == (name, name)


@pytest.mark.parametrize(
    "name",
    [
        Name(family="Berg", given="Jan", particle="van den"),
        Name(family="de la Cruz", given="Ana"),
        Name(family="Sands and Sons", given="A."),
        Name(family="Müller von Berg", given="Jan"),
        Name(family="à Kempis", given="Thomas"),
        Name(literal="Smith, Jones and Partners"),
        Name(literal="ministry of truth"),
    ],
    ids=str,
)
def test_names_that_bibtex_would_take_apart(name: Name) -> None:
    assert read_back(Work(title="T", author=(name,)), "bibtex").author == (name,)


@pytest.mark.parametrize(
    ("page", "written"), [("LAKE21-4805", "LAKE21-4805"), ("E12-E19", "E12--E19"), ("3-9", "3--9")]
)
def test_the_number_of_an_abstract_is_no_range(page: str, written: str) -> None:
    assert f"pages = {{{written}}}" in render(of_work(Work(title="Rivers", page=page)), "bibtex")


def test_capitals_are_kept_from_styles() -> None:
    text = render(of_work(Work(title="The DNA of Bonn: A new look at iPhones in later years")), "bibtex")
    assert "title = {The {DNA} of {Bonn:} A new look at {iPhones} in later years}" in text
    assert (
        "{" not in render(of_work(Work(title="Title Case in Every Word")), "bibtex").split("title = {")[1].split("}")[0]
    )


def _tables() -> list[Any]:
    return [
        pytest.param(path.stem, row.values[0], id=str(row.id))
        for path in sorted(TABLES.glob("*.toml"))
        for row in rows(path, "made", "negative")
    ]


@pytest.mark.parametrize("path", sorted(TABLES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_table_says_what_is_left_as_it_is(path: Path) -> None:
    assert rows(path, "negative")


@pytest.mark.parametrize(("form", "row"), _tables())
def test_written(form: str, row: dict[str, Any]) -> None:
    given_ = (
        csl_json.read(json.dumps(row["given"]), "<text>") if "given" in row else plain.read(row["printed"], "<text>")
    )
    assert render(given_, form).split() == row["written"].split()


WORKS = [
    Work(
        type="article-journal",
        title="On 3 < 4 & rivers",
        author=(Name(family="Doe", given="Jane"), Name(literal="World Health Organization")),
        container_title="Journal of Rivers",
        volume="12",
        issue="3",
        page="345-360",
        issued=Date(year=2012),
        accessed=Date(year=2024, month=5, day=3),
        language="en",
        doi="10.1000/xyz123",
        url="https://example.org/rivers?a=1&b=2",
        issn=("0028-0836",),
        pmid="25568655",
    ),
    Work(
        type="chapter",
        title="Lakes",
        author=(Name(family="Öztürk", given="Łucja"),),
        editor=(Name(family="Roe", given="A."),),
        container_title="Great Waters",
        collection_title="Studies in Water",
        page="1-9",
        issued=Date(year=2015),
        publisher="Lake Press",
        publisher_place="Utrecht",
        edition="2",
        isbn=("978-0-19-769506-7",),
    ),
    Work(type="book", title="Всё", author=(Name(family="Иванова", given="О."),), issued=Date(year=1999), publisher="М"),
    Work(
        type="thesis", title="Ice", author=(Name(family="Doe", given="J."),), issued=Date(year=2001), genre="PhD thesis"
    ),
    Work(type="report", title="Floods", number="WB-12", publisher="Water Board", issued=Date(year=2003, month=5)),
]


@pytest.mark.parametrize("work", WORKS, ids=lambda work: str(work.type))
@pytest.mark.parametrize("form", HELD)
def test_what_a_format_holds_comes_back(form: str, work: Work) -> None:
    lost: dict[str, Any] = {name: fields_dict(Work)[name].default for name in HELD[form]}
    back = read_bytes(render(of_work(work), form).encode(), "<text>", format=form).references[0].work
    if form == "jats":  # it says less of what a thesis is
        lost |= {"type": back.type}
    dates: dict[str, Any] = {
        name: evolve(date, raw=None) for name in ("issued", "accessed") if (date := getattr(back, name))
    }
    assert evolve(back, **dates, **lost) == evolve(work, **lost)


NAMELESS = "??? { % \\ @ } ~ ??? <&> ]] \x0b \ud800"


@pytest.mark.parametrize("form", ["jats", "tei", "crossref-deposit"])
def test_valid_by_its_grammar(form: str) -> None:
    grammar = etree.RelaxNG(etree.parse(TABLES / f"{form}.rng"))
    seed = plain.read((SEEDS / "jcep-central-asia-ai" / "references.txt").read_text(encoding="utf-8"), "references.txt")
    odd = (
        Reference(key="1", raw=NAMELESS, work=Work()),
        Reference(key="", raw="", work=Work(title="T", url="https://example.org/a b[1]|^#c#d")),
        Reference(key="1", raw="", work=Work(volume="x" * 99, doi="10.1/x", isbn=("1",), issn=("2",), page="1-2, 5")),
        *(Reference(key="k", raw="@", work=work) for work in WORKS),
    )
    for bibliography in (seed, evolve(seed, references=odd), evolve(seed, references=())):
        grammar.assertValid(etree.fromstring(render(bibliography, form).encode()))


@pytest.mark.parametrize(("form", "element"), [("jats", "volume"), ("tei", "imprint"), ("crossref-deposit", "volume")])
def test_a_wrong_list_is_not_valid_by_its_grammar(form: str, element: str) -> None:
    text = render(of_work(WORKS[0]), form).replace(element, "column").encode()
    assert not etree.RelaxNG(etree.parse(TABLES / f"{form}.rng")).validate(etree.fromstring(text))


def test_an_identifier_is_mended_where_it_is_printed() -> None:
    text = render(
        plain.read("Doe, J. (2001). On lists. Journal of Lists, 3, 5-9. doi:10. 1000/xyz123.", "a.txt"), "jats"
    )
    assert text.count('<pub-id pub-id-type="doi">10.1000/xyz123</pub-id>') == 2


_PRINTED = "Vale P. On moss. J Moss 2004."
_TAGGED = (
    "<string-name><surname>Vale</surname> <given-names>P</given-names></string-name>. "
    "<article-title>On moss</article-title>. <source>J Moss</source> <year>2004</year>."
)


@pytest.mark.parametrize(
    ("form", "inside", "written", "unwritten"),
    [
        ("jats", f"<mixed-citation>{_TAGGED}</mixed-citation>", f'">{_PRINTED}</mixed-citation>', ""),
        ("crossref-deposit", f"<mixed-citation>{_TAGGED}</mixed-citation>", f"<unstructured_citation>{_PRINTED}<", ""),
        ("jats", f"<mixed-citation>{_TAGGED}</mixed-citation>", '<ref id="moss7"><label>3</label>', ""),
        ("tei", f"<mixed-citation>{_TAGGED}</mixed-citation>", 'xml:id="moss7" n="3"', ""),
        ("jats", "<note><p>The plates are kept.</p></note>", ">The plates are kept.</mixed-citation>", ""),
        ("tei", "<note><p>The plates are kept.</p></note>", ">The plates are kept.<", ""),
        (
            "crossref-deposit",
            '<element-citation publication-type="web"><source>Mosses</source><uri>https://example.org/m</uri></element-citation>',
            "<unstructured_citation>Mosses. https://example.org/m<",
            "",
        ),
        (
            "crossref-deposit",
            "<element-citation><source>Mosses</source><year>2004</year></element-citation>",
            "Mosses",
            "unstructured_citation",
        ),
        (
            "jats",
            "<element-citation><source>Mosses</source><year>2004</year></element-citation>",
            "Mosses",
            "mixed-citation",
        ),
    ],
)
def test_what_a_journal_article_holds_is_written(form: str, inside: str, written: str, unwritten: str) -> None:
    data = f'<article><ref-list><ref id="moss7"><label>3.</label>{inside}</ref></ref-list></article>'.encode()
    text = render(read_bytes(data, "a.xml"), form)
    assert written in text
    assert not unwritten or unwritten not in text


_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(" {}\\$&%#_~^`'\"-,;:@<>=()"),
    min_size=1,
).map(lambda text: " ".join(text.split()))
_WORDS = _TEXT.map(clean).filter(lambda text: any(char.isalpha() for char in text) and clean(text) == text)
"""Texts that say what they mean: what is an entity, a tag or mojibake in RIS is read as what it stands for."""


@settings(deadline=None)
@given(title=_WORDS, container=_WORDS, volume=_WORDS)
def test_any_text_comes_back_from_bibtex(title: str, container: str, volume: str) -> None:
    work = Work(type="article-journal", title=title, container_title=container, volume=volume)
    back = read_back(work, "bibtex")
    assert (back.title, back.container_title, back.volume) == (title, container, volume)


@settings(deadline=None)
@given(title=_WORDS, publisher=_WORDS, year=st.integers(1000, 2999), month=st.none() | st.integers(1, 12))
def test_any_text_comes_back_from_ris(title: str, publisher: str, year: int, month: int | None) -> None:
    work = Work(type="book", title=title, publisher=publisher, issued=Date(year=year, month=month))
    assert read_back(work, "ris") == work


@pytest.mark.parametrize(("form", "first"), [("bibtex", "@"), ("ris", "TY  - "), ("csl-json", "[")])
def test_convert(tmp_path: Path, form: str, first: str) -> None:
    source, target = tmp_path / "list.txt", tmp_path / "list.out"
    source.write_text("Doe, J. (2001). On lists. Journal of Lists, 3(2), 5-9. doi:10.1000/xyz123\n", encoding="utf-8")
    printed = CliRunner().invoke(main, ["convert", str(source), "--to", form])
    assert printed.exit_code == 0
    assert printed.stdout.startswith(first)
    assert CliRunner().invoke(main, ["convert", str(source), "--to", form, "-o", str(target)]).exit_code == 0
    assert target.read_text(encoding="utf-8") == printed.stdout
    again = READERS[form].read(printed.stdout, "<text>").references[0].work
    assert (again.doi, again.title, again.page) == ("10.1000/xyz123", "On lists", "5-9")


def test_a_workbook_has_what_people_screen_by(tmp_path: Path) -> None:
    source, target = tmp_path / "list.ris", tmp_path / "list.xlsx"
    source.write_text(
        "TY  - BOOK\nAU  - Doe, J.\nTI  - On lists\nPY  - 2020\nAB  - About them.\n"
        "KW  - lists\nKW  - faults\nDB  - Lake Base\nER  - \n",
        encoding="utf-8",
    )
    assert CliRunner().invoke(main, ["convert", str(source), "--to", "xlsx", "-o", str(target)]).exit_code == 0
    rows = [[str(cell.value) for cell in row] for row in openpyxl.load_workbook(target)["references"].iter_rows()]
    told = dict(zip(*rows, strict=True))
    assert (told["abstract"], told["keyword"], told["database"]) == ("About them.", "lists; faults", "Lake Base")
    table = ",".join(rows[0]) + "\n" + ",".join(f'"{cell}"' for cell in rows[1])
    (again,) = read_bytes(table.encode(), "list.csv").references
    assert (again.work.title, again.work.container_title) == ("On lists", None)


def test_in_a_workbook_nothing_is_a_formula(tmp_path: Path) -> None:
    source, target = tmp_path / "list.bib", tmp_path / "list.xlsx"
    source.write_text('@book{a, title = {=HYPERLINK("https://example.org")\x01}, year = 2020}\n', encoding="utf-8")
    assert CliRunner().invoke(main, ["convert", str(source), "--to", "xlsx", "-o", str(target)]).exit_code == 0
    head, row = openpyxl.load_workbook(target)["references"].iter_rows()
    told = {name.value: cell for name, cell in zip(head, row, strict=True)}
    assert all(cell.data_type != "f" for cell in row)
    assert (told["key"].value, str(told["title"].value)[:10]) == ("a", "=HYPERLINK")
    assert CliRunner().invoke(main, ["convert", str(source), "--to", "xlsx"]).exit_code == 2


def test_convert_leaves_out_short_forms_and_says_so(tmp_path: Path) -> None:
    source = tmp_path / "notes.txt"
    source.write_text(
        "1. Holt, Mira (1972). The Reed Cutters of Brittany. Rennes: Sample Press.\n2. Ibid., 30.\n"
        "3. Alves, Pia (1981). Tides of the North. Oslo: Sample Press.\n4. Holt, supra note 1, at 52.\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(main, ["convert", str(source), "--to", "bibtex"])
    assert result.stdout.count("@book") == result.stdout.count("@") == 2
    assert "short forms of works cited before them, left out: 2, 4" in result.stderr


@pytest.mark.parametrize(
    ("printed", "is_guess"), [("10.5555/j.tides\u2010\nreldis.2016", True), ("10.5555/j.tides.2016.", False)]
)
def test_convert_names_identifiers_that_it_guessed(printed: str, is_guess: bool, tmp_path: Path) -> None:
    source = tmp_path / "list.txt"
    source.write_text(f"Holt, M. (2016). On motion. Annals of Reeds, 26, 4-9. doi:{printed}\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["convert", str(source), "--to", "ris"])
    assert ("uncertain values; check them" in result.stderr) is is_guess


@pytest.mark.parametrize(
    ("printed", "is_doubted"),
    [
        ("vol. 26, no. 1, pp. 4–9, 1st Quart., 2016.", True),
        ("vol. 26, no. 1, pp. 4–9, Mar. 2016.", False),
    ],
)
def test_convert_names_fields_that_it_read_with_doubt(printed: str, is_doubted: bool, tmp_path: Path) -> None:
    source = tmp_path / "list.txt"
    source.write_text(
        f"[1] M. Holt and P. Alves, “On the motion of reeds,” Annals Reeds, {printed}\n", encoding="utf-8"
    )
    result = CliRunner().invoke(main, ["convert", str(source), "--to", "bibtex"])
    assert ("uncertain values; check them" in result.stderr) is is_doubted


def test_convert_says_what_it_did_not_understand(tmp_path: Path) -> None:
    source = tmp_path / "list.bib"
    source.write_text("@book{a, title = {A}}\n@book{b, title = {B\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["convert", str(source), "--to", "ris"])
    assert result.exit_code == 0
    assert "not understood, written as notes: b" in result.stderr
    missing = CliRunner().invoke(main, ["convert", str(tmp_path / "none.bib"), "--to", "ris"])
    assert missing.exit_code == 2


_ALL = """TY  - JOUR
AU  - Okafor, B
TI  - How rivers move
PY  - 2012
SP  - 345
EP  - 360
AB  - Rivers move & bend.
N1  - Exported in May
N1  - Screened: include
UR  - https://a.example/one
UR  - https://b.example/two
AN  - 200417
C1  - Bias: low
ER  -
"""


@pytest.mark.parametrize(
    ("name", "text", "form", "said"),
    [
        ("a.ris", _ALL, "ris", "left out: C1 (1)"),
        ("a.ris", _ALL, "endnote-xml", "left out: C1 (1)"),
        ("a.ris", _ALL, "csl-json", "left out: URL (1), C1 (1)"),  # no program reads the copy of the record in it
        ("a.ris", _ALL, "bibtex", "left out: archive_location (1), URL (1), C1 (1)"),
        ("a.ris", _ALL, "wikitext", "left out: abstract (1), archive_location (1), note (1), URL (1), C1 (1)"),
        ("a.wiki", "{{cite book |title=Ports |agency=Harbour News |year=2020}}", "ris", "left out: agency (1)"),
        ("a.bib", "@book{a,\n title = {A & B}, year = 2020,\n file = {a.pdf},\n}", "ris", "left out: file (1)"),
        ("a.bib", "@book{a,\n title = {A \\& B},\n month = mar,\n year = 2020\n}", "ris", ""),
        ("a.bib", "@book{a, title={A & B}, year=2020, titleaddon={Reed tools}}", "bibtex", "left out: titleaddon (1)"),
        ("a.bib", "@book{a, title={A & B}, year=2020, langid={en}}", "bibtex", ""),
        ("a.bib", "@misc{a, title={A}, eprint={2001.01234}, archiveprefix={arXiv}}", "tei", ""),
        (
            "a.bib",
            "@misc{a, title={A}, eprint={2001.01234}, archiveprefix={arXiv}}",
            "zotero-rdf",
            "left out: arxiv (1)",
        ),
        ("a.bib", "@inbook{a, title={A}, crossref={b}}", "bibtex", "left out: crossref (1)"),
        ("a.bib", "@inbook{a, title={A}, crossref={b}}\n@book{b, title={Big}}", "bibtex", ""),
        (
            "a.json",
            '[{"id":"a","type":"book","title":"A","shelf":"R 7","bins":["x", "y"]}]',
            "ris",
            "left out: shelf (1), bins (1)",
        ),
        ("a.json", '[{"id":"a","type":"book","title":"On \\"reeds\\"","author":[{"family":"Doe"}]}]', "ris", ""),
        ("a.txt", "Doe, J. (2001). On lists. Journal of Lists, 3(2), 5-9. doi:10.1000/xyz123\n", "bibtex", ""),
        (
            "a.txt",
            "[1] P. Lund, Dune Lett. 12, 3 (1999), hep-th/9901234, hep-th/9901235.\n",
            "bibtex",
            "left out: ARXIV (1)",
        ),
        ("a.bib", "@book{a,\n title = {A},\n abstract = {All of it.}\n}", "crossref-deposit", "left out: abstract (1)"),
    ],
)
def test_convert_says_what_it_left_out(tmp_path: Path, name: str, text: str, form: str, said: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["convert", str(tmp_path / name), "--to", form])
    without_keys = re.sub(r"\((\d+): [^()]*\)", r"(\1)", result.stderr.partition(f"{name}: ")[2].strip())
    assert without_keys == said
    if form == "ris" and name == "a.ris":
        assert [line for line in text.splitlines() if line[:2] in ("UR", "AN")] == [
            line for line in result.stdout.splitlines() if line[:2] in ("UR", "AN")
        ]


@pytest.mark.parametrize(
    ("work", "url"),
    [
        (Work(title="Rivers", arxiv="2101.00099"), "https://arxiv.org/abs/2101.00099"),
        (Work(title="Rivers", arxiv="hep-th/9901001"), "https://arxiv.org/abs/hep-th/9901001"),
        (Work(title="Rivers", arxiv="2101.00099", doi="10.1000/182"), None),
        (Work(title="Rivers", arxiv="2101.00099", url="https://example.org/a"), "https://example.org/a"),
    ],
)
def test_an_arxiv_number_that_stands_alone_has_an_address_in_csl(work: Work, url: str | None) -> None:
    (item,) = json.loads(render(of_work(work), "csl-json"))
    assert item.get("URL") == url
    back = read_back(work, "csl-json")
    assert (back.arxiv, back.doi, back.url) == (work.arxiv, work.doi, work.url)


@pytest.mark.parametrize(
    ("field", "bibtex_field", "is_circa"),
    [
        ("year = {c. 1850}", "year = {c. 1850}", True),
        ("year = {[ca. 1850]}", "year = {ca. 1850}", True),
        ("date = {1850~}", "date = {1850~}", True),
        ("date = {1850-05?}", "date = {1850-05?}", True),
        ("year = {c1987}", "year = {1987}", False),
        ("year = {1850}", "year = {1850}", False),
    ],
)
def test_an_uncertain_date_stays_uncertain(field: str, bibtex_field: str, is_circa: bool) -> None:
    read = bibtex.read(f"@book{{a, title = {{Rivers}}, {field}}}", "<text>")
    csl = render(read, "csl-json")
    assert json.loads(csl)[0]["issued"].get("circa", False) is is_circa
    assert f"  {bibtex_field},\n" in render(read, "bibtex")
    assert f"  {bibtex_field},\n" in render(csl_json.read(csl, "<text>"), "bibtex")


@pytest.mark.parametrize(("circa", "written"), [("true", "date = {1850~}"), ("false", "year = {1850}")])
def test_a_date_that_csl_calls_uncertain(circa: str, written: str) -> None:
    item = f'[{{"id": "a", "type": "book", "title": "Rivers", "issued": {{"date-parts": [[1850]], "circa": {circa}}}}}]'
    read = csl_json.read(item, "<text>")
    assert f"  {written},\n" in render(read, "bibtex")
    assert json.loads(render(read, "csl-json"))[0]["issued"].get("circa", False) is (circa == "true")


@pytest.mark.parametrize(
    ("raw", "written", "parts"),
    [
        ("1948–53", "date = {1948/1953}", [[1948], [1953]]),
        ("1867-1894", "date = {1867/1894}", [[1867], [1894]]),
        ("2019/20", "date = {2019/2020}", [[2019], [2020]]),
        # negative: no range
        ("1998–97", "year = {1998}", [[1998]]),
        ("1998", "year = {1998}", [[1998]]),
    ],
)
def test_a_range_of_years_stays_one(raw: str, written: str, parts: list[list[int]]) -> None:
    work = Work(title="Rivers", type="book", issued=Date(year=int(raw[:4]), raw=raw))
    assert f"  {written},\n" in render(of_work(work), "bibtex")
    assert json.loads(render(of_work(work), "csl-json"))[0]["issued"]["date-parts"] == parts


@pytest.mark.parametrize(
    ("field", "ris_lines", "bibtex_field"),
    [
        ("{tides, fjords,  slow ebb}", ["tides", "fjords", "slow ebb"], "{tides, fjords, slow ebb}"),
        ("{lakes, {Rhine, the}}", ["lakes", "Rhine, the"], "{lakes, {Rhine, the}}"),
        ("{lakes; Rhine, the}", ["lakes", "Rhine, the"], "{lakes, {Rhine, the}}"),
        ("{slow ebb}", ["slow ebb"], "{slow ebb}"),
    ],
)
def test_keywords_are_told_apart(field: str, ris_lines: list[str], bibtex_field: str) -> None:
    read = bibtex.read(f"@misc{{a, title = {{Rivers}}, keywords = {field}}}", "<text>")
    written = render(read, "ris").splitlines()
    assert [line.removeprefix("KW  - ") for line in written if line.startswith("KW")] == ris_lines
    assert f"  keywords = {bibtex_field},\n" in render(read, "bibtex")


@pytest.mark.parametrize(
    ("page", "last"),
    [("103-9", "109"), ("1852-5", "1855"), ("E446-51", "E451"), ("98-103", "103"), ("7", ""), ("9-3", "3")],
)
def test_the_last_page_is_written_in_full(page: str, last: str) -> None:
    work = of_work(Work(type="article-journal", title="Tides", container_title="Lakes", page=page))
    assert re.findall(r"^EP  - (.*)$", render(work, "ris"), re.MULTILINE) == [last] * bool(last)
    assert re.findall(r"<lpage>(.*?)<", render(work, "jats")) == [last] * bool(last)


@pytest.mark.parametrize(("kind", "count"), [("paper-conference", None), ("book", "9")])
def test_how_many_pages_a_paper_has_is_no_page_in_ris(kind: str, count: str | None) -> None:
    back = read_back(Work(type=kind, title="Tides", number_of_pages="9"), "ris")
    assert (back.page, back.number_of_pages) == (None, count)
