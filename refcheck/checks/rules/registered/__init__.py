"""The answers of the registries."""
