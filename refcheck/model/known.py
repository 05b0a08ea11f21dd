"""The words of answers that more than one room has to know: who answered, and what an answer about a page says."""

CROSSREF, DOI_ORG = "Crossref", "doi.org"
"""Whose records are Crossref's own; who knows of every DOI whether it is registered."""

LOCAL_RECORDS, RETRACTION_WATCH, LIBRARY = "local records", "Retraction Watch", "your library"
"""Files that somebody gave a run."""

ARCHIVE = "Wayback Machine"
"""Who has copies of pages that are gone."""

OFFLINE = "offline"
"""Who answers in an offline run: a choice, and no outage."""

MOVED_TO = "moved-to"
"""The relation in a page's record whose every redirect is for good."""

MAY_BE_MISSING = "may-be-missing"
"""The notice in a page's record whose answer may be another page than was asked for."""
