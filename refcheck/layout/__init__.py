"""A page as lines with places: what stands where, whatever the text is."""
