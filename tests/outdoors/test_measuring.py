"""A whole measurement without a connection, in a real browser on a whole Meetlat."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from outdoors import runs
from outdoors.phone import HEADING, Phone, meetlat_at_one_address, phone
from playwright.async_api import Browser, expect
from support.browser import axe, launch
from support.builders import meetmoment, meting
from support.running import ANNA, BRAM, Meetlat
from support.storage import Databases, unassign
from web.devices import SECOND_HALVES, click, renewed

from bot.web import assets
from flows.ladder import Groei
from flows.meetmoment import Status

pytestmark = pytest.mark.asyncio(loop_scope="module")
AT_INTAKE = ("Nog niet ingedeeld", "Klopt", "Klaar, leg vast")
FORWARD = ("Explain", "Back", "Yes", "No", "No", "Yes", "That is right", "Yes (+)", "Rung 4", "Change something")
# A place that was not filled in, or Dutch on an English page.
UNSAID = "document.body.innerText.match(/\\{\\w+\\}|undefined|\\bNee\\b/)"
YEAR = 31_536_000_000
LATER = "const real = Date.now; Date.now = () => real() + Number(localStorage.getItem('ahead') || 0);"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """One browser; every test has a phone of its own in it."""
    async with launch() as browser:
        yield browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def meetlat(sqlite_databases: Databases) -> AsyncIterator[Meetlat]:
    """One Meetlat; every test has clients of its own in it."""
    async with meetlat_at_one_address(await sqlite_databases.clean()) as found:
        yield found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def anna(chromium: Browser, meetlat: Meetlat) -> AsyncIterator[Phone]:
    """Anna's phone, for tests that leave nothing on it."""
    async with phone(chromium, meetlat) as found:
        await found.context.add_init_script(LATER)
        yield found


async def ready(anna: Phone, code: str) -> None:
    """Measure somebody without a signal, up to what waits for it."""
    await anna.outdoors()
    await anna.offline()
    await anna.pick(code)
    await anna.tap(*AT_INTAKE)
    await anna.said(f"{code}: nog niet vastgelegd.")


async def until_registered(meetlat: Meetlat, code: str) -> None:
    """Wait until somebody was measured."""
    for _ in range(1000):
        if await meetlat.history(code):
            return
        await asyncio.sleep(0.03)
    raise AssertionError(f"{code} was not measured")


async def test_a_whole_measurement_is_made_without_a_connection_and_handed_in(anna: Phone, meetlat: Meetlat) -> None:
    code = await meetlat.client()
    await anna.outdoors()
    await anna.offline()
    await anna.page.reload()
    await anna.pick(code)
    await anna.place_on_three()
    await expect(anna.page.locator(".warning").first).to_contain_text("Nog niet vastgelegd.")
    await anna.page.reload()
    await anna.asked("Klopt dit zo?")
    await anna.tap("Klaar, leg vast")
    await anna.said(f"{code}: nog niet vastgelegd.")
    assert await meetlat.history(code) == ()
    await anna.offline(gone=False)
    await anna.said(f"✔ {code} vastgelegd als 3+ op 20 november 2026")
    await expect(anna.page.get_by_role("button", name=f"{code} · 3+")).to_be_visible()
    kept = await anna.kept()
    await anna.tap("Begrepen")
    await expect(anna.page.locator(".told")).to_be_empty()
    (registered,) = await meetlat.history(code)
    assert (str(registered.meting.stand), registered.door, registered.status) == ("3+", ANNA.id, Status.DEFINITIEF)
    assert (registered.meting.verwachte_trede, len(registered.meting.kenmerken)) == (4, 9)
    assert kept is not None
    assert (kept["key"], [stage for stage, _ in kept["items"]]) == ([False, "AES-GCM"], ["told"])
    assert code not in kept["clear"]


@pytest.mark.parametrize(("pointer", "clicks", "after"), SECOND_HALVES)
async def test_the_second_half_of_a_double_tap_never_answers_what_came_between(
    anna: Phone, meetlat: Meetlat, pointer: str, clicks: int, after: int
) -> None:
    code = await meetlat.client()
    await anna.outdoors()
    await anna.pick(code)
    await anna.asked("Kunt u deze cliënt nu op de ladder plaatsen?")
    await click(anna.page, "Ja", pointer, at=1000)
    await anna.asked("nu betaald werk")
    await click(anna.page, "Ja", pointer, clicks=clicks, at=1000 + after)
    await anna.asked("nu betaald werk")
    await click(anna.page, "Nee", pointer, at=3000)
    await anna.asked("onbetaald werk")
    await anna.tap("Weggooien", "Ja, weggooien")


