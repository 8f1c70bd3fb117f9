"""Several houses on one PostgreSQL: one fetches, all serve and send, and one chat is never in two hands."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp import ClientSession
from channels.steps import HOME, Q3, begun
from pydantic import SecretStr
from support.botapi import BotApi
from support.botapi.courier import SECRET_HEADER
from support.running import Meetlat, furnished, live, revision, send, tap, until
from support.storage import Databases

from bot.conversation import intake
from bot.runtime import leading
from bot.tg import repainting
from bot.tg.pacing import Pace
from storage.outbox.berichten import BerichtStatus
from storage.tables import CHAT

SECRET = "only-Telegram-knows_this"
HOOK = {"webhook_secret": SecretStr(SECRET), "delivery": "webhook", "public_url": "http://127.0.0.1:1"}
GAP = {"van": "2026-11-01T00:00:00+00:00", "tot": "2026-11-20T09:00:00+00:00"}


@pytest.fixture(autouse=True)
def quick(hasty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for a lead or a screen."""
    monkeypatch.setattr(leading, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(repainting, "LOOK_SECONDS", 0.1)


@asynccontextmanager
async def side_by_side(databases: Databases, count: int, **settings: Any) -> AsyncIterator[list[Meetlat]]:
    """So many houses that share everything but their memory."""
    url = await databases.clean()
    async with BotApi() as api, furnished(url, api, **settings) as first, AsyncExitStack() as stack:
        processes = [first, *(Meetlat(api, first.storage, first.settings) for _ in range(count - 1))]
        for meetlat in processes:
            meetlat.clock = first.clock
            await meetlat.start()
            stack.push_async_callback(meetlat.stop)
        yield processes


async def deliver(session: ClientSession, number: int, to: Meetlat, text: str = "x") -> int:
    """Bring what Anna writes to a process, as Telegram does."""
    anna = to.anna
    chat = {"id": anna.id, "type": "private", "first_name": "P"}
    to.api.account().opened(anna.id, chat)
    body = {"message_id": 7_000_000, "date": 0, "chat": chat, "from": anna.user, "text": text}
    async with session.post(f"{to.address}telegram", json={"update_id": number, "message": body}) as response:
        return response.status


def conflicts(meetlat: Meetlat) -> int:
    """How often somebody who fetched was refused because of another one who does."""
    return sum(call.method == "getUpdates" and call.status == 409 for call in meetlat.api.calls)


async def test_one_process_fetches_and_when_it_closes_another_goes_on(postgres_databases: Databases) -> None:
    async with side_by_side(postgres_databases, 2) as (first, second):
        code = await begun(first.anna, "Ja")
        await first.stop()
        assert Q3 in (await tap(second.anna, "Nee")).text
        await first.start()
        refused = conflicts(first)
        assert HOME in (await send(second.anna, "/start")).text
        assert Q3 in (await tap(second.anna, f"Verder met {code}")).text
        assert conflicts(first) == refused, "two that fetch would refuse each other"


async def test_a_screen_that_a_process_left_undrawn_is_drawn_by_another(postgres_databases: Databases) -> None:
    async with side_by_side(postgres_databases, 2) as (first, second):
        await begun(first.anna)
        shown = revision(first.anna)
        async with second.storage.unit() as unit:
            left = sa.update(CHAT).where(CHAT.c.address == str(first.anna.id)).values(revision=shown + 1, notice="kept")
            await unit.connection.execute(left)
        await until(lambda: revision(first.anna) == shown + 1, "the screen nobody drew")
        assert "Bewaard." in live(first.anna).message.text
        await asyncio.sleep(0.3)
        drawn = Counter(b.target.partition(".")[0] for m in first.anna.chat for row in m.rows for b in row[:1])
        assert len(drawn) == 1, "one live message, drawn once"


async def test_every_process_sends_and_each_bericht_goes_once(postgres_databases: Databases) -> None:
    async with side_by_side(postgres_databases, 3) as processes:
        first = processes[0]
        await send(first.anna, "/start")
        keys = [await first.post("missed", {**GAP, "van": f"2026-11-{day:02}T00:00:00+00:00"}) for day in range(1, 13)]
        for key in keys:
            await first.became(key, BerichtStatus.VERZONDEN)
        told = [m.text for m in first.anna.chat if "zijn mogelijk niet aangekomen" in m.text]
        assert len(told) == len(set(told)) == 12
        assert told == sorted(told, key=lambda text: int(text.split("van ")[1].split()[0])), "in the order of posting"


async def test_a_screen_that_another_process_passed_by_is_not_drawn(
    postgres_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow: list[Pace] = []
    free, turn = asyncio.Event(), Pace.turn

    async def held(pace: Pace, chat: int | str) -> None:
        slow.append(pace)
        if pace is slow[0]:
            await free.wait()
        await turn(pace, chat)

    monkeypatch.setattr(Pace, "turn", held)
    async with side_by_side(postgres_databases, 2, **HOOK) as processes:
        anna = processes[0].anna
        async with ClientSession(headers={SECRET_HEADER: SECRET}) as session:
            assert await deliver(session, 1, processes[0], "/start") == 200
            await until(lambda: bool(slow), "the first process about to draw")
            assert await deliver(session, 2, processes[1], "/start") == 200
            await until(lambda: revision(anna) == 2, "the second screen")
            free.set()
            assert await deliver(session, 3, processes[0], "/start") == 200
            await until(lambda: revision(anna) == 3, "the third screen")
        drawn = [
            call.params["text"] for call in processes[0].api.calls if call.method in ("sendMessage", "editMessageText")
        ]
        assert len(drawn) == 2, "nobody drew the first screen over the second"


async def test_a_chat_is_taken_in_by_one_process_at_a_time(
    postgres_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "TRIES", 1)
    async with side_by_side(postgres_databases, 3, **HOOK) as processes:
        anna = processes[0].anna
        async with ClientSession(headers={SECRET_HEADER: SECRET}) as session:
            assert await deliver(session, 1, processes[0], "/start") == 200
            twice = [
                deliver(session, number, to) for number in range(2, 32) for to in (processes[number % 3], processes[0])
            ]
            assert set(await asyncio.gather(*twice)) == {200}
        async with processes[0].storage.look() as unit:
            present = await unit.chats.present("tg", str(anna.id), processes[0].clock(), processes[0].today())
        assert present is not None
        assert present.chat is not None
        assert present.chat.revision == 31, "each of them once, and none of them refused for being at the same time"
        await until(lambda: revision(anna) == 31, "the last screen")
