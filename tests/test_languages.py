"""Sentences in other languages: the tables beside the English one, and reports, the command and the page that are told in them."""

import ast
import json
import pickle
import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from checks_made import made_case
from click.testing import CliRunner, Result
from messages_made import found_in_tables
from reports_made import HOSTILE, a_report

import refcheck
from refcheck import checks
from refcheck.checks import rules
from refcheck.checks.cited import shown
from refcheck.checks.comparing.conditions import CONDITIONS
from refcheck.cli import main
from refcheck.exchange import report_from_dict, report_to_dict
from refcheck.messages import ENGLISH, Message, joined, languages, phrase, plural, quotes, translate, worded
from refcheck.model import Citation, Hits, Name, Report, Severity, Span, Verdict
from refcheck.registries import Offline
from refcheck.registries.failures import status_failure
from refcheck.registries.wrappers.pacing import Breaker
from refcheck.reports import formats, render
from refcheck.reports.html.words import phrases
from refcheck.reports.ordering import TAKEN_BACK
from refcheck.servers.page.checking import check, decide
from refcheck.servers.page.decisions import Decisions, WaivedFinding
from refcheck.servers.page.desk import Desk, Options, Source
from refcheck.servers.page.events import Event, Reported
from refcheck.text.visible import Isolated, brief, visible

ROOM = Path(refcheck.__file__).parent
OTHERS = [language for language in languages() if language != ENGLISH]
FORMS = {"ru": {"one", "few", "many"}, "zh": {"other"}}
"""The forms that a language has for whole numbers below a million (CLDR), where they are not singular and plural."""

LEAST = 0.95
"""This share of the sentences is translated in every language; all of those that say what a rule finds are."""

FINDINGS = ("verdicts", "compared", "registered", "status", "inside", "printed", "links", "text", "lists")
"""The tables of what is seen most."""

ISOLATE, POP = "\u2068", "\u2069"
LIST = "Doe, J. (2020). One thing and another. A Journal, 1(2), 3-4. (doi:10.1000/abc.("


def tables(language: str) -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((ROOM / "messages" / f"{language}.toml").read_text(encoding="utf-8"))


def sentences(language: str) -> dict[str, Any]:
    """What has a key in English; the English titles of rules are on the rules' own cards."""
    held = (table for name, table in tables(language).items() if name not in ("language", "titles"))
    return {key: text for table in held for key, text in table.items()}


def values_of(template: str | Mapping[str, str]) -> set[str]:
    texts = [template] if isinstance(template, str) else template.values()
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_page_and_the_findings_speak_the_same_languages() -> None:
    page = ROOM / "servers" / "page" / "static" / "messages"
    assert sorted(languages()) == sorted(each.stem for each in page.glob("*.json"))


@pytest.mark.parametrize("language", languages())
def test_the_page_and_the_findings_call_verdicts_and_severities_the_same(language: str) -> None:
    page = json.loads((ROOM / f"servers/page/static/messages/{language}.json").read_text(encoding="utf-8"))
    own = sentences(language)
    for verdict in Verdict:
        assert own[f"verdict-{verdict.value}"] == page[f"verdict.{verdict.value}"]
        assert own[f"means-{verdict.value}"] == page[f"means.{verdict.value}"]
    for severity in Severity:
        assert own[f"severity-{severity.value}"] == page[f"severity.{severity.value}"]


def test_no_key_stands_in_two_tables() -> None:
    assert sum(len(table) for name, table in tables(ENGLISH).items() if name != "language") == len(sentences(ENGLISH))


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_the_values_of_english_and_no_key_besides(language: str) -> None:
    own, english = sentences(language), sentences(ENGLISH)
    assert {key for key in own if values_of(own[key]) != values_of(english[key])} == set()
    english_tables = {**tables(ENGLISH), "titles": {f"rule-{code}": rule.title for code, rule in rules().items()}}
    beside = {name: {*table} - {*english_tables[name]} for name, table in tables(language).items()}
    assert {name for name, keys in beside.items() if keys} == set()
    forms = FORMS.get(language, {"one", "other"})
    assert {key for key, text in own.items() if isinstance(text, dict) and set(text) != forms} == set()
    assert {key for key, text in own.items() if not all(text.values() if isinstance(text, dict) else [text])} == set()


