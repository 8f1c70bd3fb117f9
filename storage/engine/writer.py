"""The one connection that writes to an SQLite file, begun and committed at the driver itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.engine.sqlite import InlineConnection


class Writer:
    """One task at a time writes, over a connection that stays open: waiting in line costs less than a locked file.

    SQLAlchemy's way into and out of a transaction costs as much as all statements of a tap. It joins this one
    with the first statement that it runs itself.
    """

    def __init__(self, connection: AsyncConnection, inline: InlineConnection) -> None:
        """Use a connection made by :meth:`open`."""
        self._connection = connection
        self._inline = inline
        self._turn = asyncio.Lock()

    @classmethod
    async def open(cls, engine: AsyncEngine) -> Writer:
        """Connect."""
        connection = await engine.connect()
        inline: Any = (await connection.get_raw_connection()).dbapi_connection
        return cls(connection, inline)

    async def close(self) -> None:
        """Let the connection go."""
        await self._connection.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """Commit when the block ends, roll back when it raises."""
        async with self._turn:
            try:
                await self._inline.begun("BEGIN IMMEDIATE")
                yield self._connection
                await self._inline.committed()
            except BaseException:
                self._inline.rollback()
                raise
            finally:
                if self._connection.in_transaction():
                    # The driver's has ended; SQLAlchemy still has to hear of it.
                    await self._connection.rollback()
