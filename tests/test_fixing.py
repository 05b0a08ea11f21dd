"""Fixing: what the fixes name is changed, and every other byte is as it was."""

import codecs
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from drawn import examples
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from pdf_made import by_hand
from reports_made import NOON, a_rule
from tables import CASES, SEEDS, all_rows, rows

from refcheck.audit import audit
from refcheck.checks.mending.author_list import author_list
from refcheck.errors import SourceError
from refcheck.fixing import Audit, Edit, Mended, accepting, apart, applied, corrected_work, plan, plan_in_markup
from refcheck.fixing.edits import diff
from refcheck.fixing.files import mend
from refcheck.identifiers import repair_rules
from refcheck.model import (
    Bibliography,
    Case,
    CheckedReference,
    Document,
    Evidence,
    Finding,
    Fix,
    Name,
    Reference,
    Report,
    Safety,
    Severity,
    Span,
    Verdict,
    Work,
)
from refcheck.parsing import parse
from refcheck.readers import read, read_bytes
from refcheck.readers.pasted import mojibake
from refcheck.registries.connections import Connections
from refcheck.registries.ladder import offline
from refcheck.settings import Decided, EditDecision, Selection, Settings, Waiver

FOLDER = CASES / "fixing"
SAFE = frozenset({Safety.SAFE})
SEED = SEEDS / "jcep-central-asia-ai"


def asking_nobody(bibliography: Bibliography) -> Report:
    return audit([bibliography], registry=offline(Connections(cache="off")), now=lambda: NOON)


def asking_the_records(bibliography: Bibliography) -> Report:
    registry = offline(Connections(cache="off", records=str(SEED / "records.jsonl")))
    return audit([bibliography], registry=registry, now=lambda: NOON)


def mended(
    data: bytes, *, settings: Settings | None = None, audit: Audit = asking_nobody, wanted: frozenset[Safety] = SAFE
) -> Mended:
    return mend(data, "list.txt", settings=settings or Settings(), audit=audit, wanted=wanted)


def repairs_in(data: bytes) -> set[str]:
    report = asking_nobody(read_bytes(data, "list.txt"))
    return {finding.rule.code for finding in report.findings()} & set(repair_rules())


@pytest.mark.parametrize("row", rows(FOLDER / "text.toml"))
def test_text(row: dict[str, Any]) -> None:
    once = mended(row["before"].encode())
    assert once.after == row.get("after", row["before"])
    assert once.data == once.after.encode()
    assert not mended(once.data).is_changed
    assert repairs_in(once.data) == set(row.get("left", ()))


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "with a mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "dos": lambda text: text.replace("\n", "\r\n").encode(),
    "old mac": lambda text: text.replace("\n", "\r").encode(),
    "utf-16-le": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16-be": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "windows": lambda text: text.encode("cp1252"),
    "mixed": lambda text: b"\n3".join([text.partition("\n3")[0].encode("cp1252"), text.partition("\n3")[2].encode()]),
}
LIST = """\
1. Müller, J. (2020). “One thing” – and another. A Journal, 1(2), 3–4. doi:10.1016/ j.euras.2015.10.003
2. Roe, R. (2021). Two things and no other. B Journal, 5(6), 7–8. )doi: 10.1080/02634937.2024.2314083.(
3. Ångström, Å. (2022). Three things and façade. C Journal, 9(1), 2–3. https://doi.org/10.1000/abc
"""


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_other_byte_is_as_it_was(encoding: str) -> None:
    encode = ENCODINGS[encoding]
    fixed = LIST.replace("10.1016/ j", "10.1016/j").replace(
        ")doi: 10.1080/02634937.2024.2314083.(", "(doi: 10.1080/02634937.2024.2314083)"
    )
    once = mended(encode(LIST))
    assert once.data == encode(fixed)
    assert not mended(once.data).is_changed


def test_the_seed_list_is_left_without_a_repair() -> None:
    once = mended((SEED / "references.txt").read_bytes())
    assert sum(once.codes.values()) > 10
    assert repairs_in(once.data) == set()
    assert not mended(once.data).is_changed


def test_what_a_registry_has_is_unsafe() -> None:
    data = (SEED / "references.txt").read_bytes()
    safe = mended(data, audit=asking_the_records)
    every = mended(data, audit=asking_the_records, wanted=frozenset(Safety))
    assert safe.withheld > 0
    assert "Place Branding and Public Diplomacy, Vol 21, No 3" in every.after
    assert "doi: 10.4324/9781003022336" in every.after
    assert not mended(every.data, audit=asking_the_records, wanted=frozenset(Safety)).is_changed


