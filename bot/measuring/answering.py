"""Answering, going back and leaving: everything a dialogue can do short of recording."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import RequestContext
from flows.conditions import Answers, holds
from flows.dialogue import Dialogue
from flows.engine import answer as given
from flows.engine import back as stepped_back
from flows.engine import confirm_card, current, proposal
from flows.ladder import Groei, Stand, read_code
from flows.meetmoment import Bevestiging
from flows.model import Flow, Kind, Step
from flows.values import Rejected, Verdict, accept, read_typed

NOW = "dialogue"
GUIDED = "stroomschema"
DIRECT = "direct"


async def answer(context: RequestContext, step_id: str, value: str) -> str:
    """Give or change the answer to a step that is open, on the card or already answered."""
    dialogue, flow = context.dialogue, context.flow
    step = None if flow is None else flow.by_id.get(step_id)
    if dialogue is None or flow is None or step is None or not _asked(flow, step, dialogue):
        context.tell("stale")
        return NOW
    return await _take(context, flow, step, accept(step, value, dialogue.answers, context.today))


async def typed(context: RequestContext, text: str, step_id: str | None = None) -> str:
    """Take what was typed as the answer to the step on screen."""
    dialogue, flow = context.dialogue, context.flow
    if dialogue is None or flow is None:
        context.tell("unread")
        return context.chat.route
    step = current(flow, dialogue.answers) if step_id is None else flow.by_id.get(step_id)
    if step is not None and step.id in ("P0", "positie") and (code := read_code(text)) is not None:
        return await _typed_code(context, code)
    on_card = step is not None and step.card is not None and step_id is None
    if step is None or on_card or step.kind is Kind.OUTCOME or dialogue.repeats:
        context.tell("unread")
        return context.chat.route
    return await _take(context, flow, step, read_typed(step, text, dialogue.answers, context.today))


async def toggle(context: RequestContext, step_id: str) -> str:
    """Flip ja and nee on the card; what was not filled in becomes ja."""
    dialogue, flow = context.dialogue, context.flow
    step = None if flow is None else flow.by_id.get(step_id)
    if dialogue is None or flow is None or step is None or not _flips(flow, step, dialogue.answers):
        context.tell("stale")
        return NOW
    now = dialogue.answers.get(step_id) or proposal(step, dialogue.answers, dialogue.earlier)
    await context.answer(given(flow, dialogue.answers, step_id, "nee" if now == "ja" else "ja"))
    return "card"


async def confirm(context: RequestContext, card: str) -> str:
    """Accept the card as it is shown."""
    if context.dialogue is not None and context.flow is not None:
        dialogue = context.dialogue
        await context.answer(confirm_card(context.flow, dialogue.answers, card, dialogue.earlier))
    return NOW


async def back(context: RequestContext) -> str:
    """One screen back; at the first question, out of the dialogue, which stays open.

    Of a client who was never measured there is nothing to keep open yet: the dialogue ends.
    """
    dialogue, flow = context.dialogue, context.flow
    if dialogue is None or flow is None:
        return "home"
    answers = stepped_back(flow, dialogue.answers)
    if answers != dialogue.answers:
        await context.answer(answers, "terug")
        return NOW
    if dialogue.flow == DIRECT and dialogue.corrigeert is None and not dialogue.repeats:
        await _switch(context, dialogue, GUIDED, {})
        return NOW
    if await context.unit.meetmomenten.history(dialogue.client):
        return await later(context)
    await _end(context, dialogue, "not_begun")
    return "new"


async def later(context: RequestContext) -> str:
    """Leave the dialogue open and go to the menu."""
    if context.dialogue is not None:
        context.show(None)
        context.tell("kept")
    return "home"


async def stop(context: RequestContext) -> str:
    """End the dialogue without recording; its answers fall. Who was never measured can be taken off the list then."""
    if context.dialogue is None:
        return "home"
    client = context.dialogue.client
    return f"client/{client}" if await _end(context, context.dialogue, "stopped_new") else "home"


async def _end(context: RequestContext, dialogue: Dialogue, notice: str) -> bool:
    """End a dialogue; says with ``notice`` that a new client stays in the caseload, and whether that is so."""
    await context.stop(dialogue)
    context.changed = True
    context.show(None)
    stays = await context.unit.clients.may_let_go(dialogue.client, context.who, context.today)
    context.tell(f"{notice}:{dialogue.client}" if stays else "stopped")
    return stays


async def _take(context: RequestContext, flow: Flow, step: Step, verdict: Verdict) -> str:
    if isinstance(verdict, Rejected):
        day = next(iter(verdict.params.values()), None)
        context.tell(verdict.code if day is None else f"{verdict.code}:{day}")
        return context.chat.route
    dialogue = context.dialogue
    if dialogue is None:
        return NOW
    await context.answer(given(flow, dialogue.answers, step.id, verdict.value))
    return NOW if step.card is None else "card"


def _asked(flow: Flow, step: Step, dialogue: Dialogue) -> bool:
    """Last time's answers are confirmed as a whole before any one of them is given again."""
    return not dialogue.repeats and _reachable(flow, step, dialogue.answers)


def _flips(flow: Flow, step: Step, answers: Answers) -> bool:
    """Whether this is a ja or nee on the card that is on screen."""
    both = {choice.id for choice in step.choices} == {"ja", "nee"}
    return both and step.card is not None and holds(step.when, answers) and _reachable(flow, step, answers)


def _reachable(flow: Flow, step: Step, answers: Answers) -> bool:
    """A step may be answered when it is on screen now, was answered before, or is never asked."""
    if step.id in answers or step.silent:
        return True
    here = current(flow, answers)
    return here is not None and (here.id == step.id or (here.card is not None and here.card == step.card))


async def direct(context: RequestContext) -> str:
    """Leave the questions for direct entry."""
    if context.dialogue is not None and context.dialogue.flow == GUIDED and not context.dialogue.repeats:
        await _switch(context, context.dialogue, DIRECT, {})
    return NOW


async def _typed_code(context: RequestContext, code: Stand) -> str:
    """Take a code such as ``4+``; a trede written without + is one without growth."""
    offered = {choice.id for choice in context.flows.newest(DIRECT).by_id["positie"].choices}
    if context.dialogue is None or str(code.positie) not in offered:
        context.tell("not_offered")
        return NOW
    answers = {"positie": str(code.positie)}
    if code.positie in range(1, 6):
        answers["G1"] = "ja" if code.groei is Groei.PLUS else "nee"
    await _switch(context, context.dialogue, DIRECT, answers)
    return NOW


async def _switch(context: RequestContext, dialogue: Dialogue, flow_id: str, answers: dict[str, str]) -> None:
    """Go on with another flow; only what was known beforehand comes along, and nothing of last time is confirmed."""
    flow = context.flows.newest(flow_id)
    facts = {name: value for name, value in dialogue.answers.items() if name in flow.facts}
    said = Bevestiging.GEWIJZIGD if dialogue.repeats else dialogue.bevestiging
    other = replace(dialogue, flow=flow.id, version=flow.version, bevestiging=said)
    await context.replace(other, {**flow.given, **facts, **answers})
