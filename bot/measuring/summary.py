"""Everything that will be recorded on one screen, where each answer can still be changed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Screen, Style, Target, t
from bot.measuring.elements import caution_block, heading, log_of, shown, ways_out
from bot.measuring.routes import ASK, DIALOGUE, EDIT, KENMERKEN, RECORD
from bot.placements import derived
from bot.ui import wording
from bot.ui.facts import fact, kenmerken
from bot.ui.widgets import column, item, strong, to
from flows.conditions import holds
from flows.dialogue import Dialogue
from flows.engine import applicable, reachable, settled
from flows.model import Flow, Kind
from flows.planning import next_termijn
from flows.values import observed, planned

_NAMED = ("reden_uit_beeld", "G1", "G2")


async def summary(context: RequestContext, flow: Flow, dialogue: Dialogue) -> Screen:
    """Everything that will be recorded, with what deserves a second look."""
    answers = settled(flow, dialogue.answers)
    datum = observed(answers, context.today)
    blocks = [
        Block(Style.QUESTION, t("summary.title", "Klopt dit zo?")),
        heading(context),
        # Above the facts: what stands at the bottom is hidden by a button that keeps in sight.
        *(caution_block(each) for each in flow.cautions if holds(each.when, dialogue.answers)),
        *await derived.missing(context, flow, dialogue),
        *_position(context, flow, dialogue),
        *await derived.facts(context, flow, dialogue),
        *kenmerken(flow, answers, context.today, derived=False, changes=link(KENMERKEN)),
        item(t("summary.datum", "Datum van de meting: {day}", day=datum), _asked(flow, dialogue, Kind.DATE)),
    ]
    plan = planned(answers, context.today)
    termijn = next_termijn(datum, int(answers["uitslag"]), context.flows.gemeente.options, plan)
    if plan is not None and termijn is not None:
        plans = _asked(flow, dialogue, Kind.PLAN)
        blocks.append(item(t("client.next", "Volgende meting: {day}", day=termijn.gepland), plans))
        blocks.append(item(t("summary.last", "Uiterste datum: {day}", day=termijn.uiterste)))
    record = Button(t("btn.record", "Vastleggen"), link(RECORD), Look.PRIMARY)
    change = Button(t("btn.change", "Iets wijzigen"), link(EDIT))
    rows = ((record,), (change,), ways_out())
    return Screen(tuple(blocks), rows, log=log_of(context, flow, dialogue))


def changes(context: RequestContext, flow: Flow, dialogue: Dialogue) -> Screen:
    """Every answer of the summary, each a button to change it; what is to be asked first has none yet."""
    buttons: list[Button] = []
    card = link(KENMERKEN)
    answers = dialogue.answers
    for step in (each for each in applicable(flow, answers) if reachable(flow, each, answers)):
        if step.card is None and step.kind is not Kind.OUTCOME:
            said = shown(context, dialogue, step)
            text = t("summary.row", "{label}: {value}", label=wording.label(step), value=said)
            buttons.append(Button(text, link(ASK, step.id)))
        elif step.card and not any(button.route == card for button in buttons):
            buttons.append(Button(t("btn.card", "Klantkenmerken"), card))
    blocks = (Block(Style.QUESTION, t("edit.title", "Wat wilt u wijzigen?")), heading(context))
    return Screen(blocks, (*column(buttons), *derived.ways(flow, dialogue), (to(link(DIALOGUE)),)))


def _position(context: RequestContext, flow: Flow, dialogue: Dialogue) -> Iterator[Block]:
    answers = settled(flow, dialogue.answers)
    yield strong(wording.named(context.flows, answers["uitslag"]))
    named = (step for step in flow.steps if step.id in _NAMED or step.afresh)
    yield from (fact(step, answers[step.id], context.today, link(ASK, step.id)) for step in named if step.id in answers)


def _asked(flow: Flow, dialogue: Dialogue, kind: Kind) -> Target | None:
    """Where the question of a kind that this dialogue asks is answered again."""
    found = (step for step in applicable(flow, dialogue.answers) if step.kind is kind and step.card is None)
    return next((link(ASK, step.id) for step in found), None)
