"""What a colleague has to know of a client, or of a caseload, to take it over; codes only."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import date

from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import Block, Text, t, tn, verbatim
from bot.measuring import reasons
from bot.placements.screens import runs
from bot.planning.deadline import deadline
from bot.ui import wording
from bot.ui.widgets import hint, item, line
from flows.handover import Overdracht
from flows.meetmoment import Meetmoment, answers_of, counting
from storage.clients.clients import Tally
from storage.unit import Unit

_LATEST = 8
_INSTRUMENT = "instrument_lopend"


async def card(flows: ConfiguredFlows, unit: Unit, request: Overdracht, today: date) -> list[Block]:
    """The handover card: the way over the treden, why the last one, what runs and when to measure; or the numbers."""
    if request.client is None:
        return list(_numbers(flows, await unit.clients.tally_of(request.van, request.datum)))
    return [block async for block in _client(flows, unit, request.client, today)]


async def gives(unit: Unit, request: Overdracht, today: date) -> bool:
    """Whether this is still the giver's to give: kept on the day, and in sight until then.

    Who is asked sees no more than who asks; so this is asked at every look, and not when the request was made. That
    the giver has no access any more stands in nobody's way: both have confirmed, and somebody has to keep the client.
    """
    giver = await unit.people.known(request.van)
    if giver is None or request.client is None:
        return giver is not None
    if await unit.clients.get(request.client, giver, today) is None:
        return False
    keepers = [who for who, since in await unit.clients.keepers(request.client, today) if since <= request.datum]
    return bool(keepers) and keepers[-1] == giver.id


def what(request: Overdracht, count: int) -> Text:
    """One client by its code, or how many."""
    if request.client is not None:
        return verbatim(request.client)
    return clients(count)


def clients(count: int) -> Text:
    """How many."""
    return tn("handover.clients", "{n} cliënt", "{n} cliënten", count)


async def _client(flows: ConfiguredFlows, unit: Unit, code: str, today: date) -> AsyncIterator[Block]:
    history = counting(await unit.meetmomenten.history(code))
    if not history:
        yield line(t("client.new", "Nog niet gemeten."))
        return
    last = history[-1]
    name = wording.named(flows, str(last.meting.stand.positie))
    yield line(t("client.now", "Nu: {name}", name=name))
    for each in history[-_LATEST:]:
        yield item(t("moments.row", "{day} · {stand}", day=each.meting.datum, stand=str(each.meting.stand)))
    found = _held(flows, last, today)
    if found:
        yield line(t("handover.why", "Waarom deze trede, bij de laatste meting:"))
    for text in found:
        yield item(text)
    running = [runs(each) for each in await unit.plaatsingen.running(code, today)]
    for text in running or _instrument(flows, last):
        yield line(text)
    termijn = await unit.termijnen.get(code)
    if termijn is not None:
        yield line(t("handover.next", "Volgende meting: {when}", when=deadline(termijn, today)))


def _held(flows: ConfiguredFlows, last: Meetmoment, today: date) -> list[Text]:
    flow_id, answers = answers_of(last.meting)
    return list(reasons.held(flows.newest(flow_id), answers, today))


def _instrument(flows: ConfiguredFlows, last: Meetmoment) -> Iterator[Text]:
    """What the last meetmoment says of an instrument, where none is noted by name."""
    given = last.meting.kenmerken.get(_INSTRUMENT)
    step = flows.newest("stroomschema").by_id.get(_INSTRUMENT)
    if given is not None and step is not None:
        value = wording.value(step, given, last.meting.datum)
        yield t("summary.row", "{label}: {value}", label=wording.label(step), value=value)


def _numbers(flows: ConfiguredFlows, tally: Tally) -> Iterator[Block]:
    yield line(clients(tally.clients))
    for trede, count in enumerate(tally.treden, 1):
        if count:
            name = wording.named_short(flows, str(trede))
            yield item(t("handover.trede", "{name}: {count}", name=name, count=count))
    if tally.zonder:
        yield item(t("handover.without", "Nog zonder trede: {count}", count=tally.zonder))
    if tally.verlopen:
        yield item(t("handover.overdue", "Verlopen: {count}", count=tally.verlopen))
    yield hint(t("handover.codes", "De codes ziet u zodra u ze overneemt."))
