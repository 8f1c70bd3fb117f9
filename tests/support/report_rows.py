"""What a database would count for the reports, counted from a population on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from flows.ladder import TREDEN
from flows.meetmoment import KENMERKEN, Meetmoment
from flows.reports.caseload import Group, is_current
from flows.reports.conditions import Wissel
from flows.reports.forecast import Verloop, follow
from flows.reports.lists import Regel
from flows.reports.movement import Overgang
from flows.reports.targets import Vervolg
from support.population import Population
from support.report_oracle import counting, giving, position


def groups(population: Population, unit: str, day: date, known_on: datetime | None = None) -> Iterable[Group]:
    """The clients of a unit on a day, those counted together who are alike."""
    found: Counter[Group] = Counter()
    for client in population.unit(unit, day):
        standing = giving(population, client, day, known_on)
        if standing is not None or population.sinds[client] <= day:
            found[_group(standing, day)] += 1
    return [group._replace(n=n) for group, n in found.items()]


def _group(standing: Meetmoment | None, day: date) -> Group:
    if standing is None:
        return Group(None, None, None, None, None, None, False, 1)
    meting = standing.meting
    names = ("vrijstelling_arbeidsplicht", "instrument_lopend", "instrument_inzet", "inkomen")
    exempt, running, planned, income = (meting.kenmerken.get(name) for name in names)
    actual = is_current(meting.uiterste, day)
    return Group(meting.stand.positie, meting.stand.groei, exempt, running, planned, income, actual, 1)


def overgangen(
    population: Population, unit: str, van: date, tot: date, known_on: datetime | None = None
) -> Iterable[Overgang]:
    """Who went where between two dates, of those who belonged to the unit on either."""
    then, now = set(population.unit(unit, van)), set(population.unit(unit, tot))
    found: Counter[Overgang] = Counter()
    for client in then | now:
        history = [m.meting for m in counting(population, client, known_on) if van < m.meting.datum <= tot]
        between = [meting.stand.positie for meting in history if meting.stand.on_ladder]
        start, end = (position(population, client, day, known_on) for day in (van, tot))
        found[Overgang(start, end, between[-1] if between else None, client in then, client in now, 1)] += 1
    return [way._replace(n=n) for way, n in found.items()]


def verlopen(
    population: Population, unit: str, van: date, tot: date, known_on: datetime | None = None
) -> Iterable[Verloop]:
    """What became of the clients of a unit on the first date."""
    for client in population.unit(unit, van):
        start = giving(population, client, van, known_on)
        if start is not None and start.meting.stand.groei is not None:
            meting = start.meting
            later = [(m.meting.datum, m.meting.stand.positie) for m in counting(population, client, known_on)]
            found = follow((meting.datum, *meting.stand, meting.verwachte_trede), later, tot)  # type: ignore[arg-type]  # growth was looked at
            if found is not None:
                yield found


def vervolgen(
    population: Population, unit: str, van: date, tot: date, known_on: datetime | None = None
) -> Iterable[Vervolg]:
    """How the clients of a unit on the first date fared until the last, whatever a target asks."""
    for client in population.unit(unit, van):
        start = giving(population, client, van, known_on)
        stand = None if start is None else start.meting.stand
        if stand is None or stand.groei is None or stand.positie == TREDEN[-1]:
            continue
        after = [m.meting for m in counting(population, client, known_on) if van < m.meting.datum <= tot]
        on = [meting for meting in after if meting.stand.on_ladder]
        rose = next((meting.datum for meting in on if meting.stand.positie > stand.positie), None)
        yield Vervolg(
            stand.positie, stand.groei, rose, bool(on), bool(after) and {m.stand.positie for m in after} == {9}
        )


def wissels(
    population: Population, unit: str, van: date, tot: date, known_on: datetime | None = None
) -> Iterable[Wissel]:
    """Every kenmerk of a unit's clients on the last date, then and now."""
    for client in population.unit(unit, tot):
        found = [giving(population, client, day, known_on) for day in (van, tot)]
        for kenmerk in KENMERKEN:
            then, now = (None if each is None else each.meting.kenmerken.get(kenmerk) for each in found)
            yield Wissel(kenmerk, then, now, 1)


def regels(
    population: Population, unit: str, van: date, day: date, known_on: datetime | None = None
) -> Iterable[Regel]:
    """What the lists go by."""
    for client in population.unit(unit, day):
        found = _group(giving(population, client, day, known_on), day)
        now = giving(population, client, day, known_on)
        yield Regel(
            client,
            position(population, client, van, known_on),
            found.positie,
            found.groei,
            found.instrument_lopend,
            found.instrument_inzet,
            None if now is None else now.meting.uiterste,
        )
