"""Functionarissen come in by an invitation that works once, and are out at once when removed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from support.builders import NOW, TODAY, functionaris
from support.storage import client, found, sign_in

from flows.people import Functionaris, Rol
from storage.errors import ConflictError
from storage.people.people import Invite
from storage.tables import FUNCTIONARIS
from storage.unit import Storage

HOUR = timedelta(hours=1)
MANAGER = Invite(Rol.KLANTMANAGER, "klantmanager 7", "t1")


@pytest.fixture
async def ready(storage: Storage) -> Storage:
    await found(storage, functionaris("km1"), functionaris("km2"))
    return storage


async def invited(storage: Storage, invite: Invite = MANAGER) -> None:
    async with storage.unit() as unit:
        await unit.people.invite("hash", invite, NOW + HOUR, None)


async def test_an_empty_database_has_no_organisation(storage: Storage) -> None:
    async with storage.look() as unit:
        assert await unit.people.organisation() is None


async def test_an_organisation_has_teams_and_says_whether_it_is_a_test(ready: Storage) -> None:
    async with ready.look() as unit:
        assert await unit.people.organisation() == ("Gemeente Voorbeeld", True)
        assert await unit.people.teams() == (("t1", "Team t1"), ("t2", "Team t2"))
        assert await unit.people.everyone(NOW) == (functionaris("km1"), functionaris("km2"))


async def test_an_organisation_is_founded_once(ready: Storage) -> None:
    with pytest.raises(ConflictError):
        async with ready.unit() as unit:
            await unit.people.found("Een andere gemeente")


INVITES = [
    MANAGER,
    Invite(Rol.BEHEERDER),
    Invite(Rol.TEAMLEIDER, "lead", "t2"),
    Invite(Rol.KLANTMANAGER, functionaris="km1"),
]


@pytest.mark.parametrize("invite", INVITES)
async def test_an_invitation_gives_back_what_it_is_for(ready: Storage, invite: Invite) -> None:
    await invited(ready, invite)
    async with ready.unit() as unit:
        assert await unit.people.redeem("hash", NOW) == invite


async def test_an_invitation_works_once(ready: Storage) -> None:
    await invited(ready)
    async with ready.unit() as unit:
        assert [await unit.people.redeem("hash", NOW) for _ in range(3)] == [MANAGER, None, None]


async def test_of_twenty_who_redeem_at_once_one_gets_in(ready: Storage) -> None:
    await invited(ready)

    async def redeem() -> Invite | None:
        async with ready.unit() as unit:
            return await unit.people.redeem("hash", NOW)

    got = await asyncio.gather(*(redeem() for _ in range(20)))
    assert [each for each in got if each is not None] == [MANAGER]


async def test_an_invitation_that_was_redeemed_in_a_unit_that_failed_still_works(ready: Storage) -> None:
    await invited(ready)
    with pytest.raises(RuntimeError):
        async with ready.unit() as unit:
            assert await unit.people.redeem("hash", NOW) == MANAGER
            raise RuntimeError("before the functionaris was added")
    async with ready.unit() as unit:
        assert await unit.people.redeem("hash", NOW) == MANAGER


@pytest.mark.parametrize(
    ("maker", "whose", "works"),
    [
        ("bea", None, True),
        ("bea", "km1", True),
        ("km1", "km1", True),
        ("km2", "km1", False),
        ("km2", None, False),
        ("gone", None, False),
        ("gone", "km1", False),
        ("nobody", None, False),
    ],
)
async def test_what_was_handed_out_works_as_long_as_its_maker_may(
    ready: Storage, maker: str, whose: str | None, works: bool
) -> None:
    async with ready.unit() as unit:
        for each in ("bea", "gone"):
            await unit.people.add(functionaris(each, Rol.BEHEERDER), NOW)
        await unit.people.invite("hash", Invite(Rol.KLANTMANAGER, functionaris=whose), NOW + HOUR, maker)
        gone = sa.update(FUNCTIONARIS).where(FUNCTIONARIS.c.id == "gone")
        await unit.connection.execute(gone.values(tot=NOW))
        assert (await unit.people.extend("hash", NOW + HOUR, maker, NOW) is not None) is works
        assert (await unit.people.redeem("hash", NOW) is not None) is works


async def test_what_is_handed_out_ends_with_its_maker_and_with_whom_it_is_for(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.people.add(functionaris("bea", Rol.BEHEERDER), NOW)
        await unit.people.invite("one", Invite(Rol.KLANTMANAGER, functionaris="km1"), NOW + HOUR, "bea")
        await unit.people.invite("two", Invite(Rol.KLANTMANAGER, functionaris="km2"), NOW + HOUR, None)
        await sign_in(unit, "three", "km1", door="bea")
        await sign_in(unit, "four", "km1")
        await unit.people.link("111", "km2", NOW, "bea")
        await unit.people.remove("bea", NOW)
        await unit.people.remove("km2", NOW)
        assert [await unit.people.redeem(token, NOW) for token in ("one", "two")] == [None, None]
        assert [await unit.sessions.signed_in(token, NOW) is None for token in ("three", "four")] == [True, False]


@pytest.mark.parametrize("late", [HOUR, HOUR + timedelta(seconds=1), timedelta(days=365)])
async def test_an_invitation_expires(ready: Storage, late: timedelta) -> None:
    await invited(ready)
    async with ready.unit() as unit:
        assert await unit.people.redeem("hash", NOW + late) is None
        assert await unit.people.redeem("hash", NOW + HOUR - timedelta(microseconds=1)) == MANAGER


@pytest.mark.parametrize("token", ["", "HASH", "hash ", "' OR 1=1 --"])
async def test_a_wrong_token_redeems_nothing(ready: Storage, token: str) -> None:
    await invited(ready)
    async with ready.unit() as unit:
        assert await unit.people.redeem(token, NOW) is None


async def here(storage: Storage, address: str, channel: str = "tg") -> str | None:
    async with storage.look() as unit:
        present = await unit.chats.present(channel, address, NOW, TODAY)
    return None if present is None else present.who.id


async def test_a_linked_account_is_its_functionaris_and_no_other_account_is(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.people.link("111", "km1", NOW)
    assert [await here(ready, address) for address in ("111", "222", "", "km1")] == ["km1", None, None, None]


async def test_a_new_account_replaces_the_old_one_of_the_same_functionaris(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.people.link("111", "km1", NOW)
        await unit.people.link("333", "km2", NOW)
        await unit.people.link("222", "km1", NOW)
    assert [await here(ready, address) for address in ("111", "222", "333")] == [None, "km1", "km2"]


async def test_an_account_moves_to_who_links_it_last(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.people.link("111", "km1", NOW)
        await unit.people.link("111", "km2", NOW)
    assert await here(ready, "111") == "km2"


async def test_who_is_removed_is_nobody_from_that_moment_on(ready: Storage) -> None:
    async with ready.unit() as unit:
        await client(unit)
        await unit.people.link("111", "km1", NOW)
        await sign_in(unit, "token", "km1")
        await unit.people.remove("km1", NOW)
    assert [await here(ready, "111"), await here(ready, "km1", "web")] == [None, None]
    async with ready.unit() as unit:
        assert await unit.sessions.signed_in("token", NOW) is None
        assert await unit.people.get("km1", NOW) is None
        assert await unit.people.everyone(NOW) == (functionaris("km2"),)
        assert (await unit.people.labels())["km1"] == functionaris("km1").label


async def test_labels_are_of_whom_they_are_asked_for_also_of_who_left(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.people.remove("km1", NOW)
        both = {who: functionaris(who).label for who in ("km1", "km2")}
        assert await unit.people.labels() == both
        assert await unit.people.labels(both) == both
        assert await unit.people.labels(["km1", "nobody"]) == {"km1": both["km1"]}
        assert await unit.people.labels([]) == {}


async def test_who_is_removed_stays_out_however_they_try_to_come_back(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.people.remove("km1", NOW)
        await unit.people.link("111", "km1", NOW)
        await sign_in(unit, "token", "km1")
        assert await unit.sessions.signed_in("token", NOW) is None
    assert await here(ready, "111") is None


async def test_a_language_is_remembered(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.people.speak("km1", "en")
        who = await unit.people.get("km1", NOW)
    assert who is not None
    assert who.taal == "en"


async def test_a_removal_in_a_unit_that_failed_did_not_happen(ready: Storage) -> None:
    with pytest.raises(RuntimeError):
        async with ready.unit() as unit:
            await unit.people.remove("km1", NOW)
            raise RuntimeError("changed their mind")
    async with ready.look() as unit:
        assert await unit.people.get("km1", NOW) is not None


async def test_the_roster_has_everyone_with_access_and_their_team(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.people.add(Functionaris("b1", "beheerder 1", Rol.BEHEERDER, None), NOW - HOUR)
        await unit.people.remove("km2", NOW)
        roster = await unit.people.roster(NOW)
    assert [(each.who.id, each.team, each.sinds) for each in roster] == [
        ("b1", "", NOW - HOUR),
        ("km1", "Team t1", NOW),
    ]


async def test_who_is_last_in_a_role_is_known(ready: Storage) -> None:
    km1 = functionaris("km1")
    async with ready.unit() as unit:
        assert not await unit.people.is_last(km1, NOW)
        await unit.people.remove("km2", NOW)
        assert await unit.people.is_last(km1, NOW)


@pytest.mark.parametrize("by", ["beheer", "somebody else"])
async def test_only_who_invited_makes_it_last_longer_and_only_in_time(ready: Storage, by: str) -> None:
    made = replace(MANAGER, door="beheer")
    async with ready.unit() as unit:
        await unit.people.add(functionaris("beheer", Rol.BEHEERDER), NOW)
        await unit.people.invite("hash", MANAGER, NOW + HOUR, "beheer")
        changed = await unit.people.extend("hash", NOW + 3 * HOUR, by, NOW)
        assert changed == (made if by == "beheer" else None)
        assert await unit.people.redeem("hash", NOW + 2 * HOUR) == changed
        assert await unit.people.extend("hash", NOW + 9 * HOUR, "beheer", NOW + 4 * HOUR) is None
