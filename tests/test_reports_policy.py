"""A venue's policy: its classes, in the order of their gravity, and what is wrong with a file that is none."""

import re
from itertools import product
from pathlib import Path

import pytest
from attrs import evolve
from reports_made import a_report

from refcheck.checks import rules
from refcheck.errors import SettingsError
from refcheck.model import Cause, Searched, Unavailable, Verdict
from refcheck.reports.formats.terminal import render
from refcheck.reports.policy import read_policy, shipped
from refcheck.reports.view import View

BROKEN_FIRST = """
name = "A venue"
[[class]]
name = "must be fixed"
verdicts = ["broken"]
[[class]]
name = "to be explained"
codes = ["doi-*"]
"""


def test_a_reference_is_in_the_first_class_that_holds_it(tmp_path: Path) -> None:
    (tmp_path / "venue.toml").write_text(BROKEN_FIRST, encoding="utf-8")
    policy = read_policy(str(tmp_path / "venue.toml"))
    made = a_report()
    broken = evolve(made, references=tuple(evolve(each, verdict=Verdict.BROKEN) for each in made.references))
    lines = list(policy.summary(broken))
    assert lines[0].startswith(f"must be fixed: {len(made.references)} (")
    assert lines[1:] == ["to be explained: 0", "none of these: 0"]


def test_the_keys_of_several_files_are_those_of_each(tmp_path: Path) -> None:
    (tmp_path / "venue.toml").write_text(BROKEN_FIRST, encoding="utf-8")
    one, two, *_ = (evolve(each, verdict=Verdict.BROKEN) for each in a_report().references)
    report = evolve(a_report(), references=(evolve(one, file="a.txt"), evolve(two, file="b.txt")))
    line = next(read_policy(str(tmp_path / "venue.toml")).summary(report))
    assert line == f"must be fixed: 2 (a.txt: {one.key}; b.txt: {two.key})"


@pytest.mark.parametrize(("cause", "held"), [(Cause.UNREACHABLE, "1 (2)"), (Cause.UNABLE, "0")])
def test_a_class_has_those_of_which_somebody_could_not_be_asked(cause: Cause, held: str, tmp_path: Path) -> None:
    (tmp_path / "venue.toml").write_text(f'{BROKEN_FIRST}[[class]]\nname = "again"\noutages = true', encoding="utf-8")
    made = a_report()
    answer = Unavailable(registry="A Registry", why="was not reached", cause=cause)
    case = evolve(made.references[1].case, search=Searched(answer=answer))
    report = evolve(made, references=(made.references[0], evolve(made.references[1], case=case)))
    assert f"again: {held}" in read_policy(str(tmp_path / "venue.toml")).summary(report)


def test_the_classes_stand_at_the_head() -> None:
    policy = read_policy("journal")
    head = render(a_report(), View(policy=policy)).splitlines()[: len(policy.classes) + 3]
    assert policy.name in head[1]
    assert head[2].strip().startswith(policy.classes[0].name)


@pytest.mark.parametrize("name", shipped())
def test_those_that_come_along_can_be_read_and_blame_nobody(name: str) -> None:
    policy = read_policy(name)
    words = " ".join([policy.name, *(each.name for each in policy.classes)]).lower()
    assert not any(word in words for word in ("fabricat", "fake", "invent", "hallucinat", "fraud"))


CLAIMS = {
    "retracted in whole or in part": {
        "work-retracted",
        "work-retracted-in-part",
        "cited-as-retracted",
        "imported-as-retracted",
    },
    "withdrawn": {"work-withdrawn"},
    "removed": {"work-removed"},
    "under a concern": {"expression-of-concern"},
    "the identifier or the parts are those of no work": {"broken", "doi-not-registered", "identifier-not-registered"},
    "of another": {
        *("doi-of-another-work", "mixture-of-two-works", "title-of-other-authors", "work-under-another-title"),
    },
    "not found where it should be": {"not-found"},
    "not found": {"not-found"},
    "other than registered": {"differs"},
    "not confirmed by any registry": {"unverified"},
    "a detail is worth a look": set(rules()),
    "no work, or another one, is registered under what is cited": {
        *("broken", "not-found", "doi-of-another-work", "mixture-of-two-works", "title-of-other-authors"),
        *("work-under-another-title", "title-paraphrased", "identifier-not-registered"),
    },
    "a part differs from the record": {"differs"},
    "another version is cited": {"another-version", "preprint-cited"},
    "leading nowhere": {"broken", "link-dead", "identifier-not-registered"},
    "to another work": {"doi-of-another-work"},
}
"""What each part of the sentences of the policies that come along says, and of which verdicts and rules it is true."""


def claims(sentence: str) -> set[str]:
    """What a sentence is true of; every part of it must be known."""
    said = sentence.partition(": ")[2]
    true: set[str] = set()
    for claim in sorted(CLAIMS, key=len, reverse=True):
        if claim in said:
            said = said.replace(claim, "")
            true |= CLAIMS[claim]
    assert not re.sub(r"\bor\b|[\s,]", "", said), f"nobody looked at: {said}"
    return true


@pytest.mark.parametrize("name", shipped())
def test_its_sentences_are_true_of_every_verdict_and_rule_that_falls_under_them(name: str) -> None:
    policy = read_policy(name)
    first = a_report().references[0]
    untrue = []
    for verdict, card in product(Verdict, rules().values()):
        audited = evolve(first, verdict=verdict, findings=(evolve(first.findings[0], rule=card),))
        held = next((each for each in policy.classes if each.holds(audited)), None)
        if card.code == "identifier-not-registered" and verdict is Verdict.UNVERIFIED:
            assert held is policy.classes[1], "a number that is nobody's is to be fixed"
        if held is not None and ": " in held.name and not claims(held.name) & {verdict.value, card.code}:
            untrue.append((held.name, verdict.value, card.code))
    assert untrue == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = 3", "must have a name and classes"),
        ('name = "x"\n[[class]]\ncodes = []', "a class of a policy must have a name"),
        ('name = "x"\n[[class]]\nname = "y"\nverdicts = ["bad"]', "bad is not a verdict"),
        ('name = "x"\n[[class]]\nname = "y"\nrules = []', "cannot have rules"),
        ('name = "x"\n[[class]]\nname = "y"\ncodes = "doi-*"', "lists of strings"),
        ('name = "x"\n[[class]]\nname = "y"\noutages = "yes"', "true or false"),
        ("name =", "is not a policy"),
    ],
)
def test_what_is_no_policy_is_said(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "venue.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=says):
        read_policy(str(tmp_path / "venue.toml"))
