"""What follows from the sending of a bericht, in one transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.conversation.event import Channel
from bot.delivery.ports import Answer, Result
from bot.home.routes import HOME
from bot.messages.routes import MESSAGES
from bot.runtime.clock import local_day
from flows.people import Right
from storage.conversation.chats import Chat
from storage.outbox.berichten import Bericht, BerichtStatus
from storage.people.reach import Receiver
from storage.unit import Unit

_FINAL = {
    Result.ARRIVED: BerichtStatus.VERZONDEN,
    # Where one channel is closed, the bericht still stands in the web chat.
    Result.CLOSED: BerichtStatus.VERZONDEN,
    Result.DEAD: BerichtStatus.DOOD,
    Result.LAPSED: BerichtStatus.VERVALLEN,
}
log = structlog.get_logger()


async def settle(
    unit: Unit, owner: str, bericht: Bericht, to: Receiver | None, answer: Answer, now: datetime
) -> tuple[Chat, ...]:
    """Note what came of a bericht; gives the chats on the web that have something new to show."""
    dead = False
    if answer.result in (Result.WAIT, Result.LATER):
        await unit.berichten.release(bericht.id, owner, now + timedelta(seconds=answer.seconds))
    elif answer.result is Result.RETRY:
        dead = await unit.berichten.retry(bericht, owner, now, answer.reason) is BerichtStatus.DOOD
    else:
        settled = await unit.berichten.settle(bericht.id, owner, _FINAL[answer.result], now, answer.reason or None)
        dead = settled and answer.result is Result.DEAD
    if dead:
        log.error("bericht_dead", number=bericht.id, reason=answer.reason)
        await _tell_beheer(unit, now)
    if to is None:
        return ()
    if answer.result is Result.CLOSED:
        await _tell_who_leads(unit, to, now)
    # Once is enough; a bericht that is tried again stands there already.
    return await unit.chats.touch(bericht.aan, (HOME.word, MESSAGES.word)) if bericht.pogingen == 0 else ()


async def _tell_beheer(unit: Unit, now: datetime) -> None:
    """Once a day is enough: the message counts what there is when it is read."""
    for who in await unit.people.everyone(now):
        if who.may(Right.CONFIGURE):
            sleutel = f"dead_letters:{local_day(now)}:{who.id}"
            await unit.berichten.post(sleutel, who.id, "dead_letters", {}, at=now)


async def _tell_who_leads(unit: Unit, to: Receiver, now: datetime) -> None:
    """Close a channel, and let the leads of the team know of it once."""
    if to.address is None or not await unit.reach.shut(to.who.id, to.address, now):
        return
    await unit.audit.note("kanaal_dicht", at=now, wie=None, kanaal=Channel.TELEGRAM, bij=to.who.id)
    for lead in await unit.reach.leads_of(to.who, now):
        sleutel = f"channel_closed:{to.who.id}:{now:%Y-%m-%dT%H:%M:%S}:{lead.id}"
        params = {"functionaris": to.who.id}
        await unit.berichten.post(sleutel, lead.id, "channel_closed", params, at=now)
