"""Operating system: regular files, databases that are ours, and processes that may take only so much."""
