"""A hermeting: last time's answers still hold, some are different, or everything is asked again."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import RequestContext
from flows.dialogue import Dialogue
from flows.hermeting import confirmed, deciding
from flows.meetmoment import Bevestiging
from flows.model import Flow


async def unchanged(context: RequestContext) -> str:
    """Take last time's answers over; now and then the question that decided the trede is asked afresh."""
    if context.dialogue is None or context.flow is None or not context.dialogue.repeats:
        context.tell("stale")
        return "dialogue"
    dialogue, answers = context.dialogue, _taken(context, context.dialogue, context.flow)
    sample = deciding(context.flow, answers) if _drawn(context) else None
    if sample is not None:
        del answers[sample]
    await context.replace(
        replace(dialogue, bevestiging=Bevestiging.ONGEWIJZIGD, steekproef=sample), answers, "bevestigd"
    )
    return "dialogue"


async def different(context: RequestContext) -> str:
    """Take last time's answers over, to change some of them."""
    if context.dialogue is None or context.flow is None or not context.dialogue.repeats:
        context.tell("stale")
        return "dialogue"
    answers = _taken(context, context.dialogue, context.flow)
    await context.replace(replace(context.dialogue, bevestiging=Bevestiging.GEWIJZIGD), answers)
    return "edit"


async def afresh(context: RequestContext) -> str:
    """Ask everything again; the kenmerken of last time stay as a proposal."""
    if context.dialogue is not None and context.dialogue.repeats:
        await context.replace(
            replace(context.dialogue, bevestiging=Bevestiging.GEWIJZIGD), dict(context.dialogue.answers)
        )
    return "dialogue"


def _taken(context: RequestContext, dialogue: Dialogue, flow: Flow) -> dict[str, str]:
    return confirmed(flow, dialogue.answers, dialogue.earlier, context.flows.gemeente.options)


def _drawn(context: RequestContext) -> bool:
    one_in = context.flows.gemeente.options.steekproef_een_op
    return one_in > 0 and context.app.ids.random.randrange(one_in) == 0
