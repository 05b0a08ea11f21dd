"""What the page and the services behind it have in common: events, decisions, downloads, without a socket or a process."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from documents_made import archive, docx, paragraph
from drawn import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from uploads_made import bomb, encrypted, encrypted_odt, encrypted_office, encrypted_pdf
from web_made import LIST, SEED, TWO

from refcheck.audit import audit
from refcheck.errors import SourceError
from refcheck.model import Answer, Case, Id, Safety
from refcheck.readers import read_bytes
from refcheck.registries import Offline, Registry, ladder
from refcheck.registries.connections import NO_CACHE, Connections
from refcheck.servers.page import checking as early_words
from refcheck.servers.page.checked import Checked
from refcheck.servers.page.checking import check, decide
from refcheck.servers.page.decisions import Decisions, Edited, Rejected, WaivedFinding, merged
from refcheck.servers.page.desk import Desk, Options, Source
from refcheck.servers.page.downloads import FORMS, download
from refcheck.servers.page.events import Event, Judged, Read, Reported
from refcheck.servers.page.problems import KINDS, ProblemError, problem_of
from refcheck.settings import Settings

RECORDS = Connections(records=str(SEED / "records.jsonl"), cache=NO_CACHE)


def _registry(options: Options) -> Registry:
    return ladder.offline(RECORDS)


DESK = Desk(registry=_registry)
NOBODY = Desk(registry=lambda options: Offline())


def checked(text: str | bytes, name: str = "<text>", desk: Desk = NOBODY) -> tuple[Checked, list[Event]]:
    told: list[Event] = []
    data = text if isinstance(text, bytes) else text.encode()
    return check(Source(data=data, name=name), Options(), desk, told.append), told


@pytest.fixture(scope="module")
def seed() -> tuple[Checked, list[Event]]:
    return checked(LIST, desk=DESK)


@pytest.mark.parametrize(
    ("given", "called"),
    [
        ("thesis.docx", "thesis.docx"),
        ("../../etc/passwd", "passwd"),
        ("/etc/passwd", "passwd"),
        ("C:\\papers\\list.txt", "list.txt"),
        ("a\x00b\u202e.txt", "ab.txt"),
        ("..", "<text>"),
        ("", "<text>"),
        ("/", "<text>"),
        ("список литературы.docx", "список литературы.docx"),
        ("x" * 500 + ".bib", "x" * 116 + ".bib"),
    ],
)
def test_a_name_is_a_word_and_leads_nowhere(given: str, called: str) -> None:
    assert Source(data=b"", name=given).name == called


@given(st.text())
@settings(max_examples=examples(200))
def test_no_name_has_a_folder(name: str) -> None:
    called = Source(data=b"", name=name).name
    assert called
    assert "/" not in called
    assert "\\" not in called
    assert called not in (".", "..")
    assert called.isprintable() or called == "<text>"


def test_what_lies_beside_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A manuscript of the same name lies in the service's own folder, with a bibliography beside it."""
    monkeypatch.chdir(tmp_path)
    manuscript = r"\documentclass{article}\begin{document}\cite{a}\bibliography{own}\end{document}"
    Path("thesis.tex").write_text(manuscript, encoding="utf-8")
    Path("own.bib").write_text("@book{a, title = {Secret rivers}, year = 2012}", encoding="utf-8")
    assert len(read_bytes(manuscript.encode(), "thesis.tex").references) == 1
    _, told = checked(manuscript, "thesis.tex")
    assert not any(each.references for each in told if isinstance(each, Read))
    assert "Secret" not in str(told)


def test_every_reference_is_told_as_read_and_as_judged(seed: tuple[Checked, list[Event]]) -> None:
    checked, told = seed
    read = [each.index for event in told if isinstance(event, Read) for each in event.references]
    judged = [each.index for event in told if isinstance(event, Judged) for each in event.references]
    assert read == list(range(33))
    assert sorted(set(judged)) == read
    assert isinstance(told[-1], Reported)
    assert [each.verdict for each in checked.report] == [
        each.verdict for each in audit([read_bytes(LIST.encode(), "<text>")], registry=ladder.offline(RECORDS))
    ]


