"""Who was signed in by whom: the person hears of it, can end it, and keeps nothing in sight once it is over."""

from __future__ import annotations

from channels.steps import measured
from support.botapi.person import Person
from support.page import Visitor
from support.running import ANNA, BEA, BRAM, TESS, Meetlat, after, live, pushed, send, tap, until

from bot.people.links import hashed
from flows.people import Rol
from storage import tables

COLLEAGUES = "Collega’s"
DEVICES = "Aangemelde apparaten"
UNLINKED = "Dit Telegram-account is losgekoppeld"
PARTED = "Uw toegang is beëindigd."


async def made_for(meetlat: Meetlat, who: str) -> str:
    """The token of a sign-in link that Bea makes for a colleague."""
    bea = meetlat.phone(BEA)
    await send(bea, "/start")
    await tap(bea, COLLEAGUES, f"{who} · Team t{who[-1]}", "Nieuwe aanmeldlink")
    return live(bea).message.text.partition("?start=")[2].split()[0]


async def trail(meetlat: Meetlat, wat: str) -> list[tuple[str | None, str | None, str | None]]:
    """Who did something, about whom, and with whose link."""
    async with meetlat.storage.look() as unit:
        rows = await unit.connection.execute(tables.AUDIT.select().where(tables.AUDIT.c.wat == wat))
        return [(row.wie, row.bij, row.via) for row in rows]


def open_screens(person: Person, code: str) -> list[str]:
    """What can still be tapped or shows a code; the receipt of a measurement is one line of its own."""
    shown = [message for message in person.chat if message.by_bot and not message.text.startswith("✔")]
    return [message.text for message in shown if message.rows or code in message.text]


async def says(person: Person, words: str, what: str) -> None:
    """Wait until it stands in a chat; what was sent unasked may stand below it."""
    await until(lambda: any(words in message.text for message in person.chat), what)


async def told(person: Person, words: str) -> None:
    await until(lambda: any(words in message.text for message in pushed(person)), f"{words} on Telegram")