MARSHES = (
    ("10.1000/tide.1", "Okafor B, Lindqvist A", "Salt water on the outer marshes of Norland", "12", "345-360", 2012),
    ("10.1000/tide.2", "Roe MA, Takala R, Kaur K", "Fresh water under the inner dunes of Sudland", "14", "21-39", 2014),
    ("10.1000/tide.3", "Case FH", "Brackish water along the old canals of Westland", "15", "101-120", 2015),
)


@pytest.mark.parametrize(("numbers", "is_sure"), [((19, 20, 21), True), ((19, 23, 4), True), ((19, 4, 19), False)])
def test_a_reference_that_may_end_elsewhere_gets_nothing_unsafe(
    numbers: tuple[int, ...], is_sure: bool, tmp_path: Path
) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(
        "".join(
            json.dumps(
                {
                    "DOI": doi,
                    "type": "journal-article",
                    "title": [title],
                    "author": [dict(zip(("family", "given"), each.split(), strict=True)) for each in names.split(", ")],
                    "container-title": ["Journal of Tidal Engineering"],
                    "volume": volume,
                    "page": page,
                    "issued": {"date-parts": [[year]]},
                }
            )
            + "\n"
            for doi, names, title, volume, page, year in MARSHES
        )
    )
    registry = offline(Connections(cache="off", records=str(path)))
    printed = [
        f"{number}. {names}. {title}. J Tidal Eng {year}; {volume}: {page}."
        for number, (_, names, title, volume, page, year) in zip(numbers, MARSHES, strict=True)
    ]
    made = mended(
        "".join(f"{line}\n" for line in printed).encode(),
        audit=lambda bibliography: audit([bibliography], registry=registry, now=lambda: NOON),
        wanted=frozenset(Safety),
    )
    linked = [f"{line} https://doi.org/{doi}" for line, (doi, *_) in zip(printed, MARSHES, strict=True)]
    assert made.after.splitlines() == (linked if is_sure else printed)
    assert sum(made.codes.values()) == (3 if is_sure else 0)


@pytest.mark.parametrize("row", all_rows("repairs", "wild", "made"))
def test_every_repair_can_be_made_in_a_list(row: dict[str, Any]) -> None:
    text = f"Doe, J. (2020). One thing and another. A Journal, 1(2), 3-4. {row['text']}\n"
    if mojibake.recognises("list.txt", text):
        with pytest.raises(SourceError, match="saved in a wrong encoding"):
            mended(text.encode())
        return
    once = mended(text.encode("utf-8", "replace"))
    assert not mended(once.data).is_changed


WRAPPED = (
    "Doe, J. (2010). They of lists when short. A\nJournal, 1(2), 3-9. https://doi.org/10.1016/\nj.euras.2010.10.000\n"
    "Roe, R. (2011). Lists short they begin a or too.\nA Journal, 2(2), 4-10. https://doi.org/10.1016/\nj.euras.2011.10.001\n"
)


@pytest.mark.parametrize("blank", ["", "\n"])
def test_no_lines_are_joined_if_the_list_would_be_read_otherwise_then(blank: str) -> None:
    text = WRAPPED.replace("Roe", f"{blank}Roe")
    once = mended(text.encode())
    before, after = read(text).references, read(once.after).references
    assert [reference.work.title for reference in after] == [reference.work.title for reference in before]
    assert once.is_changed or {each.why for each in once.refused} == {
        "without the line end, the list would be read differently"
    }


