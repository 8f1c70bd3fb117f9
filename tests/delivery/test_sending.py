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
from support.running import ANNA, BEA, BRAM, TESS, Meetlat, live, pushed, revision, send, tap, until

from bot.conversation.screen import Button, Screen, Target, verbatim
from bot.delivery import worker
from bot.messages.templates import SJABLONEN, Post
from bot.tg.pacing import CHATS_OF_A_FLOOD
from bot.ui.widgets import menu, title
from flows.people import Functionaris
from storage.outbox.berichten import BerichtStatus

GAP = {"van": "2026-11-01T00:00:00+00:00", "tot": "2026-11-20T09:00:00+00:00"}
TOLD = "De bot is er weer"


async def settled(meetlat: Meetlat, status: BerichtStatus = BerichtStatus.VERZONDEN, to: Functionaris = ANNA) -> Any:
    """Post a bericht and wait until this has become of it; gives its row."""
    return await meetlat.became(await meetlat.post("missed", GAP, to), status)


def refusing(meetlat: Meetlat, monkeypatch: pytest.MonkeyPatch, *refusals: Refusal | None) -> None:
    """Let the Bot API refuse the next messages, one after the other; none lets one pass."""
    left = list(refusals)
    suffered = meetlat.api._performed

    async def performed(account: Any, call: Any) -> dict[str, Any]:
        refusal = left.pop(0) if call.method == "sendMessage" and left else None
        return refusal.as_json() if refusal else await suffered(account, call)

    monkeypatch.setattr(meetlat.api, "_performed", performed)


