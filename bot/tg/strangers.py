"""What is said to strangers: the same to all, each thing once a minute, after everybody else."""

from __future__ import annotations

import time
from asyncio import Queue, QueueFull
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

import structlog
from telegram.error import TelegramError

from bot.runtime.tasks import Supervisor
from bot.tg.calls import Calls
from bot.tg.pacing import Pace
from bot.tg.verdicts import Outcome, verdict

PAUSE = 60.0
MOST_WAITING = 2_000
MOST_REMEMBERED = 10_000
MOST_TRIES = 3
AGAIN = (Outcome.WAIT, Outcome.RETRY)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A text for one chat; ``leaving`` a group that the bot was put into."""

    chat: int
    text: str
    leaving: bool = False
    tries: int = 0


class Refusals:
    """One line in which strangers wait, so that no crowd of them delays an answer to somebody who is known."""

    def __init__(self, calls: Calls, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the places at ``pace`` that nothing else wants."""
        self._call = calls
        self._pace = pace
        self._clock = clock
        self._waiting: Queue[Refusal] = Queue(MOST_WAITING)
        self._told: OrderedDict[tuple[int, str], float] = OrderedDict()

    def add(self, refusal: Refusal) -> None:
        """Say this, unless this chat heard it a moment ago; who does not fit in the line hears it another time."""
        now, said = self._clock(), (refusal.chat, refusal.text)
        if now - self._told.get(said, -PAUSE) < PAUSE:
            return
        try:
            self._waiting.put_nowait(refusal)
        except QueueFull:
            log.info("refusal_dropped")
            return
        self._told[said] = now
        self._told.move_to_end(said)
        if len(self._told) > MOST_REMEMBERED:
            self._told.popitem(last=False)

    async def run(self, supervisor: Supervisor) -> None:
        """Say what waits, one by one, until cancelled."""
        await supervisor.periodic("refusing", self._next)

    async def _next(self) -> None:
        refusal = await self._waiting.get()
        await self._pace.leftover()
        try:
            await self._call(
                "sendMessage", chat_id=refusal.chat, text=refusal.text, parse_mode="HTML", protect_content=True
            )
        except TelegramError as error:
            judged = verdict(error, "sendMessage")
            log.info("not_refused", outcome=judged.outcome.value)
            if judged.outcome is Outcome.WAIT:
                self._pace.refused(str(refusal.chat), judged.seconds)
            if judged.outcome in AGAIN and refusal.tries + 1 < MOST_TRIES:
                with suppress(QueueFull):
                    self._waiting.put_nowait(replace(refusal, tries=refusal.tries + 1))
                return
        if refusal.leaving:
            with suppress(TelegramError):
                await self._call("leaveChat", chat_id=refusal.chat)
