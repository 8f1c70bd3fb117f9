"""One transaction, with everything that can be read or changed in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.audit import Audit
from storage.berichten import Berichten
from storage.caseloads import Caseloads
from storage.chats import Chats
from storage.clients import Clients
from storage.controles import Controles
from storage.database import in_our_words, make_engine
from storage.dialogues import Dialogues
from storage.digests import Digests
from storage.duties import Duties
from storage.errors import UnavailableError
from storage.inbox import Inbox
from storage.instellingen import Instellingen
from storage.meetmomenten import Meetmomenten
from storage.migrate import migrate
from storage.overdrachten import Overdrachten
from storage.people import People
from storage.plaatsingen import Plaatsingen
from storage.prepared import command
from storage.reach import Reach
from storage.replicas import Lead, Replicas
from storage.teams import Teams
from storage.termijnen import Termijnen
from storage.waarneming import Waarneming
from storage.writer import Writer

if TYPE_CHECKING:
    from storage.reports import Reports


class Unit:
    """The repositories of one transaction; nothing of it survives when the block is left by an exception."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Hang the repositories on ``connection``."""
        self.connection = connection

    @cached_property
    def inbox(self) -> Inbox:
        """Updates already seen."""
        return Inbox(self.connection)

    @cached_property
    def chats(self) -> Chats:
        """Conversations and who is in them."""
        return Chats(self.connection)

    @cached_property
    def dialogues(self) -> Dialogues:
        """Dialogues and their answers."""
        return Dialogues(self.connection)

    @cached_property
    def clients(self) -> Clients:
        """Clients and caseloads."""
        return Clients(self.connection)

    @cached_property
    def caseloads(self) -> Caseloads:
        """Teams and what each in them keeps."""
        return Caseloads(self.connection)

    @cached_property
    def meetmomenten(self) -> Meetmomenten:
        """Registered measurements."""
        return Meetmomenten(self.connection)

    @cached_property
    def controles(self) -> Controles:
        """What waits for a check."""
        return Controles(self.connection)

    @cached_property
    def instellingen(self) -> Instellingen:
        """Settings that were changed here."""
        return Instellingen(self.connection)

    @cached_property
    def plaatsingen(self) -> Plaatsingen:
        """Clients in instruments."""
        return Plaatsingen(self.connection)

    @cached_property
    def reports(self) -> Reports:
        """The reports' questions; they bring a department of their own, which a start does without."""
        from storage.reports import Reports  # noqa: PLC0415

        return Reports(self.connection)

    @cached_property
    def termijnen(self) -> Termijnen:
        """When clients are due."""
        return Termijnen(self.connection)

    @cached_property
    def duties(self) -> Duties:
        """Who has to be measured."""
        return Duties(self.connection)

    @cached_property
    def waarneming(self) -> Waarneming:
        """Who stands in for whom."""
        return Waarneming(self.connection)

    @cached_property
    def overdrachten(self) -> Overdrachten:
        """Transfers of clients."""
        return Overdrachten(self.connection)

    @cached_property
    def people(self) -> People:
        """Functionarissen and their access."""
        return People(self.connection)

    @cached_property
    def teams(self) -> Teams:
        """Teams and afdelingen."""
        return Teams(self.connection)

    @cached_property
    def berichten(self) -> Berichten:
        """The outbox."""
        return Berichten(self.connection)

    @cached_property
    def digests(self) -> Digests:
        """The reminders in the outbox."""
        return Digests(self.connection)

    @cached_property
    def reach(self) -> Reach:
        """Ways to people."""
        return Reach(self.connection)

    @cached_property
    def replicas(self) -> Replicas:
        """The processes beside this one."""
        return Replicas(self.connection)

    @cached_property
    def audit(self) -> Audit:
        """The trail."""
        return Audit(self.connection)


class Batch:
    """Several units in one transaction; one that raises falls out alone, and the others are committed together."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        """One of them; nothing of it survives when the block is left by an exception."""
        with in_our_words():
            await command(self._connection, "SAVEPOINT part")
            try:
                yield Unit(self._connection)
            except BaseException:
                await self._fall_out()
                raise
            await command(self._connection, "RELEASE SAVEPOINT part")

    async def _fall_out(self) -> None:
        try:
            for how in ("ROLLBACK TO SAVEPOINT part", "RELEASE SAVEPOINT part"):
                await command(self._connection, how)
        except Exception as error:
            # The database has given up the whole transaction, and what seemed to be in it is lost.
            raise UnavailableError("the transaction has ended") from error


class Storage:
    """A database that is open: SQLite has one writer, on PostgreSQL every unit takes a connection from the pool."""

    def __init__(self, engine: AsyncEngine, writer: Writer | None) -> None:
        """Use an engine and a writer made by :meth:`open`."""
        self._engine = engine
        self._writer = writer

    @classmethod
    async def open(cls, url: str) -> Storage:
        """Connect and bring the schema up to date."""
        engine = make_engine(url)
        try:
            with in_our_words(OSError):
                await migrate(engine)
                return cls(engine, await Writer.open(engine) if engine.dialect.name == "sqlite" else None)
        except BaseException:
            await engine.dispose()
            raise

    async def close(self) -> None:
        """Let every connection go; without this the process does not end."""
        if self._writer is not None:
            await self._writer.close()
        await self._engine.dispose()

    @property
    def shared(self) -> bool:
        """Whether other processes may have this database open too."""
        return self._writer is None

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        """Write: commit when the block ends, roll back when it raises."""
        with in_our_words():
            async with self._transaction() as connection:
                yield Unit(connection)

    @asynccontextmanager
    async def batch(self) -> AsyncIterator[Batch]:
        """Write several units, and commit them together when the block ends."""
        with in_our_words():
            async with self._transaction() as connection:
                yield Batch(connection)

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncConnection]:
        if self._writer is not None:
            async with self._writer.transaction() as connection:
                yield connection
        else:
            async with _connected(self._engine, writing=True) as connection, connection.begin():
                yield connection

    @asynccontextmanager
    async def look(self) -> AsyncIterator[Unit]:
        """Read a consistent picture without keeping writers waiting."""
        with in_our_words():
            async with _connected(self._engine, writing=False) as connection, connection.begin():
                yield Unit(connection)

    def lead(self) -> Lead:
        """The lead among the processes of this database, to compete for."""
        return Lead(self._engine)

    async def ready(self) -> bool:
        """Whether the database answers."""
        async with self.look() as unit:
            await unit.people.organisation()
        return True


async def _connect(engine: AsyncEngine, *, writing: bool) -> AsyncConnection:
    with in_our_words(OSError):
        connection = await engine.connect()
        return await connection.execution_options(writing=writing)


@asynccontextmanager
async def _connected(engine: AsyncEngine, *, writing: bool) -> AsyncIterator[AsyncConnection]:
    connection = await _connect(engine, writing=writing)
    try:
        yield connection
    finally:
        await connection.close()
