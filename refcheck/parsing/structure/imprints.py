"""Publishers that a phrase announces: "Published in the United States of America by Oxford University Press"."""

import re
from collections.abc import Sequence

from refcheck.parsing.dates import YEAR
from refcheck.parsing.tagging.labels import begin
from refcheck.parsing.tagging.tokens import Token

#: "Published in the United States by X", "distributed by X", "under exclusive license to X".
_ANNOUNCED = re.compile(
    r"(?i:published|distributed|printed)\s+(?:in\s+(?:the\s+)?(?P<place>[A-Z][^.;()]{1,40}?)\s+)?by\s+(?P<house>[A-Z][^.;()\d]{2,60})"
    r"|(?i:under\s+exclusive\s+licen[cs]e\s+to)\s+(?P<licensee>[A-Z][^.;()\d]{2,60})"
)


def imprint(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Label what such a phrase names as publisher and place, and the phrase itself as read."""
    found = _ANNOUNCED.search(text) if "by" in text or "icen" in text else None
    if found is None:
        return labels
    changed = list(labels)
    spans = {
        "publisher": found.span("house") if found["house"] else found.span("licensee"),
        "location": found.span("place"),
    }
    for place, token in enumerate(tokens):
        if token.masked or not found.start() <= token.start < found.end():
            continue
        label = next((name for name, (start, end) in spans.items() if start <= token.start < end), "imprint")
        before = changed[place - 1] if place else ""
        changed[place] = label if before in (label, begin(label)) else begin(label)
    behind = next((place for place, token in enumerate(tokens) if token.start >= found.end()), len(tokens))
    if behind < len(tokens) and YEAR.fullmatch(tokens[behind].text) and "date" in labels[:behind]:
        changed[behind] = "imprint"
    return changed
