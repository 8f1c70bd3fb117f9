"""Who hears of a client: whoever keeps the client, whoever stands in meanwhile, or whoever leads the team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from flows.agenda import Wishes
from flows.people import Functionaris, Right, Rol


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works or worked here; ``vervanger`` stands in today, because this one is on leave."""

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
        self._responsible: dict[str | None, tuple[Member, ...]] = {}
        self._leads: dict[str | None, tuple[Member, ...]] = {}

    def __getitem__(self, functionaris: str) -> Member:
        """Somebody who works or worked here."""
        return self._members[functionaris]

    def responsible(self, keeper: str | None) -> tuple[Member, ...]:
        """Who hears of a client of ``keeper``; a substitute who is away too, or has left, stands in for nobody."""
        found = self._responsible.get(keeper)
        if found is None:
            one = self._one(keeper)
            found = self._responsible[keeper] = self.leads(keeper) if one is None else (one,)
        return found

    def leads(self, keeper: str | None) -> tuple[Member, ...]:
        """Who leads the team of ``keeper`` and is not on leave; all of them when they all are.

        The beheerders where a team has no lead, and where nobody ever kept the client.
        """
        member = None if keeper is None else self._members.get(keeper)
        team = None if member is None else member.who.team
        found = self._leads.get(team)
        if found is None:
            found = self._leads[team] = self._chosen(Rol.TEAMLEIDER, team) or self._chosen(Rol.BEHEERDER, None)
        return found

    def _one(self, keeper: str | None) -> Member | None:
        member = None if keeper is None else self._members.get(keeper)
        if member is None or not member.measures:
            return None
        if member.vervanger is None:
            return member
        other = self._members.get(member.vervanger)
        return other if other is not None and other.measures and other.vervanger is None else None

    def _chosen(self, rol: Rol, team: str | None) -> tuple[Member, ...]:
        active = [m for m in self._members.values() if m.active and m.who.rol is rol and m.who.team == team]
        return tuple([m for m in active if m.vervanger is None] or active)
