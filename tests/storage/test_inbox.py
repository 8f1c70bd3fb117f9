"""An update takes effect once, however often and however quickly it is delivered."""

import asyncio
from datetime import timedelta

import pytest
from support.builders import NOW

from storage.unit import Storage


async def claim(storage: Storage, key: str = "7", channel: str = "tg") -> bool:
    async with storage.unit() as unit:
        return await unit.inbox.claim(channel, key, NOW)


async def test_an_update_is_claimed_once(storage: Storage) -> None:
    assert [await claim(storage) for _ in range(3)] == [True, False, False]


async def test_updates_of_two_channels_do_not_meet(storage: Storage) -> None:
    assert await claim(storage, channel="tg")
    assert await claim(storage, channel="web")


async def test_a_lower_number_may_still_be_new(storage: Storage) -> None:
    assert await claim(storage, "8")
    assert await claim(storage, "7")


async def test_twenty_claims_at_once_have_one_winner(storage: Storage) -> None:
    assert sorted(await asyncio.gather(*(claim(storage) for _ in range(20)))) == [False] * 19 + [True]


async def test_a_claim_is_forgotten_when_its_unit_fails(storage: Storage) -> None:
    with pytest.raises(RuntimeError):
        async with storage.unit() as unit:
            assert await unit.inbox.claim("tg", "7", NOW)
            raise RuntimeError("the work behind the claim")
    assert await claim(storage)


async def test_old_marks_are_forgotten_and_new_ones_kept(storage: Storage) -> None:
    async with storage.unit() as unit:
        await unit.inbox.claim("tg", "1", NOW - timedelta(days=8))
        await unit.inbox.claim("tg", "2", NOW, "unreadable")
        assert await unit.inbox.forget_before(NOW - timedelta(days=7)) == 1
    assert await claim(storage, "1")
    assert not await claim(storage, "2")
