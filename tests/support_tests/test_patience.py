"""Who waits in vain among kills asks for peace first, and is stuck only when nothing comes then either."""

from __future__ import annotations

import asyncio

import pytest
from faults.patience import MOST_TRIES, Patience, StuckError, Truce


def test_peace_is_asked_for_before_anybody_is_stuck() -> None:
    truce = Truce()
    with pytest.raises(StuckError, match="the menu"), Patience(truce) as patience:
        for _ in range(MOST_TRIES):
            assert truce.called == 0
            patience.lost(0, "the menu")
        for _ in range(MOST_TRIES):
            assert truce.called == 1
            patience.lost(0, "the menu")


async def test_the_killing_waits_for_everybody_who_asked() -> None:
    truce = Truce()
    await truce.over()
    truce.begin()
    truce.begin()
    truce.end()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await truce.over()
    truce.end()
    await truce.over()


def test_what_still_waits_to_be_taken_in_is_no_reason_to_give_up() -> None:
    truce = Truce()
    with Patience(truce) as patience:
        for _ in range(5 * MOST_TRIES):
            patience.lost(3, "a tap")
    assert truce.called == 0
