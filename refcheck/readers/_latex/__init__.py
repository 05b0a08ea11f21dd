"""What a LaTeX document says: its text, its citations, its list of references, and the files that it names."""
