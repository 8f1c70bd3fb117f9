from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html import unescape
from typing import Any

import pytest_asyncio
from pydantic import SecretStr
from support.page import Page, Visitor
from support.provider import CLIENT, SECRET, Provider, provider
from support.running import ANNA, Meetlat, meetlat_on
from support.storage import Databases

from flows.people import Functionaris
from storage.people.openid import At

_ON = re.compile(r'http-equiv="refresh" content="0;url=([^"]*)"')
ANNAS = "anna@provider"


def settings_for(stands: Provider, **more: Any) -> dict[str, Any]:
    """The settings of an installation with this provider."""
    known = {"openid_issuer": stands.issuer, "openid_client_id": CLIENT, "openid_client_secret": SecretStr(SECRET)}
    return known | more


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stands() -> AsyncIterator[Provider]:
    async with provider() as stands:
        yield stands


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def meetlat(sqlite_databases: Databases, stands: Provider) -> AsyncIterator[Meetlat]:
    """One for all tests of a file, with a provider at which Anna is known."""
    async with meetlat_on(await sqlite_databases.ready(), **settings_for(stands)) as meetlat:
        stands.now = meetlat.clock
        await fill_in(meetlat, stands, ANNA, ANNAS)
        yield meetlat


@pytest_asyncio.fixture(loop_scope="module", autouse=True)
async def _a_good_provider(stands: Provider) -> AsyncIterator[None]:
    """Whatever a test makes it say, afterwards it tells the truth again."""
    before = dict(vars(stands), account={"sub": ANNAS}, metadata={}, token={}, published=list(stands.published))
    yield
    vars(stands).update(before)


async def fill_in(meetlat: Meetlat, stands: Provider, who: Functionaris, waarde: str, claim: str = "sub") -> None:
    """Make an account somebody's."""
    async with meetlat.storage.unit() as unit:
        assert await unit.openid.keep(At(stands.issuer, claim, waarde), who.id, meetlat.clock(), None)


def browser(meetlat: Meetlat) -> Visitor:
    """A browser in which nobody is signed in."""
    return Visitor(lambda: meetlat.address, lambda: meetlat.link_token(ANNA))


async def away_and_back(visitor: Visitor, path: str = "/openid") -> str:
    """Go to the provider and come back; gives where the page leads on to by itself."""
    page = await visitor.get(path)
    assert page.heading == "U wordt aangemeld", page.text
    return unescape(_ON.findall(page.text)[0])


async def signed_in(visitor: Visitor, path: str = "/openid") -> Page:
    """All the way."""
    return await visitor.get(await away_and_back(visitor, path))


async def invited(desk: Visitor) -> tuple[str, str]:
    """Invite somebody; gives the address of the link and of the page for the account."""
    await desk.say("/menu")
    await desk.presses("Collega’s", "Iemand uitnodigen", "Beleid en bestuur")
    link = re.findall(r"/in/[a-z2-7]{32}", desk.page.text)[0]
    await desk.press("Gemeenteaccount")
    return link, re.findall(r'href="(/openid/uitnodiging/[^"]+)"', desk.page.text)[0]
