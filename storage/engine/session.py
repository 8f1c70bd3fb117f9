"""A transaction that somebody else began and will end, with a session for rows as objects in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.errors import StorageError
from storage.models import Model

_Row = TypeVar("_Row", bound=Model)
_Kept = TypeVar("_Kept", bound="Repository")


class Session(AsyncSession):
    """Writes behind a savepoint in the transaction of a connection, and never commits that transaction.

    What is asked past it, with statements of our own, sees only what was written: so whoever adds a row uses
    :meth:`write`. What was read before is read anew, because those statements change rows behind its back.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        """Join the transaction of ``connection``."""
        inner = connection.sync_connection
        if inner is not None and not inner.in_transaction():
            # The driver began by itself; SQLAlchemy has to know before the session asks who ends it.
            inner.begin()
        super().__init__(
            connection,
            join_transaction_mode="create_savepoint",
            expire_on_commit=False,
            execution_options={"populate_existing": True},
        )

    async def write(self, *rows: object) -> None:
        """Add rows, now."""
        self.add_all(rows)
        await self.flush()

    async def by_key(self, model: type[_Row], key: object) -> _Row | None:
        """The row with this key, as it is now."""
        return await self.get(model, key, populate_existing=True)

    async def finish(self) -> None:
        """Write what was changed and not written; after a write that failed there is nothing left to commit."""
        await self.flush()
        if not self.sync_session.is_active:
            raise StorageError("the transaction ended when a row could not be written")
        # This lets go of the savepoint; the transaction is somebody else's.
        await self.commit()


class Transaction:
    """What a repository works within: the connection, and a session on it for whoever asks."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work within the transaction of ``connection``."""
        self.connection = connection

    @cached_property
    def session(self) -> Session:
        """Rows as objects."""
        return Session(self.connection)

    async def finish(self) -> None:
        """Write what is left to be written, before the transaction is committed."""
        if "session" in vars(self):
            await self.session.finish()

    async def close(self) -> None:
        """Let go of every object, before the transaction ends."""
        if "session" in vars(self):
            await self.session.close()


class Repository:
    """Rows of one kind, within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        """Work within ``transaction``."""
        self._transaction = transaction
        self._connection = transaction.connection

    @property
    def _session(self) -> Session:
        return self._transaction.session


class Kept(Generic[_Kept]):
    """A repository of a transaction, made when it is first asked for and then the same one."""

    def __init__(self, kind: Callable[[Transaction], _Kept]) -> None:
        """Make one of this kind."""
        self._kind = kind

    def __set_name__(self, owner: type[Transaction], name: str) -> None:
        self._name = name

    def __get__(self, transaction: Transaction, owner: type[Transaction]) -> _Kept:
        made: _Kept = self._kind(transaction)
        # What an instance holds itself is found before this is asked again.
        vars(transaction)[self._name] = made
        return made
