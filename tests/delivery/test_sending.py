"""A bericht on its way to a person, over real HTTP: told once, told later, told elsewhere, or not told."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from channels.steps import HOME, OLD_BUTTON, Q1, begun
from support.botapi import Faults
from support.botapi.refusal import Refusal, bad_request, too_many
from support.house import ANNA, BEA, BRAM, TESS, House, live, pushed, revision, send, tap, until

from bot.conversation.screen import Button, Screen, Target, verbatim
from bot.delivery import worker
from bot.messages.templates import SJABLONEN, Post
from bot.tg.pacing import CHATS_OF_A_FLOOD
from bot.ui.widgets import menu, title
from flows.people import Functionaris
from storage.outbox.berichten import BerichtStatus

GAP = {"van": "2026-11-01T00:00:00+00:00", "tot": "2026-11-20T09:00:00+00:00"}
TOLD = "De bot is er weer"


async def settled(house: House, status: BerichtStatus = BerichtStatus.VERZONDEN, to: Functionaris = ANNA) -> Any:
    """Post a bericht and wait until this has become of it; gives its row."""
    return await house.became(await house.post("missed", GAP, to), status)


def refusing(house: House, monkeypatch: pytest.MonkeyPatch, *refusals: Refusal | None) -> None:
    """Let the Bot API refuse the next messages, one after the other; none lets one pass."""
    left = list(refusals)
    suffered = house.api._performed

    async def performed(account: Any, call: Any) -> dict[str, Any]:
        refusal = left.pop(0) if call.method == "sendMessage" and left else None
        return refusal.as_json() if refusal else await suffered(account, call)

    monkeypatch.setattr(house.api, "_performed", performed)


async def test_it_comes_as_a_new_message_and_its_buttons_open_a_screen_below(either_house: House) -> None:
    house = either_house
    await send(house.anna, "/start")
    menu_before = live(house.anna)
    row = await settled(house)
    assert (row["verzonden"], row["fout"], row["eigenaar"]) == (house.clock(), None, None)
    (message,) = pushed(house.anna)
    assert "Berichten van 1 november 2026 01:00 tot 20 november 2026 10:00 uur" in message.text
    assert message.protect_content
    assert message.rows[0][0].target == ".home"
    assert live(house.anna) == menu_before, "the conversation stands where it stood"
    shown = await tap(house.anna, "Menu")
    assert HOME in shown.text
    assert shown.id > message.id
    assert pushed(house.anna) == [message], "what was told stays"
    assert "Berichten (1)" in shown.labels
    assert TOLD in (await tap(house.anna, "Berichten (1)")).text
    assert "geen nieuwe berichten" in (await tap(house.anna, "Gelezen")).text
    assert "Berichten (1)" not in (await tap(house.anna, "Menu")).labels


async def test_a_doorway_works_for_ever_and_leaves_the_measurement_alone(house: House) -> None:
    await begun(house.anna, "Ja")
    await settled(house)
    (message,) = pushed(house.anna)
    assert HOME in (await tap(house.anna, "Menu")).text
    label = next(label for label in live(house.anna).message.labels if label.startswith("Verder met"))
    assert Q1 in (await tap(house.anna, label)).text
    await house.restart()
    assert HOME in (await tap(house.anna, "Menu")).text
    assert pushed(house.anna) == [message]


@pytest.mark.parametrize("route", ["answer/Q1/ja", "record", "new", "put_away/1", "nope", "", "home/x", "HOME", "."])
async def test_a_forged_doorway_is_an_old_button(route: str, house: House) -> None:
    code = await begun(house.anna, "Ja")
    before = await house.records()
    await house.anna.tap_data(live(house.anna).message.id, f".{route}")
    await until(lambda: any(OLD_BUTTON in toast for toast in house.anna.toasts), "a kind answer")
    assert Q1 in live(house.anna).message.text
    assert await house.records() == before
    assert await house.history(code) == ()


async def test_a_doorway_to_somebody_elses_client_shows_nothing(house: House) -> None:
    code = await house.client(BRAM)
    await send(house.anna, "/start")
    before = revision(house.anna)
    await house.anna.tap_data(live(house.anna).message.id, f".client/{code}")
    await until(lambda: revision(house.anna) > before, "an answer")
    assert code not in "".join(m.text for m in house.anna.chat)
    assert "Deze cliënt" in live(house.anna).message.text or "Deze code" in live(house.anna).message.text


async def test_it_stands_in_the_web_chat_whether_or_not_there_is_telegram(either_house: House) -> None:
    house = either_house
    async with house.storage.unit() as unit:
        await unit.people.link("999", TESS.id, house.clock())
        await unit.connection.exec_driver_sql("DELETE FROM account WHERE functionaris = 'tess'")
    async with house.browser(TESS) as visitor:
        assert "Berichten (1)" not in (await visitor.presses("Instellingen", "Menu")).labels
        before = visitor.page.revision
        await settled(house, to=TESS)
        await visitor.open()
        assert visitor.page.revision == before + 1, "the page heard that there is something new"
        await visitor.press("Berichten (1)")
        assert visitor.page.heading == TOLD
        await visitor.press("Gelezen")
        assert "Er zijn geen nieuwe berichten." in visitor.page.lines


@pytest.mark.parametrize("fault", ["reset", "server_error", "html", "empty", "lost"])
async def test_what_goes_wrong_on_the_way_is_tried_again(fault: str, house: House) -> None:
    await send(house.anna, "/start")
    spared = frozenset({"getMe", "getUpdates", "editMessageText", "deleteMessage", "setMyCommands"})
    house.api.faults = Faults(Random(1), spared=spared)
    setattr(house.api.faults, fault, 1.0)
    sleutel = await house.post("missed", GAP)
    calls = len(house.api.calls)
    await until(lambda: len([c for c in house.api.calls[calls:] if c.method == "sendMessage"]) >= 3, "three tries")
    house.api.faults = None
    row = await house.became(sleutel, BerichtStatus.VERZONDEN)
    assert row["pogingen"] >= 2
    arrived = fault in ("lost", "empty")
    assert (len(pushed(house.anna)) > 1) == arrived, "only a lost answer makes a second message"


async def test_a_blocked_bot_closes_the_channel_and_the_team_lead_hears_of_it(either_house: House) -> None:
    house = either_house
    for who in (ANNA, TESS):
        await send(house.phone(who), "/start")
    await house.api.block(house.anna)
    await settled(house)
    await until(lambda: pushed(house.phone(TESS)), "a message for the team lead")
    (message,) = pushed(house.phone(TESS))
    assert "Telegram is dicht voor Klantmanager 1" in message.text
    calls = len(house.api.calls)
    await settled(house)
    assert not [c for c in house.api.calls[calls:] if c.params.get("chat_id") == house.anna.id], "no more calls there"
    async with house.browser(ANNA) as visitor:
        assert "Berichten (2)" in visitor.page.labels
    assert len(pushed(house.phone(TESS))) == 1
    assert await house.trail("kanaal_dicht") == 1
    await house.api.unblock(house.anna)
    await send(house.anna, "/start")
    await settled(house)
    assert len(pushed(house.anna)) == 1, "whoever writes again is reached again"
    assert "Berichten (1)" not in (await send(house.phone(TESS), "/start")).labels, "and the task is gone"


async def test_without_a_team_lead_the_beheerder_hears_of_a_closed_channel(house: House) -> None:
    await send(house.phone(BEA), "/start")
    for who in (BRAM, TESS):
        await send(house.phone(who), "/start")
        await house.api.block(house.phone(who))
        await settled(house, to=who)
    await until(lambda: len(pushed(house.phone(BEA))) == 2, "both messages for the beheerder")
    assert sorted(m.text.splitlines()[0].rpartition("voor ")[2] for m in pushed(house.phone(BEA))) == [
        "Klantmanager 2",
        "Teamleider 1",
    ]


async def test_429_stops_one_chat_and_only_for_so_long(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.clock.run()
    for person in (house.anna, house.bram):
        await send(person, "/start")
    refusing(house, monkeypatch, too_many(2))
    sleutel = await house.post("missed", GAP)
    await until(lambda: [c for c in house.api.calls if c.status == 429], "the refusal")
    refused = next(c for c in house.api.calls if c.status == 429)
    other = await house.post("missed", GAP, BRAM)
    for each in (other, sleutel):
        assert (await house.became(each, BerichtStatus.VERZONDEN))["pogingen"] == 0, "to wait is not to fail"
    later = [c for c in house.api.calls if c.method == "sendMessage" and c.time > refused.time]
    assert [c.params["chat_id"] for c in later] == [house.bram.id, house.anna.id]
    assert later[1].time - refused.time > 1.95


async def test_429_in_several_chats_stops_everybody(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.clock.run()
    for who in (ANNA, BRAM, TESS, BEA):
        await send(house.phone(who), "/start")
    refusing(house, monkeypatch, *[too_many(1)] * CHATS_OF_A_FLOOD)
    for who in (ANNA, BRAM, TESS):
        await house.post("missed", GAP, who)
    await until(lambda: sum(c.status == 429 for c in house.api.calls) == CHATS_OF_A_FLOOD, "so many refusals")
    refused = max(c.time for c in house.api.calls if c.status == 429)
    await settled(house, to=BEA)
    later = [c for c in house.api.calls if c.method == "sendMessage" and c.time > refused]
    assert min(c.time for c in later) - refused > 0.95


async def test_a_message_that_telegram_finds_wrong_is_a_dead_letter(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for person in (house.anna, house.bram):
        await send(person, "/start")
    refusing(house, monkeypatch, bad_request("can't parse entities: unsupported start tag"))
    row = await settled(house, BerichtStatus.DOOD)
    assert row["fout"] == "BadRequest"
    assert "bericht_dead" in capsys.readouterr().out
    await settled(house, to=BRAM)
    assert "Berichten (1)" in (await send(house.anna, "/start")).labels, "it still stands in the list"
    bea = house.phone(BEA)
    assert "Niet verzonden (1)" in (await send(bea, "/start")).labels
    shown = await tap(bea, "Niet verzonden (1)")
    assert "20 november 2026 · Klantmanager 1 · melding na een storing · geweigerd door Telegram" in shown.text
    assert "wordt opnieuw verzonden" in (await tap(bea, f"Opnieuw: {row['id']}")).text
    await house.became(row["sleutel"], BerichtStatus.VERZONDEN)
    assert len(pushed(house.anna)) == 1


async def test_what_is_no_longer_valid_is_not_told(house: House) -> None:
    await send(house.anna, "/start")
    now = house.clock()
    async with house.storage.unit() as unit:
        week, day = now - timedelta(days=8), now - timedelta(days=1)
        await unit.berichten.post("over", "anna", "missed", GAP, vanaf=week, at=week, geldig_tot=day)
        await unit.berichten.post("lapsed", "anna", "channel_closed", {"functionaris": "bram"}, vanaf=now, at=now)
    for sleutel in ("over", "lapsed"):
        await house.became(sleutel, BerichtStatus.VERVALLEN)
    assert pushed(house.anna) == []


async def test_who_was_removed_hears_nothing_any_more(house: House) -> None:
    await send(house.anna, "/start")
    await house.stop()
    sleutel = await house.post("missed", GAP)
    await house.remove(ANNA)
    await house.start()
    await house.became(sleutel, BerichtStatus.VERVALLEN)
    assert pushed(house.anna) == []


async def test_a_bericht_of_another_version_waits_for_a_process_that_knows_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await send(house.anna, "/start")
    sleutel = await house.post("from_the_future")
    row = await house.bericht(sleutel)
    while row["pogingen"] < 2:
        await asyncio.sleep(0.01)
        row = await house.bericht(sleutel)
    assert HOME in (await send(house.anna, "/start")).text
    assert row["status"] == BerichtStatus.OPEN
    monkeypatch.setitem(SJABLONEN, "from_the_future", plain(menu()))
    await house.became(sleutel, BerichtStatus.VERZONDEN)


async def test_a_bericht_that_cannot_be_read_is_dead_and_spares_the_menu(house: House) -> None:
    await send(house.anna, "/start")
    row = await house.became(await house.post("missed", {"van": "yesterday"}), BerichtStatus.DOOD)
    assert row["fout"] == "UnreadableError"
    assert HOME in (await send(house.anna, "/start")).text


@pytest.mark.parametrize("route", ["record", "new", "nowhere", "put_away/1"])
async def test_only_doorways_may_stand_on_what_is_sent_unasked(
    route: str, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SJABLONEN, "wrong", plain(Button(verbatim("x"), Target(route))))
    assert (await house.became(await house.post("wrong"), BerichtStatus.DOOD))["fout"] == "UnreadableError"


async def test_who_comes_too_late_to_the_sending_gives_it_back(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that stood still between claim and call must not send what somebody else may have sent by then."""
    await send(house.anna, "/start")
    stood_still = iter([31.0])
    monkeypatch.setattr(worker.Claimed, "left", property(lambda _: 60.0 - next(stood_still, 0.0)))
    await settled(house)
    assert len(pushed(house.anna)) == 1
    assert next(stood_still, None) is None


async def test_a_stop_gives_back_what_was_not_sent(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await send(house.anna, "/start")
    waiting = asyncio.Event()

    async def never(_: object) -> None:
        waiting.set()
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.tg.pushing.Pusher.turn", never)
    sleutel = await house.post("missed", GAP)
    await waiting.wait()
    await house.stop()
    row = await house.bericht(sleutel)
    assert (row["status"], row["eigenaar"], row["lease_tot"]) == ("open", None, None)


def plain(button: Button) -> Any:
    """A template with one button."""

    async def template(_: Post, __: object) -> Screen:
        return Screen((title(verbatim("x")),), ((button,),))

    return template
