"""Reference lists in citation styles: printed in one, and held against one.

Styles are those of the Citation Style Language (CSL 1.0.2); what prints them is pandoc's processor, a program of its own.
"""

from refcheck.styles.collection import Style, find_style
from refcheck.styles.following import AUTO, followed
from refcheck.styles.formatting import FORMS, Order, formatted
from refcheck.styles.pandoc import needed

__all__ = ["AUTO", "FORMS", "Order", "Style", "find_style", "followed", "formatted", "needed"]
