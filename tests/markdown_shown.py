"""Markdown as GitHub's own renderer shows it, for the tests of what holds strangers' text."""

import re
from html.parser import HTMLParser

from cmarkgfm import github_flavored_markdown_to_html  # type: ignore[import-untyped]  # it ships no types
from cmarkgfm.cmark import Options  # type: ignore[import-untyped]  # it ships no types

MENTION = re.compile(r"(?<!\w)@\w|#\d|!\d|\bGH-\d")
"""What GitHub and GitLab look for in the text that was rendered: "@name", "#12", "!3", "GH-4"."""

OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
"""Markup is let through, so that none goes unseen."""


class Page(HTMLParser):
    """What a browser would be given."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(github_flavored_markdown_to_html(markdown, OPTIONS))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.links += [value or "" for name, value in attributes if name in ("href", "src")]
        assert {name for name, _ in attributes} <= {"href", "align"}

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_data(self, data: str) -> None:
        self.text += data
