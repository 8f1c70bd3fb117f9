"""An institution enters a list: codes at once, a row each, one confirmation for each client, and nothing is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from support.running import ANNA, Meetlat, meetlat_on, send, tap
from support.storage import Databases

from bot.batch.reading import read_list
from flows.gemeente import Options
from flows.ladder import Groei, Stand
from flows.meetmoment import Status
from flows.people import Rol

FOUR, TWO_PLUS, THREE = Stand(4, Groei.NUL), Stand(2, Groei.PLUS), Stand(3, Groei.NUL)


@dataclass
class Somebody:
    """An invoerder on one of the channels."""

    press: Callable[[str], Awaitable[str]]
    type: Callable[[str], Awaitable[str]]
    start: Callable[[], Awaitable[str]]


@asynccontextmanager
async def invoerder(meetlat: Meetlat, channel: str) -> AsyncIterator[tuple[Somebody, list[str]]]:
    """Somebody of an institution, with three clients of its own."""
    who, person = await meetlat.newcomer(Rol.INVOERDER)
    codes = [await meetlat.client(who) for _ in range(3)]
    if channel == "telegram":

        async def press(label: str) -> str:
            return (await tap(person, label)).text

        async def typed(text: str) -> str:
            return (await send(person, text)).text

        async def start() -> str:
            return (await send(person, "/start")).text

        yield Somebody(press, typed, start), codes
        return
    async with meetlat.browser(who) as visitor:

        async def on_page(label: str) -> str:
            return "\n".join((await visitor.press(label)).lines)

        async def said(text: str) -> str:
            return "\n".join((await visitor.say(text)).lines)

        async def opened() -> str:
            return "\n".join((await visitor.say("/start")).lines)

        yield Somebody(on_page, said, opened), codes


@pytest.mark.wens("RD08", "RD37")
@pytest.mark.parametrize("channel", ["telegram", "web"])
async def test_a_list_is_entered_and_nothing_is_lost(channel: str, databases: Databases) -> None:
    async with meetlat_on(await databases.clean()) as meetlat:
        elsewhere = await meetlat.client(ANNA)
        async with invoerder(meetlat, channel) as (one, (first, second, third)):
            await one.start()
            await one.press("Nieuwe meting")
            await one.press("Een lijst invoeren")
            text = await one.type(f"{first} 4\t{second}; 2+, {third} {elsewhere} 3 Jansen")
            assert "Niet toegevoegd: 2." in text
            assert "Jansen" not in text
            assert f"{first} · 4, nog te bevestigen" in text
            assert f"{second} · 2+, nog te bevestigen" in text
            assert f"{third} · nog invoeren" in text
            assert elsewhere not in text
            assert "Klopt dit zo?" in await one.press("Volgende: nog 3")
            assert await meetlat.history(first) == ()
            assert f"✔ {first} vastgelegd" in await one.press("Vastleggen")
            assert "Welke trede verwacht u" in await one.press("Volgende: nog 2")
            assert "Klopt dit zo?" in await one.press("Trede 3")
            await meetlat.restart()
            await one.start()
            text = await one.press("Verder met lijst (2)")
            assert "Vastgelegd: 1 van 3" in text
            assert "U gaat verder waar u gebleven was" in await one.press("Volgende: nog 2")
            assert f"✔ {second} vastgelegd" in await one.press("Vastleggen")
            assert f"Waar staat {third} op de ladder?" in await one.press("Volgende: nog 1")
            assert "Klopt dit zo?" in await one.type("3")
            await one.press("Vastleggen")
            await one.press("Menu")
            await one.press("Nieuwe meting")
            assert "Vastgelegd: 3 van 3" in await one.press("Een lijst invoeren")
            assert "Vastgelegd" not in await one.press("Haal weg wat klaar is")
        for code, stand in ((first, FOUR), (second, TWO_PLUS), (third, THREE)):
            (moment,) = await meetlat.history(code)
            assert (moment.meting.stand, moment.status) == (stand, Status.TE_CONTROLEREN)


@pytest.mark.wens("RD37")
@pytest.mark.parametrize("channel", ["telegram", "web"])
async def test_a_long_list_is_pasted_at_once(channel: str, sqlite_databases: Databases) -> None:
    async with meetlat_on(await sqlite_databases.ready()) as meetlat, invoerder(meetlat, channel) as (one, (first, *_)):
        known = await meetlat.history(first)
        async with meetlat.storage.look() as unit:
            keeper = (await unit.clients.keepers(first, meetlat.today()))[0][0]
            who = await unit.people.known(keeper)
        assert (known, who is None) == ((), False)
        codes = [await meetlat.client(who) for _ in range(60)] if who else []
        await one.start()
        await one.press("Nieuwe meting")
        await one.press("Een lijst invoeren")
        text = await one.type("\n".join(f"{code}\t4+" for code in codes))
        assert "Vastgelegd: 0 van 60" in text


@pytest.mark.parametrize(
    "text",
    [
        "K-222229 4+\nK-33333J 3",
        "k-222229 4+, k-33333j trede 3",
        "K-222229:4+;K-33333J:3",
        "K-222229K-33333J 3",
        "222229 4+ | 33333J",
    ],
)
def test_a_list_is_read_however_it_is_pasted(text: str) -> None:
    found = read_list(text, "K", Options())
    assert list(found.rows) == ["K-222229", "K-33333J"]
    assert found.rows["K-33333J"] in (THREE, None)
    assert found.unread <= 1


def test_a_stand_that_cannot_be_is_not_taken() -> None:
    found = read_list("K-222229 6+ K-33333J 0", "K", Options(code_0=False))
    assert (found.rows, found.unread) == ({"K-222229": None, "K-33333J": None}, 2)
