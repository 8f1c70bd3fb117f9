"""One process leads: it stops as soon as that is in doubt, and another one takes over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import sqlalchemy as sa
from support.running import until
from support.storage import Databases, opened

from bot.runtime import leading
from bot.runtime.leading import Leadership
from storage.engine import replicas
from storage.engine.database import make_engine
from storage.engine.replicas import Lead
from storage.unit import Storage


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leading, "LOOK_SECONDS", 0.05)


class Candidate:
    """A process that would lead; ``works`` says whether it does."""

    def __init__(self, storage: Storage) -> None:
        self.lead = storage.lead()
        self.leadership = Leadership(self.lead)
        self.works = False
        self.task = asyncio.create_task(self.leadership.run(self._work))

    async def _work(self) -> None:
        self.works = True
        try:
            await asyncio.Event().wait()
        finally:
            self.works = False

    async def stop(self) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


@pytest.fixture
async def two(
    request: pytest.FixtureRequest, postgres_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Candidate, Candidate, Storage]]:
    """The first of them leads; a test that asks for it is over soon for who says nothing."""
    monkeypatch.setattr(replicas, "SILENCE_SECONDS", getattr(request, "param", 600.0))
    url = await postgres_databases.clean()
    async with opened(url) as here, opened(url) as there:
        first = Candidate(here)
        await until(lambda: first.works, "the first to lead")
        second = Candidate(there)
        await asyncio.sleep(0.2)
        assert not second.works
        yield first, second, there
        for each in (first, second):
            await each.stop()


async def end_its_session(storage: Storage) -> None:
    """Cut the connection of whoever leads, as an administrator or a broken network does."""
    leader = (
        "SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
        "WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()"
    )
    async with storage.unit() as unit:
        await unit.connection.execute(sa.text(leader))


async def test_who_stops_leaves_the_lead_at_once(two: tuple[Candidate, Candidate, Storage]) -> None:
    first, second, _ = two
    await first.stop()
    assert not first.works
    await until(lambda: second.works, "the second to lead")


async def test_who_loses_the_session_stops_and_somebody_leads_again(
    two: tuple[Candidate, Candidate, Storage],
) -> None:
    first, second, storage = two
    await end_its_session(storage)
    await until(lambda: not first.works, "the first to notice")
    await until(lambda: first.works != second.works, "one of them to lead")


@pytest.mark.parametrize("two", [1.0], indirect=True)
async def test_who_stands_still_loses_the_lead_and_does_nothing_when_it_wakes(
    two: tuple[Candidate, Candidate, Storage], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, _ = two
    frozen = asyncio.Event()
    looked = first.lead.holds

    async def stands_still() -> bool:
        await frozen.wait()
        return await looked()

    monkeypatch.setattr(first.lead, "holds", stands_still)
    await until(lambda: second.works, "the server to end the session of the first, and the second to lead")
    monkeypatch.setattr(leading, "DOUBT_SECONDS", 0.4)
    assert first.works
    assert not first.leadership.certain, "it has not looked yet, and knows that it cannot be sure"
    await until(lambda: second.leadership.certain, "the second to have looked just now")
    frozen.set()
    await until(lambda: not first.works, "the first to notice")
    assert second.works


async def test_on_sqlite_the_only_process_leads(sqlite_databases: Databases) -> None:
    async with opened(await sqlite_databases.clean()) as storage:
        candidate = Candidate(storage)
        await until(lambda: candidate.works, "the only one to lead")
        assert candidate.leadership.certain
        await candidate.stop()


async def test_work_that_fails_is_told_and_leaves_the_lead(postgres_databases: Databases) -> None:
    async def fails() -> None:
        raise RuntimeError("work")

    async with opened(await postgres_databases.clean()) as storage:
        with pytest.raises(RuntimeError, match="work"):
            await Leadership(storage.lead()).run(fails)
        other = storage.lead()
        assert await other.take()
        await other.drop()


async def test_without_a_database_nobody_leads(tmp_path: Any) -> None:
    engine = make_engine(f"postgresql+asyncpg://postgres@/x?host={tmp_path}")
    lead = Lead(engine)
    assert not await lead.take()
    assert not await lead.holds()
    await lead.drop()
    await engine.dispose()
