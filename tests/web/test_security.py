"""What every answer carries, and what a form must prove before anything happens."""

from __future__ import annotations

from http.cookies import SimpleCookie

import pytest
from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestServer
from web.conftest import FIELD, SECRET, Browser, app_of, browser_for
from web.samples import QUESTION
from web.serving import LINK, Meetlat

from bot.config.environment import read_settings
from bot.web.pace import Pace
from bot.web.ports import WebSettings
from bot.web.security import form_token, token_matches

PATHS = ["/", "/in/" + LINK, "/nowhere", "/healthz", "/demo"]


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_is_closed(browser: Browser, path: str) -> None:
    async with browser.client.get(path) as response:
        headers = response.headers
    policy = set(headers["Content-Security-Policy"].split("; "))
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"} < policy
    assert {"form-action 'self'", "base-uri 'none'", "connect-src 'self'", "img-src 'self' data:"} < policy
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "aiohttp" not in headers["Server"]


@pytest.mark.parametrize(("public", "prefix"), [("https://meetlat.example", "__Host-meetlat-"), ("", "meetlat-")])
async def test_the_session_cookie_is_closed(public: str, prefix: str) -> None:
    browser = browser_for(Meetlat([QUESTION]), public_url=public)
    async with browser.client:
        form = {"key": "k" * 22, "csrf": form_token(SECRET, "a-seed")}
        headers = {"Cookie": f"{browser.cookie}-form=a-seed"}
        answer = await browser.client.post("/in/" + LINK, data=form, headers=headers, allow_redirects=False)
    cookie = SimpleCookie(answer.headers["Set-Cookie"])[browser.cookie]
    assert browser.cookie.startswith(prefix)
    assert answer.status == 303
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
    assert bool(cookie["secure"]) == bool(public)
    assert not cookie["domain"]
    assert ("Strict-Transport-Security" in answer.headers) == bool(public)


@pytest.mark.parametrize(
    "csrf",
    ["", "0" * 48, form_token(SECRET, "another session"), form_token(b"x" * 32, "")],
    ids=["none", "zeroes", "of another session", "of another key"],
)
async def test_a_form_without_its_token_is_refused(browser: Browser, csrf: str) -> None:
    browser.sign_in()
    form = {**await browser.form(), "csrf": csrf, "route": "a"}
    answer = await browser.client.post("/tap", data=form)
    assert answer.status == 403
    assert "niet opgeslagen" in await answer.text()
    assert browser.meetlat.events == []


def test_nobody_proves_anything_without_a_seed() -> None:
    assert not token_matches(SECRET, "", form_token(SECRET, ""))
    assert token_matches(SECRET, "seed", form_token(SECRET, "seed"))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Origin": "https://meetlat.example"}, 303),
        ({"Origin": "http://meetlat.example"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "https://meetlat.example.evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
    ],
)
async def test_a_form_from_elsewhere_is_refused(headers: dict[str, str], status: int) -> None:
    browser = browser_for(Meetlat([QUESTION]), public_url="https://meetlat.example")
    async with browser.client:
        session = browser.meetlat.sign_in()
        form = {"csrf": form_token(SECRET, session), "key": "k" * 22, "route": "a", "revision": "1"}
        sent = {"Cookie": f"{browser.cookie}={session}", **headers}
        answer = await browser.client.post("/tap", data=form, headers=sent, allow_redirects=False)
        assert answer.status == status


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://Meetlat.Example/", "https://meetlat.example"),
        ("https://meetlat.example:443", "https://meetlat.example"),
        ("https://mëetlat.example", "https://xn--metlat-pva.example"),
        ("https://meetlat.example:8443", "https://meetlat.example:8443"),
    ],
)
async def test_a_browser_writes_the_address_in_its_own_way(written: str, sent: str) -> None:
    public = read_settings({"MEETLAT_PUBLIC_URL": written}).public_url
    browser = browser_for(Meetlat([QUESTION]), public_url=public)
    async with browser.client:
        session = browser.meetlat.sign_in()
        form = {"csrf": form_token(SECRET, session), "key": "k" * 22, "route": "a", "revision": "1"}
        for origin, status in ((sent, 303), (f"{sent}.evil.example", 403), (f"{sent}1", 403)):
            headers = {"Cookie": f"{browser.cookie}={session}", "Origin": origin}
            answer = await browser.client.post("/tap", data=form, headers=headers, allow_redirects=False)
            assert answer.status == status


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("Meetlat.Local:80", "http://meetlat.local", 303),
        ("meetlat.local", "https://meetlat.local", 303),
        ("meetlat.local:443", "https://meetlat.local", 303),
        ("meetlat.local", "https://meetlat.local:8443", 403),
        ("[::1]:8080", "http://[::1]:8080", 303),
        ("meetlat.local", "file://meetlat.local", 403),
        ("meetlat.local", "http://", 403),
    ],
)
async def test_the_host_is_compared_as_browsers_write_it(browser: Browser, host: str, origin: str, status: int) -> None:
    session = browser.meetlat.sign_in()
    form = {"csrf": form_token(SECRET, session), "key": "k" * 22, "route": "a", "revision": "1"}
    headers = {"Cookie": f"{browser.cookie}={session}", "Origin": origin, "Host": host}
    answer = await browser.client.post("/tap", data=form, headers=headers, allow_redirects=False)
    assert answer.status == status


