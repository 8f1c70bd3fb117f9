"""Writes a bericht out at the moment it is sent: for whom, which way, and whether it is still true."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from bot.conversation.context import AppContext
from bot.conversation.routes import Found, link
from bot.conversation.screen import Screen, t
from bot.delivery.ports import Answer, Letter, Result
from bot.messages.doors import by_client, doorways, only_client
from bot.messages.routes import MESSAGES
from bot.messages.templates import ONLY_BY, Post, UnknownTemplateError, UnreadableError, compose
from bot.messages.words import kind
from bot.planning.holidays import holiday
from bot.reminders.sweep import EVERY_SECONDS
from bot.runtime.clock import AMSTERDAM, local_day
from flows.agenda import next_moment
from flows.ways import Way, left
from storage.outbox.berichten import Bericht
from storage.outbox.digests import PRIORITEIT, SJABLOON
from storage.people.reach import Address, Receiver
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Written:
    """A bericht as it reads now, who it is for, and the way it goes; ``others`` are left for when that fails.

    Without a ``way`` it stands in the web chat alone.
    """

    to: Receiver
    letter: Letter
    way: Way | None
    addresses: tuple[Address, ...]
    others: tuple[Way, ...]


async def write(
    unit: Unit, app: AppContext, bericht: Bericht, now: datetime, set_up: Collection[Way] = tuple(Way)
) -> Written | Answer:
    """The bericht as it may be sent now by one of the ways that are ``set_up``, or why it will not be."""
    to = await unit.reach.receiver(bericht.aan, now)
    if to is None:
        return Answer(Result.LAPSED)
    seconds = _too_early(bericht, to, now)
    if seconds:
        return Answer(Result.LATER, seconds=seconds)
    only, usable = ONLY_BY.get(bericht.sjabloon), dict(to.ways)
    try:
        post = Post(app, await app.flows_now(unit), unit, now, _day(now), to.who, only)
        screen = await compose(post, bericht)
        if screen is None:
            return Answer(Result.LAPSED)
        doors = doorways(screen, app.routes)
    except UnknownTemplateError:
        return Answer(Result.RETRY, "UnknownTemplateError")
    except UnreadableError:
        return Answer(Result.DEAD, "UnreadableError")
    letter = _letter(bericht, to, screen, doors)
    if only is not None:
        # A code goes to the address that it proves, which is no way to anybody yet.
        if to.pending is None or only not in set_up:
            return Answer(Result.LAPSED)
        usable = {only: (to.pending,)}
    else:
        usable = {way: addresses for way, addresses in usable.items() if way in set_up}
    ways = left(usable, bericht.failed)
    if not ways:
        return Written(to, letter, None, (), ())
    return Written(to, letter, ways[0], usable[ways[0]], ways[1:])


def _letter(bericht: Bericht, to: Receiver, screen: Screen, doors: tuple[Found, ...]) -> Letter:
    """A bericht about one client opens that client; any other stands under *Berichten*."""
    only = only_client(doors)
    door = link(MESSAGES, 0) if only is None else link(only.route, *only.args)
    brief = screen.brief or t("brief.kind", "Er is een nieuw bericht: {kind}", kind=kind(bericht.sjabloon))
    count = None if screen.brief is None else screen.brief.params.get("n")
    tag = bericht.sjabloon if bericht.sjabloon == SJABLOON else f"bericht-{bericht.id}"
    number = count if isinstance(count, int) else None
    return Letter(bericht.id, screen, brief, to.taal, to.who.id, tag, door, tuple(by_client(doors)), number)


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
