"""How registries are asked: one request as a value, lists in one address, threads, and what a header means."""
