"""What goes along to a device: the flows as data, their texts, and the own list with what was said last time."""

from __future__ import annotations

from typing import Any

from bot.config.flows import ConfiguredFlows
from bot.conversation.context import AppContext
from bot.measuring.actions import BY_CODE, GUIDED
from bot.measuring.starting import Opening, opening
from bot.outdoors import words as sentences
from bot.outdoors.tickets import LIFETIME, Ticket, read_ticket
from bot.runtime.clock import local_day
from bot.texts.translations import words
from bot.web.ports import Visitor
from flows.hermeting import confirmed, deciding
from flows.meetmoment import Meetmoment
from flows.people import Functionaris, Right
from flows.portable import number, portable
from storage.clients.clients import ClientCard
from storage.unit import Storage, Unit

# A caseload is seldom over a hundred; whoever leads a team of thousands measures at a desk.
MOST_CLIENTS = 400


class Kits:
    """Makes what somebody takes along."""

    def __init__(self, storage: Storage, app: AppContext) -> None:
        """Ask ``storage``."""
        self._storage = storage
        self._app = app

    async def kit(self, visitor: Visitor, seal: str) -> dict[str, Any] | None:
        """All of it, with the key under which it is kept; none for who may not measure.

        ``seal`` is the ticket whose key a device keeps things under already; its own person gets that key again.
        """
        now, key = self._app.clock.now(), self._app.key
        ticket = Ticket(visitor.functionaris, now, visitor.maker)
        async with self._storage.look() as unit:
            who = await unit.people.get(visitor.functionaris, now)
            if who is None or not who.may(Right.MEASURE):
                return None
            flows = await self._app.flows_now(unit)
            clients = await _clients(unit, self._app, flows, who, ticket)
        sealed = read_ticket(key, who.id, seal)
        # What was kept lasts as long as its own ticket, and that may be as young as this one was old.
        if sealed is None or now >= sealed.issued + 2 * LIFETIME:
            sealed = ticket
        written = sealed.written(key)
        return {
            "ticket": ticket.written(key),
            "seal": written,
            "key": sealed.device_key(key),
            "now": now.timestamp(),
            "today": local_day(now).isoformat(),
            "seconds": LIFETIME.total_seconds(),
            "kit": {**_texts(flows, visitor.locale), "clients": clients},
        }


def _texts(flows: ConfiguredFlows, locale: str) -> dict[str, Any]:
    say = words(locale).say
    found = {}
    for name in (GUIDED, BY_CODE):
        flow = flows.newest(name)
        data = portable(flow, flows.gemeente.options)
        found[name] = {"number": number(data), "data": data, **sentences.of_flow(flow, say)}
    return {
        "locale": locale,
        "guided": GUIDED,
        "flows": found,
        "positions": sentences.positions(flows, say),
        "page": sentences.page(say),
    }


async def _clients(
    unit: Unit, app: AppContext, flows: ConfiguredFlows, who: Functionaris, ticket: Ticket
) -> list[dict[str, Any]]:
    day = local_day(ticket.issued)
    cards = await unit.clients.own(who, day, MOST_CLIENTS)
    return [_client(app, flows, who, ticket, each, await unit.meetmomenten.last(each.code)) for each in cards]


def _client(
    app: AppContext,
    flows: ConfiguredFlows,
    who: Functionaris,
    ticket: Ticket,
    card: ClientCard,
    last: Meetmoment | None,
) -> dict[str, Any]:
    begun = opening(flows, who.rol, last, local_day(ticket.issued))
    return {
        "code": card.code,
        "stand": None if card.stand is None else str(card.stand),
        "datum": None if card.datum is None else card.datum.isoformat(),
        "flow": begun.flow.id,
        "answers": begun.answers,
        "earlier": begun.earlier,
        "sample": sample(app, flows, ticket, card.code, begun),
    }


def sample(app: AppContext, flows: ConfiguredFlows, ticket: Ticket, client: str, begun: Opening) -> str | None:
    """Which question is asked afresh when somebody confirms last time's answers; the ticket decides, not the device."""
    options = flows.gemeente.options
    if "uitslag" not in begun.earlier or not ticket.draws(app.key, client, options.steekproef_een_op):
        return None
    return deciding(begun.flow, confirmed(begun.flow, begun.answers, begun.earlier, options))
