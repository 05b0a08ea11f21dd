"""Identifiers and labels as they are printed."""
