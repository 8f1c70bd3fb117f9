"""Live updates: what another device did reaches this page, and nothing but its number travels."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import ClientResponse
from support.house import until
from web.conftest import Browser

from bot.web import live


async def event(stream: ClientResponse) -> str:
    async with asyncio.timeout(30):
        return (await stream.content.readuntil(b"\n\n")).decode().strip()


async def test_a_change_elsewhere_is_told(browser: Browser) -> None:
    browser.sign_in()
    async with browser.client.get("/live") as stream:
        assert stream.content_type == "text/event-stream"
        assert stream.headers["Cache-Control"] == "no-store"
        assert await event(stream) == "event: changed\ndata: 1"
        browser.house.change()
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
        del browser.house.sessions[session]
        browser.house.change()
        assert await event(stream) == "event: gone\ndata: 0"
        assert await stream.content.read() == b""
    assert browser.house.bells == []


async def test_without_a_session_there_is_nothing_to_hear(browser: Browser) -> None:
    assert (await browser.client.get("/live")).status == 204


async def test_a_session_has_few_streams_and_closed_ones_do_not_count(browser: Browser) -> None:
    browser.sign_in()
    for _ in range(2):
        streams = [await browser.client.get("/live") for _ in range(live.MOST_STREAMS)]
        assert [stream.status for stream in streams] == [200] * live.MOST_STREAMS
        assert (await browser.client.get("/live")).status == 204
        for stream in streams:
            stream.close()
        await until(lambda: not browser.house.bells, "they have ended")


async def test_streams_end_at_shutdown(browser: Browser) -> None:
    browser.sign_in()
    stream = await browser.client.get("/live")
    await event(stream)
    async with asyncio.timeout(30):
        await browser.client.server.close()
    assert browser.house.bells == []
    stream.close()
