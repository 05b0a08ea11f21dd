"""Reference lists in citation styles: printing in a style, and comparison with a style.

Styles are those of the Citation Style Language (CSL 1.0.2); they are printed by pandoc's processor, an external program.
"""

from refcheck.styles.collection import Style, find_style
from refcheck.styles.following import AUTO, followed
from refcheck.styles.formatting import FORMS, Order, formatted, is_unread_data
from refcheck.styles.pandoc import needed

__all__ = ["AUTO", "FORMS", "Order", "Style", "find_style", "followed", "formatted", "is_unread_data", "needed"]
