"""Which instruments the made-up clients were in: what runs according to the meetmomenten, with a partner and dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from bot.demo.records import Meetmoment, Plaatsing

BUURT, TAAL, WERK = "Buurtwerk (TEST)", "Taalhuis (TEST)", "Testdam Werkt (TEST)"
# What is usual on each trede, and who carries it out; without a partner that is the gemeente itself.
_USUAL: dict[int, tuple[tuple[str, str | None], ...]] = {
    1: (("Activering", BUURT), ("Activering", None)),
    2: (("Activering", BUURT), ("Taaltraject", TAAL)),
    3: (("Taaltraject", TAAL), ("Proefplaatsing", WERK)),
    4: (("Proefplaatsing", WERK), ("Proefplaatsing", None), ("Taaltraject", TAAL)),
    5: (("Jobcoach", WERK), ("Loonkostensubsidie", None), ("Loonkostensubsidie", WERK)),
}
# As the settings of the made-up municipality have it.
_PAID = {"Activering": "Wmo", "Taaltraject": "inburgering"}
_OTHERWISE = "Participatiewet"
_SRG_TYPES = {"Proefplaatsing": "29", "Jobcoach": "30"}
# A placement begins after the meeting that decided on it, and a meting follows soon after its end.
_SOON, _LONG = 60, 110
_DAY = timedelta(days=1)


def placements(rng: Random, meetmomenten: Iterable[Meetmoment]) -> Iterator[Plaatsing]:
    """The placements of one client: on the day of each meetmoment that counts, one runs when it says so."""
    running: Plaatsing | None = None
    free: date | None = None
    for now in _counting(meetmomenten):
        runs = now.kenmerken.instrument_lopend == "ja"
        usual = _USUAL.get(now.positie, ())
        if running is not None and not (runs and running.instrument in dict(usual)):
            ended = replace(running, tot=_last_day(rng, free or running.van, now.datum))
            yield ended
            free, running = ended.tot, None
        if running is None and runs and usual:
            soon = now.datum if free is None else free + timedelta(days=rng.randint(1, _SOON))
            running = _begun(rng.choice(usual), now, min(soon, now.datum))
        free = now.datum
    if running is not None:
        yield running


def _counting(meetmomenten: Iterable[Meetmoment]) -> Iterator[Meetmoment]:
    """Of each day the last version, unless it was withdrawn."""
    last: dict[date, Meetmoment] = {}
    for each in sorted(meetmomenten, key=lambda each: (each.datum, each.versie)):
        last[each.datum] = each
    return (each for each in last.values() if each.actie != "intrekking")


def _last_day(rng: Random, measured: date, now: date) -> date:
    """After the meting at which it still ran, up to and with the one at which it does not."""
    return max(measured + _DAY, now - timedelta(days=rng.randint(0, _LONG)))


def _begun(what: tuple[str, str | None], now: Meetmoment, van: date) -> Plaatsing:
    instrument, partner = what
    return Plaatsing(
        client=now.client,
        instrument=instrument,
        partner=partner,
        van=van,
        tot=None,
        financiering=_PAID.get(instrument, _OTHERWISE),
        bedrag=None,
        srg_type=_SRG_TYPES.get(instrument),
        door=now.door,
        geregistreerd=now.geregistreerd,
    )
