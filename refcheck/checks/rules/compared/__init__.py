"""Comparison of the reference with its record, one rule for each field. Findings of these rules make the verdict ``differs``."""
