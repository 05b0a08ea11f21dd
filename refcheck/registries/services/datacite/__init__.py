"""DataCite: its lists of DOIs, and its JSON as records."""
