"""On the home screen: what a phone is told, what the worker keeps and never keeps, an upgrade under an open page."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from support.browser import axe, launch
from web.conftest import Browser as Visitor
from web.conftest import browser_for
from web.devices import READY, Device, device, in_worker, push, renewed, tapped
from web.samples import NEXT_QUESTION, QUESTION
from web.serving import Meetlat

from bot.config.house_style import HouseStyle
from bot.conversation.screen import Block, Button, Screen, Style, Target, t
from bot.texts.translations import LOCALES
from bot.web import assets, shape

NEXT = "georganiseerde activiteiten"
in_chromium = pytest.mark.asyncio(loop_scope="module")


def menu(due: int) -> Screen:
    rows = (Button(t("btn.due", "Te meten ({n})", n=due), Target("due")),) if due else ()
    begin = Button(t("btn.new", "Nieuwe meting"), Target("new"))
    return Screen((Block(Style.TITLE, t("home.title", "Wat wilt u doen?")),), (rows, (begin,)))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with launch(whole=True) as browser:
        yield browser


async def test_a_phone_is_told_whose_app_it_is_with_icons_that_it_can_cut() -> None:
    browser = browser_for(Meetlat([QUESTION]), organisation="Gemeente Voorbeeld")
    async with browser.client:
        page = await browser.page("/", 403)
        linked = re.search(r'rel="manifest" href="([^"]+)"', page)
        touch = re.search(r'rel="apple-touch-icon" href="([^"]+)"', page)
        assert linked is not None and touch is not None
        answer = await browser.client.get(linked[1], headers={"Accept-Language": "en"})
        told = json.loads(await answer.text())
        assert answer.content_type == "application/manifest+json"
        assert (told["name"], told["lang"], told["start_url"]) == ("Meetlat Gemeente Voorbeeld", "en", "/")
        assert {icon.get("purpose", "any") for icon in told["icons"]} == {"any", "maskable"}
        for address, size in [(icon["src"], icon["sizes"]) for icon in told["icons"]] + [(touch[1], "180x180")]:
            icon = await browser.client.get(address)
            drawn = await icon.read()
            assert "immutable" in icon.headers["Cache-Control"]
            assert drawn.startswith(b"\x89PNG")
            width, height = struct.unpack(">II", drawn[16:24])
            assert f"{width}x{height}" == size


async def test_the_worker_keeps_files_by_their_address_and_pages_that_are_nobodys(browser: Visitor) -> None:
    answer = await browser.client.get("/sw.js")
    text = await answer.text()
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content_type == "text/javascript"
    given = json.loads(text.partition(" = ")[2].partition(";\n")[0])
    browser.sign_in()
    wanted = set(re.findall(r'"(/static/[^"]+\.(?:js|css))"', await browser.page()))
    assert wanted <= set(given["files"])
    for address in given["files"]:
        assert "immutable" in (await browser.client.get(address)).headers["Cache-Control"]
    for locale, address in given["pages"].items():
        page = await browser.page(address)
        assert f'<html lang="{locale}"' in page
        assert "data-who" not in page and "csrf" not in page
    assert (await browser.client.get("/offline/xx")).status == 404


async def test_without_a_connection_meetlat_looks_like_the_gemeente_too(meetlat: Meetlat) -> None:
    logo = ("huisstijl/logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    style = HouseStyle("main { color: #111 }", (logo,), logo[0], ("#111111", "#222222"))
    async with (browser := browser_for(meetlat, house_style=style)).client:
        async with browser.client.get("/sw.js") as answer:
            given = json.loads((await answer.text()).partition(" = ")[2].partition(";\n")[0])
        for address in (*given["pages"].values(), *given["outdoors"].values()):
            page = await browser.page(address)
            assert 'content="#111111"' in page and 'content="#222222"' in page
            for name in ("huisstijl.css", "logo.svg"):
                (found,) = set(re.findall(rf'"(/static/[^"]+/{name})"', page))
                assert found in given["files"]


@pytest.mark.parametrize(("screen", "count"), [(menu(3), 3), (menu(0), 0), (QUESTION, None)])
async def test_only_the_menu_knows_how_many_are_due(screen: Screen, count: int | None) -> None:
    assert shape.due(screen) == count
    browser = browser_for(Meetlat([screen]))
    async with browser.client:
        browser.sign_in()
        found = re.search(r' data-due="(\d+)"', await browser.page())
    assert (found and int(found[1])) == count


async def contents(phone: Device) -> dict[str, list[str]]:
    """The addresses in each cache."""
    kept: dict[str, list[str]] = await phone.page.evaluate(
        """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async name =>
            [name, (await (await caches.open(name)).keys()).map(request => new URL(request.url).pathname)])))"""
    )
    return kept


@in_chromium
async def test_without_a_connection_there_is_a_page_but_never_a_question(chromium: Browser) -> None:
    meetlat = Meetlat([QUESTION, NEXT_QUESTION], locale="en")
    async with device(chromium, meetlat) as phone:
        page = phone.page
        await page.reload()
        await phone.site.down()
        await page.goto(phone.site.home + "in/whatever-it-is")
        await expect(page.get_by_role("heading", name="No connection")).to_be_visible()
        await expect(page.locator("html")).to_have_attribute("lang", "en")
        assert await axe(page) == []
        kept = [address for addresses in (await contents(phone)).values() for address in addresses]
        outdoors = {f"/onderweg/{locale}" for locale in LOCALES}
        assert outdoors <= set(kept)
        assert all(re.match(r"/static/|/offline/|/language$", address) for address in set(kept) - outdoors), kept
        meetlat.change()
        await phone.site.up()
        await page.goto(phone.site.home)
        await expect(page.get_by_role("heading", name=NEXT)).to_be_visible()
        await page.locator(".menu summary").click()
        await page.get_by_role("button", name="Sign out").click()
        await expect(page.get_by_role("heading", name="U bent niet aangemeld")).to_be_visible()
        await page.wait_for_function("caches.has('meetlat-memory').then(kept => !kept)")


@in_chromium
async def test_an_open_page_survives_a_new_version(
    chromium: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    meetlat = Meetlat([QUESTION, NEXT_QUESTION, QUESTION])
    async with device(chromium, meetlat) as phone:
        page, other = phone.page, await phone.tab()
        old = await page.locator("#chat").get_attribute("data-version")
        await phone.site.down()
        await page.get_by_role("button", name="Ja").click()  # under way while the server is replaced
        await expect(page.get_by_role("alert")).to_contain_text("Niet bevestigd.")
        monkeypatch.setattr(assets, "_FOLDER", renewed(tmp_path, "chat.css", "\n.chat { outline: 3px solid; }\n"))
        await phone.site.up()
        # It goes by itself as well, perhaps sooner than this tap.
        await page.locator("#lost [data-do=again]").evaluate("button => button.click()")
        for each in (page, other):
            await expect(each.get_by_role("heading", name=NEXT)).to_be_visible()
            await expect(each.locator("#chat")).not_to_have_attribute("data-version", old or "")
            await each.wait_for_function("getComputedStyle(document.querySelector('.chat')).outlineWidth === '3px'")
            await each.wait_for_function(READY)
            await each.wait_for_function("!document.hidden")
        await page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.update())")
        await page.wait_for_function(
            "caches.keys().then(names => names.filter(n => /-[0-9a-f]+-/.test(n)).length === 2)"
        )
        assert await page.evaluate(f"fetch('/static/{old}/chat.css').then(found => found.text())") in (
            (Path(__file__).parents[2] / "bot/web/static/chat.css").read_text()
        )
        await page.get_by_role("button", name="Nee").click()
        await expect(page.get_by_role("heading", name="onbetaald werk")).to_be_visible()
        await phone.nothing_waits()
    assert [getattr(event.input, "route", None) for event in meetlat.taken] == ["a:q3:ja", "a:q3:nee"]


SHOWN = """self.registration.getNotifications().then(
    all => all.map(one => [one.title, one.body, one.tag, one.data.url]))"""


@in_chromium
async def test_a_push_shows_a_notification_and_a_tap_on_it_comes_back_to_the_page(chromium: Browser) -> None:
    async with device(chromium, Meetlat([menu(2)]), permissions=["notifications"]) as phone:
        told = {"title": "Meetlat", "body": "2 te meten", "url": "/in/elsewhere", "tag": "due", "badge": 2}
        await push(phone.page, json.dumps(told), "no JSON")
        shown = await in_worker(phone.context, SHOWN)
        assert sorted(shown) == [["Meetlat", "", "", "/"], ["Meetlat", "2 te meten", "due", "/in/elsewhere"]]
        await tapped(phone.context, "due")
        await expect(phone.page).to_have_url(re.compile("/in/elsewhere$"))
        assert len(phone.context.pages) == 1


BADGE = """window.badges = []; navigator.setAppBadge = async number => { badges.push(number) };
navigator.clearAppBadge = async () => { badges.push(0) };"""


@in_chromium
async def test_the_icon_says_how_many_are_due(chromium: Browser) -> None:
    meetlat = Meetlat([menu(4), QUESTION, menu(0)])
    async with device(chromium, meetlat, script=BADGE, service_workers="block") as phone:
        await phone.page.wait_for_function("badges.length === 1")
        for name in ("Nieuwe meting", "Ja"):
            await phone.page.get_by_role("button", name=name).click()
            await expect(phone.page.get_by_role("button", name=name)).to_have_count(0)
        assert await phone.page.evaluate("badges") == [4, 0]


OFFERED = """window.prompts = 0; addEventListener("load", () => { const event = new Event("beforeinstallprompt");
event.prompt = async () => { prompts += 1 }; dispatchEvent(event) });"""
ON_IOS = "Object.defineProperty(navigator, 'standalone', { value: INSTALLED })"


@in_chromium
@pytest.mark.parametrize(
    ("script", "says", "button"),
    [
        (OFFERED, "Dan opent het als een app", "Niet nu"),
        (OFFERED, "Dan opent het als een app", "Installeren"),
        (ON_IOS.replace("INSTALLED", "false"), "Meldingen werken op een iPhone of iPad alleen zo.", "Begrepen"),
        (ON_IOS.replace("INSTALLED", "true"), "", ""),
    ],
)
async def test_installing_is_offered_once(chromium: Browser, script: str, says: str, button: str) -> None:
    async with device(chromium, Meetlat([menu(1)]), script=script, service_workers="block") as phone:
        page, hint = phone.page, phone.page.locator("#install")
        await settled(page)
        if says:
            await expect(hint).to_contain_text(says)
            assert await axe(page) == []
            await hint.get_by_role("button", name=button).click()
            assert await page.evaluate("window.prompts || 0") == int(button == "Installeren")
        for _ in range(2):
            await expect(hint).to_be_hidden()
            await page.reload()
            await settled(page)


async def settled(page: Page) -> None:
    """Wait until the script of the home screen has run."""
    await page.wait_for_function("[...document.scripts].some(script => script.src.endsWith('home.js'))")
    await page.wait_for_load_state("networkidle")
