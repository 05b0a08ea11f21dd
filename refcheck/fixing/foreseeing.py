"""What ``fix`` would make of a report, without another audit."""

from collections.abc import Callable, Sequence

from attrs import evolve

from refcheck.errors import SourceError
from refcheck.fixing import documents, files
from refcheck.fixing.accepting import accepting
from refcheck.model import TRACKABLE, Bibliography, Report, Safety
from refcheck.office import Stamp
from refcheck.settings import Settings


def safe_fixes(
    report: Report,
    bibliographies: Sequence[Bibliography],
    settings: Settings,
    data_of: Callable[[str], bytes],
    stamp: Callable[[Report], Stamp],
) -> dict[str, int]:
    """Return the number of safe fixes that can be made in each file that contains all its references itself."""
    made: dict[str, int] = {}
    accept = accepting({Safety.SAFE}, settings.edits)
    start = 0
    for each in bibliographies:
        name, end = each.document.name, start + len(each.references)
        own, start = report.references[start:end], end
        fixes = (finding.fix for audited in own for finding in audited.findings)
        if not any(fix and fix.safety is Safety.SAFE for fix in fixes) or any(one.file != name for one in own):
            continue
        try:
            data = data_of(name)
            is_office = each.document.format in TRACKABLE
            held = documents.as_read(data, each, settings, stamp) if is_office else files.as_read(data, each, settings)
            made[name] = held.foreseen(evolve(report, references=own), accept).codes.total()
        except SourceError:
            continue
    return made
