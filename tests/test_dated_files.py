"""Facts that age: every file of them says whence and of when it is, and the doctor says which are old."""

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

import refcheck
from refcheck.cli import main
from refcheck.registries.connections import Connections
from refcheck.registries.dated_files import DatedFile, dated_files, head_of, own_files, parse_head

NO_FACTS = {
    "lexicon/*.toml": "the words of a language",
    "messages/*.toml": "sentences of ours",
    "parsing/model.*": "a fit, whose data and day stand in docs/model.md",
    "parsing/NOTICE": "whose data the model was fitted on",
    "reports/policies/*.toml": "classes that the project chose",
    "reports/queries/wordings/*.toml": "sentences of ours",
}
"""Data files that hold nothing which was true on one day and may not be on the next."""

HEAD = "# Source: a list.\n# As of: 2026-11\n# Made anew: by hand.\n"


@pytest.mark.parametrize("file", [*own_files()], ids=lambda file: file.name)
def test_a_file_of_facts_has_its_source_and_its_day(file: Path) -> None:
    said = parse_head(file.name, head_of(file))
    assert said.source
    assert said.anew
    assert said.day is not None
    assert date(2026, 1, 1) <= said.day <= datetime.now(UTC).date()


def test_every_data_file_is_one_of_facts_or_named_as_none() -> None:
    room = Path(refcheck.__file__).parent
    data = {path for ending in ("toml", "txt", "gz", "csv", "json") for path in room.rglob(f"*.{ending}")}
    pages = {path for path in data if "static" in path.parts or path.name == "openapi.json"}
    none = {path for pattern in NO_FACTS for path in room.glob(pattern)}
    assert data - pages - none == {Path(str(file)) for file in own_files()}


@pytest.mark.parametrize(
    ("text", "day", "source"),
    [
        (HEAD, date(2026, 11, 1), "a list."),
        (HEAD.replace("2026-11", "2026-11-28"), date(2026, 11, 28), "a list."),
        (HEAD.replace("2026-11", "November"), None, "a list."),
        (HEAD.replace("# Source", "# From"), date(2026, 11, 1), ""),
        (f"{HEAD}# Source: another one.\n", date(2026, 11, 1), "a list."),
        ("", None, ""),
    ],
)
def test_what_a_file_says_of_itself(text: str, day: date | None, source: str) -> None:
    said = parse_head("a.toml", text)
    assert (said.day, said.source) == (day, source)


def test_what_libraries_bring_and_what_was_fetched_is_among_them(tmp_path: Path) -> None:
    table = tmp_path / "retraction-watch.csv"
    table.write_text("x", encoding="utf-8")
    os.utime(table, (datetime(2024, 5, 6, tzinfo=UTC).timestamp(),) * 2)
    known = {each.name: each for each in dated_files(Connections(retraction_watch=str(table)))}
    assert known["Retraction Watch's table"].day == date(2024, 5, 6)
    assert known["Retraction Watch's table"].anew == "refcheck retraction-watch update"
    for name in ("public suffixes", "ISBN ranges"):
        assert known[name].day is not None
        assert known[name].anew.startswith("pip install --upgrade ")
    assert "Retraction Watch's table" not in {each.name for each in dated_files(Connections(retraction_watch="off"))}


def test_the_doctor_says_what_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    today = datetime.now(UTC).date()

    def made(name: str, days: int | None) -> DatedFile:
        day = date.fromordinal(today.toordinal() - days) if days is not None else None
        return DatedFile(name=name, source="somewhere", day=day, anew="by hand")

    facts = (made("new", 365), made("old", 366), made("undated", None))
    monkeypatch.setattr("refcheck.cli.commands.doctor.dated_files", lambda connections: facts)
    result = CliRunner().invoke(main, ["doctor", "--offline", "--isolated"], catch_exceptions=False)
    assert result.exit_code == 0
    assert re.search(rf"^ok  standing data +3 files, the oldest of {facts[1].day}$", result.stdout, re.MULTILINE)
    assert re.search(r"^-   old +366 days old; to update: by hand$", result.stdout, re.MULTILINE)
    assert re.search(r"^-   undated +of unknown date; to update: by hand$", result.stdout, re.MULTILINE)
    assert "-   new" not in result.stdout
