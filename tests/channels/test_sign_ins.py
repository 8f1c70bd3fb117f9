"""Who was signed in by whom: the person hears of it, can end it, and keeps nothing in sight once it is over."""

from __future__ import annotations

from channels.steps import measured
from support.botapi.person import Person
from support.house import ANNA, BEA, BRAM, TESS, House, after, live, pushed, send, tap, until
from support.page import Visitor

from bot.people.links import hashed
from flows.people import Rol
from storage import tables

COLLEAGUES = "Collega’s"
PARTED = "Uw toegang is beëindigd."


async def made_for(house: House, who: str) -> str:
    """The token of a sign-in link that Bea makes for a colleague."""
    bea = house.phone(BEA)
    await send(bea, "/start")
    await tap(bea, COLLEAGUES, who, "Nieuwe aanmeldlink")
    return live(bea).message.text.partition("?start=")[2].split()[0]


async def trail(house: House, wat: str) -> list[tuple[str | None, str | None, str | None]]:
    """Who did something, about whom, and with whose link."""
    async with house.storage.look() as unit:
        rows = await unit.connection.execute(tables.AUDIT.select().where(tables.AUDIT.c.wat == wat))
        return [(row.wie, row.bij, row.via) for row in rows]


def open_screens(person: Person, code: str) -> list[str]:
    """What can still be tapped or shows a code; the receipt of a measurement is one line of its own."""
    shown = [message for message in person.chat if message.by_bot and not message.text.startswith("✔")]
    return [message.text for message in shown if message.rows or code in message.text]


async def told(person: Person, words: str) -> None:
    await until(lambda: any(words in message.text for message in pushed(person)), f"{words} on Telegram")


async def test_who_is_signed_in_by_a_beheerder_hears_of_it_and_can_end_it(either_house: House) -> None:
    house = either_house
    await send(house.anna, "/start")
    await send(house.phone(TESS), "/start")
    token = await made_for(house, "Klantmanager 1")
    async with Visitor(lambda: house.address, lambda: house.link_token(BEA)) as bea:
        assert "Klantmanager 1" in (await bea.sign_in(token)).text
        assert await trail(house, "ingelogd") == [(ANNA.id, BEA.id, BEA.id)]
        await told(house.anna, "die Beheerder 1 voor u maakte")
        await bea.tap("create")
        assert (await trail(house, "nieuwe_client") or await trail(house, "gestart"))[0][2] == BEA.id
        message = pushed(house.anna)[-1]
        button = next(b for row in message.rows for b in row if b.label == "Dit was ik niet")
        await after(house.anna, house.anna.tap_data(message.id, button.target))
        await tap(house.anna, "Beëindig die aanmelding")
        assert "De aanmelding is beëindigd" in live(house.anna).message.text
        assert (await bea.open()).status == 403
    assert await trail(house, "aanmelding_ontkend") == [(ANNA.id, BEA.id, None)]
    await told(house.phone(TESS), "Klantmanager 1: dit was ik niet")


async def test_a_link_of_ones_own_is_nobody_elses(house: House) -> None:
    async with house.browser(ANNA) as visitor:
        page = await visitor.presses("Instellingen", "Koppel Telegram")
        token = page.text.partition("?start=")[2][:32]
        phone = house.api.person(811)
        await send(phone, f"/start {token}")
    assert await trail(house, "gekoppeld") == [(ANNA.id, None, None)]
    assert not [message for message in pushed(phone) if "aanmeldlink" in message.text]


async def test_a_second_account_is_told_of_on_both_and_the_first_keeps_nothing(either_house: House) -> None:
    house = either_house
    code = await measured(house)
    await send(house.anna, "/clienten")
    second = house.api.person(812)
    await send(second, f"/start {await made_for(house, 'Klantmanager 1')}")
    await told(second, "Ander Telegram-account gekoppeld")
    await until(lambda: "losgekoppeld" in house.anna.chat[-1].text, "the first account hears of it")
    assert open_screens(house.anna, code) == []
    async with house.browser(ANNA) as visitor:
        page = await visitor.presses("Berichten (2)")
        assert "die Beheerder 1 voor u maakte" in page.text or "Ander Telegram-account" in page.text


async def test_an_account_that_somebody_else_linked_is_unlinked_from_the_web(house: House) -> None:
    other = house.api.person(813)
    await send(other, f"/start {await made_for(house, 'Klantmanager 1')}")
    async with house.browser(ANNA) as visitor:
        await visitor.tap("not_me/account")
        page = await visitor.press("Beëindig die aanmelding")
        assert "De aanmelding is beëindigd" in page.text
    await until(lambda: "losgekoppeld" in other.chat[-1].text, "the account says so")
    await other.send("/start")
    await other.see("alleen voor genodigden")


