"""Folders and patterns: which files are documents, and what is left out and said to be."""

import os
from pathlib import Path

import pytest

from refcheck.errors import SourceError
from refcheck.readers import find_documents

REFERENCES = (
    "Brandt, K. (1998). On lists. Journal of Lists, 3(2), 5-9.\nCastro, M. (2011). Layout. Annals of Layout, 5, 1-20.\n"
)
FILES = {
    "b.bib": "@book{a, title={T}}",
    "a/list.txt": REFERENCES,
    "a/readme.txt": "How to build the program.",
    "a/items.json": '[{"type": "book", "title": "T"}]',
    "a/package.json": '{"name": "x"}',
    "a/article.xml": "<article><ref-list></ref-list></article>",
    "a/build.xml": "<project/>",
    "a/picture.png": "x",
    ".git/c.bib": "@book{a, title={T}}",
    "node_modules/x/d.bib": "@book{a, title={T}}",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    return tmp_path


def names(folder: Path, path: str | Path, notes: list[str] | None = None) -> list[str]:
    told = [] if notes is None else notes
    return [str(each.relative_to(folder)) for each in find_documents(path, note=told.append)]


def test_the_documents_of_a_folder_are_found(folder: Path) -> None:
    notes: list[str] = []
    assert names(folder, folder, notes) == ["b.bib", "a/article.xml", "a/items.json", "a/list.txt"]
    assert notes == [
        f"{folder}: hidden files and folders were left out: 1",
        f"{folder}: files that are not documents were left out: 3 (.json, .png, .xml)",
        f"{folder}: files in which no reference was found were left out: 1 (.txt)",
    ]


def test_what_cannot_be_read_is_a_document_that_its_reader_refuses(folder: Path) -> None:
    unread = [
        "a/deck.ppt",
        "a/letter.rtf",
        "a/library.enl",
        "a/old.doc",
        "a/records.mrc",
        "a/sheet.xlsx",
        "a/table.xls",
    ]
    for name in (*unread, "a/photo.jpg"):
        (folder / name).write_bytes(b"\xd0\xcf\x11\xe0")
    notes: list[str] = []
    assert [name for name in names(folder, folder, notes) if name in unread] == unread
    assert not [note for note in notes for name in unread if Path(name).suffix in note]


def test_reports_among_the_documents_are_left_out(folder: Path) -> None:
    page = '<!DOCTYPE html><html lang="en"><head><meta name="generator" content="{}"></head></html>'
    for name, generator in (("own.html", "refcheck 1.0.0"), ("other.html", "pandoc")):
        (folder / "a" / name).write_text(page.format(generator))
    (folder / "a" / "own.md").write_text(f"### refcheck: 2 references\n\n{REFERENCES}")
    notes: list[str] = []
    assert names(folder, folder / "a", notes) == ["a/article.xml", "a/items.json", "a/list.txt", "a/other.html"]
    assert [note.partition(" was left out: it is a report of refcheck")[0] for note in notes[:2]] == [
        f"{folder / 'a' / 'own.html'}",
        f"{folder / 'a' / 'own.md'}",
    ]


def test_files_that_are_the_callers_own_are_not_told(folder: Path) -> None:
    told: list[str] = []
    found = find_documents(folder / "a", note=told.append, apart=lambda path: path.suffix != ".json")
    assert [path.name for path in found] == ["items.json"]
    assert [note.rpartition(": ")[2] for note in told] == ["1 (.json)"]
    assert not list(find_documents(folder / "node_modules", note=told.append, apart=lambda path: True))
    assert len(told) == 1


def test_patterns_and_files_are_taken_as_they_are(folder: Path) -> None:
    assert names(folder, f"{folder}/**/*.txt") == ["a/list.txt", "a/readme.txt"]
    assert names(folder, folder / "a" / "picture.png") == ["a/picture.png"]
    with pytest.raises(SourceError, match="no file matches this pattern"):
        names(folder, f"{folder}/*.odt")


def test_links_and_what_is_too_large_are_left_out(folder: Path) -> None:
    (folder / "a" / "loop").symlink_to(folder)
    (folder / "a" / "list.bib").symlink_to(folder / "b.bib")
    for name in ("large.bib", "large.json"):
        with (folder / "a" / name).open("wb") as file:
            os.truncate(file.fileno(), 300 * 1024 * 1024)
    notes: list[str] = []
    expected = ["b.bib", "a/article.xml", "a/items.json", "a/large.bib", "a/list.txt"]
    assert names(folder, folder, notes) == expected
    assert [note.split(": ")[-1] for note in notes[:-3]] == [
        "is larger than 256 MB, the most that is read",
        "it is a link",
        "it is a link",
    ]


def test_a_file_that_is_missing_is_its_readers_business(tmp_path: Path) -> None:
    assert list(find_documents(tmp_path / "missing.bib")) == [tmp_path / "missing.bib"]
