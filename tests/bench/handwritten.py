"""Every report as the best SQL that we can write by hand, for each database; ``:van``, ``:tot`` and so on are days.

A client's state on a day is looked up with an index on client and day, SQLite by row number and PostgreSQL laterally;
for the movement of everybody PostgreSQL is faster in one pass.
"""

from __future__ import annotations

_FINAL = """
{0}.status = 'definitief' AND {0}.actie <> 'intrekking' AND NOT EXISTS (SELECT 1 FROM meetmoment o
WHERE o.id = {0}.id AND o.versie > {0}.versie AND o.versie > 1 AND o.status = 'definitief')
"""
_KNOWN = """
{0}.status = 'definitief' AND {0}.actie <> 'intrekking' AND {0}.geregistreerd <= :known AND NOT EXISTS (SELECT 1
FROM meetmoment o WHERE o.id = {0}.id AND o.versie > {0}.versie AND o.versie > 1 AND o.status = 'definitief'
AND o.geregistreerd <= :known)
"""
_SPLIT = "s.positie, s.groei, s.vrijstelling_arbeidsplicht, s.instrument_lopend, s.instrument_inzet, s.inkomen"
_COLUMNS = (
    "m.positie, m.groei, m.vrijstelling_arbeidsplicht, m.instrument_lopend, m.instrument_inzet, m.inkomen, m.uiterste"
)
KENMERKEN = (
    *("aanvullende_uitkering", "startkwalificatie", "inburgeringsplichtig", "inburgeringsbehoeftig", "laaggeletterd"),
    *("vrijstelling_arbeidsplicht", "vrijstelling_inburgeringsplicht", "instrument_lopend", "instrument_inzet"),
)
_CHANGES = ", ".join(
    f"count(*) FILTER (WHERE t.{name} = '{then}' AND s.{name} = '{now}')"
    for name in KENMERKEN
    for then in ("nee", "ja")
    for now in ("nee", "ja")
)
_TODAY = f"""
SELECT {_SPLIT}, count(*) FILTER (WHERE s.uiterste >= :tot), count(*) FROM stand s GROUP BY 1, 2, 3, 4, 5, 6
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, 0, (SELECT count(*) FROM client) - (SELECT count(*) FROM stand)
"""  # noqa: S608
# Without counting everybody who was measured once more.
_TODAY_ONCE = f"""
WITH g AS MATERIALIZED (SELECT {_SPLIT}, count(*) FILTER (WHERE s.uiterste >= :tot) AS actueel, count(*) AS n
  FROM stand s GROUP BY 1, 2, 3, 4, 5, 6)
SELECT * FROM g
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, 0, (SELECT count(*) FROM client) - (SELECT sum(n) FROM g)
"""  # noqa: S608
# Many have the same day, and the index has them beside each other.
_TODAY_BY_DAY = f"""
WITH d AS MATERIALIZED (SELECT {_SPLIT}, s.uiterste, count(*) AS n FROM stand s GROUP BY 1, 2, 3, 4, 5, 6, 7),
g AS MATERIALIZED (SELECT {_SPLIT}, sum(n) FILTER (WHERE s.uiterste >= :tot) AS actueel, sum(n) AS n
  FROM d s GROUP BY 1, 2, 3, 4, 5, 6)
SELECT * FROM g
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, 0, (SELECT count(*) FROM client) - (SELECT sum(n) FROM g)
"""  # noqa: S608
_MINE = """SELECT w.client FROM toewijzing w WHERE w.functionaris = 'km1'
AND w.van <= :tot AND (w.tot IS NULL OR w.tot > :tot)"""
_TEAM = """SELECT w.client FROM toewijzing w WHERE w.functionaris IN (SELECT id FROM functionaris WHERE team = 't0')
AND w.van <= :tot AND (w.tot IS NULL OR w.tot > :tot)"""
_ONE = f"""
SELECT {_SPLIT}, count(*) FILTER (WHERE s.uiterste >= :tot), count(*)
FROM ({_MINE}) w LEFT JOIN stand s ON s.client = w.client GROUP BY 1, 2, 3, 4, 5, 6
"""  # noqa: S608
_PLACED = "p.van <= :tot AND (p.tot IS NULL OR p.tot > :van) AND p.partner IS NOT NULL"
_PARTNERS = f"""
SELECT partner, begin, eind, loopt, count(*) FROM (SELECT p.partner, p.tot IS NULL OR p.tot > :tot AS loopt,
  (SELECT m.positie FROM meetmoment m WHERE m.client = p.client AND m.datum BETWEEN {{before}} AND p.van
   AND {_FINAL.format("m")} ORDER BY m.datum DESC LIMIT 1) AS begin,
  CASE WHEN p.tot IS NULL OR p.tot > :tot THEN
    (SELECT m.positie FROM meetmoment m WHERE m.client = p.client AND m.datum > p.van AND m.datum <= :tot
     AND {_FINAL.format("m")} ORDER BY m.datum DESC LIMIT 1)
  ELSE (SELECT m.positie FROM meetmoment m WHERE m.client = p.client AND m.datum BETWEEN p.tot AND {{after}}
     AND {_FINAL.format("m")} ORDER BY m.datum LIMIT 1) END AS eind
  FROM plaatsing p WHERE {_PLACED}) f GROUP BY 1, 2, 3, 4
"""  # noqa: S608
_CLIENTS = f"SELECT p.partner, count(DISTINCT p.client) FROM plaatsing p WHERE {_PLACED} GROUP BY 1"  # noqa: S608
_FARED = "f.positie, f.groei, f.verwachte_trede, f.binnen, f.later, f.alleen_9, f.open"


