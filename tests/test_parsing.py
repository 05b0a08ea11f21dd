"""The parser's rules, table by table, and whole references."""

import json
import re
from typing import Any
from unicodedata import normalize

import pytest
from tables import CASES, SEEDS, by_table, rows

from refcheck.gazetteer.names import are_places
from refcheck.identifiers import replay
from refcheck.model import Date, Name, Span
from refcheck.parsing import Entry, parse, parse_list
from refcheck.parsing.calendars import of_its_calendar
from refcheck.parsing.dates import read_date
from refcheck.parsing.kinds import Clues, kind_of
from refcheck.parsing.masking import mask
from refcheck.parsing.names import read_names
from refcheck.parsing.numbers import read_issue, read_pages, read_volume
from refcheck.parsing.structure import structured
from refcheck.parsing.structure.title_ends import title_ends
from refcheck.parsing.tagging.labels import MASK, bare, begin
from refcheck.parsing.tagging.tokens import Token, tokenize

TABLES = CASES / "parsing"
SEED = json.loads((SEEDS / "jcep-central-asia-ai" / "expected.json").read_text(encoding="utf-8"))


def parts(name: Name) -> list[str]:
    if name.literal is not None:
        return [name.literal]
    shown = [name.family, name.given, name.particle, name.suffix]
    while shown and shown[-1] is None:
        shown.pop()
    return [part or "" for part in shown]


@by_table(rows(TABLES / "names.toml"))
def test_names(row: dict[str, Any]) -> None:
    names = read_names(row["raw"])
    assert [parts(person.name) for person in names.names] == row["names"]
    assert names.et_al is row.get("et_al", False)
    for person in names.names:
        printed = person.span.of(row["raw"])
        assert printed == printed.strip()
        assert letters(printed) == letters(" ".join(parts(person.name)))


def letters(text: str) -> str:
    """What is left of a text where its marks and the order of its words do not matter."""
    return "".join(sorted(filter(str.isalnum, normalize("NFKD", text.casefold()))))


@pytest.mark.parametrize("row", rows(TABLES / "dates.toml"))
def test_dates(row: dict[str, Any]) -> None:
    date = read_date(row["raw"])
    if "iso" not in row:
        assert date is None
    else:
        assert date is not None
        assert (str(date) if date.year else "") == row["iso"]


@pytest.mark.parametrize("row", rows(TABLES / "access_notes.toml"))
def test_access_notes(row: dict[str, Any]) -> None:
    notes = mask(row["raw"]).side_notes
    assert [str(note.value) for note in notes if note.name == "accessed"] == ([row["iso"]] if "iso" in row else [])


@pytest.mark.parametrize("row", rows(TABLES / "pages.toml"))
def test_pages(row: dict[str, Any]) -> None:
    pages = read_pages(row["raw"])
    if "value" not in row:
        assert pages is None
        return
    assert pages is not None
    assert pages.value == row["value"]
    assert pages.extent is row.get("extent", False)
    assert [repair.code for repair in pages.repairs] == row.get("repairs", [])
    if pages.repairs:
        assert replay(pages.span.of(row["raw"]), pages.repairs) == pages.value


@pytest.mark.parametrize("row", rows(TABLES / "numbering.toml"))
def test_numbering(row: dict[str, Any]) -> None:
    read = read_volume(row["raw"]) if row["read"] == "volume" else read_issue(row["raw"])
    assert {name: span.of(row["raw"]) for name, span in read} == {
        name: row[name] for name in ("volume", "issue") if name in row
    }


@pytest.mark.parametrize("row", rows(TABLES / "kinds.toml"))
def test_kinds(row: dict[str, Any]) -> None:
    texts = {name: row.get(name, "") for name in ("raw", "container", "genre", "doi")}
    assert kind_of(Clues(read=frozenset(row["read"]), **texts)) == row.get("type")


@pytest.mark.parametrize("row", rows(TABLES / "places.toml"))
def test_places(row: dict[str, Any]) -> None:
    assert are_places(row["text"]) is row["places"]


