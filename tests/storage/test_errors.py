"""What goes wrong below the door is told in our own words, and passes when its cause has passed."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from support.builders import NOW, dialogue
from support.storage import Databases, found, opened

from storage.engine import database, sqlite
from storage.engine.database import make_engine
from storage.engine.examine import schema_of
from storage.errors import ForeignError, StorageError, UnavailableError
from storage.unit import Storage

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
print("let go", flush=True)
"""

DROP_THE_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@contextmanager
def another_writer(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the write lock until it reads a line."""
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        if process.poll() is None:
            process.communicate("\n", timeout=60)


async def note(storage: Storage) -> None:
    async with storage.unit() as unit:
        await unit.audit.note("mis", at=NOW, wie="a", kanaal="tg")


async def notes(storage: Storage) -> int:
    async with storage.look() as unit:
        return await unit.audit.count("mis", "a", NOW)


async def test_a_file_that_stays_locked_is_unavailable_and_readable_all_the_while(
    sqlite_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.2)
    async with opened(f"sqlite:///{sqlite_path}") as storage:
        with another_writer(sqlite_path):
            with pytest.raises(UnavailableError, match="locked"):
                await note(storage)
            assert await notes(storage) == 0
        await note(storage)
        assert await notes(storage) == 1


async def test_a_writer_waits_for_another_process_without_stopping_anybody_else(sqlite_path: Path) -> None:
    async with opened(f"sqlite:///{sqlite_path}") as storage:
        with another_writer(sqlite_path) as process:
            waiting = asyncio.create_task(note(storage))
            for _ in range(10):
                await asyncio.sleep(0.01)
                assert await notes(storage) == 0
            assert not waiting.done()
            process.communicate("\n", timeout=60)
            await asyncio.wait_for(waiting, 30)
        assert await notes(storage) == 1


async def test_who_gives_up_waiting_for_the_lock_does_not_keep_it(
    sqlite_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 3.0)
    async with opened(f"sqlite:///{sqlite_path}") as storage:
        with another_writer(sqlite_path) as process:
            waiting = asyncio.create_task(note(storage))
            await asyncio.sleep(0.1)
            waiting.cancel()
            await asyncio.to_thread(process.communicate, "\n", timeout=60)
            with pytest.raises(asyncio.CancelledError):
                await asyncio.wait_for(waiting, 30)
        async with opened(f"sqlite:///{sqlite_path}") as other:
            await asyncio.wait_for(note(other), 30)
            assert await notes(other) == 1


async def test_a_file_that_may_only_be_read_is_unavailable_for_writing(sqlite_path: Path) -> None:
    await (await Storage.open(f"sqlite:///{sqlite_path}")).close()
    async with opened(f"sqlite:///file:{sqlite_path}?mode=ro&uri=true") as storage:
        assert await notes(storage) == 0
        with pytest.raises(UnavailableError, match="readonly"):
            await note(storage)


async def test_a_full_disk_is_unavailable_and_forgotten_when_there_is_room_again(sqlite_path: Path) -> None:
    async with opened(f"sqlite:///{sqlite_path}") as storage:
        async with storage.unit() as unit:
            pages = await unit.connection.scalar(sa.text("PRAGMA page_count"))
            await unit.connection.execute(sa.text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(UnavailableError, match="full"):
            async with storage.unit() as unit:
                for _ in range(500):
                    await unit.audit.note("mis", at=NOW, wie="a", kanaal="tg")
        async with storage.unit() as unit:
            await unit.connection.execute(sa.text("PRAGMA max_page_count = 1000000"))
        await note(storage)
        assert await notes(storage) == 1


async def test_a_folder_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="unable to open"):
        await Storage.open(f"sqlite:///{tmp_path / 'nergens' / 'meetlat.db'}")


def a_letter(path: Path) -> bytes:
    path.write_text("Beste collega, hierbij de lijst.\n" * 100, encoding="utf-8")
    return path.read_bytes()


async def test_a_file_that_is_no_database_is_refused_and_left_alone(sqlite_path: Path) -> None:
    before = a_letter(sqlite_path)
    with pytest.raises(StorageError, match="not a database"):
        await Storage.open(f"sqlite:///{sqlite_path}")
    assert await asyncio.to_thread(sqlite_path.read_bytes) == before


async def test_another_programs_file_is_refused_and_left_alone(sqlite_path: Path) -> None:
    with closing(sqlite3.connect(sqlite_path)) as theirs:
        theirs.execute("CREATE TABLE bookmarks (url TEXT)")
        theirs.commit()
    before = await asyncio.to_thread(sqlite_path.read_bytes)
    with pytest.raises(ForeignError):
        await schema_of(f"sqlite:///{sqlite_path}")
    assert await asyncio.to_thread(sqlite_path.read_bytes) == before
    with pytest.raises(ForeignError):
        await Storage.open(f"sqlite:///{sqlite_path}")
    with closing(sqlite3.connect(sqlite_path)) as theirs:
        assert theirs.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]


async def test_a_file_that_is_not_there_is_not_made_to_look_at_it(sqlite_path: Path) -> None:
    assert await schema_of(f"sqlite:///{sqlite_path}") is None
    assert not sqlite_path.exists()  # noqa: ASYNC240  (nobody else waits)


@pytest.mark.parametrize("page", [2, 5, 9])
async def test_a_page_of_zeroes_is_noticed(page: int, sqlite_path: Path) -> None:
    storage = await Storage.open(f"sqlite:///{sqlite_path}")
    await storage.close()
    assert await schema_of(f"sqlite:///{sqlite_path}") is not None
    with closing(sqlite3.connect(sqlite_path)) as ours:
        (size,) = ours.execute("PRAGMA page_size").fetchone()
    whole = bytearray(await asyncio.to_thread(sqlite_path.read_bytes))
    whole[size * (page - 1) : size * page] = bytes(size)
    await asyncio.to_thread(sqlite_path.write_bytes, whole)
    with pytest.raises(StorageError):
        await schema_of(f"sqlite:///{sqlite_path}")


async def test_somebody_elses_database_is_refused_and_left_alone(databases: Databases) -> None:
    url = databases.empty()
    engine = make_engine(url)
    async with engine.begin() as connection:
        await connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        await connection.execute(sa.text("INSERT INTO alembic_version VALUES ('ae1027a6acf')"))
    with pytest.raises(ForeignError):
        await Storage.open(url)
    async with engine.connect() as connection:
        assert await connection.run_sync(lambda c: sa.inspect(c).get_table_names()) == ["alembic_version"]
    await engine.dispose()


def folder_of(url: str) -> str:
    return parse_qs(urlsplit(url).query)["host"][0]


async def test_a_postgres_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError):
        await Storage.open(f"postgresql+asyncpg://postgres@/meetlat?host={tmp_path}")


async def test_a_port_where_nothing_listens_is_unavailable() -> None:
    with pytest.raises(UnavailableError):
        await Storage.open("postgresql+asyncpg://postgres@127.0.0.1:1/meetlat")


async def test_a_postgres_database_that_does_not_exist_says_so(postgres_server: str) -> None:
    with pytest.raises(StorageError, match='database "nergens" does not exist'):
        await Storage.open(f"postgresql+asyncpg://postgres@/nergens?host={folder_of(postgres_server)}")


async def test_a_wrong_password_says_so_and_is_not_repeated(postgres_server: str) -> None:
    folder = Path(folder_of(postgres_server))
    rules = folder / "data" / "pg_hba.conf"
    engine = make_engine(postgres_server)
    async with engine.begin() as connection:
        await connection.execute(sa.text("CREATE ROLE clerk LOGIN PASSWORD 'juist'"))
        rules.write_text("local all clerk scram-sha-256\n" + rules.read_text(encoding="utf-8"), encoding="utf-8")
        await connection.execute(sa.text("SELECT pg_reload_conf()"))
    await engine.dispose()
    with pytest.raises(StorageError, match="password authentication failed") as caught:
        await Storage.open(f"postgresql+asyncpg://clerk:geheim@/postgres?host={folder}")
    assert "geheim" not in str(caught.value)


async def test_a_postgres_that_drops_its_connections_fails_once_and_then_works_again(
    postgres_databases: Databases,
) -> None:
    url = await postgres_databases.ready()
    async with opened(url) as storage:
        await found(storage)
        dropping = make_engine(url)
        async with dropping.begin() as connection:
            await connection.execute(sa.text(DROP_THE_OTHERS))
        await dropping.dispose()
        with pytest.raises(UnavailableError):
            await note(storage)
        await note(storage)
        assert await notes(storage) == 1


async def test_no_error_repeats_what_was_to_be_stored(database_url: str) -> None:
    async with opened(database_url) as storage:
        await found(storage)
        with pytest.raises(StorageError) as caught:
            async with storage.unit() as unit:
                await unit.dialogues.open(dialogue(answers={"P0": "vertrouwelijk"}, client="K-9"), NOW)
        error: BaseException | None = caught.value
        while error is not None:
            assert "vertrouwelijk" not in str(error)
            error = error.__cause__ or error.__context__


async def test_a_postgres_that_stands_by_is_unavailable_for_writing(postgres_databases: Databases) -> None:
    url = await postgres_databases.ready()
    engine = make_engine(url)
    async with engine.begin() as connection:
        name = await connection.scalar(sa.text("SELECT current_database()"))
        await connection.execute(sa.text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
    await engine.dispose()
    async with opened(url) as storage:
        with pytest.raises(UnavailableError, match="read-only"):
            await note(storage)
        assert await notes(storage) == 0


async def test_two_units_that_wait_for_each_other_end_in_one_that_may_try_again(postgres_databases: Databases) -> None:
    async with opened(await postgres_databases.ready()) as storage:
        await found(storage)
        meeting = asyncio.Barrier(2)

        async def both(first: str, second: str) -> None:
            async with storage.unit() as unit:
                await unit.connection.execute(sa.text("UPDATE team SET naam = naam WHERE id = :id"), {"id": first})
                await meeting.wait()
                await unit.connection.execute(sa.text("UPDATE team SET naam = naam WHERE id = :id"), {"id": second})

        ended = await asyncio.gather(both("t1", "t2"), both("t2", "t1"), return_exceptions=True)
        assert sorted(type(each).__name__ for each in ended) == ["ConflictError", "NoneType"]


async def test_an_address_that_is_none_says_so() -> None:
    with pytest.raises(StorageError, match="not the address of a database"):
        await Storage.open("geen adres")


async def test_who_hangs_in_a_transaction_holds_a_chat_for_a_moment_only(
    postgres_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(database._SERVER, "idle_in_transaction_session_timeout", "300ms")
    url = await postgres_databases.clean()
    hanging, other = await Storage.open(url), await Storage.open(url)
    try:
        with pytest.raises(UnavailableError):
            async with hanging.unit() as unit:
                await unit.chats.stand_in_line("tg", "1")
                async with asyncio.timeout(30), other.unit() as waiting:
                    await waiting.chats.stand_in_line("tg", "1")
                await unit.chats.stand_in_line("tg", "2")
        async with hanging.unit() as unit:
            await unit.chats.stand_in_line("tg", "1")
    finally:
        await hanging.close()
        await other.close()


async def test_nobody_waits_long_for_a_lock(postgres_databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(database._SERVER, "lock_timeout", "100ms")
    url = await postgres_databases.clean()
    async with opened(url) as busy:
        other = await Storage.open(url)
        try:
            async with busy.unit() as unit:
                await unit.chats.stand_in_line("tg", "1")
                with pytest.raises(UnavailableError):
                    async with other.unit() as waiting:
                        await waiting.chats.stand_in_line("tg", "1")
        finally:
            await other.close()
