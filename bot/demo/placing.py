"""Which instruments the made-up clients were in: what runs according to the meetmomenten, with a partner and dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from flows.meetmoment import Meetmoment
from storage.clients.plaatsingen import Placed
from storage.load import Plaatsing

BUURT, TAAL, WERK = "Buurtwerk (TEST)", "Taalhuis (TEST)", "Testdam Werkt (TEST)"
# What is usual on each trede, and who carries it out; without a partner that is the gemeente itself.
_USUAL: dict[int, tuple[tuple[str, str | None], ...]] = {
    1: (("Activering", BUURT), ("Activering", None)),
    2: (("Activering", BUURT), ("Taaltraject", TAAL)),
    3: (("Taaltraject", TAAL), ("Proefplaatsing", WERK)),
    4: (("Proefplaatsing", WERK), ("Proefplaatsing", None), ("Taaltraject", TAAL)),
    5: (("Jobcoach", WERK), ("Loonkostensubsidie", None), ("Loonkostensubsidie", WERK)),
}
# A placement begins after the meeting that decided on it, and a meting follows soon after its end.
_SOON, _LONG = 60, 110


@dataclass(slots=True)
class Trajecten:
    """Collects the placements, client after client."""

    found: list[Plaatsing] = field(default_factory=list)

    def add(self, rng: Random, meetmomenten: Iterable[Meetmoment]) -> None:
        """The placements of one client, whose meetmomenten come in the order of their days."""
        running: Plaatsing | None = None
        free: date | None = None
        for now in meetmomenten:
            runs = now.meting.kenmerken.get("instrument_lopend") == "ja"
            usual = _USUAL.get(now.meting.stand.positie, ())
            if running is not None and not (runs and running.placed.instrument in dict(usual)):
                free, running = self._end(rng, running, now.meting.datum), None
            if running is None and runs and usual:
                soon = now.meting.datum if free is None else free + timedelta(days=rng.randint(1, _SOON))
                running = _begun(rng.choice(usual), now, min(soon, now.meting.datum))
            free = now.meting.datum
        if running is not None:
            self.found.append(running)

    def _end(self, rng: Random, running: Plaatsing, measured: date) -> date:
        days = (measured - running.placed.van).days
        last = measured - timedelta(days=min(rng.randint(0, _LONG), days))
        self.found.append(replace(running, placed=replace(running.placed, tot=last)))
        return last


def _begun(what: tuple[str, str | None], now: Meetmoment, van: date) -> Plaatsing:
    placed = Placed(f"{now.id}p", now.client, *what, van, None)
    return Plaatsing(placed, now.door, now.geregistreerd)
