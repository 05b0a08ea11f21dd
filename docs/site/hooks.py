"""What the site does to a page that a reader of the files does not need: charts below tables, and names for a screen reader."""

import posixpath
import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from charts import with_charts

_UPWARDS = re.compile(r"\]\((?P<path>\.\./[^)#\s]*)")
"""The begin of a link to a file above the page: ``](../seeds/README.md``."""


def on_page_markdown(markdown: str, *, page: Any, config: Any, **_: Any) -> str:
    """The page with a chart wherever a comment asks for one, and links past the docs that lead into the repository."""

    repository = config.extra["social"][0]["link"]

    def led(found: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join("docs", posixpath.dirname(page.file.src_uri), found["path"]))
        return found[0] if path.startswith("docs/") else f"]({repository}/blob/main/{path}"

    return _UPWARDS.sub(led, with_charts(markdown))


_ROLE = re.compile(r":(?:class|func|meth|mod):<code>(?:~(?:\w+\.)*)?(?P<name>[\w.]+)</code>")
"""A role of Sphinx in a docstring, as Markdown shows it: ``:class:<code>~refcheck.model.Report</code>``."""


def on_page_content(html: str, **_: Any) -> str:
    """The page with names where docstrings have roles of Sphinx."""
    return _ROLE.sub(r"<code>\g<name></code>", html)


def on_post_page(output: str, **_: Any) -> str:
    """The page with a name for the theme's search, which is a dialogue without one."""
    return output.replace(
        'data-md-component="search" role="dialog"', 'data-md-component="search" role="dialog" aria-label="Search"'
    )
