"""Kenmerk 8 of an open measurement: whether an instrument runs on the day of the meting follows from the placements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Style, Target, t
from bot.placements.routes import PLACEMENTS
from bot.placements.screens import runs
from bot.ui import wording
from bot.ui.widgets import Rows, item
from flows.conditions import holds
from flows.dialogue import Dialogue
from flows.instrumenten import INZET, LOPEND
from flows.model import Flow
from flows.plaatsingen import Plaatsing, gone, running, unexplained
from flows.values import observed


async def derive(context: RequestContext) -> None:
    """Let the placements answer kenmerk 8 in the dialogue on screen, each time before anything is done with it."""
    dialogue, flow = context.dialogue, context.flow
    if dialogue is None or flow is None or not is_derived(flow, dialogue):
        return
    lopend = "ja" if await _running(context, dialogue) else "nee"
    context.dialogue = replace(dialogue, answers={**dialogue.answers, LOPEND: lopend})


def is_derived(flow: Flow, dialogue: Dialogue) -> bool:
    """Whether kenmerk 8 is part of this dialogue, as far as it is, and left to the placements."""
    step = flow.by_id.get(LOPEND)
    said = {**dialogue.earlier, **dialogue.answers} if dialogue.repeats else dialogue.answers
    return step is not None and step.derived and holds(step.when, said)


async def facts(context: RequestContext, flow: Flow, dialogue: Dialogue) -> list[Block]:
    """What runs on the day of the meting, or that nothing does; nothing where it is asked."""
    if not is_derived(flow, dialogue):
        return []
    return list(_facts(flow, await _running(context, dialogue), link(PLACEMENTS, dialogue.client)))


async def missing(context: RequestContext, flow: Flow, dialogue: Dialogue) -> list[Block]:
    """That an instrument ran according to an earlier meetmoment, and is no placement: it is easily forgotten now."""
    if not is_derived(flow, dialogue):
        return []
    meetmomenten, corrects = context.unit.meetmomenten, dialogue.corrigeert
    last = await (meetmomenten.last(dialogue.client) if corrects is None else meetmomenten.get(corrects))
    if last is None:
        return []
    known = await context.unit.plaatsingen.of(dialogue.client)
    if not unexplained(last.meting.kenmerken, LOPEND, last.meting.datum, known):
        return []
    text = t(
        "placements.missing",
        "Volgens het meetmoment van {day} liep er een instrument, maar bij Instrumenten staat het niet. "
        "Klopt het? Voeg het daar dan toe.",
        day=last.meting.datum,
    )
    return [Block(Style.WARNING, text)]


async def begun(context: RequestContext, flow: Flow, dialogue: Dialogue) -> list[Block]:
    """That what was to be deployed according to last time runs by now: confirmed, it would count as still to come."""
    last = await context.unit.meetmomenten.last(dialogue.client)
    if last is None or not is_derived(flow, dialogue) or dialogue.earlier.get(INZET) != "ja":
        return []
    since = [each for each in await _running(context, dialogue) if each.van > last.meting.datum]
    if not since:
        return []
    text = t(
        "placements.begun",
        "Vorige keer zou er een instrument komen; sindsdien begon {name}. Komt er nu geen ander bij? "
        "Kies dan ‘Iets is anders’.",
        name=since[-1].instrument,
    )
    return [Block(Style.WARNING, text)]


def ways(flow: Flow, dialogue: Dialogue) -> Rows:
    """Where an instrument begins or ends during a measurement; nothing where it is asked."""
    if not is_derived(flow, dialogue):
        return ()
    return ((Button(t("btn.placements.other", "Instrument is anders"), link(PLACEMENTS, dialogue.client)),),)


async def _running(context: RequestContext, dialogue: Dialogue) -> tuple[Plaatsing, ...]:
    known = await context.unit.plaatsingen.of(dialogue.client)
    closed = any(each.tot != each.genoteerd for each in known)
    history = await context.unit.meetmomenten.history(dialogue.client) if closed else ()
    return running(known, gone(history), observed(dialogue.answers, context.today), dialogue.corrigeert)


def _facts(flow: Flow, found: tuple[Plaatsing, ...], changes: Target) -> Iterator[Block]:
    label = wording.label(flow.by_id[LOPEND])
    if not found:
        yield item(t("summary.row", "{label}: {value}", label=label, value=t("value.no", "nee")), changes)
    for each in found:
        yield item(t("summary.row", "{label}: {value}", label=label, value=runs(each)), changes)
