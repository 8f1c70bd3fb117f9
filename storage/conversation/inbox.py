"""The updates already dealt with, so that a repeated delivery has no second effect."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from storage.engine.once import ONCE
from storage.engine.prepared import Prepared, given
from storage.engine.session import Repository
from storage.tables import GEZIEN

_CLAIM = sa.insert(GEZIEN).values(given(GEZIEN)).ext(ONCE)
_PREPARED = Prepared(_CLAIM)


class Inbox(Repository):
    """The seen-marks, a set and never a high-water mark: lower ids may still be new."""

    async def claim(self, channel: str, key: str, at: datetime, fault: str | None = None) -> bool:
        """Mark an update as dealt with; false when it was before."""
        row = {"channel": channel, "key": key, "op": at, "fout": fault}
        if self._connection.dialect.name == "sqlite":
            return (await _PREPARED.run(self._connection, row)).count == 1
        # The first statement of a tap goes the usual way, which opens the transaction.
        return (await self._connection.execute(_CLAIM, row)).rowcount == 1

    async def release(self, channel: str, key: str) -> None:
        """Take back the mark of an update that had no effect, so that a repeat of it is judged anew."""
        await self._connection.execute(sa.delete(GEZIEN).where(GEZIEN.c.channel == channel, GEZIEN.c.key == key))

    async def belongs_to(self, channel: str, whose: str) -> None:
        """Give marks of a version that did not say whose updates they are to the bot that there is."""
        nobodys = (GEZIEN.c.channel == channel, GEZIEN.c.key.not_like("%:%"))
        await self._connection.execute(sa.update(GEZIEN).where(*nobodys).values(key=f"{whose}:" + GEZIEN.c.key))

    async def forget_before(self, at: datetime) -> int:
        """Forget marks of updates that no channel delivers any more."""
        done = await self._connection.execute(sa.delete(GEZIEN).where(GEZIEN.c.op < at))
        return int(done.rowcount)
