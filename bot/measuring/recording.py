"""Recording for good what a complete dialogue describes."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Target
from bot.history.registering import measured
from bot.measuring.routes import CORRECT_SAME_DAY, DIALOGUE, RECEIPT, RECORD, SAME_DAY
from flows.dialogue import Dialogue, DialogueStatus
from flows.engine import current
from flows.hermeting import judged
from flows.meetmoment import Actie, Bevestiging, Meetmoment, Meting, Status, conclude
from flows.model import Flow
from flows.reports.duration import coarse


@RECORD.handler
async def record(context: RequestContext) -> Target:
    """Register the meetmoment that the complete dialogue describes."""
    dialogue, flow = context.dialogue, context.flow
    if dialogue is None or flow is None or current(flow, dialogue.answers) is not None:
        context.tell("stale")
        return link(DIALOGUE)
    await context.unit.clients.hold(dialogue.client)
    meetmoment = await _registered(context, dialogue, flow)
    if meetmoment is None:
        return link(SAME_DAY)
    finished = replace(dialogue.tapped(context.now), status=DialogueStatus.FINISHED, meetmoment=meetmoment.id)
    await context.unit.dialogues.save(finished, context.now)
    if dialogue.corrigeert is None:
        soort = "hermeting" if "uitslag" in dialogue.earlier else "eerste"
        month = context.today.replace(day=1)
        await context.unit.tellingen.measured(month, flow.id, soort, *coarse(finished.seconden, finished.tikken))
    if meetmoment.status is Status.CONCEPT:
        await _raise_difference(context, meetmoment)
    context.changed = True
    context.show(None)
    return link(RECEIPT, meetmoment.id)


@CORRECT_SAME_DAY.handler
async def correct_same_day(context: RequestContext) -> Target:
    """Turn this dialogue into a correction of the meetmoment that already stands on its date."""
    dialogue, flow = context.dialogue, context.flow
    if dialogue is None or flow is None or current(flow, dialogue.answers) is not None:
        context.tell("stale")
        return link(DIALOGUE)
    standing = await _same_day(context, dialogue, _meting(context, dialogue, flow))
    if standing is not None and standing.door == context.who.id:
        await context.unit.dialogues.becomes_correction(dialogue.id, standing.id, "nieuwe_informatie")
        context.show(replace(dialogue, corrigeert=standing.id, reden="nieuwe_informatie"))
        context.changed = True
    return await record(context)


async def _registered(context: RequestContext, dialogue: Dialogue, flow: Flow) -> Meetmoment | None:
    """Register what the dialogue describes; none when another meetmoment stands in its way on this day."""
    meting = _meting(context, dialogue, flow)
    standing = await _same_day(context, dialogue, meting)
    new = Meetmoment(
        id=context.app.ids.new(),
        versie=1,
        client=dialogue.client,
        meting=meting,
        door=context.who.id,
        geregistreerd=context.now,
        bevestiging=_bevestiging(dialogue, flow),
        steekproef=dialogue.steekproef,
    )
    if dialogue.corrigeert is not None:
        before = await context.unit.meetmomenten.get(dialogue.corrigeert)
        # What was withdrawn meanwhile cannot be corrected; it is measured anew.
        if before is not None and not before.withdrawn:
            if standing is not None and standing.id != before.id:
                return None
            new = replace(new, id=before.id, versie=before.versie + 1, actie=Actie.CORRECTIE, reden=dialogue.reden)
            return await measured(context, new)
    if standing is not None and standing.door == context.who.id:
        return None
    return await measured(context, new, beside=standing is not None)


async def _raise_difference(context: RequestContext, concept: Meetmoment) -> None:
    """Let both colleagues know that they see one client differently."""
    standing = await context.unit.controles.standing(concept.client, concept.meting.datum)
    for door in {concept.door} | ({standing.door} if standing is not None else set()):
        await context.unit.berichten.post(
            f"verschil:{concept.id}:{door}",
            door,
            "verschil",
            {"meetmoment": concept.id},
            at=context.now,
        )


def _bevestiging(dialogue: Dialogue, flow: Flow) -> Bevestiging | None:
    if dialogue.bevestiging is None:
        return None
    return judged(flow, dialogue.answers, dialogue.earlier, dialogue.bevestiging)


def _meting(context: RequestContext, dialogue: Dialogue, flow: Flow) -> Meting:
    return conclude(flow, dialogue.answers, context.today, context.flows.gemeente.options)


async def _same_day(context: RequestContext, dialogue: Dialogue, meting: Meting) -> Meetmoment | None:
    return await context.unit.controles.standing(dialogue.client, meting.datum)
