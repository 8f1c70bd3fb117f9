"""Finding a client by code: unknown and not yours are one answer, and guessing is cut short."""

from __future__ import annotations

from datetime import timedelta

from bot.clients.routes import CLIENTS
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Screen, t
from bot.ui.widgets import line, to

MISSES = 5


async def may_see(context: RequestContext, code: str) -> bool:
    """Whether this person may see a client now; a miss is counted, five in an hour end the guessing."""
    if await context.unit.clients.get(code, context.who, context.today) is not None:
        return True
    misses = await context.unit.audit.count("code_onbekend", context.who.id, context.now - timedelta(hours=1))
    if misses < MISSES:
        await context.note("code_onbekend")
    context.tell("unknown_code" if misses < MISSES else "too_many_codes")
    return False


def unknown() -> Screen:
    """The one answer for a client that does not exist and one that is not yours."""
    return Screen(
        (line(t("client.unknown", "Deze code staat niet in uw caseload. Ga terug en kies uit uw lijst.")),),
        ((to(link(CLIENTS, 0)),),),
    )
