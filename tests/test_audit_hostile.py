"""Whatever servers answer and whatever the cache holds, an audit ends with a report that every format can show."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from drawn import examples
from hostile_made import BODIES, KEYS, REPLIES, Line, registry_at
from hypothesis import given, settings
from hypothesis import strategies as st
from registries_made import noon

from refcheck.audit import audit
from refcheck.model import Report
from refcheck.readers import read
from refcheck.registries import Chain, Retrying
from refcheck.registries.wrappers.cache import Cache
from refcheck.registries.wrappers.caching import Cached
from refcheck.reports import formats, render

LIST = """Sample, A. (2019). Soils of the northern institutes. Journal of Soils, 4(2), 12–34. https://doi.org/10.1000/sample

Sample, A. (2015). The soils of a book. Leeds: Samples Press. ISBN 978-3-540-00000-0.

Sample A. Soil and its keepers. J Soils. 2008;4:12-34. PMID: 18271964

Sample, A. (2004). Handles of soils (Master's thesis). http://hdl.handle.net/1721.1/26729

Sample, A. (2021). Soils. http://www.institute.example/soil.html (accessed 3 May 2021)

Sample, B., & Other, C. (2012). How soils move across the wide plains. Journal of Geography, 111(2), 101–119.
"""

ORDER = ("crossref-list", "datacite", "crossref-single", "doi", "handle", "open-library", "pubmed", "pages")

ANSWERS = st.fixed_dictionaries({kind: st.lists(REPLIES, min_size=1, max_size=3) for kind in ORDER})

ROWS = st.dictionaries(
    st.sampled_from([f"{key.scheme.value}:{key.value}" for key in KEYS.values()]), BODIES, max_size=4
)


def _audited(replies: dict[str, list[bytes]], rows: dict[str, bytes]) -> Report:
    lines = [Line(*replies[kind]) for kind in ORDER]
    try:
        with TemporaryDirectory() as folder:
            cache = Cache(Path(folder) / "answers.sqlite3")
            for kind in ORDER:
                cache.put(kind, rows, noon().replace(year=2999))
            members = [
                Cached(Retrying(registry_at(kind, line), sleep=lambda seconds: None), cache, space=kind)
                for kind, line in zip(ORDER, lines, strict=True)
            ]
            report = audit([read(LIST)], registry=Chain(*members, threads=1))
            cache.close()
            return report
    finally:
        for line in lines:
            line.close()


def _is_whole(report: Report) -> None:
    assert len(report.references) == LIST.count("Sample, A.") + LIST.count("Sample A.") + LIST.count("Sample, B.")
    for form in formats():
        assert isinstance(render(report, form), str)


@given(replies=ANSWERS, rows=ROWS)
@settings(max_examples=examples(15), deadline=None)
def test_an_audit_ends_with_a_report(replies: dict[str, list[bytes]], rows: dict[str, bytes]) -> None:
    _is_whole(_audited(replies, rows))


@pytest.mark.slow
@given(replies=ANSWERS, rows=ROWS)
@settings(max_examples=500, deadline=None)
def test_an_audit_ends_with_a_report_at_length(replies: dict[str, list[bytes]], rows: dict[str, bytes]) -> None:
    _is_whole(_audited(replies, rows))
