"""Every report worked out the slow way: client by client, from all versions, as the domain describes it.

Nothing here looks at ``flows.reports`` or at a database; where they differ from this, one of them is wrong. The
answers have the shape of ``meetlat report … --format json`` where that is laid down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from flows.meetmoment import Meetmoment
from support.population import Placement, Population

TREDEN = (1, 2, 3, 4, 5, 6)
FORECASTS = ("UITGEKOMEN", "NIET", "TE_LAAT", "UIT", "OPEN", "NIET_GEMETEN")
RESULTS = ("GESTEGEN", "GELIJK", "GEDAALD", "UIT", "LOOPT_NOG", "BEGIN_NIET_GEMETEN", "EIND_NIET_GEMETEN")


def counting(population: Population, client: str, known_on: datetime | None = None) -> list[Meetmoment]:
    """What counts of a client, oldest day first: of each meetmoment the newest definitive version known by then."""
    newest: dict[str, Meetmoment] = {}
    for version in population.versions:
        known = known_on is None or version.geregistreerd <= known_on
        if version.client != client or not known or version.status != "definitief":
            continue
        if version.id not in newest or newest[version.id].versie < version.versie:
            newest[version.id] = version
    counts = [version for version in newest.values() if version.actie != "intrekking"]
    return sorted(counts, key=lambda version: version.meting.datum)


def giving(population: Population, client: str, day: date, known_on: datetime | None = None) -> Meetmoment | None:
    """The meetmoment that gives a client's state on a day."""
    taken = [each for each in counting(population, client, known_on) if each.meting.datum <= day]
    return taken[-1] if taken else None


def position(population: Population, client: str, day: date, known_on: datetime | None = None) -> int | None:
    """Where a client stands: 1-6, 0 or 9; none without a meetmoment."""
    found = giving(population, client, day, known_on)
    return None if found is None else found.meting.stand.positie


def state(population: Population, client: str, day: date, known_on: datetime | None = None) -> int | None:
    """S(c, D): a trede, or none for who is not on the ladder."""
    found = position(population, client, day, known_on)
    return found if found in TREDEN else None


def caseload(population: Population, unit: str, day: date, known_on: datetime | None = None) -> dict[str, Any]:
    """The caseload of a unit on a day."""
    standing = [giving(population, client, day, known_on) for client in population.unit(unit, day)]
    measured = [each for each in standing if each is not None]
    ladder = [each for each in measured if each.meting.stand.positie in TREDEN]
    on = {trede: [each for each in ladder if each.meting.stand.positie == trede] for trede in TREDEN}
    return {
        "peildatum": day.isoformat(),
        "eenheid": unit,
        "treden": {str(trede): len(on[trede]) for trede in TREDEN},
        "niet_ingedeeld": sum(each.meting.stand.positie == 0 for each in measured),
        "op_ladder": len(ladder),
        "actueel": sum(each.meting.uiterste is not None and each.meting.uiterste >= day for each in ladder),
        **_splits(ladder),
        "per_trede": {str(trede): _splits(on[trede]) for trede in TREDEN},
    }


def _splits(ladder: list[Meetmoment]) -> dict[str, dict[str, int]]:
    facts = [(str(each.meting.stand.groei), dict(each.meting.kenmerken)) for each in ladder]
    exempt = "vrijstelling_arbeidsplicht"
    pairs = [(k.get("instrument_lopend"), k.get("instrument_inzet")) for _, k in facts]
    return {
        "groei": {
            "MET": sum(groei == "PLUS" for groei, _ in facts),
            "ZONDER": sum(groei == "NUL" and k.get(exempt) != "ja" for groei, k in facts),
            "ZONDER_ONTHEFFING": sum(groei == "NUL" and k.get(exempt) == "ja" for groei, k in facts),
        },
        "instrument": {
            "INZET": sum(inzet == "ja" for _, inzet in pairs),
            "INZET_LOPEND": sum(inzet == "ja" and lopend == "ja" for lopend, inzet in pairs),
            "LOPEND": sum(inzet != "ja" and lopend == "ja" for lopend, inzet in pairs),
            "GEEN": sum(inzet == "nee" and lopend == "nee" for lopend, inzet in pairs),
        },
        "inkomen": {
            **{letter: sum(k.get("inkomen") == letter for _, k in facts) for letter in "abcd"},
            "onbekend": sum("inkomen" not in k for _, k in facts),
        },
    }


