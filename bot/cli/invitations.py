"""Invitations from the command line: kept as a hash, printed as a link, a deep link and a code to scan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from bot.cli.opening import terminal
from bot.cli.saying import CANNOT_START, stop, tell
from bot.screen import t
from flows.people import Rol

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.world import World
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Guest:
    """Whom an invitation is for: somebody new, or a functionaris who is known."""

    rol: Rol
    label: str = ""
    team: str | None = None
    functionaris: str | None = None


async def hand_out(unit: Unit, settings: Settings, guest: Guest, world: World, bot: str) -> Callable[[], None]:
    """Keep an invitation; what comes back prints it, once the transaction has ended."""
    from bot.key import FaultyKeyError, house_key
    from bot.links import LIFETIME, hashed, token_for, ways_in
    from storage.people import Invite

    try:
        key = house_key(settings)
    except FaultyKeyError as error:
        stop(CANNOT_START, error.reason)
    now = world.now()
    token = token_for(key, "invite", world.new_id())
    invite = Invite(guest.rol, guest.label, guest.team, guest.functionaris)
    await unit.people.invite(hashed(token), invite, now + LIFETIME, None)
    await unit.audit.note("uitgenodigd", at=now, wie=None, kanaal="cli", bij=guest.functionaris)
    ways = ways_in(token, settings.public_url or f"http://{settings.host}:{settings.port}", bot.removeprefix("@"))

    def show() -> None:
        tell(
            t(
                "cli.invite.what",
                "De uitnodiging werkt één keer en verloopt na {n} minuten.",
                n=int(LIFETIME.total_seconds() // 60),
            )
        )
        tell(t("invited.web", "In de browser: {url}", url=ways.web))
        if ways.telegram:
            tell(t("invited.telegram", "In Telegram: {url}", url=ways.telegram))
        if terminal():
            _scannable(ways.telegram or ways.web)

    return show


def _scannable(url: str) -> None:
    from io import StringIO

    import segno

    picture = StringIO()
    segno.make(url, micro=False).terminal(picture, border=2, compact=True)
    typer.echo(picture.getvalue())
