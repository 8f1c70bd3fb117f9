"""Updates as Telegram never makes them: each is passed over or refused, and the next one is served."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from copy import deepcopy
from typing import Any

import pytest
from aiohttp import ClientSession
from channels.steps import Q3, begun
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from support.botapi import BotApi
from support.running import Meetlat, furnished, live, meetlat_on, revision, send, tap, until
from support.storage import Databases

from bot.conversation.context import RequestContext
from bot.conversation.event import Commanded, Tapped, Typed, Unwanted
from bot.conversation.screen import Button, Screen, Target, verbatim
from bot.routes import ROUTES
from bot.tg.inbound import Elsewhere, Inbound, read

SENDER: dict[str, Any] = {"id": 101, "is_bot": False, "first_name": "P", "language_code": "nl"}
CHAT: dict[str, Any] = {"id": 101, "type": "private", "first_name": "P"}
MESSAGE: dict[str, Any] = {"message_id": 7_000_000, "date": 0, "chat": CHAT, "from": SENDER, "text": "nee"}
QUERY: dict[str, Any] = {"id": "1", "from": SENDER, "chat_instance": "1", "message": MESSAGE, "data": "1.home"}
ODD: tuple[Any, ...] = (None, True, 1.5, "x", [], {}, [[]], 2**31, 2**52, 2**63, 10**100, -1, 0, "\ud800", "\x00")
FIELDS = ("message_id", "date", "chat", "from", "text")


def nested(depth: int) -> dict[str, Any]:
    """Replies to replies."""
    message = deepcopy(MESSAGE)
    for _ in range(depth):
        message = {**MESSAGE, "reply_to_message": message}
    return message


def corpus() -> Iterator[dict[str, Any]]:
    """More than two hundred updates with something missing or of the wrong kind."""
    yield from ({}, {"message": MESSAGE, "update_id": "x"}, {"message": MESSAGE, "update_id": None})
    ids: tuple[Any, ...] = (-1, 0, 1.5, True, [], {})
    yield from ({"message": MESSAGE, "update_id": value} for value in ids)
    yield from ({kind: value} for kind in ("message", "edited_message", "callback_query") for value in ODD)
    for field in FIELDS:
        yield {"message": {name: value for name, value in MESSAGE.items() if name != field}}
        yield from ({"message": {**MESSAGE, field: value}} for value in ODD if (field, value) != ("text", "x"))
    for field in QUERY:
        yield {"callback_query": {name: value for name, value in QUERY.items() if name != field}}
        yield from ({"callback_query": {**QUERY, field: value}} for value in ODD)
    for field in ("id", "type"):
        yield from ({"message": {**MESSAGE, "chat": {**CHAT, field: value}}} for value in ODD)
    for field in ("id", "is_bot", "language_code"):
        yield from ({"message": {**MESSAGE, "from": {**SENDER, field: value}}} for value in ODD)
    yield from ({kind: MESSAGE} for kind in ("channel_post", "business_message", "poll", "nothing_known"))
    yield from ({"my_chat_member": value} for value in ODD)
    yield {"message": nested(200)}
    yield {"message": {**MESSAGE, "entities": [{"type": "bold", "offset": -1, "length": 10**9}] * 1000}}
    yield {"message": {**MESSAGE, "photo": [{}], "location": "here", "contact": 5, "text": None}}


@pytest.fixture(params=["sqlite_databases", "postgres_databases"])
async def any_meetlat(request: pytest.FixtureRequest, hasty: None) -> AsyncIterator[Meetlat]:
    databases: Databases = request.getfixturevalue(request.param)
    async with meetlat_on(await databases.clean()) as meetlat:
        yield meetlat


async def test_nothing_malformed_stops_the_server(any_meetlat: Meetlat) -> None:
    meetlat, updates = any_meetlat, list(corpus())
    assert len(updates) > 200
    await begun(meetlat.bram, "Ja")
    await send(meetlat.anna, "/start")
    before = await meetlat.records()
    for update in updates:
        await meetlat.api.push(update)
    await until(lambda: not meetlat.api.account().inbox.waiting, "everything is taken in")
    assert await meetlat.records() == before
    assert Q3 in (await tap(meetlat.bram, "Nee")).text
    await send(meetlat.anna, "/start")
    assert live(meetlat.anna).message.labels


async def test_a_message_number_beyond_every_column_is_harmless(any_meetlat: Meetlat) -> None:
    """The one thing of an update that is kept as a number, besides its revision."""
    meetlat = any_meetlat
    await begun(meetlat.anna, "Ja")
    shown = live(meetlat.anna)
    odd = {**QUERY, "data": f"{shown.revision}.answer/Q1/nee", "message": {**MESSAGE, "message_id": 2**40}}
    await meetlat.api.push({"callback_query": odd})
    await until(lambda: not meetlat.api.account().inbox.waiting, "everything is taken in")
    await send(meetlat.bram, "/start")
    await send(meetlat.anna, "/start")
    assert live(meetlat.anna).message.labels


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(ODD),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*MESSAGE, *QUERY, "id", "type"]), inner)
    ),
    max_leaves=8,
)
KINDS = st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member", "channel_post"])


@given(
    st.dictionaries(
        KINDS,
        ANY | st.fixed_dictionaries(dict.fromkeys(MESSAGE, ANY)) | st.fixed_dictionaries(dict.fromkeys(QUERY, ANY)),
    )
)
def test_reading_never_raises(update: dict[str, Any]) -> None:
    found = read({"update_id": 5, **update}, "123")
    assert found is None or isinstance(found, Inbound | Elsewhere)


@given(st.text(max_size=80))
def test_any_data_on_a_button_is_a_tap(data: str) -> None:
    found = read({"update_id": 5, "callback_query": {**QUERY, "data": data}}, "123")
    assert isinstance(found, Inbound)
    assert isinstance(found.event.input, Tapped)


@given(st.text(max_size=5000))
def test_any_text_is_typed_or_commanded(text: str) -> None:
    found = read({"update_id": 5, "message": {**MESSAGE, "text": text}}, "123")
    assert isinstance(found, Inbound)
    assert isinstance(found.event.input, Typed | Commanded | Unwanted)
    if isinstance(found.event.input, Commanded):
        assert len(found.event.input.name) <= 32
        assert len(found.event.input.argument) <= 64


def said(**message: Any) -> Any:
    """What a message is read as; none when nothing answers it."""
    bare = {name: value for name, value in MESSAGE.items() if name != "text"}
    found = read({"update_id": 5, "message": {**bare, **message}}, "123")
    return found.event.input if isinstance(found, Inbound) else found


@pytest.mark.parametrize("between", [" ", "\n", "\t", "\r\n", "  ", "\u00a0"])
@pytest.mark.parametrize("name", ["start", "START", "start@meetlat_bot", "Start@Meetlat_Bot"])
def test_a_command_is_read_whatever_stands_between_it_and_its_argument(name: str, between: str) -> None:
    assert said(text=f"/{name}{between}token\n") == Commanded("start", "token")
    assert said(text=f"/{name}{between}") == Commanded("start")
    assert said(text="/") == Commanded("")


SERVICE = (
    *("pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "users_shared", "chat_shared"),
    *("chat_background_set", "boost_added", "web_app_data", "successful_payment", "video_chat_ended", "a_new_kind"),
)


@pytest.mark.parametrize("kind", SERVICE)
def test_what_telegram_itself_says_in_a_chat_is_not_answered(kind: str) -> None:
    assert said(**{kind: {"message_id": 1}}) is None
    edited = {**MESSAGE, kind: {}}
    del edited["text"]
    assert read({"update_id": 5, "edited_message": edited}, "123") is None


@pytest.mark.parametrize("kind", ["photo", "voice", "document", "contact", "location", "sticker", "poll"])
def test_what_somebody_sends_is_answered(kind: str) -> None:
    assert said(**{kind: {}}) == Unwanted("media")


async def test_a_second_bot_counts_its_updates_by_itself(any_meetlat: Meetlat) -> None:
    """Its first updates may carry numbers that another bot's had."""
    meetlat = any_meetlat
    update = {"update_id": 77, "message": {**MESSAGE, "text": "/start"}}
    async with meetlat.storage.unit() as unit:
        for key in ("77", "999:77"):
            assert await unit.inbox.claim("tg", key, meetlat.clock())
        await unit.inbox.belongs_to("tg", "998")
        assert not await unit.inbox.claim("tg", "998:77", meetlat.clock()), "marks of an older version are somebody's"
    await send(meetlat.anna, "/start")
    before = revision(meetlat.anna)
    await meetlat.api.push(update)
    await until(lambda: revision(meetlat.anna) > before, "an answer")
    async with meetlat.storage.unit() as unit:
        assert not await unit.inbox.claim("tg", "123:77", meetlat.clock())


