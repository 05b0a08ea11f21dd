"""Registries around a registry: they pace, retry, split and remember, one request at a time."""
