"""What the processes of one database share: who was alive when, how fast to send, and who leads."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.engine.database import in_our_words
from storage.engine.once import ONCE
from storage.engine.session import Repository
from storage.errors import StorageError
from storage.tables import HARTSLAG, TEMPO

# The number of the lock is "meetlat" in ASCII. A leader that says nothing for so long has its session ended by the
# server, so that a process that hangs, or that a broken network cut off, does not keep the others waiting.
LOCK = 0x6D6565746C6174
SILENCE_SECONDS = 9.0
ANSWER_SECONDS = 3.0


class Replicas(Repository):
    """What the processes know of each other, within one transaction."""

    async def clock(self) -> datetime | None:
        """The clock of the database, where several processes go by it."""
        if self._connection.dialect.name == "sqlite":
            return None
        found: datetime | None = await self._connection.scalar(sa.select(sa.func.clock_timestamp()))
        return found

    async def last_beat(self) -> datetime | None:
        """When any process was last alive."""
        found: datetime | None = await self._connection.scalar(sa.select(sa.func.max(HARTSLAG.c.op)))
        return found

    async def beat(self, naam: str, at: datetime) -> None:
        """Note that a process is alive."""
        update = sa.update(HARTSLAG).where(HARTSLAG.c.naam == naam).values(op=at)
        if (await self._connection.execute(update)).rowcount == 0:
            await self._connection.execute(sa.insert(HARTSLAG), {"naam": naam, "op": at})

    async def living(self, since: datetime) -> int:
        """How many processes were alive after a moment."""
        query = sa.select(sa.func.count()).where(HARTSLAG.c.op > since)
        return int(await self._connection.scalar(query) or 0)

    async def forget_before(self, at: datetime) -> None:
        """Forget processes that are long gone."""
        await self._connection.execute(sa.delete(HARTSLAG).where(HARTSLAG.c.op < at))

    async def alone(self, task: str) -> bool:
        """Whether no other process is at this task now; none will be until this transaction ends."""
        if self._connection.dialect.name == "sqlite":
            return True
        lock = sa.func.pg_try_advisory_xact_lock(sa.func.hashtextextended(task, 0))
        return bool(await self._connection.scalar(sa.select(lock)))

    async def tempo(self, naam: str) -> datetime:
        """Until when all sending has been taken; nobody else takes any before this transaction ends."""
        query = sa.select(TEMPO.c.vrij).where(TEMPO.c.naam == naam).with_for_update()
        found: datetime | None = await self._connection.scalar(query)
        if found is None:
            never = {"naam": naam, "vrij": datetime.fromtimestamp(0, UTC)}
            await self._connection.execute(sa.insert(TEMPO).ext(ONCE), never)
            return await self.tempo(naam)
        return found

    async def take_tempo(self, naam: str, until: datetime) -> None:
        """Take all sending until a moment, after asking :meth:`tempo`."""
        await self._connection.execute(sa.update(TEMPO).where(TEMPO.c.naam == naam).values(vrij=until))


class Lead:
    """The lead among the processes of one database; on SQLite there is one process, which has it."""

    def __init__(self, engine: AsyncEngine) -> None:
        """Compete over ``engine``."""
        self._engine = engine
        self._connection: AsyncConnection | None = None

    async def take(self) -> bool:
        """Take the lead; false when another process has it, and when the database is away."""
        if self._engine.dialect.name == "sqlite":
            return True
        return await self._said(sa.select(sa.func.pg_try_advisory_lock(LOCK)))

    async def holds(self) -> bool:
        """Whether the lead is still here: the lock lives as long as the session does."""
        if self._engine.dialect.name == "sqlite":
            return True
        return self._connection is not None and await self._said(sa.select(sa.true()))

    async def drop(self) -> None:
        """Leave the lead to another process."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(StorageError, TimeoutError):
                async with asyncio.timeout(ANSWER_SECONDS):
                    with in_our_words(OSError):
                        # The session ends with its lock; nobody else can be given it.
                        await connection.run_sync(sa.Connection.detach)
                        await connection.close()

    async def _said(self, question: sa.Select[tuple[bool]]) -> bool:
        """What the session answers; without an answer in time it is given up."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                with in_our_words(OSError):
                    connection = self._connection or await self._connect()
                    return bool(await connection.scalar(question))
        except (StorageError, TimeoutError):
            await self.drop()
            return False

    async def _connect(self) -> AsyncConnection:
        self._connection = connection = await self._engine.connect()
        # Every statement is a transaction of its own: a session that waits within one would not count as silent.
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        silence = f"{int(SILENCE_SECONDS * 1000)}ms"
        await connection.execute(sa.select(sa.func.set_config("idle_session_timeout", silence, False)))
        return connection
