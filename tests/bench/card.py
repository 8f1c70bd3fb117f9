"""The card of one client, among few clients and among very many: with a picture, with the same again, and without.

The CPU is that of the bot and of the process that draws for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.contenders import AFTERMATH, BOT, Contender, contender
from bench.municipality import CASELOAD, TODAY, YEARS, measured, on_sqlite
from bench.people import FIRST
from bench.report import Row, ratio, row
from bench.simulator import Player
from bench.sizes import Sizes
from support.storage import opened

KEEPER = "km0"
MOST, FLAT = 15.0, 1.1
DRAWN, AGAIN, PLAIN = "with a picture that was not drawn before", "with a picture seen before", "without a picture"
AIMS = {DRAWN: None, AGAIN: MOST, PLAIN: MOST}
_SINCE = datetime(2020, 1, 1)  # noqa: DTZ001  # as the tables keep it
Times = dict[str, list[float]]


class Reader(Player):
    """A klantmanager who opens the card of one client after the other."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.codes: Sequence[str] = ()
        self._left: list[str] = []

    def begin(self) -> dict[str, Any]:
        """Open the menu the first time, or the first card."""
        self._left = list(self.codes)
        return self.act() or self.says("/start")

    def act(self) -> dict[str, Any] | None:
        """Open the next card."""
        if not self._left or not self.screen:
            return None
        revision = self.buttons[0].partition(".")[0]
        return self.taps(f"{revision}.client/{self._left.pop(0)}")


async def card(sizes: Sizes, folder: Path) -> list[Row]:
    """Growing numbers of clients, on SQLite."""
    found = {clients: await _measured(folder, clients, sizes) for clients in sizes.cards}
    few, many = min(found), max(found)
    rows = [
        row(f"**Client card {how}, {clients:,} clients: CPU**", "ms", times[how], aim)
        for clients, times in found.items()
        for how, aim in AIMS.items()
    ]
    flat = [
        ratio(f"**Client card {how}, {many:,} ÷ {few:,} clients: CPU**", found[many][how], found[few][how], FLAT)
        for how, aim in AIMS.items()
        if aim is not None
    ]
    return rows + flat


async def _measured(folder: Path, clients: int, sizes: Sizes) -> Times:
    """CPU per card in ms, repetition by repetition."""
    url = f"sqlite:///{folder}/card{clients}.db"
    old, fresh = await _filled(url, clients, sizes)
    times: Times = {how: [] for how in AIMS}
    async with contender(BOT, {"MEETLAT_DATABASE_URL": url}) as bot:
        reader = Reader(FIRST)
        await bot.simulator.play([reader])
        for repetition in range(-1, sizes.repetitions):
            place = (repetition + 1) * sizes.cards_each
            drawn = old[place : place + sizes.cards_each]
            for how, codes in ((DRAWN, drawn), (AGAIN, drawn), (PLAIN, fresh)):
                reader.codes = codes
                took = await _took(bot, reader)
                if repetition >= 0:
                    times[how].append(took)
    return times


async def _took(bot: Contender, reader: Reader) -> float:
    before = await bot.bot.read()
    await bot.simulator.play([reader])
    await asyncio.sleep(AFTERMATH)
    after = await bot.bot.read()
    return (after.cpu - before.cpu + after.children - before.children) / len(reader.codes) * 1000


async def _filled(url: str, clients: int, sizes: Sizes) -> tuple[list[str], list[str]]:
    """The municipality, with one more keeper's clients who were never measured; gives who was and who was not."""
    run = await on_sqlite(url, clients * YEARS)
    keepers = -(-clients // CASELOAD)
    old = [f"K-{number:07}" for number in range(0, clients, keepers) if measured(number)]
    fresh = [f"K-N{number:06}" for number in range(sizes.cards_each)]
    run.execute("BEGIN")
    for code in fresh:
        run.execute(
            "INSERT INTO client (code, gemeentecode, sinds, sleutel) VALUES (?, '0344', ?, 1)", (code, str(_SINCE))
        )
        values = (code, KEEPER, str(TODAY.replace(year=2020)))
        run.execute("INSERT INTO toewijzing (client, functionaris, van) VALUES (?, ?, ?)", values)
    run.execute("COMMIT")
    run.close()
    async with opened(url) as storage, storage.unit() as unit:
        await unit.people.link(str(FIRST), KEEPER, datetime.now(UTC))
    return old, fresh
