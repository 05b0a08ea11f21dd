"""Bibliographic data formats, one a module: every entry states its fields."""
