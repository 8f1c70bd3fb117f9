"""The taps that the tests of both channels share, and the words by which a screen is known."""

from __future__ import annotations

from support.botapi.person import Person
from support.running import ANNA, Meetlat, live, send, tap

from flows.people import Functionaris

P0, Q1, Q3 = "Kunt u deze cliënt nu op de ladder plaatsen?", "betaald werk: een", "onbetaald werk"
HOME = "Wat wilt u doen?"
NEW = ("Nieuwe meting", "Nieuwe cliënt")
TO_SUMMARY = ("Ja", "Nee", "Ja", "Klopt", "Nee", "Alles klopt", "Over 12 maanden")
TREDE_4 = (*TO_SUMMARY, "Vastleggen")
OLD_BUTTON = "Die knop is oud"


async def begun(person: Person, *taps: str) -> str:
    """Begin a measurement of a new client on Telegram; gives the code."""
    await send(person, "/start")
    message = await tap(person, *NEW)
    code = message.text.partition("Nieuwe cliëntcode: ")[2].partition(".")[0]
    await tap(person, *taps)
    return code


async def measured(meetlat: Meetlat, who: Functionaris = ANNA) -> str:
    """Measure a new client on Telegram, from the menu to the receipt; gives the code."""
    return await begun(meetlat.phone(who), *TREDE_4)


async def opened(person: Person, code: str) -> None:
    """Open a client by typing the code at the menu."""
    await send(person, "/start")
    await send(person, code)


def label_with(labels: list[str], part: str) -> str:
    """The one label that holds these words."""
    (found,) = [label for label in labels if part in label]
    return found


async def moment_of(person: Person, code: str, moment: str) -> None:
    """Open the meetmoment of a client that is written so: ``· 4``."""
    await opened(person, code)
    await tap(person, "Meetmomenten")
    await tap(person, label_with(live(person).message.labels, moment))


async def changing(person: Person, what: str) -> None:
    """Go from the summary to one of its answers."""
    await tap(person, "Iets wijzigen")
    await tap(person, label_with(live(person).message.labels, what))