@pytest.mark.parametrize("row", rows(TABLES / "title_ends.toml"))
def test_title_ends(row: dict[str, Any]) -> None:
    text = row["text"]
    tokens = tokenize(text)
    labels = title_ends(text, tokens, ["title*", *["title"] * (len(tokens) - 1)])
    kept = [token for token, label in zip(tokens, labels, strict=True) if bare(label) == "title"]
    assert text[: kept[-1].end] == row["title"]
    assert {bare(label) for label in labels} - {"title"} == ({row["label"]} if "label" in row else set())


def unmarked(marked: str) -> tuple[str, list[Token], list[str]]:
    """A text whose fields are marked, without the marks; its tokens and the label of each."""
    spans: list[tuple[str, int, int]] = []
    text = ""
    for label, field, between in re.findall(r"<([\w-]+)>(.*?)</\1>|([^<]+)", marked):
        spans.append((label or "other", len(text), len(text) + len(field or between)))
        text += field or between
    tokens = tokenize(text, mask(text).spans)
    labels: list[str] = []
    for token in tokens:
        label, start, _ = next(span for span in spans if span[1] <= token.start < span[2])
        first = not labels or tokens[len(labels) - 1].start < start
        labels.append(MASK if token.masked else begin(label) if first else label)
    return text, tokens, labels


@by_table(rows(TABLES / "structure.toml"))
def test_structure(row: dict[str, Any]) -> None:
    text, tokens, labels = unmarked(row["read"])
    assert structured(text, tokens, labels) == [
        token.text if label == MASK else label for token, label in zip(tokens, unmarked(row["rules"])[2], strict=True)
    ]


@by_table(rows(TABLES / "calendars.toml"))
def test_calendars(row: dict[str, Any]) -> None:
    date = of_its_calendar(Date(year=row["year"], raw=str(row["year"])), row["text"])
    assert date.year == row.get("read")
    assert date.raw == str(row["year"])


READ = [row for name in ("references", "official", "described") for row in rows(TABLES / f"{name}.toml")]
"""Tables of printed references and what they must be read as."""


_BESIDE = {"original": "original_date", "volumes": "number_of_volumes", "recipient": "recipient"}
"""Values that a work has no variable for, and the field that holds each."""


@by_table(READ)
def test_references(row: dict[str, Any]) -> None:
    reference = parse(row["raw"])
    work = reference.work
    found = {
        "families": [name.family or name.literal for name in work.author],
        "editors": [name.family for name in work.editor],
        "translators": [name.family for name in work.translator],
        "year": work.issued.year if work.issued else None,
        "accessed": str(work.accessed),
        "date": str(work.issued),
        "et_al": work.author_et_al,
        "unread": [span.of(reference.raw) for span in reference.unread],
        **{name: getattr(reference.field(kept), "value", None) for name, kept in _BESIDE.items()},
        "repairs": [repair.code for field in reference.fields if field.name == "page" for repair in field.repairs],
    }
    for name, expected in row.items():
        if name not in ("raw", "absent"):
            assert found.get(name, getattr(work, name, None)) == expected, name
    for name in row.get("absent", ()):
        assert not getattr(work, name, None), name
        assert reference.field(name) is None, name


def plain(text: object) -> str:
    return "".join(letter for letter in str(text or "").casefold() if letter.isalnum())


@pytest.mark.parametrize("expected", SEED, ids=lambda expected: str(expected["n"]))
def test_seed_list(expected: dict[str, Any]) -> None:
    work = parse(expected["raw"]).work
    assert [[" ".join(filter(None, (n.particle, n.family))), n.given] for n in work.author] == [
        [name["family"], name.get("given")] for name in expected.get("authors", [])
    ]
    assert work.author_et_al is expected.get("et_al", False)
    assert work.issued is not None
    assert work.issued.year == expected["year"]
    assert plain(work.title) == plain(expected["title"])
    held = work.container_title or (work.publisher if expected.get("container") else None)
    assert plain(held) == plain(expected.get("container"))
    assert work.volume == expected.get("volume")
    assert work.issue == expected.get("issue")
    assert work.page == expected.get("pages")
    assert work.language == expected.get("language")
    assert (str(work.accessed) if work.accessed else None) == expected.get("accessed")