@pytest.mark.parametrize("language", OTHERS)
def test_what_rules_find_is_translated_and_nearly_all_besides(language: str) -> None:
    own, english = sentences(language), sentences(ENGLISH)
    missing = {name: {*table} - {*own} for name, table in tables(ENGLISH).items() if name != "language"}
    assert {name: missing[name] for name in FINDINGS if missing[name]} == {}
    for what, some, every in (("sentences", own, english), ("titles of rules", tables(language)["titles"], rules())):
        share = len(some) / len(every)
        print(f"{language}: {len(some)} of {len(every)} {what} ({share:.0%})")
        assert share >= LEAST


@pytest.mark.parametrize("language", languages())
def test_a_file_begins_with_its_terms_and_says_whether_it_was_reviewed(language: str) -> None:
    head = (ROOM / "messages" / f"{language}.toml").read_text(encoding="utf-8").partition("[language]")[0]
    assert language == ENGLISH or ("Terms: reference = " in head and "reviewed by a native" in head)


def parts_of(text: str) -> Iterator[Message]:
    if isinstance(text, Message):
        yield text
        for name, value in text.values.items():
            if isinstance(value, str) and name not in ("registry", "name"):  # of which one's own alone is known
                yield from parts_of(value)


def test_every_rule_tells_messages_that_are_known() -> None:
    told = [part for finding in found_in_tables() for part in parts_of(finding.message)]
    assert {finding.message for finding in found_in_tables() if not isinstance(finding.message, Message)} == set()
    assert {part for part in told if part and not part.key} == set()


def reasons() -> Iterator[str]:
    """What is told of repairs and conditions, and whom was asked, as it stands in the code."""
    files = [
        *ROOM.glob("identifiers/**/*.py"),
        *ROOM.glob("checks/comparing/**/*.py"),
        *ROOM.glob("registries/**/*.py"),
    ]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "why" and path.is_relative_to(ROOM / "registries"):
                continue
            given = node.value if isinstance(node, ast.keyword | ast.Assign) else None
            name = (
                node.arg if isinstance(node, ast.keyword) else "".join(map(ast.unparse, getattr(node, "targets", [])))
            )
            if name in ("why", "_WHY", "holds") and isinstance(given, ast.Constant) and isinstance(given.value, str):
                yield given.value


def test_every_reason_in_the_code_is_known() -> None:
    every = [*reasons(), *TAKEN_BACK.values(), *(condition.why for condition in CONDITIONS)]
    assert len(every) > 80
    assert {text for text in every if text and not phrase(text).key} == set()


def test_a_host_that_is_left_alone_is_told_of_in_every_language() -> None:
    breaker = Breaker(clock=lambda: 0.0)
    for _ in range(40):
        breaker.learn(status_failure(503))
    refused = breaker.failure()
    assert refused is not None
    assert refused.why == "not queried for a while, as it repeatedly answered 503: too busy"
    assert translate(refused.why, "de") == "wird eine Weile nicht gefragt: antwortete 503: ausgelastet, immer wieder"


def test_the_places_that_were_searched_and_ways_without_label_are_told_in_the_language_of_the_reader() -> None:
    found = [part for finding in found_in_tables() for part in (finding.message, *parts_of(finding.message))]
    said = [part.into("zh") for part in found if isinstance(part, Message) and part.key == "labels-of-dois"]
    assert [text for text in said if "no label" in text] == []
    assert any("无标注" in text for text in said)
    case = made_case(
        {"raw": "Okafor, B. (2012). How rivers move. Journal of Rivers, 12, 345–360.", "search": "in vain"}
    )
    assert case.search is not None
    both = evolve(case, search=evolve(case.search, answer=Hits(registry="Crossref, OpenAlex")))
    told = [translate(finding.message, "zh") for finding in checks.check(both) if finding.code == "work-not-found"]
    assert [text.partition("。")[0] for text in told] == ["在 Crossref、OpenAlex 中未找到"]