def _row(client: str, day: str, final: str = _FINAL) -> str:
    """SQLite's number of the row that gives a client's state."""
    return f"""(SELECT m.rowid FROM meetmoment m WHERE m.client = {client} AND m.datum <= {day}
      AND {final.format("m")} ORDER BY m.datum DESC LIMIT 1)"""  # noqa: S608


def _lateral(client: str, day: str, columns: str, final: str = _FINAL) -> str:
    """PostgreSQL's row that gives a client's state."""
    return f"""LATERAL (SELECT {columns} FROM meetmoment m WHERE m.client = {client} AND m.datum <= {day}
      AND {final.format("m")} ORDER BY m.datum DESC LIMIT 1)"""  # noqa: S608


_ALIKE = "||".join(f"coalesce({name.strip()}, '-')" for name in _SPLIT.split(","))
_LINES = "t.positie, s.positie, s.groei, s.instrument_lopend, s.instrument_inzet, s.uiterste"


def _then(final: str) -> str:
    return f"""SELECT {_SPLIT}, count(*) FILTER (WHERE s.uiterste >= :tot), count(*)
    FROM client c LEFT JOIN meetmoment s ON s.rowid = {_row("c.code", ":tot", final)}
    WHERE s.positie IS NOT NULL OR date(c.sinds) <= :tot GROUP BY {_ALIKE}"""  # noqa: S608


def _then_laterally(final: str) -> str:
    return f"""SELECT {_SPLIT}, count(*) FILTER (WHERE s.uiterste >= :tot), count(*)
    FROM client c LEFT JOIN {_lateral("c.code", ":tot", _COLUMNS, final)} s ON true
    WHERE s.positie IS NOT NULL OR date(c.sinds) <= :tot GROUP BY 1, 2, 3, 4, 5, 6"""  # noqa: S608


