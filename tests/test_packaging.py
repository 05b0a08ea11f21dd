"""What is installed: few packages, and distributions that hold what they should, whichever way they are built."""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from tables import CASES, DOCS

from refcheck import __version__

pytestmark = pytest.mark.end_to_end

ROOT = DOCS.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

MOST_PACKAGES = 34
"""Twenty-six, and habanero with the seven that it brings."""


def needed(requirements: list[str], extra: str = "") -> set[str]:
    """The packages that must be installed for some requirements, by name."""
    found: set[str] = set()
    open_ones = [(each, extra) for each in requirements]
    while open_ones:
        text, of = open_ones.pop()
        requirement = Requirement(text)
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if requirement.marker is None or requirement.marker.evaluate({"extra": of}):
            if name not in found:
                open_ones += [(each, extra) for extra in ("", *requirement.extras) for each in requires(name) or ()]
            found.add(name)
    return found


def test_the_core_is_few_packages_and_the_readme_counts_them() -> None:
    packages = needed(PROJECT["dependencies"]) | {PROJECT["name"]}
    assert len(packages) <= MOST_PACKAGES
    assert f"The core is {len(packages)} packages" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_all_is_every_extra_of_a_user() -> None:
    extras = PROJECT["optional-dependencies"]
    (everything,) = extras["all"]
    assert set(Requirement(everything).extras) == set(extras) - {"all", "test", "docs", "dev"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """The source distribution, the wheel, and the wheel that the source distribution makes."""
    folder = tmp_path_factory.mktemp("built")
    build(ROOT, folder / "here", "sdist", "wheel")
    (sdist,) = (folder / "here").glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        if hasattr(tarfile, "data_filter"):  # from Python 3.11.4 on
            archive.extraction_filter = tarfile.data_filter
        archive.extractall(folder)
    build(folder / sdist.name.removesuffix(".tar.gz"), folder / "there", "wheel")
    (wheel,), (again,) = (folder / "here").glob("*.whl"), (folder / "there").glob("*.whl")
    return sdist, wheel, again


QUICKLY = """
import zlib
compress = zlib.compressobj
zlib.compressobj = lambda level, *given: compress(1, *given)
from hatchling.cli import hatchling
hatchling()
"""
"""The program that builds, which does not take its time to compress what is looked at and thrown away."""


def build(source: Path, into: Path, *targets: str) -> None:
    options = [option for target in targets for option in ("-t", target)]
    subprocess.run(
        [sys.executable, "-c", QUICKLY, "build", *options, "-d", str(into)],
        cwd=source,
        check=True,
        capture_output=True,
    )


def test_the_wheel_of_the_source_distribution_is_the_wheel(built: tuple[Path, Path, Path]) -> None:
    _, wheel, again = built
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(again) as other:
        assert {each.filename: each.CRC for each in one.infolist()} == {
            each.filename: each.CRC for each in other.infolist()
        }


def test_the_wheel_holds_what_is_listed_and_nothing_else(built: tuple[Path, Path, Path]) -> None:
    patterns = tomllib.loads((CASES / "house" / "wheel.toml").read_text(encoding="utf-8"))["files"]
    with zipfile.ZipFile(built[1]) as wheel:
        names = wheel.namelist()
    matched = {pattern: {name for name in names if matches(name, pattern)} for pattern in patterns}
    assert set(names) - set().union(*matched.values()) == set()
    assert [pattern for pattern, found in matched.items() if not found] == []


def matches(name: str, pattern: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\*\*", ".*").replace(r"\*", "[^/]*"), name) is not None


def test_the_source_distribution_can_be_tested(built: tuple[Path, Path, Path]) -> None:
    with tarfile.open(built[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"pyproject.toml", "README.md", "LICENSE", "CITATION.cff", "tests/test_house.py", "docs/site/mkdocs.yml"}
    assert wanted - names == set()
    assert "seeds/jcep-central-asia-ai/references.txt" in names


def test_the_version_is_one_and_said_everywhere() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {__version__}\n" in citation
    assert f"## [{__version__}] - " in (DOCS / "changelog.md").read_text(encoding="utf-8")
    assert set(re.findall(r"refcheck\S*@v([\d.]+)|rev: v([\d.]+)", (DOCS / "ci.md").read_text(encoding="utf-8"))) == {
        (__version__, ""),
        ("", __version__),
    }


def test_the_repository_is_named_alike_everywhere() -> None:
    home = PROJECT["urls"]["Repository"]
    owner = home.removeprefix("https://github.com/").partition("/")[0]
    assert [each for each in PROJECT["urls"].values() if not each.startswith(home)] == []
    pages = [DOCS / "ci.md", ROOT / "CITATION.cff", ROOT / ".github" / "SECURITY.md", DOCS / "site" / "mkdocs.yml"]
    said = {
        found for page in pages for found in re.findall(r"([\w-]+)/refcheck\b(?!/)", page.read_text(encoding="utf-8"))
    }
    assert said - {"actions"} == {owner}
