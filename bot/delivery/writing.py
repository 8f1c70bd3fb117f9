"""Writes a bericht out at the moment it is sent: for whom, and whether it is still true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.delivery.ports import Answer, Result
from bot.messages import Post, UnknownTemplateError, UnreadableError, compose
from bot.routing import DOORWAYS, split
from bot.screen import Screen
from bot.turn import House
from bot.world import AMSTERDAM
from storage.berichten import Bericht
from storage.reach import Receiver
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Written:
    """A bericht as it reads now, and who it is for."""

    to: Receiver
    screen: Screen


async def write(unit: Unit, house: House, bericht: Bericht, now: datetime) -> Written | Answer:
    """The bericht as it may be sent now, or why it will not be."""
    to = await unit.reach.receiver(bericht.aan, now)
    if to is None:
        return Answer(Result.LAPSED)
    try:
        screen = await compose(Post(house, unit, now, now.astimezone(AMSTERDAM).date(), to.who), bericht)
        if screen is None:
            return Answer(Result.LAPSED)
        check_doorways(screen)
    except UnknownTemplateError:
        return Answer(Result.RETRY, "UnknownTemplateError")
    except UnreadableError:
        return Answer(Result.DEAD, "UnreadableError")
    return Written(to, screen)


def check_doorways(screen: Screen) -> None:
    """Raise when a button leads where a message sent unasked may not lead."""
    for button in (button for row in screen.rows for button in row):
        found = split(button.route)
        if found is None or found[0] not in DOORWAYS:
            raise UnreadableError(button.route)
