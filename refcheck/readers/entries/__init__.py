"""Shared parts of structured sources: entries with stated values and their places."""
