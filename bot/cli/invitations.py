"""One-time links from the command line: kept as a hash, printed as a link, a deep link and a code to scan."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO

import segno
import typer

from bot.cli.opening import terminal
from bot.cli.saying import CANNOT_START, USAGE, stop, tell
from bot.config.environment import Settings
from bot.config.key import FaultyKeyError, signing_key
from bot.conversation.screen import t, verbatim
from bot.people.links import Valid, hashed, listening_at, only_here, token_for, ways_in
from bot.runtime.clock import Clock, Ids
from flows.labels import Functie, fits
from flows.people import Rol
from storage.people.people import Invite
from storage.unit import Unit

_BOT = re.compile(r"(?:@|(?:https?://)?t\.me/)?(?P<name>[A-Za-z][A-Za-z0-9_]{4,31})/?")


@dataclass(frozen=True, slots=True)
class Guest:
    """Whom a link is for: somebody new, or a functionaris who is known; ``bot`` is for a deep link."""

    rol: Rol
    label: str = ""
    team: str | None = None
    functionaris: str | None = None
    valid: Valid = Valid.QUARTER
    bot: str = ""


async def hand_out(unit: Unit, settings: Settings, guest: Guest, clock: Clock) -> Callable[[], None]:
    """Keep an invitation; what comes back prints it, once the transaction has ended."""
    try:
        key = signing_key(settings)
    except FaultyKeyError as error:
        stop(CANNOT_START, error.reason)
    now = clock.now()
    token = token_for(key, "invite", Ids().new())
    invite = Invite(guest.rol, guest.label, guest.team, guest.functionaris)
    await unit.people.invite(hashed(token), invite, now + guest.valid.lifetime, None)
    await unit.audit.note("uitgenodigd", at=now, wie=None, kanaal="cli", bij=guest.functionaris)
    web = settings.public_url or listening_at(settings.host, settings.port)
    ways = ways_in(token, web, guest.bot)
    return lambda: _show(guest, ways.web, ways.telegram)


def bot_name(given: str) -> str:
    """The user name of a bot, with or without what people write before it; stops when it cannot be one."""
    found = _BOT.fullmatch(given.strip())
    if given and found is None:
        stop(
            USAGE,
            t("cli.bot", "--bot is de gebruikersnaam van de bot, zoals @gemeente_bot: letters, cijfers en _ aaneen."),
        )
    return "" if found is None else found["name"]


def role_label(given: str) -> str:
    """What somebody will be called on screen; stops when it is no function with a number."""
    label = " ".join(given.split())
    if label and not fits(label):
        functies = ", ".join(each.capitalize() for each in Functie)
        stop(
            USAGE,
            t(
                "cli.label",
                "--label is een functie met een nummer, zoals “Klantmanager 7”. Functies: {functies}.",
                functies=functies,
            ),
        )
    return label


def _show(guest: Guest, web: str, telegram: str) -> None:
    if guest.functionaris is None:
        what = t("invited.what", "De uitnodiging werkt één keer en verloopt na {time}.", time=guest.valid.time)
    else:
        what = t("sign_in.what", "De aanmeldlink werkt één keer en verloopt na {time}.", time=guest.valid.time)
    tell(what, t("invited.web", "In de browser:"), verbatim(web))
    if telegram:
        tell(t("invited.telegram", "In Telegram:"), verbatim(telegram))
    if only_here(web):
        only = t(
            "invited.only_here",
            "Het webadres werkt alleen op deze computer. Zet het adres voor anderen in MEETLAT_PUBLIC_URL.",
        )
        tell(only)
    if terminal():
        _scannable(telegram or web)


def _scannable(url: str) -> None:
    picture = StringIO()
    segno.make(url, micro=False).terminal(picture, border=2, compact=True)
    typer.echo(picture.getvalue())
