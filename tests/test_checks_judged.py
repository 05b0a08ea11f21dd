"""One difference beside all that agrees: when it accuses, and when it is a note; a file a class of differences."""

from typing import Any

from checks_made import made_case
from tables import CASES, all_rows, by_table, rows

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


PEOPLE = PRINTED["author"]
CHAPTER = {
    "type": "chapter",
    "title": "Weirs and their keepers in the lowlands",
    "author": PEOPLE,
    "container-title": "Rivers of the North",
    "editor": [{"family": "Quist", "given": "Lena"}],
    "page": "45-67",
    "publisher": "Springer",
    "publisher-place": "Cham",
    "issued": {"date-parts": [[2016]]},
}
PAPER = {
    "type": "paper-conference",
    "title": CHAPTER["title"],
    "author": PEOPLE,
    "container-title": "Proceedings of the 12th International Conference on River Robotics (ICRR)",
    "page": "45-52",
    "issued": {"date-parts": [[2016]]},
}
BOOK = {
    "type": "book",
    "title": CHAPTER["title"],
    "author": PEOPLE,
    "publisher": "Oxford University Press",
    "publisher-place": "Oxford",
    "issued": {"date-parts": [[2016]]},
}
MEETING = "2016 12th International Conference on River Robotics (ICRR)"
BASES = {
    "article": (PRINTED, RECORD),
    "chapter": (
        CHAPTER,
        {
            "DOI": "10.5555/978-3-319-12345-6_4",
            "type": "book-chapter",
            "title": [CHAPTER["title"]],
            "author": PEOPLE,
            "container-title": [CHAPTER["container-title"]],
            "page": "45-67",
            "publisher": "Springer International Publishing",
            "issued": {"date-parts": [[2016]]},
            "published-print": {"date-parts": [[2016]]},
        },
    ),
    "paper": (
        PAPER,
        {
            "DOI": "10.5555/icrr.2016.45",
            "type": "proceedings-article",
            "title": [PAPER["title"]],
            "author": PEOPLE,
            "container-title": [MEETING],
            "page": "45-52",
            "publisher": "IEEE",
            "issued": {"date-parts": [[2016, 5]]},
            "event": {"name": MEETING, "location": "Oslo", "start": {"date-parts": [[2016, 5, 2]]}},
        },
    ),
    "book": (
        BOOK,
        {
            "DOI": "10.5555/9780198712345.001.0001",
            "type": "book",
            "title": [BOOK["title"]],
            "author": PEOPLE,
            "publisher": "Oxford University Press",
            "issued": {"date-parts": [[2016]]},
        },
    ),
}
"""What is printed and what is registered of a work of each kind."""


def _with(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The base with changes; an empty value takes a field away."""
    return {name: value for name, value in {**base, **changes}.items() if value != ""}


@by_table(all_rows("judged"))
def test_a_difference_is_judged_beside_all_that_agrees(row: dict[str, Any]) -> None:
    base = BASES[row.get("base", "article")]
    printed, record = _with(base[0], row.get("cited", {})), _with(base[1], row.get("record", {}))
    case = made_case({"given": printed, "record": record, "others": row.get("others", []), "other_method": "search"})
    findings = check(case)
    assert verdict(case, findings) is Verdict(row["verdict"]), [str(finding) for finding in findings]
    notes = [str(finding) for finding in findings if finding.severity is Severity.INFO]
    assert not row.get("note") or any(row["note"] in note for note in notes), notes


def test_no_title_and_no_journal_in_another_language_is_verified() -> None:
    made = [each.values[0]["verdict"] for each in rows(CASES / "judged" / "language.toml")]
    assert len(made) >= 60
    assert Verdict.VERIFIED.value not in made


def test_every_condition_has_a_name_of_its_own_and_a_rate() -> None:
    names = [each.name for each in CONDITIONS]
    assert len(names) == len(set(names))
    assert all(each.rate and each.why.startswith("; ") for each in CONDITIONS)
