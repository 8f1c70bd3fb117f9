"""Finding a client by code: unknown and not yours are one answer, and guessing is cut short."""

from __future__ import annotations

from datetime import timedelta

from bot.clients.codes import normalise, part_of
from bot.clients.routes import CLIENT_CARD, CLIENTS, WITH_PART
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Screen, Target, t
from bot.measuring.routes import START
from bot.ui.widgets import line, to
from flows.people import Right

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


async def with_part(context: RequestContext, part: str) -> Target | None:
    """Where the clients in one's own caseload are found whose code has this part in it; none when there are none.

    Nobody else's client is looked at, so that no code can be guessed piece by piece.
    """
    if not context.who.may(Right.MEASURE):
        return None
    found = await context.unit.clients.with_part(part, context.who, context.today)
    if not found:
        return None
    return link(CLIENT_CARD, found[0].code) if len(found) == 1 else link(WITH_PART, part)


async def to_measure(context: RequestContext, said: str) -> Target | None:
    """The measurement of the client whose code was typed, or a part that only one own client has; none otherwise."""
    prefix = context.flows.gemeente.prefix
    code = normalise(said, prefix)
    if code is None and (part := part_of(said, prefix)) is not None:
        found = await context.unit.clients.with_part(part, context.who, context.today)
        code = found[0].code if len(found) == 1 else None
    return None if code is None else link(START, code)


def unknown() -> Screen:
    """The one answer for a client that does not exist and one that is not yours."""
    return Screen(
        (line(t("client.unknown", "Deze code staat niet in uw caseload. Ga terug en kies uit uw lijst.")),),
        ((to(link(CLIENTS, 0)),),),
    )