async def test_who_is_signed_in_by_a_beheerder_hears_of_it_and_can_end_it(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    await send(meetlat.anna, "/start")
    await send(meetlat.phone(TESS), "/start")
    token = await made_for(meetlat, "Klantmanager 1")
    async with Visitor(lambda: meetlat.address, lambda: meetlat.link_token(BEA)) as bea:
        assert "Klantmanager 1" in (await bea.sign_in(token)).text
        assert await trail(meetlat, "ingelogd") == [(ANNA.id, BEA.id, BEA.id)]
        await told(meetlat.anna, "die Beheerder 1 voor u maakte")
        await bea.tap("create")
        assert (await trail(meetlat, "nieuwe_client") or await trail(meetlat, "gestart"))[0][2] == BEA.id
        message = pushed(meetlat.anna)[-1]
        button = next(b for row in message.rows for b in row if b.label == "Dit was ik niet")
        await after(meetlat.anna, meetlat.anna.tap_data(message.id, button.target))
        await tap(meetlat.anna, "Beëindig die aanmelding")
        assert "De aanmelding is beëindigd" in live(meetlat.anna).message.text
        assert (await bea.open()).status == 403
    assert await trail(meetlat, "aanmelding_ontkend") == [(ANNA.id, BEA.id, None)]
    await told(meetlat.phone(TESS), "Klantmanager 1: dit was ik niet")


async def test_a_link_of_ones_own_is_nobody_elses(meetlat: Meetlat) -> None:
    async with meetlat.browser(ANNA) as visitor:
        page = await visitor.presses("Instellingen", "Koppel Telegram")
        token = page.text.partition("?start=")[2][:32]
        phone = meetlat.api.person(811)
        await send(phone, f"/start {token}")
    assert await trail(meetlat, "gekoppeld") == [(ANNA.id, None, None)]
    assert not [message for message in pushed(phone) if "aanmeldlink" in message.text]


async def test_a_second_account_is_told_of_on_both_and_the_first_keeps_nothing(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    code = await measured(meetlat)
    await send(meetlat.anna, "/clienten")
    second = meetlat.api.person(812)
    await send(second, f"/start {await made_for(meetlat, 'Klantmanager 1')}")
    await told(second, "Ander Telegram-account gekoppeld")
    await says(meetlat.anna, UNLINKED, "the first account hears of it")
    assert open_screens(meetlat.anna, code) == []
    async with meetlat.browser(ANNA) as visitor:
        page = await visitor.presses("Berichten (2)")
        assert "die Beheerder 1 voor u maakte" in page.text or "Ander Telegram-account" in page.text


async def test_an_account_that_somebody_else_linked_is_unlinked_from_the_web(meetlat: Meetlat) -> None:
    other = meetlat.api.person(813)
    await send(other, f"/start {await made_for(meetlat, 'Klantmanager 1')}")
    async with meetlat.browser(ANNA) as visitor:
        await visitor.tap("not_me/account")
        page = await visitor.press("Beëindig die aanmelding")
        assert "De aanmelding is beëindigd" in page.text
    await says(other, UNLINKED, "the account says so")
    await other.send("/start")
    await other.see("alleen voor genodigden")


async def test_nothing_is_denied_that_was_ones_own(meetlat: Meetlat) -> None:
    async with meetlat.browser(ANNA) as visitor, meetlat.browser(BRAM) as bram:
        async with meetlat.storage.look() as unit:
            mine = (await unit.connection.execute(tables.WEBSESSION.select())).first()
        assert mine is not None
        for sign_in in ("account", mine.token[:16], hashed("x")[:16], "_", "a"):
            assert "Deze aanmelding is er niet meer" in (await visitor.tap(f"end_sign_in/{sign_in}")).text
        assert (await bram.open()).status == (await visitor.open()).status == 200
    assert await meetlat.trail("aanmelding_ontkend") == 0


async def test_everything_is_signed_out_by_oneself_and_by_a_beheerder(meetlat: Meetlat) -> None:
    async with meetlat.browser(ANNA) as one, meetlat.browser(ANNA) as two, meetlat.browser(BRAM) as bram:
        await one.presses("Instellingen", DEVICES, "Overal afmelden", "Ja, overal afmelden")
        assert [(await each.open()).status for each in (one, two, bram)] == [403, 403, 200]
        async with meetlat.browser(BEA) as bea:
            page = await bea.presses(COLLEAGUES, "Klantmanager 2 · Team t2", "Overal afmelden")
            assert "in elke browser afgemeld" in page.text
        assert (await bram.open()).status == 403
    assert await trail(meetlat, "overal_afgemeld") == [(ANNA.id, ANNA.id, None), (BEA.id, BRAM.id, None)]


async def test_signing_out_ends_a_link_that_was_not_used_yet(meetlat: Meetlat) -> None:
    token = await made_for(meetlat, "Klantmanager 1")
    async with meetlat.browser(ANNA) as visitor:
        await visitor.presses("Instellingen", DEVICES, "Overal afmelden", "Ja, overal afmelden")
        assert (await visitor.sign_in(token)).status == 403


async def test_who_is_removed_keeps_no_code_and_no_menu(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    code = await measured(meetlat)
    await send(meetlat.anna, "/start")
    await tap(meetlat.anna, "Mijn cliënten")
    assert code in str(live(meetlat.anna).message.rows)
    commands = meetlat.api.account().commands
    await until(lambda: any(scope == "chat:101" for scope, _ in commands), "the menu of a klantmanager")
    bea = meetlat.phone(BEA)
    await send(bea, "/start")
    await tap(
        bea, COLLEAGUES, "Klantmanager 1 · Team t1", "Toegang beëindigen", "Ja, beëindigen", "Definitief beëindigen"
    )
    await until(lambda: PARTED in meetlat.anna.chat[-1].text, "the chat says so")
    assert open_screens(meetlat.anna, code) == []
    await until(lambda: not any(scope == "chat:101" for scope, _ in commands), "the menu of strangers")


async def test_who_is_removed_elsewhere_is_told_all_the_same(meetlat: Meetlat) -> None:
    """From the command line, or by another process."""
    code = await measured(meetlat)
    await send(meetlat.anna, "/clienten")
    async with meetlat.storage.unit() as unit:
        await unit.people.remove(ANNA.id, meetlat.clock())
        await unit.chats.part(ANNA.id, "access_is_over")
    await until(lambda: PARTED in meetlat.anna.chat[-1].text, "the chat says so")
    assert open_screens(meetlat.anna, code) == []


async def test_longer_validity_leaves_a_line_in_the_trail(meetlat: Meetlat) -> None:
    await made_for(meetlat, "Klantmanager 1")
    await tap(meetlat.phone(BEA), "3 dagen geldig")
    assert await trail(meetlat, "link_verlengd") == [(BEA.id, ANNA.id, None)]


async def test_what_a_removed_beheerder_handed_out_is_worth_nothing(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    second, phone = await meetlat.newcomer(Rol.BEHEERDER, None)
    await send(phone, "/start")
    await tap(phone, "Iemand uitnodigen", "Beheerder")
    invitation = live(phone).message.text.partition("?start=")[2].split()[0]
    await send(phone, "/start")
    await tap(phone, COLLEAGUES, "Klantmanager 2 · Team t2", "Nieuwe aanmeldlink")
    link, other = live(phone).message.text.partition("?start=")[2].split()[0], await made_for(meetlat, "Klantmanager 2")
    async with Visitor(lambda: meetlat.address, lambda: meetlat.link_token(BRAM)) as visitor:
        await visitor.sign_in(link)
        await meetlat.remove(second)
        assert (await visitor.open()).status == 403
        assert (await visitor.sign_in(other)).status == 200
    stranger = meetlat.api.person(814)
    await stranger.send(f"/start {invitation}")
    await stranger.see("alleen voor genodigden")
