"""Notices and mail under kill -9, with a fifth of the calls failing: all arrive, and twice only what was under way."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from random import Random, SystemRandom

import sqlalchemy as sa
from delivery.exactness import PROLOGUE
from support.mail_server import MailServer, mail_server
from support.process import replicas
from support.push_service import BrowserAt, PushService, push_service
from support.running import PATIENCE
from support.storage import Databases, opened

from bot.config.push_key import new_key
from bot.runtime.clock import Clock
from flows.people import Functionaris, Rol
from storage.outbox.berichten import BerichtStatus
from storage.tables import BERICHT
from storage.unit import Storage

PEOPLE, KILLS = 60, 4
# A lease of six seconds, so that what a killed process held is soon somebody else's.
LIFE = "0 6"
GAP = {"van": "2026-01-01T00:00:00+00:00", "tot": "2026-01-02T00:00:00+00:00"}
_OPEN = sa.select(sa.func.count()).where(BERICHT.c.status == BerichtStatus.OPEN.value)
_HELD = sa.select(sa.func.count()).where(BERICHT.c.status == BerichtStatus.OPEN.value, BERICHT.c.eigenaar.is_not(None))


async def test_nothing_is_lost_on_any_way(postgres_databases: Databases, tmp_path: Path) -> None:
    url, seed = await postgres_databases.ready(), SystemRandom().randrange(10**6)
    chance = Random(seed)
    with mail_server(tmp_path) as mail, (tmp_path / "log").open("wb") as log:
        async with push_service() as push, opened(url) as storage:
            browsers = await employ(storage, push, mail, chance)
            async with replicas(1, settings_for(url, mail), log, PROLOGUE) as (bot,):
                await bot.start(LIFE)
                held = 0
                for _ in range(KILLS):
                    await asyncio.sleep(chance.uniform(0.2, 0.5))
                    await bot.kill()
                    held += await asked(storage, _HELD)
                    await bot.start(LIFE)
                end = time.monotonic() + PATIENCE
                while await asked(storage, _OPEN):
                    assert time.monotonic() < end, f"not all are sent, seed {seed}"
                    await asyncio.sleep(0.1)
                await bot.stop()
            dead = sa.select(sa.func.count()).where(BERICHT.c.status != BerichtStatus.VERZONDEN.value)
            assert await asked(storage, dead) == 0
    arrived = [len(browser.notices) for browser in browsers] + [len(mail.to(address_of(n))) for n in mailed()]
    print(f"{PEOPLE} messages, {sum(arrived) - PEOPLE} extra, {held} held at {KILLS} kills, seed {seed}")
    assert min(arrived) >= 1, seed
    assert sum(arrived) - PEOPLE <= held, seed


def mailed() -> range:
    """Those who get mail; the others get notices."""
    return range(0, PEOPLE, 2)


def address_of(number: int) -> str:
    return f"km{number}@gemeente.example"


def settings_for(url: str, mail: MailServer) -> dict[str, str]:
    given = {f"MEETLAT_{name.upper()}": str(value) for name, value in mail.settings.items()}
    push = {"PUSH": "on", "PUSH_ANYWHERE": "true", "PUSH_KEY": new_key(), "PUBLIC_URL": "http://127.0.0.1"}
    rates = {"PUSH_PER_SECOND": "20", "MAIL_PER_SECOND": "20", "DELIVERY": "polling", "PORT": "0"}
    chosen = {f"MEETLAT_{name}": value for name, value in (push | rates).items()}
    return given | chosen | {"MEETLAT_DATABASE_URL": url, "MEETLAT_SECRET": "for the kills only, thirty-two characters"}


async def employ(storage: Storage, push: PushService, mail: MailServer, chance: Random) -> list[BrowserAt]:
    """Everybody has one way and one message; some of the first calls fail."""
    now, browsers = Clock().now(), []
    async with storage.unit() as unit:
        await unit.people.found("Gemeente Voorbeeld", test=True)
        await unit.people.add_team("t1", "Team Werk", "Werk")
        for number in range(PEOPLE):
            who = f"km{number}"
            await unit.people.add(Functionaris(who, f"KM {number}", Rol.KLANTMANAGER, "t1"), now)
            if number in mailed():
                await unit.ways.give_mail(who, address_of(number), now)
                await unit.ways.confirm_mail(who, now)
                if chance.random() < 0.2:
                    mail.recipients[address_of(number)] = ["451 4.3.0 Not now"]
            else:
                browsers.append(push.browser())
                await unit.ways.subscribe(who, browsers[-1].address, "s", "browser", now)
                if chance.random() < 0.2:
                    push.answers[browsers[-1].endpoint.rpartition("/")[2]] = [chance.choice((429, 500, 503))]
            await unit.berichten.post(f"r:{number}", who, "missed", GAP, at=now)
    return browsers


async def asked(storage: Storage, question: sa.Select[int]) -> int:
    async with storage.look() as unit:
        return int(await unit.connection.scalar(question) or 0)