def test_a_long_list_is_told_in_parts() -> None:
    lines = (f"{n}. Okafor, B. (2012). How river {n} moves. Rivers, 12, 345-360." for n in range(1, 121))
    _, told = checked("References\n" + "\n".join(lines))
    assert [len(each.references) for each in told if isinstance(each, Read)] == [50, 50, 20]
    assert {each.total for each in told if isinstance(each, Read)} == {120}


def test_what_is_known_early_is_what_is_known_in_the_end() -> None:
    """Nothing is told of a reference before nobody could say otherwise, and a verdict that was told stays."""
    resolved: dict[int, Case] = {}

    def hear(known: Mapping[int, Case]) -> None:
        resolved.update(known)

    bibliography = read_bytes(LIST.encode(), "<text>")
    report = audit([bibliography], registry=ladder.offline(RECORDS), on_resolved=hear)
    assert 20 < len(resolved) < 33  # of the others somebody may still know the venue
    for place, case in resolved.items():
        end = report.references[place].case
        assert (case.match and case.match.record) == (end.match and end.match.record)


def test_it_is_told_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(early_words, "_KNOWN_EVERY", 0)
    checked_list, told = checked(LIST, desk=DESK)
    verdicts: dict[int, set[str]] = {}
    for event in told:
        for each in event.references if isinstance(event, Judged) else ():
            verdicts.setdefault(each.index, set()).add(each.verdict)
    assert {index: each.verdict.value for index, each in enumerate(checked_list.report)} == {
        index: verdict for index, (verdict,) in verdicts.items()
    }
    assert isinstance(told[told.index(next(each for each in told if isinstance(each, Judged))) + 1], Event)


class Interrupting(Offline):
    """Somebody ends the run while this is asked."""

    name = "somebody"

    def lookup(self, ids: Sequence[Id], progress: Any = None) -> dict[Id, Answer]:
        raise KeyboardInterrupt


def test_a_list_whose_time_is_over_is_told_as_far_as_it_is_known() -> None:
    it, told = checked(LIST, desk=Desk(registry=lambda options: Interrupting()))
    assert isinstance(told[-1], Reported)
    assert len(it.report) == 33
    assert "interrupted" in str(told[-1].incomplete)
    assert it.report.findings()


def repaired(checked: Checked) -> Iterator[tuple[int, str, str, str]]:
    """Place, code, print and reading of each mended identifier."""
    for index, each in enumerate(checked.report):
        for identifier in each.case.reference.identifiers:
            for repair in identifier.repairs:
                yield index, repair.code, identifier.raw, identifier.value


def test_every_mended_reading_can_be_rejected(seed: tuple[Checked, list[Event]]) -> None:
    before, _ = seed
    one_of_each = {code: (index, printed, value) for index, code, printed, value in repaired(before)}
    assert len(one_of_each) == 4
    for code, (index, printed, value) in one_of_each.items():
        others = {found.code for found in before.report.references[index].findings if found.fix}
        unwanted = tuple(Rejected(index=index, code=each) for each in {code, *others})
        after, told = decide(before, Decisions(rejected=unwanted))
        shown = next(each for each in told.references if each.index == index)
        assert any(each.rejected and each.before == printed for each in shown.repairs)
        raw = after.decided.references[index].case.reference.raw
        assert printed in raw
        line = download(after, "text", Settings()).data.decode().splitlines()[index]
        assert " ".join(printed.split()) in line
        again, told = decide(after, Decisions())
        assert again.decided == before.report
        assert index in [each.index for each in told.references]
        assert value in str(again.decided.references[index].case.reference.identifiers)


def test_every_finding_can_be_left_and_counts_no_more(seed: tuple[Checked, list[Event]]) -> None:
    before, told = seed
    judged = {each.index: each for event in told if isinstance(event, Judged) for each in event.references}
    waived = tuple(
        WaivedFinding(index=index, rule=found.rule, reason="so it is")
        for index, each in judged.items()
        for found in each.findings
    )
    listed = tuple(
        WaivedFinding(index=None, rule=each.finding.code, reason="so") for each in before.report.list_findings
    )
    after, report = decide(before, Decisions(waived=(*waived, *listed)))
    assert report.summary.severities == {}
    assert report.list_html == ""
    assert all(found.waived for each in report.references for found in each.findings)
    for each in report.references:
        assert each.html.count("<li ") == each.html.count('<del class="waived">') == len(each.findings)
    assert not list(after.decided.findings())