def test_seed_list_reports_the_lost_dash() -> None:
    raw = next(expected["raw"] for expected in SEED if "205 228" in expected["raw"])
    field = parse(raw).field("page")
    assert field is not None
    assert [repair.code for repair in field.repairs] == ["page-range-without-dash"]
    assert replay(field.raw, field.repairs) == field.value == "205-228"


def test_fields_say_where_they_stand() -> None:
    reference = parse("Dean, J., & Ghemawat, S. (2008). MapReduce. Communications of the ACM, 51(1), 107–113.")
    for field in reference.fields:
        assert field.span.of(reference.raw) == field.raw
        assert field.confidence is not None
        assert 0 <= field.confidence <= 1


def test_dashes_stand_for_the_authors_before() -> None:
    entries = [
        Entry(key="7", raw="Smith, Jane. 1999. Ants of Rome. London: Routledge.", spans=(Span(0, 51),)),
        Entry(key=None, raw="———. 2001. Bees of Rome. London: Routledge.", spans=(Span(52, 95),)),
    ]
    first, second = parse_list(entries)
    assert (first.key, second.key) == ("7", "2")
    assert second.work.author == first.work.author
    field = second.field("author")
    assert field is not None
    assert field.span.of(second.raw) == "———"
    assert field.confidence is not None
    assert field.confidence < 0.5  # nobody is accused of what a dash stands for
    assert second.locate(field.span) == (Span(52, 55),)


@pytest.mark.parametrize(
    ("first", "second", "role"),
    [
        (
            "Lindner, Anna: Geteilte Flüsse. Seeburg: Nordverlag 1982.",
            "Ders.: Das offene Feld. Seeburg: Nordverlag 2000.",
            "author",
        ),
        (
            "Lindner, Anna: Geteilte Flüsse. Seeburg: Nordverlag 1982.",
            "Dies. (Hg.): Listen. Seeburg: Nordverlag 1936.",
            "editor",
        ),
        ("Lindner, Anna, Le fleuve, Paris, Rivage, 1979.", "ID., Le sens des listes, Paris, Rivage, 1980.", "author"),
        ("Lindner, Anna, Il fiume diviso, Milano, Riva, 1979.", "Il medesimo, Le liste, Milano, Riva, 1980.", "author"),
    ],
)
def test_words_stand_for_the_authors_before(first: str, second: str, role: str) -> None:
    above, below = parse_list([Entry(key=None, raw=raw, spans=(Span(0, len(raw)),)) for raw in (first, second)])
    assert [name.family for name in above.work.author] == ["Lindner"]
    people = {"author": below.work.author, "editor": below.work.editor}
    assert people.pop(role) == above.work.author
    assert not any(people.values())
    (alone,) = parse_list([Entry(key=None, raw=second, spans=(Span(0, len(second)),))])
    assert (alone.work.author, alone.work.editor) == ((), ())
    assert alone.unread[0].start == 0  # it is not lost


BOOK = "Okafor, Benedict M., and Clara Castell, eds. Gates and Tides of the Northern Harbours. Cambridge: Polity, 2002."


