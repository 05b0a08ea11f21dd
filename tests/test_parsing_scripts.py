"""References in Persian, Arabic, Russian, Ukrainian, Chinese, Japanese and Korean, read in their own script."""

import re
import tomllib
from typing import Any

import pytest
from tables import CASES

from refcheck.model import Work
from refcheck.parsing import parse

TABLES = sorted((CASES / "parsing" / "scripts").glob("*.toml"))
TEXTS = ("title", "container_title", "volume", "issue", "publisher", "doi", "url")


def plain(text: str | None) -> str:
    return re.sub(r"^\W+|\W+$", "", " ".join((text or "").split())).casefold()


def missed(row: dict[str, Any], work: Work) -> list[str]:
    """The fields of a row that were read as something else; a series counts as container where there is none."""
    read = {name: getattr(work, name) for name in TEXTS}
    read["container_title"] = work.container_title or work.collection_title
    wrong = [name for name in TEXTS if name in row and plain(row[name]) != plain(read[name])]
    if "year" in row and (work.issued is None or work.issued.year != row["year"]):
        wrong.append("year")
    if "page" in row and re.sub(r"\s*[-–—]\s*", "-", work.page or "") != row["page"]:
        wrong.append("page")
    families = {plain(name.literal or " ".join(filter(None, (name.particle, name.family)))) for name in work.author}
    if "families" in row and families != set(map(plain, row["families"])):
        wrong.append("families")
    return wrong


@pytest.mark.parametrize("half", ["tuned", "final"])
@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_script(path: Any, half: str) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    wrong = {row["raw"]: found for row in table[half] if (found := missed(row, parse(row["raw"]).work))}
    assert len(table[half]) - len(wrong) >= table["read"][half], wrong
