"""A printed reference → tokens, what they look like, and a label for each."""
