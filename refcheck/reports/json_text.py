"""JSON that can be written in UTF-8 and looked at in a terminal, whatever the values hold."""

import json
import re
from typing import Any

_HIDDEN = re.compile(r"[\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""What JSON leaves raw and should not: controls (U+009B), marks of direction (U+202E), lone surrogates (U+D800)."""


def dump(data: Any) -> str:
    """Indented JSON, ending in a newline: letters as they are, what cannot be seen or written as JSON's escapes."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
