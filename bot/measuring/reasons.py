"""The outcome with its reason, why it is this trede, and what would make it another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import reduce

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Param, Screen, Style, Text, t
from bot.measuring.elements import log_of, progress_of, ways_out
from bot.measuring.routes import ANSWER, DIALOGUE, WHY
from bot.ui import wording
from bot.ui.facts import next_step
from bot.ui.widgets import hint, item, line, strong, to
from flows.conditions import Answers
from flows.dialogue import Dialogue
from flows.engine import outcome
from flows.explain import Flip, Reason, nearest_flips, reasons
from flows.ladder import NIET_INGEDEELD
from flows.model import Flow, Step


def decided(context: RequestContext, flow: Flow, dialogue: Dialogue, step: Step) -> Screen:
    """The position these answers give, for the professional to confirm."""
    reached = outcome(flow, {**flow.given, **dialogue.answers})
    positie = reached.id if reached is not None else ""
    flows = context.flows
    blocks = [
        Block(Style.QUESTION, wording.named(flows, positie)),
        line(wording.definition(flows.positions[positie])),
    ]
    explained = list(held(flow, dialogue.answers, context.today))
    if explained:
        blocks += [line(t("decided.because", "Want volgens uw antwoorden:")), *map(item, explained)]
    blocks += next_step(flows, int(positie or NIET_INGEDEELD))
    right = Button(t("btn.correct", "Klopt"), link(ANSWER, step.id, positie), Look.PRIMARY)
    why = ((Button(t("btn.why", "Waarom deze trede?"), link(WHY), Look.QUIET),),) if explained else ()
    log, progress = log_of(context, flow, dialogue), progress_of(flow, dialogue)
    return Screen(tuple(blocks), ((right,), *why, ways_out()), log=log, progress=progress)


def held(flow: Flow, answers: Answers, today: date) -> Iterator[Text]:
    """What is so for somebody on the position that these answers give; nothing when one answer names the position."""
    reached = outcome(flow, {**flow.given, **answers})
    found = [each for each in reasons(flow, answers) if reached is not None and each.outcome == reached.id]
    if len(found) > 1:
        yield from (wording.meaning(flow.by_id[each.step], each.given, today) for each in found)


def why(context: RequestContext, flow: Flow, dialogue: Dialogue) -> Screen | None:
    """The nearest other trede, then every condition with the answer that decided it; none when there are no more."""
    if not any(held(flow, dialogue.answers, context.today)):
        return None
    blocks = [Block(Style.QUESTION, t("why.title", "Waarom deze trede?"))]
    flips = nearest_flips(flow, dialogue.answers)
    if flips:
        blocks.append(line(t("why.flips", "Een andere trede wordt het bij één ander antwoord:")))
        blocks += [item(_flip(flow, each, context)) for each in flips]
    blocks.append(
        hint(t("why.order", "Van boven naar beneden geldt de eerste trede die past. Uw antwoord staat erachter."))
    )
    heading = ""
    for reason in reasons(flow, dialogue.answers):
        if reason.outcome != heading:
            heading = reason.outcome
            blocks.append(strong(wording.named(context.flows, heading)))
        blocks.append(item(_reason(flow, reason, context)))
    return Screen(tuple(blocks), ((to(link(DIALOGUE)),),))


def _flip(flow: Flow, flip: Flip, context: RequestContext) -> Text:
    step = flow.by_id[flip.step]
    names = [wording.named(context.flows, each) for each in flip.outcomes]
    outcomes = reduce(lambda first, second: t("why.or", "{first} of {second}", first=first, second=second), names)
    value = wording.answered(step, flip.choice, context.today)
    return t("why.flip", "{label}: {value} → {outcomes}", label=wording.label(step), value=value, outcomes=outcomes)


def _reason(flow: Flow, reason: Reason, context: RequestContext) -> Text:
    step = flow.by_id[reason.step]
    params: dict[str, Param] = {
        "what": wording.meaning(step, reason.wanted[0], context.today),
        "value": wording.answered(step, reason.given, context.today),
    }
    if reason.holds:
        return t("why.yes", "✓ voldoet – {what} ({value})", **params)
    return t("why.no", "✗ voldoet niet – {what} ({value})", **params)
