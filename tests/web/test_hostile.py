"""Whatever a stranger sends: a polite refusal, as cheap as a plain one, and others are answered meanwhile."""

from __future__ import annotations

import asyncio
import gzip
import time
from collections.abc import Iterator
from itertools import product
from random import Random
from statistics import median

import pytest
from structlog.testing import capture_logs
from web.conftest import SECRET, Browser, browser_for
from web.samples import QUESTION
from web.serving import LINK, Meetlat

from bot.web import bodies, parts
from bot.web.security import form_token

FORM = "application/x-www-form-urlencoded"
ROUTES = [
    *(("POST", path) for path in ("/tap", "/say", "/language", "/out", "/demo", f"/in/{LINK}", "/in/%ED%A0%80%00")),
    *(("GET", path) for path in ("/", "/live", "/demo", f"/in/{LINK}", "/static/%00/%ff", "/\\x?q=%ff&" + "a=" * 999)),
    *(("PUT", "/tap"), ("HEAD", "/"), ("OPTIONS", "*")),
]
LARGE = 60_000
BODIES = [
    b"csrf=" + b"\xed\xa0\x80",
    b"csrf=%ED%A0%80&key=%00%00",
    b"csrf=\\ud800",
    b"a=" + b"-" * LARGE,
    b"&" * LARGE,
    b"a=1&" * (LARGE // 4),
    b"%" * LARGE,
    b"csrf=" + b"a" * LARGE,
    b"csrf=" * (LARGE // 5),
    b"\xff" * LARGE,
    gzip.compress(bytes(1_000_000)),
    b"--x\r\nContent-Disposition: form-data; name=csrf\r\n\r\na\r\n--x--\r\n",
    b"{" * 5_000,
]
CHARSETS = ["punycode", "unicode_escape", "utf-7", "utf-16", "idna", "hex", "rot13", "raw_unicode_escape", "klingon"]
TYPES = [FORM, *(f"{FORM}; charset={name}" for name in CHARSETS), "multipart/form-data; boundary=x", "\xff/;;=;", ""]
HEADERS = [
    b"",
    *(b"Content-Encoding: " + name for name in (b"gzip", b"deflate", b"br", b"zstd", b"identity, gzip", b"\xff")),
    b"Origin: http://[",
    b"Origin: https://" + b"\xc3\xab" * 3_000,
    b"Origin: https://x:99999999999999999999",
    b"Sec-Fetch-Site: \xff",
    b"Accept-Language: " + b"en;q=0.\xd9\xa1," * 500,
    b"Accept-Encoding: \xff",
    b"Cookie: NAME=\xff; NAME-form=\xff\xfe",
    b"Cookie: NAME=" + b"a" * 8_000,
    b"Cookie: " + b'a="' * 2_500,
    b"Last-Event-ID: \xff",
    b"Range: bytes=9999999999-1",
    b"If-Modified-Since: \xff",
    b"X-Forwarded-For: \xff, 1.2.3.4.5",
    b"HX-Request: true",
    b"Expect: 100-continue",
]


async def answer(browser: Browser, raw: bytes) -> tuple[int, float]:
    """The status of a raw request, and the seconds of CPU that both sides of it took."""
    port = browser.client.port
    began = time.process_time()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(raw)
    async with asyncio.timeout(30):
        first = await reader.readline()
        await reader.read()
    writer.close()
    return int(first.split()[1]), time.process_time() - began


def request(method: str, path: str, body: bytes = b"", kind: str = FORM, header: bytes = b"") -> bytes:
    told = [
        f"{method} {path} HTTP/1.1".encode("latin-1"),
        *(b"Host: localhost", b"Connection: close", f"Content-Length: {len(body)}".encode()),
        *([b"Content-Type: " + kind.encode("latin-1")] if kind else []),
        *([header] if header else []),
    ]
    return b"\r\n".join(told) + b"\r\n\r\n" + body


def hostile(cookie: str) -> Iterator[bytes]:
    """Every kind of body and of header at every route, not every combination of them; then some by chance."""
    name = cookie.encode()
    headers = [header.replace(b"NAME", name) for header in HEADERS]
    for method, path in ROUTES:
        yield from (request(method, path, BODIES[0], kind) for kind in TYPES)
        yield from (request(method, path, body) for body in BODIES)
        yield from (request(method, path, BODIES[0], header=header) for header in headers)
    for kind, body in product(TYPES, BODIES):
        yield request("POST", f"/in/{LINK}", body, kind)
    chance = Random(8)
    for _ in range(150):
        body = chance.randbytes(chance.randrange(200)) + b"&csrf=%" + chance.randbytes(4)
        method, path = chance.choice(ROUTES)
        yield request(method, path, body, chance.choice(TYPES), chance.choice(headers))


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is refused for its pace is not looked at."""
    monkeypatch.setattr(parts, "MOST_SIGN_INS", 10_000)


@pytest.mark.parametrize("demo", [False, True])
async def test_nothing_a_stranger_sends_breaks_anything_or_is_slow(demo: bool) -> None:
    browser = browser_for(Meetlat([QUESTION]), demo=demo)
    async with browser.client:
        plain = request("POST", f"/in/{LINK}", b"csrf=" + b"a" * LARGE)
        usual = median([(await answer(browser, plain))[1] for _ in range(15)])
        with capture_logs() as logs:
            for raw in hostile(browser.cookie):
                status, took = await answer(browser, raw)
                assert status < 500, raw[:300]
                for _ in range(3):  # somebody else may have been busy on this machine
                    if took > 20 * usual:
                        took = min(took, (await answer(browser, raw))[1])
                assert took <= 20 * usual, raw[:300]
        assert [log for log in logs if log["log_level"] == "error"] == []
        assert browser.meetlat.events == []


async def test_others_are_answered_while_strangers_press_on() -> None:
    browser = browser_for(Meetlat([QUESTION]))
    refused: list[int] = []

    async def press_on(charset: str) -> None:
        while True:
            raw = request("POST", f"/in/{LINK}", b"csrf=" + b"-" * LARGE, f"{FORM}; charset={charset}")
            refused.append((await answer(browser, raw))[0])

    async with browser.client:
        browser.sign_in()
        strangers = [asyncio.create_task(press_on(charset)) for charset in CHARSETS * 2]
        async with asyncio.timeout(30):
            for _ in range(15):
                form = {"route": "a", **await browser.form()}
                async with browser.client.post("/tap", data=form, allow_redirects=False) as tapped:
                    assert tapped.status == 303
        for stranger in strangers:
            stranger.cancel()
        await asyncio.gather(*strangers, return_exceptions=True)
    assert set(refused) == {415}
    assert len(browser.meetlat.events) == 15


@pytest.mark.parametrize("path", ["/tap", f"/in/{LINK}"])
async def test_with_a_token_too_only_text_is_taken(path: str) -> None:
    browser = browser_for(Meetlat([QUESTION]))
    async with browser.client:
        session = browser.sign_in()
        token = form_token(SECRET, session)
        cookies = f"Cookie: {browser.cookie}={session}; {browser.cookie}-form={session}".encode()
        for body, status in (
            (f"csrf={token}&key=%ED%A0%80".encode(), 400),
            (f"csrf={token}&key=\\ud800".encode(), 400),
            (f"csrf={token}&".encode() + b"a=1&" * 20, 400),
            (f"csrf={token}&".encode() + b"\xff", 400),
            (f"csrf={token}&".encode() + b"a" * bodies.MOST_FORM_BYTES, 413),
            (f"csrf={token}x".encode(), 403),
        ):
            assert (await answer(browser, request("POST", path, body, header=cookies)))[0] == status, body[:200]
    assert browser.meetlat.events == []


async def test_chunks_that_are_none_are_refused(browser: Browser) -> None:
    raw = request("POST", f"/in/{LINK}").replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")
    assert (await answer(browser, raw + b"zz\r\n"))[0] == 400


async def test_a_stranger_who_hammers_at_the_door_waits_and_the_others_do_not(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MOST_SIGN_INS", 5)
    browser = browser_for(Meetlat([QUESTION]))
    async with browser.client:

        async def knock(address: str) -> int:
            raw = request("GET", f"/in/{LINK}", header=f"X-Forwarded-For: 9.9.9.9, {address}".encode())
            return (await answer(browser, raw))[0]

        assert [await knock("203.0.113.7") for _ in range(6)] == [200] * 5 + [429]
        assert await knock("203.0.113.8") == 200
        assert [await knock(f"2001:db8::{number:x}") for number in range(6)] == [200] * 5 + [429]
        assert await knock("2001:db8:0:1::1") == 200
