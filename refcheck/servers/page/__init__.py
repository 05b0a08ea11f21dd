"""What the page, the service and the browser edition have in common: a list comes in, events, decisions and downloads go out.

Nothing here knows of sockets, threads or processes.
"""

from refcheck.servers.page.checked import Checked
from refcheck.servers.page.checking import check, decide
from refcheck.servers.page.decisions import Decisions, Rejected, WaivedFinding
from refcheck.servers.page.desk import Desk, Options, Source
from refcheck.servers.page.downloads import FORMS, Download, download
from refcheck.servers.page.events import Asking, Done, Event, Failed, Judged, Read, Reported, Started
from refcheck.servers.page.problems import Problem, problem_of, where

__all__ = [
    "FORMS",
    "Asking",
    "Checked",
    "Decisions",
    "Desk",
    "Done",
    "Download",
    "Event",
    "Failed",
    "Judged",
    "Options",
    "Problem",
    "Read",
    "Rejected",
    "Reported",
    "Source",
    "Started",
    "WaivedFinding",
    "check",
    "decide",
    "download",
    "problem_of",
    "where",
]
