"""A municipality on paper: who works there, whose clients are whose, and every version of every meetmoment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from flows.meetmoment import Meetmoment
from flows.people import Functionaris, Rol
from storage import load

# The same for everybody: the keys behind a number are then as many as the clients.
RECORD_KEY = 1


@dataclass(frozen=True)
class Placement:
    """A client in an instrument with a partner; ``tot`` is the last day."""

    client: str
    instrument: str
    partner: str | None
    van: date
    tot: date | None = None


@dataclass(frozen=True)
class Assignment:
    """Whose client somebody is, from and (exclusive) until which day."""

    client: str
    functionaris: str
    van: date
    tot: date | None = None


@dataclass(frozen=True)
class Population:
    """``teams`` is the team of each functionaris, ``gemeente`` the code and ``sinds`` the first day of each client."""

    teams: Mapping[str, str]
    gemeente: Mapping[str, str]
    sinds: Mapping[str, date]
    assignments: Sequence[Assignment]
    versions: Sequence[Meetmoment]
    placements: Sequence[Placement] = ()

    @property
    def clients(self) -> list[str]:
        """Every client."""
        return list(self.gemeente)

    def unit(self, name: str, day: date) -> list[str]:
        """The clients of ``alles``, ``gemeente:CODE``, the afdeling, ``team:ID`` or ``functionaris:ID`` on a day."""
        kind, _, what = name.partition(":")
        if kind == "alles":
            return self.clients
        if kind == "gemeente":
            return [client for client in self.clients if self.gemeente[client] == what]
        keepers = [who for who, team in self.teams.items() if what == (who if kind == "functionaris" else team)]
        if kind == "afdeling":
            keepers = list(self.teams)
        return [
            each.client
            for each in self.assignments
            if each.functionaris in keepers and each.van <= day and (each.tot is None or day < each.tot)
        ]

    def furnishing(self, naam: str = "Gemeente Voorbeeld") -> load.Municipality:
        """The same, as it is put into an empty database; placements are not part of that."""
        return load.Municipality(
            naam=naam,
            teams=[load.Team(team, f"Team {team}", "Werk") for team in dict.fromkeys(self.teams.values())],
            functionarissen=[
                (Functionaris(who, f"Klantmanager {who}", Rol.KLANTMANAGER, team), morning(date(2020, 1, 1)))
                for who, team in self.teams.items()
            ],
            clients=[
                load.Client(code, self.gemeente[code], morning(self.sinds[code]), RECORD_KEY) for code in self.clients
            ],
            toewijzingen=[
                load.Toewijzing(each.client, each.functionaris, each.van, each.tot) for each in self.assignments
            ],
            meetmomenten=list(self.versions),
        )


def morning(day: date) -> datetime:
    """A moment on a day, the same day in the Netherlands."""
    return datetime.combine(day, time(9), UTC)
