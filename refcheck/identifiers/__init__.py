"""Identifiers: found in a text, mended with an explanation of each repair, or said to be none.

One module a scheme (``doi``, ``url``, ``isbn``, ``issn``, ``arxiv``, ``pmid``, ``pmcid``, ``handle``) with
python-stdnum's verbs (``compact``, ``validate``, ``is_valid``, ``format``) and ``find``; one repair step a file
in ``repairs``.
"""

from refcheck.identifiers.catalogue import repair_docs, repair_rules
from refcheck.identifiers.explaining import why_none
from refcheck.identifiers.finding import find, repair_doi, repair_url
from refcheck.identifiers.replaying import replay

__all__ = ["find", "repair_docs", "repair_doi", "repair_rules", "repair_url", "replay", "why_none"]
