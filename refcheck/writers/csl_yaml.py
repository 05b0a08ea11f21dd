"""A bibliography as CSL-YAML for pandoc: ``references:`` with one item per reference, in order.

Source: the CSL-JSON schema (``csl-data.json``, version 1.0.2), and pandoc's manual for its form in YAML.
"""

import yaml

from refcheck.model import Bibliography
from refcheck.writers.csl_json import item


def render(bibliography: Bibliography) -> str:
    """Return the bibliography as YAML, with letters unescaped."""
    items = [item(reference) for reference in bibliography.references]
    return yaml.safe_dump({"references": items}, allow_unicode=True, sort_keys=False, width=10_000)