def test_what_is_waived_or_not_selected_is_not_fixed() -> None:
    data = LIST.encode()
    fingerprint = read(LIST).references[0].fingerprint
    waiver = Waiver(fingerprint=fingerprint, code="doi-with-inner-space", who="Ada", why="so")
    once = mended(data, settings=Settings(waivers=(waiver,)))
    assert "mirrored-bracket" in once.codes
    assert "doi-with-inner-space" not in once.codes
    ignoring = Settings(selections=(Selection(ignore=("mirrored-*",)),))
    assert ")doi: 10.1080/02634937.2024.2314083" in mended(data, settings=ignoring).after


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        (
            "list.csv",
            b'author,title,year,journal\n"Doe, J.",On tides,2020,Shores\n"Roe, K.",On lakes,2021,Shores\n',
            r"a file of this format \(csv\) cannot be fixed",
        ),
        (
            "list.pdf",
            by_hand([(72, 700, "References"), (72, 680, "1. Doe, J. (2020). On tides. Shores, 1(2), 3-4.")]),
            r"a file of this format \(pdf\) cannot be fixed",
        ),
    ],
)
def test_a_format_that_is_no_source_is_refused(name: str, data: bytes, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        mend(data, name, settings=Settings(), audit=asking_nobody, wanted=SAFE)


MARKUP = {
    "list.tex": (
        "\\documentclass{article}\n\\begin{document}\nText.\n\\begin{thebibliography}{9}\n"
        "\\bibitem{a} Okafor, B. \\emph{How rivers move}. Rivers, \\textbf{12}, 345--360 (2012). doi:10.5555/ rivers.12\n"
        "\\bibitem{b} Lindqvist, A. Lakes \\& ponds. Rivers, 13, 1--9 (2013). doi:10.5555/lakes.1\n"
        "\\end{thebibliography}\n\\end{document}\n"
    ),
    "list.bbl": (
        "\\begin{thebibliography}{9}\n\\bibitem{a}\nB.~Okafor,\n\\newblock How rivers move,\n"
        "\\newblock {\\em Rivers}, 12:345--360, 2012. doi:10.5555/ rivers.12\n\n"
        "\\bibitem{b}\nA.~Lindqvist,\n\\newblock Lakes of the north,\n\\newblock {\\em Rivers}, 13:1--9, 2013.\n"
        "\\end{thebibliography}\n"
    ),
    "list.md": (
        "# References\n\n- Okafor, B. (2012). How rivers move. *Rivers*, 12, 345–360. doi: 10.5555/ rivers.12\n"
        "- Lindqvist, A. (2013). Lakes of the north. *Rivers*, 13, 1–9.\n"
    ),
    "list.xml": (
        '<?xml version="1.0"?>\n<article><back><ref-list><title>References</title>\n'
        '<ref id="a"><mixed-citation>Okafor, B. (2012). How rivers move. <italic>Rivers</italic>, 12, 345&#8211;360. '
        "doi: 10.5555/ rivers.12</mixed-citation></ref>\n"
        '<ref id="b"><mixed-citation>Lindqvist, A. (2013). Lakes &amp; ponds. <italic>Rivers</italic>, 13, 1&#8211;9.'
        "</mixed-citation></ref>\n</ref-list></back></article>\n"
    ),
    "list.tei": (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><back><listBibl>\n'
        "<bibl>Okafor, B. (2012). How rivers move. <title>Rivers</title>, 12, 345–360. doi: 10.5555/ rivers.12</bibl>\n"
        "<bibl>Lindqvist, A. (2013). Lakes of the north. <title>Rivers</title>, 13, 1–9.</bibl>\n"
        "</listBibl></back></text></TEI>\n"
    ),
    "endnote.xml": (
        '<?xml version="1.0" encoding="UTF-8" ?><xml><records><record><rec-number>1</rec-number><ref-type name="Journal Article">'
        "17</ref-type><titles><title>How rivers move</title></titles><electronic-resource-num>10.5555/ rivers.12"
        "</electronic-resource-num></record></records></xml>\n"
    ),
    "list.enw": "%0 Journal Article\n%A Okafor, Ben\n%T How rivers move\n%J Rivers\n%D 2012\n%R 10.5555/ rivers.12\n",
    "list.yml": (
        "okafor:\n  type: article\n  title: How rivers move\n  author: Okafor, Ben\n  date: 2012\n"
        "  serial-number:\n    doi: 10.5555/ rivers.12\n  parent:\n    type: periodical\n    title: Rivers\n"
    ),
}


@pytest.mark.parametrize("name", MARKUP)
def test_a_source_is_fixed_in_place(name: str) -> None:
    text = MARKUP[name]
    once = mend(text.encode(), name, settings=Settings(), audit=asking_nobody, wanted=SAFE)
    assert once.after == text.replace("10.5555/ rivers", "10.5555/rivers")
    assert not mend(once.data, name, settings=Settings(), audit=asking_nobody, wanted=SAFE).is_changed


ALONE = {
    **{name: MARKUP[name] for name in ("list.enw", "list.yml")},
    "list.txt": "Okafor, B. (2012). How rivers move. Rivers, 12, 345–360. doi: 10.5555/ rivers.12\n",
    "list.bib": "@article{a,\n  title = {How rivers move},\n  doi = {10.5555/ rivers.12},\n}\n",
    "list.ris": "TY  - JOUR\nTI  - How rivers move\nDO  - 10.5555/ rivers.12\nER  - \n",
    "list.nbib": "PMID- 1\nTI  - How rivers move.\nDP  - 2012\nLID - 10.5555/ rivers.12 [doi]\n",
    "list.json": '[{"id": "a", "type": "article", "title": "How rivers move", "DOI": "10.5555/ rivers.12"}]',
    "list.yaml": "references:\n- id: a\n  type: article\n  title: How rivers move\n  DOI: 10.5555/ rivers.12\n",
}


@pytest.mark.parametrize("name", ALONE)
def test_a_reference_alone_is_read_with_its_edits(name: str) -> None:
    (audited,) = asking_nobody(read_bytes(ALONE[name].encode(), name)).references
    edit = EditDecision(
        fingerprint=audited.case.reference.fingerprint,
        code="doi-with-inner-space",
        decided=Decided.EDITED,
        who="Ann",
        why="it is so",
        value="10.5555/lakes.1",
    )
    work = corrected_work(audited, accepting(SAFE, [edit]))
    assert work is not None
    assert work.doi == "10.5555/lakes.1"
    assert "How rivers move" in (work.title or "")


def test_what_would_need_signs_of_markup_is_left() -> None:
    text = MARKUP["list.md"].replace("rivers.12", "rivers.12%5F")
    made = mend(text.encode(), "list.md", settings=Settings(), audit=asking_nobody, wanted=SAFE)
    assert not made.is_changed
    assert {each.why for each in made.refused} == {"it would need characters of markup"}


@pytest.mark.parametrize(
    ("link", "after"),
    [
        ('<ext-link xlink:href="{0}">{0}</ext-link>', '<ext-link xlink:href="{1}">{1}</ext-link>'),
        ('<uri xlink:href="{0}?a=1">{0}</uri>', '<uri xlink:href="{1}?a=1">{1}</uri>'),
        ('<ext-link xlink:href="{0}0">{0}</ext-link>', None),
        ('<ext-link xlink:href="{0}).">{0}</ext-link>', None),
    ],
)
def test_a_link_and_its_text_are_mended_together(link: str, after: str | None) -> None:
    printed = "Vale, P. (2004). How mosses drink fog. Moss Letters, 12, 7-9. {}"
    around = f"<article><ref-list>\n<ref><mixed-citation>{printed}</mixed-citation></ref>\n</ref-list></article>"
    old, new = "http://dx.doi.org/10.5555/moss.12", "https://doi.org/10.5555/moss.12"
    made = mend(
        around.format(link.format(old)).encode(), "a.xml", settings=Settings(), audit=asking_nobody, wanted=SAFE
    )
    assert made.after == around.format((after or link).format(old, new))
    assert made.codes.total() == (after is not None)


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("a.md", "[{0}]({1})"),
        ("a.xml", '<ext-link xlink:href="{1}">{0}</ext-link>'),
    ],
)
@pytest.mark.parametrize(
    ("target", "after"),
    [
        ("https://doi.org/10.5555/moss.%2012", "https://doi.org/10.5555/moss.12"),  # the same fault, written otherwise
        ("https://doi.org/10.5555/moss.12?a=1", "https://doi.org/10.5555/moss.12?a=1"),
        ("https://moss.example/12", "https://moss.example/12"),
        ("https://doi.org/10.5555/fern.7", None),
    ],
)
def test_a_target_written_otherwise_is_mended_with_the_text(
    name: str, link: str, target: str, after: str | None
) -> None:
    entry = "Vale, P. (2004). How mosses drink fog. Moss Letters, 12, 7-9. {}"
    around = (
        f"# References\n\n{entry}\n"
        if name == "a.md"
        else (f"<article><ref-list>\n<ref><mixed-citation>{entry}</mixed-citation></ref>\n</ref-list></article>")
    )
    old, new = "10.5555/moss. 12", "10.5555/moss.12"
    text = around.format(link.format(old, target))
    made = mend(text.encode(), name, settings=Settings(), audit=asking_nobody, wanted=SAFE)
    assert made.after == (text if after is None else around.format(link.format(new, after)))