async def test_nothing_is_denied_that_was_ones_own(house: House) -> None:
    async with house.browser(ANNA) as visitor, house.browser(BRAM) as bram:
        async with house.storage.look() as unit:
            mine = (await unit.connection.execute(tables.WEBSESSION.select())).first()
        assert mine is not None
        for sign_in in ("account", mine.token[:16], hashed("x")[:16], "_", "a"):
            assert "Deze aanmelding is er niet meer" in (await visitor.tap(f"end_sign_in/{sign_in}")).text
        assert (await bram.open()).status == (await visitor.open()).status == 200
    assert await house.trail("aanmelding_ontkend") == 0


async def test_everything_is_signed_out_by_oneself_and_by_a_beheerder(house: House) -> None:
    async with house.browser(ANNA) as one, house.browser(ANNA) as two, house.browser(BRAM) as bram:
        await one.presses("Instellingen", "Alles afmelden", "Ja, alles afmelden")
        assert [(await each.open()).status for each in (one, two, bram)] == [403, 403, 200]
        async with house.browser(BEA) as bea:
            page = await bea.presses(COLLEAGUES, "Klantmanager 2", "Alles afmelden")
            assert "in elke browser afgemeld" in page.text
        assert (await bram.open()).status == 403
    assert await trail(house, "overal_afgemeld") == [(ANNA.id, ANNA.id, None), (BEA.id, BRAM.id, None)]


async def test_signing_out_ends_a_link_that_was_not_used_yet(house: House) -> None:
    token = await made_for(house, "Klantmanager 1")
    async with house.browser(ANNA) as visitor:
        await visitor.presses("Instellingen", "Alles afmelden", "Ja, alles afmelden")
        assert (await visitor.sign_in(token)).status == 403


async def test_who_is_removed_keeps_no_code_and_no_menu(either_house: House) -> None:
    house = either_house
    code = await measured(house)
    await send(house.anna, "/start")
    await tap(house.anna, "Mijn cliënten")
    assert code in str(live(house.anna).message.rows)
    commands = house.api.account().commands
    await until(lambda: any(scope == "chat:101" for scope, _ in commands), "the menu of a klantmanager")
    bea = house.phone(BEA)
    await send(bea, "/start")
    await tap(bea, COLLEAGUES, "Klantmanager 1", "Toegang beëindigen", "Ja, beëindigen", "Definitief beëindigen")
    await until(lambda: PARTED in house.anna.chat[-1].text, "the chat says so")
    assert open_screens(house.anna, code) == []
    await until(lambda: not any(scope == "chat:101" for scope, _ in commands), "the menu of strangers")


async def test_who_is_removed_elsewhere_is_told_all_the_same(house: House) -> None:
    """From the command line, or by another process."""
    code = await measured(house)
    await send(house.anna, "/clienten")
    async with house.storage.unit() as unit:
        await unit.people.remove(ANNA.id, house.clock())
        await unit.chats.part(ANNA.id, "access_is_over")
    await until(lambda: PARTED in house.anna.chat[-1].text, "the chat says so")
    assert open_screens(house.anna, code) == []


async def test_longer_validity_leaves_a_line_in_the_trail(house: House) -> None:
    await made_for(house, "Klantmanager 1")
    await tap(house.phone(BEA), "3 dagen geldig")
    assert await trail(house, "link_verlengd") == [(BEA.id, ANNA.id, None)]


async def test_what_a_removed_beheerder_handed_out_is_worth_nothing(either_house: House) -> None:
    house = either_house
    second, phone = await house.newcomer(Rol.BEHEERDER, None)
    await send(phone, "/start")
    await tap(phone, "Iemand uitnodigen", "Beheerder")
    invitation = live(phone).message.text.partition("?start=")[2].split()[0]
    await send(phone, "/start")
    await tap(phone, COLLEAGUES, "Klantmanager 2", "Nieuwe aanmeldlink")
    link, other = live(phone).message.text.partition("?start=")[2].split()[0], await made_for(house, "Klantmanager 2")
    async with Visitor(lambda: house.address, lambda: house.link_token(BRAM)) as visitor:
        await visitor.sign_in(link)
        await house.remove(second)
        assert (await visitor.open()).status == 403
        assert (await visitor.sign_in(other)).status == 200
    stranger = house.api.person(814)
    await stranger.send(f"/start {invitation}")
    await stranger.see("alleen voor genodigden")
