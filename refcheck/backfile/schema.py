"""The tables that a backfile writes, and the meanings of their columns.

The meanings are stored in the Parquet files themselves, as the metadata ``description`` of each column. Columns may be added but
are never changed.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from attrs import frozen

from refcheck.backfile.storing import needed

TEXT, NUMBER, SHARE, TRUTH, TEXTS = "text", "number", "share", "truth", "texts"
IDENTIFIERS, ANSWERS, EVIDENCE = "identifiers", "answers", "evidence"

OF_EVIDENCE = ("registry", "url", "field", "cited", "registered")
"""The fields of a piece of evidence."""


@frozen
class Column:
    """A column: its name, the type of its values, and what they mean."""

    name: str
    type: str
    means: str


_WHERE = (
    Column("document", TEXT, "the document: the name of its file, or its row's id"),
    Column("journal", TEXT, "the journal in which the document appeared, if stated"),
    Column("year", NUMBER, "the year in which the document appeared, if stated"),
)
_WHICH = (
    *_WHERE,
    Column("number", NUMBER, "the reference's place in its document, from 1"),
    Column("key", TEXT, "the reference's own number or key"),
)

TABLES: Mapping[str, tuple[Column, ...]] = {
    "references": (
        *_WHICH,
        Column("line", NUMBER, "the line of the document on which it begins, if known"),
        Column("raw", TEXT, "the reference as printed"),
        Column("fingerprint", TEXT, "identifies the reference, whatever its number, spacing, case and dashes"),
        Column("type", TEXT, "CSL's type of what is cited, as read"),
        Column("authors", TEXTS, "the authors as read: Family, Given"),
        Column("title", TEXT, "the title as read"),
        Column("container", TEXT, "the journal or book as read"),
        Column("volume", TEXT, "the volume as read"),
        Column("issue", TEXT, "the issue as read"),
        Column("pages", TEXT, "the pages or the article number as read"),
        Column("issued", NUMBER, "the year of the cited work as read"),
        Column("publisher", TEXT, "the publisher as read"),
        Column("doi", TEXT, "the DOI as read, or as the registries confirmed another reading of it"),
        Column("url", TEXT, "the URL as read"),
        Column("identifiers", IDENTIFIERS, "every identifier: its scheme, as printed (raw), and as read (value)"),
    ),
    "verdicts": (
        *_WHICH,
        Column("issued", NUMBER, "the year of the cited work as read"),
        Column("verdict", TEXT, "broken, differs, not-found, verified or unverified"),
        Column("matched_doi", TEXT, "the DOI of the reference's record"),
        Column("matched_title", TEXT, "its title"),
        Column("method", TEXT, "how the record was found: doi, candidate, search, isbn …"),
        Column("score", SHARE, "the probability that the record is the cited work, from 0 to 1"),
        Column("registry", TEXT, "the registry whose record it is"),
        Column(
            "retracted",
            TRUTH,
            "whether the work was retracted, withdrawn or removed, though the reference may say so; null, not known, "
            "without a record or after an outage",
        ),
        Column("notices", TEXTS, "the types of all notices about the work: retraction, correction …"),
        Column(
            "answers",
            ANSWERS,
            "what was asked for (id, or search), and the answer: found, not-found in a scope, or unavailable and why",
        ),
        Column("errors", NUMBER, "how many of the findings are errors"),
        Column("warnings", NUMBER, "how many are warnings"),
        Column("notes", NUMBER, "how many are notes (info)"),
    ),
    "findings": (
        *_WHICH,
        Column("references", TEXTS, "the keys of all references that a finding about the whole list names"),
        Column("verdict", TEXT, "the reference's verdict"),
        Column("code", TEXT, "the rule"),
        Column("severity", TEXT, "error, warning or info"),
        Column("message", TEXT, "what was found, in words"),
        Column("start", NUMBER, "its place in raw: the first character, counted from 0"),
        Column("end", NUMBER, "its place in raw: the character after the last"),
        Column("evidence", EVIDENCE, "its evidence: registry, url, field, cited, registered"),
        Column("fix", TEXT, "the text that would replace it"),
        Column("fix_safety", TEXT, "safe or unsafe"),
        Column("waived", TEXT, "who waived it, and why; waived findings are not counted"),
    ),
    "remarks": (
        Column(
            "kind",
            TEXT,
            "left-out: could not be read; unread: nothing was read of it; note: could not be read in part; "
            "unreached: a registry could not be queried",
        ),
        Column("document", TEXT, "the document or row, if it is about one"),
        Column("message", TEXT, "what a person should know"),
    ),
}
"""The columns of each table. ``number`` and ``key`` are empty for a finding about a whole list."""


@cache
def schema(table: str) -> Any:
    """Return the Arrow schema of a table.

    Raises:
        SettingsError: pyarrow is not installed.
    """
    arrow = needed("pyarrow")
    text = arrow.string()
    types = {
        TEXT: text,
        NUMBER: arrow.int32(),
        SHARE: arrow.float64(),
        TRUTH: arrow.bool_(),
        TEXTS: arrow.list_(text),
        IDENTIFIERS: _structs("scheme", "raw", "value"),
        ANSWERS: _structs("id", "answer", "registry", "why"),
        EVIDENCE: _structs(*OF_EVIDENCE),
    }
    return arrow.schema(
        arrow.field(column.name, types[column.type], metadata={"description": column.means}) for column in TABLES[table]
    )


def _structs(*names: str) -> Any:
    arrow = needed("pyarrow")
    return arrow.list_(arrow.struct([(name, arrow.string()) for name in names]))
