"""The transcripts that have the settings of a gemeente of their own, over Telegram and over the web chat."""

from __future__ import annotations

from pathlib import Path

import pytest
from channels.test_transcripts import TRANSCRIPTS, OnTelegram, OnTheWeb
from support.running import meetlat_on, only_the_bot_is_read
from support.storage import Databases

from bot.transcripts.transcript import parse, replay

SCRIPTS = {
    settings.parent: [parse(file.read_text(encoding="utf-8")) for file in sorted(settings.parent.glob("*.txt"))]
    for settings in sorted(TRANSCRIPTS.glob("*/gemeente.toml"))
}


@pytest.mark.parametrize("folder", SCRIPTS, ids=lambda folder: folder.name)
async def test_over_both_channels(folder: Path, sqlite_databases: Databases) -> None:
    async with meetlat_on(await sqlite_databases.ready(), gemeente_settings=folder / "gemeente.toml") as meetlat:
        for script in SCRIPTS[folder]:
            _, person = await meetlat.newcomer()
            await replay(script, OnTelegram(meetlat, person))
            await only_the_bot_is_read(person)
            who, _ = await meetlat.newcomer()
            async with meetlat.browser(who) as visitor:
                visitor.script()
                await replay(script, OnTheWeb(meetlat, visitor))
