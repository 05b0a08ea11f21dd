"""A language server: the audit in the editor where a list is written, as diagnostics, hovers, fixes and completed keys.

Source: the Language Server Protocol 3.17, as implemented by pygls, which the extra ``lsp`` installs.
"""
