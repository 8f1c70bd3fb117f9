"""Along the first way that works: push and mail out of the one outbox, over real HTTP and real SMTP."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from aiohttp import ClientSession
from support.reaching import GAP, Scene
from support.running import ANNA, BEA, PATIENCE, TESS, pushed, send, until

from flows.ways import Way
from storage.outbox import berichten
from storage.outbox.berichten import BerichtStatus
from storage.tables import ACCOUNT


async def test_a_notice_comes_encrypted_with_counts_and_where_it_leads(either_scene: Scene) -> None:
    browser = await either_scene.browser()
    row = await either_scene.told()
    assert (row["weg"], row["mislukt"], row["fout"]) == ("push", None, None)
    (notice,) = browser.notices
    assert notice.shown == {
        "title": "Meetlat",
        "body": "Er is een nieuw bericht: melding na een storing",
        "url": "/open/messages/0",
        "tag": f"bericht-{row['id']}",
        "badge": None,
    }
    assert b"Meetlat" not in notice.raw
    assert (notice.ttl, notice.urgency, notice.topic) == (12 * 3600, "normal", f"bericht-{row['id']}")
    assert notice.claims["sub"] == "https://127.0.0.1"
    (kept,) = await either_scene.browsers()
    assert kept.gelukt == either_scene.meetlat.clock()


async def test_mail_comes_over_tls_with_counts_and_a_way_out(either_scene: Scene) -> None:
    address = await either_scene.mailbox()
    row = await either_scene.told()
    assert row["weg"] == "mail"
    (message,) = either_scene.mail.to(address)
    assert message["Subject"] == "Meetlat: Er is een nieuw bericht: melding na een storing"
    assert message["From"] == "Meetlat Gemeente Voorbeeld <meetlat@gemeente.example>"
    assert message["Date"].datetime == either_scene.meetlat.clock().replace(microsecond=0)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(message["Message-ID"]).startswith(f"<bericht-{row['id']}.")
    text, page = (part.get_content() for part in message.iter_parts())
    assert f"Open Meetlat: http://127.0.0.1/open/message/{row['id']}" in text
    assert "<p>Er is een nieuw bericht: melding na een storing</p>" in page
    way_out = str(message["List-Unsubscribe"]).strip("<>").removeprefix("http://127.0.0.1/")
    async with ClientSession() as program:
        async with program.get(f"{either_scene.meetlat.address}{way_out}") as shown:
            assert "Geen e-mail meer?" in await shown.text()
        assert await either_scene.told(), "a scanner that opens the link changes nothing"
        body = {"List-Unsubscribe": "One-Click"}
        async with program.post(f"{either_scene.meetlat.address}{way_out}", data=body) as shown:
            assert "Uw adres is vergeten" in await shown.text()
        async with program.post(f"{either_scene.meetlat.address}{way_out[:-1]}x", data=body) as shown:
            assert shown.status == 403
    before = len(either_scene.mail.mail)
    await either_scene.told()
    assert len(either_scene.mail.mail) == before
    assert await either_scene.meetlat.trail("mailadres_vergeten") == 1


async def test_the_order_is_the_persons_own(scene: Scene) -> None:
    await send(scene.meetlat.anna, "/start")
    browser, address = await scene.browser(), await scene.mailbox()
    assert (await scene.told())["weg"] == "tg"
    await scene.prefers(Way.MAIL, Way.PUSH)
    assert (await scene.told())["weg"] == "mail"
    await scene.prefers(Way.PUSH)
    assert (await scene.told())["weg"] == "push"
    assert (len(pushed(scene.meetlat.anna)), len(scene.mail.to(address)), len(browser.notices)) == (1, 1, 1)
    assert await scene.lost() == []


@pytest.mark.parametrize("gone", [404, 410])
async def test_a_browser_that_is_gone_is_dropped_and_the_next_way_is_tried(either_scene: Scene, gone: int) -> None:
    browser, address = await either_scene.browser(), await either_scene.mailbox()
    either_scene.push.always = gone
    row = await either_scene.told()
    assert (row["weg"], row["mislukt"], browser.calls) == ("mail", "push", 1)
    assert len(either_scene.mail.to(address)) == 1
    await either_scene.told()
    assert browser.calls == 1
    assert await either_scene.meetlat.trail("kanaal_dicht") == 1
    assert await either_scene.lost() == []


async def test_one_of_two_browsers_is_enough_and_the_other_is_forgotten(scene: Scene) -> None:
    await scene.prefers(Way.PUSH)
    old, new = await scene.browser(), await scene.browser()
    scene.push.forget(old)
    assert (await scene.told())["weg"] == "push"
    assert len(new.notices) == 1
    assert len(await scene.browsers()) == 1
    assert await scene.meetlat.trail("kanaal_dicht") == 0


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_busy_push_service_is_tried_again(scene: Scene, status: int) -> None:
    await scene.prefers(Way.PUSH)
    browser = await scene.browser()
    scene.push.answers[browser.endpoint.rpartition("/")[2]] = [status] * 3
    row = await scene.told()
    assert (row["weg"], row["pogingen"], len(browser.notices)) == ("push", 3, 1)


async def test_a_push_service_that_asks_to_wait_is_given_time(scene: Scene) -> None:
    await scene.prefers(Way.PUSH)
    browser = await scene.browser()
    scene.push.headers["Retry-After"] = "120"
    scene.push.answers[browser.endpoint.rpartition("/")[2]] = [429]
    sleutel = await scene.meetlat.post("missed", GAP)
    row = await scene.tries(sleutel, 1)
    assert row["lease_tot"] >= scene.meetlat.clock() + timedelta(seconds=120)
    scene.meetlat.clock.move(seconds=121)
    await scene.meetlat.became(sleutel, BerichtStatus.VERZONDEN)


async def test_an_endpoint_that_fails_for_days_gives_way_and_is_forgotten(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(berichten, "FIRST_RETRY", timedelta(minutes=10))
    monkeypatch.setattr(berichten, "LONGEST_RETRY", timedelta(minutes=10))
    await scene.prefers(Way.PUSH, Way.MAIL)
    await scene.browser()
    address = await scene.mailbox()
    scene.push.always = 500
    sleutel = await scene.meetlat.post("missed", GAP)
    for number in range(6):
        await scene.tries(sleutel, number + 1)
        scene.meetlat.clock.move(minutes=11)
    row = await scene.meetlat.became(sleutel, BerichtStatus.VERZONDEN)
    assert (row["weg"], row["mislukt"]) == ("mail", "push")
    scene.meetlat.clock.move(days=3)
    before = len(scene.mail.to(address))
    later = await scene.meetlat.post("missed", GAP)
    await forgotten(scene)
    scene.meetlat.clock.move(hours=1)
    await scene.meetlat.became(later, BerichtStatus.VERZONDEN)
    assert len(scene.mail.to(address)) == before + 1


async def forgotten(scene: Scene) -> None:
    """Wait until no browser is known any more."""
    async with asyncio.timeout(PATIENCE):
        known = await scene.browsers()
        while known:
            await asyncio.sleep(0.01)
            known = await scene.browsers()


async def test_a_key_that_the_push_service_refuses_keeps_the_browser(scene: Scene) -> None:
    await scene.prefers(Way.PUSH)
    browser = await scene.browser()
    await send(scene.meetlat.anna, "/start")
    scene.push.answers[browser.endpoint.rpartition("/")[2]] = [403]
    assert (await scene.told())["weg"] == "tg", "it goes another way at once"
    assert (await scene.told())["weg"] == "push"


async def test_a_mailbox_that_is_refused_closes_the_way(either_scene: Scene) -> None:
    address = await either_scene.mailbox()
    either_scene.mail.recipients[address] = ["550 5.1.1 No such user here"]
    row = await either_scene.told()
    assert (row["fout"], row["status"]) == ("MailRefused", "verzonden")
    assert await either_scene.lost() == [TESS.id]
    tried = either_scene.mail.tried
    await either_scene.told()
    assert either_scene.mail.tried == tried, "nobody calls there any more"
    assert await either_scene.lost() == [TESS.id], "and it is said once"
    await either_scene.mailbox()
    await either_scene.told()
    assert len(either_scene.mail.to(address)) == 1
    async with either_scene.meetlat.storage.look() as unit:
        assert not await unit.reach.is_lost(ANNA.id)


@pytest.mark.parametrize(
    ("where", "refusal"),
    [("recipients", "451 4.7.1 Greylisted"), ("data", "451 4.3.0 Try again later"), ("data", "452 4.2.2 Full")],
)
async def test_what_a_mail_server_puts_off_is_tried_again(scene: Scene, where: str, refusal: str) -> None:
    await scene.prefers(Way.MAIL)
    address = await scene.mailbox()
    if where == "data":
        scene.mail.data += [refusal] * 2
    else:
        scene.mail.recipients[address] = [refusal] * 2
    row = await scene.told()
    assert (row["weg"], row["pogingen"], len(scene.mail.to(address))) == ("mail", 2, 1)


async def test_a_mail_server_that_accepts_and_then_refuses_gives_way_to_the_next(scene: Scene) -> None:
    await scene.prefers(Way.MAIL)
    await scene.mailbox()
    await send(scene.meetlat.anna, "/start")
    scene.mail.data.append("554 5.6.0 Message content rejected")
    row = await scene.told()
    assert (row["weg"], row["mislukt"]) == ("tg", "mail")
    assert (await scene.told())["weg"] == "mail", "the mailbox is as good as before"


@pytest.mark.parametrize("refusal", ["554 5.7.1 Relay access denied", "550 5.7.0 Policy"])
async def test_where_it_is_meetlat_that_is_refused_nobodys_mailbox_is_closed(scene: Scene, refusal: str) -> None:
    scene.meetlat.clock.run()
    await scene.prefers(Way.MAIL)
    address = await scene.mailbox()
    scene.mail.recipients[address] = [refusal]
    assert (await scene.told())["weg"] == "mail"
    assert len(scene.mail.to(address)) == 1


async def test_a_mail_server_that_is_down_halts_mail_alone_and_shows(scene: Scene) -> None:
    scene.meetlat.clock.run()
    await scene.prefers(Way.MAIL)
    address, browser = await scene.mailbox(), await scene.browser(TESS)
    await scene.prefers(Way.PUSH, who=TESS)
    scene.mail.go_down()
    sleutel = await scene.meetlat.post("missed", GAP)
    await scene.tries(sleutel, 1)
    assert (await scene.told(TESS))["weg"] == "push"
    assert len(browser.notices) == 1
    assert await failing(scene) == ["sending mail"]
    scene.mail.come_up()
    assert (await scene.meetlat.became(sleutel, BerichtStatus.VERZONDEN))["weg"] == "mail"
    assert len(scene.mail.to(address)) == 1
    assert await failing(scene) == []


async def test_a_password_that_is_not_right_halts_mail_and_shows(scene: Scene) -> None:
    scene.meetlat.clock.run()
    await scene.prefers(Way.MAIL)
    address = await scene.mailbox()
    scene.mail.password = "something else"
    sleutel = await scene.meetlat.post("missed", GAP)
    assert (await scene.tries(sleutel, 1))["fout"] == "MailSignIn"
    assert await failing(scene) == ["sending mail"]
    scene.mail.password = scene.mail.settings["mail_password"]
    await scene.meetlat.became(sleutel, BerichtStatus.VERZONDEN)
    assert len(scene.mail.to(address)) == 1


async def failing(scene: Scene) -> list[str]:
    """What the readiness page says."""
    async with ClientSession() as session, session.get(f"{scene.meetlat.address}readyz") as response:
        assert response.status == 200
        named = [line for line in (await response.text()).splitlines() if line.startswith("failing: ")]
        return named[0].removeprefix("failing: ").split(", ") if named else []


async def test_who_has_no_way_at_all_is_told_of_once_to_who_leads(either_scene: Scene) -> None:
    row = await either_scene.told()
    assert (row["status"], row["fout"]) == ("verzonden", None)
    await either_scene.told()
    assert await either_scene.lost() == [TESS.id]
    async with either_scene.meetlat.browser(TESS) as visitor:
        await visitor.press("Berichten (1)")
        assert visitor.page.heading == "Berichten bereiken Klantmanager 1 niet"
        await either_scene.browser()
        assert "Er zijn geen nieuwe berichten." in (await visitor.presses("Menu", "Instellingen", "Menu")).text or (
            "Berichten (1)" not in visitor.page.labels
        )


async def test_every_way_is_tried_once_and_then_the_lead_hears(scene: Scene) -> None:
    await send(scene.meetlat.phone(TESS), "/start")
    await send(scene.meetlat.anna, "/start")
    await scene.meetlat.api.block(scene.meetlat.anna)
    browser, address = await scene.browser(), await scene.mailbox()
    scene.push.forget(browser)
    scene.mail.recipients[address] = ["550 5.1.1 Unknown"]
    row = await scene.told()
    assert (row["mislukt"], row["status"]) == ("tg push", "verzonden")
    await until(lambda: pushed(scene.meetlat.phone(TESS)), "a message for the team lead")
    assert await scene.lost() == [TESS.id]
    assert await scene.meetlat.trail("kanaal_dicht") == 3


async def test_what_waits_goes_another_way_when_that_is_chosen_and_after_signing_out(scene: Scene) -> None:
    browser = await scene.browser()
    scene.push.always = 500
    await scene.prefers(Way.PUSH)
    sleutel = await scene.meetlat.post("missed", GAP)
    await scene.tries(sleutel, 1)
    await send(scene.meetlat.anna, "/start")
    async with scene.meetlat.storage.unit() as unit:
        await unit.sessions.end_all(ANNA.id)
    assert (await scene.meetlat.became(sleutel, BerichtStatus.VERZONDEN))["weg"] == "tg"
    assert browser.notices == []


async def test_a_beheerder_without_a_lead_is_told_of_by_the_others(scene: Scene) -> None:
    async with scene.meetlat.storage.unit() as unit:
        await unit.connection.execute(ACCOUNT.delete().where(ACCOUNT.c.functionaris == TESS.id))
    await scene.told(TESS)
    assert await scene.lost(TESS) == [BEA.id]


async def test_what_a_colleague_switched_on_ends_with_that_colleague(either_scene: Scene) -> None:
    """Whoever signed in with a link that they made for Anna must not hear what Anna is told, once she says so."""
    for ending in ("denied", "left"):
        browser, storage, now = either_scene.push.browser(), either_scene.meetlat.storage, either_scene.meetlat.clock()
        async with storage.unit() as unit:
            await unit.ways.subscribe(ANNA.id, browser.address, "f" * 64, "", now, BEA.id)
            await unit.ways.give_mail(ANNA.id, "bea@gemeente.example", now, BEA.id)
            assert await unit.ways.maker_of(ANNA.id, "f" * 16) == BEA.id
        async with storage.unit() as unit:
            if ending == "denied":
                assert await unit.ways.deny(ANNA.id, BEA.id)
            else:
                await unit.people.remove(BEA.id, now)
        async with storage.look() as unit:
            assert (await unit.ways.browsers(ANNA.id), await unit.ways.mail(ANNA.id)) == ((), None)


async def test_who_left_keeps_no_browser_and_no_address(either_scene: Scene) -> None:
    browser, _ = await either_scene.browser(), await either_scene.mailbox()
    await either_scene.meetlat.remove(ANNA)
    await either_scene.told(status=BerichtStatus.VERVALLEN)
    assert browser.calls == 0
    async with either_scene.meetlat.storage.look() as unit:
        assert (await unit.ways.browsers(ANNA.id), await unit.ways.mail(ANNA.id)) == ((), None)
