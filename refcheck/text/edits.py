"""Changes of a text, each with its place."""

Edit = tuple[int, int, str]
"""What stands from where to where, in code points, and what replaces it."""
