"""Changing a setting of the municipality: for everybody, from the next message on."""

from __future__ import annotations

from bot.config.flows import NAMES
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Target
from bot.settings.routes import CHOOSE, OPTION, OPTIONS, PUT_BACK
from flows.gemeente import as_text, read_setting


@CHOOSE.handler
async def choose(context: RequestContext, name: str, value: str) -> Target:
    """Change a setting, if the value is permitted."""
    read = read_setting(name, value) if name in NAMES else None
    if read is None:
        context.tell("not_permitted")
        return link(OPTION, name)
    return await _keep(context, name, as_text(read))


@OPTION.typed
async def typed(context: RequestContext, said: str, name: str) -> Target:
    """Choose what was typed; what a button could not carry is not permitted either."""
    return await choose(context, name, said.casefold())


@PUT_BACK.handler
async def put_back(context: RequestContext, name: str) -> Target:
    """Put a setting back to its default."""
    return await _keep(context, name, None) if name in NAMES else link(OPTIONS)


async def _keep(context: RequestContext, name: str, value: str | None) -> Target:
    await context.unit.instellingen.choose(name, value, context.who.id, context.now)
    await context.note("instelling", bij=name)
    context.flows = await context.app.flows_now(context.unit)
    context.tell("chosen")
    return link(OPTION, name)