@given(
    st.lists(st.builds(Rejected, index=st.integers(-3, 40), code=st.sampled_from(["doi-with-inner-space", "x"]))),
    st.lists(
        st.builds(
            WaivedFinding,
            index=st.none() | st.integers(-3, 40),
            rule=st.sampled_from(["year-against-doi", "x", "*", "ALL"]),
            reason=st.text(max_size=9),
        )
    ),
)
@settings(max_examples=examples(10))
def test_any_decisions_can_be_taken_and_taken_back(rejected: list[Rejected], waived: list[WaivedFinding]) -> None:
    before, _ = checked(TWO)
    decisions = Decisions(rejected=tuple(rejected), waived=tuple(waived))
    assert Decisions.from_json(decisions.as_json()) == decisions
    after, _ = decide(before, decisions)
    assert len(after.decided) == 2
    assert decide(after, Decisions())[0] == before


def _decisions(said: str) -> Decisions:
    """Of ``-0 +1 ~2 !3``: a reading rejected in reference 0, a change accepted in 1, one written in 2, a finding waived in 3."""
    kinds = {"-": "rejected", "+": "accepted", "~": "edited", "!": "waived"}
    lists: dict[str, list[dict[str, Any]]] = {}
    for each in said.split():
        index, _, by = each[1:].partition("/")
        place: dict[str, Any] = {"index": int(index) if index else None}
        more = {"code": "a", "printed": "b"} if each[0] != "!" else {"rule": "a", "reason": by or "so", "by": by}
        lists.setdefault(kinds[each[0]], []).append(place | more | ({"text": by} if each[0] == "~" else {}))
    return Decisions.from_json(lists)


@pytest.mark.parametrize(
    ("theirs", "before", "after", "expected"),
    [
        ("", "", "!1", "!1"),
        ("!1", "!1", "!1 +2", "!1 +2"),
        ("!1/Ann", "", "!2/Bea", "!1/Ann !2/Bea"),
        ("!1/Ann", "", "!/Bea", "!1/Ann !/Bea"),
        ("!1 !2", "!1", "", "!2"),
        ("", "!1", "!1 !2", "!2"),
        ("!1/Ann", "", "!1/Bea", "!1/Bea"),
        ("-1 +2 ~3/x", "", "+1", "+2 ~3/x +1"),
        ("~1/x", "+1", "", "~1/x"),
        ("+1 !1", "+1 !1", "+1 !1", "+1 !1"),
    ],
)
def test_what_two_decide_is_put_together(theirs: str, before: str, after: str, expected: str) -> None:
    assert merged(*map(_decisions, (theirs, before, after))) == _decisions(expected)


def test_a_rejected_fix_is_not_made_in_the_file() -> None:
    text = "@article{a, author = {Okafor, B.}, title = {Rivers}, journal = {Rivers}, year = 2012, doi = {10.1000/ rivers.12}}\n"
    before, told = checked(text, "list.bib")
    assert isinstance(told[-1], Reported)
    assert "fixed" in told[-1].downloads
    assert "text" not in told[-1].downloads
    assert b"{10.1000/rivers.12}" in download(before, "fixed", Settings()).data
    after, _ = decide(before, Decisions(rejected=(Rejected(index=0, code="doi-with-inner-space"),)))
    assert b"{10.1000/ rivers.12}" in download(after, "fixed", Settings()).data


BIB = "@article{a, author = {Okafor, B.}, title = {Rivers}, journal = {Rivers}, year = 2012, doi = {10.5555/ rivers.12}}\n"
TEX = "\\documentclass{article}\\begin{document}\\cite{a}\\bibliography{refs}\\end{document}"


@pytest.mark.parametrize(
    ("data", "name", "is_written"),
    [
        (archive({"main.tex": TEX, "refs.bib": BIB}), "paper.zip", False),
        (archive({"refs.bib": BIB}), "lists.zip", False),
        (BIB.encode(), "refs.bib", True),
    ],
)
def test_what_is_accepted_is_in_the_list_whether_its_file_can_be_written_or_not(
    data: bytes, name: str, is_written: bool
) -> None:
    before, told = checked(data, name)
    assert isinstance(told[-1], Reported)
    assert ("fixed" in told[-1].downloads) is is_written
    after, _ = decide(before, Decisions(edited=(Edited(index=0, code="doi-with-inner-space", text="10.5555/lakes.1"),)))
    assert [b"{10.5555/lakes.1}" in download(each, "bibtex", Settings()).data for each in (before, after)] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("text", "name", "called"),
    [
        (TWO, "<text>", "references-fixed.txt"),
        (BIB, "<text>", "references-fixed.bib"),
        (TWO, "list.md.txt", "list.md-fixed.txt"),
        (TWO, "list", "list-fixed"),
    ],
)
def test_the_corrected_file_is_called_as_its_kind_is(text: str, name: str, called: str) -> None:
    assert download(checked(text, name)[0], "fixed", Settings()).name == called