@pytest.mark.parametrize("own", [{}, {"doi-moved": ""}], ids=["missing", "empty"])
def test_what_has_no_translation_is_english(own: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    moved = worded("doi-moved", doi="10.1000/a", successor="10.1000/b")
    held = {ENGLISH: sentences(ENGLISH), "de": {"direction": "ltr"} | own}
    monkeypatch.setattr(refcheck.messages, "_table", held.__getitem__)
    assert moved.into("de") == "10.1000/a now resolves to 10.1000/b."
    assert phrase("Nobody has heard of this.").into("de") == "Nobody has heard of this."
    assert translate("A plain text.", "de") == "A plain text."


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("Lund Poe", "„Lund und Poe (2020a)“"),
        ("Lund", "„Lund (2020a)“"),
        ("Lund Poe Roe", "„Lund et al. (2020a)“"),
    ],
)
def test_who_is_cited_is_told_in_the_language(names: str, told: str) -> None:
    people = tuple(Name(family=family) for family in names.split())
    assert translate(shown(Citation(span=Span(0, 9), names=people, year=2020, letter="a")), "de") == told


def test_a_message_goes_from_one_language_to_another_and_to_another_process() -> None:
    found = worded("title-differs", parts=worded("added", words="Modern"), why=phrase("; everything else agrees"))
    german = found.into("de")
    assert german == "Der Titel ist anders registriert: „Modern“ ist hinzugefügt; der Rest stimmt überein"
    back = pickle.loads(pickle.dumps(german))
    assert isinstance(back, Message)
    assert [back.into(ENGLISH), german.into("fa") if isinstance(german, Message) else ""] == [found, found.into("fa")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("answered 503: too busy", "antwortete 503: ausgelastet"),
        ("answered 404", "antwortete 404"),
        ("not queried after 3 failed requests", "nach 3 gescheiterten Anfragen nicht mehr gefragt"),
        ("answered with a different record", "antwortete mit dem Eintrag von etwas anderem"),
        ("answered 404 in verse", "answered 404 in verse"),
        ("", ""),
    ],
)
def test_a_phrase_may_have_a_number(text: str, told: str) -> None:
    assert phrase(text).into("de") == told


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "mit ungültiger Kennung"),
        ("es", "con identificador no válido"),
        ("fa", "با شناسهٔ نامعتبر"),
        ("fr", "avec un identifiant invalide"),
        ("pt", "com identificador inválido"),
        ("ru", "с недействительным идентификатором"),
        ("zh", "标识符无效"),
        ("en", "broken"),
    ],
)
def test_what_is_broken_is_the_identifier_and_not_the_reference(language: str, said: str) -> None:
    assert said in worded("counted-broken", count=2).into(language)


@pytest.mark.parametrize(
    ("language", "one", "more"),
    [
        ("en", "retracted", "retracted"),
        ("de", "zurückgezogen", "zurückgezogen"),
        ("es", "retractada", "retractadas"),
        ("fr", "rétractée", "rétractées"),
        ("pt", "retratada", "retratadas"),
    ],
)
def test_a_word_that_is_counted_has_its_plural_and_alone_its_singular(language: str, one: str, more: str) -> None:
    told = [worded("back-work-retracted", count=number).into(language) for number in (1, 3)]
    assert [*told, phrase("retracted").into(language)] == [one, more, one]


@pytest.mark.parametrize(
    ("language", "one", "more"),
    [("en", "1 can", "2 can"), ("de", "1 lässt", "2 lassen"), ("fr", "1 peut", "2 peuvent")],
)
def test_what_can_be_fixed_is_counted(language: str, one: str, more: str) -> None:
    told = [worded("can-be-fixed", count=number, file="a.bib").into(language) for number in (1, 2)]
    assert [" ".join(each.split()[:2]) for each in told] == [one, more]


@pytest.mark.parametrize("language", languages())
def test_a_kind_that_no_registry_covers_is_told_alike_by_a_rule_and_by_a_state(language: str) -> None:
    own = sentences(language)
    assert own["not-looked-up-by-type"].endswith(own["no-registry-for-kind"])
    assert not own["not-looked-up-too-little"].endswith(own["no-registry-for-kind"])


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "same: year, volume; different: title"),
        ("fr", "ce qui concorde\u00a0: année, volume\u00a0; ce qui diffère\u00a0: titre"),
        ("zh", "相同：年份、卷；不同：题名"),
    ],
)
def test_what_agrees_and_what_differs_is_told_apart(language: str, told: str) -> None:
    fields = {key: joined("comma", [worded(f"field-{each}") for each in names]) for key, names in _SIDES.items()}
    assert translate(joined("and-then", [worded(key, fields=each) for key, each in fields.items()]), language) == told


