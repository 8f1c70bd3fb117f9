"""A Meetlat that reaches people: with a push service, a mail server, and people with browsers and mailboxes."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import Any

from pydantic import SecretStr

from flows.people import Functionaris
from flows.ways import Way
from storage.outbox.berichten import BerichtStatus
from storage.people.ways import Browser
from storage.tables import BERICHT
from support.mail_server import MailServer
from support.push_service import BrowserAt, PushService, push_service
from support.running import ANNA, PATIENCE, Meetlat, meetlat_on

GAP = {"van": "2026-11-01T00:00:00+00:00", "tot": "2026-11-20T09:00:00+00:00"}
ADDRESS = "anna@gemeente.example"


class Scene:
    """A Meetlat with a push service and a mail server."""

    def __init__(self, meetlat: Meetlat, push: PushService, mail: MailServer) -> None:
        self.meetlat, self.push, self.mail = meetlat, push, mail

    async def browser(self, who: Functionaris = ANNA) -> BrowserAt:
        """A browser in which somebody has notices."""
        browser = self.push.browser()
        async with self.meetlat.storage.unit() as unit:
            await unit.ways.subscribe(who.id, browser.address, "session", "Firefox/Linux", self.meetlat.clock())
        return browser

    async def mailbox(self, who: Functionaris = ANNA, address: str = ADDRESS) -> str:
        """A mailbox that somebody has proved to be theirs."""
        async with self.meetlat.storage.unit() as unit:
            await unit.ways.give_mail(who.id, address, self.meetlat.clock())
            await unit.ways.confirm_mail(who.id, self.meetlat.clock())
        return address

    async def prefers(self, *ways: Way, who: Functionaris = ANNA) -> None:
        async with self.meetlat.storage.unit() as unit:
            await unit.ways.prefer(who.id, ways)

    async def told(self, who: Functionaris = ANNA, status: BerichtStatus = BerichtStatus.VERZONDEN) -> dict[str, Any]:
        return await self.meetlat.became(await self.meetlat.post("missed", GAP, who), status)

    async def tries(self, sleutel: str, number: int) -> dict[str, Any]:
        """Wait for so many failures of one bericht."""
        async with asyncio.timeout(PATIENCE):
            row = await self.meetlat.bericht(sleutel)
            while row["pogingen"] < number:
                await asyncio.sleep(0.01)
                row = await self.meetlat.bericht(sleutel)
        return row

    async def browsers(self) -> tuple[Browser, ...]:
        """Where Anna has notices."""
        async with self.meetlat.storage.look() as unit:
            return await unit.ways.browsers(ANNA.id)

    async def lost(self, who: Functionaris = ANNA) -> list[str]:
        """Whom the colleagues were told that nothing reaches."""
        async with self.meetlat.storage.look() as unit:
            rows = await unit.connection.execute(
                BERICHT.select().where(BERICHT.c.sleutel.startswith(f"channel_closed:{who.id}:"))
            )
            return [row.aan for row in rows]


async def scene_on(url: str, stack: AsyncExitStack, mail: MailServer, **settings: Any) -> Scene:
    push = await stack.enter_async_context(push_service())
    given = mail.settings | {"mail_password": SecretStr(mail.settings["mail_password"])}
    given |= {"push": "on", "push_anywhere": True, "public_url": "http://127.0.0.1", "delivery": "polling"}
    given |= {"push_per_second": 10_000, "mail_per_second": 10_000, "push_key": SecretStr("A" * 42 + "E")}
    return Scene(await stack.enter_async_context(meetlat_on(url, **given | settings)), push, mail)
