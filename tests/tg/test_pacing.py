"""Turns under a clock that stands still until everybody waits."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Coroutine
from random import Random

import pytest

from bot.tg.pacing import Pace

NOISE = 1e-6


class Clock:
    """Time that jumps to the next moment somebody waits for."""

    def __init__(self) -> None:
        self.now = 100.0
        self._count = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._count), woken))
        await woken

    async def run(self, *work: Coroutine[object, object, None]) -> None:
        tasks = [asyncio.create_task(one) for one in work]
        while True:
            for _ in range(5):
                await asyncio.sleep(0)
            if all(task.done() for task in tasks):
                break
            self.now, _, woken = heapq.heappop(self._sleepers)
            woken.set_result(None)
        await asyncio.gather(*tasks)


class Calls:
    """Makes calls at their turn and remembers when."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.pace = Pace(30, 1, 3, self.clock, self.clock.sleep)
        self.made: list[tuple[float, int]] = []

    async def make(self, chat: int, count: int = 1, after: float = 0.0) -> None:
        await self.clock.sleep(after)
        for _ in range(count):
            await self.pace.turn(chat)
            self.made.append((round(self.clock.now - 100.0, 3), chat))

    async def halt(self, seconds: float, after: float) -> None:
        await self.clock.sleep(after)
        self.pace.halt(seconds)

    def times(self, chat: int) -> list[float]:
        return [moment for moment, where in self.made if where == chat]

    def most_within(self, seconds: float, chat: int | None = None) -> int:
        moments = sorted(moment for moment, where in self.made if chat in (None, where))
        counts = (sum(start <= m < start + seconds - NOISE for m in moments) for start in moments)
        return max(counts, default=0)


@pytest.fixture
def calls() -> Calls:
    return Calls()


async def test_a_quiet_chat_may_make_a_few_calls_at_once_and_then_one_a_second(calls: Calls) -> None:
    await calls.clock.run(calls.make(1, 6))
    assert calls.times(1) == [0, 0, 0, 1, 2, 3]


async def test_a_chat_that_rested_has_its_burst_back(calls: Calls) -> None:
    await calls.clock.run(calls.make(1, 3), calls.make(1, 4, after=60))
    assert calls.times(1) == [0, 0, 0, 60, 60, 60, 61]


async def test_many_chats_share_thirty_a_second(calls: Calls) -> None:
    await calls.clock.run(*(calls.make(chat) for chat in range(300)))
    assert len(calls.made) == 300
    assert calls.most_within(1.0) <= 33
    assert max(calls.made)[0] == pytest.approx(297 / 30, abs=0.01)


async def test_a_busy_chat_does_not_hold_up_another(calls: Calls) -> None:
    await calls.clock.run(calls.make(1, 40), calls.make(2, after=5.5))
    assert calls.times(2) == [5.5]


async def test_calls_waiting_in_one_chat_keep_their_order(calls: Calls) -> None:
    order: list[int] = []

    async def call(number: int) -> None:
        await calls.pace.turn(1)
        order.append(number)

    await calls.clock.run(*(call(number) for number in range(8)))
    assert order == list(range(8))


async def test_a_halt_delays_everybody(calls: Calls) -> None:
    calls.pace.halt(10)
    await calls.clock.run(calls.make(1), calls.make(2, after=3), calls.make(3, after=12))
    assert (calls.times(1), calls.times(2), calls.times(3)) == ([10], [10], [12])


async def test_a_shorter_halt_does_not_cut_a_longer_one(calls: Calls) -> None:
    calls.pace.halt(10)
    calls.pace.halt(2)
    await calls.clock.run(calls.make(1))
    assert calls.times(1) == [10]


async def test_a_halt_catches_those_who_wait_and_does_not_end_in_a_flood(calls: Calls) -> None:
    await calls.clock.run(*(calls.make(chat) for chat in range(150)), calls.halt(20, after=1.0))
    early = [moment for moment, _ in calls.made if moment <= 1.0]
    late = [moment for moment, _ in calls.made if moment > 1.0]
    assert len(early) + len(late) == 150
    assert len(early) <= 33
    assert min(late) >= 21
    assert calls.most_within(1.0) <= 33