@pytest.mark.parametrize("text", [each for each in sentences("fr").values() if isinstance(each, str)])
def test_french_has_a_blank_that_does_not_break_before_its_marks(text: str) -> None:
    assert not re.search(r"\w[:;»?!](?=\s|$)| [:;»?!](?=\s|$)|«(?!\u00a0)", text)


_SIDES = {"these-same": ("issued", "volume"), "these-other": ("title",)}


@pytest.mark.parametrize(("parts", "told"), [((), ""), (("a",), "a"), (("a", "b", "c"), "a, b, c")])
def test_texts_are_joined(parts: tuple[str, ...], told: str) -> None:
    assert joined("comma", parts) == told


@pytest.mark.parametrize(
    ("language", "categories"),
    [
        ("en", {0: "other", 1: "one", 2: "other", 21: "other"}),
        ("de", {0: "other", 1: "one", 5: "other"}),
        ("es", {0: "other", 1: "one", 5: "other"}),
        ("fr", {0: "one", 1: "one", 2: "other"}),
        ("pt", {0: "one", 1: "one", 2: "other"}),
        ("fa", {0: "one", 1: "one", 2: "other"}),
        ("zh", {0: "other", 1: "other", 2: "other"}),
        ("ru", {0: "many", 1: "one", 2: "few", 4: "few", 5: "many", 11: "many", 12: "many", 21: "one", 111: "many"}),
    ],
)
def test_numbers_have_the_categories_of_cldr(language: str, categories: dict[int, str]) -> None:
    assert {number: plural(language, number) for number in categories} == categories


def of_title(title: str) -> Report:
    """A report with a finding that quotes a title."""
    report = a_report()
    said = worded("page-title-differs", url="https://www.example.org/", title=title)
    first, *rest = report.references
    return evolve(report, references=(evolve(first, findings=(evolve(first.findings[0], message=said),)), *rest))


def test_machines_are_told_in_english_and_of_the_language_when_it_is_another() -> None:
    report, german = of_title("A title"), of_title("A title").translated("de")
    assert "language" not in json.loads(render(report, "json"))
    plain, told = (json.loads(render(each, "json")) for each in (report, german))
    assert told["language"] == "de"
    codes = [[finding["code"] for finding in each["findings"]] for each in plain["references"]]
    assert [[finding["code"] for finding in each["findings"]] for each in told["references"]] == codes
    assert [each["verdict"] for each in told["references"]] == [each["verdict"] for each in plain["references"]]
    assert "hat den Titel „A title“" in told["references"][0]["findings"][0]["message"]
    runs = [json.loads(render(each, "sarif"))["runs"][0] for each in (report, german)]
    assert [run.get("language") for run in runs] == [None, "de"]
    heads = [render(each, "csv").partition("\n")[0] for each in (report, german)]
    assert ['"language"' in head for head in heads] == [False, True]
    assert render(german, "csv").count('"de"') == render(german, "csv").count("\n") - 1


def test_a_report_that_is_read_back_keeps_its_language() -> None:
    for language in OTHERS:
        told = of_title("A title").translated(language)
        back = report_from_dict(json.loads(json.dumps(report_to_dict(told))))
        assert back.language == language
        assert {render(back, name) == render(told, name) for name in formats()} == {True}


def test_titles_of_rules_go_from_one_language_to_another_and_back() -> None:
    report = refcheck.check(LIST, registry=Offline())
    rule = report.findings()[0].rule
    for language in OTHERS:
        told = report.translated(language).findings()[0].rule
        assert (told.code, told.title) == (rule.code, tables(language)["titles"][f"rule-{rule.code}"])
        assert report.translated(language).translated("de").translated(ENGLISH).findings() == report.findings()


def test_a_language_that_there_is_not_is_said() -> None:
    with pytest.raises(ValueError, match="no language 'tlh'; there are en, de"):
        a_report().translated("tlh")


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("language", OTHERS)
def test_strangers_can_reorder_nothing_in_any_language(language: str, hostile: str) -> None:
    text = render(of_title(HOSTILE[hostile][:5000]).translated(language), "terminal")
    hidden = {letter for letter in text if "\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069"}
    assert hidden <= ({ISOLATE, POP} if language == "fa" else set())
    for line in text.splitlines():
        depth = 0
        for letter in line:
            depth += (letter == ISOLATE) - (letter == POP)
            assert depth >= 0
        assert depth == 0


