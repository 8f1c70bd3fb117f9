"""Takes in what was measured without a connection: one event, once, judged here and registered through the one door."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import structlog

from bot.conversation.context import AppContext, RequestContext
from bot.conversation.event import Channel
from bot.conversation.routing import MENU
from bot.conversation.screen import Text, t
from bot.measuring.recording import record
from bot.measuring.starting import Opening, opening
from bot.outdoors.kit import sample
from bot.outdoors.measured import Measured
from bot.outdoors.tickets import Ticket, read_ticket
from bot.placements.derived import derive
from bot.runtime.clock import local_day
from bot.web.outdoors_ports import Told
from bot.web.ports import Visitor
from flows.dialogue import Dialogue, DialogueStatus
from flows.given import GEGEVEN
from flows.meetmoment import Bevestiging, Meetmoment, Status, counting
from flows.model import Flow
from flows.people import Right
from flows.portable import number, portable
from flows.replay import replayed
from storage.conversation.chats import Chat, Present
from storage.errors import ConflictError
from storage.unit import Storage, Unit

TRIES = 3
log = structlog.get_logger()


class Taking:
    """Behind the page outdoors."""

    def __init__(self, storage: Storage, app: AppContext) -> None:
        """Register in ``storage``."""
        self._storage = storage
        self._app = app

    async def hand_in(self, visitor: Visitor, key: str, measured: Measured) -> Told | None:
        """Take in one measurement under the key that the device made; none for who has no access any more.

        The same key again tells again what became of it.
        """
        for attempt in range(1, TRIES):
            try:
                return await self._once(visitor, key, measured)
            except ConflictError:
                log.info("handing_in_overtaken", attempt=attempt)
        return await self._once(visitor, key, measured)

    async def _once(self, visitor: Visitor, key: str, measured: Measured) -> Told | None:
        now, today = self._app.clock.now(), self._app.clock.today()
        async with self._storage.unit() as unit:
            present = await unit.chats.present(Channel.WEB, visitor.functionaris, now, today, dialogue=False)
            if present is None:
                return None
            dialogue_id = _dialogue_id(visitor.functionaris, key)
            known = await unit.dialogues.get(dialogue_id, visitor.functionaris)
            if known is not None:
                return await _became(unit, known)
            ticket = read_ticket(self._app.key, visitor.functionaris, measured.ticket)
            if ticket is None or not ticket.valid(now):
                return Told("expired", _expired(measured.client))
            context = await self._context(unit, present, ticket, visitor)
            may = context.who.may(Right.MEASURE)
            if not may or await unit.clients.get(measured.client, context.who, today) is None:
                return Told("gone", _gone(measured.client))
            if not await unit.inbox.claim(Channel.WEB, f"outdoors:{dialogue_id}", now):
                raise ConflictError("handed in at the same moment")
            return await self._registered(context, ticket, dialogue_id, measured)

    async def _context(self, unit: Unit, present: Present, ticket: Ticket, visitor: Visitor) -> RequestContext:
        """A request of its own: the chat stays where it is."""
        now, today, who = self._app.clock.now(), self._app.clock.today(), present.who
        chat = present.chat or Chat(0, Channel.WEB, who.id, who.id, visitor.locale, MENU, revision=0)
        flows = await self._app.flows_at(unit, present.instelling)
        context = RequestContext(self._app, flows, unit, now, today, who, replace(chat, dialogue=None), None)
        context.maker = visitor.maker or ticket.maker
        return context

    async def _registered(self, context: RequestContext, ticket: Ticket, dialogue_id: str, measured: Measured) -> Told:
        last = await _last_at(context.unit, measured.client, ticket.issued)
        begun = opening(context.flows, context.who.rol, last, local_day(ticket.issued))
        flow = context.flows.newest(measured.flow if measured.flow in _flow_ids(context) else begun.flow.id)
        same = number(portable(flow, context.flows.gemeente.options)) == measured.number
        repeats = "uitslag" in begun.earlier
        said = measured.said if repeats else None
        if repeats and flow.id != begun.flow.id:
            said = Bevestiging.GEWIJZIGD
        drawn = said is Bevestiging.ONGEWIJZIGD and flow.id == begun.flow.id
        dialogue = Dialogue(
            id=dialogue_id,
            functionaris=context.who.id,
            client=measured.client,
            flow=flow.id,
            version=flow.version,
            answers=replayed(flow, _known(flow, begun, measured), measured.answers, context.today),
            earlier=begun.earlier,
            gewijzigd=context.now,
            bevestiging=said,
            steekproef=sample(self._app, context.flows, ticket, measured.client, begun) if drawn else None,
            seconden=measured.seconds,
            tikken=measured.taps,
        )
        await context.unit.dialogues.open(dialogue, context.now)
        await context.note("onderweg", client=dialogue.client, bij=dialogue.id)
        context.show(dialogue)
        await derive(context)
        if same and "datum" in dialogue.answers and context.flow is not None:
            await record(context)
        return await _became(context.unit, await _again(context, dialogue), outdated=not same)


def _flow_ids(context: RequestContext) -> set[str]:
    return {flow_id for flow_id, _ in context.flows.versions}


def _known(flow: Flow, begun: Opening, measured: Measured) -> dict[str, str]:
    """What nobody was asked: the facts, and what is still taken as given according to who measured."""
    facts = {name: value for name, value in begun.answers.items() if name in flow.facts}
    sources = {**begun.earlier, **begun.answers}
    said = measured.answers
    given = [
        step
        for step in sources.get(GEGEVEN, "").split()
        if step in said.get(GEGEVEN, "").split() and said.get(step) == sources.get(step)
    ]
    return {**flow.given, **facts, **({GEGEVEN: " ".join(given)} if given else {})}


async def _last_at(unit: Unit, client: str, moment: datetime) -> Meetmoment | None:
    """The meetmoment that gave a client's position at a moment."""
    history = await unit.meetmomenten.history(client)
    counted = counting(tuple(each for each in history if each.geregistreerd <= moment))
    return counted[-1] if counted else None