def test_a_document_is_mended_without_what_was_rejected() -> None:
    document = docx([paragraph(line) for line in TWO.splitlines()])
    before, _ = checked(document, "list.docx")
    mended = download(before, "fixed", Settings())
    assert mended.name == "list-fixed.docx"
    assert mended.data != document
    after, _ = decide(before, Decisions(rejected=(Rejected(index=0, code="doi-with-inner-space"),)))
    assert download(after, "fixed", Settings()).data == document


@pytest.fixture(scope="module")
def three() -> list[tuple[str, Checked, list[Event]]]:
    """A pasted list, a file, and a document."""
    given = ((TWO, "<text>"), (TWO, "list.txt"), (docx([paragraph(TWO)]), "list.docx"))
    return [(name, *checked(text, name)) for text, name in given]


@pytest.mark.parametrize("form", FORMS)
def test_a_format_is_had_or_refused_as_was_told(form: str, three: list[tuple[str, Checked, list[Event]]]) -> None:
    for name, it, told in three:
        assert isinstance(told[-1], Reported)
        if form in told[-1].downloads:
            made = download(it, form, Settings(), "xx")
            assert made.data
            assert made.name.startswith("references" if name == "<text>" else "list")
        else:
            with pytest.raises(ProblemError):
                download(it, form, Settings())


def test_no_two_files_have_one_name_and_none_that_of_what_was_given(
    three: list[tuple[str, Checked, list[Event]]],
) -> None:
    for name, it, told in three:
        assert isinstance(told[-1], Reported)
        names = [download(it, form, Settings()).name for form in told[-1].downloads]
        assert len({*names, name}) == len(names) + 1


def test_settings_of_the_house_hold_for_every_list() -> None:
    from refcheck.settings import Selection

    desk = evolve(NOBODY, settings=Settings(selections=(Selection(select=("doi-*",)),)))
    it, _ = checked(LIST, desk=desk)
    assert {each.code.partition("-")[0] for each in it.report.findings()} <= {"doi"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_problem_has_a_status_and_words(kind: str) -> None:
    status, title = KINDS[kind]
    assert 400 <= status < 600
    assert title[0].isupper()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"", "a.txt", "empty"),
        (b" \n", "a.txt", "empty"),
        (b"\0\1\2", "a.txt", "not-understood"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "not-understood"),
        (b"%PDF-1.7\n%%EOF", "a.pdf", "not-understood"),
        (encrypted(), "a.docx", "encrypted"),
        (encrypted_office(), "a.docx", "encrypted"),
        (encrypted_odt(), "a.odt", "encrypted"),
        (encrypted_pdf(), "a.pdf", "encrypted"),
    ],
)
def test_what_cannot_be_read_is_a_problem(data: bytes, name: str, kind: str) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011  every error of a reader is one of refcheck's own
        checked(data, name)
    assert problem_of(caught.value).type == f"/problems/{kind}"


def test_what_unpacks_to_too_much_is_a_problem() -> None:
    with pytest.raises(SourceError) as caught:
        checked(bomb("word/document.xml", 97 << 20, {"[Content_Types].xml": ""}), "a.docx")
    assert problem_of(caught.value).type == "/problems/too-large"


def test_a_mistake_of_ours_says_nothing_of_the_list() -> None:
    told = problem_of(KeyError("Okafor, B. (2012)"))
    assert told.status == 500
    assert "Okafor" not in str(told)


def test_only_safe_fixes_are_in_the_corrected_text(seed: tuple[Checked, list[Event]]) -> None:
    it, _ = seed
    lines = download(it, "text", Settings()).data.decode().splitlines()
    assert len(lines) == 33
    for line, each in zip(lines, it.report, strict=True):
        if not any(found.fix and found.fix.safety is Safety.SAFE for found in each.findings):
            assert line == " ".join(each.case.reference.raw.split())
