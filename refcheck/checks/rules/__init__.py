"""The rules, one or several to a file, in a folder for each kind of evidence that they look at."""
