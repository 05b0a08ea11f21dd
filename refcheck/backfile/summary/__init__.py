"""The summary of a run: the contents of its tables, counted, as JSON and as a page with charts."""