def placing(population: Population, unit: str, day: date, known_on: datetime | None = None) -> tuple[int, int]:
    """How many stand on a trede, and how many are in view: known or measured by then, and not out of sight."""
    clients = population.unit(unit, day)
    where = {client: position(population, client, day, known_on) for client in clients}
    there = [client for client in clients if where[client] is not None or population.sinds[client] <= day]
    return sum(where[c] in TREDEN for c in clients), sum(where[c] != 9 for c in there)


def movement(
    population: Population, unit: str, van: date, tot: date, known_on: datetime | None = None
) -> dict[str, Any]:
    """The movement of a unit between two dates: the left side by who is in it at the end, the right by who was."""

    def ways(day: date) -> list[tuple[int | None, int | None]]:
        found = population.unit(unit, day)
        return [(state(population, c, van, known_on), state(population, c, tot, known_on)) for c in found]

    now, then = ways(tot), ways(van)
    both = [(a, b) for a, b in now if a is not None and b is not None]
    everyone = dict.fromkeys([*population.unit(unit, van), *population.unit(unit, tot)])
    return {
        "van": van.isoformat(),
        "tot": tot.isoformat(),
        "herkomst": {
            str(t): {"IN": now.count((None, t)), **{str(s): now.count((s, t)) for s in TREDEN}} for t in TREDEN
        },
        "bestemming": {
            str(t): {"UIT": then.count((t, None)), **{str(s): then.count((t, s)) for s in TREDEN if s != t}}
            for t in TREDEN
        },
        "in": sum(a is None and b is not None for a, b in now),
        "uit": sum(a is not None and b is None for a, b in then),
        "uit_laatst_op_6": sum(
            _left_from_the_top(population, client, van, tot, known_on) for client in population.unit(unit, van)
        ),
        "gestegen": sum(b > a for a, b in both),
        "gelijk": sum(b == a for a, b in both),
        "gedaald": sum(b < a for a, b in both),
        "tussentijds": sum(_came_and_went(population, client, van, tot, known_on) for client in everyone),
    }


def _left_from_the_top(population: Population, client: str, van: date, tot: date, known_on: datetime | None) -> bool:
    """On the ladder then, code 9 now, and the last trede before that was 6."""
    if state(population, client, van, known_on) is None or position(population, client, tot, known_on) != 9:
        return False
    history = [m.meting.stand.positie for m in counting(population, client, known_on) if m.meting.datum <= tot]
    return [positie for positie in history if positie in TREDEN][-1] == 6


def _came_and_went(population: Population, client: str, van: date, tot: date, known_on: datetime | None) -> bool:
    if any(state(population, client, day, known_on) for day in (van, tot)):
        return False
    history = counting(population, client, known_on)
    return any(m.meting.stand.positie in TREDEN for m in history if van < m.meting.datum <= tot)


def transfers(
    population: Population, unit: str, van: date, tot: date, known_on: datetime | None = None
) -> tuple[int, int]:
    """How many came to and left a unit while on the ladder on both dates."""
    then, now = set(population.unit(unit, van)), set(population.unit(unit, tot))

    def on_both(client: str) -> bool:
        return all(state(population, client, day, known_on) for day in (van, tot))

    return sum(map(on_both, now - then)), sum(map(on_both, then - now))


def forecasts(
    population: Population, unit: str, van: date, tot: date, known_on: datetime | None = None
) -> Iterable[tuple[Meetmoment, str, int]]:
    """Of each client of a unit on the first date: the meetmoment, its class, and the highest trede in its window."""
    for client in population.unit(unit, van):
        found = giving(population, client, van, known_on)
        if found is None or found.meting.stand.positie not in (1, 2, 3, 4, 5):
            continue
        end = found.meting.datum + relativedelta(months=12)
        after = [m for m in counting(population, client, known_on) if found.meting.datum < m.meting.datum <= tot]
        window = [m.meting.stand.positie for m in after if m.meting.datum <= end and m.meting.stand.positie in TREDEN]
        yield found, _forecast(found.meting.stand.positie, window, after, ended=end <= tot), max(window, default=0)


def _forecast(trede: int, window: list[int], after: list[Meetmoment], *, ended: bool) -> str:
    positions = [m.meting.stand.positie for m in after]
    if any(positie > trede for positie in window):
        return "UITGEKOMEN"
    if window:
        return "NIET"
    if any(positie in TREDEN and positie > trede for positie in positions):
        return "TE_LAAT"
    if positions and set(positions) == {9}:
        return "UIT"
    return "NIET_GEMETEN" if ended else "OPEN"


