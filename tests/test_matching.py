"""A cited work beside a registered one: the verdict on each field, whether they are one, and what holds for any two."""

import json
import string
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, example, given
from hypothesis import strategies as st
from matching_made import work
from registries_made import NOON, record
from tables import CASES, SEEDS, all_rows, by_table, rows

from refcheck.matching import SAME_WORK, agrees, compare, match, printed, rank
from refcheck.matching.record_faults import without_placeholders
from refcheck.matching.second_reading import read_again
from refcheck.model import Agreement, Change, Comparison, Date, Method, Name, Provenance, Record, Work
from refcheck.parsing import parse
from refcheck.registries.services.crossref.record import crossref_record

SEED = SEEDS / "jcep-central-asia-ai"


def agreement(field: str, cited: Work, registered: Work) -> Agreement:
    return next(found for found in compare(cited, registered) if found.field == field)


def held(registered: Work) -> Record:
    return evolve(record("10.1000/a"), work=registered)


def field_rows() -> list[Any]:
    """The rows of the tables of fields, each with its field: the table's name."""
    tables = sorted((CASES / "matching").glob("*.toml"))
    return [pytest.param(table.stem, *row.values, id=row.id) for table in tables for row in rows(table)]


@by_table(field_rows())
def test_a_field_is_compared_as_a_person_would(field: str, row: dict[str, Any]) -> None:
    found = agreement(field, work(row["cited"]), work(row["registered"]))
    differences = [[difference.change, difference.cited, difference.registered] for difference in found.differences]
    assert found.comparison == row["comparison"]
    assert differences == row.get("differences", differences)
    assert found.explained == row.get("explained", found.explained)
    severe = [difference for difference in found.differences if difference.change is not Change.FORM]
    assert bool(severe) == (found.comparison is Comparison.DIFFERENT)


@pytest.mark.parametrize("row", all_rows("matching/whole"))
def test_the_work_is_told_from_what_stands_near_it(row: dict[str, Any]) -> None:
    cited, registered = work(row["cited"]), held(work(row["registered"]))
    assert (match(cited, registered, Method.SEARCH).score >= SAME_WORK) == row["sure"]
    assert agrees(match(cited, registered, Method.DOI)) == row["agrees"]


# The fields of the seed list that differ from what public pages say; all others agree or cannot be told.
SEED_DIFFERENCES = {
    ("10.1007/s00146-020-00992-2", "container-title"),
    ("10.1007/s00146-020-00992-2", "issue"),
    ("10.1057/s41254-024-00328-7", "volume"),
    ("10.1007/978-981-99-4079-0", "author"),
    ("10.4324/9781003022336", "title"),
    ("10.1163/18750230-bja10012", "issue"),
}


def test_the_seed_list_differs_where_it_is_wrong_and_nowhere_else() -> None:
    """Each record beside the reference that has its DOI, or its ISBN."""
    printed = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
    lines = (SEED / "records.jsonl").read_text(encoding="utf-8").splitlines()
    records = [crossref_record(json.loads(line), Provenance(registry="file", url="", retrieved=NOON)) for line in lines]
    differing = {
        (record.id.value, found.field)
        for entry in printed
        for record in records
        if entry.get("doi", "").lower() == record.id.value or set(entry.get("isbn", ())) & set(record.work.isbn)
        for found in compare(_seed_work(entry), record.work)
        if found.comparison is Comparison.DIFFERENT
    }
    assert differing == SEED_DIFFERENCES


def _seed_work(entry: dict[str, Any]) -> Work:
    return Work(
        title=entry["title"],
        author=tuple(Name(**author) for author in entry["authors"]),
        author_et_al=entry.get("et_al", False),
        issued=Date(year=entry["year"]),
        container_title=entry.get("container"),
        volume=entry.get("volume"),
        issue=entry.get("issue"),
        page=entry.get("pages"),
        publisher=entry.get("publisher"),
        isbn=tuple(entry.get("isbn", ())),
    )


RIVERS = "Okafor B, Lindqvist A. How rivers move across wide plains. Rivers. 2012;12:345–60."
MOVING = {
    "title": "How Rivers Move Across Wide Plains",
    "author": ["Okafor, Bisi", "Lindqvist, Anna"],
    "container_title": "Rivers",
    "volume": "12",
    "page": "345-360",
    "issued": "2012",
}