async def test_it_comes_as_a_new_message_and_its_buttons_open_a_screen_below(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    await send(meetlat.anna, "/start")
    menu_before = live(meetlat.anna)
    row = await settled(meetlat)
    assert (row["verzonden"], row["fout"], row["eigenaar"]) == (meetlat.clock(), None, None)
    (message,) = pushed(meetlat.anna)
    assert "Berichten van 1 november 2026 01:00 tot 20 november 2026 10:00 uur" in message.text
    assert message.protect_content
    assert message.rows[0][0].target == ".home"
    assert live(meetlat.anna) == menu_before, "the conversation stands where it stood"
    shown = await tap(meetlat.anna, "Menu")
    assert HOME in shown.text
    assert shown.id > message.id
    assert pushed(meetlat.anna) == [message], "what was told stays"
    assert "Berichten (1)" in shown.labels
    assert TOLD in (await tap(meetlat.anna, "Berichten (1)")).text
    assert "geen nieuwe berichten" in (await tap(meetlat.anna, "Gelezen")).text
    assert "Berichten (1)" not in (await tap(meetlat.anna, "Menu")).labels


async def test_a_doorway_works_for_ever_and_leaves_the_measurement_alone(meetlat: Meetlat) -> None:
    await begun(meetlat.anna, "Ja")
    await settled(meetlat)
    (message,) = pushed(meetlat.anna)
    assert HOME in (await tap(meetlat.anna, "Menu")).text
    label = next(label for label in live(meetlat.anna).message.labels if label.startswith("Verder met"))
    assert Q1 in (await tap(meetlat.anna, label)).text
    await meetlat.restart()
    assert HOME in (await tap(meetlat.anna, "Menu")).text
    assert pushed(meetlat.anna) == [message]


@pytest.mark.parametrize("route", ["answer/Q1/ja", "record", "new", "put_away/1", "nope", "", "home/x", "HOME", "."])
async def test_a_forged_doorway_is_an_old_button(route: str, meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, "Ja")
    before = await meetlat.records()
    await meetlat.anna.tap_data(live(meetlat.anna).message.id, f".{route}")
    await until(lambda: any(OLD_BUTTON in toast for toast in meetlat.anna.toasts), "a kind answer")
    assert Q1 in live(meetlat.anna).message.text
    assert await meetlat.records() == before
    assert await meetlat.history(code) == ()


async def test_a_doorway_to_somebody_elses_client_shows_nothing(meetlat: Meetlat) -> None:
    code = await meetlat.client(BRAM)
    await send(meetlat.anna, "/start")
    before = revision(meetlat.anna)
    await meetlat.anna.tap_data(live(meetlat.anna).message.id, f".client/{code}")
    await until(lambda: revision(meetlat.anna) > before, "an answer")
    assert code not in "".join(m.text for m in meetlat.anna.chat)
    assert "Deze cliënt" in live(meetlat.anna).message.text or "Deze code" in live(meetlat.anna).message.text


async def test_it_stands_in_the_web_chat_whether_or_not_there_is_telegram(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    async with meetlat.storage.unit() as unit:
        await unit.people.link("999", TESS.id, meetlat.clock())
        await unit.connection.exec_driver_sql("DELETE FROM account WHERE functionaris = 'tess'")
    async with meetlat.browser(TESS) as visitor:
        assert "Berichten (1)" not in (await visitor.presses("Instellingen", "Menu")).labels
        before = visitor.page.revision
        await settled(meetlat, to=TESS)
        await visitor.open()
        assert visitor.page.revision == before + 1, "the page heard that there is something new"
        await visitor.press("Berichten (1)")
        assert visitor.page.heading == TOLD
        await visitor.press("Gelezen")
        assert "Er zijn geen nieuwe berichten." in visitor.page.lines


@pytest.mark.parametrize("fault", ["reset", "server_error", "html", "empty", "lost"])
async def test_what_goes_wrong_on_the_way_is_tried_again(fault: str, meetlat: Meetlat) -> None:
    await send(meetlat.anna, "/start")
    spared = frozenset({"getMe", "getUpdates", "editMessageText", "deleteMessage", "setMyCommands"})
    meetlat.api.faults = Faults(Random(1), spared=spared)
    setattr(meetlat.api.faults, fault, 1.0)
    sleutel = await meetlat.post("missed", GAP)
    calls = len(meetlat.api.calls)
    await until(lambda: len([c for c in meetlat.api.calls[calls:] if c.method == "sendMessage"]) >= 3, "three tries")
    meetlat.api.faults = None
    row = await meetlat.became(sleutel, BerichtStatus.VERZONDEN)
    assert row["pogingen"] >= 2
    arrived = fault in ("lost", "empty")
    assert (len(pushed(meetlat.anna)) > 1) == arrived, "only a lost answer makes a second message"


async def test_a_blocked_bot_closes_the_channel_and_the_team_lead_hears_of_it(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    for who in (ANNA, TESS):
        await send(meetlat.phone(who), "/start")
    await meetlat.api.block(meetlat.anna)
    await settled(meetlat)
    await until(lambda: pushed(meetlat.phone(TESS)), "a message for the team lead")
    (message,) = pushed(meetlat.phone(TESS))
    assert "Berichten bereiken Klantmanager 1 niet" in message.text
    calls = len(meetlat.api.calls)
    await settled(meetlat)
    assert not [c for c in meetlat.api.calls[calls:] if c.params.get("chat_id") == meetlat.anna.id], (
        "no more calls there"
    )
    async with meetlat.browser(ANNA) as visitor:
        assert "Berichten (2)" in visitor.page.labels
    assert len(pushed(meetlat.phone(TESS))) == 1
    assert await meetlat.trail("kanaal_dicht") == 1
    await meetlat.api.unblock(meetlat.anna)
    await send(meetlat.anna, "/start")
    await settled(meetlat)
    assert len(pushed(meetlat.anna)) == 1, "whoever writes again is reached again"
    assert "Berichten (1)" not in (await send(meetlat.phone(TESS), "/start")).labels, "and the task is gone"


async def test_without_a_team_lead_the_beheerder_hears_of_a_closed_channel(meetlat: Meetlat) -> None:
    await send(meetlat.phone(BEA), "/start")
    for who in (BRAM, TESS):
        await send(meetlat.phone(who), "/start")
        await meetlat.api.block(meetlat.phone(who))
        await settled(meetlat, to=who)
    await until(lambda: len(pushed(meetlat.phone(BEA))) == 2, "both messages for the beheerder")
    assert sorted(
        m.text.splitlines()[0].removesuffix(" niet").removeprefix("Berichten bereiken ")
        for m in pushed(meetlat.phone(BEA))
    ) == [
        "Klantmanager 2",
        "Teamleider 1",
    ]


async def test_429_stops_one_chat_and_only_for_so_long(meetlat: Meetlat, monkeypatch: pytest.MonkeyPatch) -> None:
    meetlat.clock.run()
    for person in (meetlat.anna, meetlat.bram):
        await send(person, "/start")
    refusing(meetlat, monkeypatch, too_many(2))
    sleutel = await meetlat.post("missed", GAP)
    await until(lambda: [c for c in meetlat.api.calls if c.status == 429], "the refusal")
    refused = next(c for c in meetlat.api.calls if c.status == 429)
    other = await meetlat.post("missed", GAP, BRAM)
    for each in (other, sleutel):
        assert (await meetlat.became(each, BerichtStatus.VERZONDEN))["pogingen"] == 0, "to wait is not to fail"
    later = [c for c in meetlat.api.calls if c.method == "sendMessage" and c.time > refused.time]
    assert [c.params["chat_id"] for c in later] == [meetlat.bram.id, meetlat.anna.id]
    assert later[1].time - refused.time > 1.95


async def test_429_in_several_chats_stops_everybody(meetlat: Meetlat, monkeypatch: pytest.MonkeyPatch) -> None:
    meetlat.clock.run()
    for who in (ANNA, BRAM, TESS, BEA):
        await send(meetlat.phone(who), "/start")
    refusing(meetlat, monkeypatch, *[too_many(1)] * CHATS_OF_A_FLOOD)
    for who in (ANNA, BRAM, TESS):
        await meetlat.post("missed", GAP, who)
    await until(lambda: sum(c.status == 429 for c in meetlat.api.calls) == CHATS_OF_A_FLOOD, "so many refusals")
    refused = max(c.time for c in meetlat.api.calls if c.status == 429)
    await settled(meetlat, to=BEA)
    later = [c for c in meetlat.api.calls if c.method == "sendMessage" and c.time > refused]
    assert min(c.time for c in later) - refused > 0.95


async def test_a_message_that_telegram_finds_wrong_is_a_dead_letter(
    meetlat: Meetlat, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for person in (meetlat.anna, meetlat.bram):
        await send(person, "/start")
    refusing(meetlat, monkeypatch, bad_request("can't parse entities: unsupported start tag"))
    row = await settled(meetlat, BerichtStatus.DOOD)
    assert row["fout"] == "BadRequest"
    assert "bericht_dead" in capsys.readouterr().out
    await settled(meetlat, to=BRAM)
    assert "Berichten (1)" in (await send(meetlat.anna, "/start")).labels, "it still stands in the list"
    bea = meetlat.phone(BEA)
    assert "Niet verzonden (1)" in (await send(bea, "/start")).labels
    shown = await tap(bea, "Niet verzonden (1)")
    assert "20 november 2026 · Klantmanager 1 · melding na een storing · geweigerd door Telegram" in shown.text
    assert "wordt opnieuw verzonden" in (await tap(bea, f"Opnieuw: {row['id']}")).text
    await meetlat.became(row["sleutel"], BerichtStatus.VERZONDEN)
    assert len(pushed(meetlat.anna)) == 1


async def test_what_is_no_longer_valid_is_not_told(meetlat: Meetlat) -> None:
    await send(meetlat.anna, "/start")
    now = meetlat.clock()
    async with meetlat.storage.unit() as unit:
        week, day = now - timedelta(days=8), now - timedelta(days=1)
        await unit.berichten.post("over", "anna", "missed", GAP, vanaf=week, at=week, geldig_tot=day)
        await unit.berichten.post("lapsed", "anna", "channel_closed", {"functionaris": "bram"}, vanaf=now, at=now)
    for sleutel in ("over", "lapsed"):
        await meetlat.became(sleutel, BerichtStatus.VERVALLEN)
    assert pushed(meetlat.anna) == []


async def test_who_was_removed_hears_nothing_any_more(meetlat: Meetlat) -> None:
    await send(meetlat.anna, "/start")
    await meetlat.stop()
    sleutel = await meetlat.post("missed", GAP)
    await meetlat.remove(ANNA)
    await meetlat.start()
    await meetlat.became(sleutel, BerichtStatus.VERVALLEN)
    assert pushed(meetlat.anna) == []


async def test_a_bericht_of_another_version_waits_for_a_process_that_knows_it(
    meetlat: Meetlat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await send(meetlat.anna, "/start")
    sleutel = await meetlat.post("from_the_future")
    row = await meetlat.bericht(sleutel)
    while row["pogingen"] < 2:
        await asyncio.sleep(0.01)
        row = await meetlat.bericht(sleutel)
    assert HOME in (await send(meetlat.anna, "/start")).text
    assert row["status"] == BerichtStatus.OPEN
    monkeypatch.setitem(SJABLONEN, "from_the_future", plain(menu()))
    await meetlat.became(sleutel, BerichtStatus.VERZONDEN)


async def test_a_bericht_that_cannot_be_read_is_dead_and_spares_the_menu(meetlat: Meetlat) -> None:
    await send(meetlat.anna, "/start")
    row = await meetlat.became(await meetlat.post("missed", {"van": "yesterday"}), BerichtStatus.DOOD)
    assert row["fout"] == "UnreadableError"
    assert HOME in (await send(meetlat.anna, "/start")).text


@pytest.mark.parametrize("route", ["record", "new", "nowhere", "put_away/1"])
async def test_only_doorways_may_stand_on_what_is_sent_unasked(
    route: str, meetlat: Meetlat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SJABLONEN, "wrong", plain(Button(verbatim("x"), Target(route))))
    assert (await meetlat.became(await meetlat.post("wrong"), BerichtStatus.DOOD))["fout"] == "UnreadableError"


async def test_who_comes_too_late_to_the_sending_gives_it_back(
    meetlat: Meetlat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that stood still between claim and call must not send what somebody else may have sent by then."""
    await send(meetlat.anna, "/start")
    stood_still = iter([31.0])
    monkeypatch.setattr(worker.Claimed, "left", property(lambda _: 60.0 - next(stood_still, 0.0)))
    await settled(meetlat)
    assert len(pushed(meetlat.anna)) == 1
    assert next(stood_still, None) is None


async def test_a_stop_gives_back_what_was_not_sent(meetlat: Meetlat, monkeypatch: pytest.MonkeyPatch) -> None:
    await send(meetlat.anna, "/start")
    waiting = asyncio.Event()

    async def never(_: object) -> None:
        waiting.set()
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.tg.pushing.Pusher.turn", never)
    sleutel = await meetlat.post("missed", GAP)
    await waiting.wait()
    await meetlat.stop()
    row = await meetlat.bericht(sleutel)
    assert (row["status"], row["eigenaar"], row["lease_tot"]) == ("open", None, None)


def plain(button: Button) -> Any:
    """A template with one button."""

    async def template(_: Post, __: object) -> Screen:
        return Screen((title(verbatim("x")),), ((button,),))

    return template
