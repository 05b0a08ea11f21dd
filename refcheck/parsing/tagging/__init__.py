"""A printed reference → tokens, their features, and a label for each."""
