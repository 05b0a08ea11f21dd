"""What was seen of a list and not read is told, and ends a run as a list does that was not read where it is most of it."""

from itertools import accumulate
from typing import Any

import pytest
from attrs import evolve
from click.testing import CliRunner
from tables import CASES, rows

import refcheck
from refcheck.checks.unread.seen import Seen
from refcheck.cli import main
from refcheck.model import Document, Part, Reference, Span
from refcheck.parsing import parse
from refcheck.registries import Offline

NUMBERS = CASES / "seen" / "numbers.toml"


def told(text: str) -> list[str]:
    return [note.message for note in refcheck.check(text, registry=Offline()).run.notes]


@pytest.mark.parametrize("row", rows(NUMBERS, "made"))
def test_numbers_that_were_not_read_are_told(row: dict[str, Any]) -> None:
    assert told(row["text"]) == row["notes"]


@pytest.mark.parametrize("row", rows(NUMBERS, "negative"))
def test_a_list_that_was_read_is_nothing_to_tell_of(row: dict[str, Any]) -> None:
    assert told(row["text"]) == []


def test_several_references_in_one_entry_are_told() -> None:
    entry = "Oxley, M. ({}). Towns of the delta and what became of them in the floods. Delta Studies, 5(2), 1-20."
    several = " ".join(map(entry.format, range(1990, 2012)))
    text = "\n".join(whole := (entry.format(1984), several, entry.format(2020)))
    starts = accumulate(map(len, whole), lambda start, length: start + length + 1, initial=0)
    references = [
        parse(each, key=str(number), spans=(Span(start, start + len(each)),))
        for number, (start, each) in enumerate(zip(starts, whole, strict=False), start=1)
    ]
    document = Document(name="list.txt", format="plain", text=text)
    assert list(Seen.of(document, references).notes()) == [
        "reference 2 is 2265 characters long and may be several (line 2)"
    ]
    assert list(Seen.of(document, references[::2]).notes()) == []


ROE = "Roe, R., & Poe, E. (2020). A title of things that nobody read. A Journal of Things, 14(3), 1–9."
OXLEY = "Oxley, M. (1990). Towns of the delta and what became of them in the floods. Delta Studies, 5(2), 10–20."


@pytest.mark.parametrize(
    ("entry", "notes"),
    [
        (f"{OXLEY}\n{ROE}", [f"a part of reference 1 was not read (line 1): “{ROE[:47]}…”"]),
        (
            f"{OXLEY} https://doi.org/10.1016/j.euras.2015.10.003\n{ROE}",
            [f"a part of reference 1 was not read (line 1): “{ROE[:47]}…”"],
        ),
        (OXLEY, []),
        (f"{OXLEY} Retrieved from the library, 12 May 2019, and copied twice", []),
        ("Acero, F. et al. 2015, ApJS, 218, 23 (erratum 2016, ApJS, 218, 23)", []),
        (
            "@book{a, title = {Tides}, author = {Roe, R.}, year = 2020, abstract = {Roe (2019) saw the tides again}, year = 2019}",
            [],
        ),
    ],
)
def test_a_second_reference_in_an_entry_is_told(entry: str, notes: list[str]) -> None:
    assert [note.message for note in refcheck.check([entry], registry=Offline()).run.notes] == notes


def test_a_record_is_not_several_references_for_its_length() -> None:
    cited = "".join(f', "c{year}": "{"Delta Studies. " * 20}{year}"' for year in range(1990, 2002))
    works = [f'{{"DOI": "10.1000/{n}", "title": ["Towns"]{cited * (n == 2)}}}' for n in range(1, 6)]
    read = refcheck.read(f"[{', '.join(works)}]")
    assert max(len(each.raw) for each in read.references) > 1500
    assert list(Seen.of(read.document, read.references).notes()) == []


