"""Three replicas with clocks five minutes apart send an outbox, while a fifth of the calls fails and they are killed.

``python tests/delivery/exactness.py --messages 10000 --kills 50`` prints one closing line of figures: how many of the
messages that were due never arrived, came early or reached somebody removed, and how many came more than once.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random, SystemRandom

sys.path[:0] = [str(Path(__file__).resolve().parents[level]) for level in (1, 2)]

import sqlalchemy as sa  # noqa: E402
from faults.kills import TOKEN, settings_for  # noqa: E402
from support import postgres  # noqa: E402  # found only now, when run as a program
from support.botapi import BotApi, Faults  # noqa: E402
from support.process import BotProcess, replicas  # noqa: E402
from support.storage import opened  # noqa: E402

from bot.runtime.clock import AMSTERDAM  # noqa: E402
from flows.people import Functionaris, Rol  # noqa: E402
from storage.outbox.berichten import BerichtStatus  # noqa: E402
from storage.tables import BERICHT  # noqa: E402
from storage.unit import Storage  # noqa: E402

SKEWS = (-300, 0, 300)
# One in so many is withdrawn, and one in so many people is removed, this many seconds before anything of it is due.
CANCELLED, LEAVING, BEFORE = 20, 10, 3.0
FIRST_CHAT = 1000
PATIENCE = 90.0
# Telegram permits 30 in all; more of them at a time are harder to keep apart, and sooner done.
PER_SECOND = 200
SPOKEN = re.compile(r"van (\d+) januari 2020 (\d\d):(\d\d) tot")
# What a process had sent when it was killed may still come in a moment later.
ON_THE_WAY = 1.0
_OPEN = BerichtStatus.OPEN.value
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
# Each life begins with its skew in seconds, which its name in the outbox begins with.
NAMED = """
from bot.runtime import background
Worker, skewed = background.OutboxWorker, line.split()[0]
background.OutboxWorker = lambda *given, name, **others: Worker(*given, name=f"{skewed}:{name}", **others)
"""
# And with the length of a lease where that is not the usual one.
PROLOGUE = f"""
{NAMED}
from datetime import timedelta
import bot.delivery.worker, bot.runtime.clock, storage.outbox.berichten
skew, lease = map(float, line.split())
real = bot.runtime.clock.Clock.now
bot.runtime.clock.Clock.now = lambda clock: real(clock) + timedelta(seconds=skew)
if lease:
    for module in (storage.outbox.berichten, bot.delivery.worker):
        module.LEASE, module.LONGEST_CALL = timedelta(seconds=lease), timedelta(seconds=lease / 2)
"""


@dataclass
class Figures:
    """What arrived, against what was due; ``held`` is what the killed one had claimed and not noted, kill by kill."""

    messages: int
    kills: int
    seed: int
    what: str = "messages"
    due: int = 0
    missing: int = 0
    early: int = 0
    removed: int = 0
    withdrawn: int = 0
    unsettled: int = 0
    extra: int = 0
    lost: int = 0
    in_flight: int = 0
    faults: int = 0
    calls: int = 0
    seconds: float = 0.0
    held: list[tuple[float, Sequence[str]]] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether the promise was kept."""
        faulty = self.missing + self.early + self.removed + self.withdrawn + self.unsettled
        return not faulty and self.extra <= self.lost + self.in_flight

    def __str__(self) -> str:
        return (
            f"{self.messages} {self.what}, {self.due} due: {self.missing} missing, {self.early} early,"
            f" {self.removed} to people removed, {self.withdrawn} withdrawn but sent, {self.unsettled} unsettled;"
            f" {self.extra} extra (bound {self.lost + self.in_flight}: {self.lost} answers lost,"
            f" {self.in_flight} in flight at {self.kills} kills); {self.faults} of {self.calls} calls failed;"
            f" at most {PER_SECOND}/s, {self.seconds:.0f} s, seed {self.seed}"
        )


@dataclass
class Due:
    """One message: to which chat, from which moment; or that it must not come at all."""

    chat: int
    vanaf: datetime
    cancelled: bool = False
    leaves: bool = False


async def run(
    url: str, messages: int, kills: int, seed: int, log: Path, *, lease: float = 0.0, spread: float = 5.0
) -> Figures:
    """Fill the outbox at ``url``, an empty database, let three replicas send it and kill them so many times.

    What is not due at once is due ``spread`` seconds later at most; without ``lease`` leases are as long as always.
    """
    chance, began = Random(seed), time.monotonic()
    figures = Figures(messages, kills, seed)
    async with BotApi({TOKEN}) as api, opened(url) as storage:
        plan = await _fill(storage, api, messages, chance, spread)
        api.faults = misfortune(Random(seed))
        settings = settings_for(url, api) | {"MEETLAT_BACKLOG_PER_SECOND": str(PER_SECOND)}
        with log.open("wb") as complaints:
            async with replicas(len(SKEWS), settings, complaints, PROLOGUE) as bots:
                words = [f"{skew} {lease}" for skew in SKEWS]
                await asyncio.gather(*(bot.start(word) for bot, word in zip(bots, words, strict=True)))
                deaths = asyncio.create_task(killing(bots, words, chance, storage, figures))
                await _settled(storage, figures, deaths)
                await asyncio.gather(*(bot.stop() for bot in bots))
        figures.seconds = time.monotonic() - began
        _compare(figures, plan, api)
    return figures


