"""``admin team``, ``teams``, ``rename-team``, ``pilot`` and ``remove-team``: how the organisation is divided."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.opening import database, founded, read_settings_or_stop, run
from bot.cli.saying import FAULTS, read_name_or_stop, speaker, stop, tell
from bot.cli.tables import show
from bot.conversation.screen import Text, t
from bot.runtime.clock import Clock, Ids

Id = Annotated[str, typer.Argument(metavar="ID", help="The id of the team, as `admin teams` shows it.")]
Name = Annotated[str, typer.Argument(help="The name of the team.")]


def team(
    name: Name,
    afdeling: Annotated[str, typer.Option(help="The department the team belongs to; a new name makes a new one.")],
) -> None:
    """Add a team."""
    run(_add(read_name_or_stop(name), read_name_or_stop(afdeling)))


def teams() -> None:
    """List the teams and the departments they belong to."""
    run(_list())


def rename_team(team_id: Id, name: Name) -> None:
    """Give a team another name."""
    run(_rename(team_id, read_name_or_stop(name)))


def pilot(
    team_id: Id, end: Annotated[bool, typer.Option("--end", help="The pilot is over: take the label off.")] = False
) -> None:
    """Say in reports and lists that a team takes part in a pilot."""
    run(_pilot(team_id, end=end))


def remove_team(team_id: Id) -> None:
    """Remove a team that nobody was ever in; with its department when that is empty then."""
    run(_remove(team_id))


async def _add(name: str, afdeling: str) -> None:
    async with database(read_settings_or_stop()) as storage, storage.unit() as unit:
        await founded(unit)
        known = await unit.teams.all()
        if name in {each.naam for each in known}:
            stop(FAULTS, _again(name))
        team_id = Ids().new()
        await unit.people.add_team(team_id, name, afdeling)
    tell(t("cli.admin.team.made", "Team {name} is aangemaakt, met id {id}.", name=name, id=team_id))
    afdelingen = dict.fromkeys(each.afdeling for each in known)
    if afdeling not in afdelingen:
        tell(t("cli.admin.afdeling.made", "Ook nieuw: de afdeling {name}.", name=afdeling))
        if afdelingen:
            tell(t("cli.admin.afdeling.known", "Er waren al: {known}.", known=", ".join(afdelingen)))


async def _list() -> None:
    async with database(read_settings_or_stop()) as storage, storage.look() as unit:
        await founded(unit)
        known = await unit.teams.all()
    header = [
        t("cli.people.id", "Id"),
        t("cli.people.team", "Team"),
        t("cli.teams.afdeling", "Afdeling"),
        t("cli.teams.people", "Mensen"),
        t("cli.teams.pilot", "Pilot"),
    ]
    say = speaker().say
    yes = say(t("value.yes", "ja"))
    rows = [(each.id, each.naam, each.afdeling, str(each.people), yes if each.pilot else "") for each in known]
    show([say(each) for each in header], rows)


async def _rename(team_id: str, name: str) -> None:
    async with database(read_settings_or_stop()) as storage, storage.unit() as unit:
        known = {each.id: each.naam for each in await unit.teams.all()}
        if team_id not in known:
            stop(FAULTS, _unknown(team_id))
        if name in known.values():
            stop(FAULTS, _again(name))
        await unit.teams.rename(team_id, name)
    tell(t("cli.admin.team.renamed", "Team {old} heet nu {name}.", old=known[team_id], name=name))


async def _pilot(team_id: str, *, end: bool) -> None:
    clock = Clock()
    async with database(read_settings_or_stop()) as storage, storage.unit() as unit:
        known = {each.id: each.naam for each in await unit.teams.all()}
        if team_id not in known:
            stop(FAULTS, _unknown(team_id))
        await unit.teams.mark(team_id, None if end else clock.today())
        await unit.audit.note("team_pilot", at=clock.now(), wie=None, kanaal="cli", bij=team_id)
    if end:
        tell(t("cli.admin.team.no_pilot", "Team {name} heeft geen label van een pilot meer.", name=known[team_id]))
    else:
        tell(t("cli.admin.team.pilot", "Team {name} is nu een pilot.", name=known[team_id]))


async def _remove(team_id: str) -> None:
    async with database(read_settings_or_stop()) as storage, storage.unit() as unit:
        known = {each.id: each.naam for each in await unit.teams.all()}
        if team_id not in known:
            stop(FAULTS, _unknown(team_id))
        if not await unit.teams.remove(team_id):
            stop(
                FAULTS,
                t(
                    "cli.admin.team.used",
                    "Team {name} blijft: er horen mensen, uitnodigingen of metingen bij. Een andere naam kan wel.",
                    name=known[team_id],
                ),
            )
    tell(t("cli.admin.team.removed", "Team {name} is verwijderd.", name=known[team_id]))


def _again(name: str) -> Text:
    return t("cli.admin.team.again", "Het team {name} bestaat al.", name=name)


def _unknown(team_id: str) -> Text:
    return t("cli.admin.team.unknown", "Er is geen team met id {id}. Kijk met: meetlat admin teams", id=team_id)
