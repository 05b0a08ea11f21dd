"""Where the references of a pasted text are."""
