"""Comparison of single fields of two works: each module decides when a field is the same, a variant or different."""
