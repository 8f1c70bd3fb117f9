"""Beginning, resuming and correcting: how a dialogue gets on the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.clients.codes import new_code
from bot.conversation.context import Turn
from bot.measuring.answering import GUIDED
from bot.runtime.clock import AMSTERDAM
from flows.dialogue import Dialogue, DialogueStatus
from flows.hermeting import last_answers, to_confirm
from flows.meetmoment import REDENEN, Actie, Meetmoment, answers_of
from flows.model import Flow

LONG_AGO = timedelta(days=14)


async def start(turn: Turn, code: str) -> str:
    """Measure a client; an interrupted measurement of the same client is taken up again."""
    if await turn.unit.clients.get(code, turn.who, turn.today) is None:
        turn.tell("no_access")
        return "clients/0"
    waiting = await _interrupted(turn, code)
    return _take_up(turn, waiting[0]) if waiting else await _begin(turn, code)


async def restart(turn: Turn, code: str) -> str:
    """Drop the interrupted measurement of this client and begin anew."""
    for waiting in await _interrupted(turn, code):
        await turn.stop(waiting)
    turn.changed = True
    return await start(turn, code)


async def resume(turn: Turn, dialogue_id: str) -> str:
    """Take an interrupted measurement up again, on this device."""
    found = await turn.unit.dialogues.get(dialogue_id, turn.who.id)
    if found is None or found.status is not DialogueStatus.OPEN:
        turn.tell("closed")
        return "home"
    if await turn.unit.clients.get(found.client, turn.who, turn.today) is None:
        turn.tell("no_access")
        return "home"
    return _take_up(turn, found)


async def create(turn: Turn, gemeentecode: str | None = None) -> str:
    """Make a code for a new client and begin; with several gemeenten, ask first which one."""
    gemeente = turn.house.book.gemeente
    if gemeentecode is None and len(gemeente.codes) > 1:
        return "where"
    chosen = gemeentecode or gemeente.codes[0]
    if chosen not in gemeente.codes:
        return "where"
    code = new_code(gemeente.prefix, turn.house.world.dice)
    while not await turn.unit.clients.add(code, chosen, turn.who, turn.today, turn.now):
        code = new_code(gemeente.prefix, turn.house.world.dice)
    await turn.note("nieuwe_client", client=code)
    route = await _begin(turn, code)
    turn.tell(f"new_client:{code}")
    return route


async def let_go(turn: Turn, code: str) -> str:
    """Take a client who was never measured off the list; the code is never used again."""
    await turn.unit.clients.hold(code)
    if not await turn.unit.clients.let_go(code, turn.who, turn.today):
        turn.tell("measured_now")
        return f"client/{code}"
    await turn.note("uit_lijst", client=code)
    turn.tell("let_go")
    return "clients/0"


async def correct(turn: Turn, meetmoment_id: str, reden: str) -> str:
    """Open a registered meetmoment for a new version, with all its answers filled in.

    An interrupted correction of it is taken up again, unless it was begun with an older flow.
    """
    found = await turn.meetmoment(meetmoment_id)
    if found is None:
        turn.tell("unknown_code")
        return "clients/0"
    if reden not in REDENEN or found.actie is Actie.INTREKKING:
        return f"moment/{meetmoment_id}"
    for waiting in await _interrupted(turn, found.client, corrects=found.id):
        if turn.house.book.flow(waiting.flow, waiting.version) is not None:
            await turn.unit.dialogues.becomes_correction(waiting.id, found.id, reden)
            return _take_up(turn, replace(waiting, reden=reden))
        await turn.stop(waiting)
        turn.changed = True
    flow_id, answers = answers_of(found.meting)
    flow = turn.house.book.newest(flow_id)
    known = {**found.meting.kenmerken, **found.meting.lokaal}
    await _open(turn, found.client, flow, {**flow.given, **answers}, known, corrects=found, reden=reden)
    return "dialogue"


async def _interrupted(turn: Turn, code: str, corrects: str | None = None) -> list[Dialogue]:
    """The own open measurements of a client or, with ``corrects``, the corrections of that meetmoment; newest first."""
    waiting = await turn.unit.dialogues.open_of(turn.who.id, code)
    return [each for each in waiting if each.corrigeert == corrects]


async def _begin(turn: Turn, code: str) -> str:
    """Open a dialogue: with the answers of an earlier day to confirm, or from the start.

    Who measures on the same day as a colleague gives a view of his own.
    """
    last = await turn.unit.meetmomenten.last(code)
    flow_id = GUIDED
    earlier: dict[str, str] = {}
    if last is not None and last.meting.stand.on_ladder and last.meting.datum < turn.today:
        flow_id, earlier = last_answers(last.meting)
    elif last is not None:
        earlier = {**last.meting.kenmerken, **last.meting.lokaal}
    flow = turn.house.book.newest(flow_id)
    answers = dict(flow.given)
    if "uitslag" in earlier:
        earlier = to_confirm(flow, {**answers, **earlier})
    if last is not None and last.meting.stand.on_ladder:
        answers["vorige_trede"] = str(last.meting.stand.positie)
    if last is not None and last.meting.datum == turn.today and last.door == turn.who.id:
        turn.tell("measured_today")
    await _open(turn, code, flow, answers, earlier)
    return "dialogue"


async def _open(
    turn: Turn,
    code: str,
    flow: Flow,
    answers: dict[str, str],
    earlier: dict[str, str],
    *,
    corrects: Meetmoment | None = None,
    reden: str | None = None,
) -> None:
    dialogue = Dialogue(
        id=turn.house.world.new_id(),
        functionaris=turn.who.id,
        client=code,
        flow=flow.id,
        version=flow.version,
        answers=answers,
        earlier=earlier,
        corrigeert=None if corrects is None else corrects.id,
        reden=reden,
        gewijzigd=turn.now,
    )
    await turn.unit.dialogues.open(dialogue, turn.now)
    await turn.note("begonnen", client=code, bij=dialogue.id)
    turn.show(dialogue)
    turn.chat = replace(turn.chat, fresh=True)


def _take_up(turn: Turn, dialogue: Dialogue) -> str:
    turn.show(dialogue)
    since = dialogue.gewijzigd
    if since is not None and turn.now - since > LONG_AGO:
        turn.tell(f"long_ago:{since.astimezone(AMSTERDAM).date().isoformat()}")
    else:
        turn.tell("resumed")
    return "dialogue"
