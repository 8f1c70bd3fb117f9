"""Empties the outbox on one way: claim, look again whether it is still true, send, note; in any number of processes."""

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
from flows.ways import Way
from storage.errors import StorageError
from storage.outbox.berichten import LEASE, LONGEST_CALL, Bericht
from storage.unit import Storage

LOOK_SECONDS = 1.0
BUSY_SECONDS = 0.25
MOST_UNDER_WAY = 40
# So many failures one after the other, and something is wrong with the way and not with whom it leads to.
TELLING = 3
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
    """One per way and process; without a ``sender`` people are told by what stands in the web chat."""

    def __init__(
        self,
        storage: Storage,
        app: AppContext,
        changes: ChangeNotifier,
        clock: DatabaseClock,
        supervisor: Supervisor,
        *,
        name: str,
        set_up: tuple[Way, ...] = (),
        sender: MessageSender | None = None,
    ) -> None:
        """Send as ``name``; ``set_up`` are all ways that can be used here."""
        self._storage = storage
        self._app = app
        self._changes = changes
        self._clock = clock
        self._supervisor = supervisor
        self._name = name
        self._set_up = set_up
        self._sender = sender
        # What waits at a way that is not set up goes on from the first that is, or from the web chat.
        strays = tuple(way for way in Way if way not in set_up)
        self._ways = strays if sender is None else (sender.way,)
        self._task = "sending" if sender is None or sender.way is Way.TELEGRAM else f"sending {sender.way.value}"
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._unsent: set[int] = set()
        self._failures = 0

    async def run(self) -> None:
        """Send what is due, until cancelled."""
        await self._supervisor.periodic(self._task, self._round)

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
                if not free or not await unit.berichten.due(await self._clock(unit), self._ways):
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
                found = await unit.berichten.claim(self._name, await self._clock(unit), free, self._ways)
                return [Claimed(bericht, at, at) for bericht in found]
            naam, per_second = tempo.NAMES[self._sender.way], self._sender.per_second
            taken = await unit.replicas.tempo(naam)
            turns = tempo.turns(taken, await self._clock(unit), per_second)
            if halted:
                await tempo.pause(unit, naam, turns, halted)
                return []
            if turns.paused:
                self._sender.halt(turns.wait)
                return []
            found = await unit.berichten.claim(self._name, turns.now, min(turns.most, free), self._ways)
            waits = await tempo.take(unit, naam, turns, len(found), per_second)
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
            if isinstance(written, Answer):
                await self._note(claimed, None, written)
            elif written.way is None or written.way in self._ways:
                await self._note(claimed, written, await self._send(written))
            else:
                await self._lead_on(bericht, written.way)
        except StorageError as error:
            # When the lease ends somebody goes on with it.
            log.error("bericht_left", number=bericht.id, error=type(error).__name__)
        finally:
            self._unsent.discard(bericht.id)
            del self._tasks[bericht.id]

    async def _written(self, bericht: Bericht) -> Written | Answer:
        try:
            async with self._storage.look() as unit:
                return await write(unit, self._app, bericht, await self._clock(unit), self._set_up)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  # one that cannot be written out must not stop the others
            log.error("bericht_not_written", number=bericht.id, error=type(error).__name__)
            return Answer(Result.RETRY, type(error).__name__)

    async def _send(self, written: Written) -> Answer:
        if self._sender is None or written.way is None:
            # Who looks after somebody hears when there is no way at all, but not where Meetlat has none.
            return Answer(Result.CLOSED if self._set_up else Result.ARRIVED)
        try:
            async with asyncio.timeout(LONGEST_CALL.total_seconds()):
                answer = await self._sender.send(written.addresses, written.letter)
        except Exception as error:  # noqa: BLE001  # one message that cannot be sent must not stop the others
            answer = Answer(Result.RETRY, type(error).__name__)
        if answer.result is Result.WAIT or answer.down:
            self._sender.halt(answer.seconds)
        self._tell_how_it_goes(answer)
        return answer

    def _tell_how_it_goes(self, answer: Answer) -> None:
        """Let the supervisor know of a way on which nothing arrives."""
        if answer.result is Result.RETRY:
            self._failures += 1
            if answer.down or self._failures >= TELLING:
                self._supervisor.falters(self._task)
        elif answer.result is Result.ARRIVED:
            self._failures = 0
            self._supervisor.recovers(self._task)

    async def _note(self, claimed: Claimed, written: Written | None, answer: Answer) -> None:
        """Note what came of it; what is not noted is sent again, so that it is worth several tries."""
        while True:
            try:
                async with self._storage.unit() as unit:
                    now = await self._clock(unit)
                    touched = await settle(unit, self._name, claimed.bericht, written, answer, now)
                break
            except StorageError:
                if claimed.left < 0:
                    raise
                await asyncio.sleep(LOOK_SECONDS)
        for chat in touched:
            self._changes.notify(chat)

    async def _lead_on(self, bericht: Bericht, way: Way) -> None:
        """It waited at a way that is not the first one of its receiver."""
        async with self._storage.unit() as unit:
            await unit.berichten.pass_on(bericht, self._name, way, fout=bericht.fout)

    async def _give_back(self, *berichten: int) -> None:
        if berichten:
            async with self._storage.unit() as unit:
                for bericht in berichten:
                    await unit.berichten.release(bericht, self._name)
