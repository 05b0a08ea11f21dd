"""The official limits, as of 2026.

Source: Crossref's announcement of December 2025 with its refinement of July 2026 (single records and lists have limits of their
own); DataCite's support pages (500 requests in five minutes). doi.org states none; its limit here is our own modesty.
"""

from attrs import frozen

from refcheck.registries.pace import Limit


@frozen(kw_only=True)
class Pool:
    """Crossref's two limits for one kind of client."""

    single: Limit
    list: Limit


PUBLIC = Pool(single=Limit(count=5, at_once=1), list=Limit(count=1, at_once=1))
POLITE = Pool(single=Limit(count=10, at_once=3), list=Limit(count=3, at_once=3))
"""For those who leave an e-mail address."""

DATACITE = Limit(count=3, at_once=2)
DOI_ORG = Limit(count=5, at_once=3)
"""Lookups, of up to three requests each."""
