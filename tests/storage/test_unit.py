"""One transaction: all of it or nothing, for one writer after the other."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from support.builders import NOW, TODAY, dialogue, functionaris
from support.storage import client, found, opened

from storage.errors import ConflictError
from storage.tables import CLIENT
from storage.unit import Storage, Unit

ROOT = Path(__file__).resolve().parents[2]


async def clients_seen(storage: Storage) -> int:
    async with storage.look() as unit:
        return (await unit.clients.page(functionaris(), TODAY, 0))[1]


async def test_what_a_unit_did_is_there_afterwards(storage: Storage) -> None:
    await found(storage)
    async with storage.unit() as unit:
        await client(unit)
    assert await clients_seen(storage) == 1


async def test_nothing_of_a_unit_that_raised_is_left(storage: Storage) -> None:
    await found(storage)
    with pytest.raises(RuntimeError, match="halfway"):
        async with storage.unit() as unit:
            await client(unit)
            raise RuntimeError("halfway")
    assert await clients_seen(storage) == 0


async def test_nothing_of_a_unit_that_was_cancelled_is_left_and_the_next_one_works(storage: Storage) -> None:
    await found(storage)
    inside = asyncio.Event()

    async def endless() -> None:
        async with storage.unit() as unit:
            await client(unit)
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(endless())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with storage.unit() as unit:
        await client(unit, "K-2")
    assert await clients_seen(storage) == 1


async def test_a_unit_may_be_cancelled_at_any_moment_and_is_then_all_there_or_not_at_all(storage: Storage) -> None:
    await found(storage)

    async def two(number: int) -> None:
        async with storage.unit() as unit:
            await client(unit, f"A-{number}")
            await client(unit, f"B-{number}")

    for number in range(40):
        task = asyncio.create_task(two(number))
        for _ in range(number // 2):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task], timeout=30)
        assert task.done()
    async with asyncio.timeout(30):
        await two(99)
    async with storage.look() as unit:
        codes = {row.code for row in await unit.connection.execute(sa.select(CLIENT.c.code))}
    assert {code[2:] for code in codes if code[0] == "A"} == {code[2:] for code in codes if code[0] == "B"} >= {"99"}


async def test_a_fault_of_the_caller_stays_what_it_is(storage: Storage) -> None:
    with pytest.raises(FileNotFoundError):
        async with storage.unit():
            raise FileNotFoundError("a picture, not the database")


async def test_who_only_looks_sees_no_unfinished_work_and_does_not_wait(storage: Storage) -> None:
    await found(storage)
    async with storage.unit() as unit:
        await client(unit)
        assert await asyncio.wait_for(clients_seen(storage), 30) == 0
    assert await clients_seen(storage) == 1


async def raise_revision(storage: Storage, times: int) -> int:
    """Read a counter and write it back one higher; who comes too late looks again. Says how often that was."""
    conflicts = 0
    for _ in range(times):
        while True:
            try:
                async with storage.unit() as unit:
                    await _one_higher(unit)
                break
            except ConflictError:
                conflicts += 1
    return conflicts


async def _one_higher(unit: Unit) -> None:
    present = await unit.chats.present("web", "km1", NOW, TODAY)
    assert present is not None
    assert present.chat is not None
    await asyncio.sleep(0)
    was = present.chat
    await unit.chats.save(replace(was, revision=was.revision + 1), was)


async def test_no_update_is_lost_between_tasks_and_storages(storage: Storage, database_url: str) -> None:
    await found(storage)
    async with storage.unit() as unit:
        await unit.chats.open("web", "km1", functionaris(), "nl", "home")
    async with opened(database_url) as other:
        await asyncio.gather(*(raise_revision(one, 5) for one in (storage, other) for _ in range(4)))
    async with storage.look() as unit:
        present = await unit.chats.present("web", "km1", NOW, TODAY)
    assert present is not None
    assert present.chat is not None
    assert present.chat.revision == 2 * 4 * 5


ADDING = """
import asyncio, sys
from datetime import UTC, date, datetime
from flows.people import Functionaris, Rol
from storage.unit import Storage

async def main(url: str) -> None:
    storage = await Storage.open(url)
    who = Functionaris("km1", "km 1", Rol.KLANTMANAGER, "t1")
    print("ready", flush=True)
    for number in range(20):
        async with storage.unit() as unit:
            await unit.clients.add(f"B-{number}", "0344", who, date(2020, 1, 1), datetime.now(UTC), number)
    await storage.close()

asyncio.run(main(sys.argv[1]))
"""


async def test_two_processes_write_side_by_side_without_losing_anything(sqlite_path: Path) -> None:
    address = f"sqlite:///{sqlite_path}"
    async with opened(address) as storage:
        await found(storage)
        command = (sys.executable, "-c", ADDING, address)
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n"
        for number in range(20):
            async with storage.unit() as unit:
                await client(unit, f"A-{number}")
        await process.communicate()
        assert process.returncode == 0
        assert await clients_seen(storage) == 40


async def test_answers_come_back_as_they_went_in(storage: Storage) -> None:
    await found(storage)
    answers = json.loads('{"P0": "ja", "lokaal_wijk": "cura\\u00e7ao \\u2013 noord"}')
    async with storage.unit() as unit:
        await client(unit)
        await unit.dialogues.open(dialogue(answers=answers), NOW)
    async with storage.look() as unit:
        kept = await unit.dialogues.get("d1", "km1")
    assert kept is not None
    assert kept.answers == answers
