"""The monthly letter: to every team lead, once a month, one picture and five sentences."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from channels.steps import TREDE_4, begun
from support.running import TESS, live, meetlat_on, send, tap
from support.storage import Databases

from bot.reports.monthly import write_letters
from storage.outbox.berichten import BerichtStatus


@pytest.mark.wens("RA27", "RA29")
async def test_a_letter_comes_on_the_first_working_day_of_a_month(sqlite_databases: Databases) -> None:
    async with meetlat_on(await sqlite_databases.ready()) as meetlat:
        await begun(meetlat.anna, *TREDE_4)
        await send(meetlat.phone(TESS), "/start")
        assert await write_letters(meetlat.storage, datetime(2026, 11, 1, 9, tzinfo=UTC)) == 0
        meetlat.clock.moment = datetime(2026, 12, 1, 9, tzinfo=UTC)
        assert await write_letters(meetlat.storage, meetlat.clock()) == 1
        assert await write_letters(meetlat.storage, meetlat.clock() + timedelta(days=3)) == 0
        await meetlat.became(f"brief:2026-11-30:{TESS.id}", BerichtStatus.VERZONDEN)
        text = meetlat.phone(TESS).screen.text
        for said in ("Uw team in de maand tot 30 november 2026", "Gestegen: 0", "Gedaald: 0", "Verlopen: 0 van 1"):
            assert said in text
        assert meetlat.phone(TESS).screen.photo
        await send(meetlat.phone(TESS), "/start")
        await tap(meetlat.phone(TESS), "Berichten (1)")
        assert "Uw team in de maand" in live(meetlat.phone(TESS)).message.text
