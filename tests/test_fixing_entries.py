"""Whatever the hand and the notation, a fix changes what its finding says, and another program still reads the file."""

import json
import random
from pathlib import Path

import pytest
from attrs import evolve
from drawn import examples
from fixing_made import ENCODED, MADE, changed_fields, cited, entries_in, records
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports_made import NOON, a_rule

from refcheck.audit import audit
from refcheck.fixing import Audit, Mended
from refcheck.fixing.files import mend
from refcheck.model import Bibliography, CheckedReference, Evidence, Finding, Fix, Report, Safety, Severity
from refcheck.readers import read_bytes
from refcheck.registries.connections import Connections
from refcheck.registries.ladder import offline
from refcheck.settings import Settings

KNOWN = records(60, seed=3)
RUNS, MANY_RUNS = (
    settings(deadline=None, max_examples=many, suppress_health_check=[HealthCheck.too_slow])
    for many in (examples(25), 300)
)
VARIABLES = {
    "container_title": "container-title",
    "title": "title",
    "author": "author",
    "page": "page",
    "issued": "issued",
}
HOSTILE = st.sampled_from([*"ab {}\"'\\%#@,=:-[]<>|&*!~^$_\n\t", "ü", "“", "Ж", "\u2028", "𝒳", "\ud800", " and "])
SEEDS, PLACES = st.integers(0, 1 << 32), st.integers(0, 20)
VALUES = st.lists(HOSTILE, min_size=1, max_size=12).map("".join)
FORMS = pytest.mark.parametrize("form", MADE)
FORMS_WITH_FIELDS = pytest.mark.parametrize("form", [form for form in MADE if form != "text"])


@pytest.fixture(scope="module")
def asking_the_records(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    path: Path = tmp_path_factory.mktemp("records") / "records.jsonl"
    path.write_text("".join(f"{json.dumps(record)}\n" for record in KNOWN), encoding="utf-8")
    registry = offline(Connections(cache="off", records=str(path)))
    return lambda bibliography: audit([bibliography], registry=registry, now=lambda: NOON)


def a_list(form: str, seed: int) -> bytes:
    rng = random.Random(seed)
    works = [cited(record, rng) for record in rng.sample(KNOWN, rng.randint(1, 3))]
    return ENCODED[rng.choice(list(ENCODED))](MADE[form][1](works, rng))


def fixed(form: str, data: bytes, audit: Audit) -> Mended:
    return mend(data, MADE[form][0], settings=Settings(), audit=audit, wanted=frozenset(Safety))


@FORMS
@RUNS
@given(seed=SEEDS)
def test_what_is_fixed_can_be_read_and_is_no_more_than_was_found(
    form: str, seed: int, asking_the_records: Audit
) -> None:
    assert_no_more_than_found(form, seed, asking_the_records)


@pytest.mark.slow
@FORMS
@MANY_RUNS
@given(seed=SEEDS)
def test_so_is_it_in_very_many_lists(form: str, seed: int, asking_the_records: Audit) -> None:
    assert_no_more_than_found(form, seed, asking_the_records)


def assert_no_more_than_found(form: str, seed: int, asking_the_records: Audit) -> None:
    data = a_list(form, seed)
    once = fixed(form, data, asking_the_records)
    before, after = entries_in(data, form), entries_in(once.data, form)
    if before is not None:
        assert after is not None
        changed = changed_fields(before, after)
        assert changed is not None
        fields = [(number, name) for number, name in changed if name != "end_page"]  # RIS has two lines for the pages
        assert len(fields) <= sum(once.codes.values())
    assert not fixed(form, once.data, asking_the_records).is_changed


@FORMS_WITH_FIELDS
@RUNS
@given(seed=SEEDS, value=VALUES, at=PLACES)
def test_whatever_is_put_into_a_field_the_others_are_as_they_were(form: str, seed: int, value: str, at: int) -> None:
    assert_nothing_else_changes(form, seed, value, at)


@pytest.mark.slow
@FORMS_WITH_FIELDS
@MANY_RUNS
@given(seed=SEEDS, value=VALUES, at=PLACES)
def test_so_are_they_in_very_many_lists(form: str, seed: int, value: str, at: int) -> None:
    assert_nothing_else_changes(form, seed, value, at)


def assert_nothing_else_changes(form: str, seed: int, value: str, at: int) -> None:
    data = a_list(form, seed)
    references = read_bytes(data, MADE[form][0]).references
    numbers = [(number, field.name) for number, each in enumerate(references) for field in each.fields]
    if not numbers:
        return
    number, name = numbers[at % len(numbers)]
    values = iter([value])
    once = fixed(form, data, lambda bibliography: a_report(bibliography, number, name, next(values, None)))
    before, after = entries_in(data, form), entries_in(once.data, form)
    if before is not None:
        assert after is not None
        changed = changed_fields(before, after)
        assert changed is not None
        assert {where for where, _ in changed} <= {number}
        assert len([field for _, field in changed if field != "end_page"]) <= 1


def a_report(bibliography: Bibliography, number: int, name: str, value: str | None) -> Report:
    """A report that finds one thing, that a field should say something else, or nothing."""
    report = audit([bibliography], registry=offline(Connections(cache="off")), now=lambda: NOON)
    return evolve(
        report,
        references=tuple(
            evolve(each, findings=(a_finding(each, name, value),) if place == number and value else ())
            for place, each in enumerate(report.references)
        ),
    )


def a_finding(audited: CheckedReference, name: str, value: str) -> Finding:
    field = audited.case.reference.field(name)
    fix = Fix(span=field.span, replacement=value, safety=Safety.UNSAFE) if field else None
    evidence = (Evidence(registry="crossref", field=VARIABLES.get(name, name), registered=value),)
    return Finding(rule=a_rule("made-finding", Severity.INFO), message="Made.", fix=fix, evidence=evidence)
