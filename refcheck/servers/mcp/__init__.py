"""An MCP server: the audit as tools that an assistant calls, over standard input or HTTP.

Source: the Model Context Protocol, and its official Python SDK, which the extra ``mcp`` installs.
"""
