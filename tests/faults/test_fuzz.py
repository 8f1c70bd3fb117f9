"""Whatever arrives as an update: nothing breaks, nothing changes that may not, and the next one is taken in."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import AsyncExitStack
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp import ClientSession
from faults.kills import employ, settings_for
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs
from support.botapi import BotApi, Person
from support.botapi.courier import SECRET_HEADER

from bot.app import running
from bot.config.environment import Settings, read_settings
from bot.conversation.context import RequestContext
from bot.conversation.intake import TRIES
from bot.conversation.screen import Screen
from bot.routes import ROUTES
from storage.engine.database import make_engine
from storage.tables import ACCOUNT, AUDIT, CLIENT, DIALOGUE, FUNCTIONARIS, GEZIEN, MEETMOMENT

AT_ONCE = 8
EXAMPLES = settings().max_examples // 3
KNOWN = 1000
SECRET = "a-secret-for-the-webhook"
LASTING = (ACCOUNT, AUDIT, CLIENT, DIALOGUE, FUNCTIONARIS, MEETMOMENT)
TAKEN, REFUSED = 200, {400, 403, 413}

texts = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["/", "/start " + "x" * 300, "/taal", "/\x00", "\u202eneve", "\ud800", "ja\n" * 2000, "💥" * 65]),
)
numbers = st.one_of(st.integers(-5, 2**70), st.sampled_from([10**15, -(10**15), 2**52, 2**31, 0]))
anything = st.recursive(
    st.none() | st.booleans() | numbers | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


def mostly(right: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The right type three times out of four."""
    return st.one_of(right, right, right, anything)


def some_of(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """An object in which fields may be absent, and unknown ones present."""
    known = st.fixed_dictionaries({}, optional={name.rstrip("_"): each for name, each in fields.items()})
    return st.builds(lambda a, b: {**b, **a}, known, st.dictionaries(st.text(max_size=6), anything, max_size=2))


people = mostly(st.sampled_from([KNOWN, KNOWN + 1, 77]))
senders = some_of(id=people, is_bot=mostly(st.just(False)), first_name=mostly(texts), language_code=mostly(texts))
chats = some_of(id=people, type=mostly(st.sampled_from(["private", "private", "group", "supergroup", "channel"])))
messages = some_of(
    message_id=mostly(st.integers(1, 10**6)),
    date=mostly(numbers),
    chat=mostly(chats),
    from_=mostly(senders),
    text=mostly(texts),
    photo=anything,
    voice=anything,
    forward_origin=anything,
    forward_date=anything,
    entities=anything,
)
queries = some_of(
    id=mostly(texts),
    from_=mostly(senders),
    message=mostly(messages),
    data=mostly(texts | st.builds("{}.{}".format, st.integers(-1, 9), texts)),
)
members = some_of(chat=mostly(chats), new_chat_member=mostly(some_of(status=mostly(texts))))
updates = some_of(
    message=mostly(messages),
    edited_message=mostly(messages),
    callback_query=mostly(queries),
    my_chat_member=mostly(members),
)
batches = st.lists(updates, min_size=AT_ONCE, max_size=AT_ONCE)


class Fuzzed:
    """A Meetlat that fetches and one that is delivered to, on one database, for all examples."""

    def __init__(self, url: str) -> None:
        """Open both."""
        self.url = url
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.unhandled: list[MutableMapping[str, Any]] = []
        self.runner.run(self._open())

    async def _open(self) -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: self.unhandled.append(context))
        await employ(self.url, 3)
        self.api = await self.stack.enter_async_context(BotApi({"123:FETCHES"}))
        other = await self.stack.enter_async_context(BotApi({"456:DELIVERED"}))
        await self.stack.enter_async_context(running(_settings(self.url, self.api)))
        self.address = await self.stack.enter_async_context(
            running(_settings(self.url.replace(".db", "2.db"), other, secret=SECRET))
        )
        self.session = await self.stack.enter_async_context(ClientSession())
        self.person = self.api.person(KNOWN + 2)

    def close(self) -> None:
        """Close both."""
        self.runner.run(self.stack.aclose())
        self.runner.close()

    async def fetch(self, batch: list[dict[str, Any]]) -> None:
        """Let a batch be fetched, and see that somebody else is answered after it."""
        for update in batch:
            await self.api.push({name: each for name, each in update.items() if name != "update_id"})
        await self.person.send("/start")
        await self.person.settled()
        await self.person.see("Wat wilt u doen?")

    async def deliver(self, body: bytes, secret: str = SECRET) -> int:
        """Post to the webhook."""
        headers = {SECRET_HEADER: secret, "Content-Type": "application/json"}
        async with self.session.post(f"{self.address}telegram", data=body, headers=headers) as response:
            return response.status


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fuzzed]:
    """Opened once: what one example did must not hurt the next."""
    opened = Fuzzed(f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('fuzz')}/m.db")
    yield opened
    opened.close()


@settings(max_examples=EXAMPLES)
@given(batch=batches)
def test_fetched_updates_break_nothing(fuzzed: Fuzzed, batch: list[dict[str, Any]]) -> None:
    before = fuzzed.runner.run(_lasting(fuzzed.url))
    with capture_logs() as logs:
        fuzzed.runner.run(fuzzed.fetch(batch))
    assert _alarms(logs) == []
    assert fuzzed.unhandled == []
    assert fuzzed.runner.run(_lasting(fuzzed.url)) == before


