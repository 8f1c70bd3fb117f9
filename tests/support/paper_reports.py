"""Targets and witte vlekken worked out by hand over the lines of a file, shaped as ``meetlat report`` shapes its JSON.

Nothing here looks at Meetlat; a target is what its table in the settings file says.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from support.json_lines import Line, Lines

Table = dict[str, Any]
TREDEN = (1, 2, 3, 4, 5, 6)
NAMES = ("totaal", "gestegen", "niet_gestegen", "van_de_ladder", "niet_gemeten")
NOBODY = dict.fromkeys(NAMES)
# However many more may come to a group before its period ends.
MORE = (0, 1, 10, 100_000)


def target(
    lines: Lines, unit: str, doel: Table, day: date, today: date, known: datetime | None = None
) -> dict[str, Any]:
    """How far a target is on a day, counted client by client."""
    van, tot = doel.get("van", date(day.year, 1, 1)), doel.get("tot", date(day.year, 12, 31))
    told: dict[str, Any] = {"van": van.isoformat(), "tot": tot.isoformat(), **NOBODY, "oordeel": "", "weg": []}
    if day < van:
        return told
    until, before = min(day, tot), van - timedelta(days=1)
    fared: list[str] = []
    rises: list[str] = []
    for client in lines.unit(unit, before):
        history = lines.history(client, known)
        earlier = [m for m in history if m["datum"] <= before.isoformat()]
        if not earlier or not _asked_of(lines, doel, earlier[-1], before, until):
            continue
        after = [m for m in history if van.isoformat() <= m["datum"] <= until.isoformat()]
        higher = [m["datum"] for m in after if m["positie"] in TREDEN and m["positie"] > earlier[-1]["positie"]]
        rises += higher[:1]
        fared.append("gestegen" if higher else _otherwise([m["positie"] for m in after]))
    counts = {"totaal": len(fared), **{name: fared.count(name) for name in NAMES[1:]}}
    days = _days(van, tot, until)
    way = [{"dag": d.isoformat(), "gestegen": sum(rise <= d.isoformat() for rise in rises)} for d in days]
    part = "aantal" in doel and unit != "alles"
    verdict = "" if part else _verdict(doel, counts, ended=tot <= day and tot < today)
    return {**told, **counts, "oordeel": verdict, "weg": way}


def _otherwise(positions: list[int]) -> str:
    if any(position in TREDEN for position in positions):
        return "niet_gestegen"
    return "van_de_ladder" if positions and set(positions) == {9} else "niet_gemeten"


def _asked_of(lines: Lines, doel: Table, start: Line, before: date, until: date) -> bool:
    """Whether a target is about who stood like this when its period began."""
    wanted = doel.get("groei", "PLUS")
    placed = [
        line
        for line in lines.of("plaatsing")
        if line["client"] == start["client"] and line["instrument"] == doel.get("instrument")
    ]
    return (
        start["positie"] in ([doel["trede"]] if "trede" in doel else [1, 2, 3, 4, 5])
        and wanted in ("ALLE", start["groei"])
        and ("veld" not in doel or start["lokaal"].get(doel["veld"]) == doel["waarde"])
        and ("inkomen" not in doel or start["kenmerken"]["inkomen"] == doel["inkomen"])
        and ("instrument" not in doel or any(_ran(lines, each, before, until) for each in placed))
    )


def _ran(lines: Lines, placement: Line, van: date, tot: date) -> bool:
    """Whether a placement ran on any day after ``van`` until ``tot``, or on that one day when they are the same."""
    last = lines.end(placement, lines.history(placement["client"]))
    return placement["van"] <= tot.isoformat() and (last is None or last > van.isoformat())


def _days(van: date, tot: date, until: date) -> list[date]:
    """The last days of months on the way, of a period of over a year the last of every third one, and ``until``."""
    step = 1 if tot < van + relativedelta(years=1) else 3
    days = [van + timedelta(days=n) for n in range((until - van).days)]
    ends = [each for each in days if (each + timedelta(days=1)).day == 1]
    return [*ends[step - 1 :: step], until]


def _verdict(doel: Table, counts: dict[str, int], *, ended: bool) -> str:
    """What may be said, by trying every end: whoever was not seen to rise may, and more may be placed until then."""
    total, rose = counts["totaal"], counts["gestegen"]
    if not total:
        return ""
    more = MORE if "instrument" in doel and not ended else MORE[:1]
    ends = {(rose + extra, total + new) for new in more for extra in {*range(total - rose + 1), total - rose + new}}
    outcomes = {
        risen >= doel["aantal"] if "aantal" in doel else risen * 100 >= doel["procent"] * whole for risen, whole in ends
    }
    if outcomes == {True}:
        return "GEHAALD"
    return "NIET_GEHAALD" if ended or outcomes == {False} else "OPEN"


def blank_spots(lines: Lines, unit: str, day: date, known: datetime | None = None) -> dict[str, Any]:
    """Per income and doelgroep: who is on the ladder and may grow, of those without instrument, and who has which."""
    groups: dict[str, list[Line]] = {}
    for client in lines.unit(unit, day):
        now = [m for m in lines.history(client, known) if m["datum"] <= day.isoformat()][-1:]
        if now and now[0]["positie"] in TREDEN:
            groups.setdefault(f"inkomen={now[0]['kenmerken']['inkomen']}", []).append(now[0])
            groups.setdefault(f"doelgroep={now[0]['lokaal'].get('doelgroep')}", []).append(now[0])
    return {name: _group(lines, found, day) for name, found in groups.items()}


def _group(lines: Lines, found: list[Line], day: date) -> dict[str, Any]:
    grows = [m for m in found if m["groei"] == "PLUS"]
    clients = {m["client"] for m in found}
    runs = {
        (line["client"], line["instrument"])
        for line in lines.of("plaatsing")
        if line["client"] in clients and _ran(lines, line, day, day)
    }
    used = [instrument for _, instrument in runs]
    return {
        "op_ladder": len(found),
        "met_groei": len(grows),
        "witte_vlek": sum(
            m["kenmerken"]["instrument_lopend"] == m["kenmerken"]["instrument_inzet"] == "nee" for m in grows
        ),
        "instrumenten": {name: used.count(name) for name in set(used)},
    }