def a_fix(span: Span, replacement: str, severity: Severity = Severity.INFO, safety: Safety = Safety.SAFE) -> Finding:
    return Finding(
        rule=a_rule(f"{severity}-code", severity),
        message="Made.",
        fix=Fix(span=span, replacement=replacement, safety=safety),
    )


def an_audited(reference: Reference, *findings: Finding) -> CheckedReference:
    return CheckedReference(file="x", case=Case(reference=reference), verdict=Verdict.UNVERIFIED, findings=findings)


def fixed(
    text: str, reference: Reference, *findings: Finding, form: str = "plain", can_write: Any = lambda text: True
) -> Any:
    document = Document(name="x", format=form, text=text)
    planned = plan(document, [an_audited(reference, *findings)], accepting(frozenset(Safety)), can_write)
    return applied(text, planned.edits), planned


LINKED = "Roe, J. (2012). Salt of the sea. Seas, 3, 5–9. "


@pytest.mark.parametrize(
    ("link", "after"),
    [
        ("[10.5555/a](https://doi.org/10.5555/a)", "[10.5555/b](https://doi.org/10.5555/b)"),
        (
            "[https://doi.org/10.5555/a](https://doi.org/10.5555/a?utm_source=mail)",
            "[https://doi.org/10.5555/b](https://doi.org/10.5555/b)",
        ),
        ("[10.5555/a](https://doi.org/10.5555/c)", "[10.5555/b](https://doi.org/10.5555/c)"),
        ("doi:10.5555/a, https://doi.org/10.5555/a", "doi:10.5555/b, https://doi.org/10.5555/a"),
    ],
)
def test_what_a_link_shows_and_where_it_leads_is_changed_together(link: str, after: str) -> None:
    reference = parse(LINKED + link)
    reference = evolve(reference, spans=(Span(0, len(reference.raw)),))
    text, _ = fixed(reference.raw, reference, a_fix(reference.identifiers[0].span, "10.5555/b"))
    assert text == LINKED + after


