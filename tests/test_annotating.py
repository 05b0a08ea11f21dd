"""``refcheck annotate``: what is said where, in Word and LibreOffice documents."""

import json
from pathlib import Path

import docx as python_docx
import pytest
from click.testing import CliRunner, Result
from documents_made import odt, paragraph
from soffice import HAS_UNO, PROGRAM, saved, what_it_shows
from tables import SEEDS
from word_made import DOCUMENTS, HEADING, REFERENCES, made, words_own
from word_shown import accepted, comments, parts, rejected, texts

from refcheck.cli import main
from refcheck.readers import read_bytes

pytestmark = pytest.mark.end_to_end

RECORDS = SEEDS / "jcep-central-asia-ai" / "records.jsonl"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own, with every document in it; the time is given."""
    (tmp_path / "refcheck.toml").touch()
    for name, make in DOCUMENTS.items():
        (tmp_path / f"{name}.docx").write_bytes(make())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767355200")
    return tmp_path


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [*arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def annotated(name: str, *arguments: str) -> tuple[Result, bytes]:
    result = run("annotate", f"{name}.docx", "-o", "out.docx", "--offline", *arguments)
    return result, Path("out.docx").read_bytes()


def test_findings_stand_at_the_very_characters(folder: Path) -> None:
    result, data = annotated("typed")
    first, second, *_ = shown = comments(data)
    assert first.text == "10.5555/jhs. 2015.045"
    assert first.lines[0] == "Reference 1"
    assert first.lines[1].startswith("• warning: “10.5555/jhs. 2015.045” was read as “10.5555/jhs.2015.045”")
    assert first.lines[1].endswith("[doi-with-inner-space]")
    assert (first.author, first.initials, first.date) == ("refcheck", "rc", "2026-01-02T12:00:00Z")
    assert second.text == "10.5555/wl .2018.7.101"
    assert f"out.docx: {len(shown)} comments" in result.stderr


def test_the_same_run_writes_the_same_file(folder: Path) -> None:
    assert annotated("typed")[1] == annotated("typed")[1]


def test_a_reference_has_one_comment_with_the_gravest_first(folder: Path) -> None:
    _, data = annotated("typed")
    heads = [each.lines[0] for each in comments(data) if each.lines[0].startswith("Reference")]
    assert len(heads) == len(set(heads))
    ranks = {"error": 0, "warning": 1, "note": 2}
    for each in comments(data):
        given = [ranks[line.split()[1].rstrip(":")] for line in each.lines if line.startswith("•")]
        assert given == sorted(given)


def test_what_is_shown_and_chosen_is_commented_on(folder: Path) -> None:
    _, every = annotated("typed")
    _, severe = annotated("typed", "--show", "warnings")
    _, chosen = annotated("typed", "--select", "mirrored-bracket")
    said = "\n".join(line for each in comments(severe) for line in each.lines)
    assert "• note" not in said
    assert len(comments(chosen)) == 1 < len(comments(severe)) <= len(comments(every))
    assert annotated("typed", "--select", "link-dead")[1] == Path("typed.docx").read_bytes()


def test_the_record_and_its_address_are_told(folder: Path) -> None:
    works = [json.loads(line) for line in RECORDS.read_text(encoding="utf-8").splitlines()]
    work = next(each for each in works if each.get("volume") and each["type"] == "journal-article")
    authors = ", ".join(f"{each['family']}, {each['given'][0]}." for each in work["author"])
    numbers = f"{work['container-title'][0]}, 9876, {work['page']}"
    cited = f"{authors} ({work['issued']['date-parts'][0][0]}). {work['title'][0]}. {numbers}. https://doi.org/{work['DOI']}"
    Path("one.docx").write_bytes(made([HEADING, paragraph(cited)]))
    run("annotate", "one.docx", "-o", "out.docx", "--offline", "--records", str(RECORDS))
    (shown,) = (each for each in comments(Path("out.docx").read_bytes()) if each.lines[0].startswith("Reference"))
    assert shown.lines[0] == "Reference 1: differs from the record"
    assert "volume-differs" in shown.lines[1]
    assert any(line.startswith("Registered: ") and work["title"][0] in line for line in shown.lines)
    assert f"https://doi.org/{work['DOI']}" in shown.lines
    assert shown.text == "9876"


def test_a_citation_of_what_is_not_listed_is_commented_on_wherever_it_stands(folder: Path) -> None:
    more = paragraph("Nobody knows why (Zaleski, 1987). Somebody does (Zaleski, 1987).")
    body = DOCUMENTS["typed"]
    with_more = parts(body())["word/document.xml"].decode().replace("<w:body>", f"<w:body>{more}", 1)
    Path("more.docx").write_bytes(_with_body(body(), with_more))
    _, data = annotated("more")
    at = [each for each in comments(data) if "cited-but-not-listed" in each.lines[0]]
    assert len(at) == 2
    assert all("Zaleski" in each.text for each in at)


def test_a_reference_in_a_field_is_commented_on_where_it_is_printed_or_cited(folder: Path) -> None:
    for name in ("zotero", "mendeley", "mendeley_cite", "endnote"):
        _, data = annotated(name)
        first = next(each for each in comments(data) if each.lines[0] == "Reference 1")
        assert first.text == REFERENCES[0], name
    _, data = annotated("unlisted")
    first = next(each for each in comments(data) if each.lines[0] == "Reference 1")
    assert first.text == "(Author 0, 2015)"


def test_what_stands_nowhere_is_told_at_the_heading(folder: Path) -> None:
    """An item that Word keeps, prints in a list of its own words, and cites nowhere."""
    data = words_own(cited=(0, 2))
    body = parts(data)["word/document.xml"].decode().replace("Measuring", "Taking")
    Path("kept.docx").write_bytes(_with_body(data, body))
    result, data = annotated("kept")
    unplaced = [each for each in comments(data) if each.lines[0].startswith("Reference Src1")]
    assert [each.text for each in unplaced] == ["References"]
    assert "commented at the list's heading, because their place in the text is unknown: Src1" in result.stderr


def test_tracked_changes_that_were_read_as_accepted_are_told(folder: Path) -> None:
    result, data = annotated("changed_by_others")
    assert "Tracked changes were read as if they had been accepted." in result.stderr
    assert texts(rejected(data, "Ann")) == texts(rejected(DOCUMENTS["changed_by_others"](), "Ann"))
    assert "Tracked changes were read" in run("fix", "changed_by_others.docx", code=1).stderr


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["fix", "typed.docx", "--in-place", "--patch", "out.patch"], "a patch cannot undo tracked changes"),
        (
            ["annotate", "list.txt", "-o", "out.txt"],
            "list.txt: is not a Word or LibreOffice document; comments can be added to docx and odt",
        ),
        (
            ["annotate", "list.txt", "-o", "out.docx"],
            "list.txt: is not a Word or LibreOffice document; comments can be added to docx and odt",
        ),
        (["annotate", "typed.docx", "-o", "out.pdf"], "out.pdf: is written in the format of typed.docx"),
        (["annotate", "none.docx", "-o", "out.docx"], "none.docx: there is no such file"),
        (["fix", "typed.docx", "zotero.docx", "-o", "out.docx"], "--output is for one FILE"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_written(folder: Path, arguments: list[str], why: str) -> None:
    Path("list.txt").write_text("\n".join(REFERENCES))
    assert why in run(*arguments, code=2).stderr
    assert not list(Path().glob("out.*"))


def test_fixes_are_tracked_changes(folder: Path) -> None:
    before = Path("typed.docx").read_bytes()
    assert "+Abara" in run("fix", "typed.docx", code=1).stdout
    result = run("fix", "typed.docx", "-o", "out.docx")
    assert (
        "typed.docx: 4 fixes made: doi-with-inner-space (2), doi-with-unbalanced-bracket, mirrored-bracket"
        in result.stderr
    )
    data = Path("out.docx").read_bytes()
    repairs = {"jhs. ": "jhs.", "wl .": "wl.", ")doi": "(doi", "0001(": "0001)"}
    mended = list(REFERENCES)
    for wrong, right in repairs.items():
        mended = [each.replace(wrong, right) for each in mended]
    assert texts(accepted(data))[-6:] == mended
    assert texts(rejected(data)) == texts(before)
    assert Path("typed.docx").read_bytes() == before
    assert not run("fix", "out.docx").stdout
    run("fix", "typed.docx", "--in-place")
    assert Path("typed.docx").read_bytes() == data


def test_what_a_citation_program_keeps_is_left_to_its_library(folder: Path) -> None:
    for name, program in {"zotero": "Zotero", "endnote": "EndNote", "citavi": "Citavi"}.items():
        result = run("fix", f"{name}.docx", "-o", "out.docx", code=1)
        assert f"{program}" in result.stderr
        assert "library" in result.stderr
        assert Path("out.docx").read_bytes() == Path(f"{name}.docx").read_bytes()


def test_an_open_document_is_annotated_and_fixed(folder: Path) -> None:
    body = "".join(f"<text:p>{each.replace('&', '&amp;')}</text:p>" for each in REFERENCES)
    Path("paper.odt").write_bytes(odt(f'<text:h text:outline-level="1">References</text:h>{body}'))
    assert "out.odt: " in run("annotate", "paper.odt", "-o", "out.odt", "--offline").stderr
    assert b"refcheck" in Path("out.odt").read_bytes() or b"annotation" in _content(Path("out.odt").read_bytes())
    result = run("fix", "paper.odt", "-o", "out.odt")
    assert "4 fixes made" in result.stderr
    assert "10.5555/jhs.2015.045" in read_bytes(Path("out.odt").read_bytes(), "out.odt").document.text


def test_the_document_opens_in_another_library(folder: Path) -> None:
    annotated("by_python_docx")
    document = python_docx.Document("out.docx")
    assert len(list(document.comments)) == len(comments(Path("out.docx").read_bytes()))
    assert {each.author for each in document.comments} == {"refcheck"}


_WRITTEN_TWICE = pytest.mark.xfail(
    strict=True,
    reason="LibreOffice 25.2 shows each comment once, and saves the last one within Word's own bibliography a second time, "
    "where nothing refers to it",
)


@pytest.mark.slow
@pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    "name", [pytest.param(each, marks=_WRITTEN_TWICE if each == "words_own" else ()) for each in DOCUMENTS]
)
def test_libreoffice_keeps_comments(folder: Path, name: str) -> None:
    _, data = annotated(name)
    saved(folder / "out.docx", folder / "saved.docx", folder / "profile")
    assert len(comments((folder / "saved.docx").read_bytes())) == len(comments(data))


@pytest.mark.slow
@pytest.mark.skipif(not HAS_UNO, reason="LibreOffice, or Python with UNO, is not installed")
def test_libreoffice_settles_changes_as_they_are_meant(folder: Path) -> None:
    """Refused in LibreOffice they leave what it shows of the source; accepted, what it shows of the corrected text."""
    wanted = []
    for name in DOCUMENTS:
        run("fix", f"{name}.docx", "-o", f"fixed_{name}.docx")
        Path(f"own_{name}.docx").write_bytes(accepted(Path(f"fixed_{name}.docx").read_bytes()))
        pairs = ("fixed_{}", "Accept"), ("own_{}", "Accept"), ("fixed_{}", "Reject"), ("{}", "Reject")
        wanted += [(folder / f"{form.format(name)}.docx", what) for form, what in pairs]
    found = iter(what_it_shows(wanted, folder / "profile"))
    seen = 0
    for name, accept, own, reject, source in zip(DOCUMENTS, *[found] * 4, strict=True):
        assert (accept["text"], accept["changes"]) == (own["text"], 0), name
        assert (reject["text"], reject["changes"]) == (source["text"], 0), name
        seen += accept["text"] != reject["text"]
    assert seen > len(DOCUMENTS) / 2


def _with_body(data: bytes, body: str) -> bytes:
    from refcheck.office.package import rewritten

    return rewritten(data, "made", {"word/document.xml": body.encode()})


def _content(data: bytes) -> bytes:
    return parts(data)["content.xml"]
