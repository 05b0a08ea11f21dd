"""Repair steps: one defect a file, found by discovery.

A step of one scheme is named for it: ``doi_with_fragment`` is ``doi-with-fragment``. A step of several names them in its docstring
(``Schemes: DOI, URL.``), and its file has the rest of the code: ``with_ligature`` is ``doi-with-ligature`` and
``url-with-ligature``.

A step's file holds ``STAGE`` (when it has its turn), ``propose(text)`` or, for several schemes, ``propose(text, scheme)`` (what it
would change in an identifier as the steps before it left it), perhaps ``NEEDS`` (characters of which a text must have one), and a
docstring: a title, the line ``Severity: info|warning|error.``, and the four headings *What it finds*, *Why it matters*,
*Example*, *When it is wrong*, of which its rule card is made. ``{scheme}`` in it is the scheme's name in each card;
a line ``Severity of ISBN, ISSN: info.`` grades those schemes apart.
"""
