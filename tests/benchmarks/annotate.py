"""Documents annotated: comments at the right reference, and everything else as it was.

    python tests/benchmarks/annotate.py [FOLDER] [--soffice]

Every reference gets a finding about one of its fields and every document one about its whole list, beside what the rules find without
asking anybody. What the comments stand at is read back without refcheck's reader (``tests/word_shown.py``).
"""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from attrs import evolve

sys.path.insert(0, str(Path(__file__).parents[1]))

from soffice import saved, what_it_shows
from word_made import DOCUMENTS, strict
from word_shown import Shown, accepted, comments, is_all_there, parts, rejected, texts, without_marks

from refcheck.annotating_files import Annotated, annotate
from refcheck.audit import audit
from refcheck.fixing.documents import mend_document
from refcheck.model import (
    Bibliography,
    CheckedReference,
    Evidence,
    Finding,
    Fix,
    ListFinding,
    Report,
    Rule,
    Safety,
    Severity,
)
from refcheck.office import Stamp
from refcheck.readers import read_bytes
from refcheck.registries import Offline
from refcheck.reports.view import View
from refcheck.settings import Settings

COMMENTED = (
    "references",
    "right",
    "at the heading",
    "wrong",
    "comments",
    "lost",
    "parts changed",
    "body changed",
    "bytes lost",
)
CHANGED = (
    "fixes",
    "left to the library",
    "refused",
    "accepted is not meant",
    "rejected is not source",
    "parts changed",
)
ANNOTATED = {
    "word/document.xml",
    "word/comments.xml",
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
    "word/_rels/comments.xml.rels",
    "content.xml",
}
FIXED = {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "content.xml"}
CONVERTED = {
    *("typed", "edited", "numbered_by_hand", "in_table", "in_footnotes", "linked", "right_to_left", "by_python_docx"),
    *("zotero", "mendeley", "mendeley_cite", "endnote", "words_own", "bookmarks", "commented"),
}
PLANTED = Rule(code="planted", title="Planted", severity=Severity.ERROR, summary="Planted")
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
LINK = "https://example.org/?a=1&b="
FIELDS = ("title", "issued", "doi", "author", "page", "container_title", "")


def planting(bibliography: Bibliography) -> Report:
    """The audit that asks nobody, with a finding about every reference."""
    report = audit([bibliography], registry=Offline())
    planted = tuple(_planted(each, name) for each, name in zip(report.references, cycle(FIELDS), strict=False))
    whole = ListFinding(file=bibliography.document.name, finding=Finding(rule=PLANTED, message="About the list."))
    return evolve(report, references=planted, list_findings=(*report.list_findings, whole))


def _planted(audited: CheckedReference, name: str) -> CheckedReference:
    field = audited.case.reference.field(name)
    finding = Finding(
        rule=PLANTED,
        message=f"About {name}.",
        span=field.span if field else None,
        references=(audited.key,),
        evidence=(Evidence(registry="crossref", url=f"{LINK}{quote(audited.key)}"),),
    )
    return evolve(audited, findings=(finding, *audited.findings))


def squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def is_right(shown: Shown, audited: CheckedReference) -> bool:
    """Whether a comment stands in the paragraphs that print the reference, or at a citation whose field holds it."""
    reference = audited.case.reference
    around, raw = squeezed(shown.around + shown.text), squeezed(reference.raw)
    if not reference.structured:
        pieces = [squeezed(line) for line in reference.raw.split("\n")]
        text = squeezed(shown.text)  # of a list in a text box, the whole box
        return (text in raw or raw in text) and any(piece[:60] in around for piece in pieces)
    title = squeezed(reference.work.title or "")
    return title in around or title in squeezed(shown.fields)


