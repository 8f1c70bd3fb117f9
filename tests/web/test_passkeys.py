"""Passkeys in a real browser with an authenticator that DevTools plays: added, used, copied and revoked."""

from __future__ import annotations

import asyncio
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl

import pytest
import pytest_asyncio
from playwright.async_api import Browser, CDPSession, Page, Route, expect
from support.browser import axe, launch
from support.running import ANNA, BEA, BRAM, PATIENCE, Meetlat, meetlat_on, pushed, send, until
from support.storage import Databases
from web.conftest import FIELD
from web.devices import authenticator

from bot.people.challenges import LASTS

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADD, IN = "Passkey toevoegen", "Aanmelden met passkey"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with launch() as browser:
        yield browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def meetlat(sqlite_databases: Databases) -> AsyncIterator[Meetlat]:
    async with meetlat_on(await sqlite_databases.ready()) as meetlat:
        yield meetlat


class Device:
    """A browser on one device, with the passkeys in it."""

    def __init__(self, page: Page, devtools: CDPSession, authenticator: str, home: str) -> None:
        self.page, self.home = page, home
        self._devtools, self._authenticator = devtools, authenticator

    async def command(self, name: str, **given: Any) -> dict[str, Any]:
        answer: dict[str, Any] = await self._devtools.send(
            f"WebAuthn.{name}", {"authenticatorId": self._authenticator, **given}
        )
        return answer

    async def credentials(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self.command("getCredentials"))["credentials"]
        return found

    async def goto(self, path: str = "") -> None:
        await self.page.goto(self.home + path)

    async def sign_in(self, token: str) -> None:
        """With a one-time link."""
        await self.goto(f"in/{token}")
        await self.page.get_by_role("button", name="Aanmelden").click()
        await self.page.wait_for_url(lambda url: "/in/" not in url)

    async def forget_session(self) -> None:
        # A page that is open finds out by itself, and would go elsewhere meanwhile.
        await self.page.goto("about:blank")
        await self.page.context.clear_cookies()
        await self.goto()

    async def with_passkey(self) -> None:
        await self.page.get_by_role("button", name=IN).click()


@asynccontextmanager
async def device(chromium: Browser, meetlat: Meetlat, **given: Any) -> AsyncIterator[Device]:
    context = await chromium.new_context(
        locale="nl-NL", viewport={"width": 390, "height": 844}, reduced_motion="reduce", **given
    )
    try:
        page = await context.new_page()
        home = meetlat.address.replace("127.0.0.1", "localhost")
        yield Device(page, *await authenticator(page), home)
    finally:
        await context.close()


async def added(device: Device, meetlat: Meetlat, who: Any = ANNA) -> None:
    """Sign in with a link and add a passkey."""
    await device.sign_in(await meetlat.link_token(who))
    await device.goto("passkeys")
    await device.page.get_by_role("button", name=ADD).click()
    await expect(device.page.locator("#melding")).to_contain_text("Toegevoegd")


async def test_a_person_is_offered_one_once_and_signs_in_with_it(chromium: Browser, meetlat: Meetlat) -> None:
    await send(meetlat.bram, "/start")
    async with device(chromium, meetlat) as phone:
        await phone.sign_in(await meetlat.link_token(BRAM))
        await expect(phone.page.get_by_role("heading", name="Voortaan zonder link aanmelden?")).to_be_visible()
        assert await axe(phone.page) == []
        await expect(phone.page.get_by_label("Hoe noemt u deze passkey?")).to_have_value(re.compile("Chrome op "))
        await phone.page.get_by_label("Hoe noemt u deze passkey?").fill("Mijn telefoon")
        await phone.page.get_by_role("button", name=ADD).click()
        await expect(phone.page.locator("#melding")).to_contain_text("Toegevoegd")
        await expect(phone.page.locator("strong")).to_have_text("Mijn telefoon")
        assert await axe(phone.page) == []
        assert [each["rpId"] for each in await phone.credentials()] == ["localhost"]
        await phone.forget_session()
        await expect(phone.page.get_by_role("heading", name="U bent niet aangemeld")).to_be_visible()
        assert await axe(phone.page) == []
        await phone.with_passkey()
        await expect(phone.page.get_by_role("heading", name="Wat wilt u doen?")).to_be_visible()
        await phone.sign_in(await meetlat.link_token(BRAM))
        await expect(phone.page.get_by_role("heading", name="Wat wilt u doen?")).to_be_visible()
    assert await meetlat.trail("passkey_toegevoegd") == await meetlat.trail("passkey_gebruikt") == 1
    await until(lambda: any("passkey toegevoegd" in each.text for each in pushed(meetlat.bram)), "Bram hears of it")
    assert not any("Mijn telefoon" in each.text for each in meetlat.bram.chat), "a name passes no Telegram"


