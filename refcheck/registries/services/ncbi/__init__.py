"""NCBI's E-utilities: articles by their identifiers, and by their place in a journal."""
