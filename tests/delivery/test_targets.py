"""A target in the planning-and-control calendar: who steers by it is told some days before its end, once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from channels.steps import TREDE_4, begun
from support.running import TESS, Meetlat, live, meetlat_on, send, tap
from support.storage import Databases

from bot.config.flows import configured_flows
from bot.reports.reminding import remind_of_targets
from flows.people import Functionaris, Rol
from storage.outbox.berichten import BerichtStatus

BO, BO_PHONE = Functionaris("bo", "Beleid 1", Rol.BELEID, None), 105
SETTINGS = """
naam = "Testdam"
[[doel]]
trede = 4
groei = "ALLE"
procent = 40
van = 2026-12-01
tot = 2027-01-29
herinneren = [14]
"""
DAY = datetime(2027, 1, 15, 9, tzinfo=UTC)


@pytest.fixture
async def meetlat(sqlite_databases: Databases, tmp_path: Path) -> AsyncIterator[Meetlat]:
    file = tmp_path / "gemeente.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    async with meetlat_on(await sqlite_databases.ready(), gemeente_settings=file) as meetlat:
        async with meetlat.storage.unit() as unit:
            await unit.people.add(BO, meetlat.clock())
            await unit.people.link(str(BO_PHONE), BO.id, meetlat.clock())
        yield meetlat


@pytest.mark.wens("RE04")
async def test_team_leads_and_beleid_hear_of_a_target_fourteen_days_before_its_end(meetlat: Meetlat) -> None:
    tess, bo = meetlat.phone(TESS), meetlat.api.person(BO_PHONE)
    await begun(meetlat.anna, *TREDE_4)
    for person in (tess, bo):
        await send(person, "/start")
    doelen = configured_flows(meetlat.settings.gemeente_settings).gemeente.doelen
    assert await remind_of_targets(meetlat.storage, DAY - timedelta(days=1), doelen) == 0
    meetlat.clock.moment = DAY
    assert await remind_of_targets(meetlat.storage, DAY, doelen) == 2
    assert await remind_of_targets(meetlat.storage, DAY + timedelta(days=3), doelen) == 0
    for who in (TESS, BO):
        await meetlat.became(f"doel:{doelen[0].tag}:2027-01-29:14:{who.id}", BerichtStatus.VERZONDEN)
    for said in (
        "Nog 14 dagen voor een doel",
        "Trede 4: 40\u00a0% stijgt",
        "0 van 1, 1 niet gemeten, nog niet te zeggen",
    ):
        assert said in tess.screen.text
    await tap(tess, "Doelen")
    assert "Doelen van uw team" in live(tess).message.text
    assert "Nog 14 dagen voor een doel" in bo.screen.text
    assert "0 van 1" not in bo.screen.text


async def test_not_in_a_weekend_and_not_once_the_target_is_gone(meetlat: Meetlat) -> None:
    saturday = DAY + timedelta(days=1)
    doelen = configured_flows(meetlat.settings.gemeente_settings).gemeente.doelen
    assert await remind_of_targets(meetlat.storage, saturday, doelen) == 0
    await send(meetlat.phone(TESS), "/start")
    meetlat.clock.moment = DAY
    other = replace(doelen[0], procent=50)
    assert await remind_of_targets(meetlat.storage, DAY, [other]) == 2
    await meetlat.became(f"doel:{other.tag}:2027-01-29:14:{TESS.id}", BerichtStatus.VERVALLEN)