@pytest.mark.parametrize(
    ("link", "after"),
    [
        ("[10.5555/a](https://doi.org/10.5555/a)", "[10.5555/b](https://doi.org/10.5555/b)"),
        ("[10.5555/a](<https://doi.org/10.5555/a?utm_source=mail>)", "[10.5555/b](<https://doi.org/10.5555/b>)"),
        ("[10.5555/a](https://doi.org/10.5555/b)", "[10.5555/b](https://doi.org/10.5555/b)"),
        ("[10.5555/a](https://seas.example/10.5555/a)", "[10.5555/a](https://seas.example/10.5555/a)"),
    ],
)
def test_so_it_is_in_markdown_where_it_can_be(link: str, after: str) -> None:
    text = f"# References\n\n{LINKED}{link}\n\nRoe, J. (2013). Sand of the sea. Seas, 4, 5–9.\n"
    checked = asking_nobody(read(text, format="markdown")).references[0]
    fix = a_fix(checked.case.reference.identifiers[0].span, "10.5555/b")
    every = accepting(frozenset(Safety))
    planned = plan_in_markup([evolve(checked, findings=(fix,))], every, text, checked.file, lambda text: True)
    assert applied(text, planned.edits) == text.replace(link, after)
    assert bool(planned.refused) == (link == after)


@pytest.mark.parametrize(("pages", "after"), [("5–9", "5–8"), ("5-9", "5-8"), ("S. 5–9", "S. 5–9")])
def test_pages_keep_their_dash_in_markup(pages: str, after: str) -> None:
    text = f"{{{{cite journal |title=Salt of the sea |journal=Seas |date=2012 |pages={pages} |volume=3}}}}"
    checked = asking_nobody(read(text, format="wikitext")).references[0]
    span = next(each.span for each in checked.case.reference.fields if each.name == "page")
    evidence = (Evidence(registry="crossref", field="page", registered="5-8"),)
    wrong = evolve(a_fix(span, "5-8" if pages != after else pages), evidence=evidence)
    every = accepting(frozenset(Safety))
    planned = plan_in_markup([evolve(checked, findings=(wrong,))], every, text, checked.file, lambda text: True)
    assert applied(text, planned.edits) == text.replace(pages, after)


def in_pieces(text: str, *pieces: str) -> Reference:
    spans = tuple(Span(text.index(piece), text.index(piece) + len(piece)) for piece in pieces)
    return Reference(key="1", raw="\n".join(pieces), spans=spans, work=Work())


@pytest.mark.parametrize(
    ("first", "second", "after"),
    [
        ("before one", "two after", "before onetwo\r\n    after"),
        ("before one", "two. After", "before onetwo. After"),
        ("before one", "two.", "before onetwo."),
        ("(one", "two).", "(onetwo)."),
        ("one", "two", "onetwo"),
    ],
)
def test_a_fix_over_a_line_end_stands_where_it_begins_and_keeps_the_line_where_a_space_follows(
    first: str, second: str, after: str
) -> None:
    text = f"{first}\r\n   {second}"
    reference = in_pieces(text, first, second)
    start, end = reference.raw.index("one"), reference.raw.index("two") + 3
    assert fixed(text, reference, a_fix(Span(start, end), "onetwo"))[0] == after


