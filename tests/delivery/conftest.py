"""A whole Meetlat that looks into its outbox all the time; what waits for seconds in production hardly waits here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from support.mail_server import MailServer, mail_server
from support.reaching import Scene, scene_on
from support.running import Meetlat, meetlat_on
from support.storage import Databases

from bot.delivery import worker as sender
from bot.mail import sender as mailing
from bot.reminders import sweep
from bot.runtime import background as room
from bot.tg import channel, marks, verdicts
from storage.outbox import berichten


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same schedules, a hundred times as fast; a shutdown that waits for nobody, and sweeps when a test says so."""
    monkeypatch.setattr(verdicts, "FIRST_RETRY", 0.01)
    monkeypatch.setattr(channel, "DRAIN_SECONDS", 0.05)
    monkeypatch.setattr(marks, "FLUSH_SECONDS", 0.02)
    monkeypatch.setattr(room, "DRAIN_SECONDS", 0.05)
    monkeypatch.setattr(sweep, "FIRST_SECONDS", 3600.0)
    monkeypatch.setattr(sender, "LOOK_SECONDS", 0.06)
    monkeypatch.setattr(sender, "BUSY_SECONDS", 0.02)
    monkeypatch.setattr(berichten, "FIRST_RETRY", timedelta(0))


@pytest.fixture
async def meetlat(hasty: None, sqlite_databases: Databases) -> AsyncIterator[Meetlat]:
    async with meetlat_on(await sqlite_databases.ready()) as meetlat:
        yield meetlat


@pytest.fixture
async def either_meetlat(hasty: None, databases: Databases) -> AsyncIterator[Meetlat]:
    """A Meetlat on SQLite, and one on PostgreSQL."""
    async with meetlat_on(await databases.clean()) as meetlat:
        yield meetlat


@pytest.fixture(scope="session")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mail")


@pytest.fixture
def mail(certified: Path) -> Iterator[MailServer]:
    with mail_server(certified) as server:
        yield server


@pytest.fixture
async def scene(
    hasty: None, sqlite_databases: Databases, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Scene]:
    monkeypatch.setattr(mailing, "FIRST_PAUSE", 0.05)
    async with AsyncExitStack() as stack:
        yield await scene_on(await sqlite_databases.ready(), stack, mail)


@pytest.fixture
async def either_scene(hasty: None, databases: Databases, mail: MailServer) -> AsyncIterator[Scene]:
    """Without Telegram, on SQLite and on PostgreSQL."""
    async with AsyncExitStack() as stack:
        yield await scene_on(await databases.clean(), stack, mail, telegram_token=None)
