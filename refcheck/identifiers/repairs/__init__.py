"""Repair steps, one a file, found by discovery.

A step's code is its file's name in kebab case, and begins with the scheme that it mends
(``doi_with_inner_space`` is ``doi-with-inner-space``). A step's file holds ``STAGE`` (when it has its turn),
``propose(text)`` (what it would change in an identifier as the steps before it left it), perhaps ``NEEDS``
(characters of which a text must have one), and a docstring: a title, the line ``Severity:
info|warning|error.``, and the four headings *What it finds*, *Why it matters*, *Example*, *When it is wrong*,
of which its rule card is made.
"""
