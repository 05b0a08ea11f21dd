"""A run's questions and answers, kept as they pass; and registries that answer from what was kept."""
