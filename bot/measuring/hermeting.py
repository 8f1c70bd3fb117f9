"""A hermeting: last time's answers on one card, which still hold, are different here and there, or are asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.caseload.routes import TEAM
from bot.clients.routes import CLIENTS
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Param, Screen, Style, Target, Text, t
from bot.measuring import reasons
from bot.measuring.actions import GUIDED, switch
from bot.measuring.elements import heading, ways_out
from bot.measuring.routes import AFRESH, DIALOGUE, DIFFERENT, EDIT, RATES, UNCHANGED
from bot.placements import derived
from bot.ui import wording
from bot.ui.facts import kenmerken
from bot.ui.widgets import hint, item, line, menu, strong, title, to
from flows.dialogue import Dialogue
from flows.hermeting import confirmed, deciding, only_taken_over
from flows.ladder import Groei
from flows.meetmoment import Bevestiging, Meting
from flows.model import Flow
from flows.people import Right
from storage.measuring.meetmomenten import Confirmations

A_YEAR = timedelta(days=365)


async def card(context: RequestContext, flow: Flow, dialogue: Dialogue) -> Screen:
    """Trede, reason and kenmerken of last time, with the day of it and the growth expected then."""
    last = await context.unit.meetmomenten.last(dialogue.client)
    blocks = [
        Block(Style.QUESTION, t("hermeting.title", "Klopt dit nog?")),
        heading(context),
        *await derived.missing(context, flow, dialogue),
        *await derived.begun(context, flow, dialogue),
        strong(wording.named(context.flows, dialogue.earlier["uitslag"])),
        *([] if last is None else [item(_then(last.meting))]),
        *(item(text) for text in reasons.held(flow, dialogue.earlier, context.today)),
        *await derived.facts(context, flow, dialogue),
        *kenmerken(flow, dialogue.earlier, context.today, derived=False),
        hint(t("hermeting.growth", "De groei schat u daarna altijd opnieuw.")),
    ]
    rows = (
        (
            Button(t("btn.unchanged", "Alles klopt nog"), link(UNCHANGED), Look.PRIMARY),
            Button(t("btn.different", "Iets is anders"), link(DIFFERENT)),
        ),
        *derived.ways(flow, dialogue),
        (Button(t("btn.afresh", "Alle vragen opnieuw"), link(AFRESH), Look.QUIET),),
        ways_out(),
    )
    return Screen(tuple(blocks), rows)


@UNCHANGED.handler
async def unchanged(context: RequestContext) -> Target:
    """Take last time's answers over; now and then the question that decided the trede is asked afresh."""
    if context.dialogue is None or context.flow is None or not context.dialogue.repeats:
        context.tell("stale")
        return link(DIALOGUE)
    dialogue, answers = context.dialogue, _taken(context, context.dialogue, context.flow)
    sample = deciding(context.flow, answers) if _drawn(context) else None
    if sample is not None:
        del answers[sample]
    await context.replace(
        replace(dialogue, bevestiging=Bevestiging.ONGEWIJZIGD, steekproef=sample), answers, "bevestigd"
    )
    return link(DIALOGUE)


@DIFFERENT.handler
async def different(context: RequestContext) -> Target:
    """Take last time's answers over, to change some of them."""
    if context.dialogue is None or context.flow is None or not context.dialogue.repeats:
        context.tell("stale")
        return link(DIALOGUE)
    answers = _taken(context, context.dialogue, context.flow)
    await context.replace(replace(context.dialogue, bevestiging=Bevestiging.GEWIJZIGD), answers)
    return link(EDIT)


@AFRESH.handler
async def afresh(context: RequestContext) -> Target:
    """Ask every question, also of a position that was entered directly; last time's kenmerken stay as a proposal."""
    if context.dialogue is not None and context.dialogue.repeats:
        await switch(context, context.dialogue, GUIDED, {})
    return link(DIALOGUE)


def place(context: RequestContext, dialogue: Dialogue) -> Target:
    """Where an interrupted dialogue goes on: what would be different is still to be said, or else its question."""
    flow = context.flows.flow(dialogue.flow, dialogue.version)
    if flow is None or dialogue.bevestiging is not Bevestiging.GEWIJZIGD or "uitslag" not in dialogue.earlier:
        return link(DIALOGUE)
    same = only_taken_over(flow, dialogue.answers, dialogue.earlier, context.flows.gemeente.options)
    return link(EDIT) if same else link(DIALOGUE)


@RATES.handler
async def rates(context: RequestContext) -> Screen:
    """How often a hermeting in the past year confirmed everything: a reason to look, never a norm."""
    found = await context.unit.meetmomenten.confirmations(context.who, context.now - A_YEAR)
    blocks = [title(t("rates.title", "Hermetingen in het afgelopen jaar"))]
    blocks += [item(_rate(each)) for each in found]
    if not found:
        blocks.append(line(t("rates.none", "Er is in het afgelopen jaar nog niets opnieuw gemeten.")))
    blocks.append(hint(t("rates.why", "Veel ongewijzigd kan kloppen. Het is een reden om samen eens te kijken.")))
    back = link(TEAM, 0) if context.who.may(Right.SEE_TEAM) else link(CLIENTS, 0)
    return Screen(tuple(blocks), ((to(back), menu()),))


def _rate(found: Confirmations) -> Text:
    return t(
        "rates.row",
        "{label}: {unchanged} van {total} ongewijzigd ({percent} %)",
        label=found.label,
        unchanged=found.unchanged,
        total=found.total,
        percent=round(100 * found.unchanged / found.total),
    )


def _then(last: Meting) -> Text:
    params: dict[str, Param] = {"stand": str(last.stand), "day": last.datum}
    if last.stand.groei is Groei.PLUS:
        return t("hermeting.last_plus", "Vorige keer: {stand} op {day}, met groei verwacht", **params)
    return t("receipt.before", "Vorige keer: {stand} op {day}", **params)


def _taken(context: RequestContext, dialogue: Dialogue, flow: Flow) -> dict[str, str]:
    return confirmed(flow, dialogue.answers, dialogue.earlier, context.flows.gemeente.options)


def _drawn(context: RequestContext) -> bool:
    one_in = context.flows.gemeente.options.steekproef_een_op
    return one_in > 0 and context.app.ids.random.randrange(one_in) == 0
