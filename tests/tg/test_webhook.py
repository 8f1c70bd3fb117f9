"""The webhook of all of Meetlat: who may post, what comes back, and when Telegram may forget an update."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from channels.steps import HOME, OLD_BUTTON, Q1, Q3, TREDE_4, begun
from pydantic import SecretStr
from support.botapi import BotApi
from support.ports import free_port
from support.running import Meetlat, data_of, furnished, live, revision, send, tap, until
from support.storage import Databases

import storage.engine.sqlite

SECRET = "only-Telegram-knows_this"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


async def opened(url: str) -> AsyncIterator[Meetlat]:
    """A Meetlat that Telegram delivers to."""
    port = free_port()
    hook = {"webhook_secret": SecretStr(SECRET), "public_url": f"http://127.0.0.1:{port}", "port": port}
    async with BotApi() as api, furnished(url, api, **hook) as meetlat:
        await meetlat.start()
        await api.called("setWebhook")
        yield meetlat


@pytest.fixture
async def meetlat(hasty: None, sqlite_databases: Databases) -> AsyncIterator[Meetlat]:
    async for meetlat in opened(await sqlite_databases.ready()):
        yield meetlat


@pytest.fixture(params=["sqlite_databases", "postgres_databases"])
async def any_meetlat(request: pytest.FixtureRequest, hasty: None) -> AsyncIterator[Meetlat]:
    databases: Databases = request.getfixturevalue(request.param)
    async for meetlat in opened(await databases.clean()):
        yield meetlat


async def post(meetlat: Meetlat, body: object, secret: str | bytes | None = SECRET, **options: Any) -> tuple[int, Any]:
    """Post to the webhook; gives the status and what came back."""
    given = {"Content-Type": "application/json"} | ({} if secret is None else {HEADER: secret})
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with ClientSession() as session:
        options = {"data": data, "headers": given} | options
        async with session.post(f"{meetlat.address}telegram", **options) as response:
            text = await response.text()
            return response.status, json.loads(text) if response.content_type == "application/json" else text


def tapped(meetlat: Meetlat, data: str, update_id: int) -> dict[str, Any]:
    """An update as Telegram posts it."""
    chat = {"id": meetlat.anna.id, "type": "private", "first_name": "P"}
    message = {"message_id": live(meetlat.anna).message.id, "date": 0, "chat": chat}
    query = {"id": str(update_id), "from": meetlat.anna.user, "chat_instance": "1", "data": data, "message": message}
    return {"update_id": update_id, "callback_query": query}


async def test_a_whole_measurement_is_delivered(any_meetlat: Meetlat) -> None:
    code = await begun(any_meetlat.anna, *TREDE_4)
    (meetmoment,) = await any_meetlat.history(code)
    assert str(meetmoment.meting.stand) == "4"
    assert not [call for call in any_meetlat.api.calls if call.method == "getUpdates"]
    hook = next(call for call in any_meetlat.api.calls if call.method == "setWebhook")
    assert hook.params["secret_token"] == SECRET


@pytest.mark.parametrize("secret", [None, "", "x", SECRET[:-1], SECRET + "x", SECRET.upper(), "é", b"\xff\xfe"])
async def test_without_the_secret_nothing_is_taken_in(secret: str | bytes | None, meetlat: Meetlat) -> None:
    given = secret.decode("utf-8", "surrogateescape") if isinstance(secret, bytes) else secret
    status, text = await post(meetlat, {"update_id": 9_000}, given)
    assert (status, text) == (403, "")


async def test_other_methods_paths_and_bodies_are_refused(meetlat: Meetlat) -> None:
    async with ClientSession(headers={HEADER: SECRET}) as session:
        for method in ("GET", "PUT", "DELETE", "HEAD", "PATCH"):
            async with session.request(method, f"{meetlat.address}telegram") as response:
                assert response.status == 405, method
        async with session.post(f"{meetlat.address}telegram/x") as response:
            assert response.status == 404
    for body in (b"", b"{", b"\xff", b"null", b"[]", b"5", b'"x"', b"[" * 5000, b'{"a":' * 3000):
        assert (await post(meetlat, body))[0] == 400, body[:10]
    assert (await post(meetlat, b" " * (256 * 1024 + 1)))[0] == 413
    assert (await post(meetlat, b'{"update_id": 1}' + b" " * (256 * 1024 - 16)))[0] == 200

    async def slowly() -> AsyncIterator[bytes]:
        yield b'{"update_id"'
        yield b": 2}"

    assert (await post(meetlat, b"", data=slowly()))[0] == 413
    assert HOME in (await send(meetlat.anna, "/start")).text


async def test_the_answer_to_a_tap_travels_in_the_response(meetlat: Meetlat) -> None:
    await begun(meetlat.anna, "Ja")
    shown = live(meetlat.anna)
    status, answer = await post(meetlat, tapped(meetlat, data_of(shown.message, "Nee"), 5_000))
    assert (status, answer) == (200, {"method": "answerCallbackQuery", "callback_query_id": "5000"})
    status, answer = await post(meetlat, tapped(meetlat, "1.home", 5_001))
    assert OLD_BUTTON in answer["text"]
    assert not [call for call in meetlat.api.calls if call.params.get("callback_query_id") in ("5000", "5001")]


async def test_an_answer_means_that_it_was_committed(any_meetlat: Meetlat) -> None:
    await begun(any_meetlat.anna, "Ja")
    update = tapped(any_meetlat, data_of(live(any_meetlat.anna).message, "Nee"), 5_000)
    assert (await post(any_meetlat, update))[0] == 200
    (dialogue,) = (await any_meetlat.records())["dialogue"]
    assert dialogue["answers"]["Q1"] == "nee"


@pytest.mark.parametrize("times", [3, 20])
async def test_an_update_that_comes_again_has_one_effect(times: int, any_meetlat: Meetlat) -> None:
    meetlat = any_meetlat
    await begun(meetlat.anna, "Ja")
    shown = live(meetlat.anna)
    update = tapped(meetlat, data_of(shown.message, "Nee"), 5_000)
    if times > 3:
        answers = await asyncio.gather(*(post(meetlat, update) for _ in range(times)))
    else:
        answers = [await post(meetlat, update) for _ in range(times)]
    assert {status for status, _ in answers} == {200}
    await until(lambda: Q3 in live(meetlat.anna).message.text, "the next question")
    assert revision(meetlat.anna) == shown.revision + 1
    assert await meetlat.trail("antwoord") == 2


async def test_many_messages_of_one_chat_at_once_are_taken_one_by_one(any_meetlat: Meetlat) -> None:
    meetlat = any_meetlat
    await begun(meetlat.anna)
    first = revision(meetlat.anna)
    chat = {"id": meetlat.anna.id, "type": "private", "first_name": "P"}
    body = {"message_id": 7_000_000, "date": 0, "chat": chat, "from": meetlat.anna.user, "text": "geen antwoord"}
    answers = await asyncio.gather(*(post(meetlat, {"update_id": 6_000 + n, "message": body}) for n in range(20)))
    assert {status for status, _ in answers} == {200}
    await until(lambda: revision(meetlat.anna) == first + 20, "the last screen")


async def test_a_locked_database_is_told_and_the_update_comes_again(
    meetlat: Meetlat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.engine.sqlite, "BUSY_SECONDS", 0.05)
    await begun(meetlat.anna)
    file = Path("/" + meetlat.settings.database_url.partition(":///")[2].lstrip("/"))
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        status, _ = await post(meetlat, tapped(meetlat, data_of(live(meetlat.anna).message, "Ja"), 5_000))
        assert status == 503
        await meetlat.anna.tap("Ja")
        await asyncio.sleep(0.2)
        assert Q1 not in live(meetlat.anna).message.text
        async with ClientSession() as session, session.get(f"{meetlat.address}healthz") as response:
            assert response.status == 200
        other.execute("ROLLBACK")
    await until(lambda: Q1 in live(meetlat.anna).message.text, "the update that came again")
    assert Q3 in (await tap(meetlat.anna, "Nee")).text
