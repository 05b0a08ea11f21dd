"""The page of the HTML report: its content (``view`` and the modules that it is built from), template, style and script."""
