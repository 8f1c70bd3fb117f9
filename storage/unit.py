"""One transaction, with everything that can be read or changed in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.audit import Audit
from storage.clients.caseloads import Caseloads
from storage.clients.clients import Clients
from storage.clients.gezinnen import Gezinnen
from storage.clients.overviews import Overviews
from storage.clients.plaatsingen import Plaatsingen
from storage.clients.verhuizingen import Verhuizingen
from storage.conversation.chats import Chats
from storage.conversation.inbox import Inbox
from storage.engine.database import in_our_words, make_engine
from storage.engine.migrate import migrate
from storage.engine.prepared import command
from storage.engine.replicas import Lead, Replicas
from storage.engine.session import Kept, Transaction
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
from storage.people.openid import OpenIds
from storage.people.passkeys import Passkeys
from storage.people.people import People
from storage.people.reach import Reach
from storage.people.sessions import Sessions
from storage.people.teams import Teams
from storage.people.ways import Ways
from storage.planning.duties import Duties
from storage.planning.termijnen import Termijnen
from storage.reports import Reports


class Unit(Transaction):
    """The repositories of one transaction; nothing of it survives when the block is left by an exception."""

    inbox = Kept(Inbox)
    chats = Kept(Chats)
    dialogues = Kept(Dialogues)
    clients = Kept(Clients)
    verhuizingen = Kept(Verhuizingen)
    gezinnen = Kept(Gezinnen)
    lijsten = Kept(Lijsten)
    caseloads = Kept(Caseloads)
    overviews = Kept(Overviews)
    meetmomenten = Kept(Meetmomenten)
    controles = Kept(Controles)
    tellingen = Kept(Tellingen)
    instellingen = Kept(Instellingen)
    plaatsingen = Kept(Plaatsingen)
    reports = Kept(Reports)
    termijnen = Kept(Termijnen)
    duties = Kept(Duties)
    absences = Kept(Absences)
    overdrachten = Kept(Overdrachten)
    people = Kept(People)
    openid = Kept(OpenIds)
    passkeys = Kept(Passkeys)
    sessions = Kept(Sessions)
    teams = Kept(Teams)
    berichten = Kept(Berichten)
    digests = Kept(Digests)
    reach = Kept(Reach)
    ways = Kept(Ways)
    replicas = Kept(Replicas)
    audit = Kept(Audit)


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
