"""Beginning, resuming and correcting: how a dialogue gets on the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.clients.codes import new_code
from bot.conversation.context import RequestContext
from bot.measuring.answering import GUIDED
from bot.runtime.clock import local_day
from flows.dialogue import Dialogue, DialogueStatus
from flows.hermeting import last_answers, to_confirm
from flows.meetmoment import REDENEN, Actie, Meetmoment, answers_of
from flows.model import Flow

LONG_AGO = timedelta(days=14)


async def start(context: RequestContext, code: str) -> str:
    """Measure a client; an interrupted measurement of the same client is taken up again."""
    if await context.unit.clients.get(code, context.who, context.today) is None:
        context.tell("no_access")
        return "clients/0"
    waiting = await _interrupted(context, code)
    return _take_up(context, waiting[0]) if waiting else await _begin(context, code)


async def restart(context: RequestContext, code: str) -> str:
    """Drop the interrupted measurement of this client and begin anew."""
    for waiting in await _interrupted(context, code):
        await context.stop(waiting)
    context.changed = True
    return await start(context, code)


async def resume(context: RequestContext, dialogue_id: str) -> str:
    """Take an interrupted measurement up again, on this device."""
    found = await context.unit.dialogues.get(dialogue_id, context.who.id)
    if found is None or found.status is not DialogueStatus.OPEN:
        context.tell("closed")
        return "home"
    if await context.unit.clients.get(found.client, context.who, context.today) is None:
        context.tell("no_access")
        return "home"
    return _take_up(context, found)


async def create(context: RequestContext, gemeentecode: str | None = None) -> str:
    """Make a code for a new client and begin; with several gemeenten, ask first which one."""
    gemeente = context.flows.gemeente
    if gemeentecode is None and len(gemeente.codes) > 1:
        return "where"
    chosen = gemeentecode or gemeente.codes[0]
    if chosen not in gemeente.codes:
        return "where"
    code = new_code(gemeente.prefix, context.app.ids.random)
    while not await context.unit.clients.add(code, chosen, context.who, context.today, context.now):
        code = new_code(gemeente.prefix, context.app.ids.random)
    await context.note("nieuwe_client", client=code)
    route = await _begin(context, code)
    context.tell(f"new_client:{code}")
    return route


async def let_go(context: RequestContext, code: str) -> str:
    """Take a client who was never measured off the list; the code is never used again."""
    await context.unit.clients.hold(code)
    if not await context.unit.clients.let_go(code, context.who, context.today):
        context.tell("measured_now")
        return f"client/{code}"
    await context.note("uit_lijst", client=code)
    context.tell("let_go")
    return "clients/0"


async def correct(context: RequestContext, meetmoment_id: str, reden: str) -> str:
    """Open a registered meetmoment for a new version, with all its answers filled in.

    An interrupted correction of it is taken up again, unless it was begun with an older flow.
    """
    found = await context.meetmoment(meetmoment_id)
    if found is None:
        context.tell("unknown_code")
        return "clients/0"
    if reden not in REDENEN or found.actie is Actie.INTREKKING:
        return f"moment/{meetmoment_id}"
    for waiting in await _interrupted(context, found.client, corrects=found.id):
        if context.flows.flow(waiting.flow, waiting.version) is not None:
            await context.unit.dialogues.becomes_correction(waiting.id, found.id, reden)
            return _take_up(context, replace(waiting, reden=reden))
        await context.stop(waiting)
        context.changed = True
    flow_id, answers = answers_of(found.meting)
    flow = context.flows.newest(flow_id)
    known = {**found.meting.kenmerken, **found.meting.lokaal}
    await _open(context, found.client, flow, {**flow.given, **answers}, known, corrects=found, reden=reden)
    return "dialogue"


async def _interrupted(context: RequestContext, code: str, corrects: str | None = None) -> list[Dialogue]:
    """The own open measurements of a client or, with ``corrects``, the corrections of that meetmoment; newest first."""
    waiting = await context.unit.dialogues.open_of(context.who.id, code)
    return [each for each in waiting if each.corrigeert == corrects]


async def _begin(context: RequestContext, code: str) -> str:
    """Open a dialogue: with the answers of an earlier day to confirm, or from the start.

    Who measures on the same day as a colleague gives a view of his own.
    """
    last = await context.unit.meetmomenten.last(code)
    flow_id = GUIDED
    earlier: dict[str, str] = {}
    if last is not None and last.meting.stand.on_ladder and last.meting.datum < context.today:
        flow_id, earlier = last_answers(last.meting)
    elif last is not None:
        earlier = {**last.meting.kenmerken, **last.meting.lokaal}
    flow = context.flows.newest(flow_id)
    answers = dict(flow.given)
    if "uitslag" in earlier:
        earlier = to_confirm(flow, {**answers, **earlier})
    if last is not None and last.meting.stand.on_ladder:
        answers["vorige_trede"] = str(last.meting.stand.positie)
    if last is not None and last.meting.datum == context.today and last.door == context.who.id:
        context.tell("measured_today")
    await _open(context, code, flow, answers, earlier)
    return "dialogue"


async def _open(
    context: RequestContext,
    code: str,
    flow: Flow,
    answers: dict[str, str],
    earlier: dict[str, str],
    *,
    corrects: Meetmoment | None = None,
    reden: str | None = None,
) -> None:
    dialogue = Dialogue(
        id=context.app.ids.new(),
        functionaris=context.who.id,
        client=code,
        flow=flow.id,
        version=flow.version,
        answers=answers,
        earlier=earlier,
        corrigeert=None if corrects is None else corrects.id,
        reden=reden,
        gewijzigd=context.now,
    )
    await context.unit.dialogues.open(dialogue, context.now)
    await context.note("begonnen", client=code, bij=dialogue.id)
    context.show(dialogue)
    context.chat = replace(context.chat, fresh=True)


def _take_up(context: RequestContext, dialogue: Dialogue) -> str:
    context.show(dialogue)
    since = dialogue.gewijzigd
    if since is not None and context.now - since > LONG_AGO:
        context.tell(f"long_ago:{local_day(since).isoformat()}")
    else:
        context.tell("resumed")
    return "dialogue"