async def test_two_installations_on_one_host_keep_their_own_sessions() -> None:
    jar = CookieJar(unsafe=True)
    for secret in (b"1" * 32, b"2" * 32):
        meetlat = Meetlat([QUESTION])
        app = app_of(meetlat, WebSettings(secret))
        async with TestServer(app) as server, ClientSession(cookie_jar=jar) as session:
            async with session.get(server.make_url("/in/" + LINK)) as page:
                form = dict(FIELD.findall(await page.text()))
            async with session.post(server.make_url("/in/" + LINK), data=form) as page:
                assert "Vraag 3 van" in await page.text()
    assert len({cookie.key for cookie in jar}) == 4


async def test_without_a_public_address_the_host_decides(browser: Browser) -> None:
    browser.sign_in()
    own = str(browser.client.make_url("/")).rstrip("/")
    for origin, status in ((own, 303), ("http://evil.example", 403)):
        form = {"route": "a", **await browser.form()}
        answer = await browser.client.post("/tap", data=form, headers={"Origin": origin}, allow_redirects=False)
        assert answer.status == status


async def test_opening_a_link_does_not_use_it_up(browser: Browser) -> None:
    for _ in range(3):
        form = await browser.form("/in/" + LINK)
    await browser.client.head("/in/" + LINK)
    assert browser.meetlat.links[LINK] is None
    answer = await browser.client.post("/in/" + LINK, data=form)
    assert answer.status == 200
    assert "Vraag 3 van" in await answer.text()


async def test_a_link_works_once(browser: Browser) -> None:
    first, second = await browser.form("/in/" + LINK), await browser.form("/in/" + LINK)
    for form, status in ((first, 200), (first, 200), (second, 403)):
        assert (await browser.client.post("/in/" + LINK, data=form)).status == status
    assert len(browser.meetlat.sessions) == 1


@pytest.mark.parametrize("token", ["unknown-but-well-formed", "short", "with%20space%20in%20it%20x"])
async def test_a_wrong_link_tells_nothing(browser: Browser, token: str) -> None:
    form = await browser.form("/in/" + LINK)
    answer = await browser.client.post(f"/in/{token}", data=form)
    assert answer.status == 403
    assert "werkt niet meer" in await answer.text()


async def test_a_new_session_ends_the_one_before(browser: Browser) -> None:
    before = browser.sign_in()
    await browser.client.post("/in/" + LINK, data=await browser.form("/in/" + LINK))
    assert before not in browser.meetlat.sessions
    assert len(browser.meetlat.sessions) == 1


async def test_going_out_ends_the_session_everywhere(browser: Browser) -> None:
    browser.sign_in()
    answer = await browser.client.post("/out", data=await browser.form())
    assert answer.status == 403
    assert browser.meetlat.sessions == {}
    assert "niet aangemeld" in await browser.page(status=403)


async def test_access_that_is_taken_away_ends_at_once(browser: Browser) -> None:
    browser.sign_in()
    form = {"route": "a", **await browser.form()}
    browser.meetlat.open = False
    for headers in ({}, {"HX-Request": "true"}):
        answer = await browser.client.post("/tap", data=form, headers=headers)
        assert answer.status == 403
        assert ("HX-Refresh" in answer.headers) == bool(headers)
        assert "Vraag" not in await answer.text()


async def test_the_twenty_first_tap_in_ten_seconds_waits(browser: Browser) -> None:
    browser.sign_in()
    form = {"route": "a", **await browser.form()}
    for _ in range(20):
        assert (await browser.client.post("/tap", data=form, allow_redirects=False)).status == 303
    answer = await browser.client.post("/tap", data=form)
    assert (answer.status, answer.headers["Retry-After"]) == (429, "10")
    assert "rustig aan" in await answer.text()
    assert len(browser.meetlat.events) == 20
    browser.sign_in()
    form = {"route": "a", **await browser.form()}
    assert (await browser.client.post("/tap", data=form)).status == 200


def test_strangers_are_not_remembered_without_end() -> None:
    pace = Pace(most=1, remembered=100)
    assert all(pace.allows(str(session)) for session in range(1500))
    assert len(pace) == 100
    assert not pace.allows("1499")
