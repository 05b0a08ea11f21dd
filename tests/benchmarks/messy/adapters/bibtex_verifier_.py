"""bibtex-verifier's results in the benchmark's form: ``python bibtex_verifier_.py FOLDER OUT STAND_IN``, run with its own Python.

It says in Chinese what is the matter. A difference is an error where it says ERROR and a warning elsewhere; that nothing was found is a
warning; what an entry lacks is left out.
"""

import importlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from lists import printed_by, problem, report

ISSUES = {
    "标题不匹配": ("title", "error"),
    "第一作者姓氏不匹配": ("authors", "error"),
    "数据库第一作者与": ("authors", "warning"),
    "作者数量少于实际": ("authors", "warning"),
    "年份偏差": ("year", "warning"),
}
"""Title, first author's family name, first author elsewhere in the list, fewer authors than there are, year."""


def main(folder: str, out: str, stand_in: str) -> None:
    tool: Any = importlib.import_module("bibtex_verifier")
    cli: Any = importlib.import_module("bibtex_verifier.cli")
    loader: Any = importlib.import_module("bibtex_verifier.loader")

    def read(path: Path) -> dict[str, Any] | None:
        if path.suffix != ".bib":
            return None
        with tempfile.TemporaryDirectory() as place:
            written = Path(place) / "report.md"
            printed_by(cli.app, [str(path), "--json", "--output", str(written)])
            told = json.loads(written.with_suffix(".json").read_text(encoding="utf-8"))
        printed = {entry["ID"]: entry.get("doi") for entry in loader.load_bib(path)}
        return {"references": [_reference(each, printed.get(each["key"])) for each in told], "problems": []}

    report("bibtex-verifier", tool.__version__, ["resolve", "judge"], Path(folder), Path(out), read)


def _reference(result: dict[str, Any], printed: str | None) -> dict[str, Any]:
    record = result["api_data"] or {}
    doi = str(record.get("doi") or printed or "").removeprefix("https://doi.org/")
    return {
        "key": result["key"],
        "raw": result["key"],
        "doi": doi if result["status"] in ("OK", "WARNING") else None,
        "problems": _problems(result),
    }


def _problems(result: dict[str, Any]) -> list[dict[str, str]]:
    if result["status"] in ("NOT_FOUND", "UNVERIFIED"):
        is_found = result["status"] == "NOT_FOUND"
        return [problem("not-found", "warning") if is_found else problem("unverified", "note")]
    found = [problem(*ISSUES[lead]) for issue in result["issues"] for lead in ISSUES if issue.startswith(lead)]
    if any(each["class"] == "title" for each in found) and result["source"] in ("crossref", "datacite"):
        found.append(problem("doi-other-work", "error"))  # the record is that of the DOI
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
