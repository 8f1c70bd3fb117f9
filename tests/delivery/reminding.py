"""Clients who are due are told by three replicas that sweep and send, with faults, skewed clocks and kills.

``python tests/delivery/reminding.py --clients 10000 --kills 50`` prints one closing line of figures, counted in clients
(missing, early, removed, snoozed but told) and in messages (extra). It is a working morning there. Once everybody's
digest is made some people are removed, so that their team lead has to hear of their clients, and some clients snoozed.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random, SystemRandom

sys.path[:0] = [str(Path(__file__).resolve().parents[level]) for level in (1, 2)]

import sqlalchemy as sa  # noqa: E402
from delivery.exactness import NAMED, PER_SECOND, SKEWS, Figures, in_flight, killing, misfortune  # noqa: E402
from faults.kills import TOKEN, settings_for  # noqa: E402
from support import postgres  # noqa: E402  # found only now, when run as a program
from support.botapi import BotApi  # noqa: E402
from support.process import replicas  # noqa: E402
from support.storage import opened, owe  # noqa: E402

from bot.runtime.clock import AMSTERDAM  # noqa: E402
from flows.agenda import Wishes  # noqa: E402
from flows.people import Functionaris, Rol  # noqa: E402
from storage.outbox.berichten import BerichtStatus  # noqa: E402
from storage.outbox.digests import SJABLOON  # noqa: E402
from storage.tables import BERICHT, TERMIJN  # noqa: E402
from storage.unit import Storage  # noqa: E402

# A working morning; who prefers a time prefers one that comes soon.
MORNING = datetime(2027, 5, 20, 10, 0, tzinfo=AMSTERDAM)
TODAY, PREFERRED = MORNING.date(), MORNING + timedelta(minutes=2)
CASELOAD, TEAM, FIRST_CHAT = 4, 20, 1000
# One in so many clients is snoozed, one in so many people prefers that time, and the first of each team leaves.
SNOOZED, CHOOSY = 20, 3
PATIENCE = 120.0
CODE = re.compile(r"K-\d{7}")
# Each life begins with its skew and with how far that morning is away, in seconds. It looks more often than usual, a
# few clients at a time, so that kills come between.
PROLOGUE = f"""
{NAMED}
from datetime import UTC, datetime, timedelta
import bot.reminders.sweep, bot.runtime.clock, storage.engine.replicas
skew, away = (timedelta(seconds=float(word)) for word in line.split())
bot.runtime.clock.Clock.now = lambda clock: datetime.now(UTC) + away + skew
bot.runtime.clock.Clock.today = lambda clock: bot.runtime.clock.local_day(clock.now())
asked = storage.engine.replicas.Replicas.clock
async def clock(replicas):
    return await asked(replicas) + away
storage.engine.replicas.Replicas.clock = clock
sweep = bot.reminders.sweep
sweep.FIRST_SECONDS, sweep.EVERY_SECONDS, sweep.AT_ONCE = 0.5, 3.0, 200
sweep.BUNDLING = timedelta(seconds=30)
"""


async def run(url: str, clients: int, kills: int, seed: int, log: Path) -> Figures:
    """Fill the database at ``url``, an empty one, let three replicas tell everybody and kill them so many times."""
    chance, began = Random(seed), time.monotonic()
    away = MORNING - datetime.now(UTC)
    figures = Figures(clients, kills, seed, what="reminders")
    async with BotApi({TOKEN}) as api, opened(url) as storage:
        kept = await _fill(storage, api, clients)
        api.faults = misfortune(Random(seed))
        settings = settings_for(url, api) | {"MEETLAT_BACKLOG_PER_SECOND": str(PER_SECOND)}
        words = [f"{skew} {away.total_seconds()}" for skew in SKEWS]
        with log.open("wb") as complaints:
            async with replicas(len(SKEWS), settings, complaints, PROLOGUE) as bots:
                await asyncio.gather(*(bot.start(word) for bot, word in zip(bots, words, strict=True)))
                deaths = asyncio.create_task(killing(bots, words, chance, storage, figures))
                await _settled(storage, sent=False)
                left = await _change(storage, kept, datetime.now(UTC) + away)
                changed = time.monotonic()
                await deaths
                figures.unsettled = await _settled(storage, sent=True)
                await asyncio.gather(*(bot.stop() for bot in bots))
        figures.seconds = time.monotonic() - began
        await _compare(figures, storage, api, kept, left, changed, away)
    return figures


def _people(clients: int) -> list[str]:
    return [f"km{number}" for number in range(max(TEAM, -(-clients // CASELOAD)))]


def _lead(who: str) -> str:
    return f"tl{int(who[2:]) // TEAM}"


def _chat(who: str) -> int:
    return int(who[2:]) + (FIRST_CHAT if who.startswith("km") else 100 * FIRST_CHAT)


async def _fill(storage: Storage, api: BotApi, clients: int) -> dict[str, str]:
    """Teams with a lead each, everybody with an account and clients who are due; gives who keeps whom."""
    now, people = MORNING - timedelta(days=900), _people(clients)
    async with storage.unit() as unit:
        await unit.people.found("Gemeente Voorbeeld", test=True)
        for who in people:
            lead, team = _lead(who), f"t{int(who[2:]) // TEAM}"
            staff = [Functionaris(who, who, Rol.KLANTMANAGER, team)]
            if int(who[2:]) % TEAM == 0:
                await unit.people.add_team(team, team, "Werk")
                staff.append(Functionaris(lead, lead, Rol.TEAMLEIDER, team))
            for each in staff:
                await unit.people.add(each, now)
                await unit.people.link(str(_chat(each.id)), each.id, now)
                api.account().opened(_chat(each.id), {"type": "private", "first_name": "P"})
            if _prefers(who):
                here = PREFERRED.astimezone(AMSTERDAM).time()
                await unit.people.wish(who, Wishes(here))
        return await owe(unit, people, CASELOAD, TODAY)


def _prefers(who: str) -> bool:
    return int(who[2:]) % CHOOSY == 1


async def _settled(storage: Storage, *, sent: bool) -> int:
    """Wait until every client is in somebody's digest, and ``sent``: all of them settled; gives what is left."""
    unsaid = sa.select(sa.func.count()).select_from(TERMIJN).where(TERMIJN.c.herinneren <= TODAY)
    is_open = sa.select(sa.func.count()).where(BERICHT.c.status == BerichtStatus.OPEN.value)
    patience, left = time.monotonic() + PATIENCE, -1
    while left and time.monotonic() < patience:
        await asyncio.sleep(0.2)
        async with storage.look() as unit:
            before, left = left, int(await unit.connection.scalar(unsaid) or 0)
            left += int(await unit.connection.scalar(is_open) or 0) if sent else 0
        patience = time.monotonic() + PATIENCE if left != before else patience
    return left


