"""One difference beside all that agrees: when it accuses, and when it is a note; a file a class of differences."""

from typing import Any

import pytest
from checks_made import made_case
from tables import all_rows

from refcheck.checks import check, verdict
from refcheck.checks.comparing.conditions import CONDITIONS
from refcheck.model import Severity, Verdict

PRINTED = {
    "type": "article-journal",
    "title": "Sediment transport below the weirs of a lowland river",
    "author": [{"family": "Okonjo", "given": "Adaeze"}, {"family": "Brandvold", "given": "Nils"}],
    "container-title": "Review of Tidal Engineering",
    "volume": "27",
    "issue": "3",
    "page": "211-229",
    "issued": {"date-parts": [[2016]]},
}
RECORD = {
    **{name: value for name, value in PRINTED.items() if name not in ("type", "title", "container-title")},
    "DOI": "10.5555/tide.27.211",
    "type": "journal-article",
    "title": [PRINTED["title"]],
    "container-title": [PRINTED["container-title"]],
}


def _with(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The base with changes; an empty value takes a field away."""
    return {name: value for name, value in {**base, **changes}.items() if value != ""}


@pytest.mark.parametrize("row", all_rows("judged"))
def test_a_difference_is_judged_beside_all_that_agrees(row: dict[str, Any]) -> None:
    printed, record = _with(PRINTED, row.get("cited", {})), _with(RECORD, row.get("record", {}))
    case = made_case({"given": printed, "record": record, "others": row.get("others", []), "other_method": "search"})
    findings = check(case)
    assert verdict(case, findings) is Verdict(row["verdict"]), [str(finding) for finding in findings]
    notes = [str(finding) for finding in findings if finding.severity is Severity.INFO]
    assert not row.get("note") or any(row["note"] in note for note in notes), notes


def test_every_condition_has_a_name_of_its_own_and_a_rate() -> None:
    names = [each.name for each in CONDITIONS]
    assert len(names) == len(set(names))
    assert all(each.rate and each.why.startswith("; ") for each in CONDITIONS)
