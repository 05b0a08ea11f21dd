"""refcheck where a list is written: for assistants (``mcp``) and for editors (``lsp``). All that they say comes from an audit."""
