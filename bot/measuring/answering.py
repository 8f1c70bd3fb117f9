"""Answering, going back and leaving: everything a dialogue can do short of recording."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import Turn
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


async def answer(turn: Turn, step_id: str, value: str) -> str:
    """Give or change the answer to a step that is open, on the card or already answered."""
    dialogue, flow = turn.dialogue, turn.flow
    step = None if flow is None else flow.by_id.get(step_id)
    if dialogue is None or flow is None or step is None or not _asked(flow, step, dialogue):
        turn.tell("stale")
        return NOW
    return await _take(turn, flow, step, accept(step, value, dialogue.answers, turn.today))


async def typed(turn: Turn, text: str, step_id: str | None = None) -> str:
    """Take what was typed as the answer to the step on screen."""
    dialogue, flow = turn.dialogue, turn.flow
    if dialogue is None or flow is None:
        turn.tell("unread")
        return turn.chat.route
    step = current(flow, dialogue.answers) if step_id is None else flow.by_id.get(step_id)
    if step is not None and step.id in ("P0", "positie") and (code := read_code(text)) is not None:
        return await _typed_code(turn, code)
    on_card = step is not None and step.card is not None and step_id is None
    if step is None or on_card or step.kind is Kind.OUTCOME or dialogue.repeats:
        turn.tell("unread")
        return turn.chat.route
    return await _take(turn, flow, step, read_typed(step, text, dialogue.answers, turn.today))


async def toggle(turn: Turn, step_id: str) -> str:
    """Flip ja and nee on the card; what was not filled in becomes ja."""
    dialogue, flow = turn.dialogue, turn.flow
    step = None if flow is None else flow.by_id.get(step_id)
    if dialogue is None or flow is None or step is None or not _flips(flow, step, dialogue.answers):
        turn.tell("stale")
        return NOW
    now = dialogue.answers.get(step_id) or proposal(step, dialogue.answers, dialogue.earlier)
    await turn.answer(given(flow, dialogue.answers, step_id, "nee" if now == "ja" else "ja"))
    return "card"


async def confirm(turn: Turn, card: str) -> str:
    """Accept the card as it is shown."""
    if turn.dialogue is not None and turn.flow is not None:
        dialogue = turn.dialogue
        await turn.answer(confirm_card(turn.flow, dialogue.answers, card, dialogue.earlier))
    return NOW


async def back(turn: Turn) -> str:
    """One screen back; at the first question, out of the dialogue, which stays open.

    Of a client who was never measured there is nothing to keep open yet: the dialogue ends.
    """
    dialogue, flow = turn.dialogue, turn.flow
    if dialogue is None or flow is None:
        return "home"
    answers = stepped_back(flow, dialogue.answers)
    if answers != dialogue.answers:
        await turn.answer(answers, "terug")
        return NOW
    if dialogue.flow == DIRECT and dialogue.corrigeert is None and not dialogue.repeats:
        await _switch(turn, dialogue, GUIDED, {})
        return NOW
    if await turn.unit.meetmomenten.history(dialogue.client):
        return await later(turn)
    await _end(turn, dialogue, "not_begun")
    return "new"


async def later(turn: Turn) -> str:
    """Leave the dialogue open and go to the menu."""
    if turn.dialogue is not None:
        turn.show(None)
        turn.tell("kept")
    return "home"


async def stop(turn: Turn) -> str:
    """End the dialogue without recording; its answers fall. Who was never measured can be taken off the list then."""
    if turn.dialogue is None:
        return "home"
    client = turn.dialogue.client
    return f"client/{client}" if await _end(turn, turn.dialogue, "stopped_new") else "home"


async def _end(turn: Turn, dialogue: Dialogue, notice: str) -> bool:
    """End a dialogue; says with ``notice`` that a new client stays in the caseload, and whether that is so."""
    await turn.stop(dialogue)
    turn.changed = True
    turn.show(None)
    stays = await turn.unit.clients.may_let_go(dialogue.client, turn.who, turn.today)
    turn.tell(f"{notice}:{dialogue.client}" if stays else "stopped")
    return stays


async def _take(turn: Turn, flow: Flow, step: Step, verdict: Verdict) -> str:
    if isinstance(verdict, Rejected):
        day = next(iter(verdict.params.values()), None)
        turn.tell(verdict.code if day is None else f"{verdict.code}:{day}")
        return turn.chat.route
    dialogue = turn.dialogue
    if dialogue is None:
        return NOW
    await turn.answer(given(flow, dialogue.answers, step.id, verdict.value))
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


async def direct(turn: Turn) -> str:
    """Leave the questions for direct entry."""
    if turn.dialogue is not None and turn.dialogue.flow == GUIDED and not turn.dialogue.repeats:
        await _switch(turn, turn.dialogue, DIRECT, {})
    return NOW


async def _typed_code(turn: Turn, code: Stand) -> str:
    """Take a code such as ``4+``; a trede written without + is one without growth."""
    offered = {choice.id for choice in turn.house.book.newest(DIRECT).by_id["positie"].choices}
    if turn.dialogue is None or str(code.positie) not in offered:
        turn.tell("not_offered")
        return NOW
    answers = {"positie": str(code.positie)}
    if code.positie in range(1, 6):
        answers["G1"] = "ja" if code.groei is Groei.PLUS else "nee"
    await _switch(turn, turn.dialogue, DIRECT, answers)
    return NOW


async def _switch(turn: Turn, dialogue: Dialogue, flow_id: str, answers: dict[str, str]) -> None:
    """Go on with another flow; only what was known beforehand comes along, and nothing of last time is confirmed."""
    flow = turn.house.book.newest(flow_id)
    facts = {name: value for name, value in dialogue.answers.items() if name in flow.facts}
    said = Bevestiging.GEWIJZIGD if dialogue.repeats else dialogue.bevestiging
    other = replace(dialogue, flow=flow.id, version=flow.version, bevestiging=said)
    await turn.replace(other, {**flow.given, **facts, **answers})