def forecast(
    population: Population, unit: str, van: date, tot: date, known_on: datetime | None = None
) -> dict[str, dict[str, int]]:
    """The forecast check."""
    found = [(str(m.meting.stand.groei), name) for m, name, _ in forecasts(population, unit, van, tot, known_on)]
    return {groei: {name: found.count((groei, name)) for name in FORECASTS} for groei in ("PLUS", "NUL")}


def expected(
    population: Population, unit: str, van: date, tot: date, groei: str, known_on: datetime | None = None
) -> tuple[int, int]:
    """Of those judged for whom a trede was named: how many, and how many reached at least that one in time."""
    judged = [
        (m.meting.verwachte_trede, highest)
        for m, name, highest in forecasts(population, unit, van, tot, known_on)
        if name in ("UITGEKOMEN", "NIET", "TE_LAAT") and m.meting.stand.groei == groei and m.meting.verwachte_trede
    ]
    return len(judged), sum(highest >= named for named, highest in judged)


def effect(
    population: Population,
    unit: str,
    van: date,
    tot: date,
    by: Callable[[Placement], str | None],
    known_on: datetime | None = None,
) -> dict[str, dict[str, int]]:
    """What came of the placements that ended or ran between two dates, of the clients of a unit on the last one."""
    clients = population.unit(unit, tot)
    found: dict[str, list[tuple[str, str]]] = {}
    for placement in population.placements:
        over = placement.tot is not None and placement.tot <= van
        name = by(placement)
        if name is not None and placement.client in clients and placement.van <= tot and not over:
            result = _result(placement, counting(population, placement.client, known_on), tot)
            found.setdefault(name, []).append((placement.client, result))
    return {
        name: {
            "clienten": len({client for client, _ in each}),
            "plaatsingen": len(each),
            **{result: [r for _, r in each].count(result) for result in RESULTS},
        }
        for name, each in found.items()
    }


def _result(placement: Placement, history: list[Meetmoment], tot: date) -> str:
    near = timedelta(days=90)
    before = [m for m in history if m.meting.datum <= placement.van and placement.van - m.meting.datum <= near]
    if placement.tot is not None and placement.tot <= tot:
        after = [m for m in history if m.meting.datum >= placement.tot and m.meting.datum - placement.tot <= near][:1]
    else:
        after = [m for m in history if placement.van < m.meting.datum <= tot][-1:]
    begin = before[-1].meting.stand.positie if before else 0
    end = after[0].meting.stand.positie if after else 0
    if begin not in TREDEN:
        return "BEGIN_NIET_GEMETEN"
    if end == 9:
        return "UIT"
    if end == 0:
        return "EIND_NIET_GEMETEN" if placement.tot is not None and placement.tot <= tot else "LOOPT_NOG"
    return "GESTEGEN" if end > begin else "GEDAALD" if end < begin else "GELIJK"


def conditions(
    population: Population, unit: str, van: date, tot: date, kenmerk: str, known_on: datetime | None = None
) -> tuple[int, int, int, int]:
    """Of a unit's clients on the last date: nee then, of those ja now; ja then, of those nee now."""
    values = []
    for client in population.unit(unit, tot):
        found = [giving(population, client, day, known_on) for day in (van, tot)]
        values.append(tuple(None if m is None else m.meting.kenmerken.get(kenmerk) for m in found))
    was_no, was_yes = [v for v in values if v[0] == "nee" and v[1]], [v for v in values if v[0] == "ja" and v[1]]
    return len(was_no), was_no.count(("nee", "ja")), len(was_yes), was_yes.count(("ja", "nee"))


def listed(
    population: Population, unit: str, van: date, day: date, known_on: datetime | None = None
) -> dict[str, set[str]]:
    """The clients behind the numbers on a day; who fell did so since ``van``."""
    lists: dict[str, set[str]] = {"gedaald": set(), "witte_vlek": set(), "verlopen": set(), "nooit_gemeten": set()}
    for client in population.unit(unit, day):
        now, before = giving(population, client, day, known_on), state(population, client, van, known_on)
        if now is None:
            lists["nooit_gemeten"].add(client)
        elif now.meting.stand.positie in TREDEN:
            instruments = [now.meting.kenmerken.get(name) for name in ("instrument_lopend", "instrument_inzet")]
            if before is not None and before > now.meting.stand.positie:
                lists["gedaald"].add(client)
            if now.meting.stand.groei == "PLUS" and instruments == ["nee", "nee"]:
                lists["witte_vlek"].add(client)
            if now.meting.uiterste is None or now.meting.uiterste < day:
                lists["verlopen"].add(client)
    return lists
