"""Kill one of three replicas time and again while people measure: every effect once, every chat in order.

``python tests/faults/replicas.py --kills 200 --delivery webhook --seed 1`` prints one closing line of figures. With
polling one of the three fetches, and who is killed is often that one; with a webhook each of them takes updates in.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random, SystemRandom
from typing import IO

sys.path[:0] = [str(Path(__file__).resolve().parents[level]) for level in (1, 2)]

from aiohttp import ClientError, ClientSession, web  # noqa: E402
from faults.kills import Report, run, settings_for  # noqa: E402
from support import postgres  # noqa: E402  # found only now, when run as a program
from support.botapi import BotApi  # noqa: E402
from support.botapi.courier import SECRET_HEADER  # noqa: E402
from support.process import BotProcess, replicas  # noqa: E402

REPLICAS = 3
PEOPLE = 30


class Balancer:
    """Passes each delivery on to one of the replicas, and to another one when that is dead."""

    def __init__(self) -> None:
        self.bots: list[BotProcess] = []
        self.url = ""
        self._chance = Random(1)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Listen."""
        app = web.Application()
        app.router.add_post("/telegram", self._pass_on)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        async with ClientSession() as self._session:
            yield
        await runner.cleanup()

    async def _pass_on(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers = {"Content-Type": "application/json", SECRET_HEADER: request.headers[SECRET_HEADER]}
        for bot in self._chance.sample(self.bots, len(self.bots)):
            try:
                async with self._session.post(f"{bot.address}telegram", data=body, headers=headers) as answer:
                    return web.Response(
                        status=answer.status, body=await answer.read(), content_type=answer.content_type
                    )
            except (ClientError, OSError):
                continue
        return web.Response(status=502)


@asynccontextmanager
async def fetching(url: str, api: BotApi, log: IO[bytes]) -> AsyncIterator[list[BotProcess]]:
    """Three replicas of which one fetches."""
    async with replicas(REPLICAS, settings_for(url, api), log) as bots:
        yield bots


@asynccontextmanager
async def delivered(url: str, api: BotApi, log: IO[bytes]) -> AsyncIterator[list[BotProcess]]:
    """Three replicas behind one address that Telegram delivers to."""
    balancer = Balancer()
    async with balancer.open():
        hook = {"MEETLAT_DELIVERY": "webhook", "MEETLAT_PUBLIC_URL": balancer.url}
        async with replicas(REPLICAS, settings_for(url, api) | hook, log) as balancer.bots:
            yield balancer.bots


DELIVERIES = {"polling": fetching, "webhook": delivered}


async def run_replicas(url: str, kills: int, seed: int, log: Path, delivery: str, people: int = PEOPLE) -> Report:
    """Let people measure with three replicas at ``url``, an empty database, and kill one of them so many times."""
    return await run(url, kills, seed, log, people=people, bots_at=DELIVERIES[delivery])


def main() -> int:
    """Run once, say what was found and end with the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--delivery", choices=tuple(DELIVERIES), default="polling")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="meetlat-replicas-") as folder, postgres.start() as server:
        url, log = postgres.new_database(server), Path(folder) / "log"
        report = asyncio.run(run_replicas(url, given.kills, given.seed, log, given.delivery, given.people))
    for line in report.findings.all:
        print(line)
    print(f"{REPLICAS} replicas, {given.delivery}: {report}")
    return 1 if report.findings.all else 0


if __name__ == "__main__":
    sys.exit(main())