async def _fill(storage: Storage, api: BotApi, messages: int, chance: Random, spread: float) -> list[Due]:
    """Post everything; then some is withdrawn and some people leave, all before it is due."""
    people, now = max(4, messages // 20), datetime.now(UTC)
    plan = []
    async with storage.unit() as unit:
        await unit.people.found("Gemeente Voorbeeld", test=True)
        await unit.people.add_team("t1", "Team Werk", "Werk")
        for number in range(people):
            await unit.people.add(Functionaris(f"km{number}", f"KM {number}", Rol.KLANTMANAGER, "t1"), now)
            await unit.people.link(str(FIRST_CHAT + number), f"km{number}", now)
            api.account().opened(FIRST_CHAT + number, {"type": "private", "first_name": "P"})
        for number in range(messages):
            who = chance.randrange(people)
            leaves, later = who % LEAVING == 0, chance.random() < 0.5
            soon = now + timedelta(seconds=BEFORE + chance.uniform(0, spread))
            due = Due(FIRST_CHAT + who, soon if leaves or later else now, later and number % CANCELLED == 0, leaves)
            params = {"van": (EPOCH + timedelta(minutes=number)).isoformat(), "tot": EPOCH.isoformat()}
            await unit.berichten.post(f"r:{number}", f"km{who}", "missed", params, vanaf=due.vanaf, at=now)
            plan.append(due)
    async with storage.unit() as unit:
        for number, due in enumerate(plan):
            if due.cancelled:
                await unit.berichten.cancel(f"r:{number}")
        for number in range(0, people, LEAVING):
            await unit.people.remove(f"km{number}", datetime.now(UTC))
    return plan


def misfortune(rng: Random) -> Faults:
    """Of a hundred messages twenty meet one."""
    spared = frozenset({"getMe", "getUpdates", "deleteWebhook", "setMyCommands"})
    faults = Faults(rng, slow=0.01, slow_seconds=(0.1, 0.5), retry_after=(1, 1), spared=spared)
    faults.rate_limited, faults.server_error, faults.reset = 0.04, 0.06, 0.04
    faults.lost, faults.html, faults.empty = 0.03, 0.01, 0.01
    return faults


async def killing(bots: list[BotProcess], words: list[str], chance: Random, storage: Storage, figures: Figures) -> None:
    """Kill one of them time and again, and keep what it held at that moment."""
    claimed = sa.select(BERICHT.c.eigenaar, BERICHT.c.sleutel).where(BERICHT.c.status == _OPEN)
    buried: set[str] = set()
    for _ in range(figures.kills):
        await asyncio.sleep(chance.uniform(0.3, 1.5))
        number = chance.randrange(len(bots))
        await bots[number].kill()
        killed = time.monotonic()
        owned = claimed.where(BERICHT.c.eigenaar.startswith(f"{words[number].split()[0]}:"))
        async with storage.look() as unit:
            found = [tuple(row) for row in await unit.connection.execute(owned)]
        figures.held.append((killed, [sleutel for owner, sleutel in found if owner not in buried]))
        buried |= {owner for owner, _ in found}
        await bots[number].start(words[number])


def in_flight(figures: Figures, arrived: Mapping[str, Sequence[float]]) -> int:
    """How many messages, by their key and the times at which they arrived, a kill kept from being noted."""
    return sum(
        any(at < killed + ON_THE_WAY for at in arrived.get(sleutel, ()))
        for killed, held in figures.held
        for sleutel in held
    )


async def _settled(storage: Storage, figures: Figures, deaths: asyncio.Task[None]) -> None:
    """Wait until nothing is open any more, for as long as there is progress."""
    is_open = sa.select(sa.func.count()).where(BERICHT.c.status == _OPEN)
    patience = time.monotonic() + PATIENCE
    left = -1
    while time.monotonic() < patience:
        async with storage.look() as unit:
            before, left = left, int(await unit.connection.scalar(is_open) or 0)
        if left == 0 and deaths.done():
            break
        patience = time.monotonic() + PATIENCE if left != before else patience
        await asyncio.sleep(0.2)
    await deaths
    figures.unsettled = left


def _compare(figures: Figures, plan: list[Due], api: BotApi) -> None:
    """Hold what the Bot API saw against the plan."""
    wall = time.time() - time.monotonic()
    calls = [call for call in api.calls if call.method == "sendMessage"]
    figures.calls, figures.faults = len(calls), sum(call.fault != "" for call in calls)
    figures.lost = sum(call.fault in ("lost", "empty") for call in calls)
    arrived: defaultdict[str, list[float]] = defaultdict(list)
    for call in calls:
        number = _number(call.params["text"])
        due = plan[number]
        figures.removed += due.leaves
        figures.withdrawn += due.cancelled
        figures.early += datetime.fromtimestamp(call.time + wall, UTC) < due.vanaf
        if call.status == 200 and call.params["chat_id"] == due.chat:
            arrived[f"r:{number}"].append(call.time)
    wanted = [number for number, due in enumerate(plan) if not due.cancelled and not due.leaves]
    figures.due = len(wanted)
    figures.missing = sum(f"r:{number}" not in arrived for number in wanted)
    figures.extra = sum(len(times) - 1 for times in arrived.values())
    figures.in_flight = in_flight(figures, arrived)


def _number(text: str) -> int:
    """Which message this is: the minute that it speaks of."""
    found = SPOKEN.search(text)
    assert found is not None, text
    day, hour, minute = map(int, found.groups())
    return int((datetime(2020, 1, day, hour, minute, tzinfo=AMSTERDAM) - EPOCH).total_seconds() // 60)


def main() -> int:
    """Run once and end with the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="meetlat-exactness-") as folder, postgres.start() as server:
        log = Path(folder) / "log"
        url = postgres.new_database(server)
        figures = asyncio.run(run(url, given.messages, given.kills, given.seed, log, spread=120))
    print(figures)
    return 0 if figures.sound else 1


if __name__ == "__main__":
    sys.exit(main())
