"""Imported by the process that all others are forked from: what is needed to read a list is loaded once, before the first list."""

import gc
import os
import threading
from contextlib import suppress

from refcheck import checks
from refcheck.errors import RecordsError
from refcheck.readers import load_formats, read_bytes
from refcheck.registries import Offline, connections, ladder, network  # noqa: F401  what sends requests is loaded too
from refcheck.registries.services.retraction_watch import RetractionWatch
from refcheck.servers.page.checking import check
from refcheck.servers.page.desk import Desk, Options, Source
from refcheck.servers.page.downloads import download
from refcheck.servers.web.processes import TABLE
from refcheck.settings import Settings

_LIST = """References
1. Okafor, B. (2012). How rivers move across wide plains. Rivers, 12(3), 345-360. https://doi.org/10.1000/ rivers.12
2. Lindqvist, A., & Berg, C. (2013). Northern lakes. Leiden: Brill. ISBN 9789004171374. Available at: https://lakes.example.org/a b
3. Ivanova, M. (2014). "Tides and harbours", in: Petrov, P. (ed.), Harbours, pp. 1-20. Accessed on: 5/5/2024.
"""


def warm() -> None:
    """Check a made-up list, so that model, rules, readers, words and templates are loaded; leave no thread running."""
    checks.load()
    load_formats()
    checked = check(
        Source(data=_LIST.encode()), Options(), Desk(registry=lambda options: Offline()), lambda event: None
    )
    for name in ("html", "bibtex"):
        download(checked, name, Settings())
    read_bytes(b"@article{a, title = {Rivers}, year = 2012}", "a.bib")
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(timeout=10)
    if table := os.environ.get(TABLE):
        with suppress(RecordsError):  # the error is reported when a list is checked
            RetractionWatch.read(table)
    gc.collect()
    gc.freeze()


warm()
