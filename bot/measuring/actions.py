"""Answering, typing, going back, pausing and stopping: everything a dialogue can do short of recording."""

from __future__ import annotations

from dataclasses import replace

from bot.clients.routes import CLIENT_CARD
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Target
from bot.home.routes import HOME, NEW
from bot.measuring.routes import (
    ANSWER,
    ASK,
    ASK_STOP,
    BACK,
    CONFIRM,
    DIALOGUE,
    DIRECT,
    HELP,
    KENMERKEN,
    LATER,
    RULES,
    STOP,
    TOGGLE,
    WHY,
)
from flows.conditions import Answers, holds
from flows.dialogue import Dialogue
from flows.engine import answer as given
from flows.engine import back as stepped_back
from flows.engine import confirm_card, current, proposal, reachable
from flows.given import asked_after_all
from flows.ladder import Groei, Stand, read_code
from flows.meetmoment import Bevestiging
from flows.model import Flow, Kind, Step
from flows.values import Rejected, Verdict, accept, read_typed

GUIDED = "stroomschema"
BY_CODE = "direct"
_NOW = link(DIALOGUE)
# What can be typed on every screen of a dialogue, beside the labels of its buttons.
_WORDS = {
    link(BACK): link(BACK),
    "pauze": link(LATER),
    link(HELP): link(HELP),
    "?": link(HELP),
    link(STOP): link(ASK_STOP),
    "stoppen": link(ASK_STOP),
}


@ANSWER.handler
async def answer(context: RequestContext, step_id: str, value: str) -> Target:
    """Give or change the answer to a step that is open, on the card or already answered."""
    dialogue, flow = context.dialogue, context.flow
    step = None if flow is None else flow.by_id.get(step_id)
    if dialogue is None or flow is None or step is None or not _asked(flow, step, dialogue):
        context.tell("stale")
        return _NOW
    return await _take(context, flow, step, accept(step, value, dialogue.answers, context.today))


@DIALOGUE.typed
@HELP.typed
@WHY.typed
async def typed(context: RequestContext, said: str) -> Target | None:
    """Take what was typed as the answer to the open question, or as one of the words that always work."""
    if context.dialogue is None:
        return None
    if (wanted := _WORDS.get(said.casefold())) is not None:
        return wanted
    return await _typed(context, said, None)


@ASK.typed
async def typed_for(context: RequestContext, said: str, step_id: str) -> Target | None:
    """Take what was typed as the answer to the question that is asked again."""
    return None if context.dialogue is None else await _typed(context, said, step_id)


@RULES.typed
async def typed_at_rules(context: RequestContext, said: str, step_id: str, page: int) -> Target | None:
    """Take what was typed as the answer to the question whose rules are shown; ``page`` shows some of them."""
    return await typed_for(context, said, step_id)


async def _typed(context: RequestContext, said: str, step_id: str | None) -> Target:
    dialogue, flow = context.dialogue, context.flow
    if dialogue is None or flow is None:
        context.tell("unread")
        return context.here
    step = current(flow, dialogue.answers) if step_id is None else flow.by_id.get(step_id)
    if step is not None and step.id in ("P0", "positie") and (code := read_code(said)) is not None:
        return await _typed_code(context, code)
    on_card = step is not None and step.card is not None and step_id is None
    if step is None or on_card or step.kind is Kind.OUTCOME or dialogue.repeats:
        context.tell("unread")
        return context.here
    return await _take(context, flow, step, read_typed(step, said, dialogue.answers, context.today))


@TOGGLE.handler
async def toggle(context: RequestContext, step_id: str) -> Target:
    """Flip ja and nee on the card; what was not filled in becomes ja."""
    dialogue, flow = context.dialogue, context.flow
    step = None if flow is None else flow.by_id.get(step_id)
    if dialogue is None or flow is None or step is None or not _flips(flow, step, dialogue.answers):
        context.tell("stale")
        return _NOW
    now = dialogue.answers.get(step_id) or proposal(step, dialogue.answers, dialogue.earlier)
    await context.answer(given(flow, dialogue.answers, step_id, "nee" if now == "ja" else "ja"))
    return link(KENMERKEN)


@CONFIRM.handler
async def confirm(context: RequestContext, card: str) -> Target:
    """Accept the card as it is shown."""
    if context.dialogue is not None and context.flow is not None:
        dialogue = context.dialogue
        await context.answer(confirm_card(context.flow, dialogue.answers, card, dialogue.earlier))
    return _NOW


