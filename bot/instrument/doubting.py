"""Doubting a question: which one and why, and nothing of who doubts it or about whom."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Screen, Style, Target, Text, t
from bot.instrument.routes import DOUBT, DOUBTED
from bot.measuring.routes import DIALOGUE, HELP
from bot.ui import wording
from bot.ui.widgets import column, hint, line, to
from flows.doubts import REDENEN

_LABELS = (
    t("btn.doubt.taal", "Moeilijke woorden"),
    t("btn.doubt.past_niet", "Situatie past nergens"),
    t("btn.doubt.twee_antwoorden", "Twee antwoorden kloppen"),
    t("btn.doubt.voorbeelden", "Voorbeelden helpen niet"),
    t("btn.doubt.anders", "Iets anders"),
)
REASONS: dict[str, Text] = dict(zip(REDENEN, _LABELS, strict=True))


@DOUBT.handler
async def doubt(context: RequestContext, step_id: str) -> Screen:
    """What is wrong with the question; the beheerder gets to see how often, not of whom."""
    step = None if context.flow is None else context.flow.by_id.get(step_id)
    if step is None:
        stale = line(t("notice.stale", "Die knop is oud. Dit is de vraag van nu."))
        return Screen((stale,), ((to(link(DIALOGUE)),),))
    blocks = (
        Block(Style.QUESTION, t("doubt.title", "Wat is er met deze vraag?")),
        line(wording.ask(step)),
        hint(
            t(
                "doubt.what",
                "De beheerder ziet de vraag, de reden en het aantal: niet van wie of over wie.",
            )
        ),
    )
    buttons = [Button(text, link(DOUBTED, step_id, reden)) for reden, text in REASONS.items()]
    return Screen(blocks, (*column(buttons), (to(link(HELP)),)))


@DOUBTED.handler
async def doubted(context: RequestContext, step_id: str, reden: str) -> Target:
    """Count the doubt, and go on with the question."""
    flow = context.flow
    if flow is None or step_id not in flow.by_id:
        context.tell("stale")
        return link(DIALOGUE)
    await context.unit.tellingen.doubted(context.today.replace(day=1), flow.id, flow.rules, step_id, reden)
    context.tell("doubted")
    return link(DIALOGUE)
