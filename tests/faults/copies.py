"""Somebody whose screens come twice, and a bot that is killed: what is newest counts, and what does not is told.

Answers to ``sendMessage`` are lost, so that copies stand in the chat, and any of them is tapped, now and then while a
message is under way too. ``python tests/faults/copies.py --rounds 300 --delivery webhook`` prints a line of figures.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random, SystemRandom
from typing import IO

sys.path[:0] = [str(Path(__file__).resolve().parents[level]) for level in (1, 2)]

import sqlalchemy as sa  # noqa: E402
from faults.kills import TOKEN, employ, settings_for  # noqa: E402  # found only now, when run as a program
from faults.replicas import Balancer  # noqa: E402
from support import postgres  # noqa: E402
from support.botapi import BotApi, Faults, Message, Person  # noqa: E402
from support.botapi.methods import METHODS  # noqa: E402
from support.process import BotProcess, replicas  # noqa: E402
from support.storage import look_at  # noqa: E402

from storage.tables import CHAT, GEZIEN, MEETMOMENT  # noqa: E402

DELIVERIES = ("polling", "webhook")
NEW = frozenset({"sendMessage", "sendPhoto"})
PATIENCE = 30.0
LEFT_ALONE = frozenset(
    {"stop", "later", "ask_stop", "questions", "privacy", "settings", "messages", "ladder", "hand_over", "wishes"}
)
# What leads to a receipt.
FORWARD = frozenset({"new", "create", "start", "answer", "confirm", "record"})


class StuckError(Exception):
    """What the person sees is not where the chat stands, and stays so."""


@dataclass
class Findings:
    """What one run came to."""

    rounds: int = 0
    kills: int = 0
    copies: int = 0
    untold: list[str] = field(default_factory=list)
    receipts: int = 0
    meetmomenten: int = 0

    def __str__(self) -> str:
        return (
            f"{self.rounds} rounds, {self.kills} kills, {self.copies} copies tapped; {len(self.untold)} taps neither"
            f" taken nor told, {self.receipts} receipts of {self.meetmomenten} meetmomenten, 0 stuck"
        )


@dataclass
class Tapper:
    """Taps any button that stands in the chat, whichever message it stands on."""

    api: BotApi
    person: Person
    url: str
    chance: Random
    findings: Findings
    receipts: set[int] = field(default_factory=set)
    last: tuple[int, str] | None = None

    async def settles(self) -> int:
        """Wait until the newest screen is the one where the chat stands; gives its number."""
        end = time.monotonic() + PATIENCE
        while True:
            stands = await self._revision()
            if stands and self.person.screen.markup and _number(self.person.screen) == stands:
                self._read()
                return stands
            if time.monotonic() > end:
                raise StuckError(f"the chat stands at {stands}, and there is {self.person.screen}")
            await asyncio.sleep(0.02)

    async def tap(self) -> None:
        """Tap one of the buttons that stand there, and see that it was taken or told; a double tap is neither."""
        stands = await self.settles()
        message, data = self._chosen()
        again, self.last = self.last == (message, data), (message, data)
        told = len(self.person.toasts)
        update = await self.person.tap_data(message, data)
        await self._until(lambda: self._answered(update["callback_query"]["id"]), "an answer to the tap")
        await self._quiet()
        late = int(data.partition(".")[0]) != stands
        self.findings.copies += message != self.person.screen.id
        if late and not again and len(self.person.toasts) == told:
            self.findings.untold.append(f"{data} on {message} at {stands}")

    async def interrupted(self, bot: BotProcess) -> None:
        """Tap or write, and kill the bot at some moment of it."""
        await self.settles()
        for _ in range(self.chance.randint(1, 2)):
            if self.chance.random() < 0.4:
                await self.person.send("/start")
            else:
                self.last = self._chosen()
                await self.person.tap_data(*self.last)
        await asyncio.sleep(self.chance.choice((0.0, 0.005, 0.02, 0.05, 0.3)) * self.chance.random() * 2)
        await bot.kill()
        await bot.start()
        self.findings.kills += 1
        await self._quiet()

    async def both(self) -> None:
        """Write and tap at the same time, in either order."""
        await self.settles()
        self.last = self._chosen()
        doing = [self.person.send("/start"), self.person.tap_data(*self.last)]
        self.chance.shuffle(doing)
        await asyncio.gather(*doing)
        await self._quiet()

    def _chosen(self) -> tuple[int, str]:
        found = [
            (message.id, button.target)
            for message in self.person.chat
            for row in message.rows
            for button in row
            if message.by_bot and _word(button.target) not in LEFT_ALONE
        ]
        newest = [each for each in found if each[0] == self.person.screen.id]
        some = newest if newest and self.chance.random() < 0.6 else found
        return self.chance.choices(some, [10 if _word(data) in FORWARD else 1 for _, data in some])[0]

    async def _quiet(self) -> None:
        await self._until(lambda: not self.api.account().inbox.waiting, "everything is taken in")
        await self.settles()

    def _answered(self, query: str) -> bool:
        return any(c.params.get("callback_query_id") == query and c.status == 200 for c in self.api.calls[-200:])

    async def _until(self, reached: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not reached():
            if time.monotonic() > end:
                raise StuckError(what)
            await asyncio.sleep(0.01)

    def _read(self) -> None:
        for message in self.person.chat:
            if message.text.startswith("✔") and "vastgelegd" in message.text and message.id not in self.receipts:
                self.receipts.add(message.id)

    async def _revision(self) -> int:
        rows = await look_at(self.url, sa.select(CHAT.c.revision).where(CHAT.c.address == str(self.person.id)))
        return int(rows[0][0]) if rows else 0


def _word(data: str) -> str:
    return data.partition(".")[2].partition("/")[0]


def _number(message: Message) -> int:
    return int(message.rows[0][0].target.partition(".")[0] or 0)


@asynccontextmanager
async def bots(count: int, url: str, api: BotApi, delivery: str, log: IO[bytes]) -> AsyncIterator[list[BotProcess]]:
    """So many bots, which fetch or are delivered to."""
    balancer = Balancer()
    async with balancer.open():
        hook = {"MEETLAT_DELIVERY": "webhook", "MEETLAT_PUBLIC_URL": balancer.url} if delivery == "webhook" else {}
        async with replicas(count, settings_for(url, api) | hook, log) as balancer.bots:
            yield balancer.bots


async def run(url: str, rounds: int, seed: int, log: Path, delivery: str, count: int = 1) -> Findings:
    """Let one person go so many rounds at ``url``, an empty database."""
    await employ(url, 1)
    chance, findings = Random(seed), Findings(rounds)
    async with BotApi({TOKEN}) as api:
        person = api.person(1000)
        with log.open("wb") as complaints:
            async with bots(count, url, api, delivery, complaints) as living:
                await asyncio.gather(*(bot.start() for bot in living))
                tapper = Tapper(api, person, url, chance, findings)
                await person.send("/start")
                await person.see("Wat wilt u doen?")
                for _ in range(rounds):
                    api.faults = Faults(chance, lost=0.4, spared=frozenset(METHODS) - NEW)
                    doing = chance.choices(("tap", "both", "interrupted"), (6, 1, 2))[0]
                    if doing == "tap":
                        await tapper.tap()
                    elif doing == "both":
                        await tapper.both()
                    else:
                        await tapper.interrupted(chance.choice(living))
                await asyncio.gather(*(bot.stop() for bot in living))
    findings.receipts = len(tapper.receipts)
    findings.meetmomenten = len(await look_at(url, sa.select(MEETMOMENT.c.id)))
    keys = [row[0] for row in await look_at(url, sa.select(GEZIEN.c.key))]
    assert len(keys) == len(set(keys))
    return findings


def main() -> int:
    """Run once, say what was found and end with the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--delivery", choices=DELIVERIES, default="polling")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="meetlat-copies-")))
        if given.database == "sqlite":
            url = f"sqlite+aiosqlite:///{folder}/meetlat.db"
        else:
            url = postgres.new_database(stack.enter_context(postgres.start()))
        found = asyncio.run(run(url, given.rounds, given.seed, folder / "log", given.delivery, given.count))
    for line in found.untold:
        print(line)
    print(f"{given.database}, {given.delivery}, seed {given.seed}: {found}")
    return 1 if found.untold else 0


if __name__ == "__main__":
    sys.exit(main())
