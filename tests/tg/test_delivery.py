"""What stands in the chat in the end, whatever happens to the calls on their way to Telegram."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from channels.steps import HOME, NEW, OLD_BUTTON, Q1, Q3, TREDE_4, begun, measured
from support.botapi import BotApi
from support.botapi.faults import Faults
from support.botapi.person import Person
from support.running import ANNA, BEA, TESS, Meetlat, furnished, live, revision, send, tap, until
from support.storage import Databases
from telegram import Bot

from bot.tg.introduction import introduce
from bot.tg.request import AiohttpRequest
from flows.people import Functionaris

ROUGH: dict[str, Any] = {
    "rate_limited": 0.04,
    "server_error": 0.06,
    "reset": 0.05,
    "lost": 0.05,
    "slow": 0.04,
    "html": 0.03,
    "empty": 0.03,
    "too_old": 0.02,
}


def rough(seed: int, **chances: Any) -> Faults:
    """A third of all calls fail, each kind in its own way."""
    return Faults(Random(seed), **(chances or ROUGH), retry_after=(0, 1), slow_seconds=(0.01, 0.1))


async def insistent(person: Person, expected: str, doing: str) -> None:
    """Tap until the screen is there, as people do; updates arrive also when the calls back fail."""
    await (person.send(doing) if doing.startswith("/") else person.tap(doing))
    await person.see(expected)


@pytest.mark.parametrize("seed", range(3))
async def test_a_dialogue_through_rough_weather_ends_on_the_right_screen(seed: int, meetlat: Meetlat) -> None:
    meetlat.api.faults = rough(seed)
    anna = meetlat.anna
    await insistent(anna, HOME, "/start")
    screens = ("Voor wie", "Kunt u", Q1, Q3, "Trede 4", "Verwacht u", "Kloppen", "Wanneer", "Klopt dit", "vastgelegd")
    for label, expected in zip((*NEW, *TREDE_4), screens, strict=True):
        await until(lambda label=label: label in anna.screen.labels, f"a button {label}", 20)  # type: ignore[misc]  # bound now
        await insistent(anna, expected, label)
    meetlat.api.faults = None
    (client,) = (await meetlat.records())["client"]
    assert len(await meetlat.history(client["code"])) == 1
    assert [toast for toast in anna.toasts if "mis" in toast] == []
    assert "ging iets mis" not in "".join(message.text for message in anna.chat)


@pytest.mark.parametrize("fault", ["rate_limited", "server_error", "reset", "lost", "html", "empty"])
async def test_every_kind_of_failure_is_made_good(fault: str, meetlat: Meetlat) -> None:
    await begun(meetlat.anna)
    meetlat.api.faults = rough(1, **{fault: 0.7})
    await meetlat.anna.tap("Ja")
    await meetlat.anna.see(Q1)
    meetlat.api.faults = None
    await tap(meetlat.anna, "Nee")
    assert Q3 in live(meetlat.anna).message.text


async def test_not_modified_is_no_error(meetlat: Meetlat, capsys: pytest.CaptureFixture[str]) -> None:
    await begun(meetlat.anna, "Ja")
    message = live(meetlat.anna).message
    capsys.readouterr()
    await meetlat.anna.tap_data(message.id, "1.home")
    await until(lambda: any(OLD_BUTTON in toast for toast in meetlat.anna.toasts), "a word about the old button")
    await meetlat.anna.settled()
    edits = [call for call in meetlat.api.calls if call.method == "editMessageText"]
    assert edits[-1].status == 400
    assert "not_shown" not in capsys.readouterr().out
    assert live(meetlat.anna).message == message


async def test_who_blocks_the_bot_stops_nobody_else(meetlat: Meetlat) -> None:
    await begun(meetlat.anna)
    await meetlat.api.block(meetlat.anna)
    async with meetlat.browser(ANNA) as visitor:
        await visitor.press(next(label for label in visitor.page.labels if label.startswith("Verder met")))
        await visitor.press("Ja")
        await begun(meetlat.bram, *TREDE_4)
    await meetlat.api.unblock(meetlat.anna)
    assert HOME in (await send(meetlat.anna, "/start")).text


async def test_a_message_deleted_by_hand_comes_back(meetlat: Meetlat) -> None:
    await begun(meetlat.anna)
    async with meetlat.browser(ANNA) as visitor:
        await visitor.press(next(label for label in visitor.page.labels if label.startswith("Verder met")))
        gone = live(meetlat.anna).message
        await meetlat.anna.delete(gone.id)
        await visitor.press("Ja")
    await meetlat.anna.see(Q1)
    assert live(meetlat.anna).message.id > gone.id
    await tap(meetlat.anna, "Nee")
    assert Q3 in live(meetlat.anna).message.text


async def test_calls_keep_the_pace_in_one_chat(hasty: None, sqlite_databases: Databases) -> None:
    pace = {"messages_per_second": 1000, "messages_per_chat": 5}
    async with BotApi() as api, furnished(await sqlite_databases.ready(), api, **pace) as meetlat:
        await meetlat.start()
        anna = meetlat.anna
        await anna.send("/start")
        for number in range(12):
            await anna.send(f"geen antwoord {number}")
        await until(lambda: revision(anna) == 13, "the last screen")
        painted = [call.time for call in api.calls if call.method in ("sendMessage", "editMessageText")]
    assert len(painted) < 13, "screens nobody would have seen are left out"
    took = painted[-1] - painted[0]
    assert took > 0.15 * (len(painted) - 4), "three at once, and then five a second"


@pytest.mark.parametrize("when", ["question", "picture"])
async def test_a_screen_that_never_arrived_is_drawn_after_a_restart(when: str, meetlat: Meetlat) -> None:
    await begun(meetlat.anna, *(() if when == "question" else TREDE_4))
    meetlat.api.faults = Faults(Random(1), reset=1.0, spared=frozenset({"getMe", "getUpdates"}))
    shown = revision(meetlat.anna)
    await meetlat.anna.tap("Ja" if when == "question" else "Cliëntkaart")
    await until(lambda: not meetlat.api.account().inbox.waiting, "the update is taken in")
    await meetlat.stop()
    assert revision(meetlat.anna) == shown
    meetlat.api.faults = None
    await meetlat.start()
    await until(lambda: revision(meetlat.anna) == shown + 1, "the screen that was missing")
    assert (Q1 if when == "question" else "Gemeten op") in live(meetlat.anna).message.text


async def test_there_is_one_live_message_also_after_a_picture_and_a_restart(meetlat: Meetlat) -> None:
    await measured(meetlat)
    assert (await tap(meetlat.anna, "Cliëntkaart")).photo
    await until(lambda: revision(meetlat.anna) > 0, "the card")
    await meetlat.restart()
    await tap(meetlat.anna, "Menu")
    await meetlat.anna.settled()
    await until(lambda: len([m for m in meetlat.anna.chat if m.labels]) == 1, "one message with buttons")
    assert HOME in live(meetlat.anna).message.text


async def test_every_message_is_protected_and_shows_no_preview(meetlat: Meetlat) -> None:
    await measured(meetlat)
    await tap(meetlat.anna, "Cliëntkaart", "Menu", "Instellingen")
    bea = meetlat.phone(BEA)
    await send(bea, "/start")
    await tap(bea, "Iemand uitnodigen", "Beheerder")
    await meetlat.api.person(999).send("/start")
    await meetlat.api.person(999).see("alleen voor genodigden")
    await meetlat.anna.in_group("hallo")
    await meetlat.api.called("leaveChat")
    sent = [call for call in meetlat.api.calls if call.method in ("sendMessage", "sendPhoto")]
    assert {call.method for call in sent} == {"sendMessage", "sendPhoto"}
    assert [call.params for call in sent if call.params.get("protect_content") not in (True, "true")] == []
    texts = [call for call in meetlat.api.calls if call.method in ("sendMessage", "editMessageText")]
    links = [call for call in texts if "http" in call.params["text"]]
    assert [call.params for call in links if not call.params.get("link_preview_options", {}).get("is_disabled")] == []


MENU = {
    ANNA: {"meting", "clienten", "vragen", "stop", "start", "uitleg", "instellingen", "privacy", "caseload"},
    TESS: {"meting", "clienten", "vragen", "stop", "start", "uitleg", "instellingen", "privacy", "caseload"},
    BEA: {"start", "uitleg", "vragen", "instellingen", "privacy"},
}


@pytest.mark.parametrize("who", MENU, ids=lambda who: who.id)
async def test_everybody_has_the_menu_of_the_role_in_the_own_language(who: Functionaris, meetlat: Meetlat) -> None:
    person, commands = meetlat.phone(who), meetlat.api.account().commands
    mine = (f"chat:{person.id}", "")
    await send(person, "/start")
    await until(lambda: mine in commands, "a menu of one's own")
    assert {command["command"] for command in commands[mine]} == MENU[who]
    dutch = commands[mine]
    await tap(person, "Instellingen", "English")
    await until(lambda: commands[mine] != dutch, "the menu in English")
    assert {command["command"] for command in commands[mine]} == MENU[who]
    await send(person, "/taal nl")
    await until(lambda: commands[mine] == dutch, "the menu in Dutch again")


async def test_strangers_have_a_menu_in_every_language(meetlat: Meetlat) -> None:
    commands = meetlat.api.account().commands
    everywhere = {("all_private_chats", taal) for taal in ("", "nl", "en")}
    await until(lambda: everywhere <= set(commands), "a menu for strangers")
    assert [each["command"] for each in commands["all_private_chats", "en"]] == ["start", "privacy"]


async def test_the_bot_says_what_it_is_for_in_every_language_and_once(meetlat: Meetlat) -> None:
    about = meetlat.api.account().about
    await until(lambda: ("short_description", "en") in about, "what the bot is for")
    assert "Alleen voor genodigden" in about["description", ""]
    assert "client codes" in about["description", "en"]
    assert all(len(said) <= 120 for (field, _), said in about.items() if field == "short_description")
    async with Bot(meetlat.api.account().token, base_url=meetlat.api.base_url, request=AiohttpRequest()) as bot:
        await introduce(bot, "")
        await introduce(bot, "https://meetlat.example/telegram-app")
    said = [call.method for call in meetlat.api.calls if call.method in ("setMyDescription", "setMyShortDescription")]
    assert len(said) == len(about)
    assert meetlat.api.account().menus[0]["web_app"] == {"url": "https://meetlat.example/telegram-app"}


async def test_a_language_chosen_on_the_web_is_spoken_on_telegram(meetlat: Meetlat) -> None:
    await send(meetlat.anna, "/start")
    async with meetlat.browser(ANNA) as visitor:
        await visitor.post("/language", {**visitor.page.forms["/language"], "locale": "en"})
        assert "New measurement" in visitor.page.labels
    assert "New measurement" in (await send(meetlat.anna, "/start")).labels


async def test_what_was_typed_is_deleted(meetlat: Meetlat) -> None:
    await begun(meetlat.anna, "Ja")
    for text in ("nee", "hij werkt bij de bakker", "/start", "K-2222XX"):
        await send(meetlat.anna, text)
    await meetlat.anna.voice()
    await until(lambda: all(message.by_bot for message in meetlat.anna.chat), "only the bot's messages are left")


async def test_an_update_that_always_fails_is_put_aside(meetlat: Meetlat, monkeypatch: pytest.MonkeyPatch) -> None:
    await begun(meetlat.anna, "Ja")
    code = await begun(meetlat.bram)

    def broken(*_: object) -> None:
        raise RuntimeError("K-7Q4F must not be in a log")

    monkeypatch.setattr("bot.conversation.typed.normalise", broken)
    await send(meetlat.anna, "/start")
    await send(meetlat.anna, "K-7Q4FN2")
    assert "Er ging iets mis. Uw antwoorden zijn bewaard." in live(meetlat.anna).message.text
    assert Q1 in (await tap(meetlat.bram, "Ja")).text
    assert code in live(meetlat.bram).message.text
    assert await meetlat.history(code) == ()


async def test_a_closed_chat_is_not_called_for_ever(meetlat: Meetlat) -> None:
    await begun(meetlat.anna)
    await meetlat.api.block(meetlat.anna)
    await meetlat.anna.tap("Ja")
    await send(meetlat.bram, "/start")
    await until(lambda: not meetlat.api.account().inbox.waiting, "everything is taken in")
    called = len(meetlat.api.calls)
    for _ in range(10):
        await send(meetlat.bram, "/start")
    mine = [call for call in meetlat.api.calls[called:] if call.params.get("chat_id") == meetlat.anna.id]
    assert len(mine) <= 1
