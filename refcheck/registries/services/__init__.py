"""The services that can be queried, one per module or package, each with its URL, its limits and its records."""
