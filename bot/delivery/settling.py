"""What follows from the sending of a bericht, in one transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.delivery.ports import Answer, Result
from bot.delivery.writing import Written
from bot.home.routes import HOME
from bot.messages.routes import MESSAGES
from bot.runtime.clock import local_day
from flows.people import Functionaris, Right
from storage.conversation.chats import Chat
from storage.outbox.berichten import GIVE_WAY, Bericht, BerichtStatus, waited
from storage.unit import Unit

_FINAL = {
    Result.ARRIVED: BerichtStatus.VERZONDEN,
    # Where every way is closed, the bericht still stands in the web chat.
    Result.CLOSED: BerichtStatus.VERZONDEN,
    Result.DEAD: BerichtStatus.DOOD,
    Result.LAPSED: BerichtStatus.VERVALLEN,
}
log = structlog.get_logger()


async def settle(
    unit: Unit, owner: str, bericht: Bericht, written: Written | None, answer: Answer, now: datetime
) -> tuple[Chat, ...]:
    """Note what came of a bericht; gives the chats on the web that have something new to show."""
    if written is not None and written.way is not None:
        closed = await unit.reach.note(written.to.who.id, written.way, answer.outcome, now)
        if closed and answer.result is Result.CLOSED:
            await unit.audit.note("kanaal_dicht", at=now, wie=None, kanaal=written.way.value, bij=written.to.who.id)
    if written is not None and written.way is not None and written.others and _gives_way(bericht, answer, now):
        log.warning("bericht_another_way", number=bericht.id, way=written.way.value, reason=answer.reason)
        await unit.berichten.pass_on(bericht, owner, written.others[0], written.way, answer.reason)
    elif await _is_lost(unit, owner, bericht, answer, now) and written is not None:
        await _tell_who_leads(unit, written.to.who, now)
    # Once is enough; a bericht that is tried again stands there already.
    if written is None or bericht.pogingen or bericht.mislukt:
        return ()
    return await unit.chats.touch(bericht.aan, (HOME.word, MESSAGES.word))


def _gives_way(bericht: Bericht, answer: Answer, now: datetime) -> bool:
    """Whether a way has failed for good; one that is down keeps all others waiting, and is given up by its age."""
    if answer.result is Result.RETRY:
        down_for_long = answer.down and now - bericht.vanaf >= GIVE_WAY
        return down_for_long or waited(bericht.pogingen + 1) >= GIVE_WAY
    return answer.result in (Result.CLOSED, Result.DEAD)


async def _is_lost(unit: Unit, owner: str, bericht: Bericht, answer: Answer, now: datetime) -> bool:
    """Note what became of a bericht on its last way; whether it reached nobody."""
    wait = timedelta(seconds=answer.seconds)
    if answer.result in (Result.WAIT, Result.LATER):
        await unit.berichten.release(bericht.id, owner, now + wait)
        return False
    if answer.result is Result.RETRY:
        dead = await unit.berichten.retry(bericht, owner, now, answer.reason, wait) is BerichtStatus.DOOD
    else:
        settled = await unit.berichten.settle(bericht.id, owner, _FINAL[answer.result], now, answer.reason or None)
        dead = settled and answer.result is Result.DEAD
    if dead:
        log.error("bericht_dead", number=bericht.id, reason=answer.reason)
        await _tell_beheer(unit, now)
    return dead or answer.result is Result.CLOSED


async def _tell_beheer(unit: Unit, now: datetime) -> None:
    """Once a day is enough: the message counts what there is when it is read."""
    for who in await unit.people.everyone(now):
        if who.may(Right.CONFIGURE):
            sleutel = f"dead_letters:{local_day(now)}:{who.id}"
            await unit.berichten.post(sleutel, who.id, "dead_letters", {}, at=now)


async def _tell_who_leads(unit: Unit, who: Functionaris, now: datetime) -> None:
    """Let the leads of the team know once that nothing reaches somebody."""
    if not await unit.reach.lose(who.id, now):
        return
    for lead in await unit.reach.leads_of(who, now):
        sleutel = f"channel_closed:{who.id}:{now:%Y-%m-%dT%H:%M:%S}:{lead.id}"
        await unit.berichten.post(sleutel, lead.id, "channel_closed", {"functionaris": who.id}, at=now)
