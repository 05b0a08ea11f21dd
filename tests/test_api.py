"""What programmers call: sources of every kind, many at once, asyncio, and mistakes that are told."""

import asyncio
import datetime
import io
import json
import threading
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from registries_made import holding

import refcheck
from refcheck.model import Hits, Query
from refcheck.registries import Cache, Cached, Chain, Connections, Offline, Planned

DOE = "Doe, J. (2020). A title of things. A Journal, 14(3), 1–9."
ROE = "Roe, R. (2021). Another title of things. B Journal, 2(1), 11–19."


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "one.txt", tmp_path / "two.bib"]
    paths[0].write_text(f"{DOE}\n\n{ROE}\n", encoding="utf-8")
    paths[1].write_text("@book{doe, title = {One}, author = {Doe, J.}, year = 2020}", encoding="utf-8")
    return paths


def keys(report: refcheck.Report) -> list[tuple[str, str]]:
    return [(Path(each.file).name, each.key) for each in report]


def test_several_files_are_one_report(files: list[Path]) -> None:
    report = refcheck.check(files, registry=Offline())
    assert keys(report) == [("one.txt", "1"), ("one.txt", "2"), ("two.bib", "doe")]


ITEM = {
    "type": "book",
    "id": "doe",
    "title": "One",
    "author": [{"family": "Doe", "given": "J."}],
    "issued": {"date-parts": [[2020]]},
}
PEOPLE = [{"family": "Doe", "given": "J."}, {"family": "Roe", "given": "R."}]
BOOK = "@book{doe, title = {One}, author = {Doe, J.}, year = 2020}"


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (f"{DOE}\n{ROE}\n".encode(), [("<input>", "1"), ("<input>", "2")]),
        (BOOK.encode(), [("<input>", "doe")]),
        (io.StringIO(f"{DOE}\n\n{ROE}\n"), [("<input>", "1"), ("<input>", "2")]),
        (io.BytesIO(BOOK.encode("utf-16")), [("<input>", "doe")]),
        (ITEM, [("<input>", "doe")]),
        ([ITEM, {**ITEM, "id": "roe"}], [("<input>", "doe"), ("<input>", "roe")]),
        ((item for item in [ITEM]), [("<input>", "doe")]),
        (b"", []),
    ],
)
def test_bytes_open_files_and_works_are_sources(source: Any, wanted: list[tuple[str, str]]) -> None:
    assert keys(refcheck.check(source, offline=True)) == wanted


NAT = type("NaTType", (datetime.date,), {"__ne__": lambda one, other: True})(1, 1, 1)
"""A date that is missing, as pandas has it: it differs from itself."""


@pytest.mark.parametrize(
    ("member", "wanted"),
    [
        ({"title": None}, {}),
        ({"title": float("nan"), "volume": Decimal("NaN"), "issued": NAT}, {}),
        ({"title": type("NAType", (), {})()}, {}),
        ({"title": "NaN"}, {"title": "NaN"}),
        ({"volume": 12.0, "issue": Fraction(3), "page": Decimal(14)}, {"volume": "12", "issue": "3", "page": "14"}),
        ({"volume": 1.5}, {"volume": "1.5"}),
        ({"issued": datetime.date(2006, 2, 27)}, {"issued": {"date-parts": [[2006, 2, 27]]}}),
        ({"issued": {"date-parts": ((2006.0,),)}}, {"issued": {"date-parts": [[2006]]}}),
        ({"year": datetime.datetime(2006, 2, 27, 9)}, {"issued": {"date-parts": [[2006, 2, 27]]}}),
        ({"year": 1950.0, "journal": "Nature"}, {"issued": {"date-parts": [[1950]]}, "container-title": "Nature"}),
        ({"authors": "Doe, J.; Roe, R."}, {"author": PEOPLE}),
        ({"author": "Doe, J. and Roe, R."}, {"author": PEOPLE}),
        ({"author": ["Doe, J.", "Roe, R."]}, {"author": PEOPLE}),
        ({"author": [{"literal": "Doe, J."}]}, {"author": [{"literal": "Doe, J."}]}),
        ({"author": "World Health Organization"}, {"author": [{"literal": "World Health Organization"}]}),
        ({"number": "4"}, {"number": "4"}),
    ],
)
def test_values_of_mappings_are_read_as_programs_hold_them(member: dict[str, Any], wanted: dict[str, Any]) -> None:
    report = refcheck.check([{"id": "1", "type": "report", "DOI": "10.1234/a", **member}], offline=True)
    assert report.to_dict()["references"][0]["work"] == {"id": "1", "type": "report", "DOI": "10.1234/a", **wanted}


