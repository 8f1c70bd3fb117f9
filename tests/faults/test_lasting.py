"""Nothing that goes on by itself ends for ever, whatever one row or one answer looks like; and readiness tells."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp import ClientSession
from channels.steps import HOME, NEW, Q1, begun
from support.builders import NOW
from support.running import ANNA, Meetlat, live, meetlat_on, pushed, send, tap, until
from support.storage import Databases, opened

from bot.delivery import worker
from bot.runtime import tasks
from bot.tg import channel, marks, verdicts
from storage.engine import database
from storage.errors import StorageError, UnavailableError
from storage.outbox.berichten import BerichtStatus
from storage.tables import BERICHT, DIALOGUE
from storage.unit import Storage

GAP = {"van": "2026-11-01T00:00:00+00:00", "tot": "2026-11-20T09:00:00+00:00"}


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same schedules, a hundred times as fast."""
    monkeypatch.setattr(verdicts, "FIRST_RETRY", 0.01)
    monkeypatch.setattr(tasks, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(tasks, "STEADY_SECONDS", 0.5)
    monkeypatch.setattr(channel, "DRAIN_SECONDS", 0.05)
    monkeypatch.setattr(marks, "FLUSH_SECONDS", 0.02)
    monkeypatch.setattr(worker, "LOOK_SECONDS", 0.05)


@pytest.fixture
async def meetlat(databases: Databases) -> AsyncIterator[Meetlat]:
    async with meetlat_on(await databases.clean()) as meetlat:
        yield meetlat


@pytest.fixture
async def sqlite_meetlat(sqlite_databases: Databases) -> AsyncIterator[Meetlat]:
    async with meetlat_on(await sqlite_databases.ready()) as meetlat:
        yield meetlat


async def gets_on(meetlat: Meetlat) -> bool:
    """Whether all its tasks get on; it answers requests anyhow."""
    async with ClientSession() as session, session.get(f"{meetlat.address}readyz") as response:
        assert response.status == 200
        return await response.text() == "ready\n"


async def until_it_gets_on(meetlat: Meetlat, wanted: bool = True) -> None:
    async with asyncio.timeout(30):
        while True:
            if await gets_on(meetlat) is wanted:
                return
            await asyncio.sleep(0.02)


async def spoil(meetlat: Meetlat, table: sa.Table, key: Any, **columns: str) -> None:
    """Leave raw text in columns of one row, as a mistaken repair or a bad disk does."""
    column = table.primary_key.columns[0]
    values = {table.c[name]: sa.text(f"'{text}'") for name, text in columns.items()}
    async with meetlat.storage.unit() as unit:
        await unit.connection.execute(sa.update(table).where(column == key).values(values))


@pytest.mark.parametrize("text", ["5", "[]", '"x"', "null", "{}", "broken", '{"a":'])
async def test_a_bericht_that_cannot_be_read_is_put_aside_and_the_others_go_out(text: str, meetlat: Meetlat) -> None:
    if meetlat.storage.shared and text in ("broken", '{"a":'):
        return  # PostgreSQL does not keep what is no JSON
    await send(meetlat.anna, "/start")
    await meetlat.stop()
    sleutels = [await meetlat.post("missed", GAP) for _ in range(3)]
    bad = await meetlat.bericht(sleutels[0])
    await spoil(meetlat, BERICHT, bad["id"], params=text)
    await meetlat.start()
    for sleutel in sleutels[1:]:
        await meetlat.became(sleutel, BerichtStatus.VERZONDEN)
    async with meetlat.storage.look() as unit:
        status = BERICHT.c.status, BERICHT.c.fout
        found = (await unit.connection.execute(sa.select(*status).where(BERICHT.c.id == bad["id"]))).one()
        assert tuple(found) == (BerichtStatus.DOOD, "UnreadableError")
        assert await unit.berichten.count_dead() == 1
    assert "Berichten (2)" in (await send(meetlat.anna, "/start")).labels, "and the menu is spared"
    assert len(pushed(meetlat.anna)) == 2
    assert await gets_on(meetlat)


@pytest.mark.parametrize("channel_name", ["tg", "web"])
@pytest.mark.parametrize("column", ["answers", "status"])
async def test_a_dialogue_that_cannot_be_read_gives_the_menu_and_a_number(
    column: str, channel_name: str, meetlat: Meetlat
) -> None:
    await begun(meetlat.anna)
    text = "{}" if column == "status" else "[1, 2]" if meetlat.storage.shared else "{broken"
    async with meetlat.browser(ANNA) as visitor:
        await visitor.press(next(label for label in visitor.page.labels if label.startswith("Verder met")))
        async with meetlat.storage.look() as unit:
            (dialogue,) = await unit.dialogues.open_of(ANNA.id)
        await spoil(meetlat, DIALOGUE, dialogue.id, **{column: text})
        if channel_name == "web":
            page = await visitor.open()
            assert page.status == 200
            assert page.heading == HOME
            assert any("Er ging iets mis" in line for line in page.lines)
            assert (await visitor.press("Nieuwe meting")).status == 200
        else:
            await send(meetlat.anna, "/start")
            await send(meetlat.anna, "x")
            assert HOME in (await send(meetlat.anna, "/start")).text
            await tap(meetlat.anna, *NEW, "Ja")
            assert Q1 in live(meetlat.anna).message.text


@pytest.mark.parametrize("method", ["getUpdates", "getMe", "deleteWebhook", "sendMessage"])
@pytest.mark.parametrize(
    "answer",
    [{"ok": False}, {"ok": True, "result": None}, {"ok": True, "result": [5]}, {"ok": True, "result": {}}, {"ok": 1}],
    ids=str,
)
async def test_an_answer_of_another_shape_ends_nothing(
    method: str, answer: dict[str, Any], sqlite_meetlat: Meetlat, monkeypatch: pytest.MonkeyPatch
) -> None:
    meetlat = sqlite_meetlat
    suffered, strange = meetlat.api._performed, [0]

    async def performed(account: Any, call: Any) -> dict[str, Any]:
        if call.method == method and strange[0] < 3:
            strange[0] += 1
            return answer
        return await suffered(account, call)

    monkeypatch.setattr(meetlat.api, "_performed", performed)
    await meetlat.restart()
    await begun(meetlat.anna, "Ja")
    await until(lambda: Q1 in live(meetlat.anna).message.text, "the first question")
    await until_it_gets_on(meetlat)
    assert strange[0] or method == "getMe"


@pytest.mark.parametrize(
    "place",
    [
        "storage.outbox.berichten.Berichten.due",
        "bot.tg.calls.Calls.fetch",
        "storage.conversation.chats.Chats.mark_shown",
    ],
)
async def test_readiness_tells_of_work_that_fails_and_it_goes_on(
    place: str, sqlite_meetlat: Meetlat, monkeypatch: pytest.MonkeyPatch
) -> None:
    meetlat = sqlite_meetlat
    await send(meetlat.anna, "/start")
    await until_it_gets_on(meetlat)
    with monkeypatch.context() as patched:
        patched.setattr(place, _broken)
        await meetlat.anna.send("/start")  # or the fetching would go on waiting
        await until_it_gets_on(meetlat, False)
    await until_it_gets_on(meetlat)
    await meetlat.became(await meetlat.post("missed", GAP), BerichtStatus.VERZONDEN)
    await tap(meetlat.anna, *NEW)
    assert "plaatsen?" in live(meetlat.anna).message.text


async def _broken(*_: object) -> Any:
    raise RuntimeError("of another kind")


async def test_a_statement_that_takes_too_long_is_a_database_that_is_away(
    postgres_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "STATEMENT_SECONDS", 0.3)
    storage = await Storage.open(await postgres_databases.clean())
    try:
        for how in (storage.unit, storage.look):
            with pytest.raises(UnavailableError):
                async with how() as unit:
                    await unit.connection.execute(sa.text("SELECT pg_sleep(5)"))
        await storage.prove_writing(NOW)
    finally:
        await storage.close()


async def test_a_value_of_another_type_is_no_database_that_is_away(postgres_databases: Databases) -> None:
    """Or one such row would have everything wait for a database that is there."""
    async with opened(await postgres_databases.clean()) as storage:
        for value in (5, "\ud800", "\x00"):
            with pytest.raises(StorageError) as caught:
                async with storage.unit() as unit:
                    await unit.people.get(value, NOW)  # type: ignore[arg-type]
            assert not isinstance(caught.value, UnavailableError), repr(value)
