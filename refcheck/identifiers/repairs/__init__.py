"""Repair steps, found by discovery: a module is one defect, or those of one family.

A step of one scheme is named for it: ``doi_with_fragment`` is ``doi-with-fragment``. A step of several names them in its docstring
(``Schemes: DOI, URL.``), and its name is the rest of the code: ``with_ligature`` is ``doi-with-ligature`` and
``url-with-ligature``.

A module that is a step holds ``STAGE`` (when it has its turn), ``propose(text)`` or, for several schemes, ``propose(text, scheme)``
(what it would change in an identifier as the steps before it left it), and perhaps ``NEEDS`` (characters of which a text must have
one). A module of several has for each a ``Step`` of the same: a row with its card below, or a function whose docstring is the card.

A card has a title, the line ``Severity: info|warning|error.``, and the four headings *What it finds*, *Why it matters*,
*Example*, *When it is wrong*. ``{scheme}`` in it is the scheme's name in each card;
a line ``Severity of ISBN, ISSN: info.`` grades those schemes apart.
"""
