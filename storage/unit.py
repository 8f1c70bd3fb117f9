"""One transaction, with everything that can be read or changed in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.audit import Audit
from storage.clients.caseloads import Caseloads
from storage.clients.clients import Clients
from storage.clients.plaatsingen import Plaatsingen
from storage.clients.verhuizingen import Verhuizingen
from storage.conversation.chats import Chats
from storage.conversation.inbox import Inbox
from storage.engine.database import in_our_words, make_engine
from storage.engine.migrate import migrate
from storage.engine.prepared import command
from storage.engine.replicas import Lead, Replicas
from storage.engine.session import Transaction
from storage.engine.writer import Writer
from storage.errors import LostError
from storage.handover.absences import Absences
from storage.handover.overdrachten import Overdrachten
from storage.instellingen import Instellingen
from storage.measuring.controles import Controles
from storage.measuring.dialogues import Dialogues
from storage.measuring.lijsten import Lijsten
from storage.measuring.meetmomenten import Meetmomenten
from storage.measuring.tellingen import Tellingen
from storage.outbox.berichten import Berichten
from storage.outbox.digests import Digests
from storage.people.people import People
from storage.people.reach import Reach
from storage.people.teams import Teams
from storage.planning.duties import Duties
from storage.planning.termijnen import Termijnen
from storage.reports import Reports


class Unit(Transaction):
    """The repositories of one transaction; nothing of it survives when the block is left by an exception."""

    @cached_property
    def inbox(self) -> Inbox:
        """Updates already seen."""
        return Inbox(self)

    @cached_property
    def chats(self) -> Chats:
        """Conversations and who is in them."""
        return Chats(self)

    @cached_property
    def dialogues(self) -> Dialogues:
        """Dialogues and their answers."""
        return Dialogues(self)

    @cached_property
    def clients(self) -> Clients:
        """Clients and caseloads."""
        return Clients(self)

    @cached_property
    def verhuizingen(self) -> Verhuizingen:
        """Clients who moved to another gemeente."""
        return Verhuizingen(self)

    @cached_property
    def lijsten(self) -> Lijsten:
        """Lists that are entered."""
        return Lijsten(self)

    @cached_property
    def caseloads(self) -> Caseloads:
        """Teams and what each in them keeps."""
        return Caseloads(self)

    @cached_property
    def meetmomenten(self) -> Meetmomenten:
        """Registered measurements."""
        return Meetmomenten(self)

    @cached_property
    def controles(self) -> Controles:
        """What waits for a check."""
        return Controles(self)

    @cached_property
    def tellingen(self) -> Tellingen:
        """Counts about the instrument."""
        return Tellingen(self)

    @cached_property
    def instellingen(self) -> Instellingen:
        """Settings that were changed here."""
        return Instellingen(self)

    @cached_property
    def plaatsingen(self) -> Plaatsingen:
        """Clients in instruments."""
        return Plaatsingen(self)

    @cached_property
    def reports(self) -> Reports:
        """The reports' questions."""
        return Reports(self)

    @cached_property
    def termijnen(self) -> Termijnen:
        """When clients are due."""
        return Termijnen(self)

    @cached_property
    def duties(self) -> Duties:
        """Who has to be measured."""
        return Duties(self)

    @cached_property
    def absences(self) -> Absences:
        """Who stands in for whom."""
        return Absences(self)

    @cached_property
    def overdrachten(self) -> Overdrachten:
        """Transfers of clients."""
        return Overdrachten(self)

    @cached_property
    def people(self) -> People:
        """Functionarissen and their access."""
        return People(self)

    @cached_property
    def teams(self) -> Teams:
        """Teams and afdelingen."""
        return Teams(self)

    @cached_property
    def berichten(self) -> Berichten:
        """The outbox."""
        return Berichten(self)

    @cached_property
    def digests(self) -> Digests:
        """The reminders in the outbox."""
        return Digests(self)

    @cached_property
    def reach(self) -> Reach:
        """Ways to people."""
        return Reach(self)

    @cached_property
    def replicas(self) -> Replicas:
        """The processes beside this one."""
        return Replicas(self)

    @cached_property
    def audit(self) -> Audit:
        """The trail."""
        return Audit(self)


# The row that is written to find out whether writing works.
_PROOF = "readiness"


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
                async with _unit(self._connection) as unit:
                    yield unit
            except BaseException:
                await self._fall_out()
                raise
            await command(self._connection, "RELEASE SAVEPOINT part")

    async def _fall_out(self) -> None:
        try:
            for how in ("ROLLBACK TO SAVEPOINT part", "RELEASE SAVEPOINT part"):
                await command(self._connection, how)
        except Exception as error:
            # The database has given up the whole transaction, and what seemed to be in it is gone.
            raise LostError("the transaction has ended") from error


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
            with in_our_words(OSError, TypeError, ValueError):
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
            async with self._transaction() as connection, _unit(connection) as unit:
                yield unit

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
            async with _begun(self._engine, writing=True) as connection:
                yield connection

    @asynccontextmanager
    async def look(self) -> AsyncIterator[Unit]:
        """Read a consistent picture without keeping writers waiting."""
        with in_our_words():
            async with _begun(self._engine, writing=False) as connection, _unit(connection) as unit:
                yield unit

    def lead(self) -> Lead:
        """The lead among the processes of this database, to compete for."""
        return Lead(self._engine)

    async def prove_writing(self, now: datetime) -> None:
        """Write and commit next to nothing; raises :class:`StorageError` when that fails, as on a full disk."""
        async with self.unit() as unit:
            await unit.replicas.tempo(_PROOF)
            await unit.replicas.take_tempo(_PROOF, now)


async def _connect(engine: AsyncEngine, *, writing: bool) -> AsyncConnection:
    with in_our_words(OSError):
        connection = await engine.connect()
        return await connection.execution_options(writing=writing)


@asynccontextmanager
async def _begun(engine: AsyncEngine, *, writing: bool) -> AsyncIterator[AsyncConnection]:
    connection = await _connect(engine, writing=writing)
    try:
        async with connection.begin():
            yield connection
    finally:
        await connection.close()


@asynccontextmanager
async def _unit(connection: AsyncConnection) -> AsyncIterator[Unit]:
    """The unit of a transaction."""
    unit = Unit(connection)
    try:
        yield unit
        await unit.finish()
    finally:
        await unit.close()
