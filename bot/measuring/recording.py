"""Recording for good, and withdrawing by a new version."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import Turn
from flows.checking import needs_check
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
    if meetmoment.status is Status.CONCEPT:
        await _raise_difference(turn, meetmoment)
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
    version = replace(version, status=await _status_of_withdrawal(turn, version))
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
        # What was withdrawn meanwhile cannot be corrected; it is measured anew.
        if before is not None and before.actie is not Actie.INTREKKING:
            if standing is not None and standing.id != before.id:
                return None
            new = replace(new, id=before.id, versie=before.versie + 1, actie=Actie.CORRECTIE, reden=dialogue.reden)
            return replace(new, status=await _status(turn, new))
    if standing is None:
        return replace(new, status=await _status(turn, new))
    return None if standing.door == turn.who.id else replace(new, status=Status.CONCEPT)


async def _status(turn: Turn, version: Meetmoment) -> Status:
    """Whether a version counts at once or waits for a second pair of eyes."""
    last = await turn.unit.meetmomenten.last(version.client)
    before = None if last is None else last.meting.stand
    checked = needs_check(turn.house.book.gemeente.options.vier_ogen, turn.who.rol, version, before)
    return Status.TE_CONTROLEREN if checked else Status.DEFINITIEF


async def _status_of_withdrawal(turn: Turn, version: Meetmoment) -> Status:
    """What never counted is withdrawn without a check."""
    if version.status is Status.CONCEPT:
        return Status.CONCEPT
    history = await turn.unit.meetmomenten.history(version.client)
    counted = any(each.id == version.id and each.status is Status.DEFINITIEF for each in history)
    return await _status(turn, version) if counted else Status.DEFINITIEF


async def _raise_difference(turn: Turn, concept: Meetmoment) -> None:
    """Let both colleagues know that they see one client differently."""
    standing = await turn.unit.controles.standing(concept.client, concept.meting.datum)
    for door in {concept.door} | ({standing.door} if standing is not None else set()):
        await turn.unit.berichten.post(
            f"verschil:{concept.id}:{door}",
            door,
            "verschil",
            {"meetmoment": concept.id},
            vanaf=turn.now,
            at=turn.now,
        )


def _bevestiging(dialogue: Dialogue, flow: Flow) -> Bevestiging | None:
    if dialogue.bevestiging is None:
        return None
    return judged(flow, dialogue.answers, dialogue.earlier, dialogue.bevestiging)


def _meting(turn: Turn, dialogue: Dialogue, flow: Flow) -> Meting:
    return conclude(flow, dialogue.answers, turn.today, turn.house.book.gemeente.options)


async def _same_day(turn: Turn, dialogue: Dialogue, meting: Meting) -> Meetmoment | None:
    return await turn.unit.controles.standing(dialogue.client, meting.datum)
