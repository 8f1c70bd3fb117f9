"""How long somebody stays signed in to the web chat: a while after the last use, and never past an absolute end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from flows.table import Table

# A use sooner after the last one that was noted changes nothing, so that most taps cost no extra write.
NOTED_AGAIN = timedelta(minutes=5)
# So long before the end a page says that it comes.
WARNED = timedelta(minutes=10)
_MOST = {"stilte_uren": 24 * 7, "dagen": 90, "link_stilte_uren": 24, "link_uren": 24}


class Wijze(StrEnum):
    """How a session began."""

    LINK = "link"
    PASSKEY = "passkey"
    OPENID = "openid"
    TELEGRAM = "telegram"

    @property
    def once(self) -> bool:
        """Whether it was a bare link, or what stands for one."""
        return self in (Wijze.LINK, Wijze.TELEGRAM)


@dataclass(frozen=True, slots=True)
class Aanmelden:
    """What a municipality says of being signed in: hours of silence and days in all; with a bare link hours of both.

    Sixteen hours of silence lead from one working day into the next.
    """

    stilte_uren: int = 16
    dagen: int = 30
    link_stilte_uren: int = 8
    link_uren: int = 12

    def einde(self, wijze: Wijze, sinds: datetime) -> datetime:
        """The absolute end of a session that began so."""
        return sinds + (timedelta(hours=self.link_uren) if wijze.once else timedelta(days=self.dagen))

    def stilte(self, wijze: Wijze) -> timedelta:
        """How long a session that began so lasts without being used."""
        return timedelta(hours=self.link_stilte_uren if wijze.once else self.stilte_uren)

    def tot(self, wijze: Wijze, gebruikt: datetime, einde: datetime) -> datetime:
        """Until when a session lasts that was last used then."""
        return min(gebruikt + self.stilte(wijze), einde)


def worth_noting(gebruikt: datetime, now: datetime) -> bool:
    """Whether a use now is long enough after the last one that was noted."""
    return now - gebruikt >= NOTED_AGAIN


def read_aanmelden(table: Table) -> Aanmelden:
    """The table ``[aanmelden]`` of a settings file."""
    found = {name: _number(table, name) for name in _MOST}
    table.done()
    return Aanmelden(**{name: value for name, value in found.items() if value is not None})


def _number(table: Table, name: str) -> int | None:
    value = table.raw(name)
    if value is None:
        return None
    if type(value) is not int:
        table.fault("wrong_type", field=name)
    elif not 1 <= value <= _MOST[name]:
        table.fault("not_permitted", field=name, value=str(value), choices=f"1–{_MOST[name]}")
    else:
        return value
    return None
