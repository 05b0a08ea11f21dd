"""What programmers call: sources of every kind, many at once, asyncio, and mistakes that are told."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

import refcheck
from refcheck.registries import Offline

DOE = "Doe, J. (2020). A title of things. A Journal, 14(3), 1–9."
ROE = "Roe, R. (2021). Another title of things. B Journal, 2(1), 11–19."


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "one.txt", tmp_path / "two.bib"]
    paths[0].write_text(f"{DOE}\n\n{ROE}\n", encoding="utf-8")
    paths[1].write_text("@book{doe, title = {One}, author = {Doe, J.}, year = 2020}", encoding="utf-8")
    return paths


def keys(report: refcheck.Report) -> list[tuple[str, str]]:
    return [(Path(each.file).name, each.key) for each in report]


def test_several_files_are_one_report(files: list[Path]) -> None:
    report = refcheck.check(files, registry=Offline())
    assert keys(report) == [("one.txt", "1"), ("one.txt", "2"), ("two.bib", "doe")]


def test_many_sources_are_many_reports_one_at_a_time(files: list[Path]) -> None:
    reports = refcheck.check_many([*files, [DOE, ROE]], registry=Offline())
    assert keys(next(reports)) == [("one.txt", "1"), ("one.txt", "2")]
    assert [len(report) for report in reports] == [1, 2]


def test_asyncio_gets_the_same_report(files: list[Path]) -> None:
    async def both() -> list[refcheck.Report]:
        return await asyncio.gather(*(refcheck.acheck(files[0], registry=Offline()) for _ in range(4)))

    wanted = refcheck.check(files[0], registry=Offline()).references
    assert [report.references == wanted for report in asyncio.run(both())] == [True] * 4


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (3, "not 3"),
        (None, "not None"),
        ([DOE, 7], "not 7"),
        ([DOE, Path("a.txt")], "nothing besides; not PosixPath"),
        ([["a"]], "not \\['a'\\]"),
    ],
)
def test_a_source_that_is_none_is_told(source: Any, said: str) -> None:
    with pytest.raises(refcheck.SourceError, match=said):
        refcheck.check(source, registry=Offline())


@pytest.mark.parametrize("registry", [[Offline()], "crossref", 3, Offline])
def test_a_registry_that_is_none_is_told(registry: Any) -> None:
    with pytest.raises(refcheck.SettingsError, match="is none"):
        refcheck.check([DOE], registry=registry)


def test_nothing_is_a_list_too() -> None:
    assert len(refcheck.check([], registry=Offline())) == 0


def test_a_reference_is_explained() -> None:
    printed = f"{DOE} doi:10.1016/ j.euras.2015.10.003"
    text = refcheck.explain(printed)
    for said in ("[1] unverified: Doe (2020) A title of things", "doi-with-inner-space: “ ” became “”", "volume  14"):
        assert said in text
    assert text == refcheck.explain(refcheck.check([printed], registry=Offline())[0])
