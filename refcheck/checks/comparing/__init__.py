"""Common parts of the rules that compare the printed text with a record, or with what an identifier says."""