@pytest.mark.parametrize(
    ("member", "notes"),
    [
        ({"journal": "Nature", "container-title-short": "Nat", "year": 2001}, []),
        ({"quality": 3, "reference": DOE}, ["members of the works that were not read: quality, reference"]),
        ({"authors": [{"family": "Doe"}]}, ["members of the works that were not read: authors"]),
        ({"quality": float("nan")}, []),
        ({"reference-count": 3, "member": "78"}, []),
    ],
)
def test_members_of_mappings_that_are_not_read_are_named(member: dict[str, Any], notes: list[str]) -> None:
    report = refcheck.check([{"DOI": "10.1234/a", "title": "Tides", **member}], offline=True)
    assert [each.message for each in report.run.notes] == notes


@pytest.mark.parametrize(
    "source",
    [
        [DOE.replace("title", "t\udcedtle"), ROE],
        f"{DOE}\n\n{ROE}".replace("title", "\ud800tle"),
        io.StringIO(f"{DOE}\n\n{ROE}".replace("title", "t\udcedtle")),
        BOOK.replace("One", "Tides of \ud800 the harbour walls"),
        {**ITEM, "title": "Tides of \ud800 the harbour walls"},
        b'doe:\n  type: Book\n  title: "Tides of \\uD800 the harbour walls"\n  author: ["Doe, J."]\n',
    ],
)
def test_half_a_surrogate_pair_ends_no_audit(source: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache.sqlite3"
    Cache(cache).demand_usable()
    monkeypatch.setenv("REFCHECK_CACHE", str(cache))
    report = refcheck.check(source, offline=True)
    assert {each.verdict for each in report} == {refcheck.Verdict.UNVERIFIED}
    (tmp_path / "list.json").write_text(report.to_json() + report.to_bibtex() + report.to_csv(), encoding="utf-8")


def test_a_bibliography_of_ones_own_with_half_a_pair_is_asked_for_without_the_cache(tmp_path: Path) -> None:
    read = refcheck.read(DOE)
    reference = evolve(read.references[0], raw=DOE.replace("title", "\ud800tle"))
    registry = Cached(Offline(), Cache(tmp_path / "cache.sqlite3"), space="a")
    registry._registry.plan = lambda ids, queries: (Planned(registry="a", url="https://example.org/"),)  # type: ignore[method-assign]
    assert len(refcheck.check(evolve(read, references=(reference,)), registry=registry)) == 1


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (refcheck.parse(DOE), [("1", 1)]),
        ([refcheck.parse(DOE, key="12")], [("12", 1)]),
        ([refcheck.parse(DOE), refcheck.parse(ROE)], [("1", 1), ("2", 2)]),
        (refcheck.read(BOOK).references, [("doe", 1)]),
    ],
)
def test_references_are_checked_as_they_are(source: Any, wanted: list[tuple[str, int]]) -> None:
    report = refcheck.check(source, offline=True)
    assert [(each.key, each.places[0].line) for each in report] == wanted
    given = [source] if isinstance(source, refcheck.Reference) else source
    assert [each.case.reference.work for each in report] == [each.work for each in given]


@pytest.mark.parametrize("mode", ["r", "rb"])
def test_an_open_file_keeps_its_name(files: list[Path], mode: str) -> None:
    with files[1].open(mode) as file:
        assert keys(refcheck.check(file, offline=True)) == [("two.bib", "doe")]


def test_local_records_are_asked_first(tmp_path: Path) -> None:
    held = tmp_path / "records.json"
    held.write_text(json.dumps({**ITEM, "DOI": "10.1234/one"}), encoding="utf-8")
    report = refcheck.check(["Doe, J. (2020). One. https://doi.org/10.1234/one"], offline=True, records=held)
    assert report[0].record is not None


