"""What a person sees and does about being reached: browsers, an address with its code, the order, a test message."""

from __future__ import annotations

import re

import pytest
from aiohttp import ClientSession
from channels.steps import measured
from support.page import Visitor
from support.push_service import BrowserAt
from support.reaching import ADDRESS, Scene
from support.running import ANNA, TESS, pushed, send, tap, until

from bot.reaching.addresses import CODE_LASTS, MOST_WRONG
from flows.ways import Way
from storage.outbox.berichten import BerichtStatus
from storage.tables import AUDIT, BERICHT, CHAT, GEZIEN

FORM = "/push/subscribe"


async def at_ways(visitor: Visitor) -> Visitor:
    await visitor.open()
    await visitor.presses("Menu" if "Menu" in visitor.page.labels else "Instellingen")
    if "Meldingen" not in visitor.page.labels:
        await visitor.press("Instellingen")
    await visitor.press("Meldingen")
    return visitor


async def sent(visitor: Visitor, path: str, form: dict[str, str]) -> int:
    """What is answered to a form that a script sends."""
    async with visitor.session.post(visitor._url(path), data=form) as response:
        return response.status


async def switched_on(visitor: Visitor, browser: BrowserAt) -> int:
    return await sent(visitor, FORM, visitor.page.forms[FORM] | browser.form)


async def code_in_the_mail(scene: Scene, number: int = 1) -> str:
    """The code in the newest of so many mails."""
    await until(lambda: len(scene.mail.to(ADDRESS)) == number, "a code by mail")
    found = re.search(r"[0-9]{3} [0-9]{3}", str(scene.mail.to(ADDRESS)[-1]["Subject"]))
    assert found is not None
    return found[0]


async def test_a_browser_is_switched_on_tried_out_and_switched_off(either_scene: Scene) -> None:
    browser = either_scene.push.browser()
    async with either_scene.meetlat.browser(ANNA) as visitor:
        visitor.session.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0"
        await at_ways(visitor)
        assert visitor.page.heading == "Hoe wilt u berichten krijgen?"
        assert "1. Pushmelding: niet ingesteld" in " ".join(visitor.page.lines)
        assert "Stuur een proefbericht" not in visitor.page.labels
        assert await switched_on(visitor, browser) == 204
        await visitor.open()
        assert "Firefox op Linux, sinds 20 november 2026" in " ".join(visitor.page.lines)
        await visitor.press("Stuur een proefbericht")
        await until(lambda: browser.notices, "the test message")
        assert browser.notices[0].shown["body"] == "Dit is een proefbericht: het komt aan"
        await visitor.press("Uit: Firefox · Linux")
        assert "Daar komen geen meldingen meer." in visitor.page.text
        assert "1. Pushmelding: niet ingesteld" in " ".join(visitor.page.lines)
    assert [await either_scene.meetlat.trail(each) for each in ("push_aan", "push_uit", "proefbericht")] == [1, 1, 1]


async def test_what_a_browser_shows_ends_with_its_session(scene: Scene) -> None:
    kept, left = scene.push.browser(), scene.push.browser()
    async with scene.meetlat.browser(ANNA) as one, scene.meetlat.browser(ANNA) as other:
        for visitor, browser in ((one, kept), (other, left)):
            assert await switched_on(await at_ways(visitor), browser) == 204
        assert len(await scene.browsers()) == 2
        form = (await other.open()).forms["/tap"]
        assert await sent(other, "/out", {"csrf": form["csrf"], "key": form["key"]}) == 403, (
            "signed out, and at the door"
        )
    assert [each.toestel for each in await scene.browsers()] == [""]
    await scene.prefers(Way.PUSH)
    await scene.told()
    assert (len(kept.notices), left.calls) == (1, 0)


async def test_a_browser_that_somebody_else_takes_over_shows_nothing_of_before(scene: Scene) -> None:
    browser = await scene.browser()
    async with scene.meetlat.browser(TESS) as visitor:
        assert await switched_on(await at_ways(visitor), browser) == 204
        assert await sent(visitor, "/push/unsubscribe", visitor.page.forms[FORM] | {"endpoint": "else"}) == 204
        assert await scene.browsers() == ()
        assert await sent(visitor, "/push/unsubscribe", visitor.page.forms[FORM] | browser.form) == 204
    assert await scene.meetlat.trail("push_uit") == 1


