"""A beheerder invites, lets a colleague sign in again and ends somebody's access, on both channels."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from channels.steps import HOME, begun, measured
from support.page import Visitor
from support.running import ANNA, BEA, BRAM, Meetlat, live, meetlat_on, send, tap
from support.storage import Databases

from flows.people import Functionaris, Rol

ONLY_HERE = "werkt alleen op deze computer"
COLLEAGUES = "Collega’s"


@pytest.fixture
async def without_telegram(sqlite_databases: Databases) -> AsyncIterator[Meetlat]:
    async with meetlat_on(await sqlite_databases.ready(), telegram_token=None) as meetlat:
        yield meetlat


@pytest.fixture
async def public(sqlite_databases: Databases) -> AsyncIterator[Meetlat]:
    async with meetlat_on(await sqlite_databases.ready(), public_url="http://meetlat.gemeente.test/") as meetlat:
        yield meetlat


def token_in(text: str) -> str:
    """The token of the web link that is shown."""
    return text.partition("/in/")[2][:32]


async def test_without_a_public_address_an_invitation_leads_to_where_meetlat_listens(
    without_telegram: Meetlat,
) -> None:
    meetlat = without_telegram
    async with (
        meetlat.browser(BEA) as visitor,
        Visitor(lambda: meetlat.address, lambda: meetlat.link_token(ANNA)) as guest,
    ):
        page = await visitor.presses("Iemand uitnodigen", "Klantmanager", "Team t1")
        assert f"{meetlat.address}in/" in page.text
        assert ONLY_HERE in page.text
        assert 'class="qr"' in page.text
        assert 'href=""' not in page.text
        assert "/in/" not in "".join(part.partition('"')[0] for part in page.text.split('href="')[1:])
        assert (await guest.sign_in(token_in(page.text))).heading == HOME
        assert (await visitor.open()).heading == "Deze link is gebruikt of verlopen"


async def test_on_a_phone_an_address_that_is_not_public_is_explained(meetlat: Meetlat) -> None:
    bea = meetlat.phone(BEA)
    await send(bea, "/start")
    text = (await tap(bea, "Iemand uitnodigen", "Beheerder")).text
    assert "t.me/" in text
    assert "nog geen adres voor anderen (MEETLAT_PUBLIC_URL)" in text
    assert "/in/" not in text


async def test_with_a_public_address_there_is_nothing_to_explain(public: Meetlat) -> None:
    bea = public.phone(BEA)
    await send(bea, "/start")
    text = (await tap(bea, "Iemand uitnodigen", "Beheerder")).text
    assert "http://meetlat.gemeente.test/in/" in text
    assert "MEETLAT_PUBLIC_URL" not in text
    assert [button for row in live(bea).message.raw_rows for button in row if "url" in button] == []


async def test_an_invitation_lasts_as_long_as_was_chosen(meetlat: Meetlat) -> None:
    bea = meetlat.phone(BEA)
    await send(bea, "/start")
    await tap(bea, "Iemand uitnodigen", "Beheerder")
    assert "verloopt na 1 dag" in (await tap(bea, "1 dag geldig")).text
    token = live(bea).message.text.partition("?start=")[2].split()[0]
    meetlat.clock.move(hours=23)
    await send(meetlat.api.person(700), f"/start {token}")
    assert HOME in live(meetlat.api.person(700)).message.text
    assert "al gebruikt of verlopen" in (await tap(bea, "3 dagen geldig")).text


async def test_colleagues_are_listed_with_role_and_team_eight_at_a_time(meetlat: Meetlat) -> None:
    for _ in range(6):
        await meetlat.newcomer()
    bea = meetlat.phone(BEA)
    await send(bea, "/start")
    page = await tap(bea, COLLEAGUES)
    assert "Met toegang: 10 · bladzijde 1 van 2" in page.text
    assert page.labels[:2] == ["Beheerder 1", "Klantmanager 1 · Team t1"]
    assert [name for name in ("Beheerder 1", "Klantmanager 2") if name in page.text] == []
    assert "Teamleider 1 · Team t1" in (await tap(bea, "Volgende ›")).labels


async def test_a_new_sign_in_link_is_for_the_colleague(meetlat: Meetlat) -> None:
    async with (
        meetlat.browser(BEA) as visitor,
        Visitor(lambda: meetlat.address, lambda: meetlat.link_token(BEA)) as other,
    ):
        page = await visitor.presses(COLLEAGUES, "Klantmanager 1 · Team t1", "Nieuwe aanmeldlink")
        assert "De aanmeldlink werkt één keer" in page.text
        assert "Klantmanager 1" in (await other.sign_in(token_in(page.text))).text
    assert len((await meetlat.records())["functionaris"]) == 4


async def test_access_ends_after_two_questions_that_say_what_stays_behind(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    await measured(meetlat)
    await begun(meetlat.anna, "Ja")
    bea = meetlat.phone(BEA)
    await send(bea, "/start")
    await tap(bea, COLLEAGUES, "Klantmanager 1 · Team t1", "Toegang beëindigen")
    assert "nog 2 cliënten" in live(bea).message.text
    assert "nog 1 meting niet afgerond" in live(bea).message.text
    await tap(bea, "Nee, toegang houden", "Toegang beëindigen", "Ja, beëindigen")
    assert "Weet u het zeker?" in live(bea).message.text
    assert await meetlat.trail("verwijderd") == 0
    text = (await tap(bea, "Definitief beëindigen")).text
    assert "De toegang is beëindigd." in text
    assert "Klantmanager 1" not in text
    await meetlat.anna.send("/start")
    await meetlat.anna.see("alleen voor genodigden")
    assert await meetlat.trail("verwijderd") == 1


async def test_nobody_locks_the_door_from_the_outside(meetlat: Meetlat) -> None:
    """Not oneself, and not the last beheerder; also when somebody forges the button."""
    second, phone = await meetlat.newcomer(Rol.BEHEERDER)
    async with meetlat.browser(BEA) as visitor:
        page = await visitor.presses(COLLEAGUES, "Beheerder 1")
        assert "Toegang beëindigen" not in page.labels
        await visitor.tap(f"remove_access/{BEA.id}")
        assert await meetlat.trail("verwijderd") == 0
        assert (await visitor.open()).heading == COLLEAGUES
        async with meetlat.storage.unit() as unit:
            await unit.people.remove(BEA.id, meetlat.clock() + timedelta(minutes=1))
    meetlat.clock.move(minutes=2)
    async with meetlat.browser(second) as visitor:
        await visitor.tap(f"remove_access/{second.id}")
        page = await visitor.tap(f"ask_remove/{second.id}")
        assert "Dit is de laatste beheerder" in page.text
    assert await meetlat.trail("verwijderd") == 0
    assert phone.chat is not None


@pytest.mark.parametrize("who", [ANNA, BRAM], ids=lambda who: who.id)
async def test_colleagues_are_for_a_beheerder_only(who: Functionaris, meetlat: Meetlat) -> None:
    doings = (
        *("colleagues/0", f"colleague/{BEA.id}", f"ask_remove/{BEA.id}", f"confirm_remove/{BEA.id}"),
        *(f"remove_access/{BEA.id}", f"send_sign_in/{BEA.id}", f"sign_in_link/{BEA.id}", f"extend/{BEA.id}/3d"),
    )
    async with meetlat.browser(who) as visitor:
        before = await meetlat.records()
        for doing in doings:
            await visitor.open()
            assert "Beheerder 1" not in (await visitor.tap(doing)).text, doing
        assert await meetlat.records() == before


async def test_a_beheerder_chooses_a_function_and_a_number_for_a_colleague(meetlat: Meetlat) -> None:
    bea = meetlat.phone(BEA)
    await send(bea, "/start")
    await tap(bea, COLLEAGUES, "Klantmanager 1 · Team t1", "Andere aanduiding", "Jobcoach")
    assert "Klantmanager" not in (await tap(bea, "Jobcoach 1")).text.partition("Rol:")[0]
    await tap(bea, "Andere aanduiding", "Klantmanager")
    assert "Zo heet al een andere collega" in (await send(bea, "2")).text
    assert "geheel getal" in (await send(bea, "Jan")).text
    assert (await send(bea, "12")).text.startswith("Klantmanager 12")
    assert await meetlat.trail("aanduiding_gewijzigd") == 2


async def test_a_name_that_was_written_down_before_is_shown_nowhere(meetlat: Meetlat) -> None:
    async with meetlat.storage.unit() as unit:
        await unit.people.relabel(BRAM.id, "Jan de Vries")
    bea = meetlat.phone(BEA)
    await send(bea, "/start")
    assert "Klantmanager BRAM · Team t2" in (await tap(bea, COLLEAGUES)).labels
    assert "Jan" not in "".join(message.text + "".join(message.labels) for message in bea.chat)
    async with meetlat.storage.look() as unit:
        assert "Jan de Vries" not in (await unit.people.labels()).values()