@pytest.mark.parametrize("more", [{"offline": True}, {"records": "records.json"}])
def test_a_registry_and_who_is_asked_besides_is_a_mistake(more: dict[str, Any]) -> None:
    with pytest.raises(refcheck.SettingsError, match="a registry already decides what is queried"):
        refcheck.check([DOE], registry=Offline(), **more)


def test_many_sources_are_many_reports_one_at_a_time(files: list[Path]) -> None:
    reports = refcheck.check_many([*files, [DOE, ROE]], registry=Offline())
    assert keys(next(reports)) == [("one.txt", "1"), ("one.txt", "2")]
    assert [len(report) for report in reports] == [1, 2]


def test_asyncio_gets_the_same_report(files: list[Path]) -> None:
    async def both() -> list[refcheck.Report]:
        return await asyncio.gather(*(refcheck.acheck(files[0], registry=Offline()) for _ in range(4)))

    wanted = refcheck.check(files[0], registry=Offline()).references
    assert [report.references == wanted for report in asyncio.run(both())] == [True] * 4


def test_a_caller_that_is_gone_has_nothing_more_asked() -> None:
    under_way, gone, slow = threading.Event(), threading.Event(), holding(name="Crossref")

    def found(query: Query) -> Hits:
        under_way.set()
        gone.wait(10)
        return Hits(registry="Crossref")

    slow._found = found
    lines = [f"Roe, B. (2019). Reeds of the lakes {number}. Annals of Reeds, 4(2), 17–29." for number in range(9)]

    async def lists_to_forget() -> None:
        task = asyncio.create_task(refcheck.acheck(lines, registry=Chain(slow, threads=1)))
        await asyncio.to_thread(under_way.wait, 10)
        task.cancel()
        await asyncio.wait([task])
        gone.set()

    asyncio.run(lists_to_forget())
    asked = len(slow.searches)
    assert 1 <= asked < len(lines)
    assert len(asyncio.run(refcheck.acheck(lines, registry=Chain(slow, threads=1)))) == len(lines), "who waits gets all"


def nested(depth: int) -> dict[str, Any]:
    """A value within so many others."""
    return reduce(lambda inner, _: {"a": inner}, range(depth), {"a": 1})


class Table(list[str]):
    """A table as pandas has them: what it iterates over are the names of its columns."""

    columns = property(list.copy)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (3, "not 3"),
        (None, "not None"),
        ([DOE, 7], "item 2 is 7"),
        (
            [DOE, Path("a.txt")],
            "only strings, only paths, only references, or only CSL-JSON items; item 2 is PosixPath",
        ),
        ([["a"]], "item 1 is \\['a'\\]"),
        ([refcheck.parse(DOE), DOE], "only references, or only CSL-JSON items; item 2 is '"),
        ([ITEM, "a"], "item 2 is 'a'"),
        ([ITEM, {"title": Path("a")}], "not CSL-JSON: item 2, title: PosixPath is not a type of text"),
        ({"title": b"Tides"}, "item 1, title: bytes is not"),
        ({"title": nested(5_000)}, "item 1, title: maximum recursion depth"),
        ({}, "not CSL-JSON: none has a title"),
        ([{"a": 1}, {}], "not CSL-JSON: none has a title"),
        (Table(["reference"]), "a table .Table. is not a list of references: .*to_dict"),
        ("references.bib", "looks like a file name"),
        ("lists/one.docx", "looks like a file name"),
        ("lists/one.yml", "looks like a file name"),
        ([DOE, "references.bib"], "'references.bib' looks like a file name"),
    ],
)
def test_a_source_that_is_none_is_told(source: Any, said: str) -> None:
    with pytest.raises(refcheck.SourceError, match=said):
        refcheck.check(source, registry=Offline())


@pytest.mark.parametrize(
    ("odd", "said"), [(Path("nowhere.txt"), "No such file"), (7, "not 7"), ("lists/one.docx", "looks like a file name")]
)
def test_many_sources_go_on_behind_one_that_cannot_be_read(files: list[Path], odd: Any, said: str) -> None:
    reports = refcheck.check_many([files[0], odd, odd, files[1]], registry=Offline())
    assert len(next(reports)) == 2
    for _ in range(2):
        with pytest.raises(refcheck.SourceError, match=said):
            next(reports)
    assert [len(report) for report in reports] == [1]


