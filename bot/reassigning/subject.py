"""Which clients a team lead gives to others, and to whom: both as a route carries them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from bot.clients.codes import valid
from bot.conversation.context import RequestContext
from bot.reassigning.routes import NOBODY_YET, WITHOUT_ACCESS
from bot.ui.picking import who_measure
from flows.handover import spread
from flows.people import Functionaris, Rol
from storage.clients.clients import ClientCard, Tally

_CHECK = 4


@dataclass(frozen=True, slots=True)
class Subject:
    """What is given to others: a client, or what some people keep; ``label`` is whose it was, empty for many."""

    route: str
    keepers: tuple[str, ...]
    client: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Some of the colleagues; a route carries it as bits, with a check on who could be chosen."""

    people: tuple[Functionaris, ...]
    bits: int = 0

    @property
    def chosen(self) -> tuple[Functionaris, ...]:
        """Who was chosen."""
        return tuple(who for number, who in enumerate(self.people) if self.bits >> number & 1)

    @property
    def route(self) -> str:
        """As a route carries it."""
        return f"{_check(self.people)}{self.bits:x}"

    def flip(self, who: Functionaris) -> Choice:
        """With this one, or without."""
        return Choice(self.people, self.bits ^ 1 << self.people.index(who))

    def everybody(self) -> Choice:
        """All klantmanagers; the others are chosen one by one."""
        return Choice(self.people, sum(1 << n for n, who in enumerate(self.people) if who.rol is Rol.KLANTMANAGER))


async def subject_of(context: RequestContext, route: str) -> Subject | None:
    """What a route means, as far as it belongs to the team that this person leads."""
    if context.who.team is None:
        return None
    if valid(route):
        keepers = await context.unit.clients.keepers(route, context.today)
        keeper = await context.unit.people.known(keepers[0][0]) if keepers and keepers[0][1] <= context.today else None
        if keeper is None or keeper.team != context.who.team:
            return None
        return Subject(route, (keeper.id,), route, keeper.label)
    team = await context.unit.caseloads.of_team(context.who.team, context.today, context.now)
    if route == WITHOUT_ACCESS:
        return Subject(route, tuple(each.who.id for each in team if not each.active))
    return next((Subject(route, (route,), label=each.who.label) for each in team if each.who.id == route), None)


async def choice_of(context: RequestContext, subject: Subject, route: str) -> Choice | None:
    """Who was chosen of the team; none when there are others to choose from by now."""
    besides = subject.keepers[0] if len(subject.keepers) == 1 else ""
    team = tuple(who for who in await who_measure(context, besides) if who.team == context.who.team)
    if route == NOBODY_YET:
        return Choice(team)
    check, bits = route[:_CHECK], route[_CHECK:]
    if check != _check(team) or not bits or set(bits) - set("0123456789abcdef"):
        return None
    number = int(bits, 16)
    return Choice(team, number) if number >> len(team) == 0 else None


async def cards(context: RequestContext, subject: Subject) -> tuple[ClientCard, ...]:
    """Who is given, from the lowest trede up: those who stand alike are divided evenly then."""
    found = await context.unit.clients.all_of(subject.keepers, context.today)
    meant = [each for each in found if subject.client in (None, each.code)]
    return tuple(sorted(meant, key=lambda each: "" if each.stand is None else str(each.stand)))


async def tallies(context: RequestContext, people: Iterable[Functionaris]) -> dict[str, Tally]:
    """What each of these people has now."""
    return {who.id: await context.unit.clients.tally_of(who.id, context.today) for who in people}


async def division(context: RequestContext, codes: Iterable[str], choice: Choice) -> dict[str, str]:
    """Which of the chosen gets which client."""
    found = await tallies(context, choice.chosen)
    return spread(codes, {who: tally.clients for who, tally in found.items()})


def _check(people: Sequence[Functionaris]) -> str:
    return f"{crc32(','.join(who.id for who in people).encode()) & 0xFFFF:04x}"
