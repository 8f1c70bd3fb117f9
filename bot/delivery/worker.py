"""Empties the outbox: claim, look again whether it is still true, send, note. Any number of processes may do so."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass

import structlog

from bot.conversation.changes import ChangeNotifier
from bot.conversation.context import AppContext
from bot.delivery import tempo
from bot.delivery.clock import DatabaseClock
from bot.delivery.ports import Answer, MessageSender, Result
from bot.delivery.settling import settle
from bot.delivery.writing import Written, write
from bot.runtime.tasks import Supervisor
from storage.errors import StorageError
from storage.outbox.berichten import LEASE, LONGEST_CALL, Bericht
from storage.people.reach import Receiver
from storage.unit import Storage

LOOK_SECONDS = 1.0
BUSY_SECONDS = 0.25
MOST_UNDER_WAY = 40
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A bericht that is this process's for as long as its lease; ``at`` and ``turn`` are of the steady clock."""

    bericht: Bericht
    at: float
    turn: float

    @property
    def left(self) -> float:
        """Seconds until the lease ends, whatever the clocks say."""
        return self.at + LEASE.total_seconds() - time.monotonic()


class OutboxWorker:
    """One per process; without a ``sender`` people are told by what stands in the web chat."""

    def __init__(
        self,
        storage: Storage,
        app: AppContext,
        changes: ChangeNotifier,
        clock: DatabaseClock,
        *,
        name: str,
        per_second: float,
        sender: MessageSender | None = None,
    ) -> None:
        """Send as ``name``, at most ``per_second`` together with all other processes."""
        self._storage = storage
        self._app = app
        self._changes = changes
        self._clock = clock
        self._name = name
        self._per_second = per_second
        self._sender = sender
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._unsent: set[int] = set()

    async def run(self, supervisor: Supervisor) -> None:
        """Send what is due, until cancelled."""
        await supervisor.periodic("sending", self._round)

    async def stop(self, seconds: float) -> None:
        """Let calls under way end, and give back what was not sent yet."""
        unsent = list(self._unsent)
        for bericht in unsent:
            self._tasks[bericht].cancel()
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=seconds)
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        with suppress(StorageError):
            await self._give_back(*unsent)

    async def _round(self) -> float:
        """Claim what may go now; gives the seconds until it is worth looking again."""
        halted = 0.0 if self._sender is None else self._sender.halted
        free = MOST_UNDER_WAY - len(self._tasks)
        if not halted:
            async with self._storage.look() as unit:
                if not free or not await unit.berichten.due(await self._clock(unit)):
                    return LOOK_SECONDS
        claimed = await self._claim(halted, free)
        for each in claimed:
            # Only a clock that was moved brings back what is still under way here.
            if each.bericht.id not in self._tasks:
                self._begin(each)
        return BUSY_SECONDS if claimed else LOOK_SECONDS

    async def _claim(self, halted: float, free: int) -> list[Claimed]:
        at = time.monotonic()
        async with self._storage.unit() as unit:
            if self._sender is None:
                found = await unit.berichten.claim(self._name, await self._clock(unit), free)
                return [Claimed(bericht, at, at) for bericht in found]
            taken = await unit.replicas.tempo(tempo.NAAM)
            turns = tempo.turns(taken, await self._clock(unit), self._per_second)
            if halted:
                await tempo.pause(unit, turns, halted)
                return []
            if turns.paused:
                self._sender.halt(turns.wait)
                return []
            found = await unit.berichten.claim(self._name, turns.now, min(turns.most, free))
            waits = await tempo.take(unit, turns, len(found), self._per_second)
        return [Claimed(bericht, at, at + wait) for bericht, wait in zip(found, waits, strict=True)]

    def _begin(self, claimed: Claimed) -> None:
        bericht = claimed.bericht.id
        self._unsent.add(bericht)
        self._tasks[bericht] = asyncio.create_task(self._deliver(claimed))

    async def _deliver(self, claimed: Claimed) -> None:
        bericht = claimed.bericht
        try:
            if self._sender is not None:
                await asyncio.sleep(claimed.turn - time.monotonic())
                await self._sender.turn()
            if claimed.left < LONGEST_CALL.total_seconds():
                log.warning("bericht_given_back", number=bericht.id)
                await self._give_back(bericht.id)
                return
            written = await self._written(bericht)
            self._unsent.discard(bericht.id)
            if isinstance(written, Written):
                await self._note(claimed, written.to, await self._send(written))
            else:
                await self._note(claimed, None, written)
        except StorageError as error:
            # When the lease ends somebody goes on with it.
            log.error("bericht_left", number=bericht.id, error=type(error).__name__)
        finally:
            self._unsent.discard(bericht.id)
            del self._tasks[bericht.id]

    async def _written(self, bericht: Bericht) -> Written | Answer:
        try:
            async with self._storage.look() as unit:
                return await write(unit, self._app, bericht, await self._clock(unit))
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  # one that cannot be written out must not stop the others
            log.error("bericht_not_written", number=bericht.id, error=type(error).__name__)
            return Answer(Result.RETRY, type(error).__name__)

    async def _send(self, written: Written) -> Answer:
        if self._sender is None or written.to.address is None:
            return Answer(Result.ARRIVED)
        try:
            async with asyncio.timeout(LONGEST_CALL.total_seconds()):
                answer = await self._sender.send(written.to.address, written.screen, written.to.taal)
        except Exception as error:  # noqa: BLE001  # one message that cannot be sent must not stop the others
            answer = Answer(Result.RETRY, type(error).__name__)
        if answer.result is Result.WAIT:
            self._sender.halt(answer.seconds)
        return answer

    async def _note(self, claimed: Claimed, to: Receiver | None, answer: Answer) -> None:
        """Note what came of it; what is not noted is sent again, so that it is worth several tries."""
        while True:
            try:
                async with self._storage.unit() as unit:
                    now = await self._clock(unit)
                    touched = await settle(unit, self._name, claimed.bericht, to, answer, now)
                break
            except StorageError:
                if claimed.left < 0:
                    raise
                await asyncio.sleep(LOOK_SECONDS)
        for chat in touched:
            self._changes.notify(chat)

    async def _give_back(self, *berichten: int) -> None:
        if berichten:
            async with self._storage.unit() as unit:
                for bericht in berichten:
                    await unit.berichten.release(bericht, self._name)