async def _change(storage: Storage, kept: dict[str, str], now: datetime) -> set[str]:
    """Remove the first of every team and snooze some clients; gives who left."""
    left = {who for who in kept.values() if int(who[2:]) % TEAM == 0}
    async with storage.unit() as unit:
        for who in sorted(left):
            await unit.people.remove(who, now)
        for number, (code, who) in enumerate(kept.items()):
            if number % SNOOZED == 7 and who not in left:
                await unit.termijnen.doze(code, TODAY + timedelta(days=7), TODAY)
    return left


async def _compare(
    figures: Figures,
    storage: Storage,
    api: BotApi,
    kept: dict[str, str],
    left: set[str],
    changed: float,
    away: timedelta,
) -> None:
    """Hold what the Bot API saw against who should have heard of whom, and when."""
    wall = time.time() - time.monotonic()
    async with storage.look() as unit:
        query = sa.select(BERICHT.c.aan, BERICHT.c.sleutel, BERICHT.c.vanaf, BERICHT.c.sjabloon)
        told = {_chat(row.aan): row for row in await unit.connection.execute(query) if row.sjabloon == SJABLOON}
        dozing = set(await unit.connection.scalars(sa.select(TERMIJN.c.client).where(TERMIJN.c.sluimert_tot > TODAY)))
    gone = {_chat(who) for who in left}
    calls = [call for call in api.calls if call.method == "sendMessage" and CODE.search(call.params["text"])]
    arrived: defaultdict[str, list[float]] = defaultdict(list)
    heard = set()
    for call in calls:
        chat, codes = call.params["chat_id"], CODE.findall(call.params["text"])
        moment = datetime.fromtimestamp(call.time + wall, UTC) + away
        wished = PREFERRED if chat in {_chat(who) for who in kept.values() if _prefers(who)} else MORNING
        figures.early += len(codes) * (moment < max(wished, told[chat].vanaf))
        if call.time > changed:
            figures.removed += len(codes) * (chat in gone)
            figures.withdrawn += len(dozing & set(codes))
        if call.status == 200:
            arrived[told[chat].sleutel].append(call.time)
            heard |= {(chat, code) for code in codes}
    wanted = {(_chat(_lead(who) if who in left else who), code) for code, who in kept.items() if code not in dozing}
    figures.due, figures.missing = len(wanted), len(wanted - heard)
    figures.calls, figures.faults = len(calls), sum(call.fault != "" for call in calls)
    figures.lost = sum(call.fault in ("lost", "empty") for call in calls)
    figures.extra = sum(len(times) - 1 for times in arrived.values())
    figures.in_flight = in_flight(figures, arrived)


def main() -> int:
    """Run once and end with the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="meetlat-reminding-") as folder, postgres.start() as server:
        log, url = Path(folder) / "log", postgres.new_database(server)
        figures = asyncio.run(run(url, given.clients, given.kills, given.seed, log))
    print(figures)
    return 0 if figures.sound else 1


if __name__ == "__main__":
    sys.exit(main())
