"""The fetch loop: an update is acknowledged only when its transaction has been committed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from telegram.error import TelegramError

from bot.tg.calls import Calls
from bot.tg.inbound import update_id
from bot.tg.receiver import Receiver
from bot.tg.verdicts import Outcome, backoff, verdict
from storage.errors import StorageError

BATCH = 50
LONG_POLL = 25
DOUBT = 1.0
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
log = structlog.get_logger()


class Fetcher:
    """Fetches updates until it is cancelled; ``age`` is measured from the last answer of Telegram."""

    def __init__(
        self,
        calls: Calls,
        receiver: Receiver,
        certain: Callable[[], bool],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Fetch for ``receiver`` as long as it is ``certain`` that nobody else does."""
        self._calls = calls
        self._receiver = receiver
        self._certain = certain
        self._sleep = sleep
        self.working = False

    async def run(self) -> None:
        """Fetch, commit, and only then ask for what comes after."""
        offset, failures = 0, 0
        while True:
            try:
                updates = await self._fetch(offset)
                if not self._certain():
                    # This process stood still; what it holds now is for whoever leads.
                    await self._sleep(DOUBT)
                    continue
                await self._receiver.receive_all(updates)
            except TelegramError as error:
                failures += 1
                await self._wait(error, failures)
            except StorageError as error:
                failures += 1
                self.working = False
                log.error("database_unavailable", error=type(error).__name__)
                await self._sleep(min(backoff(failures), 5.0))
            else:
                failures, self.working = 0, True
                offset = max((number + 1 for raw in updates if (number := update_id(raw)) is not None), default=offset)

    async def _fetch(self, offset: int) -> list[dict[str, object]]:
        found = await self._calls.fetch(LONG_POLL, offset=offset, limit=BATCH, allowed_updates=ALLOWED)
        return [raw for raw in found if isinstance(raw, dict)] if isinstance(found, list) else []

    async def _wait(self, error: TelegramError, failures: int) -> None:
        self.working = False
        judged = verdict(error, "getUpdates")
        log.warning("fetching_failed", outcome=judged.outcome.value, failures=failures)
        await self._sleep(judged.seconds if judged.outcome is Outcome.WAIT else backoff(failures))
