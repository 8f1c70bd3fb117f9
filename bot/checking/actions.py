"""The four-eyes check: agree, or send back with a reason; and settling two views of one client."""

from __future__ import annotations

from bot.checking.routes import ADOPT_VIEW, APPROVE, CHECKS, KEEP_VIEW, SEND_BACK, VERSCHIL, YIELD_VIEW
from bot.clients.routes import CLIENT_CARD
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Target
from bot.history import registering
from bot.home.routes import HOME
from flows.meetmoment import Actie, Meetmoment, Status

_QUEUE = link(CHECKS, 0)


@APPROVE.handler
async def approve(context: RequestContext, meetmoment_id: str, versie: int) -> Target:
    """Let a meetmoment count from now on."""
    found = await _waiting(context, meetmoment_id, versie)
    if found is None:
        return _QUEUE
    context.tell("one_person" if await registering.agreed(context, found) is None else "approved")
    return _QUEUE


@SEND_BACK.handler
async def send_back(context: RequestContext, meetmoment_id: str, versie: int, reden: str) -> Target:
    """Give a meetmoment back to its author, who hears why."""
    found = await _waiting(context, meetmoment_id, versie)
    if found is None:
        return _QUEUE
    if await registering.returned(context, found, reden) is None:
        context.tell("one_person")
        return _QUEUE
    await context.unit.berichten.post(
        f"terug:{found.id}:{found.versie + 1}",
        found.door,
        "sent_back",
        {"meetmoment": found.id, "reden": reden},
        at=context.now,
    )
    context.tell("sent_back")
    return _QUEUE


@YIELD_VIEW.handler
async def yield_view(context: RequestContext, meetmoment_id: str) -> Target:
    """Withdraw one's own concept: the colleague's view holds."""
    concept = await context.meetmoment(meetmoment_id)
    if concept is None or concept.status is not Status.CONCEPT or concept.door != context.who.id:
        context.tell("stale")
        return link(HOME)
    await context.unit.clients.hold(concept.client)
    await registering.withdrawn(context, concept, registering.TALKED)
    context.tell("view_yielded")
    return link(CLIENT_CARD, concept.client)


@KEEP_VIEW.handler
async def keep_view(context: RequestContext, meetmoment_id: str) -> Target:
    """Let one's own meetmoment hold: the colleague's concept is withdrawn, and the colleague hears of it."""
    views = await _two_views(context, meetmoment_id)
    if views is None:
        return link(HOME)
    concept, standing = views
    if standing is None or standing.door != context.who.id:
        context.tell("not_allowed")
        return link(VERSCHIL, meetmoment_id)
    await registering.withdrawn(context, concept, registering.TALKED)
    await context.unit.berichten.post(
        f"view_kept:{concept.id}",
        concept.door,
        "view_kept",
        {"meetmoment": concept.id},
        at=context.now,
    )
    context.tell("view_kept")
    return link(CLIENT_CARD, concept.client)


@ADOPT_VIEW.handler
async def adopt_view(context: RequestContext, meetmoment_id: str) -> Target:
    """Take the colleague's concept over: a correction of one's own meetmoment, and the concept is done with."""
    views = await _two_views(context, meetmoment_id)
    if views is None:
        return link(HOME)
    concept, standing = views
    if standing is not None and standing.door != context.who.id:
        context.tell("not_allowed")
        return link(VERSCHIL, meetmoment_id)
    taken = await registering.taken_over(context, concept, standing)
    context.tell("view_adopted" if taken.status is Status.DEFINITIEF else "view_waits")
    return link(CLIENT_CARD, concept.client)


async def _waiting(context: RequestContext, meetmoment_id: str, versie: int) -> Meetmoment | None:
    found = await context.unit.controles.get(meetmoment_id, context.who)
    if found is None or found.versie != versie:
        context.tell("checked_already")
        return None
    await context.unit.clients.hold(found.client)
    return found


async def _two_views(context: RequestContext, meetmoment_id: str) -> tuple[Meetmoment, Meetmoment | None] | None:
    """A concept that still waits, with what stands on its day; the client is held until this is settled."""
    concept = await context.meetmoment(meetmoment_id)
    if concept is None or concept.status is not Status.CONCEPT or concept.actie is Actie.INTREKKING:
        context.tell("stale")
        return None
    await context.unit.clients.hold(concept.client)
    return concept, await context.unit.controles.standing(concept.client, concept.meting.datum)
