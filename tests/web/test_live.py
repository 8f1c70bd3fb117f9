"""Live updates: what another device did reaches this page, and nothing but its number travels."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import ClientResponse
from support.running import until
from web.conftest import Browser

from bot.web import live, streams
from bot.web.connections import CONNECTIONS


async def event(stream: ClientResponse) -> str:
    async with asyncio.timeout(30):
        return (await stream.content.readuntil(b"\n\n")).decode().strip()


async def test_a_change_elsewhere_is_told(browser: Browser) -> None:
    browser.sign_in()
    async with browser.client.get("/live") as stream:
        assert stream.content_type == "text/event-stream"
        assert stream.headers["Cache-Control"] == "no-store"
        assert await event(stream) == "event: changed\ndata: 1"
        browser.meetlat.change()
        assert await event(stream) == "event: changed\ndata: 2"


async def test_a_quiet_stream_is_kept_open(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "PULSE_SECONDS", 0.01)
    browser.sign_in()
    async with browser.client.get("/live") as stream:
        await event(stream)
        assert await event(stream) == ":"


async def test_a_stream_ends_when_access_does(browser: Browser) -> None:
    session = browser.sign_in()
    async with browser.client.get("/live") as stream:
        await event(stream)
        del browser.meetlat.sessions[session]
        browser.meetlat.change()
        assert await event(stream) == "event: gone\ndata: 0"
        assert await stream.content.read() == b""
    assert browser.meetlat.bells == []


async def test_without_a_session_there_is_nothing_to_hear(browser: Browser) -> None:
    async with browser.client.get("/live") as stream:
        assert await stream.text() == "event: gone\ndata: 0\n\n"


async def test_an_open_page_asks_for_a_number_and_draws_nothing(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "PULSE_SECONDS", 0.001)
    browser.sign_in()
    async with browser.client.get("/live") as stream:
        for _ in range(50):
            await event(stream)
    assert browser.meetlat.looks == 0


async def test_one_person_has_few_streams_and_the_oldest_ends(browser: Browser) -> None:
    opened: list[ClientResponse] = []
    for _ in range(streams.MOST_OF_ONE + 3):
        browser.sign_in()  # another device each time, of the same person
        opened.append(await browser.client.get("/live"))
        assert await event(opened[-1]) == "event: changed\ndata: 1"
    for stream in opened[:3]:
        assert await event(stream) == "event: enough\ndata: 0"
        assert await stream.content.read() == b""
    await until(lambda: len(browser.meetlat.bells) == streams.MOST_OF_ONE, "the oldest have ended")
    browser.meetlat.change()
    for stream in opened[3:]:
        assert await event(stream) == "event: changed\ndata: 2"
        stream.close()


async def test_all_streams_together_leave_half_of_the_connections_free(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.client.app[CONNECTIONS].most = 6
    monkeypatch.setattr(streams, "MOST_OF_ONE", 99)
    browser.sign_in()
    opened = [await browser.client.get("/live") for _ in range(8)]
    await until(lambda: len(browser.meetlat.bells) == 3, "three are left")
    for stream in opened:
        stream.close()


async def test_streams_end_at_shutdown(browser: Browser) -> None:
    browser.sign_in()
    stream = await browser.client.get("/live")
    await event(stream)
    async with asyncio.timeout(30):
        await browser.client.server.close()
    assert browser.meetlat.bells == []
    stream.close()
