"""Updates as Telegram never makes them: each is passed over or refused, and the next one is served."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from copy import deepcopy
from typing import Any

import pytest
from channels.steps import Q3, begun
from hypothesis import given
from hypothesis import strategies as st
from support.house import House, housed, live, send, tap, until
from support.storage import Databases

from bot.conversation.event import Commanded, Tapped, Typed, Unwanted
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
async def any_house(request: pytest.FixtureRequest, hasty: None) -> AsyncIterator[House]:
    databases: Databases = request.getfixturevalue(request.param)
    async with housed(await databases.clean()) as house:
        yield house


async def test_nothing_malformed_stops_the_house(any_house: House) -> None:
    house, updates = any_house, list(corpus())
    assert len(updates) > 200
    await begun(house.bram, "Ja")
    await send(house.anna, "/start")
    before = await house.records()
    for update in updates:
        await house.api.push(update)
    await until(lambda: not house.api.account().inbox.waiting, "everything is taken in")
    assert await house.records() == before
    assert Q3 in (await tap(house.bram, "Nee")).text
    await send(house.anna, "/start")
    assert live(house.anna).message.labels


async def test_a_message_number_beyond_every_column_is_harmless(any_house: House) -> None:
    """The one thing of an update that is kept as a number, besides its revision."""
    house = any_house
    await begun(house.anna, "Ja")
    shown = live(house.anna)
    odd = {**QUERY, "data": f"{shown.revision}.answer/Q1/nee", "message": {**MESSAGE, "message_id": 2**40}}
    await house.api.push({"callback_query": odd})
    await until(lambda: not house.api.account().inbox.waiting, "everything is taken in")
    await send(house.bram, "/start")
    await send(house.anna, "/start")
    assert live(house.anna).message.labels


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
    found = read({"update_id": 5, **update})
    assert found is None or isinstance(found, Inbound | Elsewhere)


@given(st.text(max_size=80))
def test_any_data_on_a_button_is_a_tap(data: str) -> None:
    found = read({"update_id": 5, "callback_query": {**QUERY, "data": data}})
    assert isinstance(found, Inbound)
    assert isinstance(found.event.input, Tapped)


@given(st.text(max_size=5000))
def test_any_text_is_typed_or_commanded(text: str) -> None:
    found = read({"update_id": 5, "message": {**MESSAGE, "text": text}})
    assert isinstance(found, Inbound)
    assert isinstance(found.event.input, Typed | Commanded | Unwanted)
    if isinstance(found.event.input, Commanded):
        assert len(found.event.input.name) <= 32
        assert len(found.event.input.argument) <= 64
