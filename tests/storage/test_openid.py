"""An account at a provider is one person's, stays with who left, and is free again for nobody but somebody new."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from support.builders import NOW, functionaris
from support.storage import found

from flows.aanmelden import Wijze
from flows.people import Rol
from storage.people.openid import At, Held
from storage.people.people import Invite
from storage.people.sessions import Session
from storage.unit import Storage

ANNAS = At("https://provider.example", "sub", "a-1")
LATER = NOW + timedelta(hours=1)


def session(token: str, who: str, wijze: Wijze) -> Session:
    return Session(token, who, NOW, NOW, LATER, LATER, wijze)


@pytest.fixture
async def ready(storage: Storage) -> Storage:
    await found(storage, functionaris("km1"), functionaris("km2"), functionaris("bea", Rol.BEHEERDER, None))
    async with storage.unit() as unit:
        assert await unit.openid.keep(ANNAS, "km1", NOW, "bea")
        for token, who, wijze in (("o1", "km1", Wijze.OPENID), ("l1", "km1", Wijze.LINK), ("o2", "km2", Wijze.OPENID)):
            await unit.sessions.begin(session(token, who, wijze))
    return storage


async def left(storage: Storage) -> set[str]:
    async with storage.look() as unit:
        return {each.token for who in ("km1", "km2") for each in await unit.sessions.of(who, NOW)}


async def test_it_is_one_persons_and_told_apart_to_the_letter(ready: Storage) -> None:
    async with ready.unit() as unit:
        assert not await unit.openid.keep(ANNAS, "km2", NOW, None)
        assert await unit.openid.held(ANNAS, NOW) == Held("km1", True, None)
        for other in ({"issuer": "https://provider.example/"}, {"claim": "oid"}, {"waarde": "A-1"}):
            assert await unit.openid.held(replace(ANNAS, **other), NOW) is None
            assert await unit.openid.keep(replace(ANNAS, **other), "km2", NOW, None)
        assert await unit.openid.of(ANNAS.issuer, "sub", "km2") == "A-1"


async def test_another_account_takes_the_place_of_the_first_and_ends_what_began_with_it(ready: Storage) -> None:
    async with ready.unit() as unit:
        assert await unit.openid.keep(replace(ANNAS, waarde="a-2"), "km1", NOW, None)
        assert await unit.openid.held(ANNAS, NOW) is None
    assert await left(ready) == {"l1", "o2"}


async def test_it_stays_with_who_left_until_somebody_new_has_it(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.people.remove("km1", NOW)
        assert await unit.openid.held(ANNAS, NOW) == Held("km1", False, None)
        assert await unit.openid.keep(ANNAS, "km2", NOW, None)
        assert await unit.openid.held(ANNAS, NOW) == Held("km2", True, None)


async def test_it_is_kept_for_an_invitation_as_long_as_that_works(ready: Storage) -> None:
    kept = replace(ANNAS, waarde="new")
    async with ready.unit() as unit:
        await unit.people.invite("hash", Invite(Rol.KLANTMANAGER), LATER, "bea")
        assert await unit.openid.keep_for(kept, "hash", NOW, "bea")
        assert await unit.openid.held(kept, NOW) == Held(None, False, "hash")
        assert not await unit.openid.keep(kept, "km2", NOW, None)
        assert not await unit.openid.keep_for(ANNAS, "hash", NOW, "bea")
        assert await unit.openid.of(kept.issuer, "sub", "hash") == "new"
        assert await unit.openid.keep(kept, "km2", LATER, None)
        other = replace(kept, waarde="other")
        assert await unit.openid.keep_for(other, "hash", NOW, "bea")
        await unit.openid.accepted("hash", "bea")
        assert await unit.openid.held(other, NOW) == Held("bea", True, None)


async def test_what_was_kept_is_forgotten_with_the_invitation(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.people.invite("hash", Invite(Rol.KLANTMANAGER), LATER, "bea")
        assert await unit.openid.keep_for(replace(ANNAS, waarde="new"), "hash", NOW, "bea")
        await unit.people.forget_expired(LATER)
        assert await unit.openid.of(ANNAS.issuer, "sub", "hash") == "new"
        await unit.people.forget_expired(LATER + timedelta(seconds=1))
        assert await unit.openid.of(ANNAS.issuer, "sub", "hash") is None
        assert await unit.openid.held(ANNAS, NOW) is not None


async def test_the_provider_ends_what_began_with_an_account_and_nothing_else(ready: Storage) -> None:
    async with ready.unit() as unit:
        assert await unit.openid.end_of(ANNAS.issuer, "s-1") == ()
        await unit.openid.called(ANNAS, "s-1")
        assert await unit.openid.end_of("https://elsewhere.example", "s-1") == ()
        assert await unit.openid.end_of(ANNAS.issuer, "s-1") == ("km1",)
    assert await left(ready) == {"l1", "o2"}


@pytest.mark.parametrize(("maker", "denied"), [("bea", True), ("km2", False)])
async def test_who_did_not_ask_for_it_denies_it(ready: Storage, maker: str, denied: bool) -> None:
    async with ready.unit() as unit:
        assert await unit.openid.deny("km1", maker) is denied
        assert (await unit.openid.held(ANNAS, NOW) is None) is denied
    assert await left(ready) == ({"l1", "o2"} if denied else {"o1", "l1", "o2"})
