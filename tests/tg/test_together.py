"""What came together is committed together; one that fails falls out alone, and nothing is acknowledged before."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from channels.steps import HOME
from support.running import Meetlat, live, meetlat_on, until
from support.storage import Databases

from bot.conversation.conversation import Conversation, Handled
from bot.conversation.event import Event
from storage.errors import ConflictError, LostError, UnavailableError
from storage.unit import Storage, Unit

PEOPLE = 20


@pytest.fixture(params=["sqlite_databases", "postgres_databases"])
async def any_meetlat(request: pytest.FixtureRequest, hasty: None) -> AsyncIterator[Meetlat]:
    databases: Databases = request.getfixturevalue(request.param)
    async with meetlat_on(await databases.clean()) as meetlat:
        yield meetlat


@pytest.mark.parametrize("error", [RuntimeError("poison"), ConflictError("moved on"), ValueError("row")])
async def test_what_fails_falls_out_alone(
    error: Exception, any_meetlat: Meetlat, monkeypatch: pytest.MonkeyPatch
) -> None:
    meetlat = any_meetlat
    people = [(await meetlat.newcomer())[1] for _ in range(PEOPLE)]
    await meetlat.stop()
    poisoned, within, tries = str(people[7].id), Conversation.within, [0]

    async def poison(self: Conversation, unit: Unit, event: Event) -> Handled:
        handled = await within(self, unit, event)
        if event.address == poisoned:
            tries[0] += 1
            raise error
        return handled

    monkeypatch.setattr(Conversation, "within", poison)
    for person in people:
        await person.send("/start")
        await person.send("niets")
    await meetlat.start()
    for person in people:
        await person.see("Er ging iets mis" if str(person.id) == poisoned else "Meetlat begrijpt dat niet")
    assert HOME in live(people[0]).message.text
    assert tries[0] > 2, "it was tried alone, too"
    polls = [call for call in meetlat.api.calls if call.method == "getUpdates" and call.status == 200]
    assert len(polls) >= 1


async def test_a_database_that_goes_away_in_the_middle_leaves_nothing_behind(
    any_meetlat: Meetlat, monkeypatch: pytest.MonkeyPatch
) -> None:
    meetlat = any_meetlat
    people = [(await meetlat.newcomer())[1] for _ in range(PEOPLE)]
    await meetlat.stop()
    within, left = Conversation.within, [3]

    async def away(self: Conversation, unit: Unit, event: Event) -> Handled:
        handled = await within(self, unit, event)
        if event.address == str(people[-1].id) and left[0]:
            left[0] -= 1
            assert meetlat.api.account().inbox.waiting, "nothing was acknowledged"
            raise UnavailableError("away")
        return handled

    monkeypatch.setattr(Conversation, "within", away)
    for person in people:
        await person.send("/start")
    await meetlat.start()
    for person in people:
        await person.see(HOME)
        await until(lambda person=person: len([m for m in person.chat if m.by_bot]) == 1, "one menu")  # type: ignore[misc]


@pytest.fixture
async def organised(storage: Storage) -> Storage:
    async with storage.unit() as unit:
        await unit.people.found("Gemeente Voorbeeld", test=True)
    return storage


async def test_a_part_that_raises_leaves_the_others(organised: Storage) -> None:
    storage = organised
    async with storage.batch() as batch:
        for number in range(5):
            try:
                async with batch.unit() as unit:
                    await unit.people.add_team(f"t{number}", f"Team {number}", "Werk")
                    if number % 2:
                        await unit.people.add_team("t0", "Team 0", "Werk")
            except ConflictError:
                assert number % 2
    async with storage.look() as unit:
        assert sorted(team.id for team in await unit.teams.all()) == ["t0", "t2", "t4"]


async def test_a_transaction_that_ended_by_itself_is_not_gone_on_with(organised: Storage) -> None:
    """As SQLite does when the disk is full: what seemed to be done would be lost, and what follows kept."""
    storage = organised
    with pytest.raises(LostError):
        async with storage.batch() as batch:
            async with batch.unit() as unit:
                await unit.people.add_team("t1", "Team 1", "Werk")
            try:
                async with batch.unit() as unit:
                    await unit.connection.exec_driver_sql("ROLLBACK")
                    raise RuntimeError
            except RuntimeError:
                pass
    async with storage.look() as unit:
        assert await unit.teams.all() == ()
