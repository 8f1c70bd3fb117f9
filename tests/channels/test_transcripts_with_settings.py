"""The transcripts that have the settings of a gemeente of their own, over Telegram and over the web chat."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from channels.test_transcripts import TRANSCRIPTS, OnTelegram, OnTheWeb
from support.running import meetlat_on, only_the_bot_is_read
from support.storage import Databases

from bot.transcripts.transcript import Script, parse, replay


def scripts() -> Iterator[object]:
    """Every one of them with its settings; each is played on a day of its own, because some let time pass."""
    for settings in sorted(TRANSCRIPTS.glob("*/gemeente.toml")):
        for file in sorted(settings.parent.glob("*.txt")):
            yield pytest.param(settings, parse(file.read_text(encoding="utf-8")), id=file.stem)


@pytest.mark.parametrize(("settings", "script"), list(scripts()))
async def test_over_telegram(settings: Path, script: Script, sqlite_databases: Databases) -> None:
    async with meetlat_on(await sqlite_databases.ready(), gemeente_settings=settings) as meetlat:
        _, person = await meetlat.newcomer()
        await replay(script, OnTelegram(meetlat, person))
        await only_the_bot_is_read(person)


@pytest.mark.parametrize(("settings", "script"), list(scripts()))
async def test_over_the_web(settings: Path, script: Script, sqlite_databases: Databases) -> None:
    async with meetlat_on(await sqlite_databases.ready(), gemeente_settings=settings) as meetlat:
        who, _ = await meetlat.newcomer()
        async with meetlat.browser(who) as visitor:
            visitor.script()
            await replay(script, OnTheWeb(meetlat, visitor))