@pytest.mark.parametrize(
    "source",
    [
        DOE,
        DOE.encode(),
        bytearray(b"a"),
        memoryview(b"a"),
        ITEM,
        io.StringIO(DOE),
        Table(["reference"]),
        None,
        3,
        Path("a"),
    ],
)
def test_one_source_is_no_list_of_them(source: Any) -> None:
    with pytest.raises(refcheck.SourceError, match="several sources are a list"):
        refcheck.check_many(source, registry=Offline())


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (BOOK.encode(), ("<input>", ["doe"])),
        (bytearray(BOOK.encode()), ("<input>", ["doe"])),
        (memoryview(BOOK.encode()), ("<input>", ["doe"])),
        (io.StringIO(BOOK), ("<input>", ["doe"])),
        (io.BytesIO(BOOK.encode()), ("<input>", ["doe"])),
        (BOOK, ("<text>", ["doe"])),
    ],
)
def test_what_check_takes_as_a_file_is_read_too(source: Any, wanted: tuple[str, list[str]]) -> None:
    read = refcheck.read(source)
    assert (read.document.name, [each.key for each in read.references]) == wanted


@pytest.mark.parametrize("form", [None, "bibtex"])
def test_an_open_file_is_read_under_its_name(files: list[Path], form: str | None) -> None:
    with files[1].open() as text, files[1].open("rb") as data:
        assert [refcheck.read(file, format=form).document.name for file in (text, data)] == [str(files[1])] * 2


def damaged(**wrong: Any) -> dict[str, Any]:
    """A report whose first reference has such values; ``None`` is left out."""
    data = refcheck.check([DOE], registry=Offline()).to_dict()
    first = {key: value for key, value in (data["references"][0] | wrong).items() if value is not None}
    return data | {"references": [first]}


