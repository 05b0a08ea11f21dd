"""The search of an index: terms, plan, frequencies, and the second look at what was found."""
