"""BibTeX and biblatex, from the text to what each entry says.

``scanner`` finds the entries and the place of every value, ``strings`` knows the abbreviations, ``inheriting`` brings in
what ``crossref`` and ``xdata`` lend, and ``entry`` turns it all into values of a work.
"""
