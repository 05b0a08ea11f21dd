"""Where identifiers begin and end in a text."""
