"""Teams are listed with their afdeling, renamed, and removed as long as nothing hangs on them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.builders import NOW, TODAY, functionaris
from support.storage import found

from flows.people import Rol
from storage.people.people import Invite
from storage.people.teams import Team
from storage.unit import Storage


@pytest.fixture
async def ready(storage: Storage) -> Storage:
    await found(storage, functionaris("km1"), functionaris("km2"))
    async with storage.unit() as unit:
        await unit.people.add_team("t3", "Team t3", "Beleid")
    return storage


async def test_teams_come_with_their_afdeling_and_who_is_there(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.people.remove("km2", NOW)
        assert await unit.teams.all() == (
            Team("t3", "Team t3", "Beleid", 0),
            Team("t1", "Team t1", "Werk", 1),
            Team("t2", "Team t2", "Werk", 0),
        )


async def test_a_team_gets_another_name(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.teams.rename("t1", "Team Wijk")
        assert [each.naam for each in await unit.teams.all()] == ["Team t3", "Team Wijk", "Team t2"]


async def test_a_team_takes_part_in_a_pilot_until_it_is_over(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.teams.mark("t1", TODAY)
        assert [each.naam for each in await unit.teams.all() if each.pilot] == ["Team t1"]
        assert (await unit.teams.in_pilot("t1"), await unit.teams.in_pilot("t2")) == (True, False)
        await unit.teams.mark("t1", None)
        assert not any(each.pilot for each in await unit.teams.all())


async def test_an_empty_team_goes_with_its_afdeling_when_that_is_empty_too(ready: Storage) -> None:
    async with ready.unit() as unit:
        assert [await unit.teams.remove(team) for team in ("t2", "t3")] == [True, True]
        assert [(each.id, each.afdeling) for each in await unit.teams.all()] == [("t1", "Werk")]
        await unit.people.add_team("t4", "Team t4", "Beleid")


async def test_a_team_that_something_hangs_on_stays(ready: Storage) -> None:
    async with ready.unit() as unit:
        for who in ("km1", "km2"):
            await unit.people.remove(who, NOW)
        await unit.people.invite("hash", Invite(Rol.KLANTMANAGER, team="t2"), NOW + timedelta(hours=1), None)
        assert [await unit.teams.remove(team) for team in ("t1", "t2")] == [False, False]
        assert len(await unit.teams.all()) == 3
