"""Who works at the made-up municipality, and how the clients are shared out among them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Self

from bot.demo.profielen import PROFIELEN, Profiel
from bot.demo.records import Functionaris

_CLIENTS_PER_KLANTMANAGER = 50


@dataclass(frozen=True, slots=True)
class Bezetting:
    """The functionarissen, and per team its klantmanagers, each with a weight for the caseload."""

    functionarissen: tuple[Functionaris, ...]
    _caseloads: dict[str, dict[str, float]]
    _profiel: dict[str, Profiel]

    @classmethod
    def staff(cls, rng: Random, clients: int) -> Self:
        """People enough for so many clients; one works part-time, another takes many."""
        people = [Functionaris("test-beheer", "beheerder")]
        caseloads: dict[str, dict[str, float]] = {}
        profiel_of: dict[str, Profiel] = {}
        for profiel in PROFIELEN:
            team = profiel.team.id
            managers = _klantmanagers(profiel, clients)
            people += (Functionaris(f"test-{profiel.letter}-tl", "teamleider", team), *managers)
            caseloads[team] = {manager.id: round(rng.uniform(0.6, 1.5), 3) for manager in managers}
            profiel_of |= dict.fromkeys(caseloads[team], profiel)
        return cls(tuple(people), caseloads, profiel_of)

    def profiel_of(self, klantmanager: str) -> Profiel:
        """The team somebody works in."""
        return self._profiel[klantmanager]

    def assign(self, rng: Random, profiel: Profiel) -> str:
        """A klantmanager of the team for a new client."""
        caseloads = self._caseloads[profiel.team.id]
        return rng.choices(tuple(caseloads), tuple(caseloads.values()))[0]

    def successor(self, rng: Random, klantmanager: str) -> str:
        """Who takes a client over: mostly a colleague, at times another team."""
        profiel = self._profiel[klantmanager]
        if rng.random() < 0.25:
            profiel = rng.choice([other for other in PROFIELEN if other is not profiel])
        return self.assign(rng, profiel)


def any_profiel(rng: Random) -> Profiel:
    """The team a new client comes to."""
    return rng.choices(PROFIELEN, [profiel.aandeel for profiel in PROFIELEN])[0]


def _klantmanagers(profiel: Profiel, clients: int) -> tuple[Functionaris, ...]:
    count = max(1, round(clients / _CLIENTS_PER_KLANTMANAGER * profiel.aandeel))
    team = profiel.team.id
    return tuple(Functionaris(f"test-{profiel.letter}{n}", "klantmanager", team) for n in range(1, count + 1))
