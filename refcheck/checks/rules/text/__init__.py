"""The citations of a text compared with its list."""
