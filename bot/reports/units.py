"""Who may ask about whom: the units that somebody may choose, each with the short name a button carries."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from zlib import crc32

from bot.conversation.context import RequestContext
from bot.conversation.screen import Text, t, verbatim
from bot.reports.naming import EVERYBODY, OF_EVERYBODY, OF_ONESELF, by_code_of_now, fields, of_afdeling, of_partner
from bot.ui import wording
from flows.people import Right
from storage.reports import Eenheid, Soort

OWN, TEAM, ALL = "e", "t", "a"
_PARTNER, _FIELD = "p", "v"
_SHORT: dict[str, Text] = {
    OWN: t("btn.unit.own", "Uzelf"),
    TEAM: t("btn.unit.team", "Uw team"),
    ALL: t("btn.unit.all", "Hele organisatie"),
}
# What they are called beside another one.
_ALONE: dict[str, Text] = {
    OWN: t("unit.own.alone", "uzelf"),
    TEAM: t("unit.team.alone", "uw team"),
    ALL: EVERYBODY,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit somebody may ask about; ``masked`` when the numbers leave the team, ``listed`` with client codes.

    ``short`` is what a button says where that is less than the ``naam`` in a heading.
    """

    code: str
    eenheid: Eenheid
    naam: Text
    masked: bool = False
    listed: bool = False
    short: Text | None = None


def shortly(each: Choice) -> Text:
    """What a button says."""
    return _SHORT.get(each.code, each.short or each.naam)


def standing_alone(each: Choice) -> Text:
    """What a unit is called beside another one."""
    return _ALONE.get(each.code, each.naam)


async def choices(context: RequestContext, *, partners: bool = True) -> list[Choice]:
    """Every unit that this person may ask about, the closest first; looking for ``partners`` takes the longest."""
    who, found = context.who, []
    if who.may(Right.REPORT_OWN):
        own = Eenheid(Soort.FUNCTIONARIS, who.id)
        found.append(Choice(OWN, own, OF_ONESELF, listed=True))
    if who.team is not None and (who.may(Right.REPORT_OWN) or who.may(Right.REPORT_TEAM)):
        team = Eenheid(Soort.TEAM, who.team)
        name = wording.own_team(pilot=await context.unit.teams.in_pilot(who.team))
        found.append(Choice(TEAM, team, name, listed=who.may(Right.REPORT_TEAM)))
    if who.may(Right.REPORT_TEAM) and who.team is not None:
        found += [each async for each in _members(context)]
        shared = [*_gemeenten(context), *await _shared(context, partners=partners)]
        found += [_of_the_team(name, each, who.team) for name, each in shared]
    if who.may(Right.REPORT_ALL):
        found += [each async for each in _everything(context, partners=partners)]
    return found


async def choice(context: RequestContext, code: str) -> Choice | None:
    """The unit with this short name; the same none for one that is not there and one that is not for this person."""
    found = await choices(context, partners=code.startswith(f"{_PARTNER}-"))
    return next((each for each in found if code in (each.code, for_others(each))), None)


def for_others(each: Choice) -> str | None:
    """What a colleague calls the same unit; none for a part of one team, which others know as the whole."""
    match each.eenheid.soort:
        case Soort.FUNCTIONARIS:
            return f"f-{each.eenheid.id}"
        case Soort.TEAM:
            return f"m-{each.eenheid.id}"
    return None if each.eenheid.within else each.code


async def first(context: RequestContext) -> Choice | None:
    """The unit a person chose last, or sees without choosing: a team lead the team, a klantmanager the own caseload."""
    last = await context.unit.people.unit_of(context.who.id)
    if last is not None and (chosen := await choice(context, last)) is not None:
        return chosen
    found = await choices(context, partners=False)
    preferred = TEAM if context.who.may(Right.REPORT_TEAM) else None
    return next((each for each in found if each.code == preferred), found[0] if found else None)


async def _members(context: RequestContext) -> AsyncIterator[Choice]:
    for each in await context.unit.people.everyone(context.now):
        if each.team == context.who.team and each.id != context.who.id and each.may(Right.MEASURE):
            member = Eenheid(Soort.FUNCTIONARIS, each.id)
            yield Choice(f"f-{each.id}", member, verbatim(each.label), listed=True)


async def _everything(context: RequestContext, *, partners: bool) -> AsyncIterator[Choice]:
    """Numbers only, and never of one person."""
    yield Choice(ALL, Eenheid(Soort.ALLES), OF_EVERYBODY, masked=True)
    served = context.flows.gemeente.codes
    for code in served:
        name = wording.gemeente(context.flows, code)
        yield Choice(f"g-{code}", Eenheid(Soort.GEMEENTE, code), name, masked=True)
        if any(each.opvolger == code for each in context.flows.gemeentecodes.values() if each.code in served):
            name = by_code_of_now(context.flows, code)
            yield Choice(f"n-{code}", Eenheid(Soort.GEMEENTE_NU, code), name, masked=True)
    teams = await context.unit.teams.all()
    for afdeling in dict.fromkeys(each.afdeling for each in teams):
        name = of_afdeling(afdeling)
        yield Choice(f"d-{_tag(afdeling)}", Eenheid(Soort.AFDELING, afdeling), name, masked=True)
    for team in teams:
        yield Choice(
            f"m-{team.id}", Eenheid(Soort.TEAM, team.id), wording.team(team.naam, pilot=team.pilot), masked=True
        )
    for name, each in await _shared(context, partners=partners):
        yield Choice(_code(each), each, name, masked=True)


async def _shared(context: RequestContext, *, partners: bool) -> list[tuple[Text, Eenheid]]:
    """What clients of several teams have in common: a contractpartner, or the same value of a local field."""
    named = await context.unit.reports.partners() if partners else ()
    return [*((of_partner(each), Eenheid(Soort.PARTNER, each)) for each in named), *fields(context.flows)]


def _gemeenten(context: RequestContext) -> Iterator[tuple[Text, Eenheid]]:
    """The gemeenten of an organisation that serves several."""
    codes = context.flows.gemeente.codes
    for code in codes if len(codes) > 1 else ():
        yield wording.gemeente(context.flows, code), Eenheid(Soort.GEMEENTE, code)


def _of_the_team(name: Text, shared: Eenheid, team: str) -> Choice:
    """Those of them that the team has itself: for its lead, so nothing needs to be hidden."""
    eenheid = replace(shared, within=team)
    return Choice(_code(shared), eenheid, t("unit.of_team", "uw team, {name}", name=name), listed=True, short=name)


def _code(shared: Eenheid) -> str:
    if shared.soort is Soort.GEMEENTE:
        return f"g-{shared.id}"
    return f"{_PARTNER if shared.soort is Soort.PARTNER else _FIELD}-{_tag(shared.id)}"


def _tag(name: str) -> str:
    """A short name for what may be written with any letters."""
    return f"{crc32(name.encode()):08x}"
