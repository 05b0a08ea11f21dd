"""Records of several formats in one file, read as one list; and files of one format that show another, read as before."""

import json
from itertools import permutations

import pytest
from readers_made import assert_sound
from reports_made import NOON

from refcheck.audit import audit
from refcheck.checks.unread.seen import Seen
from refcheck.errors import SourceError
from refcheck.fixing import Mended
from refcheck.fixing.files import mend
from refcheck.model import Bibliography, Report, Safety
from refcheck.readers import read_bytes
from refcheck.registries import Offline
from refcheck.settings import Settings

RIS = """TY  - JOUR
AU  - Okafor, Bela
TI  - How rivers move across plains
PY  - 2012
DO  - 10.5555/rivers12
ER  -

TY  - JOUR
AU  - Lindqvist, Anna
TI  - Lakes in long winters
PY  - 2013
ER  -
"""
NBIB = """PMID- 25568001
OWN - NLM
DP  - 2014 Mar
TI  - Dunes under wind and rain.
AB  - Dunes were measured
      for a year.
FAU - Marchand, Elise
JT  - Journal of dunes
"""
BIB = "@article{kessler2015,\n  author = {Kessler, Ida},\n  title = {Marshes and their birds},\n  year = {2015}\n}\n"
ENW = "%0 Journal Article\n%A Tamm, Olev\n%T Peat as an archive\n%J Bogs\n%D 2016\n"
REFWORKS = "RT Journal Article\nA1 Roe,Alan\nT1 Moors at night\nYR 2009\n"
WOS = (
    "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Fisk, T\nTI Fjords at dusk\nSO FJORDS\nPY 2010\nER\n\nEF\n"
)
CSL = '[{"id": "a1", "type": "article-journal", "title": "Tides of the north", "issued": {"date-parts": [[2011]]}}]\n'
XML = '<?xml version="1.0"?><xml><records><record><year>2014</year></record><record></record></records></xml>\n'
PRINTED = """Varga, P. (2017). Springs that fail. Hydrology Letters, 5(2), 20-31.
Novak, J. (2018). Caves and their air. Karst, 9, 1-12.
Hart, L. (2019). Glaciers at noon. Ice, 2, 100-120.
"""

SOURCES = {
    "ris": (RIS, [2012, 2013]),
    "nbib": (NBIB, [2014]),
    "bibtex": (BIB, [2015]),
    "endnote-tagged": (ENW, [2016]),
    "refworks": (REFWORKS, [2009]),
    "web-of-science": (WOS, [2010]),
    "csl-json": (CSL, [2011]),
    "plain": (PRINTED, [2017, 2018, 2019]),
}
BETWEEN = {"": "", "line": "\n", "mark": "\ufeff", "line and mark": "\n\ufeff"}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=repr)
@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize(("first", "second"), list(permutations(SOURCES, 2)))
def test_joined_exports_are_one_list(first: str, second: str, between: str, ends: str) -> None:
    if not between and second == "plain" and first in ("endnote-tagged", "refworks", "nbib"):
        between = "line"  # what has no tag goes on with a record that has no end
    text = BETWEEN[between].join((SOURCES[first][0], SOURCES[second][0])).replace("\n", ends)
    read = read_bytes(text.encode(), "all.txt")
    assert_sound(read)
    assert [each.work.issued and each.work.issued.year for each in read.references] == [
        *SOURCES[first][1],
        *SOURCES[second][1],
    ]
    assert [read.document.home_of(each.spans).format for each in read.references] == [
        *[first] * len(SOURCES[first][1]),
        *[second] * len(SOURCES[second][1]),
    ]
    assert len({each.key for each in read.references}) == len(read.references)
    counts = ", ".join(f"{len(SOURCES[each][1])} in {each}" for each in (first, second))
    assert read.notes[:1] == (f"several formats in one file, read as one list: {counts}",)
    assert not list(Seen.of(read.document, read.references).notes())
    starts = [each.spans[0].start for each in read.references]
    assert starts == sorted(starts)
    assert all(each.raw == each.spans[0].of(read.document.text) for each in read.references)


def _offline(bibliography: Bibliography) -> Report:
    return audit([bibliography], registry=Offline(), now=lambda: NOON)


def _within(record: str, line: str, shown: str) -> str:
    return record.replace(line, f"{line}\n{shown}", 1)


