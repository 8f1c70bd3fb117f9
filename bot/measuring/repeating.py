"""A hermeting: last time's answers still hold, some are different, or everything is asked again."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import Turn
from flows.dialogue import Dialogue
from flows.hermeting import confirmed, deciding
from flows.meetmoment import Bevestiging
from flows.model import Flow


async def unchanged(turn: Turn) -> str:
    """Take last time's answers over; now and then the question that decided the trede is asked afresh."""
    if turn.dialogue is None or turn.flow is None or not turn.dialogue.repeats:
        turn.tell("stale")
        return "dialogue"
    dialogue, answers = turn.dialogue, _taken(turn, turn.dialogue, turn.flow)
    sample = deciding(turn.flow, answers) if _drawn(turn) else None
    if sample is not None:
        del answers[sample]
    await turn.replace(replace(dialogue, bevestiging=Bevestiging.ONGEWIJZIGD, steekproef=sample), answers, "bevestigd")
    return "dialogue"


async def different(turn: Turn) -> str:
    """Take last time's answers over, to change some of them."""
    if turn.dialogue is None or turn.flow is None or not turn.dialogue.repeats:
        turn.tell("stale")
        return "dialogue"
    answers = _taken(turn, turn.dialogue, turn.flow)
    await turn.replace(replace(turn.dialogue, bevestiging=Bevestiging.GEWIJZIGD), answers)
    return "edit"


async def afresh(turn: Turn) -> str:
    """Ask everything again; the kenmerken of last time stay as a proposal."""
    if turn.dialogue is not None and turn.dialogue.repeats:
        await turn.replace(replace(turn.dialogue, bevestiging=Bevestiging.GEWIJZIGD), dict(turn.dialogue.answers))
    return "dialogue"


def _taken(turn: Turn, dialogue: Dialogue, flow: Flow) -> dict[str, str]:
    return confirmed(flow, dialogue.answers, dialogue.earlier, turn.house.book.gemeente.options)


def _drawn(turn: Turn) -> bool:
    one_in = turn.house.book.gemeente.options.steekproef_een_op
    return one_in > 0 and turn.house.world.dice.randrange(one_in) == 0
