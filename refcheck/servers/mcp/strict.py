"""A server that takes no argument which it does not know: left out silently, a misspelt one would give another answer."""

from typing import Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, InputRequiredResult
from mcp_types import Tool as Described
from pydantic import ValidationError


class Strict(MCPServer):
    """Refuses unknown arguments and values of another type, and names them."""

    async def list_tools(self) -> list[Described]:
        """Return the tools, whose schemas say that no other argument is taken."""
        described = await super().list_tools()
        closed = {"additionalProperties": False}
        return [each.model_copy(update={"input_schema": {**each.input_schema, **closed}}) for each in described]

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: "Context[Any, Any] | None" = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool.

        Raises:
            ToolError: an argument is not known, is missing or is of another type; or the tool says what is wrong.
        """
        known = next(
            (each.input_schema.get("properties", {}) for each in await self.list_tools() if each.name == name), None
        )
        unknown = [each for each in arguments if known is not None and each not in known]
        if unknown:
            raise ToolError(f"{name} takes no {', '.join(map(repr, unknown))}; it takes {', '.join(known or ())}")
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                faults = error.__cause__.errors(include_url=False)
                said = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in faults)
                raise ToolError(said) from None
            raise
