"""Crowds: strangers, accounts that never stop, and a server that answers at once; nobody else waits for them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any, cast

import pytest
from channels.steps import NEW
from support.botapi import BotApi
from support.running import Meetlat, data_of, furnished, live, send, tap, until
from support.storage import Databases

from bot.tg.calls import Calls
from bot.tg.fetcher import Fetcher
from bot.tg.floods import BURST, Floods, Taken
from bot.tg.receiver import Receiver

STRANGERS = 300
RATE = 100
REFUSED = "alleen voor genodigden"


@pytest.fixture
async def meetlat(hasty: None, sqlite_databases: Databases) -> AsyncIterator[Meetlat]:
    pace = {"messages_per_second": RATE, "messages_per_chat": 1}
    async with BotApi() as api, furnished(await sqlite_databases.ready(), api, **pace) as meetlat:
        await meetlat.start()
        yield meetlat


async def test_a_crowd_of_strangers_is_answered_at_the_pace_and_after_everybody_else(meetlat: Meetlat) -> None:
    await send(meetlat.anna, "/start")
    crowd = [meetlat.api.person(50_000 + number) for number in range(STRANGERS)]
    for stranger in crowd:
        await stranger.send("hallo")
    await tap(meetlat.anna, "Nieuwe meting")
    answered = time.monotonic()

    def told() -> list[float]:
        calls = (call for call in meetlat.api.calls if call.method == "sendMessage" and call.status == 200)
        return [call.time for call in calls if REFUSED in call.params["text"]]

    await until(lambda: len(told()) == STRANGERS, "an answer for every stranger")
    moments = told()
    assert sum(moment < answered for moment in moments) < STRANGERS, "she did not wait for all of them"
    most = max(sum(start <= moment < start + 1 for moment in moments) for start in moments)
    assert most <= RATE * 1.1 + 3
    assert all(REFUSED in person.chat[-1].text for person in crowd)


async def test_who_never_stops_is_told_once_and_others_are_answered(meetlat: Meetlat) -> None:
    await send(meetlat.anna, "/start")
    await send(meetlat.bram, "/start")
    shown = live(meetlat.anna)
    for _ in range(400):
        await meetlat.anna.tap_data(shown.message.id, data_of(shown.message, "Instellingen"))
    await tap(meetlat.bram, *NEW)
    await until(lambda: not meetlat.api.account().inbox.waiting, "everything is taken in or left")
    await meetlat.anna.settled()
    assert len([call for call in meetlat.api.calls if call.method == "answerCallbackQuery"]) < 100
    assert len([toast for toast in meetlat.anna.toasts if "sneller dan ik kan volgen" in toast]) == 1


def test_an_account_that_rests_may_go_on() -> None:
    now = [0.0]
    floods = Floods(5.0, lambda: now[0])
    first = [floods.take("a") for _ in range(BURST + 10)]
    assert first == [Taken.IN] * BURST + [Taken.TOLD] + [Taken.NOT] * 9
    assert floods.take("b") is Taken.IN
    now[0] += 1.0
    assert [floods.take("a") for _ in range(7)] == [Taken.IN] * 5 + [Taken.NOT] * 2, "said once as long as it goes on"
    now[0] += 60.0
    again = [floods.take("a") for _ in range(BURST + 2)]
    assert again == [Taken.IN] * BURST + [Taken.TOLD, Taken.NOT]


async def test_commands_are_set_when_they_are_others_than_before(meetlat: Meetlat) -> None:
    for _ in range(3):
        await send(meetlat.anna, "/start")

    def mine() -> int:
        scopes = (c.params.get("scope", {}) for c in meetlat.api.calls if c.method == "setMyCommands")
        return sum(scope.get("chat_id") == meetlat.anna.id for scope in scopes)

    await until(lambda: mine() == 1, "the menu of the role")
    await tap(meetlat.anna, "Instellingen", "English")
    await until(lambda: mine() == 2, "the menu in English")
    await send(meetlat.anna, "/start")
    assert mine() == 2


class Server:
    """Answers every poll at once, with the same each time."""

    def __init__(self, *updates: Any) -> None:
        self.updates = list(updates)
        self.polls = 0

    async def fetch(self, _: int, **__: Any) -> list[Any]:
        self.polls += 1
        return self.updates

    async def receive_all(self, _: object) -> None:
        pass


@pytest.mark.parametrize(
    "updates", [[], [{}], [{"update_id": "x"}], [{"update_id": -1}], [None, 5], [{"update_id": 7}]], ids=str
)
async def test_a_server_that_answers_at_once_with_nothing_new_is_not_asked_all_the_time(updates: list[Any]) -> None:
    server, slept = Server(*updates), list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if sum(slept) > 20:
            raise asyncio.CancelledError

    fetcher = Fetcher(cast("Calls", server), cast("Receiver", server), lambda: True, sleep, lambda: 0.0)
    with pytest.raises(asyncio.CancelledError):
        await fetcher.run()
    assert server.polls < 40
