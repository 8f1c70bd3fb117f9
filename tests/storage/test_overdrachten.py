"""Clients go from one to another on a day: accepted once, split so that the past stays, and nothing falls between."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from support.builders import NOW, TODAY, functionaris, meetmoment, meting
from support.storage import LONG_AGO, client, found

from flows.handover import Overdracht, OverdrachtStatus
from flows.people import Rol
from storage.tables import TOEWIJZING
from storage.unit import Storage, Unit

DAY = timedelta(days=1)
ANNA, BRAM, CARLA = functionaris("anna"), functionaris("bram"), functionaris("carla", team="t2")
LEIDER = functionaris("leider", Rol.TEAMLEIDER)
EVERYONE = (ANNA, BRAM, CARLA, LEIDER)
ASKED = Overdracht("o1", "anna", "bram", "K-1", TODAY)
Rows = Sequence[tuple[str, date, date | None]]


@pytest.fixture
async def ready(storage: Storage) -> Storage:
    await found(storage, *EVERYONE)
    async with storage.unit() as unit:
        for code in ("K-1", "K-2"):
            await client(unit, code, ANNA)
        await client(unit, "K-3", BRAM)
    return storage


async def ask(storage: Storage, request: Overdracht = ASKED) -> None:
    async with storage.unit() as unit:
        await unit.overdrachten.ask(request, door=request.van, at=NOW)


async def accept(storage: Storage, request: Overdracht = ASKED) -> tuple[str, ...] | None:
    async with storage.unit() as unit:
        return await unit.overdrachten.accept(request, NOW)


async def periods(storage: Storage, code: str = "K-1") -> Rows:
    async with storage.look() as unit:
        query = TOEWIJZING.select().where(TOEWIJZING.c.client == code).order_by(TOEWIJZING.c.van)
        return [(row.functionaris, row.van, row.tot) for row in await unit.connection.execute(query)]


async def sees(unit: Unit, code: str, day: date) -> set[str]:
    return {who.id for who in EVERYONE if await unit.clients.get(code, who, day) is not None}


async def test_a_client_goes_over_on_the_day_and_the_past_stays(ready: Storage) -> None:
    later = replace(ASKED, datum=TODAY + 3 * DAY)
    await ask(ready, later)
    assert await accept(ready, later) == ("K-1",)
    assert await periods(ready) == [("anna", LONG_AGO, later.datum), ("bram", later.datum, None)]
    async with ready.look() as unit:
        assert await sees(unit, "K-1", later.datum - DAY) == {"anna", "leider"}
        assert await sees(unit, "K-1", later.datum) == {"bram", "leider"}
        assert await unit.clients.keepers("K-1", TODAY) == (("anna", LONG_AGO), ("bram", later.datum))
    assert await periods(ready, "K-2") == [("anna", LONG_AGO, None)]


async def test_who_began_on_the_day_itself_leaves_no_empty_period(ready: Storage) -> None:
    async with ready.unit() as unit:
        await client(unit, "K-NEW", ANNA, since=TODAY)
    request = replace(ASKED, client="K-NEW")
    await ask(ready, request)
    assert await accept(ready, request) == ("K-NEW",)
    assert await periods(ready, "K-NEW") == [("bram", TODAY, None)]


async def test_a_caseload_is_whatever_the_giver_has_at_that_moment_also_what_is_to_come(ready: Storage) -> None:
    coming = Overdracht("o2", "bram", "anna", "K-3", TODAY + 9 * DAY)
    everything = Overdracht("o1", "anna", "carla", None, TODAY + 5 * DAY)
    for request in (coming, everything):
        await ask(ready, request)
    await accept(ready, coming)
    async with ready.unit() as unit:
        await client(unit, "K-ADDED", ANNA, since=TODAY)
    assert set(await accept(ready, everything) or ()) == {"K-1", "K-2", "K-3", "K-ADDED"}
    assert await periods(ready, "K-3") == [("bram", LONG_AGO, coming.datum), ("carla", coming.datum, None)]
    async with ready.unit() as unit:
        await client(unit, "K-LATER", ANNA, since=TODAY)
        assert (await unit.clients.page(ANNA, TODAY + 5 * DAY, 0))[1] == 1


async def test_a_request_is_answered_once(ready: Storage) -> None:
    await ask(ready)
    assert await accept(ready) == ("K-1",)
    assert await accept(ready) is None
    async with ready.unit() as unit:
        assert not await unit.overdrachten.settle(ASKED, OverdrachtStatus.GEWEIGERD, NOW)
        kept = await unit.overdrachten.get("o1")
    assert kept == replace(ASKED, status=OverdrachtStatus.AANVAARD, besloten=NOW)


async def test_of_many_who_accept_at_once_one_does(ready: Storage) -> None:
    await ask(ready)
    got = await asyncio.gather(*(accept(ready) for _ in range(8)))
    assert sorted(got, key=str) == [("K-1",), *[None] * 7]
    assert len(await periods(ready)) == 2


async def test_two_requests_for_one_client_at_once_give_it_to_one(ready: Storage) -> None:
    """One for the client, one for the whole caseload, on two connections."""
    single, whole = ASKED, Overdracht("o2", "anna", "carla", None, TODAY)
    for request in (single, whole):
        await ask(ready, request)
    both = await asyncio.gather(accept(ready, single), accept(ready, whole))
    given = [code for codes in both if codes for code in codes]
    assert sorted(given) == ["K-1", "K-2"]
    assert len(await periods(ready)) == 2


@pytest.mark.parametrize("closed", [False, True])
async def test_a_client_who_went_elsewhere_or_out_of_sight_stays_there(ready: Storage, closed: bool) -> None:
    await ask(ready)
    async with ready.unit() as unit:
        if closed:
            gone = meetmoment("m1", client="K-1", door="anna", meting=meting(9, None, gepland=None, uiterste=None))
            await unit.meetmomenten.register(gone, "nl", TODAY)
        else:
            kept = await unit.overdrachten.kept(["anna"], TODAY, "K-1")
            await unit.overdrachten.give(kept, TODAY, {"K-1": "carla"})
    before = await periods(ready)
    assert await accept(ready) == ()
    assert await periods(ready) == before
    async with ready.look() as unit:
        request = await unit.overdrachten.get("o1")
    assert request is not None
    assert request.status is OverdrachtStatus.INGETROKKEN


async def test_a_caseload_without_clients_lapses(ready: Storage) -> None:
    request = Overdracht("o1", "carla", "anna", None, TODAY)
    await ask(ready, request)
    assert await accept(ready, request) == ()


async def test_requests_wait_for_both_until_they_are_answered_or_their_day_has_passed(ready: Storage) -> None:
    second = Overdracht("o2", "bram", "anna", "K-3", TODAY + 2 * DAY)
    for request in (ASKED, second):
        await ask(ready, request)

    async def waiting(who: str, day: date = TODAY) -> list[str]:
        async with ready.look() as unit:
            return [each.id for each in await unit.overdrachten.waiting(who, day)]

    assert [await waiting(who) for who in ("anna", "bram", "carla")] == [["o1", "o2"], ["o1", "o2"], []]
    assert await waiting("anna", TODAY + DAY) == ["o2"]
    assert await waiting("anna", TODAY + 3 * DAY) == []
    async with ready.unit() as unit:
        assert await unit.overdrachten.settle(second, OverdrachtStatus.INGETROKKEN, NOW)
    assert await waiting("bram") == ["o1"]


async def test_what_a_leaver_kept_is_spread_and_every_reminder_finds_its_new_keeper(ready: Storage) -> None:
    """Nothing that is due is lost: the sweep's own question names who got the client."""
    async with ready.unit() as unit:
        for number, code in enumerate(("K-1", "K-2")):
            due = TODAY - number * DAY
            taken = meting(3, datum=TODAY - 400 * DAY, gepland=due, uiterste=due)
            await unit.meetmomenten.register(
                meetmoment(f"m{number}", client=code, door="anna", meting=taken), "nl", TODAY
            )
        await unit.people.remove("anna", NOW)
        before = {each.client: each.termijn for each in await unit.termijnen.due(TODAY, 100)}
        kept = await unit.overdrachten.kept(["anna"], TODAY)
        assert [each.client for each in kept] == ["K-2", "K-1"]
        await unit.overdrachten.give(kept, TODAY, {"K-1": "bram", "K-2": "carla"})
        after = await unit.termijnen.due(TODAY, 100)
    assert set(before) == {"K-1", "K-2"}
    assert {each.client: each.termijn for each in after} == before
    assert {each.client: each.keeper for each in after} == {"K-1": "bram", "K-2": "carla"}


async def test_a_page_and_a_tally_of_somebody_hold_no_clients_of_whom_they_stand_in_for(ready: Storage) -> None:
    async with ready.unit() as unit:
        assert [card.code for card in (await unit.clients.page_of(["anna"], TODAY, 0))[0]] == ["K-1", "K-2"]
        assert (await unit.clients.page_of(["anna", "bram"], TODAY, 0))[1] == 3
        assert (await unit.clients.tally_of("anna", TODAY)).clients == 2
        assert (await unit.clients.tally_of("carla", TODAY)).clients == 0
