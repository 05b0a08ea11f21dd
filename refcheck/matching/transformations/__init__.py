"""Legitimate ways to print what is registered, one a file.

What one of them explains wholly is a ``variant``, what it explains in part ``cannot-compare``; its name, that of its file, stands in the
agreement.
"""
