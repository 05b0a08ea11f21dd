"""Documents annotated: comments at the right reference, and everything else as it was.

    python tests/benchmarks/annotate.py FOLDER [--soffice]

Every reference gets a finding about one of its fields and every document one about its whole list, beside what the rules find without
asking anybody. What the comments stand at is read back without refcheck's reader (``tests/word_shown.py``).
"""

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve

sys.path.insert(0, str(Path(__file__).parents[1]))

from soffice import saved
from word_shown import Shown, accepted, comments, parts, rejected, texts, without_marks

from refcheck.annotating_files import annotate
from refcheck.audit import audit
from refcheck.fixing_documents import mend_document
from refcheck.model import Audited, Bibliography, Finding, Fix, ListFinding, Report, Rule, Safety, Severity
from refcheck.office import Stamp
from refcheck.registries import Offline
from refcheck.reports.view import View
from refcheck.settings import Settings

COMMENTED = ("references", "right", "at the heading", "wrong", "comments", "lost", "parts changed", "body changed")
CHANGED = (
    "fixes",
    "left to the library",
    "refused",
    "accepted is not meant",
    "rejected is not source",
    "parts changed",
)
PLANTED = Rule(code="planted", title="Planted", severity=Severity.ERROR, summary="Planted")
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
FIELDS = ("title", "issued", "doi", "author", "page", "container_title", "")


def planting(bibliography: Bibliography) -> Report:
    """The audit that asks nobody, with a finding about every reference."""
    report = audit([bibliography], registry=Offline())
    planted = tuple(_planted(each, name) for each, name in zip(report.references, cycle(FIELDS), strict=False))
    whole = ListFinding(file=bibliography.document.name, finding=Finding(rule=PLANTED, message="About the list."))
    return evolve(report, references=planted, list_findings=(*report.list_findings, whole))


def _planted(audited: Audited, name: str) -> Audited:
    field = audited.case.reference.field(name)
    finding = Finding(
        rule=PLANTED, message=f"About {name}.", span=field.span if field else None, references=(audited.key,)
    )
    return evolve(audited, findings=(finding, *audited.findings))


def squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def is_right(shown: Shown, audited: Audited) -> bool:
    """Whether a comment stands in the paragraphs that print the reference, or at a citation whose field holds it."""
    reference = audited.case.reference
    around, raw = squeezed(shown.around + shown.text), squeezed(reference.raw)
    if not reference.structured:
        pieces = [squeezed(line) for line in reference.raw.split("\n")]
        text = squeezed(shown.text)  # of a list in a text box, the whole box
        return (text in raw or raw in text) and any(piece[:60] in around for piece in pieces)
    title = squeezed(reference.work.title or "")
    return title in around or title in squeezed(shown.fields)


def rows(folder: Path, profile: Path | None) -> Iterator[tuple[str, Counter[str]]]:
    for path in sorted(folder.glob("*.docx")):
        data = path.read_bytes()
        counts: Counter[str] = Counter()
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
        (report,) = reports
        shown = comments(made.data)
        by_key = {
            each.lines[0].split(":")[0].removeprefix("Reference "): each
            for each in shown
            if each.lines[0].startswith("Reference ")
        }
        for each in report.references:
            counts["references"] += 1
            if each.key in made.unplaced:
                counts["at the heading"] += 1
            elif each.key in by_key and is_right(by_key[each.key], each):
                counts["right"] += 1
            else:
                counts["wrong"] += 1
                print(
                    "   wrong:",
                    path.name,
                    each.key,
                    repr(each.case.reference.raw[:80]),
                    repr(by_key[each.key].text[:80]) if each.key in by_key else None,
                )
        counts["comments"] = len(shown)
        counts["lost"] = made.comments - len(shown)
        before, after = parts(data), parts(made.data)
        changed = {name for name in before if before[name] != after.get(name)} - {
            "word/document.xml",
            "word/comments.xml",
            "[Content_Types].xml",
            "word/_rels/document.xml.rels",
        }
        counts["parts changed"] = len(changed)
        counts["body changed"] = without_marks(data) != without_marks(made.data)
        if profile is not None:
            source, target = profile.parent / path.name, profile.parent / f"{path.stem}.saved.docx"
            source.write_bytes(made.data)
            saved(source, target, profile)
            counts["lost by LO"] = len(shown) - len(comments(target.read_bytes()))
        yield path.name, counts


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


def _with_fixes(audited: Audited, place: int) -> Audited:
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


def fixed_rows(folder: Path, profile: Path | None) -> Iterator[tuple[str, Counter[str]]]:
    for path in sorted(folder.glob("*.docx")):
        data, counts = path.read_bytes(), Counter[str]()
        mended = mend_document(
            data, path.name, settings=Settings(), audit=Fixing(), wanted={Safety.SAFE}, stamp=lambda _: Stamp(made=NOON)
        )
        counts["fixes"] = sum(mended.codes.values())
        counts["left to the library"] = sum(each.key.count(",") + 1 for each in mended.refused if "library" in each.why)
        counts["refused"] = sum(each.key.count(",") + 1 for each in mended.refused) - counts["left to the library"]
        for each in mended.refused:
            if "library" not in each.why:
                print("   refused:", path.name, each.codes, each.key, each.why)
        before, after = every_text(data), every_text(accepted(mended.data))
        counts["rejected is not source"] = every_text(rejected(mended.data)) != before
        wanted = set(mended.after.splitlines()) - set(mended.before.splitlines())
        counts["accepted is not meant"] = not wanted <= {line for text in after for line in text.splitlines()}
        counts["parts changed"] = len(
            {name for name, content in parts(data).items() if content != parts(mended.data)[name]}
            - {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"}
        )
        if profile is not None:
            for what, own in (("Accept", accepted(mended.data)), ("Reject", data)):
                settled = by_libreoffice(mended.data, profile, what)
                counts[f"LO {what.lower()}s otherwise"] = settled != by_libreoffice(own, profile)
        yield path.name, counts


def every_text(data: bytes) -> list[str]:
    """The paragraphs of body and notes."""
    names = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
    return [text for name in names if name in parts(data) for text in texts(data, name)]


def by_libreoffice(data: bytes, profile: Path, what: str = "") -> str:
    """All words of the body as LibreOffice saves it, which writes some fields anew."""
    source, target = profile.parent / "source.docx", profile.parent / "target.docx"
    source.write_bytes(data)
    target.unlink(missing_ok=True)
    saved(source, target, profile, what)
    return " ".join(" ".join(texts(target.read_bytes())).split())


def main() -> None:
    arguments = ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--soffice", action="store_true", help="have LibreOffice save, accept and reject, too")
    given = arguments.parse_args()
    with TemporaryDirectory() as folder:
        profile = Path(folder, "profile") if given.soffice else None
        table("comments", rows(given.folder, profile), COMMENTED + (("lost by LO",) if profile else ()))
        more = ("LO accepts otherwise", "LO rejects otherwise") if profile else ()
        table("tracked changes", fixed_rows(given.folder, profile), CHANGED + more)


def table(title: str, found: Iterable[tuple[str, Counter[str]]], heads: Sequence[str]) -> None:
    total: Counter[str] = Counter()
    print(f"\n{title:28}" + "".join(f"{head:>24}" for head in heads))
    for name, counts in found:
        total += counts
        print(f"{name:28}" + "".join(f"{counts[head]:>24}" for head in heads), flush=True)
    print(f"{'all':28}" + "".join(f"{total[head]:>24}" for head in heads))


if __name__ == "__main__":
    main()
