"""What one reference says against itself; no registry is needed."""
