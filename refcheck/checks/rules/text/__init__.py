"""The citations of a text against its list."""
