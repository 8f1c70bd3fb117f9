"""Clients of one household: linked to each other, and to nobody of another one."""

from __future__ import annotations

import pytest
from support.builders import NOW, functionaris
from support.storage import client, found

from storage.unit import Storage

KM = functionaris("km1")


@pytest.fixture
async def ready(storage: Storage) -> Storage:
    await found(storage, KM)
    async with storage.unit() as unit:
        for code in ("K-1", "K-2", "K-3", "K-4"):
            await client(unit, code, KM)
    return storage


async def test_who_is_linked_to_one_belongs_to_all(ready: Storage) -> None:
    async with ready.unit() as unit:
        homes = unit.gezinnen
        assert await homes.link("K-1", "K-2", "g1", "km1", NOW)
        assert await homes.link("K-3", "K-2", "g2", "km1", NOW)
        assert await homes.link("K-1", "K-3", "g3", "km1", NOW)
        assert await homes.others("K-2") == ("K-1", "K-3")
        assert await homes.others("K-4") == ()


async def test_two_households_do_not_become_one(ready: Storage) -> None:
    async with ready.unit() as unit:
        homes = unit.gezinnen
        assert await homes.link("K-1", "K-2", "g1", "km1", NOW)
        assert await homes.link("K-3", "K-4", "g2", "km1", NOW)
        assert not await homes.link("K-2", "K-3", "g3", "km1", NOW)
        assert await homes.others("K-3") == ("K-4",)


async def test_nobody_is_a_household_alone(ready: Storage) -> None:
    async with ready.unit() as unit:
        homes = unit.gezinnen
        for other in ("K-2", "K-3"):
            await homes.link("K-1", other, "g1", "km1", NOW)
        assert await homes.unlink("K-1")
        assert await homes.others("K-2") == ("K-3",)
        assert await homes.unlink("K-2")
        assert (await homes.others("K-3"), await homes.unlink("K-3")) == ((), False)
