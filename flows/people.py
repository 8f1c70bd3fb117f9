"""Who works with the ladder, and what a role may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rol(StrEnum):
    """The roles of the first version."""

    KLANTMANAGER = "klantmanager"
    TEAMLEIDER = "teamleider"
    BEHEERDER = "beheerder"


class Right(StrEnum):
    """What somebody may do; nothing is allowed that is not in :data:`RIGHTS`."""

    MEASURE = "measure"
    SEE_TEAM = "see_team"
    INVITE = "invite"


RIGHTS: dict[Rol, frozenset[Right]] = {
    Rol.KLANTMANAGER: frozenset({Right.MEASURE}),
    Rol.TEAMLEIDER: frozenset({Right.MEASURE, Right.SEE_TEAM}),
    Rol.BEHEERDER: frozenset({Right.INVITE}),
}


@dataclass(frozen=True, slots=True)
class Functionaris:
    """An authorised user; ``label`` is a role with a number or initials, never a name."""

    id: str
    label: str
    rol: Rol
    team: str | None
    taal: str | None = None

    def may(self, right: Right) -> bool:
        """Whether the role carries this right."""
        return right in RIGHTS[self.rol]
