"""PDF: reading order, words parted at line ends, what stands on pages for the page's sake, links, and broken files."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
import typst
from drawn import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_made import (
    BODY,
    by_hand,
    in_dots,
    in_expert_letters,
    listed,
    numbered,
    of_counted_letters,
    of_nameless_letters,
    pdf,
    picture,
    text,
)
from readers_made import assert_sound
from tables import CASES, SEEDS, rows

from refcheck.errors import SourceError
from refcheck.model import Bibliography, Unit
from refcheck.readers import read_bytes
from refcheck.readers.documents.pdf.columns import in_reading_order
from refcheck.readers.documents.pdf.layout import Piece, joined
from refcheck.readers.documents.pdf.page import pages
from refcheck.readers.documents.pdf.rows import lines, mended

REFERENCES = [
    line for line in (SEEDS / "jcep-central-asia-ai" / "references.txt").read_text("utf-8").splitlines() if line.strip()
]


def read(data: bytes) -> Bibliography:
    bibliography = read_bytes(data, "paper.pdf")
    assert bibliography.document.format == "pdf"
    assert_sound(bibliography)
    return bibliography


def squeezed(text: str) -> str:
    return "".join(text.split())


LAYOUTS: dict[str, dict[str, Any]] = {
    "one column": {"body": BODY + listed(REFERENCES)},
    "two columns": {"body": BODY + listed(REFERENCES), "columns": 2},
    "numbers in the margin": {"body": BODY + numbered(REFERENCES), "hanging": "0pt"},
    "numbers in the margin of two columns": {"body": BODY + numbered(REFERENCES), "columns": 2, "hanging": "0pt"},
    "two columns whose lines are not level": {
        "body": f"#set par(leading: 1em, spacing: 1em)\n{listed(REFERENCES[:6])}#colbreak()#v(8pt)\n"
        + "\n\n".join(map(text, REFERENCES[6:])),
        "columns": 2,
    },
}


@cache
def laid_out(layout: str) -> Bibliography:
    return read(pdf(**LAYOUTS[layout]))


@cache
def small() -> bytes:
    return pdf(listed(REFERENCES[:3]))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_reference_is_read_as_it_was_before_it_was_set(layout: str) -> None:
    bibliography = laid_out(layout)
    found = [squeezed(reference.raw) for reference in bibliography.references]
    assert len(found) == len(REFERENCES)
    same = sum(one == squeezed(other) for one, other in zip(found, REFERENCES, strict=True))
    assert same >= len(REFERENCES) - 1  # hyphens in addresses cannot always be told from the typesetter's
    assert "Journal of Made Examples" not in bibliography.document.text
    assert not any(line.strip().isdecimal() for line in bibliography.document.text.splitlines())
    assert bibliography.notes == ()


def test_printed_numbers_are_keys() -> None:
    assert [each.key for each in laid_out("numbers in the margin").references] == [str(n) for n in range(1, 34)]


def test_citations_in_the_text_are_found() -> None:
    lists = [
        "Brandt, K. (1998). On lists and their faults. Journal of Lists, 3(2), 5-9.",
        "Castro, M. (2011). The long title of an article. Annals of Layout, 5, 1-20.",
    ]
    bibliography = read(pdf(f"As Brandt (1998) said, and others (Castro, 2011). {BODY}" + listed(lists)))
    assert [(str(each.names[0]), each.year) for each in bibliography.citations] == [("Brandt", 1998), ("Castro", 2011)]


def test_links_say_what_a_printed_doi_is_and_what_is_not_printed() -> None:
    first = f'{text("Brandt, K. (1998). On lists. Journal of Lists, 3(2), 5-9. ")}#link("https://doi.org/10.1000/lists")[Link]'
    printed = text("doi: 10.1007/s00146- 020-00992-2")
    second = f'{text("Castro, M. (2011). Layout. Annals of Layout, 5, 1-20. ")}#link("https://doi.org/10.1007/s00146-020-00992-2")[{printed}]'
    found = read(pdf(f"= References\n\n{first}\n\n{second}")).references
    assert [reference.work.doi for reference in found] == ["10.1000/lists", "10.1007/s00146-020-00992-2"]
    assert found[0].raw.endswith("Link https://doi.org/10.1000/lists")


def test_letters_that_no_font_names_are_said_to_be() -> None:
    found = read(of_nameless_letters(bytes((1, 2, 3, 4)) * 5))
    assert found.document.text == ""
    assert found.notes == (
        "the pages have characters without known letters; run text recognition (OCR) on the file first",
    )


ROMAN = "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"
ITALIC = ROMAN.replace("Roman", "Italic")

COUNTED = "Prefixes, oﬃces and ﬁrst ﬂoors are ﬁne"
OT1 = {"ﬁ": 12, "ﬂ": 13, "ﬃ": 14}
T1 = {"ﬁ": 28, "ﬂ": 29, "ﬃ": 30}
ADOBE = {"ﬁ": "fi", "ﬂ": "f_l", "ﬃ": "f_f_i.alt", " ": "space", ",": "comma"}


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        (lambda letter: str(OT1.get(letter, ord(letter))), "P"),
        (lambda letter: f"a{OT1.get(letter, ord(letter))}", "P"),
        (lambda letter: f"K{OT1.get(letter, ord(letter)):X}", "P"),
        (lambda letter: f"a{T1.get(letter, ord(letter))}", "P"),
        (lambda letter: f"a{ {**T1, 'P': 0xC9}.get(letter, ord(letter)) }", "É"),
        (lambda letter: f"a{ {**T1, 'P': 0xFF}.get(letter, ord(letter)) }", "ß"),
        (lambda letter: f"a{ {**T1, 'P': 0xAA}.get(letter, ord(letter)) }", "ł"),
        (lambda letter: ADOBE.get(letter, letter), "P"),
    ],
    ids=[
        "numbers",
        "numbers behind a letter",
        "hexadecimal",
        "of 256 letters",
        "accented",
        "German",
        "Polish",
        "names",
    ],
)
def test_the_names_of_glyphs_tell_the_letters_of_fonts_that_count_them(named: Callable[[str], str], shown: str) -> None:
    found = read(of_counted_letters(COUNTED, named))
    assert (found.document.text, found.notes) == (normalize("NFKC", COUNTED.replace("P", shown)), ())


RUSSIAN = "Лунд. Вёсла, шлюзы и озёра севера, № 4, «озеро»."
T2A = {"Ё": 156, "№": 157, "ё": 188, "«": 190, "»": 191}


def test_numbers_of_glyphs_are_cyrillic_where_most_are_of_its_letters() -> None:
    found = read(of_counted_letters(RUSSIAN, lambda letter: f"a{T2A.get(letter) or ord(letter.encode('cp1251'))}"))
    assert (found.document.text, found.notes) == (RUSSIAN, ())


@pytest.mark.parametrize("name", ["g{}", "glyph{}"])
def test_numbers_of_glyphs_that_are_no_letters_are_said_to_be_none(name: str) -> None:
    counted = {letter: place for place, letter in enumerate(dict.fromkeys(COUNTED))}
    found = read(of_counted_letters(COUNTED, lambda letter: name.format(counted[letter])))
    assert found.document.text == ""
    assert found.notes[0].startswith("the pages have characters without known letters")


@pytest.mark.parametrize(
    ("written", "shown"),
    [("\\033nding \\034e \\035rst", "finding The 1rst"), ("\\033nding \\036", "finding"), ("\\177 17", "17")],
    ids=["ligatures and alternates", "a drawing", "nothing that is told"],
)
def test_the_names_of_glyphs_tell_ligatures_that_are_on_no_list(written: str, shown: str) -> None:
    names = "<< /Type /Encoding /Differences [27 /f_i /T_h /one.taboldstyle /drawing] >>"
    found = read(by_hand([(72, 700, written)], font=ROMAN.replace("/WinAnsiEncoding", names)))
    assert "".join(sign for sign in found.document.text if sign >= " " and sign != "\x7f").strip() == shown


def test_numbers_of_lines_are_not_read() -> None:
    lines = '#set par.line(numbering: "1")\n'
    found = read(pdf(lines + BODY + listed(REFERENCES[:8]))).references
    assert [squeezed(reference.raw) for reference in found] == [squeezed(each) for each in REFERENCES[:8]]


def test_pages_that_were_scanned_are_said_to_be() -> None:
    blank = typst.compile(f'#set page(paper: "a5")\n{picture()}\n#pagebreak()\n#lorem(30)'.encode())
    assert read(bytes(blank)).notes == ("pages that are images without text, not read: 1",)
    assert read(bytes(typst.compile(b'#set page(paper: "a5")\n'))).notes == ("no page contains any text",)


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + b"<" * 10_000], ids=["empty", "rubbish"])
def test_a_broken_file_is_a_clear_error(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"paper\.pdf: is a broken PDF"):
        read_bytes(data, "paper.pdf")


WITHOUT = "import sys; sys.modules['pypdfium2'] = None; from refcheck.cli import main; main()"


def test_without_the_extra_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(small())
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT, "check", "--offline", str(path)], capture_output=True, text=True
    )
    told = f"refcheck: {path}: is a PDF; to read it, install the extra: pip install 'refcheck-audit[pdf]'\n"
    assert (ended.returncode, ended.stderr) == (2, told)


@pytest.mark.parametrize("made", [small, lambda: of_counted_letters(COUNTED, lambda letter: f"a{ord(letter) % 256}")])
@pytest.mark.parametrize("many", [examples(30), pytest.param(20_000, marks=pytest.mark.slow)])
def test_a_damaged_file_is_read_or_refused(many: int, made: Callable[[], bytes]) -> None:
    data = made()

    @settings(max_examples=many)
    @given(st.integers(0, len(data)), st.binary(min_size=1, max_size=40))
    def is_read_or_refused(at: int, damage: bytes) -> None:
        with suppress(SourceError):
            assert_sound(read_bytes(data[:at] + damage + data[at + len(damage) :], "paper.pdf", format="pdf"))

    is_read_or_refused()


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["infor-", "mation"], "information"),
        (["policy-", "making"], "policy-making"),
        (["Smith-", "Jones"], "Smith-Jones"),
        (["pp. 45-", "67"], "pp. 45-67"),
        (["pp. 59–", "77"], "pp. 59–77"),
        (["a word –", "another"], "a word – another"),
        (["soft\u00ad", "ly"], "softly"),
        (["https://example.org/a/", "b"], "https://example.org/a/b"),
        (["https://example.org/long-", "name"], "https://example.org/long-name"),
        (["doi:10.1000/abc.", "2021.5"], "doi:10.1000/abc.2021.5"),
        (["https://example.org/a.", "Accessed"], "https://example.org/a. Accessed"),
        (["https://example.org/a", "accessed on"], "https://example.org/a accessed on"),
        (["https://example.org/12", "34ab"], "https://example.org/1234ab"),
        (["参考", "文献"], "参考文献"),
        (["10.1007/s00146-", "020"], "10.1007/s00146-020"),
        (["https://doi.org/10.1000/abc-", "def"], "https://doi.org/10.1000/abcdef"),
    ],
)
def test_lines_are_joined(lines: list[str], whole: str) -> None:
    words = {"policy-making", "policy", "making"}
    assert joined([Piece(line, is_full=True) for line in lines], ["https://doi.org/10.1000/abcdef"], words) == whole


def test_what_stands_behind_the_list_is_none_of_it() -> None:
    person = "Maria Oxley (2011) is a lecturer, and the author of Towns of the delta, Oslo: North Press, 2009."
    behind = f"= About the author\n\n#text(8pt)[{person}]"
    found = read(pdf(BODY + listed(REFERENCES[:6]) + "\n\n" + behind)).references
    assert [squeezed(each.raw) for each in found] == [squeezed(each) for each in REFERENCES[:6]]


def test_a_paper_that_cites_in_footnotes() -> None:
    notes = [f"#lorem(40)#footnote[{text(each)}]" for each in REFERENCES[4:12]]
    notes.insert(3, "#lorem(40)#footnote[Ebd., S. 12.]")
    found = read(pdf("= Towns\n\n" + "\n\n".join(f"{note} #lorem(60)" for note in notes), hanging="0pt")).references
    wanted = {squeezed(each)[:40] for each in REFERENCES[4:12]}
    assert {squeezed(each.raw)[:40] for each in found} >= wanted - {squeezed(REFERENCES[11])[:40]}
    assert not any("Ebd" in each.raw for each in found)


def test_notes_that_cite_one_work_page_by_page_are_no_running_heads() -> None:
    again = "Dietz (2009), a.a.O., S. {}"
    notes = [f"#footnote[{text(each)}]" for each in REFERENCES[4:12]]
    for place in (2, 4, 6, 8):
        notes.insert(place, f"#pagebreak() #lorem(40)#footnote[{again.format(30 + place)}]")
    found = read(pdf("= Towns\n\n" + "\n\n".join(f"#lorem(40){note}" for note in notes), hanging="0pt")).references
    assert sum(squeezed(each.raw).startswith("Dietz(2009),a.a.O.") for each in found) == 4


@pytest.mark.parametrize("end", ["9780306406{}", "doi:10.1000/towns.{}", "https://doi.org/10.1000/2014/{}", "00{}"])
def test_identifiers_at_the_ends_of_pages_are_no_running_feet(end: str) -> None:
    starts = (
        "Oxley, M. (2001). The towns of the delta and what they paid for. Oslo: North Press. ISBN ",
        "Okafor, T. (2004). Two rivers, their mouths and their names. Nordmoor: Seeverlag, p. 12. ",
        "Oldman, K. (2009). A harbour. Journal of Made Examples, 14(2), 33-57. ",
    )
    entries = [f"{start}{end.format(2001 + 3 * place)}" for place, start in enumerate(starts)]
    pages = []
    for place, (front, _, behind) in enumerate(entry.rpartition(" ") for entry in entries):
        others = "\n\n".join(map(text, REFERENCES[4 * place : 4 * place + 4]))
        pages.append(f"{others}\n\n{text(front)} \\ {text(behind)}")
    body = BODY + "= References\n\n" + "\n#pagebreak()\n".join(pages)
    found = [squeezed(each.raw) for each in read(pdf(body, page="numbering: none")).references]
    assert [each for each in found if each.startswith(("Oxley,M", "Okafor", "Oldman"))] == [
        squeezed(each) for each in entries
    ]


def test_a_year_at_the_end_of_a_page_does_not_count_it() -> None:
    year = "Oxley, M. The towns of the delta and what they paid for. Journal of Made Examples 14, 33-57, {}"
    pages = []
    for place in range(4):
        others = "\n\n".join(map(text, REFERENCES[3 * place : 3 * place + 3]))
        pages.append(
            f"{others}\n\n{text(year.format('March'))} \\ {text(str(1977 + 3 * place))}\n\n{text(REFERENCES[12])}"
        )
    found = read(pdf(BODY + "= References\n\n" + "\n#pagebreak()\n".join(pages))).references
    ends = [squeezed(each.raw)[-9:] for each in found if each.raw.startswith("Oxley, M. The towns")]
    assert ends == [f"March{1977 + 3 * place}" for place in range(4)]


def test_raised_letters_stand_in_their_line() -> None:
    entry = "Oxley, M. (2011). Towns, 3#super[rd] ed. Oslo: North Press."
    found = read(pdf(listed(REFERENCES[:4]) + "\n\n" + entry)).references
    assert "3 rd ed." in found[-1].raw or "3rd ed." in found[-1].raw


def test_letters_that_are_set_as_one_stand_in_their_word() -> None:
    references = [reference.replace("ntelligence", "n efficient office") for reference in REFERENCES]
    bibliography = read(pdf(f'#set text(font: "New Computer Modern")\n{BODY}{listed(references)}'))
    raw = " ".join(reference.raw for reference in bibliography.references)
    assert "efficient office" in raw
    assert "f f" not in raw


@pytest.mark.parametrize(
    ("placed", "font", "shown"),
    [
        ([(72, "Brand"), (97, "\\250"), (97.5, "uck")], ROMAN, "Brandück"),
        ([(72, "M"), (80.9, "uller"), (120, "1998"), (81.7, "\\250")], ROMAN, "Müller 1998"),
        ([(72, "Frank"), (80, "\\270")], ROMAN, "Frank ¸"),
        ([(72, "Fran"), (90.4, "cois"), (91, "\\270")], ROMAN, "François"),
        ([(72, "Lists"), (92.1, "\\264s")], ROMAN, "Lists´s"),
        ([(72, "7"), (73, "\\250")], ROMAN, "7¨"),
        ([(72, "of"), (82.3, "Logic")], ITALIC, "of Logic"),
        ([(72, "of"), (79.8, "ten")], ITALIC, "often"),
        ([(72, "all"), (84.8, "jest")], ITALIC, "all jest"),
        ([(72, "al"), (79.9, "juse")], ITALIC, "aljuse"),
    ],
    ids=[
        "accent over the first letter behind it",
        "accent told at the end",
        "accent beside every letter",
        "cedilla",
        "apostrophe",
        "accent over a digit",
        "slanted f before a word",
        "slanted f in a word",
        "slanted j that begins a word",
        "slanted j in a word",
    ],
)
def test_accents_and_slanted_letters_stand_where_they_are_printed(
    placed: list[tuple[float, str]], font: str, shown: str
) -> None:
    found = read(by_hand([(left, 700, letters) for left, letters in placed], font=font))
    assert found.document.text.replace("\n", " ") == shown


@pytest.mark.parametrize(
    ("placed", "shown"),
    [
        ([(72, 700, "T"), (76.4, 697.8, "E"), (81.3, 700, "Xbook")], ["TEXbook"]),
        ([(72, 700, "The 11"), (99.6, 703.6, "th"), (110, 700, "meeting")], ["The", "11th", "meeting"]),
        ([(72, 700, "Brand"), (96.7, 703.6, "1"), (110, 700, "and")], ["Brand", "1", "and"]),
        ([(72, 700, "Brand"), (96.7, 703.6, "a"), (110, 700, "and")], ["Brand", "a", "and"]),
        ([(72, 700, "T"), (76.4, 692, "E"), (81.3, 700, "Xbook")], ["T", "E", "Xbook"]),
        ([(72, 700, "11"), (82, 696.4, "th")], ["11", "th"]),
    ],
    ids=["lowered and pushed in", "ordinal", "note's number", "note's letter", "another line", "index"],
)
def test_what_is_raised_or_lowered_is_of_its_word_where_it_is_set_into_it(
    placed: list[tuple[float, float, str]], shown: list[str]
) -> None:
    page = next(pages(by_hand(placed, font=ROMAN), "paper.pdf"))
    assert [word.text for word in page.words] == shown


def test_a_place_in_it_is_a_page() -> None:
    bibliography = read_bytes(pdf(BODY + "#pagebreak()\n\n" + listed(REFERENCES)), "paper.pdf")
    places = bibliography.document.places(each.spans[0] for each in bibliography.references)
    assert {place.unit for place in places} == {Unit.PAGE}
    assert places[0].line > 1
    assert [place.line for place in places] == sorted(place.line for place in places)


GERMAN = [
    "Alvers, Renate (2003): Wasser und Markt. Zur Ordnung kleiner Städte. Seeburg: Nordverlag.",
    "Brunnhuber, Klaus/Dietz, Anna (Hg.) (1998): Die Ufer der Moderne, 2. Aufl., Wien.",
    "Cordes, Ulf (2011): Vom Zählen der Kähne, in: Zeitschrift für Flussgeschichte, Jg. 14, H. 2, S. 33–57.",
    "Dietz, Anna (2009a): Marktrecht und Hochwasser. In: Cordes, Ulf (Hrsg.): Stadt am Strom. Nordmoor: Seeverlag, S. 101-129.",
    "Ehlers, Jan (1987): Das Register von 1784. Eine Edition. Leipzig.",
    "Fuchs, Eva (2014): Karten ohne Städte, Seeburg.",
]
NOTE = "#footnote[Vgl. dazu Cordes (2011), S. 45 f.; anders Ehlers 1987, S. 12.]"
MIRRORED = """header: context { let n = counter(page).get().first(); if n > 1 { if calc.even(n) { [#n #h(1fr) Anna Dietz] } else {
  [Märkte am Wasser #h(1fr) #n] } } }"""
"""A head that differs on left and right pages, and is missing on the first."""
IN_MARGIN = "background: context { place(bottom + right, dx: -0.8cm, dy: -2.35cm, counter(page).display()) }"
"""A page's number beside the last line of its text."""

PAGES: dict[str, dict[str, Any]] = {
    "footnotes under the list": {"body": f"{BODY * 2}{'Wort. ' * 40}{NOTE} und {NOTE}\n\n{listed(GERMAN)}"},
    "heads of left and right pages": {"body": BODY * 6 + listed(GERMAN), "page": MIRRORED},
    "numbers in the outer margin": {"body": BODY * 8 + listed(GERMAN * 4), "page": IN_MARGIN},
    "a heading in the left column, below where the right one ends": {
        "body": f"{BODY}#lorem(60)\n\n{listed(GERMAN[:5])}\n#colbreak()\n{text(GERMAN[5])}",
        "columns": 2,
    },
}

PAGES["a list in small letters below the text, both in two columns"] = {
    "body": f"{BODY * 3}#pagebreak()\n#columns(2)[{BODY}]\n#v(2em)\n#columns(2)[#set text(size: 8pt)\n"
    + "\n\n".join(text(f"[{number}] {each}") for number, each in enumerate(GERMAN, 1))
    + "]",
}
PAGES["a short last page in two columns"] = {
    "body": f"{BODY * 5}#colbreak()\n{listed(GERMAN[:4])}\n#colbreak()\n" + "\n\n".join(map(text, GERMAN[4:])),
    "columns": 2,
}
PAGES["headings within a list"] = {
    "body": BODY
    + listed(GERMAN[:3])
    + "\n\n== Gesetze und Verordnungen der Stadt\n\n"
    + "\n\n".join(map(text, GERMAN[3:]))
}
LICENSED = """margin: (x: 2cm, top: 2.2cm, bottom: 4.5cm), footer: text(7pt)[#grid(columns: (1fr, 1fr),
  [https://deltas.example.org #sym.copyright 2018 The authors \\ https:/#""/doi.org/10.1000/deltas.2018.3 Printed by Quay Press],
  [This work is licensed under \\ terms that fill \\ a good many lines \\ at the foot of every page \\
  for its own sake \\ and nobody's])]"""
"""A foot of more lines than any text has that is looked at by its place on the page alone."""
PAGES["three columns"] = {"body": BODY * 3 + listed(GERMAN), "columns": 3}
PAGES["the end of an entry alone in the last column"] = {
    "body": f"{BODY * 5}{listed(GERMAN[:5])}\n\n{text(GERMAN[5].removesuffix('Seeburg.'))}#colbreak()#h(1.2em)Seeburg.",
    "columns": 2,
}
PAGES["a heading alone at a column's foot"] = {
    "body": f"{BODY}#v(1fr)\n= What was counted\n#colbreak()\n{BODY[:12]}\n\n{listed(GERMAN)}",
    "columns": 2,
}


@pytest.mark.parametrize("layout", PAGES)
def test_what_stands_on_a_page_for_its_own_sake_is_in_no_reference(layout: str) -> None:
    settings = PAGES[layout]
    found = [squeezed(each.raw) for each in read(pdf(**settings)).references]
    wanted = [squeezed(each) for each in GERMAN * (settings["body"].count(GERMAN[0]))]
    assert found == wanted


MANY = [
    f"{name}{letter}, {letter.upper()}. ({1980 + number}): Markt{letter}recht und Hochwasser am Strom. In: Cordes, Ulf (Hrsg.): "
    f"Stadt {name} am Strom. Nordmoor: Seeverlag, S. {number * 7 + 1}-{number * 7 + 29}."
    for number, name in enumerate(
        ("Alv", "Brunn", "Cord", "Ehl", "Fuch", "Diet", "Grub", "Hub", "Jans", "Krull", "Lamp", "Mos")
    )
    for letter in "aeiou"
]


def test_a_foot_of_many_lines_is_in_no_reference() -> None:
    found = read(pdf(BODY * 5 + listed(MANY), columns=2, page=LICENSED)).references
    assert [squeezed(each.raw) for each in found] == [squeezed(each) for each in MANY]


@pytest.mark.parametrize(
    ("behind", "count"),
    [
        (
            r'Anna Quill, Dept. of Kilns \ E-mail: quill\@pots.example \ Web page: http:/#""/www.pots.example/quill/page.html',
            0,
        ),
        (listed(MANY[6:10]).removeprefix("= References"), 4),
    ],
    ids=["an address", "more of the list"],
)
def test_small_letters_behind_the_list(behind: str, count: int) -> None:
    found = read(pdf(f"{BODY}{numbered(REFERENCES[:5])}\n\n#v(2em)\n#text(8pt)[{behind}]", hanging="0pt")).references
    assert [squeezed(each.raw) for each in found[:5]] == [squeezed(each) for each in REFERENCES[:5]]
    assert len(found) == 5 + count


LISTED = [
    "References",
    *(f"[{n}] Brandt, K. (19{70 + n}). On lists. Journal of Lists, 3({n}), 5-9." for n in range(1, 13)),
]
SET = [(72.0, 760.0 - 14 * number, line) for number, line in enumerate(LISTED)]


def test_the_letters_of_expert_fonts_are_read_as_what_they_show() -> None:
    found = read(in_expert_letters(SET)).references
    assert [(each.key, each.raw) for each in found] == [
        (str(number), line.partition("] ")[2].upper()) for number, line in enumerate(LISTED[1:], start=1)
    ]


def test_letters_of_dots_are_as_large_as_they_are_shown() -> None:
    found = read(in_dots(SET)).references
    assert [each.raw for each in found] == [line.partition("] ")[2] for line in LISTED[1:]]


@pytest.mark.parametrize("far", [3e3, 1e4, 1e6, 1e9, 1e12, 1e30])
@pytest.mark.parametrize("box", ["0 0 595 842", "-300 -400 300 800"])
def test_what_lies_far_outside_the_page_is_not_on_it(far: float, box: str) -> None:
    """As in a file of which a bit is wrong: there is nothing to see, and the page has no more room for columns."""
    lost = [(far, 700.0, "lost"), (-far, 690.0, "lost"), (72.0, far, "lost"), (80.0, -far, "lost")]
    bibliography = read(by_hand([*SET, *lost], box=box))
    assert [each.raw for each in bibliography.references] == [line.partition("] ")[2] for line in LISTED[1:]]
    assert "lost" not in bibliography.document.text


@pytest.mark.parametrize("size", [-10, -0.5, 0, 0.001, 500, 1e9])
def test_letters_of_any_size_are_read(size: float) -> None:
    """As in a file of which a bit is wrong."""
    read(by_hand(SET, size=size))


@pytest.mark.parametrize("place", [(-100.0, 500.0), (700.0, 500.0), (72.0, 900.0), (72.0, -50.0)])
def test_what_lies_beside_the_page_is_kept(place: tuple[float, float]) -> None:
    """A sheet is printed larger than it is cut."""
    assert "beside" in read(by_hand([*SET, (*place, "beside")])).document.text


PLACES = st.one_of(st.floats(-1e3, 1e3), st.floats(allow_nan=False, allow_infinity=False, width=32))


@given(
    words=st.lists(st.tuples(PLACES, PLACES, st.sampled_from(["River", "12", "[3]"])), max_size=20),
    box=st.lists(PLACES, min_size=4, max_size=4),
)
@settings(max_examples=examples(50))
def test_wherever_words_and_pages_are_they_are_read(words: list[tuple[float, float, str]], box: list[float]) -> None:
    read(by_hand([*SET, *words], box=" ".join(f"{each:f}" for each in box)))


LONG = "https://doi.org/10.5555/towns.of.the.northern.delta.and.their.harbours"
"""An address that no line can break, wider than a column."""
LEFT, RIGHT = "left-hand words {} of a column that fill it", "right-hand words {} of a column that fill it"


@pytest.mark.parametrize(
    ("address", "behind", "is_parted"),
    [
        (LONG, "", True),  # over the blank beside it
        (LONG, RIGHT, True),  # over the words of the next column
        (LONG[:52], RIGHT, True),  # into the gutter
        (f"{LONG[:40]} and more words behind it, across the page", "", False),  # a line across the page
        ("Townsofthenortherndeltaandtheirharboursandmoreofthem", "", False),  # a word across the page
    ],
)
@pytest.mark.parametrize("lower", [0, 5])
def test_an_address_that_protrudes_from_its_column_is_of_it(
    address: str, behind: str, is_parted: bool, lower: float
) -> None:
    words = [
        (left, 700.0 - 12 * number - down, address if (text, number) == (LEFT, 9) else text.format(number))
        for left, text, down in ((60, LEFT, 0), (270, RIGHT, lower))
        for number in range(20)
        if (text, number) != (RIGHT, 9) or behind
    ]
    found = list(pages(by_hand(words), "made.pdf"))
    texts = [row.text for laid in in_reading_order(found, [lines(each) for each in found]) for row in laid]
    assert (texts[:20] == [address if number == 9 else LEFT.format(number) for number in range(20)]) is is_parted
    assert address in texts


@pytest.mark.parametrize("row", rows(CASES / "readers" / "pdf-addresses.toml"))
def test_blanks_that_typesetting_puts_into_addresses_are_none(row: dict[str, Any]) -> None:
    assert mended(row["before"]) == row.get("after", row["before"])
