"""The schemes of identifiers, one a file, each with python-stdnum's verbs and ``find``."""
