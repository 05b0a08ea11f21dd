"""What is installed: few packages, and what the distributions hold."""

import re
import tomllib
from importlib.metadata import requires
from typing import Any

from packaging.requirements import Requirement
from tables import DOCS

ROOT = DOCS.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

MOST_PACKAGES = 33
"""Twenty-five, and habanero with the seven that it brings."""


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
