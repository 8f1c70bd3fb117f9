"""A house to talk to that leaves no trace: a fresh SQLite file, one klantmanager, a clock that can stand still."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random, SystemRandom

from bot.config.flows import Book
from bot.conversation.context import House
from bot.conversation.conversation import Conversation
from bot.runtime.clock import AMSTERDAM, World
from bot.transcripts.play import Player
from flows.people import Functionaris, Rol
from storage.unit import Storage

WHO, TEAM = "oefening", "oefenteam"
_KEY = b"only for a rehearsal, never for real"


@dataclass(slots=True)
class Calendar:
    """A clock that can be moved on by days."""

    clock: Callable[[], datetime]
    passed: timedelta = timedelta()

    def __call__(self) -> datetime:
        """This moment."""
        return self.clock() + self.passed

    def turn(self, days: int) -> None:
        """Let so many days pass."""
        self.passed += timedelta(days=days)


def world(today: date | None = None, seed: int | None = None) -> World:
    """A world where it stays ten in the morning of ``today``, and a seed decides what is drawn."""
    dice = SystemRandom() if seed is None else Random(seed)  # noqa: S311  (nothing here is a secret)
    if today is None:
        return World(dice=dice)
    moment = datetime.combine(today, time(10), tzinfo=AMSTERDAM).astimezone(UTC)
    return World(clock=lambda: moment, dice=dice)


@asynccontextmanager
async def rehearsal(file: Path, book: Book, world: World, client: str | None = None) -> AsyncIterator[Player]:
    """Open the house on ``file`` and give the klantmanager's seat; ``client`` is in the caseload already."""
    storage, calendar = await Storage.open(f"sqlite:///{file}"), Calendar(world.clock)
    world = World(calendar, world.dice)
    try:
        await _furnish(storage, book, world, client)
        house = House(book, world, _KEY)
        yield Player(Conversation(storage, house), WHO, calendar.turn)
    finally:
        await storage.close()


async def _furnish(storage: Storage, book: Book, world: World, client: str | None) -> None:
    now = world.now()
    who = Functionaris(WHO, "Klantmanager 1 · TEST", Rol.KLANTMANAGER, TEAM)
    async with storage.unit() as unit:
        await unit.people.found(book.gemeente.naam, test=True)
        await unit.people.add_team(TEAM, "Team · TEST", "Afdeling · TEST")
        await unit.people.add(who, now)
        if client is not None:
            await unit.clients.add(client, book.gemeente.codes[0], who, world.today(), now)