OF_ONE = {
    "an entry in an abstract of RIS": ("ris", _within(RIS, "PY  - 2012", f"N2  - An example:\n\n{BIB}"), 2),
    "lines of PubMed in an abstract of RIS": ("ris", _within(RIS, "PY  - 2012", f"N2  - An example:\n{NBIB}"), 2),
    "a record of RIS in a note of BibTeX": ("bibtex", BIB.replace("year =", f"note = {{\n{RIS}}},\n year ="), 1),
    "a record of RIS in a comment of BibTeX": ("bibtex", f"@comment{{\n{RIS}}}\n{BIB}", 1),
    "commented lines in BibTeX": ("bibtex", "".join(f"% {line}\n" for line in PRINTED.splitlines()) + BIB, 1),
    "lines beside entries in a bibliography": ("bibtex", f"{PRINTED}\n{BIB}", 1),
    "words beside entries": ("bibtex", f"Exported on Monday for the second chapter.\n\n{BIB}", 1),
    "an entry's own printed form": (
        "bibtex",
        f"Kessler, I. (2015). Marshes and their birds. Wetlands, 4, 1-9.\n\n{BIB}",
        1,
    ),
    "an entry in an abstract of EndNote": ("endnote-tagged", f"{ENW}%X As in:\n{BIB}", 1),
    "a record in a note of RefWorks": ("refworks", f"{REFWORKS}NO As in:\n{ENW}\n{REFWORKS}", 2),
    "a record under an abstract of two lines": ("endnote-tagged", f"{ENW}%X Of peat,\nand of bogs.\n{WOS}\n{ENW}", 2),
    "XML behind RIS": ("ris", f"{RIS}{XML}", 2),
    "XML behind EndNote's lines": ("endnote-tagged", f"{ENW}\n{XML}", 1),
    "XML in an abstract of RIS": ("ris", _within(RIS, "PY  - 2012", f"N2  - An example:\n{XML}"), 2),
    "RIS in JSON": ("csl-json", json.dumps([{"type": "book", "title": "Tides", "note": RIS}]), 1),
    "one format twice": ("csl-json", CSL + CSL.replace("a1", "a2"), 2),
}


_FIELD = "1 record of another format is in a field of the record before and may be part of it: not read (line {})"
_XML = "XML beside the records was not read (line {}); records in it: 2"
TOLD = {
    "an entry in an abstract of EndNote": [_FIELD.format(7)],
    "a record in a note of RefWorks": [_FIELD.format(6)],
    "a record under an abstract of two lines": [_FIELD.format(8)],
    "XML behind RIS": [_XML.format(13)],
    "XML behind EndNote's lines": [_XML.format(7)],
}
"""The notes on records that were not read."""


@pytest.mark.parametrize("name", OF_ONE)
def test_files_of_one_format_are_of_one(name: str) -> None:
    form, text, count = OF_ONE[name]
    read = read_bytes(text.encode(), "all.bib" if "bibliography" in name else "all.txt")
    assert (read.document.format, len(read.references), read.document.parts) == (form, count, ())
    assert not any("several formats" in note for note in read.notes)
    assert [note for note in read.notes if "not read" in note] == TOLD.get(name, [])


@pytest.mark.parametrize(
    ("behind", "told"),
    [("4. Abel T. Fens in the far north. Journal of Bogs 2005;4(1):11-12.", []), ("", []), ("x", ["4"])],
)
def test_a_number_that_begins_a_reference_is_read(behind: str, told: list[str]) -> None:
    before = "".join(f"{number}. {line}\n" for number, line in enumerate(PRINTED.splitlines(), 1))
    behind = behind.replace("x", "5. Abel, T. (2020). Fens. Bogs, 3, 1-9.\n6. Abel, T. (2021). Mires. Bogs, 4, 1-9.")
    read = read_bytes(f"{before}\n{BIB}\n{behind}\n".encode(), "all.txt")
    notes = [note for note in Seen.of(read.document, read.references).notes() if "read" in note]
    assert [note.split("; ")[-1].split()[0] for note in notes] == told


def test_records_shown_in_a_document_are_left() -> None:
    text = f"# On exports\n\nThis page shows how an entry is made.\n\n```bibtex\n{BIB}```\n\n## References\n\n{PRINTED}"
    assert read_bytes(text.encode(), "page.md").document.format == "markdown"


def _mended(text: str) -> Mended:
    return mend(text.encode(), "all.txt", settings=Settings(), audit=_offline, wanted=frozenset({Safety.SAFE}))


def test_each_section_is_mended_in_its_format() -> None:
    entry = BIB.replace("year =", "doi = {10.5555/marsh.},\n  year =")
    text = "\n".join((PRINTED, RIS.replace("rivers12", "rivers12."), entry, WOS.replace("ER\n", "DI 10.5555/f.\nER\n")))
    mended = _mended(text)
    assert mended.after == text.replace("rivers12.", "rivers12").replace("marsh.", "marsh")
    assert [each.why for each in mended.refused] == ["web-of-science cannot be fixed"]


def test_json_with_escapes_beside_other_formats_is_not_changed() -> None:
    with pytest.raises(SourceError, match="has JSON with escapes beside other formats"):
        _mended(RIS.replace("rivers12", "rivers12.") + CSL.replace("Tides", "T\\u00eddes"))