@settings(max_examples=EXAMPLES)
@given(batch=batches, key=numbers)
def test_delivered_updates_break_nothing(fuzzed: Fuzzed, batch: list[dict[str, Any]], key: int) -> None:
    with capture_logs() as logs:
        for number, update in enumerate(batch):
            body = json.dumps({"update_id": key + number, **update}).encode()
            assert fuzzed.runner.run(fuzzed.deliver(body)) == TAKEN
    assert _alarms(logs) == []
    assert fuzzed.unhandled == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b'{"update_id": NaN',
        b"\xff\xfe",
        b"[" * 1_000,
        b'{"message":' * 1_000 + b"{}" + b"}" * 1_000,
        b"[" * 100_000,
        b'{"update_id": 1' + b"0" * 5_000 + b"}",
        b'{"message": {"text": "' + b"a" * 300_000 + b'"}}',
    ],
    ids=lambda body: f"{body[:12]!r}*{len(body)}",
)
def test_a_body_that_is_no_update_is_refused(fuzzed: Fuzzed, body: bytes) -> None:
    assert fuzzed.runner.run(fuzzed.deliver(body)) in REFUSED | {TAKEN}
    assert fuzzed.unhandled == []


def test_a_wrong_secret_is_refused(fuzzed: Fuzzed) -> None:
    for secret in ("", "a-secret", SECRET[:-1], SECRET + "x", "é"):
        assert fuzzed.runner.run(fuzzed.deliver(b"{}", secret)) == 403


def test_ten_megabytes_of_text_break_nothing(fuzzed: Fuzzed) -> None:
    sender, chat = {"id": KNOWN, "is_bot": False, "first_name": "P"}, {"id": KNOWN, "type": "private"}
    message = {"message_id": 9, "date": 10**15, "chat": chat, "from": sender, "text": "a" * 10_000_000}
    with capture_logs() as logs:
        fuzzed.runner.run(fuzzed.fetch([{"message": message}, {"edited_message": message}]))
    assert _alarms(logs) == []


async def test_a_poison_update_is_put_aside_and_others_go_on(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = 0

    async def poison(turn: RequestContext) -> Screen:
        nonlocal tried
        tried += 1
        raise RuntimeError("poison")

    monkeypatch.setattr(ROUTES["ladder"], "run", poison)
    await employ(database_url, 2)
    with capture_logs() as logs:
        async with BotApi({"123:TEST"}) as api, running(_settings(database_url, api)):
            anna, bert = api.person(KNOWN), api.person(KNOWN + 1)
            for person in (anna, bert):
                await person.send("/start")
                await person.see("Wat wilt u doen?")
            await anna.tap("Uitleg")
            screen = await anna.see("Er ging iets mis")
            await bert.tap("Nieuwe meting")
            await bert.see("Voor wie is de meting?")
            await anna.tap("Nieuwe meting")
            await anna.see("Voor wie is de meting?")
    aside = [log for log in logs if log["event"] == "update_put_aside"]
    assert tried == TRIES, "one place tries again, and no other around it"
    assert [log["event"] for log in logs].count("update_failed") == TRIES
    assert len(aside) == 1
    assert aside[0]["number"] in screen.text
    assert [row["fout"] for row in await _rows(database_url, GEZIEN) if row["fout"]] == [aside[0]["number"]]


@pytest.mark.parametrize("route", ["clients/99999999999999999999", "card", "correct_same_day", "toggle/inkomen"])
async def test_a_forged_route_stops_nobody(database_url: str, route: str) -> None:
    await employ(database_url, 2)
    async with BotApi({"123:TEST"}) as api, running(_settings(database_url, api)):
        anna, bert = api.person(KNOWN), api.person(KNOWN + 1)
        await _measuring(anna)
        before = await _rows(database_url, DIALOGUE)
        button = anna.screen.rows[0][0].target
        await anna.tap_data(anna.screen.id, f"{button.partition('.')[0]}.{route}")
        await anna.settled()
        await _measuring(bert)
        after = {row["id"]: dict(row) for row in await _rows(database_url, DIALOGUE)}
        assert [after[row["id"]] for row in before] == [dict(row) for row in before]


async def _measuring(person: Person) -> None:
    await person.send("/start")
    for label in ("Nieuwe meting", "Nieuwe cliënt"):
        await person.see(label)
        await person.tap(label)
    await person.see("plaatsen")


def _settings(url: str, api: BotApi, secret: str = "") -> Settings:
    hook = {
        "MEETLAT_DELIVERY": "webhook",
        "MEETLAT_WEBHOOK_SECRET": secret,
        "MEETLAT_PUBLIC_URL": "https://meetlat.example",
    }
    (token,) = api.accounts
    return read_settings(settings_for(url, api) | {"MEETLAT_TELEGRAM_TOKEN": token} | (hook if secret else {}))


def _alarms(logs: list[MutableMapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [log for log in logs if log["log_level"] in ("error", "critical")]


async def _lasting(url: str) -> dict[str, list[dict[str, Any]]]:
    return {table.name: [dict(row) for row in await _rows(url, table)] for table in LASTING}


async def _rows(url: str, table: sa.Table) -> list[sa.RowMapping]:
    engine = make_engine(url)
    try:
        async with engine.connect() as connection:
            return list((await connection.execute(sa.select(table))).mappings())
    finally:
        await engine.dispose()
