"""A language server: the audit where a list is written, as diagnostics, hovers, fixes and keys.

Source: the Language Server Protocol 3.17; pygls, which the extra ``lsp`` brings, speaks it.
"""