def test_no_place_is_looked_up_where_nothing_is_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    """A place is counted from the beginning of the text: for every one of 6,000 references that took four minutes."""
    read = refcheck.read("\n".join(f"[{n}] {OXLEY.replace('1990', str(1980 + n))}" for n in range(1, 9)))
    asked: list[object] = []
    monkeypatch.setattr(Document, "places", lambda _, spans: asked.append(spans))
    assert len(read.references) == 8
    assert list(Seen.of(read.document, read.references).notes()) == []
    assert asked == []


def doubted(reference: Reference, confidence: float) -> Reference:
    return evolve(reference, fields=tuple(evolve(each, confidence=confidence) for each in reference.fields))


@pytest.mark.parametrize(
    ("confidences", "notes"),
    [
        ([0.9, 0.4, 0.9], ["not sure where reference 2 begins or ends (line 2)"]),
        ([0.4, 0.9, 0.1], ["not sure where 2 of 3 references begin or end: 1, 3 (lines 1–3)"]),
        (
            [0.9] + [0.4] * 9,
            ["not sure where 9 of 10 references begin or end: 2, 3, 4, 5, 6, 7, 8, 9 and 1 more (lines 2–10)"],
        ),
        ([0.9, 0.5, 0.9], []),
    ],
)
def test_references_that_may_be_cut_wrongly_are_told(confidences: list[float], notes: list[str]) -> None:
    raw = "Oxley, M. (2011). Towns of the delta. Delta Studies, 5(2), 1-20."
    text = "\n".join([raw] * len(confidences))
    references = [
        doubted(parse(raw, key=str(at + 1), spans=(Span(at * (len(raw) + 1), (at + 1) * (len(raw) + 1) - 1),)), own)
        for at, own in enumerate(confidences)
    ]
    assert list(Seen.of(Document(name="list.txt", format="plain", text=text), references).notes()) == notes


def test_a_reference_of_which_one_field_is_sure_is_not_doubted() -> None:
    reference = doubted(parse(LISTED[0]), 0.4)
    first, *others = reference.fields
    known = evolve(reference, fields=(evolve(first, confidence=0.9), *others))
    stated = evolve(reference, fields=(evolve(first, confidence=None), *others))
    document = Document(name="list.txt", format="plain", text=LISTED[0])
    assert list(Seen.of(document, [reference]).notes()) == ["not sure where reference 1 begins or ends"]
    assert not [note for each in (known, stated) for note in Seen.of(document, [each]).notes()]


LISTED = [
    f"{name}, A. ({2000 + number}). Essays on the {name} floods. Journal of Deltas, {number}(2), 45-67."
    for number, name in enumerate(
        ("Abbott", "Brandt", "Castro", "Dorn", "Engel", "Falk", "Grau", "Holm", "Iten", "Jahn"), 1
    )
]


def begun(*places: int) -> str:
    """How the lines at these places begin, as they are shown."""
    return ", ".join(f"“{LISTED[place][:47]}…”" for place in places)


@pytest.mark.parametrize(
    ("text", "read", "notes"),
    [
        (LISTED, 1, [f"9 lines elsewhere look like references and were not read (lines 2–10): {begun(1, 2, 3)}, …"]),
        (LISTED, 2, [f"8 lines elsewhere look like references and were not read (lines 3–10): {begun(2, 3, 4)}, …"]),
        (
            LISTED,
            3,
            [f"7 lines beside those read look like references and were not read (lines 4–10): {begun(3, 4, 5)}, …"],
        ),
        (LISTED, 9, [f"1 line beside those read looks like a reference and was not read (line 10): {begun(9)}"]),
        ([*LISTED[:3], *["Words that are none, and a year, 1998."] * 12, *LISTED[3:]], 3, []),  # too far, and too few
        (LISTED, 10, []),
        ([LISTED[0], *(each.replace("Journal of Deltas", "J. Deltas") for each in LISTED)], 11, []),
        (
            [
                LISTED[0],
                *(f"In {year} the delta was flooded again, as it had been before." for year in range(1950, 1980)),
            ],
            1,
            [],
        ),
        ([LISTED[0], *(f"Floods {year} 11.6 87.8 (79.9) 11.3 (18.9) 0.9 (1.2)" for year in range(1990, 2020))], 1, []),
    ],
)
def test_lines_like_references_that_were_not_read_are_told(text: list[str], read: int, notes: list[str]) -> None:
    document = Document(name="list.txt", format="plain", text="\n".join(text))
    starts = accumulate(map(len, text), lambda start, length: start + length + 1, initial=0)
    references = [
        parse(each, key=str(start), spans=(Span(start, start + len(each)),))
        for start, each in zip(starts, text[:read], strict=False)
    ]
    assert list(Seen.of(document, references).notes()) == notes


