"""A Meetlat to talk to that leaves no trace: a fresh SQLite file, one klantmanager, a clock that can stand still."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from bot.config.flows import ConfiguredFlows
from bot.conversation.context import AppContext
from bot.conversation.conversation import Conversation
from bot.routes import ROUTES
from bot.runtime.clock import AMSTERDAM, Clock, Ids
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

    def advance(self, days: int) -> None:
        """Let so many days pass."""
        self.passed += timedelta(days=days)


def clock_at(today: date | None = None) -> Clock:
    """A clock on which it stays ten in the morning of ``today``; without a day, that of the machine."""
    if today is None:
        return Clock()
    moment = datetime.combine(today, time(10), tzinfo=AMSTERDAM).astimezone(UTC)
    return Clock(lambda: moment)


def ids_from(seed: int | None = None) -> Ids:
    """Ids that a seed decides."""
    return Ids() if seed is None else Ids(Random(seed))  # noqa: S311  (nothing here is a secret)


@asynccontextmanager
async def rehearsal(
    file: Path, flows: ConfiguredFlows, clock: Clock, ids: Ids, client: str | None = None
) -> AsyncIterator[Player]:
    """Open Meetlat on ``file`` and play the klantmanager; ``client`` is in the caseload already."""
    storage, calendar = await Storage.open(f"sqlite:///{file}"), Calendar(clock.read)
    clock = Clock(calendar)
    try:
        await _fill(storage, flows, clock, ids, client)
        app = AppContext(ROUTES, flows, clock, ids, _KEY)
        yield Player(Conversation(storage, app), WHO, calendar.advance)
    finally:
        await storage.close()


async def _fill(storage: Storage, flows: ConfiguredFlows, clock: Clock, ids: Ids, client: str | None) -> None:
    now = clock.now()
    who = Functionaris(WHO, "Klantmanager 1 · TEST", Rol.KLANTMANAGER, TEAM)
    async with storage.unit() as unit:
        await unit.people.found(flows.gemeente.naam, test=True)
        await unit.people.add_team(TEAM, "Team · TEST", "Afdeling · TEST")
        await unit.people.add(who, now)
        if client is not None:
            code, day = flows.gemeente.codes[0], clock.today()
            await unit.clients.add(client, code, who, day, now, ids.record_key())
