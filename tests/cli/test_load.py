"""A demo file in the database: everything of it, as if it had been measured here."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from bot.demo.generate import generate, written
from bot.demo.load import load
from bot.demo.reader import FaultyDemo
from bot.runtime.clock import Ids
from flows.meetmoment import Actie
from flows.people import Rol
from storage.errors import NotEmptyError
from storage.tables import CLIENT, MEETMOMENT, STAND
from storage.unit import Storage

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
LINES = list(written(generate(seed=5, clients=60, years=4, today=TODAY)))


async def stands(storage: Storage) -> list[sa.Row[tuple[object, ...]]]:
    async with storage.look() as unit:
        return list(await unit.connection.execute(sa.select(STAND).order_by(STAND.c.client)))


async def test_a_municipality_goes_in_whole(storage: Storage) -> None:
    loaded = await load(storage, LINES, now=NOW, today=TODAY, ids=Ids())
    assert loaded.clients == 60
    async with storage.look() as unit:
        assert await unit.people.organisation() == ("Gemeente Testdam (TEST)", True)
        assert len(await unit.people.teams()) == 3
        everyone = await unit.people.everyone(NOW)
        assert await unit.connection.scalar(sa.select(sa.func.count()).select_from(MEETMOMENT)) == loaded.moments
    assert len(everyone) == loaded.people
    assert all(who.label.endswith(" · TEST") for who in everyone)
    assert len({who.label for who in everyone}) == len(everyone)


async def test_the_present_positions_are_those_of_the_meetmomenten(storage: Storage) -> None:
    await load(storage, LINES, now=NOW, today=TODAY, ids=Ids())
    before = await stands(storage)
    assert before
    async with storage.unit() as unit:
        for (code,) in (await unit.connection.execute(sa.select(CLIENT.c.code))).all():
            await unit.meetmomenten.refresh(code, TODAY)
    assert await stands(storage) == before


@pytest.mark.wens("RA16", "RD30", "RD49")
async def test_a_client_has_a_history_and_a_caseworker(storage: Storage) -> None:
    await load(storage, LINES, now=NOW, today=TODAY, ids=Ids())
    async with storage.look() as unit:
        seen = 0
        for who in await unit.people.everyone(NOW):
            if who.rol is Rol.KLANTMANAGER:
                for card in (await unit.clients.page(who, TODAY, 0))[0]:
                    history = await unit.meetmomenten.history(card.code)
                    seen += len(history)
                    assert all(each.meting.methode == "import" for each in history)
                    assert all((each.reden is None) == (each.actie is Actie.NIEUW) for each in history)
                    assert card.stand is None or any(each.meting.stand == card.stand for each in history)
    assert seen


async def test_nothing_goes_in_twice_or_in_part(storage: Storage) -> None:
    with pytest.raises(FaultyDemo):
        await load(storage, [*LINES, "geen json"], now=NOW, today=TODAY, ids=Ids())
    assert await stands(storage) == []
    await load(storage, LINES, now=NOW, today=TODAY, ids=Ids())
    with pytest.raises(NotEmptyError):
        await load(storage, LINES, now=NOW, today=TODAY, ids=Ids())
