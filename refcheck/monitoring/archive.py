"""What is watched of a whole archive: from the tables that a backfile wrote."""

from collections.abc import Iterator
from pathlib import Path

from refcheck.backfile.storing import parts, read
from refcheck.errors import SourceError
from refcheck.model import Id, Scheme
from refcheck.monitoring.news import Cited
from refcheck.monitoring.watching import Watched

LEDGER = "ledger.sqlite3"

_COLUMNS = ["document", "key", "matched_doi", "matched_title", "notices", "answers"]
_PAGE = f"{Scheme.URL.value}:"
_NOWHERE = "not-found in registration"


def of_archive(folder: Path) -> Iterator[Watched]:
    """What is watched of each reference of a backfile's output. Of notices the tables keep the types, and of preprints nothing.

    Raises:
        SourceError: the folder is no such output.
        SettingsError: pyarrow is not installed.
    """
    files = parts(str(folder), "verdicts")
    if not files:
        raise SourceError(f"{folder}: holds no tables of a backfile")
    for name in files:
        for row in read(str(folder), name, _COLUMNS).to_pylist():
            answers = row["answers"] or []
            held, title = row["matched_doi"] or "", row["matched_title"] or ""
            yield Watched(
                cited=Cited(document=row["document"], key=row["key"], work=title),
                held=Id.doi(held) if held.startswith("10.") else None,
                is_registered=any(each["id"] == f"doi:{held}" and each["answer"] == "found" for each in answers),
                types=frozenset(row["notices"] or ()),
                title=title,
                missing=tuple(_ids(answers, _NOWHERE, is_page=False)),
                alive=tuple(_ids(answers, "found", is_page=True)),
                dead=tuple(_ids(answers, "not-found", is_page=True)),
            )


def _ids(answers: list[dict[str, str]], answer: str, *, is_page: bool) -> Iterator[Id]:
    for each in answers:
        if each["id"].startswith(_PAGE) is is_page and each["answer"].startswith(answer):
            scheme, _, value = each["id"].partition(":")
            yield Id(Scheme(scheme), value)
