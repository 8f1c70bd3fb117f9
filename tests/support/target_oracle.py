"""Targets and witte vlekken worked out the slow way, client by client, without anything of ``flows.reports``."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flows.doelen import Doel
from flows.meetmoment import Meetmoment
from support.population import Placement, Population
from support.report_oracle import TREDEN, counting, giving


def target(
    population: Population, unit: str, doel: Doel, van: date, tot: date, known_on: datetime | None = None
) -> dict[str, Any]:
    """How everybody of a group fared after ``van`` until ``tot``, and on which days they were seen to rise."""
    result: dict[str, Any] = dict.fromkeys(("totaal", "gestegen", "niet_gestegen", "van_de_ladder", "niet_gemeten"), 0)
    days = []
    for client in population.unit(unit, van):
        start = giving(population, client, van, known_on)
        if start is None or not _of_the_group(population, client, start, doel, van, tot):
            continue
        after = [m.meting for m in counting(population, client, known_on) if van < m.meting.datum <= tot]
        treden = [(m.datum, m.stand.positie) for m in after if m.stand.positie in TREDEN]
        rises = [day for day, trede in treden if trede > start.meting.stand.positie]
        only_gone = bool(after) and all(m.stand.positie == 9 for m in after)
        result["totaal"] += 1
        became = (
            "gestegen" if rises else "niet_gestegen" if treden else "van_de_ladder" if only_gone else "niet_gemeten"
        )
        result[became] += 1
        days += rises[:1]
    return {**result, "dagen": sorted(days)}


def _of_the_group(population: Population, client: str, start: Meetmoment, doel: Doel, van: date, tot: date) -> bool:
    meting = start.meting
    if meting.stand.positie not in (1, 2, 3, 4, 5) or doel.trede not in (None, meting.stand.positie):
        return False
    if doel.groei is not None and meting.stand.groei != doel.groei:
        return False
    if doel.veld and meting.lokaal.get(f"lokaal_{doel.veld}") != doel.waarde:
        return False
    if doel.inkomen and meting.kenmerken.get("inkomen") != doel.inkomen:
        return False
    placed = [p for p in population.placements if p.client == client and p.instrument == doel.instrument]
    return not doel.instrument or any(p.van <= tot and (p.tot is None or p.tot > van) for p in placed)


def verdict(doel: Doel, realised: dict[str, Any], *, ended: bool) -> str | None:
    """What may be said: tried out on everybody who was not seen to rise, rather than with a formula."""
    total, rose = realised["totaal"], realised["gestegen"]

    def met(risen: int) -> bool:
        return risen >= doel.aantal if doel.aantal is not None else risen * 100 >= (doel.procent or 0) * total

    if not total:
        return None
    outcomes = {met(rose + more) for more in range(total - rose + 1)}
    if outcomes == {True}:
        return "GEHAALD"
    return "NIET_GEHAALD" if ended or outcomes == {False} else "OPEN"


def blank_spots(
    population: Population, unit: str, day: date, veld: str, groep: str, known_on: datetime | None = None
) -> dict[str, Any]:
    """Of one group: on the ladder, with a plus, of those without any instrument, and how many have which instrument."""
    found: dict[str, Any] = {"op_ladder": 0, "met_groei": 0, "witte_vlek": 0, "instrumenten": {}}
    for client in population.unit(unit, day):
        now = giving(population, client, day, known_on)
        if now is None or now.meting.stand.positie not in TREDEN:
            continue
        known = now.meting.kenmerken
        value = now.meting.lokaal.get(f"lokaal_{veld}") if veld else known.get("inkomen")
        if value != groep:
            continue
        grows = now.meting.stand.groei == "PLUS"
        found["op_ladder"] += 1
        found["met_groei"] += grows
        found["witte_vlek"] += grows and known.get("instrument_lopend") == known.get("instrument_inzet") == "nee"
        running = {p.instrument for p in population.placements if p.client == client and _runs(p, day)}
        for instrument in running:
            found["instrumenten"][instrument] = found["instrumenten"].get(instrument, 0) + 1
    return found


def _runs(placement: Placement, day: date) -> bool:
    return placement.van <= day and (placement.tot is None or placement.tot > day)
