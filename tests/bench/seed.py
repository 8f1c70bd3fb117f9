"""A database to measure with: a team of klantmanagers, each with a Telegram account."""

from __future__ import annotations

from datetime import UTC, datetime

from bench.people import FIRST

from flows.people import Functionaris, Rol
from storage.unit import Storage


async def seed(url: str, people: int) -> None:
    """Make the schema and so many klantmanagers."""
    now = datetime.now(UTC)
    storage = await Storage.open(url)
    async with storage.unit() as unit:
        await unit.people.found("Gemeente Meetveld", test=True)
        await unit.people.add_team("t1", "Team Werk", "Werk")
        for number in range(FIRST, FIRST + people):
            await unit.people.add(Functionaris(f"km{number}", f"Klantmanager {number}", Rol.KLANTMANAGER, "t1"), now)
            await unit.people.link(str(number), f"km{number}", now)
    await storage.close()
