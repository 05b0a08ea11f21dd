"""Bibliographic data formats, one per module, whose entries state their fields."""
