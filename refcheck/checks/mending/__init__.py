"""What a registered value is where it is printed: pages with the list's dash, authors in its form, a title in its case."""
