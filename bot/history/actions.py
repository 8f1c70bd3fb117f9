"""Correcting and withdrawing a registered meetmoment: each adds a version, none changes one."""

from __future__ import annotations

from dataclasses import replace

from bot.clients.routes import CLIENTS
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Target
from bot.history import registering
from bot.history.routes import CORRECT, MOMENT, WITHDRAW
from bot.measuring.routes import DIALOGUE
from bot.measuring.starting import interrupted, open_dialogue, take_up
from flows.hermeting import left_open
from flows.meetmoment import answers_of


@CORRECT.handler
async def correct(context: RequestContext, meetmoment_id: str, reden: str) -> Target:
    """Open a registered meetmoment for a new version, with all its answers filled in.

    An interrupted correction of it is taken up again, unless it was begun with an older flow.
    """
    found = await context.meetmoment(meetmoment_id)
    if found is None:
        context.tell("unknown_code")
        return link(CLIENTS, 0)
    if found.withdrawn:
        return link(MOMENT, meetmoment_id)
    for waiting in await interrupted(context, found.client, corrects=found.id):
        if context.flows.flow(waiting.flow, waiting.version) is not None:
            await context.unit.dialogues.becomes_correction(waiting.id, found.id, reden)
            return take_up(context, replace(waiting, reden=reden))
        await context.stop(waiting)
        context.changed = True
    flow_id, answers = answers_of(found.meting)
    flow = context.flows.newest(flow_id)
    answers = left_open(flow, {**flow.given, **answers})
    await open_dialogue(context, found.client, flow, answers, found.meting.said, corrects=found, reden=reden)
    return link(DIALOGUE)


@WITHDRAW.handler
async def withdraw(context: RequestContext, meetmoment_id: str, reden: str) -> Target:
    """Withdraw a meetmoment: a new version that no longer counts."""
    found = await context.meetmoment(meetmoment_id)
    if found is None:
        context.tell("unknown_code")
        return link(CLIENTS, 0)
    if found.withdrawn:
        return link(MOMENT, meetmoment_id)
    await context.unit.clients.hold(found.client)
    await registering.withdrawn(context, found, reden)
    context.tell("withdrawn")
    return link(MOMENT, meetmoment_id)
