"""Recording for good, and withdrawing by a new version."""

from __future__ import annotations

from dataclasses import replace

from bot.turn import Turn
from flows.dialogue import Dialogue, DialogueStatus
from flows.engine import current
from flows.hermeting import judged
from flows.meetmoment import REDENEN, Actie, Bevestiging, Meetmoment, Meting, Status, conclude
from flows.model import Flow


async def record(turn: Turn) -> str:
    """Register the meetmoment that the complete dialogue describes."""
    dialogue, flow = turn.dialogue, turn.flow
    if dialogue is None or flow is None or current(flow, dialogue.answers) is not None:
        turn.tell("stale")
        return "dialogue"
    await turn.unit.clients.hold(dialogue.client)
    meetmoment = await _meetmoment(turn, dialogue, flow)
    if meetmoment is None:
        return "same_day"
    await turn.unit.meetmomenten.register(meetmoment, turn.chat.taal, turn.today)
    finished = replace(dialogue, status=DialogueStatus.FINISHED, meetmoment=meetmoment.id)
    await turn.unit.dialogues.save(finished, turn.now)
    await turn.note(f"vastgelegd_{meetmoment.actie}", client=dialogue.client, bij=meetmoment.id)
    turn.changed = True
    turn.show(None)
    return f"receipt/{meetmoment.id}"


async def correct_same_day(turn: Turn) -> str:
    """Turn this dialogue into a correction of the meetmoment that already stands on its date."""
    dialogue, flow = turn.dialogue, turn.flow
    if dialogue is None or flow is None or current(flow, dialogue.answers) is not None:
        turn.tell("stale")
        return "dialogue"
    standing = await _same_day(turn, dialogue, _meting(turn, dialogue, flow))
    if standing is not None and standing.door == turn.who.id:
        await turn.unit.dialogues.becomes_correction(dialogue.id, standing.id, "nieuwe_informatie")
        turn.show(replace(dialogue, corrigeert=standing.id, reden="nieuwe_informatie"))
        turn.changed = True
    return await record(turn)


async def withdraw(turn: Turn, meetmoment_id: str, reden: str) -> str:
    """Withdraw a meetmoment: a new version that no longer counts."""
    found = await turn.meetmoment(meetmoment_id)
    if found is None:
        turn.tell("unknown_code")
        return "clients/0"
    if found.actie is Actie.INTREKKING or reden not in REDENEN:
        return f"moment/{meetmoment_id}"
    await turn.unit.clients.hold(found.client)
    version = replace(
        found,
        versie=found.versie + 1,
        door=turn.who.id,
        geregistreerd=turn.now,
        actie=Actie.INTREKKING,
        reden=reden,
    )
    await turn.unit.meetmomenten.register(version, turn.chat.taal, turn.today)
    await turn.note("vastgelegd_intrekking", client=found.client, bij=found.id)
    turn.tell("withdrawn")
    return f"moment/{meetmoment_id}"


async def _meetmoment(turn: Turn, dialogue: Dialogue, flow: Flow) -> Meetmoment | None:
    """The version to register; none when another meetmoment stands in its way on this day."""
    meting = _meting(turn, dialogue, flow)
    standing = await _same_day(turn, dialogue, meting)
    new = Meetmoment(
        id=turn.house.world.new_id(),
        versie=1,
        client=dialogue.client,
        meting=meting,
        door=turn.who.id,
        geregistreerd=turn.now,
        bevestiging=_bevestiging(dialogue, flow),
        steekproef=dialogue.steekproef,
    )
    if dialogue.corrigeert is not None:
        before = await turn.unit.meetmomenten.get(dialogue.corrigeert)
        if before is not None:
            if standing is not None and standing.id != before.id:
                return None
            return replace(new, id=before.id, versie=before.versie + 1, actie=Actie.CORRECTIE, reden=dialogue.reden)
    if standing is None:
        return new
    return None if standing.door == turn.who.id else replace(new, status=Status.CONCEPT)


def _bevestiging(dialogue: Dialogue, flow: Flow) -> Bevestiging | None:
    if dialogue.bevestiging is None:
        return None
    return judged(flow, dialogue.answers, dialogue.earlier, dialogue.bevestiging)


def _meting(turn: Turn, dialogue: Dialogue, flow: Flow) -> Meting:
    return conclude(flow, dialogue.answers, turn.today, turn.house.book.gemeente.options)


async def _same_day(turn: Turn, dialogue: Dialogue, meting: Meting) -> Meetmoment | None:
    return await turn.unit.meetmomenten.counting_on(dialogue.client, meting.datum)