async def _again(context: RequestContext, dialogue: Dialogue) -> Dialogue:
    return await context.unit.dialogues.get(dialogue.id, dialogue.functionaris) or dialogue


async def _became(unit: Unit, dialogue: Dialogue, *, outdated: bool = False) -> Told:
    """What became of a measurement that was handed in."""
    if dialogue.status is DialogueStatus.FINISHED and dialogue.meetmoment is not None:
        registered = await unit.meetmomenten.get(dialogue.meetmoment)
        if registered is not None:
            return Told(*_receipt(registered))
    if dialogue.status is not DialogueStatus.OPEN:
        return Told("stopped", t("outdoors.stopped", "{code}: deze meting is gestopt.", code=dialogue.client))
    return Told("open", _open(dialogue.client, outdated=outdated))


def _receipt(registered: Meetmoment) -> tuple[str, Text]:
    code, stand, day = registered.client, str(registered.meting.stand), registered.meting.datum
    if registered.status is Status.CONCEPT:
        return "concept", t(
            "outdoors.concept",
            "{code} bewaard als concept: een collega heeft op {day} ook gemeten. Bespreek samen welk meetmoment geldt.",
            code=code,
            day=day,
        )
    if registered.status is Status.TE_CONTROLEREN:
        return "waiting", t(
            "outdoors.checked",
            "✔ {code} vastgelegd als {stand} op {day}. Een collega controleert dit nog.",
            code=code,
            stand=stand,
            day=day,
        )
    return "recorded", t(
        "outdoors.recorded", "✔ {code} vastgelegd als {stand} op {day}", code=code, stand=stand, day=day
    )


def _open(client: str, *, outdated: bool) -> Text:
    if outdated:
        return t(
            "outdoors.outdated",
            "{code}: de vragen zijn intussen veranderd. Uw antwoorden staan klaar in het gesprek; kijk ze daar nog na.",
            code=client,
        )
    return t(
        "outdoors.open",
        "{code}: dit kon niet zo worden vastgelegd. Uw antwoorden staan klaar in het gesprek; maak ze daar af.",
        code=client,
    )


def _gone(client: str) -> Text:
    return t(
        "outdoors.gone",
        "{code} staat niet meer op uw lijst. Er is niets vastgelegd; uw antwoorden blijven hier hoogstens 72 uur.",
        code=client,
    )


def _expired(client: str) -> Text:
    return t(
        "outdoors.expired",
        "{code}: deze meting wachtte langer dan 72 uur en is weg. Er is niets vastgelegd; meet opnieuw.",
        code=client,
    )


def _dialogue_id(functionaris: str, key: str) -> str:
    """The same id however often a key comes."""
    digest = sha256(f"outdoors\0{functionaris}\0{key}".encode()).digest()
    return base64.b32encode(digest[:8]).decode().lower()[:12]
