"""A bibliography as CSL-YAML, as pandoc takes it: ``references:`` with an item a reference, in order.

Source: the CSL-JSON schema (``csl-data.json``, version 1.0.2), and pandoc's manual for its form in YAML.
"""

import yaml

from refcheck.model import Bibliography
from refcheck.writers.csl_json import item


def render(bibliography: Bibliography) -> str:
    """Return the bibliography as YAML, letters as they are."""
    items = [item(reference) for reference in bibliography.references]
    return yaml.safe_dump({"references": items}, allow_unicode=True, sort_keys=False, width=10_000)