@pytest.mark.parametrize(
    ("call", "given", "error", "said"),
    [
        (refcheck.read, None, refcheck.SourceError, "not NoneType"),
        (refcheck.read, [DOE], refcheck.SourceError, "not list; check takes lists too"),
        (refcheck.read, ITEM, refcheck.SourceError, "not dict"),
        (refcheck.parse, None, TypeError, "a reference is a string, not NoneType"),
        (refcheck.parse, DOE.encode(), TypeError, "a reference is a string, not bytes"),
        (refcheck.parse, float("nan"), TypeError, "a reference is a string, not float"),
        (lambda given: refcheck.parse(DOE, key=given), 3, TypeError, "a key is a string, not int"),
        (
            lambda given: refcheck.replay(DOE, given),
            [3],
            TypeError,
            "a repair is one of an identifier's repairs, not int",
        ),
        (lambda given: refcheck.check(DOE, offline=given), "no", TypeError, "offline= is True or False, not 'no'"),
        (lambda given: refcheck.check_many([DOE], offline=given), 1, TypeError, "offline= is True or False, not 1"),
        (lambda given: refcheck.check(DOE, records=given), 3, refcheck.SettingsError, "the path of a file, not int"),
        (refcheck.repair_doi, None, TypeError, "the text must be a string, not NoneType"),
        (refcheck.repair_url, b"https://example.org", TypeError, "the text must be a string, not bytes"),
        (refcheck.explain, None, TypeError, "not NoneType"),
        (refcheck.Report.from_dict, {"schema_version": 1}, ValueError, "damaged: KeyError: 'references'"),
        (
            refcheck.Report.from_dict,
            damaged(verdict="odd"),
            ValueError,
            r"expected Verdict @ \$.references\[0\].verdict",
        ),
        (refcheck.Report.from_dict, damaged(raw=None), ValueError, r"@ \$.references\[0\].case.reference.raw"),
        (refcheck.Report.from_dict, damaged(raw=3), ValueError, r"expected str @ \$.references\[0\]"),
        (refcheck.Report.from_dict, damaged(key=["a"]), ValueError, r"expected str @ \$.references\[0\]"),
        (
            refcheck.Report.from_dict,
            damaged(unsettled=3),
            ValueError,
            r"expected str @ \$.references\[0\]",
        ),
        (
            refcheck.Report.from_dict,
            damaged(spans=[["a", 3]]),
            ValueError,
            r"@ \$.references\[0\].case.reference.spans",
        ),
        (refcheck.Report.from_dict, damaged(findings=3), ValueError, r"@ \$.references\[0\].findings"),
        (refcheck.Report.from_dict, "{}", TypeError, "not str; parse JSON with json.loads first"),
        (
            lambda given: Connections(timeout=given),
            "10",
            refcheck.SettingsError,
            "not a positive number of seconds: '10'",
        ),
    ],
)
def test_a_value_of_the_wrong_type_is_told(call: Any, given: Any, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        call(given)


@pytest.mark.parametrize("call", [refcheck.check, refcheck.check_many])
def test_a_language_that_there_is_not_is_told_before_anything_is_asked(call: Any) -> None:
    asked = holding(name="Crossref")
    with pytest.raises(ValueError, match="no language 'xx'"):
        call([DOE], registry=asked, language="xx")
    assert not asked.searches


def test_an_open_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    with path.open("w") as writing, pytest.raises(refcheck.SourceError, match=r"list\.txt: not readable"):
        refcheck.check(writing, offline=True)
    with pytest.raises(refcheck.SourceError, match=r"list\.txt: I/O operation on closed file"):
        refcheck.check(writing, offline=True)
    path.write_bytes(b"\xff\xfe")
    with path.open(encoding="utf-8") as text, pytest.raises(refcheck.SourceError, match=r"list\.txt: 'utf-8' codec"):
        refcheck.check(text, offline=True)


def test_a_report_holds_a_key(files: list[Path]) -> None:
    report = refcheck.check(files[0], registry=Offline())
    assert ["2" in report, report[0] in report, "3" in report, 1 in report] == [True, True, False, False]


@pytest.mark.parametrize("registry", [[Offline()], "crossref", 3, Offline])
def test_a_registry_that_is_none_is_told(registry: Any) -> None:
    with pytest.raises(refcheck.SettingsError, match="is not one"):
        refcheck.check([DOE], registry=registry)


@pytest.mark.parametrize("text", ["10.1234/salt.pdf", "www.example.org/salt.html", "https://example.org/salt.pdf"])
def test_what_only_ends_like_a_file_is_a_text(text: str) -> None:
    assert len(refcheck.check(text, offline=True)) == 1


def test_a_list_of_file_names_is_told(files: list[Path]) -> None:
    with pytest.raises(refcheck.SourceError, match="is the name of a file: give Path"):
        refcheck.check([str(each) for each in files], offline=True)


def test_nothing_is_a_list_too() -> None:
    assert len(refcheck.check([], registry=Offline())) == 0


def test_a_reference_is_explained() -> None:
    printed = f"{DOE} doi:10.1016/ j.euras.2015.10.003"
    text = refcheck.explain(printed)
    for said in ("[1] unverified: Doe (2020) A title of things", "doi-with-inner-space: “ ” became “”", "volume  14"):
        assert said in text
    assert text == refcheck.explain(refcheck.check([printed], registry=Offline())[0])


def test_what_is_explained_is_not_cut() -> None:
    printed = (
        f"Doe, J. (2020). {'A title of things and ' * 30}others. A Journal, 14(2), 3-4. doi:10.1016/j.euras.2015.10.003"
    )
    assert f"\n  {printed}\n" in refcheck.explain(printed)


def test_a_report_is_cut_like_a_list(files: list[Path]) -> None:
    report = refcheck.check(files, offline=True)
    assert [each.key for each in report[1:]] == ["2", "doe"]
    assert report[5:] == ()
    assert report[-1].key == "doe"


def test_a_rule_that_there_is_not_is_told(files: list[Path]) -> None:
    report = refcheck.check(files, offline=True)
    assert report.findings(code="work-retracted") == ()
    with pytest.raises(ValueError, match="no rule 'doi-mising'"):
        report.findings(code="doi-mising")


def test_a_reference_says_what_it_is_in_a_line_and_in_a_notebook() -> None:
    reference = refcheck.check([f"{DOE} doi:10.1016/ j.euras.2015.10.003 <b>"], offline=True)[0]
    assert repr(reference) == "<CheckedReference [1] unverified: Doe (2020) A title of things>"
    assert "<li>doi-with-inner-space: " in reference._repr_html_()
    assert reference.explain() == refcheck.explain(reference)