@pytest.mark.parametrize(
    ("raw", "container", "editors", "printed"),
    [
        (
            "Quist, Lena. “Storm Control in the Marsh.” In Okafor and Castell, Gates and Tides, 71–90.",
            "Gates and Tides of the Northern Harbours",
            ["Okafor", "Castell"],
            "Gates and Tides",
        ),
        (
            "Quist, Lena. “Storm Control in the Marsh.” In Benedict Okafor, Gates and Tides of the Northern Harbours, 71–90.",
            "Gates and Tides of the Northern Harbours",
            ["Okafor", "Castell"],
            "Gates and Tides of the Northern Harbours",
        ),
    ],
)
def test_a_listed_book_is_cited_short(raw: str, container: str, editors: list[str], printed: str) -> None:
    _, part = parse_list([Entry(key=None, raw=each, spans=(Span(0, len(each)),)) for each in (BOOK, raw)])
    assert part.work.container_title == container
    assert [name.family for name in part.work.editor] == editors
    field = part.field("container_title")
    assert field is not None
    assert field.span.of(raw) == field.raw == printed
    assert all(each.span.of(raw) == each.raw for each in part.fields)


@pytest.mark.parametrize(
    "raw",
    [
        "Quist, Lena. “Storm Control in the Marsh.” In Okafor and Castell, Gates of the South, 71–90.",
        "Quist, Lena. “Storm Control in the Marsh.” In Brandt and Castell, Gates and Tides, 71–90.",
        "Quist, Lena. “Storm Control in the Marsh.” In Gates and Tides, edited by Benedict Okafor, 71–90. Oslo: North Press, 2011.",
        "Quist, Lena. “Storm Control in the Marsh.” Gates and Tides 12 (2011): 71–90.",
    ],
)
def test_another_book_stays_as_it_is_cited(raw: str) -> None:
    _, part = parse_list([Entry(key=None, raw=each, spans=(Span(0, len(each)),)) for each in (BOOK, raw)])
    assert part.work == parse(raw).work


@pytest.mark.parametrize(
    ("second", "author", "editor", "translator"),
    [
        ("———, and Ann Poe. The Tides of Rome. London: Routledge, 1999.", ["Lindner", "Poe"], [], []),
        ("———, Ben Roe, and Ann Poe. The Tides of Rome. London: Routledge, 1999.", ["Lindner", "Roe", "Poe"], [], []),
        ("—— and Poe AB, Tides (Nordverlag 1993)", ["Lindner", "Poe"], [], []),
        ("Ders./Poe, Anna: Das offene Feld. Seeburg: Nordverlag 2000.", ["Lindner", "Poe"], [], []),
        ("______; POE, Ana. Marés e molhes. Olinda: Cais, 1999.", ["Lindner", "POE"], [], []),
        ("______.; POE, Ana. Marés e molhes. Olinda: Cais, 1999.", ["Lindner", "POE"], [], []),
        ("POE, Ana. Marés. In: ______ (org.). Molhes. Olinda: Cais, 1999. p. 11-24.", ["POE"], ["POE"], []),
        ("Poe, Ann. “Tides of Rome.” In ———, ed., Harbour Walls, 4–9. London: Quay, 1999.", ["Poe"], ["Poe"], []),
        (
            "POE, Ana; ROE, Rui. Marés. In: ______; ______. Molhes. Olinda: Cais, 1999.",
            ["POE", "ROE"],
            ["POE", "ROE"],
            [],
        ),
        ("POE, Ana. Marés. In: ______; ROE, Rui (orgs.). Molhes. Olinda: Cais, 1999.", ["POE"], ["POE", "ROE"], []),
        ("———, and Ann Poe, eds. The Tides of Rome. London: Routledge, 1999.", [], ["Lindner", "Poe"], []),
        ("———, ed. A Choice of Harbour Verse. London: Faber, 1941.", [], ["Lindner"], []),
        ("———, trans. The Tides. London: Faber, 1941.", [], [], ["Lindner"]),
        ("———, ed. and trans. The Tides. London: Faber, 1941.", [], ["Lindner"], ["Lindner"]),
        # negative: a bullet or a dash in a title stands for nobody, and the role is another's
        ("– Poe, A. (2001). Tides of Rome. Harbour Review, 3, 4–9.", ["Poe"], [], []),
        ("POE, Ana. Marés -- in -- e molhes. Olinda: Cais, 1999.", ["POE"], [], []),
        ("———. The Tides of Rome. Edited by Ann Poe. London: Routledge, 1999.", ["Lindner"], ["Poe"], []),
    ],
)
def test_others_and_roles_stand_beside_a_dash(
    second: str, author: list[str], editor: list[str], translator: list[str]
) -> None:
    first = "Lindner, Anna. Shared Rivers. Seeburg: Nordverlag, 1982."
    _, below = parse_list([Entry(key=None, raw=raw, spans=(Span(0, len(raw)),)) for raw in (first, second)])
    people = (below.work.author, below.work.editor, below.work.translator)
    assert [[name.family for name in each] for each in people] == [author, editor, translator]


