"""Works that are cited in a form of their own: judgments, statutes, treaties, papers of parliaments, patents and standards.

No chain of labels is needed to read "Lund v. Lake District Council, 123 U.S. 456 (1900)": lawyers, offices and bodies that set
standards laid down what stands where, and nobody is named as author. Each module knows the forms of one kind, and its docstring
says who laid them down.
"""

from refcheck.parsing.official.forms import Official, as_cited
from refcheck.parsing.official.reading import official, opens_officially

__all__ = ["Official", "as_cited", "official", "opens_officially"]
