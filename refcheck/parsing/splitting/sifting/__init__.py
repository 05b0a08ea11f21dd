"""What of a text is a list, and what stands before, behind and within it that is none."""