@pytest.mark.parametrize(
    ("third", "author"),
    [
        ("———, and Ben Roe. Floods. 2001.", ["Lindner", "Roe"]),
        ("———. Floods. Oslo: North Press, 2001.", ["Lindner"]),
    ],
)
def test_a_second_dash_stands_for_whom_the_first_one_does(third: str, author: list[str]) -> None:
    raws = ("Lindner, Anna. Rivers. 1982.", "———, and Ann Poe. Tides. 1999.", third)
    *_, last = parse_list([Entry(key=None, raw=raw, spans=(Span(0, len(raw)),)) for raw in raws])
    assert [name.family for name in last.work.author] == author


def test_a_dash_stands_for_all_whom_an_entry_names() -> None:
    raws = (
        "Lindner, Anna, and Ann Poe. Tides. 1999.",
        "———. Floods. Oslo: North Press, 2001.",
        "———. Ebbs. Oslo: Pier, 2003.",
    )
    *_, last = parse_list([Entry(key=None, raw=raw, spans=(Span(0, len(raw)),)) for raw in raws])
    assert [name.family for name in last.work.author] == ["Lindner", "Poe"]


INVERTED = [
    f"{family}, A. (2011). Tides of the sea. Oslo: Pier." for family in ("Lund", "Poe", "Roe", "Berg", "Quist", "Voss")
]
DIRECT = [raw.replace("Lund, A.", "Xanthe Lund").replace(", A.", ", Ana") for raw in INVERTED]


@pytest.mark.parametrize(
    ("name", "others", "literal"),
    [
        ("Northern Gauges", INVERTED, True),
        ("Banque d'Altamar", INVERTED, True),
        ("Northern Gauges", DIRECT[:2], False),
        ("Ana Gauges", INVERTED, False),
        ("Trần Thị Mai", INVERTED, False),
        ("Wang Lihua", INVERTED, False),
        ("Gauges", INVERTED, False),
        ("Northern Gauges and Ana Poe", INVERTED, False),
        ("Northern Gauges", [f"Eastern {each.split(',')[0]}. (2011). Tides. Oslo: Pier." for each in INVERTED], False),
    ],
)
def test_a_name_without_comma_among_inverted_ones_is_a_body(name: str, others: list[str], literal: bool) -> None:
    raws = [*others, f"{name}. (2012). Mud of the sea. Oslo: Pier."]
    *_, last = parse_list([Entry(key=None, raw=raw, spans=(Span(0, len(raw)),)) for raw in raws])
    assert (last.work.author[0].literal == name) is literal
    assert all(each.span.of(last.raw) == each.raw for each in last.fields)


@pytest.mark.parametrize("title", ["Dies irae in the delta", "Idem sonans"])
def test_a_title_stands_for_nobody(title: str) -> None:
    raws = ("Lindner, Anna. 1999. Shared rivers. Oslo: North Press.", f"{title}. 2001. Oslo: North Press.")
    _, second = parse_list([Entry(key=None, raw=raw, spans=(Span(0, len(raw)),)) for raw in raws])
    assert second.work.author == ()


def test_dashes_without_an_entry_before_are_nobody() -> None:
    (only,) = parse_list([Entry(key=None, raw="———. 2001. Bees of Rome. London: Routledge.", spans=(Span(0, 43),))])
    assert only.work.author == ()
