"""Repair steps, found by discovery: a module covers one defect or a family of defects.

The name of a step for one scheme is its code: ``doi_with_fragment`` is ``doi-with-fragment``. A step for several schemes lists them
in its docstring (``Schemes: DOI, URL.``), and its name is the rest of the code: ``with_ligature`` is ``doi-with-ligature`` and
``url-with-ligature``.

A module that is a step defines ``STAGE`` (when it runs), ``propose(text)`` or, for several schemes, ``propose(text, scheme)``
(the changes it proposes to an identifier as the preceding steps left it), and optionally ``NEEDS`` (characters of which a text must
have one). A module with several steps has a ``Step`` for each: an assignment with the card below, or a function whose docstring is
the card.

A card has a title, the line ``Severity: info|warning|error.``, and the four headings *What it finds*, *Why it matters*,
*Example*, *When it is wrong*. ``{scheme}`` in it is replaced by the scheme's name;
a line ``Severity of ISBN, ISSN: info.`` states another severity for those schemes.
"""
