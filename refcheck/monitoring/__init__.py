"""Reports looked at again: what has happened since then to the works that they cite."""

from refcheck.monitoring.asking import Bulletin, Monitored, look, search_again, together
from refcheck.monitoring.formats import formats, render
from refcheck.monitoring.news import Cited, Memory, News, Told
from refcheck.monitoring.watching import Unfinished, Watched, of_archive, of_report, unfinished

__all__ = [
    "Bulletin",
    "Cited",
    "Memory",
    "Monitored",
    "News",
    "Told",
    "Unfinished",
    "Watched",
    "formats",
    "look",
    "of_archive",
    "of_report",
    "render",
    "search_again",
    "together",
    "unfinished",
]
