"""A whole measurement and a single question's tap, beside bots that only echo and one that remembers nothing.

Everything is measured in turn in one run, so that a busy moment of the machine hits every bot. The echo makes as many
calls per update as Meetlat was seen to make.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from bench.contenders import AIOGRAM, AIOGRAM_PYTHON, BOT, ECHO, Contender, Round, contender
from bench.people import FIRST
from bench.players import Chooser, Measurer, Walker, Writer, spread
from bench.report import Row, missing, ratio, row
from bench.scene import delivered
from bench.seed import seed
from bench.simulator import Player
from bench.sizes import Sizes
from support import postgres

WHOLE, TAP, LINE = "whole measurement", "question's tap", "one message"
SQLITE, WEBHOOK, POSTGRES = "SQLite, polling", "SQLite, webhook", "PostgreSQL, polling"
PTB, MEMORY = "PTB echo", "aiogram, state in memory"
DONE = (WHOLE, TAP)
ALIKE, SINGLE, FORGETFUL = "echo with as many calls", "echo with one message", MEMORY
ON_A_FILE = {
    (ALIKE, WHOLE): 0.35,
    (ALIKE, TAP): 0.25,
    (SINGLE, TAP): 0.5,
    (FORGETFUL, WHOLE): 1.0,
    (FORGETFUL, TAP): 1.0,
}
ON_A_SERVER = {(ALIKE, TAP): 1.0, (SINGLE, TAP): 1.0}
AIMS = {SQLITE: ON_A_FILE, WEBHOOK: ON_A_FILE, POSTGRES: ON_A_SERVER}
NETWORK_SECONDS = 0.04
MOST_UPDATES = 600.0
Crew = dict[str, list[Player]]
# By bot, what was done, and by how many at once.
Rounds = dict[tuple[str, str, int], list[Round]]


async def speed(sizes: Sizes, folder: Path) -> list[Row]:
    """Side by side, and then how much goes through when every call takes its time."""
    rounds: Rounds = defaultdict(list)
    async with _bots(sizes, folder) as bots:
        crews = {name: _crew(name, sizes) for name in bots}
        await _call_alike(bots[SQLITE], crews[SQLITE], crews[PTB])
        for name, bot in bots.items():
            for players in crews[name].values():
                await bot.round(players)
        for _ in range(sizes.repetitions):
            for name, bot in bots.items():
                for what, players in crews[name].items():
                    for people, times in ((1, sizes.rounds_alone), (sizes.people, sizes.rounds)):
                        rounds[name, what, people].append(await bot.round(players[:people], times))
        through = {name: await _over_network(bots[name], sizes) for name in (SQLITE, MEMORY) if name in bots}
    return [*_figures(rounds, sizes), *_ratios(rounds, sizes), *_throughput(through, sizes)]


@asynccontextmanager
async def _bots(sizes: Sizes, folder: Path) -> AsyncIterator[dict[str, Contender]]:
    """All bots, running; aiogram only where it is installed."""
    async with AsyncExitStack() as stack:
        server = stack.enter_context(postgres.start(durable=True))
        urls = {SQLITE: f"sqlite:///{folder}/polling.db", WEBHOOK: f"sqlite:///{folder}/webhook.db"}
        urls[POSTGRES] = postgres.new_database(server)
        bots = {}
        for name, url in urls.items():
            await seed(url, 2 * sizes.people + sizes.many)
            extra = delivered() if name == WEBHOOK else {}
            settings = {"MEETLAT_DATABASE_URL": url, **extra}
            bots[name] = await stack.enter_async_context(contender(BOT, settings))
        bots[PTB] = await stack.enter_async_context(contender(ECHO, {}))
        if AIOGRAM_PYTHON.exists():
            bots[MEMORY] = await stack.enter_async_context(contender(AIOGRAM, {}))
        yield bots


def _crew(name: str, sizes: Sizes) -> Crew:
    """The people in front of a bot, by what they do."""
    measuring, tapping = range(FIRST, FIRST + sizes.people), range(FIRST + sizes.people, FIRST + 2 * sizes.people)
    if name == PTB:
        return {
            WHOLE: [Chooser(number, command=True) for number in measuring],
            TAP: [Chooser(number, command=False) for number in tapping],
            LINE: [Writer(number) for number in measuring],
        }
    return {WHOLE: [Measurer(number) for number in measuring], TAP: [Walker(number) for number in tapping]}


async def _call_alike(bot: Contender, ours: Crew, theirs: Crew) -> None:
    """Have the echo make as many calls as we do once everybody has begun."""
    for what in DONE:
        await bot.round(ours[what])
        seen = await bot.round(ours[what])
        updates = seen.updates // len(ours[what])
        for player in theirs[what]:
            assert isinstance(player, Chooser)
            player.calls = spread(round(seen.calls / len(ours[what])), updates)


async def _over_network(bot: Contender, sizes: Sizes) -> list[Round]:
    """Many people measure side by side, while every call takes its time."""
    first = FIRST + 2 * sizes.people
    many = [Measurer(number) for number in range(first, first + sizes.many)]
    await bot.round(many)
    bot.simulator.delay = NETWORK_SECONDS
    return [await bot.round(many) for _ in range(sizes.network_rounds)]


def _figures(rounds: Rounds, sizes: Sizes) -> list[Row]:
    rows = []
    for (name, what, people), done in rounds.items():
        who = "one at a time" if people == 1 else f"{people} chats at once"
        cpu = [each.cpu for each in done]
        calls = sum(each.calls for each in done) / sum(each.updates for each in done)
        rows.append(row(f"{_bot(name)}: {what}, {calls:.2f} calls, {who}: CPU per update", "µs", cpu))
        if people == sizes.people:
            rate = [each.rate for each in done]
            rows.append(row(f"{_bot(name)}: {what}, {who}: updates/s on one core", "/s", rate))
    return rows


def _ratios(rounds: Rounds, sizes: Sizes) -> list[Row]:
    rows = []
    for name, aims in AIMS.items():
        for what in DONE:
            for people, who in ((1, "one at a time"), (sizes.people, f"{sizes.people} chats at once")):
                ours = [each.cpu for each in rounds[name, what, people]]
                for said, bot, done in ((ALIKE, PTB, what), (SINGLE, PTB, LINE), (FORGETFUL, MEMORY, what)):
                    theirs = [each.cpu for each in rounds.get((bot, done, people), [])]
                    label = f"**{what}, {name}, CPU, {who} ÷ {said}**"
                    rows.append(_against(label, ours, theirs, aims.get((said, what))))
    return rows


def _against(what: str, ours: list[float], theirs: list[float], limit: float | None) -> Row:
    return ratio(what, ours, theirs, limit) if theirs else missing(f"{what}: aiogram is not there", "×", limit)


def _throughput(through: dict[str, list[Round]], sizes: Sizes) -> list[Row]:
    rows = []
    for name, done in through.items():
        what = f"{_bot(name)}: {WHOLE}, {sizes.many} chats, {NETWORK_SECONDS * 1000:.0f} ms of network: updates/s"
        least = MOST_UPDATES if name == SQLITE else None
        rows.append(row(f"**{what}**", "/s", [each.rate for each in done], least, at_least=True))
    return rows


def _bot(name: str) -> str:
    return name if name in (PTB, MEMORY) else f"Meetlat, {name}"
