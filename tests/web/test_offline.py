"""Bad reception in a real browser: what was tapped is kept, shown and sent once and in order, or its end is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Route, expect
from support.browser import axe, launch
from web.devices import READY, device
from web.samples import ALL, NEXT_QUESTION, QUESTION, say
from web.serving import ANNA, Meetlat

from bot.conversation.event import Tapped, Typed
from bot.conversation.screen import Block, Button, Look, Screen, Style, Target
from bot.web import parts
from bot.web.ports import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")

NEXT = "georganiseerde activiteiten"
FLIPS = [f"flip/{number}" for number in range(8)]
CARD = Screen(
    (Block(Style.QUESTION, say("Tik op wat anders is")),),
    (
        *((Button(say(f"Kenmerk {route}"), Target(route), Look.SWITCH),) for route in FLIPS),
        (Button(say("Klaar, alles klopt"), Target("done"), Look.PRIMARY),),
    ),
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with launch() as browser:
        yield browser


@pytest.fixture(autouse=True)
def _nobody_taps_too_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_TAPS", 1000)


def routes(meetlat: Meetlat) -> list[str]:
    """What was taken in, in order; a line as it was typed."""
    return [e.input.route if isinstance(e.input, Tapped) else getattr(e.input, "text", "") for e in meetlat.taken]


async def tap(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


async def test_a_tap_without_reception_waits_is_shown_and_goes_by_itself(chromium: Browser) -> None:
    meetlat = Meetlat([QUESTION, NEXT_QUESTION])
    async with device(chromium, meetlat) as phone:
        page, bar = phone.page, phone.page.get_by_role("alert")
        await phone.offline()
        for number in range(32):
            await tap(page, ("Ja", "Nee")[number % 2])
        await expect(bar).to_contain_text("Nog niet verstuurd.")
        await expect(bar.locator("q")).to_have_text(["Nee"])
        await expect(page.locator(".waits")).to_have_text(["Nee"])
        await expect(page.get_by_role("heading", name="onbetaald werk")).to_be_visible()
        assert await axe(page) == []
        await phone.offline(False)
        await expect(page.get_by_role("heading", name=NEXT)).to_be_visible()
        await phone.nothing_waits()
    assert routes(meetlat) == ["a:q3:nee"]
    assert len(meetlat.events) == 1


async def test_what_flips_on_a_card_goes_in_a_row_and_then_what_closes_it(chromium: Browser) -> None:
    meetlat = Meetlat([*[CARD] * 32, NEXT_QUESTION])
    async with device(chromium, meetlat) as phone:
        await phone.offline()
        tapped = [FLIPS[number * 5 % 8] for number in range(31)]
        for route in tapped:
            await tap(phone.page, f"Kenmerk {route}")
        await tap(phone.page, "Klaar, alles klopt")
        await phone.page.reload()
        await expect(phone.page.get_by_role("heading", name="Geen verbinding")).to_be_visible()
        await expect(phone.page.get_by_role("alert")).to_contain_text("Nog niet verstuurd.")
        assert await axe(phone.page) == []
        await phone.offline(False)
        await expect(phone.page.get_by_role("heading", name=NEXT)).to_be_visible()
        await phone.nothing_waits()
    assert routes(meetlat) == [*tapped, "done"]
    assert len(meetlat.events) == 32


async def test_two_tabs_without_reception_are_one_line(chromium: Browser) -> None:
    meetlat = Meetlat([*[CARD] * 4, NEXT_QUESTION])
    async with device(chromium, meetlat) as phone:
        other = await phone.tab()
        await phone.offline()
        for page, route in zip((phone.page, other) * 2, FLIPS[:4], strict=True):
            await tap(page, f"Kenmerk {route}")
            await expect(page.locator("#lost q").last).to_have_text(f"Kenmerk {route}")
        await expect(phone.page.locator("#lost q")).to_have_count(4)
        await phone.offline(False)
        for page in (phone.page, other):
            await expect(page.get_by_role("heading", name=NEXT)).to_be_visible()
            await phone.nothing_waits(page)
    assert routes(meetlat) == FLIPS[:4]


async def test_an_answer_that_got_lost_is_not_confirmed_and_counts_once(chromium: Browser) -> None:
    meetlat = Meetlat([ALL["entry"], NEXT_QUESTION])
    async with device(chromium, meetlat, service_workers="block") as phone:
        page = phone.page

        async def lose_the_answer(route: Route) -> None:
            await route.fetch()
            await phone.site.down()
            await route.abort()

        await page.route("**/say", lose_the_answer)
        await page.get_by_label("Een andere datum").fill("20-05-2027")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("alert")).to_contain_text("Niet bevestigd.")
        await expect(page.get_by_role("alert")).not_to_contain_text("niet opgeslagen")
        await expect(page.get_by_role("button", name="Niet versturen")).to_be_hidden()
        await page.unroute("**/say")
        await phone.site.up()
        await tap(page, "Opnieuw")
        await expect(page.get_by_role("heading", name=NEXT)).to_be_visible()
        await phone.nothing_waits()
    assert [event.input for event in meetlat.taken] == [Typed("20-05-2027")]


async def test_what_was_overtaken_is_told_and_the_question_of_now_is_shown(chromium: Browser) -> None:
    meetlat = Meetlat([ALL["entry"], NEXT_QUESTION, QUESTION])
    async with device(chromium, meetlat) as phone:
        page = phone.page
        await phone.offline()
        await page.get_by_label("Een andere datum").fill("20-05-2027")
        await page.keyboard.press("Enter")
        await expect(page.locator("#lost q")).to_have_text("20-05-2027")
        meetlat.change()
        await phone.offline(False)
        await expect(page.get_by_role("heading", name=NEXT)).to_be_visible()
        await expect(page.get_by_role("alert")).to_contain_text("Niet verwerkt: u was al verdergegaan.")
        await expect(page.locator("#lost q")).to_have_text("20-05-2027")
        await page.reload()
        await tap(page, "Begrepen")
        await phone.nothing_waits()
    assert meetlat.taken == []


async def test_what_was_not_sent_can_be_taken_back(chromium: Browser) -> None:
    meetlat = Meetlat([ALL["entry"], NEXT_QUESTION])
    async with device(chromium, meetlat) as phone:
        field = phone.page.get_by_label("Een andere datum")
        await phone.offline()
        await field.fill("20-05-2027")
        await phone.page.keyboard.press("Enter")
        await expect(field).to_have_value("")
        await tap(phone.page, "Niet versturen")
        await phone.nothing_waits()
        await expect(field).to_have_value("20-05-2027")
    assert meetlat.events == []


async def test_signing_out_forgets_what_waits_but_asks_first() -> None:
    meetlat = Meetlat([QUESTION, NEXT_QUESTION])
    async with launch(whole=True) as chromium, device(chromium, meetlat) as phone:
        page = phone.page
        await page.route("**/tap", lambda route: route.abort())
        await tap(page, "Ja")
        await expect(page.get_by_role("alert")).to_contain_text("Niet bevestigd.")
        await page.locator(".menu summary").click()
        await tap(page, "Afmelden")
        await expect(page.get_by_role("alert")).to_contain_text("Afmelden wist dat.")
        await tap(page, "Afmelden")
        await expect(page.get_by_role("heading", name="U bent niet aangemeld")).to_be_visible()
        assert await phone.kept() == []
        await phone.context.add_cookies([phone.site.session()])
        await page.unroute("**/tap")
        await page.goto(phone.site.home)
        await page.wait_for_function(READY)
        await phone.nothing_waits()
    assert meetlat.events == []


class Shared(Meetlat):
    """Whoever signs in is ``who``."""

    who = ANNA

    async def visitor(self, session_token: str, *, used: bool = False) -> Visitor | None:
        found = await super().visitor(session_token, used=used)
        return found and replace(found, functionaris=self.who.functionaris, name=self.who.name)


async def test_what_waits_goes_on_after_signing_in_anew_but_not_for_somebody_else(chromium: Browser) -> None:
    meetlat = Shared([QUESTION, NEXT_QUESTION])
    async with device(chromium, meetlat) as phone:
        page = phone.page
        await phone.offline()
        await tap(page, "Ja")
        await expect(page.locator("#lost q")).to_have_text("Ja")
        meetlat.sessions.clear()
        await phone.offline(False)
        await expect(page.get_by_role("heading", name="U bent niet aangemeld")).to_be_visible()
        await phone.context.add_cookies([phone.site.session()])
        await page.goto(phone.site.home)
        await expect(page.get_by_role("heading", name=NEXT)).to_be_visible()
        assert routes(meetlat) == ["a:q3:ja"]
        await page.wait_for_function(READY)
        await phone.offline()
        await tap(page, "Nee")
        await expect(page.locator("#lost q")).to_have_text("Nee")
        meetlat.who = Visitor("f-2", "Klantmanager B", "nl")
        await phone.offline(False)
        await expect(page.get_by_text("Klantmanager B")).to_be_visible()
        await page.wait_for_function(
            "kept.change('line', all => all).then(all => all.every(item => item.why === 'other'))"
        )
        assert "Nee" not in str(await phone.kept())
        meetlat.who = ANNA
        await page.reload()
        await expect(page.get_by_role("alert")).to_contain_text("iemand anders meldde zich aan")
    assert routes(meetlat) == ["a:q3:ja"]


AGED = """hours => kept.change("line", all => all.map(
    item => ({...item, at: item.at - hours * 3600e3, seen: item.seen - hours * 3600e3})))"""
YEAR = """{ const Right = Date, year = 366 * 864e5 * AHEAD; let jump = JUMPED;
    window.leap = () => { jump = year; };
    Date = class extends Right { static now() { return Right.now() + jump; } }; }"""


@pytest.mark.parametrize(("ahead", "jumps"), [(-1, False), (1, True)])
async def test_a_clock_that_is_a_year_off_changes_nothing(chromium: Browser, ahead: int, jumps: bool) -> None:
    meetlat = Meetlat([QUESTION, NEXT_QUESTION])
    script = YEAR.replace("AHEAD", str(ahead)).replace("JUMPED", "0" if jumps else "year")
    async with device(chromium, meetlat, script=script) as phone:
        await phone.offline()
        await tap(phone.page, "Ja")
        await expect(phone.page.locator("#lost q")).to_have_text("Ja")
        await phone.page.evaluate("leap()")
        await phone.offline(False)
        await expect(phone.page.get_by_role("heading", name=NEXT)).to_be_visible()
        await phone.nothing_waits()
    assert routes(meetlat) == ["a:q3:ja"]


@pytest.mark.parametrize(("hours", "sent"), [(71, True), (73, False)])
async def test_what_waits_longer_than_three_days_is_erased_and_told(chromium: Browser, hours: int, sent: bool) -> None:
    meetlat = Meetlat([QUESTION, NEXT_QUESTION])
    async with device(chromium, meetlat) as phone:
        await phone.offline()
        await tap(phone.page, "Ja")
        await expect(phone.page.locator("#lost q")).to_have_text("Ja")
        await phone.page.evaluate(AGED, hours)
        await phone.offline(False)
        if not sent:
            await expect(phone.page.get_by_role("alert")).to_contain_text("langer dan 72 uur")
        await expect(phone.page.get_by_role("heading", name=NEXT if sent else "onbetaald werk")).to_be_visible()
    assert len(meetlat.events) == int(sent)


FORBIDDEN = "indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }"
FULL = "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }"


@pytest.mark.parametrize("trouble", [FORBIDDEN, FULL], ids=["forbidden", "full"])
async def test_a_device_that_keeps_nothing_says_so_and_sends_all_the_same(chromium: Browser, trouble: str) -> None:
    meetlat = Meetlat([QUESTION, NEXT_QUESTION])
    async with device(chromium, meetlat, script=trouble) as phone:
        await phone.offline()
        await tap(phone.page, "Ja")
        await expect(phone.page.get_by_role("alert")).to_contain_text("Laat deze pagina open tot het verstuurd is.")
        await phone.offline(False)
        await expect(phone.page.get_by_role("heading", name=NEXT)).to_be_visible()
        await expect(phone.page.locator("#lost")).to_be_hidden()
    assert routes(meetlat) == ["a:q3:ja"]


async def test_who_was_too_fast_waits_and_loses_nothing(chromium: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_TAPS", 1)
    meetlat = Meetlat([QUESTION, NEXT_QUESTION])
    async with device(chromium, meetlat) as phone:
        await tap(phone.page, "Ja")
        await expect(phone.page.get_by_role("heading", name=NEXT)).to_be_visible()
        await tap(phone.page, "Nee")
        await expect(phone.page.get_by_role("alert")).to_contain_text("Nog niet verstuurd.")
        await expect(phone.page.get_by_role("heading", name=NEXT)).to_be_visible()
        assert [item["fields"] for item in await phone.kept()] == [{"route": "a:q3:nee"}]
    assert routes(meetlat) == ["a:q3:ja"]
