"""A text's citations beside its list: the names by which a work may be cited, and what points nowhere."""
