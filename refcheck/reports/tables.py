"""A report as a table for analysis: a row for each reference."""

from typing import Any

from refcheck.extras import library
from refcheck.model import CheckedReference, Report, Severity


def columns(report: Report) -> dict[str, list[Any]]:
    """The table's columns by their names, in order; every column has a value for each reference."""
    rows = [_row(audited) for audited in report]
    return {name: [row[name] for row in rows] for name in _row_names()}


def arrow(report: Report) -> Any:
    """A ``pyarrow.Table``.

    Raises:
        SettingsError: pyarrow is not installed.
    """
    pyarrow = library("pyarrow", extra="pandas", whose="Report.to_arrow")
    text, texts = pyarrow.string(), pyarrow.list_(pyarrow.string())
    types = dict.fromkeys(_row_names(), text) | {"year": pyarrow.int64(), "findings": texts}
    types |= dict.fromkeys(("errors", "warnings", "notes"), pyarrow.int64())
    return pyarrow.table(columns(report), schema=pyarrow.schema(list(types.items())))


def dataframe(report: Report) -> Any:
    """A ``pandas.DataFrame``.

    Raises:
        SettingsError: pandas is not installed.
    """
    library("pandas", extra="pandas", whose="Report.to_dataframe")
    return arrow(report).to_pandas()


def _row(audited: CheckedReference) -> dict[str, Any]:
    reference, record = audited.case.reference, audited.record
    severities = [finding.severity for finding in audited.findings]
    return {
        "file": audited.file,
        "key": audited.key,
        "verdict": audited.verdict.value,
        "doi": audited.doi,
        "title": audited.title,
        "container_title": reference.work.container_title,
        "year": audited.year,
        "type": reference.work.type,
        "registry": record.provenance.registry if record else None,
        "findings": [finding.code for finding in audited.findings],
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "notes": severities.count(Severity.INFO),
        "fingerprint": reference.fingerprint,
        "printed": reference.raw,
    }


def _row_names() -> tuple[str, ...]:
    return (
        "file",
        "key",
        "verdict",
        "doi",
        "title",
        "container_title",
        "year",
        "type",
        "registry",
        "findings",
        "errors",
        "warnings",
        "notes",
        "fingerprint",
        "printed",
    )