async def test_a_browser_needs_a_session_a_form_of_ours_and_keys_that_can_be(scene: Scene) -> None:
    browser = scene.push.browser()
    async with scene.meetlat.browser(ANNA) as visitor:
        await at_ways(visitor)
        form = visitor.page.forms[FORM] | browser.form
        wrong = {"csrf": "x"}, {"endpoint": "file:///etc/passwd"}, {"p256dh": "A" * 87}, {"auth": "AAAA"}, {"auth": ""}
        for each in wrong:
            assert await sent(visitor, FORM, form | each) in (400, 403), each
        assert await scene.browsers() == ()
        async with ClientSession() as stranger, stranger.post(visitor._url(FORM), data=form) as response:
            assert response.status == 403


async def test_a_notice_opens_exactly_that_hermeting_and_three_taps_record_it(scene: Scene) -> None:
    code = await measured(scene.meetlat)
    browser = await scene.browser()
    await scene.prefers(Way.PUSH)
    scene.meetlat.clock.move(days=368)
    assert await scene.meetlat.sweep() == 1
    scene.meetlat.clock.move(hours=1)
    await until(lambda: browser.shown("digest"), "the notice of that day")
    (shown,) = browser.shown("digest")
    assert (shown["body"], shown["badge"], shown["tag"]) == (f"1 hermeting staat klaar. {code}", 1, "digest")
    assert shown["url"] == f"/open/start/{code}"
    async with scene.meetlat.browser(ANNA) as visitor:
        for _ in range(2):
            await visitor.get(shown["url"])
            assert "Klopt dit nog?" in visitor.page.text, "a second tap on it opens the same measurement"
        await visitor.presses("Alles klopt nog", "Nee", "Vastleggen")
        assert f"{code} vastgelegd" in visitor.page.text
    assert len(await scene.meetlat.history(code)) == 2


@pytest.mark.parametrize("route", ["record", "answer/Q1/ja", "way_first/mail", "mail_off", "nope", "start/K-2222222"])
async def test_a_link_from_outside_does_nothing_that_a_doorway_may_not(route: str, scene: Scene) -> None:
    await scene.mailbox()
    async with scene.meetlat.browser(ANNA) as visitor:
        before = await scene.meetlat.records()
        await visitor.get(f"/open/{route}")
        assert visitor.page.status == 200
        assert await scene.meetlat.records() == before
        async with scene.meetlat.storage.look() as unit:
            assert await unit.ways.mail(ANNA.id) is not None


async def test_a_page_of_another_site_moves_nobody(scene: Scene) -> None:
    async with scene.meetlat.browser(ANNA) as visitor:
        await visitor.open()
        revision = visitor.page.revision
        visitor.session.headers["Sec-Fetch-Site"] = "cross-site"
        await visitor.get("/open/messages/0")
        assert visitor.page.heading == "Een pagina van Meetlat"
        del visitor.session.headers["Sec-Fetch-Site"]
        assert (await visitor.open()).revision == revision
        assert (await visitor.get("/open/messages/0")).heading == "Berichten"
    async with ClientSession() as stranger, stranger.get(visitor._url("/open/messages/0")) as response:
        assert response.status == 403


