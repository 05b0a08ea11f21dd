"""Dashes: what is printed where a plain hyphen is meant."""

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u02d7\u1806\u2e3a\u2e3b\ufe58\ufe63\uff0d"
"""Hyphens and dashes that are no hyphen-minus, for a character class. Source: Unicode's property ``Dash``, and the minus sign and
hyphen bullet, which print alike."""
