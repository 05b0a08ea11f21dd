"""Documents with a reference list in them, one format a module."""