@pytest.mark.parametrize("between", ["\nPAGE 7\n", "\n\f", ""])
def test_a_fix_over_more_than_a_line_end_is_refused(between: str) -> None:
    text = f"before one{between}two after"
    reference = in_pieces(text, "before one", "two after")
    after, planned = fixed(text, reference, a_fix(Span(7, 14), "onetwo"))
    assert after == text
    assert [each.why for each in planned.refused] == ["a page break or other text is between its lines"]


@pytest.mark.parametrize(("at", "after"), [(0, "|one\n two"), (3, "one|\n two"), (4, "one\n |two"), (7, "one\n two|")])
def test_something_is_put_in(at: int, after: str) -> None:
    text = "one\n two"
    reference = in_pieces(text, "one", "two")
    assert fixed(text, reference, a_fix(Span(at, at), "|"))[0] == after


def test_what_the_encoding_lacks_is_refused() -> None:
    after, planned = fixed("one", in_pieces("one", "one"), a_fix(Span(0, 3), "ć"), can_write=str.isascii)
    assert after == "one"
    assert [each.why for each in planned.refused] == ["the file's encoding lacks a character of it, or is not certain"]


def test_of_two_fixes_in_one_place_the_safe_then_the_grave_is_made() -> None:
    reference = in_pieces("one two", "one two")
    unsafe = a_fix(Span(0, 3), "unsafe", Severity.ERROR, Safety.UNSAFE)
    grave = a_fix(Span(2, 7), "grave", Severity.WARNING)
    slight = a_fix(Span(0, 3), "slight", Severity.INFO)
    assert fixed("one two", reference, unsafe, slight, grave)[0] == "ongrave"
    assert fixed("one two", reference, unsafe, slight)[0] == "slight two"
    assert fixed("one two", reference, unsafe)[0] == "unsafe two"


EDITS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 6), st.text(max_size=3)).map(
        lambda made: Edit(span=Span(made[0], made[0] + made[1]), replacement=made[2], key="1", codes=("x",))
    )
)


@given(EDITS)
def test_edits_that_are_made_together_are_in_order_and_apart(edits: list[Edit]) -> None:
    kept = apart(edits)
    assert all(one.span.end < other.span.start for one, other in pairwise(kept))
    for edit in edits:
        assert any(edit.span.touches(other.span) for other in kept)
    if edits:
        assert edits[0].span in [edit.span for edit in kept]


@given(st.text(st.sampled_from("ab \n\r\x0b\u2028")), st.text(st.sampled_from("ab \n\r\x0b\u2028")))
def test_a_difference_leads_from_one_text_to_the_other(before: str, after: str) -> None:
    lines = list(diff(before, after, "x"))
    assert (lines == []) == (before == after)
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
    assert patched(before, lines) == after


def patched(before: str, lines: list[str]) -> str:
    """What ``patch`` would make of a text, for differences with one line of context or more."""
    kept = before.split("\n")
    old = [line + "\n" for line in kept[:-1]] + ([kept[-1]] if kept[-1] else [])
    new: list[str] = []
    at = 0
    for line in lines[2:]:
        if line.startswith("@@"):
            numbers = line.split()[1].lstrip("-").split(",")
            start = int(numbers[0]) - (1 if numbers[1:] != ["0"] else 0)
            new += old[at:start]
            at = start
        elif line.startswith("\\"):
            continue
        elif line[0] == "-":
            assert old[at].rstrip("\n") == line[1:-1]
            at += 1
        elif line[0] == "+":
            new.append(line[1:])
        else:
            new.append(old[at])
            at += 1
    text = "".join([*new, *old[at:]])
    marks = [number for number, line in enumerate(lines) if line.startswith("\\")]
    cut = any(lines[number - 1][0] == "+" for number in marks)
    return text[:-1] if cut else text


ENTRIES = [("bibtex", "bib"), ("ris", "ris"), ("nbib", "nbib"), ("csl-json", "json"), ("csl-yaml", "yaml")]


@pytest.mark.parametrize(
    ("form", "row"),
    [(form, row.values[0]) for form, _ in ENTRIES for row in rows(FOLDER / f"{form.replace('-', '_')}.toml")],
)
def test_entries(form: str, row: dict[str, Any]) -> None:
    """A fix of the first entry of a source, as its format writes it."""
    before = row["before"].replace("\n", row.get("line_end", "\n"))
    bibliography = read(before, format=form)
    reference = bibliography.references[0]
    after, planned = fixed(before, reference, a_change(reference, row), form=form)
    assert [each.why for each in planned.refused] == ([row["why_not"]] if "why_not" in row else [])
    assert after == row.get("after", row["before"]).replace("\n", row.get("line_end", "\n"))


