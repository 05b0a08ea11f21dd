"""What the registries answered."""