SQLITE: dict[str, tuple[str, ...]] = {
    "caseload today": (_TODAY,),
    "caseload half a year ago": (_then(_FINAL),),
    "caseload as known a month later": (_then(_KNOWN),),
    "movement over a year": (
        f"""SELECT t.positie, s.positie, CASE WHEN s.positie BETWEEN 1 AND 6 THEN NULL ELSE
        (SELECT m.positie FROM meetmoment m WHERE m.client = c.code AND m.datum > :van AND m.datum <= :tot
         AND m.positie BETWEEN 1 AND 6 AND {_FINAL.format("m")} ORDER BY m.datum DESC LIMIT 1) END, count(*)
        FROM client c JOIN meetmoment s ON s.rowid = {_row("c.code", ":tot")}
        LEFT JOIN meetmoment t ON t.rowid = {_row("c.code", ":van")} GROUP BY 1, 2, 3""",  # noqa: S608
    ),
    "forecast over a year": (
        f"""SELECT {_FARED}, count(*) FROM (SELECT s.positie, s.groei, s.verwachte_trede,
        max(m.positie) FILTER (WHERE m.datum <= (substr(s.datum, 1, 4) + 1) || substr(s.datum, 5)
          AND m.positie BETWEEN 1 AND 6) AS binnen,
        max(m.positie) FILTER (WHERE m.datum > (substr(s.datum, 1, 4) + 1) || substr(s.datum, 5)
          AND m.positie BETWEEN 1 AND 6) AS later,
        coalesce(min(m.positie) = 9, 0) AS alleen_9, s.datum > :year_ago AS open
        FROM client c JOIN meetmoment s ON s.rowid = {_row("c.code", ":van")}
        LEFT JOIN meetmoment m ON m.client = c.code AND m.datum > s.datum AND m.datum <= :tot AND {_FINAL.format("m")}
        WHERE s.positie BETWEEN 1 AND 5 GROUP BY c.code) f GROUP BY 1, 2, 3, 4, 5, 6, 7""",  # noqa: S608
    ),
    "conditions over a year": (
        f"""SELECT {_CHANGES} FROM client c JOIN meetmoment s ON s.rowid = {_row("c.code", ":tot")}
        JOIN meetmoment t ON t.rowid = {_row("c.code", ":van")}""",  # noqa: S608
    ),
    "partners over a year": (
        _PARTNERS.format(before="date(p.van, '-90 days')", after="date(p.tot, '+90 days')"),
        _CLIENTS,
    ),
    "lists of a team": (
        f"""SELECT w.client, {_LINES} FROM ({_TEAM}) w
        LEFT JOIN meetmoment s ON s.rowid = {_row("w.client", ":tot")}
        LEFT JOIN meetmoment t ON t.rowid = {_row("w.client", ":van")} ORDER BY 1""",  # noqa: S608
    ),
    "one klantmanager today": (_ONE,),
}
# Of what can be asked in more than one way, the other ways; the fastest one counts.
OTHERWISE: dict[str, tuple[tuple[str, ...], ...]] = {"caseload today": ((_TODAY_ONCE,), (_TODAY_BY_DAY,))}
_KEY = "(m.datum - DATE '1900-01-01') * 10 + m.positie"
POSTGRES: dict[str, tuple[str, ...]] = {
    "caseload today": (_TODAY,),
    "caseload half a year ago": (_then_laterally(_FINAL),),
    "caseload as known a month later": (_then_laterally(_KNOWN),),
    "movement over a year": (
        f"""SELECT van % 10, naar % 10, tussen % 10, count(*) FROM (
        SELECT max({_KEY}) FILTER (WHERE m.datum <= :van) AS van, max({_KEY}) AS naar,
        max({_KEY}) FILTER (WHERE m.datum > :van AND m.positie BETWEEN 1 AND 6) AS tussen
        FROM meetmoment m WHERE m.datum <= :tot AND {_FINAL.format("m")} GROUP BY m.client) w
        GROUP BY 1, 2, 3""",  # noqa: S608
    ),
    "forecast over a year": (
        f"""SELECT {_FARED}, count(*) FROM (SELECT s.positie, s.groei, s.verwachte_trede, a.*,
        s.datum > :year_ago AS open
        FROM client c CROSS JOIN {_lateral("c.code", ":van", "m.datum, m.positie, m.groei, m.verwachte_trede")} s
        CROSS JOIN LATERAL (SELECT
          max(m.positie) FILTER (WHERE m.datum <= (s.datum + interval '12 months')::date
            AND m.positie BETWEEN 1 AND 6) AS binnen,
          max(m.positie) FILTER (WHERE m.datum > (s.datum + interval '12 months')::date
            AND m.positie BETWEEN 1 AND 6) AS later,
          coalesce(min(m.positie) = 9, false) AS alleen_9
          FROM meetmoment m WHERE m.client = c.code AND m.datum > s.datum AND m.datum <= :tot
          AND {_FINAL.format("m")}) a
        WHERE s.positie BETWEEN 1 AND 5) f GROUP BY 1, 2, 3, 4, 5, 6, 7""",  # noqa: S608
    ),
    "conditions over a year": (
        f"""SELECT {_CHANGES} FROM client c
        CROSS JOIN {_lateral("c.code", ":tot", ", ".join(f"m.{name}" for name in KENMERKEN))} s
        CROSS JOIN {_lateral("c.code", ":van", ", ".join(f"m.{name}" for name in KENMERKEN))} t""",  # noqa: S608
    ),
    "partners over a year": (_PARTNERS.format(before="p.van - 90", after="p.tot + 90"), _CLIENTS),
    "lists of a team": (
        f"""SELECT w.client, {_LINES} FROM ({_TEAM}) w
        LEFT JOIN {_lateral("w.client", ":tot", "m.positie, m.groei, m.instrument_lopend, m.instrument_inzet, m.uiterste")} s
          ON true
        LEFT JOIN {_lateral("w.client", ":van", "m.positie")} t ON true ORDER BY 1""",  # noqa: E501, S608
    ),
    "one klantmanager today": (_ONE,),
}
