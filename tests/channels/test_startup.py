"""Starting when something is wrong: one clear error, or half a start that becomes whole."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import pytest
from channels.steps import HOME, NEW, P0
from pydantic import SecretStr
from support.botapi import BotApi
from support.running import ANNA, BRAM, furnished, revision, send, until
from support.storage import Databases

import storage.engine.sqlite
from bot.app import running
from bot.config.environment import RefusedTokenError, Settings
from bot.tg import verdicts
from storage.errors import StorageError, UnavailableError


def chosen(**settings: Any) -> Settings:
    """Settings on a port that is free."""
    given: dict[str, Any] = {"port": 0, "secret": SecretStr("only for tests: thirty-two bytes of secret")}
    return Settings(**given | settings)


@pytest.mark.parametrize("token", ["123:WRONG", "123:", "no token at all", "é"])
async def test_a_wrong_token_is_one_clear_error(token: str, sqlite_databases: Databases) -> None:
    async with BotApi() as api:
        url = await sqlite_databases.ready()
        settings = chosen(database_url=url, telegram_token=SecretStr(token), telegram_base_url=api.base_url)
        with pytest.raises(RefusedTokenError) as refused:
            async with running(settings):
                raise AssertionError("the doors were open")
    assert token not in str(refused.value)


async def test_without_a_network_the_web_works_and_telegram_follows(
    sqlite_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdicts, "FIRST_RETRY", 0.02)
    gate = Gate()
    async with BotApi() as api, gate:
        url = await sqlite_databases.ready()
        async with furnished(url, api, telegram_base_url=gate.base_url) as meetlat:
            await meetlat.start()
            async with meetlat.browser(ANNA) as visitor:
                assert P0 in (await visitor.presses(*NEW)).heading
            assert api.calls == []
            gate.leads_to(api.base_url)
            assert HOME in (await send(meetlat.anna, "/start")).text
            gate.leads_to("")
            async with meetlat.browser(BRAM) as visitor:
                assert P0 in (await visitor.presses(*NEW)).heading
            before = revision(meetlat.anna)
            await meetlat.anna.tap("Nieuwe meting")
            gate.leads_to(api.base_url)
            await until(lambda: revision(meetlat.anna) == before + 1, "the tap of when the network was away")


async def test_a_locked_database_is_one_clear_error(
    sqlite_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.engine.sqlite, "BUSY_SECONDS", 0.05)
    url = sqlite_databases.empty()
    with closing(sqlite3.connect("/" + url.partition(":///")[2].lstrip("/"), isolation_level=None)) as other:
        other.execute("CREATE TABLE theirs (x)")
        other.execute("BEGIN EXCLUSIVE")
        await refuses(url, UnavailableError)


async def test_a_read_only_database_is_one_clear_error(sqlite_databases: Databases) -> None:
    path = sqlite_databases.empty().partition(":///")[2]
    sqlite3.connect(path).close()
    await refuses(f"sqlite:///file:{path}?mode=ro&uri=true", StorageError)


@pytest.mark.parametrize(
    "url", ["sqlite:////proc/meetlat.db", "sqlite:////nowhere/at/all/meetlat.db", "sqlite:////tmp"]
)
async def test_a_database_that_cannot_be_made_is_one_clear_error(url: str) -> None:
    await refuses(url, StorageError)


async def test_a_file_that_is_no_database_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "meetlat.db").write_text("this is a letter, not a database " * 100, encoding="utf-8")
    await refuses(f"sqlite:///{tmp_path / 'meetlat.db'}", StorageError)
    assert (tmp_path / "meetlat.db").read_text(encoding="utf-8").startswith("this is a letter")


async def test_a_server_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    await refuses(f"postgresql+asyncpg://meetlat@/meetlat?host={tmp_path}", UnavailableError)


async def refuses(url: str, error: type[StorageError]) -> None:
    """Meetlat does not open, and says so with one kind of error."""
    with pytest.raises(error):
        async with running(chosen(database_url=url)):
            raise AssertionError("the doors were open")


class Gate:
    """A network that may be away: passes connections on to where it leads, or hangs up."""

    def __init__(self) -> None:
        self.base_url = ""
        self._to = ""
        self._open: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._pass_on, "127.0.0.1", 0)
        self.base_url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/bot"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.leads_to("")
        self._server.close()

    def leads_to(self, base_url: str) -> None:
        """From now on; what is under way is cut."""
        self._to = base_url
        for writer in self._open:
            writer.transport.abort()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._to:
            writer.transport.abort()
            return
        there = urlsplit(self._to)
        far_reader, far_writer = await asyncio.open_connection(there.hostname, there.port)
        mine = {writer, far_writer}
        self._open |= mine
        with suppress(OSError):
            await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
        self._open -= mine


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()