@BACK.handler
async def back(context: RequestContext) -> Target:
    """One screen back; at the first question, out of the dialogue, which stays open.

    For a client who was never measured there is nothing to keep yet, so the dialogue ends.
    """
    dialogue, flow = context.dialogue, context.flow
    if dialogue is None or flow is None:
        return link(HOME)
    answers = stepped_back(flow, dialogue.answers)
    if answers != dialogue.answers:
        await context.answer(answers, "terug")
        return _NOW
    if dialogue.flow == BY_CODE and dialogue.corrigeert is None and not dialogue.repeats:
        await switch(context, dialogue, GUIDED, {})
        return _NOW
    if await context.unit.meetmomenten.history(dialogue.client):
        return await later(context)
    await _end(context, dialogue, "not_begun")
    return link(NEW)


@LATER.handler
async def later(context: RequestContext) -> Target:
    """Keep the dialogue for later and go to the menu."""
    if context.dialogue is not None:
        context.show(None)
        context.tell("kept")
    return link(HOME)


@STOP.handler
async def stop(context: RequestContext) -> Target:
    """End the dialogue without recording; its answers fall.

    A client who was never measured can then be taken off the list.
    """
    if context.dialogue is None:
        return link(HOME)
    client = context.dialogue.client
    return link(CLIENT_CARD, client) if await _end(context, context.dialogue, "stopped_new") else link(HOME)


async def _end(context: RequestContext, dialogue: Dialogue, notice: str) -> bool:
    """End a dialogue; says with ``notice`` that a new client stays in the caseload, and whether that is so."""
    await context.stop(dialogue)
    context.changed = True
    context.show(None)
    stays = await context.unit.clients.may_let_go(dialogue.client, context.who, context.today)
    context.tell(f"{notice}:{dialogue.client}" if stays else "stopped")
    return stays


async def _take(context: RequestContext, flow: Flow, step: Step, verdict: Verdict) -> Target:
    if isinstance(verdict, Rejected):
        day = next(iter(verdict.params.values()), None)
        context.tell(verdict.code if day is None else f"{verdict.code}:{day}")
        return context.here
    dialogue = context.dialogue
    if dialogue is None:
        return _NOW
    await context.answer(asked_after_all(given(flow, dialogue.answers, step.id, verdict.value), step.id))
    return _NOW if step.card is None else link(KENMERKEN)


def _asked(flow: Flow, step: Step, dialogue: Dialogue) -> bool:
    """Last time's answers are confirmed as a whole before any one of them is given again."""
    return not dialogue.repeats and reachable(flow, step, dialogue.answers)


def _flips(flow: Flow, step: Step, answers: Answers) -> bool:
    """Whether this is a ja or nee on the card that is on screen."""
    both = {choice.id for choice in step.choices} == {"ja", "nee"}
    return both and step.card is not None and holds(step.when, answers) and reachable(flow, step, answers)


@DIRECT.handler
async def direct(context: RequestContext) -> Target:
    """Go over from the questions to direct entry."""
    if context.dialogue is not None and context.dialogue.flow == GUIDED and not context.dialogue.repeats:
        await switch(context, context.dialogue, BY_CODE, {})
    return _NOW


async def _typed_code(context: RequestContext, code: Stand) -> Target:
    """Take a code such as ``4+``; a trede written without + is one without growth."""
    offered = {choice.id for choice in context.flows.newest(BY_CODE).by_id["positie"].choices}
    if context.dialogue is None or str(code.positie) not in offered:
        context.tell("not_offered")
        return _NOW
    answers = {"positie": str(code.positie)}
    if code.positie in range(1, 6):
        answers["G1"] = "ja" if code.groei is Groei.PLUS else "nee"
    await switch(context, context.dialogue, BY_CODE, answers)
    return _NOW


async def switch(context: RequestContext, dialogue: Dialogue, flow_id: str, answers: dict[str, str]) -> None:
    """Go on with another flow; only what was known beforehand comes along, and nothing of last time is confirmed."""
    flow = context.flows.newest(flow_id)
    facts = {name: value for name, value in dialogue.answers.items() if name in flow.facts}
    said = Bevestiging.GEWIJZIGD if dialogue.repeats else dialogue.bevestiging
    other = replace(dialogue, flow=flow.id, version=flow.version, bevestiging=said)
    await context.replace(other, {**flow.given, **facts, **answers})
