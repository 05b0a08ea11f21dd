"""A bibliography as CSL-JSON: an array with one item per reference, in order.

Source: the CSL-JSON schema (``csl-data.json``, version 1.0.2). ``custom.raw`` is the reference as printed, and
``custom.unread`` the parts of it that were not understood.
"""

import json
from typing import Any

from refcheck.model import Bibliography, Reference
from refcheck.writers._common import as_csl


def render(bibliography: Bibliography) -> str:
    """Return the bibliography as indented JSON, with letters unescaped."""
    return json.dumps([item(reference) for reference in bibliography.references], ensure_ascii=False, indent=1) + "\n"


def item(reference: Reference) -> dict[str, Any]:
    """Return one reference as a CSL-JSON item."""
    csl = as_csl(reference)
    if alternative := reference.work.container_title_alternative:
        csl["container-title-short"] = min(alternative, key=len)
    unread = [span.of(reference.raw) for span in reference.unread]
    return csl | {"custom": csl.get("custom", {}) | {"raw": reference.raw, "unread": unread}}