def rows(paths: Sequence[Path], libreoffice: "LibreOffice | None") -> Iterator[tuple[str, Counter[str]]]:
    """What became of the comments of each document; those of an ODT are read as LibreOffice saves them for Word."""
    for path in paths:
        data, counts = path.read_bytes(), Counter[str]()
        reports: list[Report] = []

        def seen(bibliography: Bibliography, reports: list[Report] = reports) -> Report:
            reports.append(planting(bibliography))
            return reports[-1]

        made = annotate(
            data,
            path.name,
            settings=Settings(),
            audit=seen,
            view=View(least=Severity.INFO),
            now=lambda _: Stamp(made=NOON),
        )
        saved_again = comments(libreoffice.saved(made.data, path.suffix, ".docx")) if libreoffice else []
        shown = comments(made.data) if path.suffix == ".docx" else saved_again
        counts.update(placed(reports[0], made, shown, path.name))
        counts["comments"] = made.comments
        counts["lost"] = made.comments - len(shown)
        counts["parts changed"] = len(changed_parts(data, made.data) - ANNOTATED)
        if path.suffix == ".docx":
            counts["body changed"] = without_marks(data) != without_marks(made.data)
            counts["bytes lost"] = lost_bytes(data, made.data)
        if libreoffice:
            counts.update(libreoffice.not_shown(made.data, path.suffix))
        counts["lost by LO"] = made.comments - len(saved_again)
        yield path.name, counts


def placed(report: Report, made: Annotated, shown: Sequence[Shown], name: str) -> Iterator[str]:
    """For each reference where its comment stands."""
    heads = (each.lines[0].partition(":")[0] for each in shown)
    by_key = {head.removeprefix("Reference "): each for head, each in zip(heads, shown, strict=True)}
    for each in report.references:
        yield "references"
        if each.key in made.unplaced:
            yield "at the heading"
        elif each.key in by_key and is_right(by_key[each.key], each):
            yield "right"
        else:
            yield "wrong"
            at = by_key[each.key].text[:80] if each.key in by_key else None
            print("   wrong:", name, each.key, repr(each.case.reference.raw[:80]), repr(at))


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """The names of the parts that are not byte for byte what they were."""
    was, now = parts(before), parts(after)
    return {name for name in was if was[name] != now.get(name)}


def lost_bytes(before: bytes, after: bytes) -> int:
    """How many parts do not hold all the bytes that they held."""
    was, now = parts(before), parts(after)
    return sum(not is_all_there(was[name], now[name]) for name in was)


class Fixing:
    """The audit that asks nobody; the first time with a safe fix for every year, and every third title."""

    def __init__(self) -> None:
        self.is_first = True

    def __call__(self, bibliography: Bibliography) -> Report:
        report = audit([bibliography], registry=Offline())
        if self.is_first:
            self.is_first = False
            every = tuple(_with_fixes(each, place) for place, each in enumerate(report.references))
            report = evolve(report, references=every)
        return report


def _with_fixes(audited: CheckedReference, place: int) -> CheckedReference:
    wanted = {"issued": "1066", **({"title": "An “other” title, & <no> more"} if place % 3 == 0 else {})}
    fields = [(audited.case.reference.field(name), value) for name, value in wanted.items()]
    fixes = [
        Finding(
            rule=PLANTED,
            message="Planted.",
            fix=Fix(span=field.span, replacement=value, safety=Safety.SAFE),
            references=(audited.key,),
        )
        for field, value in fields
        if field is not None
    ]
    return evolve(audited, findings=(*fixes, *audited.findings))


def fixed_rows(paths: Sequence[Path], libreoffice: "LibreOffice | None") -> Iterator[tuple[str, Counter[str]]]:
    """What became of the tracked changes of each document."""
    for path in paths:
        data, counts = path.read_bytes(), Counter[str]()
        mended = mend_document(
            data, path.name, settings=Settings(), audit=Fixing(), wanted={Safety.SAFE}, stamp=lambda _: Stamp(made=NOON)
        )
        counts["fixes"] = sum(mended.codes.values())
        for each in mended.refused:
            kind = "left to the library" if "library" in each.why else "refused"
            counts[kind] += each.key.count(",") + 1
            if kind == "refused":
                print("   refused:", path.name, each.codes, each.key, each.why)
        counts["parts changed"] = len(changed_parts(data, mended.data) - FIXED)
        if path.suffix == ".docx":
            after = every_text(accepted(mended.data))
            counts["rejected is not source"] = every_text(rejected(mended.data)) != every_text(data)
            wanted = set(mended.after.splitlines()) - set(mended.before.splitlines())
            counts["accepted is not meant"] = not wanted <= {line for text in after for line in text.splitlines()}
        if libreoffice:
            counts["LO accepts otherwise"] = libreoffice.words(mended.data, path, "Accept") != (
                libreoffice.words(accepted(mended.data), path, "Accept")
                if path.suffix == ".docx"
                else words(mended.after)
            )
            counts["LO rejects otherwise"] = libreoffice.words(mended.data, path, "Reject") != (
                libreoffice.words(data, path, "Reject") if path.suffix == ".docx" else words(mended.before)
            )
        yield path.name, counts