@pytest.mark.parametrize(("format", "count"), [("bibtex", 0), ("latex", 1)])
def test_what_is_not_cited_out_of_a_bibliography_is_not_told(format: str, count: int) -> None:  # noqa: A002 - as in Part
    text = "\n".join(["As @abbott says.", *LISTED])
    document = Document(
        name="a.md", format="markdown", text=text, parts=(Part(text.index(LISTED[0]), "refs.bib", format),)
    )
    places = [Span(start, start + len(each)) for each in LISTED[:-1] for start in (text.index(each),)]
    seen = Seen.of(document, [parse(place.of(text), spans=(place,)) for place in places])
    assert len(seen.beside) == count


def test_what_is_printed_once_more_was_read() -> None:
    printed = [each.replace("Journal of Deltas", "J. Deltas") for each in LISTED]
    document = Document(name="list.txt", format="plain", text="\n".join([*printed, *LISTED]))
    start = document.text.index(LISTED[0])
    references = [parse(each, key="1", spans=(Span(start, len(document.text)),)) for each in LISTED[:1]]
    assert len(Seen.of(document, references).elsewhere) == len(LISTED) - 1


def test_a_list_of_which_most_was_not_read_ends_as_one_that_was_not() -> None:
    read = "\n".join(
        f"[{number}] Abbott H. A survey of small things. J Made Ex. 2003;12(3):45-67." for number in range(1, 5)
    )
    other = "\n".join(f"[{number}] the diary of the captain" for number in range(5, 12))
    text = f"References\n\n{read}\n\nAppendix A. Maps\n\nThe maps are kept in three archives.\n\n{other}\n"
    run = CliRunner().invoke(main, ["check", "--offline", "-"], input=text)
    assert run.exit_code == 4, run.output
    assert "most of its list was seen but not read" in run.stderr


def test_numbers_of_another_form_are_not_in_place_of_the_lists_own() -> None:
    """Two notes with the numbers 2 and 3 stand before a list that was read from 1 to 4."""
    lines = [f"{number} {LISTED[number]}" for number in (2, 3)] + [
        f"[{number}] {LISTED[number]}" for number in range(1, 5)
    ]
    document = Document(name="list.txt", format="plain", text="\n".join(lines))
    starts = [document.text.index(line) + line.index(" ") + 1 for line in lines]
    numbers = (2, 3, 1, 2, 3, 4)
    references = [
        parse(LISTED[number], key=str(number), spans=(Span(start, start + len(LISTED[number])),))
        for start, number in zip(starts, numbers, strict=True)
    ]
    assert list(Seen.of(document, references).notes()) == []


@pytest.mark.parametrize(
    ("entry", "codes"), [("", []), (" ", []), ("\n", []), ("See above.", ["reference-not-understood"])]
)
def test_a_blank_entry_is_nothing_to_understand(entry: str, codes: list[str]) -> None:
    assert [each.code for each in refcheck.check([entry], registry=Offline()).findings()] == codes


@pytest.mark.parametrize(
    ("entries", "note"),
    [
        (["hello world"], "its only entry was not understood; it may contain no reference list"),
        (["hello world", "see above"], "2 of 2 entries were not understood; it may contain no reference list"),
    ],
)
def test_entries_that_were_not_understood_are_counted(entries: list[str], note: str) -> None:
    report = refcheck.check(entries, registry=Offline())
    assert ([each.message for each in report.run.notes], str(report[0])) == ([note], "[1] unverified")
