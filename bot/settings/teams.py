"""The teams of the organisation; a beheerder says which of them take part in a pilot."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Button, Screen, Target, Text, t, verbatim
from bot.settings.routes import CHANGE_PILOT, ONE_TEAM, OPTIONS, TEAMS
from bot.ui import wording
from bot.ui.widgets import column, hint, item, line, menu, pages, short, title, to
from storage.people.teams import Team

_PAGE = 8


@TEAMS.handler
async def teams(context: RequestContext, page: int) -> Screen:
    """Eight at a time, by afdeling."""
    known = await context.unit.teams.all()
    number = min(page, max(0, len(known) - 1) // _PAGE)
    shown = known[number * _PAGE : (number + 1) * _PAGE]
    blocks = [title(t("teams.title", "Teams")), *(item(_row(each)) for each in shown)]
    if not known:
        blocks.append(line(t("teams.none", "Er zijn nog geen teams. Ze worden gemaakt met: meetlat admin team.")))
    buttons = [Button(verbatim(short(each.naam)), link(ONE_TEAM, each.id)) for each in shown]
    turning = pages(lambda number: link(TEAMS, number), number, len(known), _PAGE)
    return Screen(tuple(blocks), (*column(buttons), *turning, (to(link(OPTIONS)), menu())))


@ONE_TEAM.handler
async def one_team(context: RequestContext, team_id: str) -> Screen:
    """One team, with or without the label of a pilot."""
    found = await _team(context, team_id)
    if found is None:
        return await teams(context, 0)
    blocks = [
        title(wording.team(found.naam, pilot=found.pilot)),
        item(t("teams.afdeling", "Afdeling: {name}", name=found.afdeling)),
        item(t("teams.people", "Mensen met toegang: {n}", n=found.people)),
        hint(t("teams.pilot", "Bij een team in een pilot staat dat in rapporten en in de lijst van groepen.")),
    ]
    label = t("btn.pilot.end", "Geen pilot meer") if found.pilot else t("btn.pilot", "Dit is een pilot")
    change = Button(label, link(CHANGE_PILOT, team_id, "nee" if found.pilot else "ja"))
    return Screen(tuple(blocks), ((change,), (to(link(TEAMS, 0)), menu())))


@CHANGE_PILOT.handler
async def change_pilot(context: RequestContext, team_id: str, pilot: str) -> Target:
    """Put the label on a team, or take it off."""
    if await _team(context, team_id) is not None:
        await context.unit.teams.mark(team_id, context.today if pilot == "ja" else None)
        await context.note("team_pilot", bij=team_id)
        context.tell("chosen")
    return link(ONE_TEAM, team_id)


async def _team(context: RequestContext, team_id: str) -> Team | None:
    return next((each for each in await context.unit.teams.all() if each.id == team_id), None)


def _row(each: Team) -> Text:
    name = wording.team(each.naam, pilot=each.pilot)
    return t("teams.row", "{team}, {afdeling}", team=name, afdeling=each.afdeling)
