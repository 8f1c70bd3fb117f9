"""Long-lived work under a clock that moves only when somebody sleeps."""

from __future__ import annotations

import asyncio
from random import Random

import pytest
from structlog.testing import capture_logs
from support.running import until

from bot.runtime.tasks import LONGEST_PAUSE, STEADY_SECONDS, Supervisor
from storage.errors import UnavailableError


class Clock:
    """Time that passes only in sleeps, which are remembered."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


class Work:
    """Fails as often as it is told to, and is then done."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)

    async def __call__(self) -> None:
        if self.errors:
            raise self.errors.pop(0)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def supervisor(clock: Clock) -> Supervisor:
    return Supervisor(clock, clock.sleep, Random(1))


@pytest.mark.parametrize(
    "error", [KeyError("result"), TimeoutError(), ValueError("row"), RuntimeError(), UnavailableError("away")]
)
async def test_work_that_fails_begins_again_later_and_later(
    error: Exception, clock: Clock, supervisor: Supervisor
) -> None:
    work = Work(*[error] * 12)
    await supervisor.supervised("work", work)
    assert work.errors == []
    assert len(clock.slept) == 12
    assert clock.slept[:3] == sorted(clock.slept[:3])
    assert max(clock.slept) <= LONGEST_PAUSE
    assert len(set(clock.slept[-4:])) == 4, "several processes do not all try at the same moment"
    assert supervisor.failing == ()


async def test_what_fails_is_seen_until_it_gets_on(clock: Clock, supervisor: Supervisor) -> None:
    seen: list[tuple[str, ...]] = []

    async def step() -> float:
        seen.append(supervisor.failing)
        if len(seen) in (2, 3):
            raise RuntimeError
        if len(seen) == 6:
            raise asyncio.CancelledError
        return 1.0

    with capture_logs() as logs, pytest.raises(asyncio.CancelledError):
        await supervisor.periodic("step", step, first=7.0)
    assert seen == [(), (), ("step",), ("step",), (), ()]
    assert clock.slept[0] == 7.0
    assert [(log["event"], log["task"], log["error"]) for log in logs] == [("task_failed", "step", "RuntimeError")] * 2


async def test_what_goes_on_long_enough_is_well_again(clock: Clock, supervisor: Supervisor) -> None:
    seen: list[tuple[str, ...]] = []

    async def work() -> None:
        if not seen:
            seen.append(supervisor.failing)
            raise RuntimeError
        seen.append(supervisor.failing)
        await clock.sleep(STEADY_SECONDS)
        seen.append(supervisor.failing)

    await supervisor.supervised("work", work)
    assert seen == [(), ("work",), ()]


async def test_one_that_fails_leaves_the_others_alone(clock: Clock, supervisor: Supervisor) -> None:
    done = asyncio.Event()

    async def fails() -> None:
        if not done.is_set():
            raise RuntimeError

    async def steps() -> None:
        if clock.now > 200:
            done.set()
            raise asyncio.CancelledError

    failing = asyncio.create_task(supervisor.supervised("fails", fails))
    with pytest.raises(asyncio.CancelledError):
        await supervisor.periodic("steps", steps, 1.0)
    await failing


async def test_what_is_not_this_processs_any_more_does_not_fail(supervisor: Supervisor) -> None:
    """As when another process leads: it may have been cancelled while it waited to begin again."""

    async def fails() -> None:
        raise RuntimeError

    task = asyncio.create_task(supervisor.supervised("fails", fails))
    await until(lambda: supervisor.failing, "a failure")
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert supervisor.failing == ()
