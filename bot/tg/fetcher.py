"""The fetch loop: an update is acknowledged only when its transaction has been committed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import structlog
from telegram.error import TelegramError

from bot.tg.calls import Calls
from bot.tg.inbound import update_id
from bot.tg.receiver import Receiver
from bot.tg.verdicts import Outcome, backoff, verdict

BATCH = 100
LONG_POLL = 25
DOUBT = 1.0
# An answer sooner than this with nothing new in it was no long poll; the pauses after it double up to a second.
AT_ONCE = 1.0
FIRST_PAUSE, LONGEST_PAUSE = 0.02, 1.0
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
log = structlog.get_logger()


class Fetcher:
    """Fetches updates until it is cancelled."""

    def __init__(
        self,
        calls: Calls,
        receiver: Receiver,
        certain: Callable[[], bool],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Fetch for ``receiver`` as long as it is ``certain`` that nobody else does."""
        self._calls = calls
        self._receiver = receiver
        self._certain = certain
        self._sleep = sleep
        self._clock = clock

    async def run(self) -> None:
        """Fetch, commit, and only then ask for what comes after."""
        offset, failures, idle = 0, 0, 0
        while True:
            began = self._clock()
            try:
                updates = await self._fetch(offset)
            except TelegramError as error:
                failures += 1
                await self._wait(error, failures)
                continue
            failures = 0
            if not self._certain():
                # This process stood still; what it holds now is for whoever leads.
                await self._sleep(DOUBT)
                continue
            await self._receiver.receive_all(updates)
            before, offset = offset, _after(updates, offset)
            if offset != before or self._clock() - began > AT_ONCE:
                idle = 0
            else:
                await self._sleep(min(FIRST_PAUSE * 2.0 ** min(idle, 16), LONGEST_PAUSE))
                idle += 1

    async def _fetch(self, offset: int) -> list[dict[str, object]]:
        found = await self._calls.fetch(LONG_POLL, offset=offset, limit=BATCH, allowed_updates=ALLOWED)
        return [raw for raw in found if isinstance(raw, dict)] if isinstance(found, list) else []

    async def _wait(self, error: TelegramError, failures: int) -> None:
        judged = verdict(error, "getUpdates")
        log.warning("fetching_failed", outcome=judged.outcome.value, failures=failures)
        await self._sleep(judged.seconds if judged.outcome is Outcome.WAIT else backoff(failures))


def _after(updates: list[dict[str, object]], offset: int) -> int:
    """The first update that was not taken in yet."""
    return max((number + 1 for raw in updates if (number := update_id(raw)) is not None), default=offset)