async def test_a_new_version_meanwhile_changes_nothing_of_what_was_answered(
    anna: Phone, meetlat: Meetlat, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code = await meetlat.client()
    await anna.outdoors()
    old = await anna.page.locator("#chat").get_attribute("data-version")
    await anna.offline()
    await anna.pick(code)
    await anna.place_on_three()
    with monkeypatch.context() as newer:
        newer.setattr(assets, "_FOLDER", renewed(tmp_path, "flow.js", "\n// a next version\n"))
        await meetlat.restart()
        await anna.tap("Klaar, leg vast")
        await anna.offline(gone=False)
        await anna.said(f"✔ {code} vastgelegd als 3+")
        await anna.tap("Begrepen")
        await anna.page.reload()
        await expect(anna.page.locator("#chat")).not_to_have_attribute("data-version", old or "")
        await anna.asked("Voor wie is de meting?")
    await meetlat.restart()
    assert len(await meetlat.history(code)) == 1


async def test_last_time_is_confirmed_without_a_connection(anna: Phone, meetlat: Meetlat) -> None:
    code, day = await meetlat.client(), meetlat.today() - timedelta(days=90)
    before = meetmoment(f"m-{code}", client=code, door=BRAM.id, meting=meting(6, Groei.NUL, datum=day))
    async with meetlat.storage.unit() as unit:
        await unit.meetmomenten.register(before, "nl", meetlat.today())
    await anna.outdoors()
    await anna.offline()
    await anna.pick(code)
    await anna.asked("Klopt dit nog?")
    await expect(anna.page.locator(".card")).to_contain_text("Vorige keer: 6 op 22 augustus 2026")
    await anna.tap("Iets is anders")
    await anna.page.get_by_role("button", name="Klantkenmerken").click()
    await anna.tap("Laaggeletterd: Nee", "Klaar, alles klopt")
    await anna.asked("Klopt dit zo?")
    await anna.tap("Klaar, leg vast")
    await anna.offline(gone=False)
    await anna.said(f"✔ {code} vastgelegd als 6")
    await anna.tap("Begrepen")
    newest = (await meetlat.history(code))[-1]
    assert newest.meting.kenmerken == {"inkomen": "a", "laaggeletterd": "ja"}


async def test_every_screen_is_accessible_and_fits_in_both_languages(chromium: Browser, meetlat: Meetlat) -> None:
    code = await meetlat.client()
    async with meetlat.storage.unit() as unit:
        await unit.people.speak(ANNA.id, "en")
    try:
        async with phone(chromium, meetlat, reduced_motion="reduce", color_scheme="dark") as anna:
            await anna.page.goto(f"{anna.home}onderweg")
            await anna.asked("Whom do you want to measure?")
            await anna.offline()
            await anna.page.get_by_role("button", name=f"{code} · not measured yet").focus()
            for press in ("", *FORWARD):
                if press:
                    await anna.page.get_by_role("button", name=press, exact=True).focus()
                await anna.page.keyboard.press("Enter")
                await expect(anna.page.locator(HEADING)).to_be_focused()
                assert await axe(anna.page) == []
                assert await anna.page.evaluate("document.documentElement.scrollWidth") <= 390
                assert await anna.page.evaluate(UNSAID) is None
    finally:
        async with meetlat.storage.unit() as unit:
            await unit.people.speak(ANNA.id, "nl")


async def test_signing_out_asks_first_and_then_forgets_everything(meetlat: Meetlat) -> None:
    code = await meetlat.client()
    async with launch(whole=True) as chromium, phone(chromium, meetlat) as anna:
        await ready(anna, code)
        await anna.page.route("**/onderweg/*", lambda route: route.abort())
        await anna.offline(gone=False)
        await anna.page.goto(anna.home)
        await expect(anna.page.locator("#outdoors")).to_have_text("Onderweg (1)")
        await anna.page.locator(".menu summary").click()
        await anna.tap("Afmelden")
        await expect(anna.page.locator("#outdoors-asks")).to_contain_text("Afmelden wist dat.")
        await anna.tap("Afmelden")
        await anna.asked("U bent niet aangemeld")
        await anna.page.unroute_all()
        await anna.page.goto(f"{anna.home}onderweg")
        await expect(anna.page.locator(".card")).to_contain_text("U bent niet aangemeld")
        assert await anna.kept() is None
    assert await meetlat.history(code) == ()


async def test_the_chat_hands_in_as_well(anna: Phone, meetlat: Meetlat) -> None:
    code = await meetlat.client()
    await ready(anna, code)
    await anna.page.goto("about:blank")
    await anna.offline(gone=False)
    await anna.page.goto(anna.home)
    await expect(anna.page.locator("#outdoors")).to_be_visible()
    await until_registered(meetlat, code)
    await anna.page.goto(f"{anna.home}onderweg")
    await anna.said(f"✔ {code} vastgelegd als 0")
    await anna.tap("Begrepen")
    assert len(await meetlat.history(code)) == 1


async def test_a_session_that_ended_locks_and_signing_in_again_hands_in(chromium: Browser, meetlat: Meetlat) -> None:
    code = await meetlat.client()
    async with phone(chromium, meetlat) as anna:
        await ready(anna, code)
        await anna.context.clear_cookies()
        await anna.offline(gone=False)
        await expect(anna.page.locator(".card")).to_contain_text("U bent niet aangemeld")
        kept = await anna.kept()
        assert kept is not None
        assert (kept["key"], len(kept["items"])) == (None, 1)
        assert await anna.page.get_by_text(code).count() == 0
        await anna.sign_in(ANNA)
        await anna.page.goto(f"{anna.home}onderweg")
        await anna.said(f"✔ {code} vastgelegd")
    assert len(await meetlat.history(code)) == 1


async def test_somebody_else_on_this_phone_finds_nothing(chromium: Browser, meetlat: Meetlat) -> None:
    code = await meetlat.client()
    async with phone(chromium, meetlat) as anna:
        await ready(anna, code)
        await anna.context.clear_cookies()
        await anna.sign_in_later(BRAM)
        await expect(anna.page.locator(".card")).to_contain_text("Iemand anders liet hier een meting achter.")
        assert await anna.page.get_by_text(code).count() == 0
    assert await meetlat.history(code) == ()


async def test_a_clock_that_is_wrong_loses_nothing(anna: Phone, meetlat: Meetlat) -> None:
    code = await meetlat.client()
    await ready(anna, code)
    for years, readable in ((-1, True), (1, False)):
        await anna.page.evaluate(f"localStorage.setItem('ahead', {years * YEAR})")
        await anna.page.reload()
        await expect(anna.page.locator("#chat .answers").first).to_be_visible()
        kept = await anna.kept()
        assert kept is not None
        assert (kept["key"] is not None) == readable, "what may be too old cannot be read"
    await anna.offline(gone=False)
    await anna.said(f"✔ {code} vastgelegd als 0 op 20 november 2026")
    await anna.page.evaluate("localStorage.removeItem('ahead')")
    await anna.tap("Begrepen")
    assert len(await meetlat.history(code)) == 1


async def test_after_three_days_and_off_the_list_it_is_told_and_not_registered(
    chromium: Browser, meetlat: Meetlat
) -> None:
    code, other = await meetlat.client(), await meetlat.client()
    async with phone(chromium, meetlat) as anna:
        await ready(anna, code)
        async with meetlat.storage.unit() as unit:
            await unassign(unit, code, meetlat.today())
        await anna.offline(gone=False)
        await anna.said(f"{code} staat niet meer op uw lijst.")
        await anna.offline()
        await anna.pick(other)
        await anna.tap(*AT_INTAKE)
        meetlat.clock.move(hours=73)
        try:
            await anna.sign_in_later(ANNA)
            for each in (code, other):
                await anna.said(f"{each}: deze meting wachtte langer dan 72 uur en is weg.")
        finally:
            meetlat.clock.move(hours=-73)
    assert await meetlat.history(code) == await meetlat.history(other) == ()


async def test_the_long_proof_finds_nothing_in_a_short_run(tmp_path: Path) -> None:
    report = await runs.run(tmp_path, 2, seed=5)
    assert report.wrong == []
    assert (report.runs, report.kills > 0) == (2, True)
