"""refcheck where a list is written: for assistants (``mcp``), in editors (``lsp``), and on a page,
served (``web``) or by itself (``browser``). All that they say comes from an audit."""