async def test_an_address_counts_once_its_code_is_typed(either_scene: Scene) -> None:
    async with either_scene.meetlat.browser(ANNA) as visitor:
        await (await at_ways(visitor)).press("E-mailadres")
        for wrong in ("anna", "anna@", "anna@gemeente", "a b@gemeente.example", "anna@gemeente.example\r\nBcc: x@y.nl"):
            assert "Dat is geen e-mailadres" in (await visitor.say(wrong)).text
        assert "De code is onderweg" in (await visitor.say("anna@Gemeente.Example")).text
        code = await code_in_the_mail(either_scene)
        assert (await either_scene.told())["weg"] != "mail", "it is nobody's way yet"
        assert "Die code klopt niet" in (await visitor.say(f"{(int(code[:3]) + 1) % 1000:03} {code[4:]}")).text
        await visitor.say(code)
        assert "Dit adres klopt" in visitor.page.text
        assert f"E-mailadres: {ADDRESS}" in " ".join(visitor.page.lines)
        assert code not in (await visitor.presses("Menu")).text
        assert (await either_scene.told())["weg"] == "mail"
    async with either_scene.meetlat.storage.look() as unit:
        for table in (BERICHT, AUDIT, CHAT, GEZIEN):
            kept = repr((await unit.connection.execute(table.select())).all())
            assert ADDRESS not in kept and code not in kept and code.replace(" ", "") not in kept, table.name


async def test_a_code_works_for_a_while_and_a_few_tries(scene: Scene) -> None:
    async with scene.meetlat.browser(ANNA) as visitor:
        await (await at_ways(visitor)).press("E-mailadres")
        await visitor.say(ADDRESS)
        code = await code_in_the_mail(scene)
        scene.meetlat.clock.move(seconds=CODE_LASTS.total_seconds())
        assert "Die code werkt niet meer" in (await visitor.say(code)).text
        await visitor.press("Stuur een nieuwe code")
        code = await code_in_the_mail(scene, 2)
        for _ in range(MOST_WRONG):
            await visitor.say("000 000" if code != "000 000" else "111 111")
        assert "Die code werkt niet meer" in (await visitor.say(code)).text
        for _ in range(7):
            await visitor.press("Stuur een nieuwe code")
        assert "Dat is genoeg voor vandaag" in visitor.page.text
        await visitor.press("Geen e-mail meer")
        assert "Het adres is vergeten" in visitor.page.text


async def test_an_address_never_passes_telegram(scene: Scene) -> None:
    anna = scene.meetlat.anna
    await send(anna, "/start")
    await scene.mailbox()
    shown = await tap(anna, "Instellingen", "Meldingen")
    assert "E-mail: staat aan" in shown.text
    assert "E-mailadres" not in shown.labels
    await anna.tap_data(shown.id, f"{scene_revision(shown)}.mail_address")
    await until(lambda: "alleen in de webchat" in anna.screen.text, "a kind answer")
    refused = await send(anna, "ander@gemeente.example")
    assert "Wat u hier typte is niet bewaard" in refused.text
    assert all(ADDRESS not in message.text and "ander@" not in message.text for message in anna.chat if message.by_bot)
    async with scene.meetlat.storage.look() as unit:
        mail = await unit.ways.mail(ANNA.id)
    assert mail is not None and mail.adres == ADDRESS


def scene_revision(message: object) -> str:
    """The revision that the buttons of a message carry."""
    rows = message.rows  # type: ignore[attr-defined]  # of the simulator
    return str(rows[0][0].target.partition(".")[0])


async def test_the_order_is_changed_by_a_tap(scene: Scene) -> None:
    await send(scene.meetlat.anna, "/start")
    await scene.browser()
    await scene.mailbox()
    async with scene.meetlat.browser(ANNA) as visitor:
        await at_ways(visitor)
        await visitor.press("Eerst e-mail")
        lines = [line for line in visitor.page.lines if re.match(r"[0-9]\. ", line)]
        assert lines == ["1. E-mail: staat aan", "2. Telegram: staat aan", "3. Pushmelding: staat aan"]
    assert (await scene.told())["weg"] == "mail"
    assert pushed(scene.meetlat.anna) == []


async def test_a_code_that_can_go_nowhere_is_left_out(scene: Scene) -> None:
    async with scene.meetlat.storage.unit() as unit:
        now = scene.meetlat.clock()
        await unit.berichten.post("mail_code:x", ANNA.id, "mail_code", {}, at=now, weg=Way.MAIL)
    await scene.meetlat.became("mail_code:x", BerichtStatus.VERVALLEN)
    assert scene.mail.mail == []
