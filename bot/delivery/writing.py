"""Writes a bericht out at the moment it is sent: for whom, and whether it is still true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.conversation.context import AppContext
from bot.conversation.routes import Table
from bot.conversation.screen import Screen
from bot.delivery.ports import Answer, Result
from bot.messages.templates import Post, UnknownTemplateError, UnreadableError, compose
from bot.planning.holidays import holiday
from bot.reminders.sweep import EVERY_SECONDS
from bot.runtime.clock import AMSTERDAM, local_day
from flows.agenda import next_moment
from storage.outbox.berichten import Bericht
from storage.outbox.digests import PRIORITEIT, SJABLOON
from storage.people.reach import Receiver
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Written:
    """A bericht as it reads now, and who it is for."""

    to: Receiver
    screen: Screen


async def write(unit: Unit, app: AppContext, bericht: Bericht, now: datetime) -> Written | Answer:
    """The bericht as it may be sent now, or why it will not be."""
    to = await unit.reach.receiver(bericht.aan, now)
    if to is None:
        return Answer(Result.LAPSED)
    seconds = _too_early(bericht, to, now)
    if seconds:
        return Answer(Result.LATER, seconds=seconds)
    try:
        screen = await compose(Post(app, await app.flows_now(unit), unit, now, _day(now), to.who), bericht)
        if screen is None:
            return Answer(Result.LAPSED)
        check_doorways(screen, app.routes)
    except UnknownTemplateError:
        return Answer(Result.RETRY, "UnknownTemplateError")
    except UnreadableError:
        return Answer(Result.DEAD, "UnreadableError")
    return Written(to, screen)


def _too_early(bericht: Bericht, to: Receiver, now: datetime) -> float:
    """How many seconds a reminder waits for a time when its receiver likes to be written to.

    A digest of an earlier day waits until it has been made one of today, with what is due today.
    """
    if bericht.prioriteit < PRIORITEIT:
        return 0.0
    welcome = next_moment(now, to.wishes, holiday, AMSTERDAM)
    if welcome == now and bericht.sjabloon == SJABLOON and _day(bericht.vanaf) < _day(now):
        return EVERY_SECONDS
    return (welcome - now).total_seconds()


def _day(moment: datetime) -> date:
    return local_day(moment)


def check_doorways(screen: Screen, routes: Table) -> None:
    """Raise when a button leads where a message sent unasked may not lead."""
    for button in (button for row in screen.rows for button in row):
        found = routes.find(button.route)
        if found is None or not found.route.doorway:
            raise UnreadableError(button.route)
