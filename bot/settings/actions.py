"""Changing a setting of the municipality: for everybody, from the next message on."""

from __future__ import annotations

from bot.config.flows import OPTIONS
from bot.conversation.context import RequestContext
from flows.gemeente import as_text, read_setting


async def choose(context: RequestContext, name: str, value: str) -> str:
    """Change a setting, if the value is permitted."""
    read = read_setting(name, value) if name in OPTIONS else None
    if read is None:
        context.tell("not_permitted")
        return f"option/{name}"
    return await _keep(context, name, as_text(read))


async def put_back(context: RequestContext, name: str) -> str:
    """Put a setting back to its default."""
    return await _keep(context, name, None) if name in OPTIONS else "options"


async def _keep(context: RequestContext, name: str, value: str | None) -> str:
    await context.unit.instellingen.choose(name, value, context.who.id, context.now)
    await context.note("instelling", bij=name)
    context.flows = await context.app.flows_now(context.unit)
    context.tell("chosen")
    return f"option/{name}"
