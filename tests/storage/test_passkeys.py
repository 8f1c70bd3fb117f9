"""A passkey is somebody's, counts on, and ends with who added it or whose link stood behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.builders import NOW, functionaris
from support.storage import found, sign_in

from flows.people import Rol
from storage.people.passkeys import Passkey
from storage.unit import Storage

ONE = Passkey("p1", "km1", "cred-1", "key", 5, "Telefoon", NOW, "start", door="bea")
TWO = replace(ONE, id="p2", credential="cred-2", teller=0, door=None, sessie="other")


@pytest.fixture
async def ready(storage: Storage) -> Storage:
    await found(storage, functionaris("km1"), functionaris("km2"), functionaris("bea", Rol.BEHEERDER, None))
    async with storage.unit() as unit:
        assert await unit.passkeys.add(ONE)
        assert await unit.passkeys.add(TWO)
    return storage


async def test_a_device_has_a_passkey_once_whoever_it_is_for(ready: Storage) -> None:
    async with ready.unit() as unit:
        assert not await unit.passkeys.add(replace(ONE, id="p3", functionaris="km2"))
        assert await unit.passkeys.of("km1") == (ONE, TWO)
        assert await unit.passkeys.of("km2") == ()
        assert await unit.passkeys.find("cred-1", NOW) == ONE
        assert await unit.passkeys.find("cred", NOW) is None


@pytest.mark.parametrize(
    ("which", "told", "counts"),
    [
        *(("p1", 6, True), ("p1", 2**32 - 1, True), ("p1", 5, False), ("p1", 4, False), ("p1", 0, False)),
        *(("p2", 0, True), ("p2", 1, True), ("p9", 1, False)),
    ],
)
async def test_a_count_goes_on_or_there_is_a_copy(ready: Storage, which: str, told: int, counts: bool) -> None:
    async with ready.unit() as unit:
        assert await unit.passkeys.count(which, told, NOW) is counts
        if told and counts:
            assert not await unit.passkeys.count(which, told, NOW)
        await unit.passkeys.close(which, NOW)
        assert not await unit.passkeys.count(which, 2**33, NOW)


async def test_only_its_owner_revokes_one_and_nothing_else_ends(ready: Storage) -> None:
    async with ready.unit() as unit:
        await sign_in(unit, "session", "km1", passkey="p1")
        assert not await unit.passkeys.revoke("km2", "p1")
        assert await unit.passkeys.revoke("km1", "p1")
        assert not await unit.passkeys.revoke("km1", "p1")
        assert await unit.sessions.signed_in("session", NOW) is not None
        assert await unit.passkeys.of("km1") == (TWO,)


async def test_who_denies_a_colleagues_link_is_rid_of_what_it_led_to(ready: Storage) -> None:
    async with ready.unit() as unit:
        await sign_in(unit, "by it", "km1", passkey="p1")
        await sign_in(unit, "by another", "km1", passkey="p2")
        assert await unit.passkeys.maker_of("km1", "start") == "bea"
        assert await unit.passkeys.maker_of("km1", "other") is None
        assert await unit.passkeys.deny("km1", "bea")
        assert not await unit.passkeys.deny("km1", "bea")
        assert await unit.passkeys.of("km1") == (TWO,)
        assert await unit.sessions.signed_in("by it", NOW) is None
        assert await unit.sessions.signed_in("by another", NOW) is not None


@pytest.mark.parametrize(("removed", "left"), [("km1", ()), ("bea", (TWO,)), ("km2", (ONE, TWO))])
async def test_it_ends_with_its_owner_and_with_who_stood_behind_it(
    ready: Storage, removed: str, left: tuple[Passkey, ...]
) -> None:
    async with ready.unit() as unit:
        await unit.people.remove(removed, NOW)
        assert await unit.passkeys.of("km1") == left


async def test_one_is_offered_once_to_who_has_none(ready: Storage) -> None:
    async with ready.unit() as unit:
        assert [await unit.passkeys.offer(who, NOW) for who in ("km1", "km2", "km2", "nobody")] == [
            False,
            True,
            False,
            False,
        ]
