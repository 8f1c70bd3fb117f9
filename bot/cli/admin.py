"""``admin``: the first beheerder, and whatever cannot be done in the chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.invitations import Guest, hand_out
from bot.cli.opening import database, read_settings_or_stop, run, terminal
from bot.cli.saying import FAULTS, USAGE, speaker, stop, tell
from bot.screen import Text, t
from flows.people import WITHOUT_TEAM, Rol

if TYPE_CHECKING:
    from storage.unit import Unit

app = typer.Typer(help="The organisation and its people.", no_args_is_help=True)
Bot = Annotated[str, typer.Option(metavar="NAME", help="The user name of the Telegram bot, for a deep link.")]
AFDELING = "Algemeen"


@app.command()
def init(
    name: Annotated[str, typer.Option(help="The name of the organisation.")],
    team: Annotated[list[str] | None, typer.Option(help="A team; may be given more than once.")] = None,
    bot: Bot = "",
) -> None:
    """Create the organisation and print the invitation of the first beheerder."""
    run(_init(name, team or [], bot))


@app.command()
def invite(
    role: Annotated[Rol, typer.Option(help="The role of the new colleague.")],
    team: Annotated[str | None, typer.Option(help="The id of the team, as `admin people` shows it.")] = None,
    label: Annotated[str, typer.Option(help="What the colleague is called on screen: a role, never a name.")] = "",
    bot: Bot = "",
) -> None:
    """Print an invitation for a new colleague."""
    run(_invite(Guest(role, label, team), bot))


@app.command("sign-in")
def sign_in(who: Annotated[str, typer.Argument(metavar="ID")], bot: Bot = "") -> None:
    """Print a link with which somebody who is known signs in again."""
    run(_sign_in(who, bot))


@app.command()
def people() -> None:
    """List everybody who has access, and the teams."""
    run(_people())


@app.command()
def remove(who: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """End every access of somebody, from the next message on."""
    run(_remove(who))


@app.command()
def team(
    name: Annotated[str, typer.Argument(help="The name of the team.")],
    afdeling: Annotated[str, typer.Option(help="The department the team belongs to.")],
) -> None:
    """Add a team."""
    run(_team(name, afdeling))


async def _init(name: str, teams: list[str], bot: str) -> None:
    from bot.world import World

    settings, world = read_settings_or_stop(), World()
    async with database(settings) as storage, storage.unit() as unit:
        known = await unit.people.organisation()
        if known is not None:
            stop(FAULTS, t("cli.admin.again", "De organisatie bestaat al: {name}.", name=known[0]))
        await unit.people.found(name)
        for each in dict.fromkeys(teams):
            await unit.people.add_team(world.new_id(), each, AFDELING)
        show = await hand_out(unit, settings, Guest(Rol.BEHEERDER), world, bot)
    tell(t("cli.admin.made", "{name} is aangemaakt.", name=name))
    show()


async def _invite(guest: Guest, bot: str) -> None:
    from bot.world import World

    settings = read_settings_or_stop()
    async with database(settings) as storage, storage.unit() as unit:
        await _founded(unit)
        teams = dict(await unit.people.teams())
        if guest.team not in teams and (guest.team or (teams and guest.rol not in WITHOUT_TEAM)):
            known = ", ".join(f"{team} ({naam})" for team, naam in teams.items())
            stop(USAGE, t("cli.admin.team", "Kies een team met --team: {known}.", known=known))
        show = await hand_out(unit, settings, guest, World(), bot)
    show()


async def _sign_in(who: str, bot: str) -> None:
    from bot.world import World

    settings, world = read_settings_or_stop(), World()
    async with database(settings) as storage, storage.unit() as unit:
        known = await unit.people.get(who, world.now())
        if known is None:
            stop(FAULTS, _unknown(who))
        show = await hand_out(unit, settings, Guest(known.rol, functionaris=known.id), world, bot)
    show()


async def _remove(who: str) -> None:
    from bot.world import World

    world = World()
    async with database(read_settings_or_stop()) as storage, storage.unit() as unit:
        known = await unit.people.get(who, world.now())
        if known is None:
            stop(FAULTS, _unknown(who))
        await unit.people.remove(who, world.now())
        await unit.audit.note("verwijderd", at=world.now(), wie=None, kanaal="cli", bij=who)
    tell(t("cli.admin.removed", "{label} heeft geen toegang meer.", label=known.label))


async def _team(name: str, afdeling: str) -> None:
    from bot.world import World

    async with database(read_settings_or_stop()) as storage, storage.unit() as unit:
        await _founded(unit)
        if name in dict(await unit.people.teams()).values():
            stop(FAULTS, t("cli.admin.team.again", "Het team {name} bestaat al.", name=name))
        team_id = World().new_id()
        await unit.people.add_team(team_id, name, afdeling)
    tell(t("cli.admin.team.made", "Team {name} is aangemaakt, met id {id}.", name=name, id=team_id))


async def _people() -> None:
    from bot.cli.tables import show
    from bot.world import World

    async with database(read_settings_or_stop()) as storage, storage.look() as unit:
        await _founded(unit)
        teams = await unit.people.teams()
        everyone = await unit.people.everyone(World().now())
    say, naam = speaker().say, dict(teams)
    header = [t("cli.people.id", "Id"), t("cli.people.label", "Naam op het scherm"), t("cli.people.team", "Team")]
    rows = [(who.id, who.label, naam.get(who.team or "", "")) for who in everyone]
    show([say(each) for each in header], rows, coloured=terminal())
    if teams:
        show([say(header[0]), say(header[2])], teams, coloured=terminal())


async def _founded(unit: Unit) -> None:
    if await unit.people.organisation() is None:
        stop(FAULTS, t("cli.admin.first", "Er is nog geen organisatie. Begin met: meetlat admin init --name …"))


def _unknown(who: str) -> Text:
    return t("cli.admin.unknown", "Niemand met toegang heeft id {who}. Kijk met: meetlat admin people", who=who)