def every_text(data: bytes) -> list[str]:
    """The paragraphs of body and notes."""
    names = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
    return [text for name in names if name in parts(data) for text in texts(data, name)]


def words(text: str) -> str:
    """A text whatever white space is in it: LibreOffice moves page breaks and drops empty lines."""
    return " ".join(text.split())


class LibreOffice:
    """LibreOffice with a profile of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def saved(self, data: bytes, suffix: str, form: str, what: str = "") -> bytes:
        """A document as it is saved in a format, its changes accepted or rejected if that is wished."""
        source, target = self._folder / f"source{suffix}", self._folder / f"target{form}"
        source.write_bytes(data)
        target.unlink(missing_ok=True)
        saved(source, target, self._folder / "profile", what)
        return target.read_bytes()

    def not_shown(self, data: bytes, suffix: str) -> Counter[str]:
        """How many comments it shows without their text, and how many addresses of theirs it shows as no link."""
        (path := self._folder / f"shown{suffix}").write_bytes(data)
        (found,) = what_it_shows([(path, "")], self._folder / "asked")
        own = [each for each in found["comments"] if each["author"] == Stamp(made=NOON).author]
        linked = [each for each in own if LINK in each["text"]]
        return Counter(
            {
                "LO shows no text": sum(not each["text"].strip() for each in own),
                "LO shows no link": sum(not each["links"] or "HYPERLINK" in each["text"] for each in linked),
            }
        )

    def words(self, data: bytes, path: Path, what: str = "") -> str:
        """What it shows: of a DOCX the body, of an ODT all that the reader sees."""
        held = self.saved(data, path.suffix, path.suffix, what)
        return words(" ".join(texts(held)) if path.suffix == ".docx" else read_bytes(held, path.name).document.text)


def made_documents(folder: Path, libreoffice: "LibreOffice | None") -> None:
    """The documents of ``tests/word_made.py``, and what LibreOffice makes of some of them."""
    for name, make in {**DOCUMENTS, "strict": strict}.items():
        data = make()
        (folder / f"{name}.docx").write_bytes(data)
        if libreoffice and name in CONVERTED:
            (folder / f"{name}.odt").write_bytes(libreoffice.saved(data, ".docx", ".odt"))
            (folder / f"{name}_saved.docx").write_bytes(libreoffice.saved(data, ".docx", ".docx"))


def main() -> None:
    arguments = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path, nargs="?", help="documents; without it, those that the tests make")
    arguments.add_argument("--soffice", action="store_true", help="have LibreOffice save, accept and reject, too")
    given = arguments.parse_args()
    with TemporaryDirectory() as folder:
        libreoffice = LibreOffice(Path(folder)) if given.soffice else None
        documents = given.folder or Path(folder, "made")
        if given.folder is None:
            documents.mkdir()
            made_documents(documents, libreoffice)
        every = (*documents.glob("*.docx"), *(documents.glob("*.odt") if libreoffice else ()))
        paths = sorted(every)
        table(
            "comments",
            rows(paths, libreoffice),
            COMMENTED + (("lost by LO", "LO shows no text", "LO shows no link") if libreoffice else ()),
        )
        more = ("LO accepts otherwise", "LO rejects otherwise") if libreoffice else ()
        table("tracked changes", fixed_rows(paths, libreoffice), CHANGED + more)


def table(title: str, found: Iterable[tuple[str, Counter[str]]], heads: Sequence[str]) -> None:
    total: Counter[str] = Counter()
    print(f"\n{title:28}" + "".join(f"{head:>24}" for head in heads))
    for name, counts in found:
        total += counts
        print(f"{name:28}" + "".join(f"{counts[head]:>24}" for head in heads), flush=True)
    print(f"{'all':28}" + "".join(f"{total[head]:>24}" for head in heads))


if __name__ == "__main__":
    main()
