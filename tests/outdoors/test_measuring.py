"""A whole measurement without a connection, in a real browser on a whole Meetlat."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
import pytest
from outdoors.phone import Phone, meetlat_at_one_address, phone
from playwright.async_api import Browser, expect
from support.browser import axe, launch
from support.running import ANNA, BRAM, Meetlat
from support.storage import Databases

from flows.meetmoment import Status

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """One browser; every test has a phone of its own in it."""
    async with launch() as browser:
        yield browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def meetlat(sqlite_databases: Databases) -> AsyncIterator[Meetlat]:
    """One Meetlat; every test has clients of its own in it."""
    async with meetlat_at_one_address(await sqlite_databases.clean(), backlog_per_second=1) as found:
        yield found


async def test_a_whole_measurement_is_made_without_a_connection_and_handed_in(
    chromium: Browser, meetlat: Meetlat
) -> None:
    code = await meetlat.client()
    async with phone(chromium, meetlat) as anna:
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
        kept = await anna.kept()
    (registered,) = await meetlat.history(code)
    assert (str(registered.meting.stand), registered.door, registered.status) == ("3+", ANNA.id, Status.DEFINITIEF)
    assert registered.meting.verwachte_trede == 4
    assert len(registered.meting.kenmerken) == 9
    assert await meetlat.trail("onderweg") == 1
    assert kept is not None
    assert (kept["key"], [stage for stage, _ in kept["items"]]) == ([False, "AES-GCM"], ["told"])
    assert code not in kept["clear"]
