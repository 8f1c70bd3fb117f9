"""Who hears of a client: whoever keeps the client, whoever stands in meanwhile, or whoever leads the team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from flows.agenda import Wishes
from flows.people import Functionaris, Right, Rol


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works or worked here; ``vervanger`` stands in today, because this one is away."""

    who: Functionaris
    active: bool = True
    vervanger: str | None = None
    wishes: Wishes = field(default_factory=Wishes)

    @property
    def measures(self) -> bool:
        """Whether somebody who keeps clients can be told of them."""
        return self.active and self.who.may(Right.MEASURE)


class Staff:
    """Everybody there is, on one day."""

    def __init__(self, members: Iterable[Member]) -> None:
        """Know these people by their id."""
        self._members = {member.who.id: member for member in members}
        self._leads: defaultdict[tuple[Rol, str | None], list[Member]] = defaultdict(list)
        for member in self._members.values():
            if member.active and member.who.rol in (Rol.TEAMLEIDER, Rol.BEHEERDER):
                self._leads[member.who.rol, member.who.team].append(member)

    def __getitem__(self, functionaris: str) -> Member:
        """Somebody who works or worked here."""
        return self._members[functionaris]

    def responsible(self, keeper: str | None) -> tuple[Member, ...]:
        """Who hears of a client of ``keeper``; a substitute who is away too, or has left, stands in for nobody."""
        one = self._one(keeper)
        return self.leads(keeper) if one is None else (one,)

    def leads(self, keeper: str | None) -> tuple[Member, ...]:
        """Who leads the team of ``keeper`` and is not away; all of them when they all are.

        The beheerders where a team has no lead, where there is no team, and where nobody ever kept the client.
        """
        member = None if keeper is None else self._members.get(keeper)
        team = None if member is None else member.who.team
        led = () if team is None else self._at_work(Rol.TEAMLEIDER, team)
        return led or self._at_work(Rol.BEHEERDER, None)

    def _one(self, keeper: str | None) -> Member | None:
        member = None if keeper is None else self._members.get(keeper)
        if member is None or not member.measures:
            return None
        if member.vervanger is None:
            return member
        other = self._members.get(member.vervanger)
        return other if other is not None and other.measures and other.vervanger is None else None

    def _at_work(self, rol: Rol, team: str | None) -> tuple[Member, ...]:
        active = self._leads.get((rol, team), [])
        return tuple([member for member in active if member.vervanger is None] or active)
