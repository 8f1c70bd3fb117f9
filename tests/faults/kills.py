"""Kill the bot at random moments while people measure, and see whether anything was lost or done twice.

``python tests/faults/kills.py --kills 200 --database sqlite --seed 1`` prints one closing line of figures.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random, SystemRandom
from typing import IO

sys.path[:0] = [str(Path(__file__).resolve().parents[level]) for level in (1, 2)]

from faults.inquest import Findings, duplicates, examine  # noqa: E402
from faults.patience import Truce  # noqa: E402
from faults.walker import Walker  # noqa: E402
from support import postgres  # noqa: E402  # found only now, when run as a program
from support.botapi import BotApi  # noqa: E402
from support.oracle import Desk  # noqa: E402
from support.process import BotProcess, bot_process  # noqa: E402

from bot.runtime.clock import Clock  # noqa: E402
from flows.people import Functionaris, Rol  # noqa: E402
from storage.unit import Storage  # noqa: E402

TOKEN = "123:TEST"
PEOPLE = 50
ALIVE = (0.3, 1.5)
DOWN = (0.0, 0.3)
THINK = 2.0
LOOKS = 400
Bots = Callable[[str, BotApi, IO[bytes]], AbstractAsyncContextManager[list[BotProcess]]]


@dataclass
class Report:
    """The figures of one run, with what was found wrong."""

    database: str
    people: int
    kills: int
    seed: int
    seconds: float
    taps: int
    answers: int
    receipts: int
    again: int
    duplicates: int
    truces: int
    findings: Findings

    def __str__(self) -> str:
        found = self.findings
        return (
            f"{self.database}: {self.kills} kills, {self.people} people, {self.taps} taps and {self.answers} answers"
            f" seen confirmed, {self.receipts} receipts, {found.meetmomenten} meetmomenten; {len(found.lost)} lost,"
            f" {len(found.repeated)} repeated, {len(found.wrong)} otherwise wrong, 0 stuck"
            f" ({self.truces} waited until nothing was killed);"
            f" {self.again} taps repeated by people, {self.duplicates} duplicate messages"
            f" ({self.duplicates / max(self.kills, 1):.2f} per kill);"
            f" {self.kills * 60 / self.seconds:.0f} kills per minute, seed {self.seed}"
        )


async def _acknowledged(api: BotApi) -> None:
    """Give the bot time to ask for what comes next, which is how it acknowledges what it has committed."""
    for _ in range(LOOKS):
        if not api.account().inbox.waiting:
            return
        await asyncio.sleep(0.05)


@asynccontextmanager
async def one_bot(url: str, api: BotApi, log: IO[bytes]) -> AsyncIterator[list[BotProcess]]:
    """A bot that is alone."""
    async with bot_process(settings_for(url, api), log) as bot:
        yield [bot]


async def run(url: str, kills: int, seed: int, log: Path, *, people: int = PEOPLE, bots_at: Bots = one_bot) -> Report:
    """Let people measure at ``url``, an empty database, and kill the bot, or one of several, so many times."""
    chance, began = Random(seed), time.monotonic()
    await employ(url, people)
    truce = Truce()
    async with BotApi({TOKEN}) as api:
        walkers = [_person(api, number, Random(f"{seed}/{number}"), truce) for number in range(people)]
        with log.open("wb") as complaints:
            async with bots_at(url, api, complaints) as bots:
                enough = asyncio.Event()
                async with asyncio.TaskGroup() as group:
                    for walker in walkers:
                        group.create_task(walker.walk(enough))
                    began = await _kill(bots, kills, chance, truce)
                    enough.set()
                await asyncio.gather(*(walker.step() for walker in walkers))
                seconds = time.monotonic() - began
                await _acknowledged(api)
                await asyncio.gather(*(bot.stop() for bot in bots))
        findings = await examine(url, walkers)
        findings.wrong += [f"update {each.key} was never acknowledged" for each in api.account().inbox.waiting]
        return Report(
            database=url.partition("+")[0].partition(":")[0],
            people=people,
            kills=kills,
            seed=seed,
            seconds=seconds,
            taps=sum(walker.taps for walker in walkers),
            answers=sum(walker.answers for walker in walkers),
            receipts=sum(walker.receipts for walker in walkers),
            again=sum(walker.again for walker in walkers),
            duplicates=duplicates(api.calls),
            truces=truce.called,
            findings=findings,
        )


async def _kill(bots: list[BotProcess], kills: int, chance: Random, truce: Truce) -> float:
    """End so many lives at random moments, and begin each time another; says when the first ones answered."""
    await asyncio.gather(*(bot.start() for bot in bots))
    began = time.monotonic()
    for _ in range(kills):
        await asyncio.sleep(chance.uniform(*ALIVE))
        await truce.over()
        bot = chance.choice(bots)
        await bot.kill()
        await asyncio.sleep(chance.uniform(*DOWN))
        await bot.start()
    return began


def settings_for(url: str, api: BotApi) -> dict[str, str]:
    """A bot that keeps everything at ``url`` and is in a hurry."""
    return {
        "MEETLAT_DATABASE_URL": url,
        "MEETLAT_TELEGRAM_TOKEN": TOKEN,
        "MEETLAT_TELEGRAM_BASE_URL": api.base_url,
        "MEETLAT_PORT": "0",
        "MEETLAT_SECRET": "for the kills only, thirty-two characters",
        "MEETLAT_MESSAGES_PER_SECOND": "1000",
        "MEETLAT_MESSAGES_PER_CHAT": "100",
    }


async def employ(url: str, people: int) -> None:
    """Everybody has a Telegram account and an empty caseload."""
    now = Clock().now()
    storage = await Storage.open(url)
    try:
        async with storage.unit() as unit:
            await unit.people.found("Gemeente Voorbeeld", test=True)
            await unit.people.add_team("t1", "Team Werk", "Werk")
            for number in range(people):
                await unit.people.add(Functionaris(_name(number), f"KM {number}", Rol.KLANTMANAGER, "t1"), now)
                await unit.people.link(str(_address(number)), _name(number), now)
    finally:
        await storage.close()


def _person(api: BotApi, number: int, chance: Random, truce: Truce) -> Walker:
    return Walker(api.person(_address(number)), api.account(), Desk(_name(number)), chance, THINK, truce=truce)


def _name(number: int) -> str:
    return f"km{number}"


def _address(number: int) -> int:
    return 1000 + number


def main() -> int:
    """Run once, say what was found and end with the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="meetlat-kills-")))
        if given.database == "sqlite":
            url = f"sqlite+aiosqlite:///{folder}/meetlat.db"
        else:
            url = postgres.new_database(stack.enter_context(postgres.start()))
        report = asyncio.run(run(url, given.kills, given.seed, folder / "log"))
    for line in report.findings.all:
        print(line)
    print(report)
    return 1 if report.findings.all else 0


if __name__ == "__main__":
    sys.exit(main())
