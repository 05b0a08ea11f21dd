"""Reports looked at again: what became of the works that they cite since they were written."""

from refcheck.monitoring.archive import LEDGER, of_archive
from refcheck.monitoring.asking import Monitored, look, search_again, together
from refcheck.monitoring.bulletin import Bulletin
from refcheck.monitoring.formats import formats, render
from refcheck.monitoring.news import Cited, News
from refcheck.monitoring.told import Memory, Told
from refcheck.monitoring.watching import Watched, of_report

__all__ = [
    "LEDGER",
    "Bulletin",
    "Cited",
    "Memory",
    "Monitored",
    "News",
    "Told",
    "Watched",
    "formats",
    "look",
    "of_archive",
    "of_report",
    "render",
    "search_again",
    "together",
]