def test_hits_are_put_in_order_and_the_best_is_sure() -> None:
    paper = held(work(MOVING))
    other = held(work({"title": "How Lakes Rest", "author": ["Okafor, Bisi"], "issued": "2012"}))
    ranked = rank(parse(RIVERS).work, RIVERS, [other, paper])
    assert [hit.record for hit in ranked] == [paper, other]
    assert ranked[0].score >= SAME_WORK > ranked[1].score
    assert {hit.method for hit in ranked} == {Method.SEARCH}


def test_what_the_parser_missed_is_read_again() -> None:
    """The parser read nothing at all; the record stands in the text nevertheless."""
    registered = work(
        {
            "title": "How Rivers Move Across Wide Plains",
            "author": ["Okafor, Bisi", "Lindqvist, Anna"],
            "container_title": "Rivers",
            "issued": "2012",
        }
    )
    (hit,) = rank(Work(), RIVERS, [held(registered)])
    assert hit.score >= SAME_WORK
    assert {found.comparison for found in hit.agreements} == {Comparison.CANNOT_COMPARE}


@pytest.mark.parametrize(("journal", "is_sure"), [("ibid.", True), ("Aquatica", False)])
def test_a_word_for_the_journal_before_needs_no_explanation(journal: str, is_sure: bool) -> None:
    cited = work(
        {"author": ["Lund, A."], "container_title": "Tidal Physics", "volume": "73", "page": "59", "issued": "2004"}
    )
    registered = evolve(cited, title="Salt in the reeds of small harbours", page="59-75")
    (hit,) = rank(cited, f"A. Lund, {journal} 73, 59 (2004)", [held(registered)])
    assert (hit.score >= SAME_WORK) is is_sure


def test_a_title_that_goes_on_in_the_text_is_not_read_again() -> None:
    raw = "Okafor B. How rivers move across wide plains of Asia. 2012."
    registered = work({"title": "How Rivers Move Across Wide Plains", "issued": "2012"})
    (hit,) = rank(Work(), raw, [held(registered)])
    assert hit.score < SAME_WORK


BY_PLACE = "B. Okafor and A. Lindqvist, Rivers D 12, 345 (2012)"


@pytest.mark.parametrize(
    ("cited", "raw", "found"),
    [
        ({"volume": "345"}, BY_PLACE, {"volume": "12", "page": "345-360"}),
        ({"issue": "345"}, BY_PLACE, {"volume": "12", "page": "345-360", "issue": None}),
        ({"title": "Rivers"}, BY_PLACE, {"title": None}),
        ({"title": "Okafor Lindqvist"}, BY_PLACE, {"title": None}),
        ({"title": "and references therein"}, f"{BY_PLACE}, and references therein", {"title": None}),
        ({"volume": "7", "page": "9"}, BY_PLACE, {"volume": "7", "page": "9"}),
        ({"volume": "7"}, BY_PLACE, {"volume": "7", "page": None}),
        ({"title": "How lakes rest"}, f"B. Okafor, How lakes rest, {BY_PLACE}", {"title": "How lakes rest"}),
    ],
)
def test_a_place_that_was_read_as_something_else_is_read_again(
    cited: dict[str, Any], raw: str, found: dict[str, Any]
) -> None:
    """As physicists cite: without a title, volume and page side by side."""
    again = read_again(Work(**cited), raw, work(MOVING))
    assert {name: getattr(again, name) for name in found} == found


def test_a_printed_identifier_speaks_for_its_record() -> None:
    one, other = (
        work({"title": "How rivers move", "issued": "2012"}),
        held(work({"title": "How rivers move", "issued": "2014"})),
    )
    assert match(one, other, Method.DOI).score > match(one, other, Method.SEARCH).score


def test_a_chapter_with_its_books_identifier_is_not_accused() -> None:
    chapter = work(
        {"type": "chapter", "title": "Meanders", "author": ["Okafor, B."], "container_title": "The Life of Rivers"}
    )
    book = work({"type": "book", "title": "The Life of Rivers", "author": ["Brown, C."]})
    verdicts = {found.field: found.comparison for found in compare(chapter, book)}
    assert verdicts["title"] is Comparison.CANNOT_COMPARE
    assert verdicts["container-title"] is Comparison.SAME
    assert "author" not in verdicts


