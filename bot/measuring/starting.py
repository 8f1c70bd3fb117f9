"""Beginning and resuming: how a dialogue gets on the screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.clients.codes import new_code
from bot.clients.routes import CLIENTS
from bot.config.flows import ConfiguredFlows
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Target
from bot.home.routes import HOME, WHERE
from bot.measuring.actions import BY_CODE, GUIDED
from bot.measuring.hermeting import place
from bot.measuring.routes import CREATE, DIALOGUE, RESTART, RESUME, START
from bot.runtime.clock import local_day
from flows.dialogue import Dialogue, DialogueStatus
from flows.given import taken_as_given
from flows.hermeting import as_proposed, last_answers, to_confirm
from flows.ladder import Groei, Stand
from flows.meetmoment import Meetmoment
from flows.model import Flow
from flows.people import Rol

LONG_AGO = timedelta(days=14)


@START.handler
async def start(context: RequestContext, code: str) -> Target:
    """Measure a client; an interrupted measurement of the same client is taken up again."""
    if await context.unit.clients.get(code, context.who, context.today) is None:
        context.tell("no_access")
        return link(CLIENTS, 0)
    waiting = await interrupted(context, code)
    return take_up(context, waiting[0]) if waiting else await _begin(context, code)


@RESTART.handler
async def restart(context: RequestContext, code: str) -> Target:
    """Drop the interrupted measurement of this client and begin anew."""
    for waiting in await interrupted(context, code):
        await context.stop(waiting)
    context.changed = True
    return await start(context, code)


@RESUME.handler
async def resume(context: RequestContext, dialogue_id: str) -> Target:
    """Take an interrupted measurement up again, on this device."""
    found = await context.unit.dialogues.get(dialogue_id, context.who.id)
    if found is None or found.status is not DialogueStatus.OPEN:
        context.tell("closed")
        return link(HOME)
    if await context.unit.clients.get(found.client, context.who, context.today) is None:
        context.tell("no_access")
        return link(HOME)
    return take_up(context, found)


@CREATE.handler
async def create(context: RequestContext, gemeentecode: str | None) -> Target:
    """Make a code for a new client and begin; with several gemeenten, ask first which one."""
    served = context.flows.served(context.today)
    if gemeentecode is None and len(served) > 1:
        return link(WHERE)
    chosen = gemeentecode or served[0]
    if chosen not in served:
        return link(WHERE)
    code = await add_client(context, chosen)
    begun = await _begin(context, code)
    context.tell(f"new_client:{code}")
    return begun


async def add_client(context: RequestContext, gemeentecode: str) -> str:
    """Add a client to the caseload of who asks; gives the code that was drawn."""
    prefix, ids, add = context.flows.gemeente.prefix, context.app.ids, context.unit.clients.add
    code = new_code(prefix, ids.random)
    while not await add(code, gemeentecode, context.who, context.today, context.now, ids.record_key()):
        code = new_code(prefix, ids.random)
    await context.note("nieuwe_client", client=code)
    return code


async def interrupted(context: RequestContext, code: str, corrects: str | None = None) -> list[Dialogue]:
    """The own open measurements of a client or, with ``corrects``, the corrections of that meetmoment; newest first."""
    waiting = await context.unit.dialogues.open_of(context.who.id, code)
    return [each for each in waiting if each.corrigeert == corrects]


@dataclass(frozen=True, slots=True)
class Opening:
    """What a measurement begins with: its flow, what is known beforehand, and what was said last time."""

    flow: Flow
    answers: dict[str, str]
    earlier: dict[str, str]


def opening(flows: ConfiguredFlows, rol: Rol, last: Meetmoment | None, day: date) -> Opening:
    """Begin with the answers of an earlier day to confirm, or from the start.

    Whoever measures on the same day as a colleague gives a view of their own.
    """
    flow_id = GUIDED
    earlier: dict[str, str] = {}
    if last is not None and last.meting.stand.on_ladder and last.meting.datum < day:
        flow_id, earlier = last_answers(last.meting)
    elif last is not None:
        earlier = last.meting.said
    flow = flows.newest(flow_id)
    answers = dict(flow.given)
    if "uitslag" in earlier:
        earlier = to_confirm(flow, {**answers, **earlier})
    else:
        answers |= taken_as_given(flows.gemeente.options, rol)
    if last is not None and last.meting.stand.on_ladder:
        answers["vorige_trede"] = str(last.meting.stand.positie)
    return Opening(flow, answers, earlier)


async def _begin(context: RequestContext, code: str) -> Target:
    """Open a dialogue."""
    last = await context.unit.meetmomenten.last(code)
    begun = opening(context.flows, context.who.rol, last, context.today)
    if last is not None and last.meting.datum == context.today and last.door == context.who.id:
        context.tell("measured_today")
    await open_dialogue(context, code, begun.flow, begun.answers, begun.earlier)
    return link(DIALOGUE)


async def begin_directly(context: RequestContext, code: str, stand: Stand) -> Target:
    """Open a dialogue with a trede that is known; the rest is as proposed, to be confirmed at once."""
    last = await context.unit.meetmomenten.last(code)
    earlier = {} if last is None else last.meting.said
    flow = context.flows.newest(BY_CODE)
    answers = {**flow.given, "positie": str(stand.positie)}
    if last is not None and last.meting.stand.on_ladder:
        answers["vorige_trede"] = str(last.meting.stand.positie)
    if stand.positie in range(1, 6):
        answers["G1"] = "ja" if stand.groei is Groei.PLUS else "nee"
    answers = as_proposed(flow, answers, earlier, context.flows.gemeente.options)
    await open_dialogue(context, code, flow, answers, earlier)
    return link(DIALOGUE)


async def open_dialogue(
    context: RequestContext,
    code: str,
    flow: Flow,
    answers: dict[str, str],
    earlier: dict[str, str],
    *,
    corrects: Meetmoment | None = None,
    reden: str | None = None,
) -> None:
    """Begin a dialogue, and bring it to a message of its own."""
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


def take_up(context: RequestContext, dialogue: Dialogue) -> Target:
    """Go on with a dialogue that was interrupted."""
    context.show(dialogue)
    since = dialogue.gewijzigd
    if since is not None and context.now - since > LONG_AGO:
        context.tell(f"long_ago:{local_day(since).isoformat()}")
    else:
        context.tell("resumed")
    return place(context, dialogue)
