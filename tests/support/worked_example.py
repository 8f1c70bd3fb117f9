"""The worked example of the domain: fifteen clients of two klantmanagers, and every number that comes out.

``A`` and ``B`` work in one team of one gemeente; nothing is handed over. A client's kenmerken are those at the
end of the period, from the first measurement on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from stdnum.iso7064 import mod_37_36

from bot.clients.codes import ALPHABET
from flows.ladder import Groei, Stand
from flows.meetmoment import Meetmoment, Meting
from support.population import Assignment, Placement, Population, morning

T0, T1 = date(2025, 6, 30), date(2026, 6, 30)
GEMEENTE, TEAM = "0344", "t1"

# Klantmanager, meetmomenten, and onth. k8 k9 ink. where there are kenmerken.
TABLE = """
c01 A | 2025-03-10 1+, 2026-03-02 2+                | n j n a
c02 A | 2025-04-08 1, 2026-04-07 1                  | j n n a
c03 A | 2025-05-20 1+, 2025-11-18 2+, 2026-05-19 3+ | n n j a
c04 A | 2025-02-03 1, 2026-01-15 9                  |
c05 B | 2025-01-27 2+, 2026-01-26 1                 | j n n a
c06 B | 2025-06-30 2+, 2026-06-30 3                 | n n j b
c07 B | 2024-12-02 3+, 2025-12-01 4+                | n j n a
c08 B | 2025-03-31 3, 2026-03-30 3                  | n n n c
c09 A | 2025-05-06 4                                | j n n b
c10 B | 2025-06-02 5+, 2026-06-01 6                 | n n n d
c11 A | 2025-09-15 1+                               | n n j a
c12 B | 2026-02-09 5                                | n j j a
c13 A | 2026-06-22 0                                |
c14 B | 2025-04-14 6, 2025-10-06 9                  |
c15 B | 2025-09-01 2+, 2026-02-27 9                 |
"""
PLACEMENTS = """
P c01 2025-03-15
P c07 2025-01-06
Q c03 2025-06-01 2025-11-14
Q c05 2025-02-01 2026-01-20
Q c12 2026-01-12
"""
_KENMERKEN = ("vrijstelling_arbeidsplicht", "instrument_lopend", "instrument_inzet")


def _code(name: str) -> str:
    """A client code for the chat, with the check character it must have."""
    tens, ones = divmod(int(name[1:]), len(ALPHABET))
    body = f"CCC{ALPHABET[tens]}{ALPHABET[ones]}"
    return f"K-{body}{mod_37_36.calc_check_digit(body, ALPHABET)}"


CODE: Mapping[str, str] = {line.split()[0]: _code(line.split()[0]) for line in TABLE.strip().splitlines()}


def _version(name: str, door: str, text: str, kenmerken: str) -> Meetmoment:
    day, written = text.split()
    datum, positie = date.fromisoformat(day), int(written[0])
    groei = (Groei.PLUS if written.endswith("+") else Groei.NUL) if 1 <= positie <= 6 else None
    *answers, inkomen = kenmerken.split() or [""]
    known = {each: {"j": "ja", "n": "nee"}[answer] for each, answer in zip(_KENMERKEN, answers, strict=False)}
    later = None if positie == 9 else datum + relativedelta(months=12)
    meting = Meting(
        datum=datum,
        stand=Stand(positie, groei),
        kenmerken=known | ({"inkomen": inkomen} if inkomen else {}) if positie in range(1, 7) else {},
        reden_uit_beeld="onbekend" if positie == 9 else None,
        gepland=later,
        uiterste=later,
        methode="direct",
        regelversie="2026.1",
    )
    return Meetmoment(f"{name}-{datum}", 1, CODE[name], meting, door, morning(datum))


def _population() -> Population:
    gemeente, sinds, assignments, versions = {}, {}, [], []
    for line in TABLE.strip().splitlines():
        who, taken, kenmerken = line.split("|")
        name, keeper = who.split()
        found = [_version(name, keeper, text, kenmerken) for text in taken.split(",")]
        first = found[0].meting.datum
        gemeente[CODE[name]], sinds[CODE[name]] = GEMEENTE, first
        assignments.append(Assignment(CODE[name], keeper, first))
        versions += found
    placements = []
    for line in PLACEMENTS.strip().splitlines():
        partner, name, *days = line.split()
        placements.append(Placement(CODE[name], "traject", partner, *(date.fromisoformat(day) for day in days)))
    return Population({"A": TEAM, "B": TEAM}, gemeente, sinds, assignments, versions, placements)


EXAMPLE = _population()


def _treden(*counts: int) -> dict[str, int]:
    return {str(trede): count for trede, count in enumerate(counts, 1)}


def _splits(groei: str, instrument: str, inkomen: str) -> dict[str, Any]:
    """Three rows of numbers: MET ZONDER ZONDER_ONTHEFFING, INZET INZET_LOPEND LOPEND GEEN, a b c d."""
    names = ("MET", "ZONDER", "ZONDER_ONTHEFFING"), ("INZET", "INZET_LOPEND", "LOPEND", "GEEN"), tuple("abcd")
    rows = [
        dict(zip(keys, map(int, row.split()), strict=True))
        for keys, row in zip(names, (groei, instrument, inkomen), strict=True)
    ]
    return {"groei": rows[0], "instrument": rows[1], "inkomen": rows[2] | {"onbekend": 0}}


# What `meetlat report caseload` says on T1, by unit.
_NOBODY = _splits("0 0 0", "0 0 0 0", "0 0 0 0")
CASELOAD: Mapping[str, dict[str, Any]] = {
    "alles": {
        "peildatum": "2026-06-30",
        "eenheid": "alles",
        "treden": _treden(3, 1, 3, 2, 1, 1),
        "niet_ingedeeld": 1,
        "op_ladder": 11,
        "actueel": 10,
        **_splits("4 4 3", "4 1 2 5", "7 2 1 1"),
        "per_trede": {
            "1": _splits("1 0 2", "1 0 0 2", "3 0 0 0"),
            "2": _splits("1 0 0", "0 0 1 0", "1 0 0 0"),
            "3": _splits("1 2 0", "2 0 0 1", "1 1 1 0"),
            "4": _splits("1 0 1", "0 0 1 1", "1 1 0 0"),
            "5": _splits("0 1 0", "1 1 0 0", "1 0 0 0"),
            "6": _splits("0 1 0", "0 0 0 1", "0 0 0 1"),
        },
    },
    "functionaris:A": {
        "peildatum": "2026-06-30",
        "eenheid": "functionaris:A",
        "treden": _treden(2, 1, 1, 1, 0, 0),
        "niet_ingedeeld": 1,
        "op_ladder": 5,
        "actueel": 4,
        **_splits("3 0 2", "2 0 1 2", "4 1 0 0"),
        "per_trede": {
            "1": _splits("1 0 1", "1 0 0 1", "2 0 0 0"),
            "2": _splits("1 0 0", "0 0 1 0", "1 0 0 0"),
            "3": _splits("1 0 0", "1 0 0 0", "1 0 0 0"),
            "4": _splits("0 0 1", "0 0 0 1", "0 1 0 0"),
            "5": _NOBODY,
            "6": _NOBODY,
        },
    },
    "functionaris:B": {
        "peildatum": "2026-06-30",
        "eenheid": "functionaris:B",
        "treden": _treden(1, 0, 2, 1, 1, 1),
        "niet_ingedeeld": 0,
        "op_ladder": 6,
        "actueel": 6,
        **_splits("1 4 1", "2 1 1 3", "3 1 1 1"),
        "per_trede": {
            "1": _splits("0 0 1", "0 0 0 1", "1 0 0 0"),
            "2": _NOBODY,
            "3": _splits("0 2 0", "1 0 0 1", "0 1 1 0"),
            "4": _splits("1 0 0", "0 0 1 0", "1 0 0 0"),
            "5": _splits("0 1 0", "1 1 0 0", "1 0 0 0"),
            "6": _splits("0 1 0", "0 0 0 1", "0 0 0 1"),
        },
    },
}
TREDEN_T0 = _treden(4, 2, 2, 1, 1, 1)


def _bars(rows: Mapping[str, Mapping[str, int]], off: str) -> dict[str, dict[str, int]]:
    """Every bar in full: what the domain does not write is zero, and stayers are not on the right."""
    treden = [str(trede) for trede in range(1, 7)]
    return {
        trede: {name: rows.get(trede, {}).get(name, 0) for name in (off, *treden) if off == "IN" or name != trede}
        for trede in treden
    }


# What `meetlat report beweging` says between T0 and T1 about everybody.
BEWEGING: Mapping[str, Any] = {
    "van": "2025-06-30",
    "tot": "2026-06-30",
    "herkomst": _bars(
        {
            "6": {"5": 1},
            "5": {"IN": 1},
            "4": {"4": 1, "3": 1},
            "3": {"3": 1, "1": 1, "2": 1},
            "2": {"1": 1},
            "1": {"IN": 1, "1": 1, "2": 1},
        },
        "IN",
    ),
    "bestemming": _bars(
        {"6": {"UIT": 1}, "5": {"6": 1}, "3": {"4": 1}, "2": {"1": 1, "3": 1}, "1": {"UIT": 1, "2": 1, "3": 1}}, "UIT"
    ),
    "in": 2,
    "uit": 2,
    "uit_laatst_op_6": 1,
    "gestegen": 5,
    "gelijk": 3,
    "gedaald": 1,
    "tussentijds": 1,
}


def _classes(**found: int) -> dict[str, int]:
    return dict.fromkeys(("UITGEKOMEN", "NIET", "TE_LAAT", "UIT", "OPEN", "NIET_GEMETEN"), 0) | found


# What `meetlat report prognose` says between T0 and T1 about everybody.
PROGNOSE = {"PLUS": _classes(UITGEKOMEN=5, NIET=1), "NUL": _classes(NIET=2, UIT=1, NIET_GEMETEN=1)}

PARTNERS = {
    "P": {"clienten": 2, "GESTEGEN": 2},
    "Q": {"clienten": 3, "GESTEGEN": 1, "GEDAALD": 1, "BEGIN_NIET_GEMETEN": 1},
}