async def test_a_copy_is_refused_and_its_owner_hears_of_it(chromium: Browser, meetlat: Meetlat) -> None:
    await send(meetlat.anna, "/start")
    async with device(chromium, meetlat) as phone, device(chromium, meetlat) as thief:
        await added(phone, meetlat)
        (credential,) = await phone.credentials()
        await thief.command("addCredential", credential=credential)
        for _ in range(2):
            await phone.forget_session()
            await phone.with_passkey()
            await expect(phone.page.get_by_role("heading", name="Wat wilt u doen?")).to_be_visible()
        await thief.goto()
        await thief.with_passkey()
        await expect(thief.page.get_by_role("heading", name="Deze passkey is geblokkeerd")).to_be_visible()
        await phone.goto("passkeys")
        await expect(phone.page.locator(".warning")).to_contain_text("kopie")
        await phone.forget_session()
        await phone.with_passkey()
        await expect(phone.page.get_by_role("heading", name="Deze passkey is geblokkeerd")).to_be_visible()
    assert await meetlat.trail("passkey_gekopieerd") == 1
    await until(lambda: any("is geblokkeerd" in each.text for each in pushed(meetlat.anna)), "Anna hears of it")


async def test_revoking_ends_that_passkey_and_nothing_else(chromium: Browser, meetlat: Meetlat) -> None:
    async with device(chromium, meetlat) as phone, device(chromium, meetlat) as desk:
        for each in (phone, desk):
            await added(each, meetlat, BEA)
        await expect(desk.page.locator("form.passkey strong")).to_have_count(2)
        names = await desk.page.locator("form.passkey strong").all_inner_texts()
        assert len(set(names)) == 2, "each has a name of its own"
        first = min(names, key=len)
        await desk.page.get_by_role("button", name=f"Intrekken {first}", exact=True).click()
        await expect(desk.page.locator("#melding")).to_contain_text("Ingetrokken")
        await phone.goto()
        await expect(phone.page.get_by_role("heading", name="Wat wilt u doen?")).to_be_visible()
        await phone.forget_session()
        await phone.with_passkey()
        await expect(phone.page.get_by_role("heading", name="Deze passkey werkt hier niet")).to_be_visible()
        await desk.forget_session()
        await desk.with_passkey()
        await expect(desk.page.get_by_role("heading", name="Wat wilt u doen?")).to_be_visible()


async def test_a_passkey_of_who_was_removed_is_refused_kindly(chromium: Browser, meetlat: Meetlat) -> None:
    who, _ = await meetlat.newcomer()
    async with device(chromium, meetlat) as phone:
        await added(phone, meetlat, who)
        await meetlat.remove(who)
        await phone.goto()
        await phone.with_passkey()
        await expect(phone.page.get_by_role("heading", name="Deze passkey werkt hier niet")).to_be_visible()
        await expect(phone.page.get_by_text("Vraag uw beheerder om een aanmeldlink")).to_be_visible()


