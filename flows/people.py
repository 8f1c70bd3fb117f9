"""Who works with the ladder, and what a role may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flows.labels import fitting


class Rol(StrEnum):
    """The roles: an invoerder is external and measures shared clients, beleid sees masked numbers only."""

    KLANTMANAGER = "klantmanager"
    INVOERDER = "invoerder"
    CONTROLEUR = "controleur"
    TEAMLEIDER = "teamleider"
    BELEID = "beleid"
    BEHEERDER = "beheerder"


WITHOUT_TEAM = frozenset({Rol.BELEID, Rol.BEHEERDER})


class Right(StrEnum):
    """What somebody may do; nothing is allowed that is not in :data:`RIGHTS`."""

    MEASURE = "measure"
    SEE_TEAM = "see_team"
    CHECK = "check"
    HAND_OVER = "hand_over"
    ASSIGN = "assign"
    REPORT_OWN = "report_own"
    REPORT_TEAM = "report_team"
    REPORT_ALL = "report_all"
    INVITE = "invite"
    CONFIGURE = "configure"


# HAND_OVER gives away one's own clients and names one's own substitute, ASSIGN those of the whole team.
RIGHTS: dict[Rol, frozenset[Right]] = {
    Rol.KLANTMANAGER: frozenset({Right.MEASURE, Right.HAND_OVER, Right.REPORT_OWN}),
    Rol.INVOERDER: frozenset({Right.MEASURE}),
    Rol.CONTROLEUR: frozenset({Right.CHECK}),
    Rol.TEAMLEIDER: frozenset(
        {
            Right.MEASURE,
            Right.SEE_TEAM,
            Right.CHECK,
            Right.HAND_OVER,
            Right.ASSIGN,
            Right.REPORT_OWN,
            Right.REPORT_TEAM,
        }
    ),
    Rol.BELEID: frozenset({Right.REPORT_ALL}),
    Rol.BEHEERDER: frozenset({Right.INVITE, Right.CONFIGURE}),
}


@dataclass(frozen=True, slots=True)
class Functionaris:
    """An authorised user; ``label`` is a function with a number, whatever was written down for it: never a name."""

    id: str
    label: str
    rol: Rol
    team: str | None
    taal: str | None = None

    def __post_init__(self) -> None:
        """What could be a name stays out of sight, because labels pass Telegram."""
        object.__setattr__(self, "label", fitting(self.label, self.rol, self.id))

    def may(self, right: Right) -> bool:
        """Whether the role carries this right."""
        return right in RIGHTS[self.rol]
