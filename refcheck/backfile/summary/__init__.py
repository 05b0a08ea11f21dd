"""The summary of a run: what is in its tables, counted, as JSON and as a page with pictures."""