async def test_what_the_device_refuses_changes_nothing(chromium: Browser, meetlat: Meetlat) -> None:
    async with device(chromium, meetlat) as phone:
        who, _ = await meetlat.newcomer()
        await added(phone, meetlat, who)
        await phone.page.get_by_role("button", name=ADD).click()
        await expect(phone.page.get_by_role("alert")).to_contain_text("niets veranderd")
        await phone.forget_session()
        await phone.command("setUserVerified", isUserVerified=False)
        await phone.with_passkey()
        await expect(phone.page.get_by_role("alert")).to_contain_text("niets veranderd")
        await phone.command("setUserVerified", isUserVerified=True)
        await phone.with_passkey()
        await expect(phone.page.get_by_role("heading", name="Wat wilt u doen?")).to_be_visible()


async def held(phone: Device) -> dict[str, Any]:
    """What the page would send after the device answered; the browser keeps its seed and sends nothing."""
    sent: list[dict[str, Any]] = []

    async def keep(route: Route) -> None:
        if route.request.method == "GET":
            await route.continue_()
            return
        sent.append(dict(parse_qsl(route.request.post_data or "", keep_blank_values=True)))
        await route.abort()

    await phone.page.route("**/passkey", keep)
    await phone.with_passkey()
    async with asyncio.timeout(PATIENCE):
        while not sent:
            await phone.page.wait_for_timeout(5)
    return sent[0]


async def test_an_answer_works_once_in_time_and_in_one_browser(chromium: Browser, meetlat: Meetlat) -> None:
    who, _ = await meetlat.newcomer()
    # What the worker of a page sends cannot be held back.
    watched = device(chromium, meetlat, service_workers="block")
    async with watched as phone, device(chromium, meetlat) as other:
        await added(phone, meetlat, who)
        await phone.forget_session()
        form = await held(phone)
        await other.goto()
        theirs = dict(FIELD.findall(await other.page.content()))
        answer = await other.page.context.request.post(f"{other.home}passkey", form={**form, "csrf": theirs["csrf"]})
        assert (answer.status, "Dat duurde te lang" in await answer.text()) == (403, True), "of another browser"
        meetlat.clock.move(seconds=LASTS.total_seconds())
        answer = await phone.page.context.request.post(f"{phone.home}passkey", form=form)
        assert (answer.status, "Dat duurde te lang" in await answer.text()) == (403, True), "too late"
        meetlat.clock.move(seconds=-LASTS.total_seconds())
        for changed in changes(form["answer"]):
            answer = await phone.page.context.request.post(f"{phone.home}passkey", form={**form, "answer": changed})
            assert answer.status == 403, changed[:80]
        before = await meetlat.trail("ingelogd")
        answer = await phone.page.context.request.post(f"{phone.home}passkey", form=form, max_redirects=0)
        assert answer.status == 303
        answer = await phone.page.context.request.post(f"{phone.home}passkey", form=form, max_redirects=0)
        assert answer.status == 403
        assert await meetlat.trail("ingelogd") == before + 1


def changes(answer: str) -> list[str]:
    """The same answer with something else in each of its places, and what is no answer at all."""
    told = json.loads(answer)
    client = json.loads(decoded(told["response"]["clientDataJSON"]))
    elsewhere = [{**client, **more} for more in ({"origin": "https://evil.example"}, {"type": "webauthn.create"})]
    broken = [{**told["response"], name: encoded(b"\xff" * 40)} for name in ("signature", "authenticatorData")]
    broken += [{**told["response"], "clientDataJSON": encoded(json.dumps(each).encode())} for each in elsewhere]
    junk = ["", "{}", "[]", "null", "1", "[" * 5_000, '{"id":1}', '{"id":"é","response":{"clientDataJSON":"e30"}}']
    strange = [json.dumps({**told, "id": each, "rawId": each}) for each in ("", "AAAA", "A" * 4000)]
    return [json.dumps({**told, "response": each}) for each in broken] + junk + strange


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encoded(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")
