"""What the site does to a page that a reader of the files does not need: charts below tables, and names for a screen reader."""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from charts import with_charts


def on_page_markdown(markdown: str, **_: Any) -> str:
    """The page with a chart wherever a comment below a table asks for one."""
    return with_charts(markdown)


def on_post_page(output: str, **_: Any) -> str:
    """The page with a name for the theme's search, which is a dialogue without one."""
    return output.replace(
        'data-md-component="search" role="dialog"', 'data-md-component="search" role="dialog" aria-label="Search"'
    )
