"""Contradictions and gaps within one reference, which are found without a registry."""