RECORDS = (
    '<?xml version="1.0"?>\n<!DOCTYPE xml [<!ENTITY own SYSTEM "file:///etc/passwd">]>\n<xml><records><record>{}</record>'
    "<record><rec-number>2</rec-number><ref-type name='Book'>6</ref-type></record>"
    "<record><titles><title>Seas</title></titles></record></records></xml>\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@pytest.mark.parametrize("row", rows(FOLDER / "endnote_xml.toml"))
def test_records_of_endnote(row: dict[str, Any], encoding: str) -> None:
    """A fix of the first record: the file is as it was but for that."""
    before, after = (RECORDS.format(text) for text in (row["before"], row.get("after", row["before"])))
    asked = iter([row])

    def audit_(bibliography: Bibliography) -> Report:
        report = asking_nobody(bibliography)
        wanted = next(asked, None)
        first = evolve(report[0], findings=(a_change(report[0].case.reference, wanted),) if wanted else ())
        return evolve(report, references=(first, *report.references[1:]))

    data = before.encode(encoding, "xmlcharrefreplace")
    made = mend(data, "list.xml", settings=Settings(), audit=audit_, wanted=frozenset(Safety))
    assert made.data == after.encode(encoding, "xmlcharrefreplace")
    assert made.codes.total() == ("after" in row)
    assert "root:" not in made.bibliography.document.text


PEOPLE = {
    "list.json": (
        '[{"id": "a", "type": "book", "title": "Lakes", "author": [\n {"family": "Okafor", "given": "Ben", "ORCID": "x"},\n'
        ' {"family": "Berg", "given": "Anna"}]}]',
        '"given": "Ben", "ORCID": "x"},',
        None,
    ),
    "plain.json": (
        '[{"id": "a", "type": "book", "title": "Lakes", "author": [{"family": "Okafor", "given": "B."}, '
        '{"family": "Berg", "given": "A."}]}]',
        '"given": "B."}, ',
        '{"family": "Qu\\u00edst", "given": "A. L."}, ',
    ),
    "list.yaml": (
        "references:\n- id: a\n  type: book\n  title: Lakes\n  author:\n  - family: Okafor\n    given: Ben\n"
        "  - family: Berg\n    given: Anna\n",
        "given: Ben\n",
        "  - family: Quíst\n    given: Al Lee\n",
    ),
    "a.yml": (
        'a:\n  type: book\n  title: Lakes\n  author: ["Okafor, Ben", "Berg, Anna"]\n  date: 2012\n',
        '"Okafor, Ben", ',
        '"Quíst, Al Lee", ',
    ),
    "b.yml": (
        "a:\n  type: book\n  title: Lakes\n  author:\n    - Okafor, Ben\n    - Berg, Anna\n  date: 2012\n",
        "- Okafor, Ben\n",
        "    - Quíst, Al Lee\n",
    ),
}
"""Sources, and what of the registered authors is put in behind what; nothing where a name has parts of its own."""


@pytest.mark.parametrize("name", PEOPLE)
def test_authors_in_the_form_of_a_source(name: str) -> None:
    text, behind, put_in = PEOPLE[name]
    registered = (
        Name(family="Okafor", given="Ben"),
        Name(family="Quíst", given="Al Lee"),
        Name(family="Berg", given="Anna"),
    )
    asked: list[Fix | None] = []

    def audit_(bibliography: Bibliography) -> Report:
        report = asking_nobody(bibliography)
        asked.append(author_list(report[0].case.reference, registered))
        evidence = (Evidence(registry="crossref", field="author", registered="x"),)
        finding = evolve(a_fix(Span(0, 0), ""), fix=asked[-1], evidence=evidence)
        return evolve(report, references=(evolve(report[0], findings=(finding,)),))

    made = mend(text.encode(), name, settings=Settings(), audit=audit_, wanted=frozenset(Safety))
    assert made.after == (text.replace(behind, f"{behind}{put_in}") if put_in else text)
    assert asked[-1] is None


def a_change(reference: Reference, row: dict[str, Any]) -> Finding:
    """A finding that asks for what a row tells: text for text, or a DOI where none is."""
    finding = a_fix(Span(0, 0), row["with"], safety=Safety.UNSAFE)
    if "at" not in row:
        adds = Fix(
            span=Span(len(reference.raw), len(reference.raw)), replacement=row["with"], safety=Safety.UNSAFE, adds="DOI"
        )
        return evolve(finding, fix=adds)
    start = reference.raw.index(row["at"])
    fix = Fix(span=Span(start, start + len(row["at"])), replacement=row["with"], safety=Safety.UNSAFE)
    evidence = (Evidence(registry="crossref", field=row.get("variable"), registered=row["with"]),)
    return evolve(finding, fix=fix, evidence=evidence)


ALPHABET = st.sampled_from(
    [
        *"Doe, J. (2020).",
        "\n",
        "\r\n",
        "\t",
        " ",
        "doi: 10.1000/",
        "10.1016/ j.",
        "https://doi.org/10.1000/abc",
        ".(",
        ")",
        "ü",
        "–",
        "“",
        "\x92",
        "𝒳",
        "\u200b",
        "%20",
        "ISBN 9783031637261,9783031637278",
        "Vol. 3, No. 4, pp. 205 228",
        "[1] ",
        "Roe, R. (2021). Two things and no other. B Journal, 5(6), 7-8. ",
    ]
)


@settings(deadline=None, max_examples=examples(100), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ALPHABET, max_size=30).map("".join), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
@example(text=LIST, encoding="utf-16")
@example(text=")D(,doi: 10.1000/", encoding="utf-8")
def test_fixing_twice_is_fixing_once(text: str, encoding: str) -> None:
    data = text.encode(encoding, "replace")
    once = mended(data)
    assert not mended(once.data).is_changed
    assert once.data.startswith("".encode(encoding))  # the byte order mark


@settings(deadline=None, max_examples=examples(100), suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.binary(max_size=4).map(lambda data: data.replace(b"\0", b"")) | ALPHABET.map(str.encode), max_size=25
    ).map(b"".join)
)
def test_whatever_the_bytes_fixing_twice_is_fixing_once(data: bytes) -> None:
    try:
        once = mended(data)
    except SourceError:
        assume(False)
    assert not mended(once.data).is_changed
    if not once.codes:
        assert once.data == data


