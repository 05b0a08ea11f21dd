"""From the pages of a PDF to lines in reading order.

``glyphs`` and ``links`` come from PDFium; the rest is geometry, in points from the lower left corner of a page.
"""
