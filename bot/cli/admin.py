"""``admin``: the first beheerder, and whatever cannot be done in the chat."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli import codes, keys, options, outbox, teams
from bot.cli.invitations import Guest, bot_name, hand_out, role_label
from bot.cli.opening import database, flows_or_stop, founded, read_settings_or_stop, run
from bot.cli.saying import FAULTS, USAGE, read_name_or_stop, speaker, stop, tell
from bot.cli.tables import show
from bot.conversation.screen import Text, t
from bot.people.links import Valid
from bot.people.removal import is_last_beheerder, left_behind
from bot.runtime.clock import AMSTERDAM, Clock, Ids
from flows.partners import take_in
from flows.people import WITHOUT_TEAM, Rol

app = typer.Typer(help="The organisation and its people.", no_args_is_help=True)
app.command()(outbox.outbox)
app.command()(teams.team)
app.command()(options.settings)
app.command()(teams.teams)
app.command("rename-team")(teams.rename_team)
app.command("successor")(codes.successor)
app.command("pilot")(teams.pilot)
app.command("push-key")(keys.push_key)
app.command("remove-team")(teams.remove_team)
Bot = Annotated[str, typer.Option(metavar="NAME", help="The user name of the Telegram bot, for a deep link.")]
Until = Annotated[Valid, typer.Option("--valid", help="How long the link works.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="The id of a person, as `admin people` shows it.")]
AFDELING = "Algemeen"


@app.command()
def init(
    name: Annotated[str, typer.Option(help="The name of the organisation.")],
    team: Annotated[list[str] | None, typer.Option(help="A team; may be given more than once.")] = None,
    valid: Until = Valid.QUARTER,
    bot: Bot = "",
) -> None:
    """Create the organisation and print the invitation of the first beheerder."""
    teams = [read_name_or_stop(each) for each in team or ()]
    run(_init(read_name_or_stop(name), teams, Guest(Rol.BEHEERDER, valid=valid, bot=bot_name(bot))))


@app.command()
def invite(
    role: Annotated[Rol, typer.Option(help="The role of the new colleague.")],
    team: Annotated[str | None, typer.Option(help="The id of the team, as `admin teams` shows it.")] = None,
    label: Annotated[str, typer.Option(help="What the colleague is called on screen: a role, never a name.")] = "",
    valid: Until = Valid.QUARTER,
    bot: Bot = "",
) -> None:
    """Print an invitation for a new colleague."""
    run(_invite(Guest(role, role_label(label), team, valid=valid, bot=bot_name(bot))))


@app.command("sign-in")
def sign_in(who: Id, valid: Until = Valid.QUARTER, bot: Bot = "") -> None:
    """Print a link with which somebody who is known signs in again."""
    run(_sign_in(who, valid, bot_name(bot)))


@app.command()
def people() -> None:
    """List everybody who has access."""
    run(_people())


@app.command()
def remove(
    who: Id,
    force: Annotated[bool, typer.Option("--force", help="Also the last beheerder.")] = False,
) -> None:
    """End every access of somebody, from the next message on."""
    run(_remove(who, force=force))


async def _init(name: str, teams: list[str], guest: Guest) -> None:
    settings, clock = read_settings_or_stop(), Clock()
    async with database(settings, new=True) as storage, storage.unit() as unit:
        known = await unit.people.organisation()
        if known is not None:
            stop(FAULTS, t("cli.admin.again", "De organisatie bestaat al: {name}.", name=known[0]))
        await unit.people.found(name)
        for each in dict.fromkeys(teams):
            await unit.people.add_team(Ids().new(), each, AFDELING)
        show = await hand_out(unit, settings, guest, clock)
    tell(t("cli.admin.made", "{name} is aangemaakt.", name=name))
    show()


async def _invite(guest: Guest) -> None:
    settings = read_settings_or_stop()
    if guest.rol is Rol.INVOERDER and not take_in(flows_or_stop(settings).gemeente.partijen):
        stop(FAULTS, t("cli.admin.external", "Volgens de instellingen heeft geen partner externe invoerders."))
    async with database(settings) as storage, storage.unit() as unit:
        await founded(unit)
        teams = dict(await unit.people.teams())
        if guest.team not in teams and (guest.team or (teams and guest.rol not in WITHOUT_TEAM)):
            known = ", ".join(f"{team} ({naam})" for team, naam in teams.items())
            stop(USAGE, t("cli.admin.team", "Kies een team met --team: {known}.", known=known))
        show = await hand_out(unit, settings, guest, Clock())
    show()


async def _sign_in(who: str, valid: Valid, bot: str) -> None:
    settings, clock = read_settings_or_stop(), Clock()
    async with database(settings) as storage, storage.unit() as unit:
        known = await unit.people.get(who, clock.now())
        if known is None:
            stop(FAULTS, _unknown(who))
        guest = Guest(known.rol, functionaris=known.id, valid=valid, bot=bot)
        show = await hand_out(unit, settings, guest, clock)
    show()


async def _remove(who: str, *, force: bool) -> None:
    clock = Clock()
    async with database(read_settings_or_stop()) as storage, storage.unit() as unit:
        known = await unit.people.get(who, clock.now())
        if known is None:
            stop(FAULTS, _unknown(who))
        if not force and await is_last_beheerder(unit, known, clock.now()):
            stop(
                FAULTS,
                t(
                    "cli.admin.last",
                    "{label} is de laatste beheerder. Nodig eerst een andere uit, of geef --force.",
                    label=known.label,
                ),
            )
        behind = await left_behind(unit, known, clock.now(), clock.today())
        await unit.people.remove(who, clock.now())
        await unit.chats.part(who, "access_is_over")
        await unit.audit.note("verwijderd", at=clock.now(), wie=None, kanaal="cli", bij=who)
    tell(t("cli.admin.removed", "{label} heeft geen toegang meer.", label=known.label), *behind)


async def _people() -> None:
    async with database(read_settings_or_stop()) as storage, storage.look() as unit:
        await founded(unit)
        everyone = await unit.people.roster(Clock().now())
    say = speaker().say
    header = [
        t("cli.people.id", "Id"),
        t("cli.people.role", "Rol"),
        t("cli.people.team", "Team"),
        t("cli.people.label", "Naam op het scherm"),
        t("cli.people.since", "Sinds"),
    ]
    rows = [
        (each.who.id, each.who.rol.value, each.team, each.who.label, f"{each.sinds.astimezone(AMSTERDAM):%d-%m-%Y}")
        for each in everyone
    ]
    show([say(each) for each in header], rows)


def _unknown(who: str) -> Text:
    return t("cli.admin.unknown", "Niemand met toegang heeft id {who}. Kijk met: meetlat admin people", who=who)
