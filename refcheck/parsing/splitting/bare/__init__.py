"""Lines that are nothing but identifiers: which of them name works by themselves, and which are the rest of a reference."""