def test_values_are_isolated_in_text_from_right_to_left() -> None:
    told = worded("doi-missing", url="https://doi.org/10.1000/a").into("fa")
    assert f"{ISOLATE}https://doi.org/10.1000/a{POP}" in told
    assert visible(told) == told
    assert visible(str(told)) != told
    cut = brief(told, told.index("10.1000"))
    assert isinstance(cut, Isolated)
    assert cut.endswith(f"…{POP}")
    inner = worded("link-dead", url="x", why=worded("no-host", host="\u202ehost")).into("fa")
    assert "\u202e" not in inner
    assert "‹U+202E›" in inner


def test_the_page_has_elements_in_the_place_of_isolates() -> None:
    told = worded("author-extra", cited="Doe, J.").into("fa")
    assert [part.text for part in phrases(told, quotes("fa")) if part.quoted] == ["Doe, J."]
    assert "".join(part.text for part in phrases(told)) == told.replace(ISOLATE, "").replace(POP, "")
    german = worded("author-extra", cited="מילר").into("de")
    assert [part.text for part in phrases(german, quotes("de")) if part.quoted] == ["„מילר“"]


def test_the_html_report_says_its_language_and_which_way_it_runs() -> None:
    page = render(of_title("A title").translated("fa"), "html")
    assert '<html lang="fa" dir="rtl">' in page
    assert "<bdi>A title</bdi>" in page
    assert ISOLATE not in page.partition('<ol class="findings">')[2].partition("</ol>")[0]
    assert '<span lang="en" dir="ltr">Made for a test.</span>' in page
    assert '<html lang="en">' in render(a_report(), "html")


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", formats())
def test_every_format_is_written_in_every_language(name: str, language: str) -> None:
    assert render(a_report().translated(language), name)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "refcheck.toml").touch()
    (tmp_path / "list.txt").write_text(LIST, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_tells_in_the_language_that_is_asked_for(folder: Path) -> None:
    asked = ("check", "list.txt", "--offline", "--show", "all")
    english, german = run(*asked), run(*asked, "--language", "de")
    assert english.exit_code == german.exit_code
    assert german.stdout.startswith("1 Angabe: 1 unbestätigt.")
    assert run(*asked, "--language", "en").stdout == english.stdout
    (folder / "refcheck.toml").write_text('language = "de"', encoding="utf-8")
    assert run(*asked).stdout == german.stdout
    assert run(*asked, "--language", "en").stdout == english.stdout


def test_a_language_of_the_command_that_there_is_not_is_said(folder: Path) -> None:
    assert run("check", "list.txt", "--offline", "--language", "tlh").exit_code == 2
    (folder / "refcheck.toml").write_text('language = "tlh"', encoding="utf-8")
    told = run("check", "list.txt", "--offline")
    assert (told.exit_code, "refcheck.toml" in told.stderr) == (2, True)


def test_programs_get_reports_in_the_language_that_they_ask_for() -> None:
    report = refcheck.check(LIST, registry=Offline(), language="es")
    assert report.language == "es"
    assert report.references[0].unsettled.startswith("no se buscó: sin conexión")
    [many] = refcheck.check_many([LIST], registry=Offline(), language="es")
    assert many.references[0].unsettled == report.references[0].unsettled


def test_the_page_is_told_in_the_language_of_the_check_and_stays_so() -> None:
    told: list[Event] = []
    source = Source(data=LIST.encode())
    checked = check(source, Options(offline=True, language="fa"), Desk(registry=lambda options: Offline()), told.append)
    last = told[-1]
    assert isinstance(last, Reported)
    assert last.language == "fa"
    html = next(each.html for event in told for each in getattr(event, "references", ()) if hasattr(each, "findings"))
    assert 'data-language="fa"' in html
    assert "یادداشت" in html or "هشدار" in html or "خطا" in html
    code = checked.report.references[0].findings[0].code
    after, said = decide(checked, Decisions(waived=(WaivedFinding(index=0, rule=code, reason="so", by="Ann"),)))
    assert (after.decided.language, said.language) == ("fa", "fa")