async def test_idle_chats_are_forgotten(calls: Calls) -> None:
    await calls.clock.run(*(calls.make(chat, after=chat / 10) for chat in range(2000)))
    assert len(calls.pace._paid_in_chat) < 20


@pytest.mark.parametrize("seed", range(5))
async def test_limits_hold_whatever_the_load(calls: Calls, seed: int) -> None:
    chance = Random(seed)
    load = [calls.make(chance.randrange(20), chance.randint(1, 9), chance.uniform(0, 20)) for _ in range(80)]
    await calls.clock.run(*load, calls.halt(5, after=8))
    assert calls.most_within(1.0) <= 33
    # Three at once and one a second, and one more that stood in the queue of all.
    assert max(calls.most_within(10.0, chat) for chat in range(20)) <= 14


async def test_what_nobody_waits_for_takes_only_what_is_left() -> None:
    calls = Calls()
    left: list[float] = []

    async def backlog() -> None:
        for _ in range(20):
            await calls.pace.leftover()
            left.append(round(calls.clock.now - 100.0, 3))

    taps = [calls.make(chat, after=chat * 0.05) for chat in range(20)]
    await calls.clock.run(backlog(), *taps)
    late = [at - chat * 0.05 for at, chat in calls.made]
    assert max(late) < 0.001, "a tap never waits behind a message that nobody waits for"
    together = sorted([at for at, _ in calls.made] + left)
    assert max(sum(at <= other < at + 1 for other in together) for at in together) <= 33, "all of it within the rate"
    assert len(left) == 20


async def test_what_nobody_waits_for_goes_in_the_order_in_which_it_came() -> None:
    calls, chance = Calls(), Random(1)
    came: list[int] = []
    went: list[int] = []

    async def one(number: int) -> None:
        await calls.clock.sleep(number * 0.05)
        came.append(number)
        await calls.pace.leftover()
        went.append(number)

    taps = [calls.make(chat, after=chance.uniform(0, 5)) for chat in range(100)]
    await calls.clock.run(*(one(number) for number in range(60)), *taps)
    assert went == came, "one that is passed by again and again would have to be given back"


async def test_a_halt_also_holds_what_nobody_waits_for() -> None:
    calls = Calls()
    calls.pace.halt(2)
    assert calls.pace.halted == 2
    await calls.clock.run(calls.pace.leftover())
    assert abs(calls.clock.now - 102.0) < NOISE
    assert calls.pace.halted == 0


async def test_a_chat_that_is_refused_waits_and_no_other_does() -> None:
    calls = Calls()
    calls.pace.refused(1, 10)
    await calls.clock.run(calls.make(1), calls.make(2), calls.make(3, after=1))
    assert (calls.times(1), calls.times(2), calls.times(3)) == ([10], [0], [1])


async def test_refusals_in_several_chats_hold_everybody() -> None:
    calls = Calls()
    for chat in (1, 2, 2):
        calls.pace.refused(chat, 4)
    assert calls.pace.halted == 0
    calls.pace.refused(3, 5)
    await calls.clock.run(calls.make(9), calls.make(1), calls.pace.leftover())
    assert (calls.times(9), calls.times(1)) == ([5], [5])


async def test_refusals_that_are_long_ago_hold_nobody_else() -> None:
    calls = Calls()
    for chat in range(20):
        calls.pace.refused(chat, 1)
        await calls.clock.run(calls.clock.sleep(8))
    assert calls.pace.halted == 0


@pytest.mark.parametrize(("part", "most"), [(1.0, 33), (0.5, 18), (0.2, 9)])
async def test_a_process_takes_no_more_than_its_part(part: float, most: int) -> None:
    calls = Calls()
    calls.pace.share(part)
    await calls.clock.run(*(calls.make(chat) for chat in range(200)))
    assert most - 4 <= calls.most_within(1.0) <= most
