"""The page of the HTML report: what it says (``view`` and what that is made of), and its template, style and script."""
