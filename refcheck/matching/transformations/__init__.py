"""Legitimate ways to print what is registered, one a file.

What one of them explains wholly is a ``variant``. Its name, that of its file, stands in the agreement (``Agreement.explained``); so
does that of what explains a difference in part, which is then told as a note where the rest agrees.
"""
