"""A gemeente that keeps placements, and the taps that its tests share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from channels.steps import opened
from support.botapi.person import Person
from support.running import ANNA, Meetlat, live, meetlat_on, tap
from support.storage import Databases

from flows.meetmoment import counting
from flows.plaatsingen import Plaatsing
from storage.reports import Eenheid, Soort

MINE = Eenheid(Soort.FUNCTIONARIS, ANNA.id)
SETTINGS = """
naam = "G"
partners = ["Partner P"]
financieringen = ["Participatiewet", "Wmo"]
[regels]
steekproef_een_op = 0
instrument_bedrag = {bedrag}
[[instrument]]
naam = "Taalles"
treden = [3, 4]
srg_type = "59"
financiering = "Wmo"
[[instrument]]
naam = "Werkplek"
"""
TAALLES = ("Instrument begint", "Taalles", "Partner P")
WERKPLEK = ("Instrument begint", "Werkplek", "Partner P", "Participatiewet")


@asynccontextmanager
async def with_instruments(databases: Databases, folder: Path, bedrag: str = "false") -> AsyncIterator[Meetlat]:
    """A Meetlat of a gemeente with these settings."""
    file = folder / "gemeente.toml"
    file.write_text(SETTINGS.format(bedrag=bedrag), encoding="utf-8")
    async with meetlat_on(await databases.clean(), gemeente_settings=file) as meetlat:
        yield meetlat


async def instruments(person: Person, code: str, *taps: str) -> None:
    """Go to the instruments of a client, and on from there."""
    await opened(person, code)
    await tap(person, "Instrumenten", *taps)


async def placed(meetlat: Meetlat, code: str) -> tuple[Plaatsing, ...]:
    """Every placement of a client."""
    async with meetlat.storage.look() as unit:
        return await unit.plaatsingen.of(code)


async def kenmerk_8(meetlat: Meetlat, code: str) -> str:
    """What the last meetmoment that counts says about an instrument that runs."""
    return counting(await meetlat.history(code))[-1].meting.kenmerken["instrument_lopend"]


def shown(person: Person) -> str:
    """What is on the screen now."""
    return live(person).message.text
