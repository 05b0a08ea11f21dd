"""Legitimate ways to print what is registered, one in each module.

A difference that one of them explains wholly is a ``variant``. Its name, usually that of the module, is in
``Agreement.explained``; so is that of a partial explanation, which is then reported as a note where the rest agrees.
"""