@pytest.mark.parametrize(
    ("field", "safe", "unsafe"),
    [
        (
            "doi = {10.1371/journal.pone.0035968.pmid%3A22567121}",
            "doi = {10.1371/journal.pone.0035968.pmid%3A22567121}",
            "doi = {10.1371/journal.pone.0035968}",
        ),
        (
            "howpublished = {doi:10.1371/journal.pone.0035968.pmid%3A22567121 and more}",
            "howpublished = {doi:10.1371/journal.pone.0035968 pmid:22567121 and more}",
            "howpublished = {doi:10.1371/journal.pone.0035968 pmid:22567121 and more}",
        ),
        ("doi = {10.1000/abc[doi]}", "doi = {10.1000/abc}", "doi = {10.1000/abc}"),
    ],
)
def test_what_a_field_loses_it_loses_on_request(field: str, safe: str, unsafe: str) -> None:
    entry = "@article{{a,\n  {},\n}}\n"
    for wanted, after in ((SAFE, safe), (frozenset(Safety), unsafe)):
        once = mended(entry.format(field).encode(), wanted=wanted)
        assert once.after == entry.format(after)


FIELD = st.sampled_from(
    [
        "title = {One {THING} and another}",
        "journal = j # { B}",
        "doi = {10.1016/ j.euras.2015.10.003}",
        'DOI = "http://dx.doi.org/10.1000/a\\_b."',
        "url={https://example.org/a page.htm, accessed 3 May}",
        "note = {see doi: 10.1016/ j.euras.2015.10.003 and \\url{https://example.org/a page.htm}}",
        "isbn = {9783031637261,9783031637278}",
        'author = {M{\\"u}ller, J. and Doe, Jane}',
        "year = 2020",
        "pages = {205 228}",
    ]
)
ENTRY = st.lists(FIELD, max_size=5).map(lambda fields: ",\n  ".join(["@article{key", *fields]) + "\n}\n")
BROKEN = st.sampled_from(
    ["@book(", "@string{j = {A Journal}}\r\n", "}", "{", '"', ",", "% a comment\n", "free text ü\n"]
)


@settings(deadline=None, max_examples=examples(100), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ENTRY | BROKEN, max_size=6).map("".join))
def test_whatever_the_entries_fixing_twice_is_fixing_once(text: str) -> None:
    data = b"@comment{a}\n" + text.encode()
    once = mend(data, "list.bib", settings=Settings(), audit=asking_nobody, wanted=frozenset(Safety))
    again = mend(once.data, "list.bib", settings=Settings(), audit=asking_nobody, wanted=frozenset(Safety))
    assert not again.is_changed
    keys = [reference.key for reference in read_bytes(data, "list.bib").references]
    assert [reference.key for reference in read_bytes(once.data, "list.bib").references] == keys
