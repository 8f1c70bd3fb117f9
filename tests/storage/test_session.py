"""A session shares the transaction of its unit: what it writes is seen, committed and forgotten with the rest."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlmodel import select
from support.builders import NOW

from storage import models
from storage.engine.prepared import Prepared
from storage.errors import ConflictError, StorageError
from storage.tables import HARTSLAG
from storage.unit import Storage, Unit

NAME = Prepared(sa.select(HARTSLAG.c.naam).where(HARTSLAG.c.naam == sa.bindparam("naam")), HARTSLAG.c.naam)


async def names(storage: Storage) -> list[str]:
    async with storage.look() as unit:
        return [row.naam for row in await unit.session.exec(select(models.Hartslag))]


async def seen(unit: Unit, naam: str) -> list[bool]:
    """Whether a row is seen by each way of asking."""
    prepared = (await NAME.run(unit.connection, {"naam": naam})).rows
    core = await unit.connection.scalar(sa.select(HARTSLAG.c.naam).where(HARTSLAG.c.naam == naam))
    rows = await unit.session.exec(select(models.Hartslag).where(HARTSLAG.c.naam == naam))
    return [bool(prepared), core is not None, rows.first() is not None]


async def test_what_was_written_is_seen_by_every_way_of_asking_and_committed(storage: Storage) -> None:
    async with storage.unit() as unit:
        await unit.session.write(models.Hartslag(naam="p1", op=NOW))
        assert await seen(unit, "p1") == [True] * 3
        await unit.replicas.beat("p2", NOW)
        assert await seen(unit, "p2") == [True] * 3
    assert sorted(await names(storage)) == ["p1", "p2"]


async def test_a_unit_that_only_prepares_statements_and_one_that_begins_with_a_session_end_alike(
    storage: Storage,
) -> None:
    async with storage.unit() as unit:
        await unit.inbox.claim("tg", "1", NOW)
    async with storage.unit() as unit:
        await unit.session.write(models.Hartslag(naam="p1", op=NOW))
        await unit.inbox.claim("tg", "2", NOW)
    async with storage.unit() as unit:
        assert [await unit.inbox.claim("tg", key, NOW) for key in "123"] == [False, False, True]
    assert await names(storage) == ["p1"]


async def test_nothing_of_a_session_survives_its_unit(storage: Storage) -> None:
    with pytest.raises(RuntimeError):
        async with storage.unit() as unit:
            await unit.session.write(models.Hartslag(naam="p1", op=NOW))
            raise RuntimeError("the deed itself failed")
    assert await names(storage) == []


async def test_what_was_changed_in_an_object_is_written_before_the_commit(storage: Storage) -> None:
    async with storage.unit() as unit:
        unit.session.add(models.Hartslag(naam="p1", op=NOW))
    async with storage.unit() as unit:
        row = await unit.session.by_key(models.Hartslag, "p1")
        assert row is not None
        row.naam = "p2"
    assert await names(storage) == ["p2"]


async def test_a_row_that_was_changed_behind_the_session_is_read_anew(storage: Storage) -> None:
    async with storage.unit() as unit:
        await unit.session.write(models.Tempo(naam="tg", vrij=NOW))
        before = await unit.session.by_key(models.Tempo, "tg")
        later = NOW.replace(year=NOW.year + 1)
        await unit.replicas.take_tempo("tg", later)
        after = await unit.session.by_key(models.Tempo, "tg")
        assert before is after
        assert after is not None
        assert after.vrij == later
        await unit.replicas.take_tempo("tg", NOW)
        assert [row.vrij for row in await unit.session.exec(select(models.Tempo))] == [NOW]


async def test_a_write_that_failed_cannot_be_committed_away(storage: Storage) -> None:
    async with storage.unit() as unit:
        await unit.session.write(models.Hartslag(naam="p1", op=NOW))
    with pytest.raises(StorageError) as raised:
        async with storage.unit() as unit:
            await unit.replicas.beat("p2", NOW)
            with pytest.raises(sa.exc.IntegrityError):
                await unit.session.write(models.Hartslag(naam="p1", op=NOW))
    assert not isinstance(raised.value, ConflictError)
    assert await names(storage) == ["p1"]
    async with storage.unit() as unit:
        await unit.session.write(models.Hartslag(naam="p3", op=NOW))
    assert sorted(await names(storage)) == ["p1", "p3"]