TEXT = st.text(string.ascii_letters + string.digits + " .,:;-–—'\"&<>/()éüßøм中ی‌۱٣…", max_size=40) | st.text(
    max_size=20
)
NAMES = st.builds(Name, family=st.none() | TEXT, given=st.none() | TEXT, particle=st.none() | TEXT) | st.builds(
    Name, literal=TEXT
)
DATES = st.builds(Date, year=st.none() | st.integers(1000, 2100))
WORKS = st.builds(
    Work,
    type=st.sampled_from([None, "article-journal", "book", "chapter", "article"]),
    title=st.none() | TEXT,
    subtitle=st.none() | TEXT,
    original_title=st.lists(TEXT, max_size=2).map(tuple),
    author=st.lists(NAMES, max_size=4).map(tuple),
    author_et_al=st.booleans(),
    editor=st.lists(NAMES, max_size=2).map(tuple),
    container_title=st.none() | TEXT,
    volume=st.none() | TEXT,
    issue=st.none() | TEXT,
    page=st.none() | TEXT,
    issued=st.none() | DATES,
    publisher=st.none() | TEXT,
    edition=st.none() | TEXT,
    isbn=st.lists(TEXT, max_size=2).map(tuple),
    doi=st.none() | TEXT,
)


def test_a_name_may_stand_as_a_whole_in_the_place_of_the_family() -> None:
    found = agreement("author", work({"author": ["Okafor, J. R."]}), Work(author=(Name(family="Okafor, JR"),)))
    assert found.comparison is Comparison.VARIANT


@given(WORKS, WORKS)
def test_any_two_works_can_be_compared(one: Work, other: Work) -> None:
    found = match(one, held(other), Method.SEARCH)
    assert 0.0 <= found.score <= 1.0
    assert isinstance(agrees(found), bool)
    for verdict in found.agreements:
        assert (verdict.similarity is None) == (verdict.comparison is Comparison.CANNOT_COMPARE)
        assert verdict.similarity is None or 0.0 <= verdict.similarity <= 1.0
        assert bool(verdict.differences) == (verdict.comparison is Comparison.DIFFERENT)


@given(WORKS)
def test_a_work_never_differs_from_itself(one: Work) -> None:
    assert not [found for found in compare(one, one) if found.comparison is Comparison.DIFFERENT]


@given(st.sampled_from(["title", "container_title", "publisher", "page"]), TEXT, TEXT)
@example(field="container_title", one="0", other="PROCEEDINGS")
def test_it_does_not_matter_which_text_is_the_registered_one(field: str, one: str, other: str) -> None:
    ours, theirs = work({field: one}), work({field: other})
    assume(
        all(without_placeholders(each, Work()) == each for each in (ours, theirs))
    )  # only a registered one is no value
    assert [found.comparison for found in compare(ours, theirs)] == [
        found.comparison for found in compare(theirs, ours)
    ]


@given(TEXT, WORKS)
def test_any_text_can_be_read_again(raw: str, registered: Work) -> None:
    (hit,) = rank(Work(), raw, [held(registered)])
    assert 0.0 <= hit.score <= 1.0


def test_what_introduces_a_book_is_not_the_chapter_that_is_cited_out_of_it() -> None:
    raw = (
        "Pauly, J. (2013) ‘Sharing made us towns: keepers and their households in the lowlands’, in Alder, E., Cole, C. and "
        "Thorn, T. (eds) The Study of River Relations: Shared Weirs and Exchange. New York: Palgrave Macmillan, pp. 1-24."
    )
    names = (
        Name(family="Alder", given="Erdmute"),
        Name(family="Cole", given="Cati"),
        Name(family="Thorn", given="Tatjana"),
    )
    title = "The Study of River Relations"
    introduction = Work(
        type="chapter", title=title, author=names, container_title=title, page="1-24", issued=Date(year=2013)
    )
    (hit,) = rank(parse(raw).work, raw, [held(introduction)])
    assert hit.score < SAME_WORK


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        (
            "(4) For a first account, see: Poe, D.; Hale, E. Dune Lett. 1972, 94, 194.",
            " Poe, D.; Hale, E. Dune Lett. 1972, 94, 194.",
        ),
        (
            "Selected examples: (a) Poe, D.; Hale, E. Dune Lett. 1972, 94, 194.",
            " (a) Poe, D.; Hale, E. Dune Lett. 1972, 94, 194.",
        ),
        ("Poe, D.; Hale, E. Dune Lett. 1972, 94, 194.", "Poe, D.; Hale, E. Dune Lett. 1972, 94, 194."),
        (
            "Poe JF, Hale SE. Tides: a survey. Dune Lett. 1972;94:194.",
            "Poe JF, Hale SE. Tides: a survey. Dune Lett. 1972;94:194.",
        ),
    ],
)
def test_a_phrase_that_introduces_a_work_is_no_part_of_it(text: str, searched: str) -> None:
    assert printed(parse(text)) == searched