async def test_a_button_that_telegram_cannot_carry_gives_the_menu_and_a_number(
    any_meetlat: Meetlat, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And not a message that is refused time and again, while the person sees nothing."""

    async def unfit(_: RequestContext) -> Screen:
        return Screen((), ((Button(verbatim("x"), Target("client/" + "K" * 70)),),))

    monkeypatch.setattr(ROUTES["ladder"], "run", unfit)
    await send(any_meetlat.anna, "/start")
    await tap(any_meetlat.anna, "Uitleg")
    await any_meetlat.anna.see("Er ging iets mis")
    assert "screen_failed" in capsys.readouterr().out
    await tap(any_meetlat.anna, "Nieuwe meting")


async def test_a_refused_webhook_is_told_in_telegrams_words(
    hasty: None, sqlite_databases: Databases, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = {"delivery": "webhook", "public_url": "https://meetlat.example", "webhook_secret": SecretStr("a b")}
    async with BotApi() as api, furnished(await sqlite_databases.ready(), api, **hook) as meetlat:
        await meetlat.start()
        await api.called("setWebhook")
        async with ClientSession() as session:
            async with asyncio.timeout(30):
                while True:
                    async with session.get(f"{meetlat.address}readyz") as response:
                        assert response.status == 200
                        if "failing: " in await response.text():
                            break
                    await asyncio.sleep(0.02)
        assert "ecret token contains unallowed characters" in capsys.readouterr().out
