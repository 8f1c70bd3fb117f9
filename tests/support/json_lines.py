"""The lines of a demo file read with nothing but a JSON reader, and the reports about placements worked out by hand.

Nothing here looks at Meetlat; where the two differ, one of them is wrong.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

Line = dict[str, Any]
Table = dict[str, dict[str, int]]
NEAR = timedelta(days=90)


class Lines:
    """A municipality on paper."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Read every line."""
        self.lines: list[Line] = [json.loads(text) for text in texts]
        self._versions = defaultdict[str, list[Line]](list)
        for line in self.of("meetmoment"):
            self._versions[line["client"]].append(line)

    def of(self, soort: str) -> list[Line]:
        """The lines of one kind."""
        return [line for line in self.lines if line["soort"] == soort]

    def kept_by(self, keepers: set[str], day: date) -> set[str]:
        """The clients of these people on a day."""
        return {
            line["client"]
            for line in self.of("toewijzing")
            if line["functionaris"] in keepers
            and line["van"] <= day.isoformat()
            and (line["tot"] is None or line["tot"] > day.isoformat())
        }

    def team(self, name: str) -> set[str]:
        """Who works in a team."""
        return {line["id"] for line in self.of("functionaris") if line["team"] == name}

    def unit(self, name: str, day: date) -> set[str]:
        """The clients of ``alles``, ``afdeling:NAME``, ``team:ID`` or ``functionaris:ID`` on a day."""
        kind, _, what = name.partition(":")
        if kind == "alles":
            return {line["code"] for line in self.of("client")}
        if kind == "functionaris":
            return self.kept_by({what}, day)
        teams = [line["id"] for line in self.of("team") if what == (line["id"] if kind == "team" else line["afdeling"])]
        return self.kept_by({who for team in teams for who in self.team(team)}, day)

    def history(self, client: str, known: datetime | None = None) -> list[Line]:
        """What counts of a client, in order of the day: of each day the last version, unless it was withdrawn."""
        versions = [
            line
            for line in self._versions[client]
            if known is None or datetime.fromisoformat(line["geregistreerd"]) <= known
        ]
        last = {line["datum"]: line for line in sorted(versions, key=lambda line: line["versie"])}
        return [last[day] for day in sorted(last) if last[day]["actie"] != "intrekking"]

    def end(self, placement: Line, history: list[Line]) -> str | None:
        """The last day: as it was noted, or the first code 9 when that is sooner."""
        nines = [m["datum"] for m in history if m["positie"] == 9 and m["datum"] >= placement["van"]]
        return min([*nines, *([placement["tot"]] if placement["tot"] else [])], default=None)

    def fared(self, placement: Line, history: list[Line], tot: date) -> str:
        """What one placement came to."""
        last, van = self.end(placement, history), date.fromisoformat(placement["van"])
        ended = last is not None and last <= tot.isoformat()
        before = [m for m in history if van - NEAR <= date.fromisoformat(m["datum"]) <= van]
        if ended:
            assert last is not None
            until = date.fromisoformat(last) + NEAR
            after = [m for m in history if last <= m["datum"] <= until.isoformat()][:1]
        else:
            after = [m for m in history if placement["van"] < m["datum"] <= tot.isoformat()][-1:]
        if not before or before[-1]["positie"] in (0, 9):
            return "BEGIN_NIET_GEMETEN"
        if not after or after[0]["positie"] == 0:
            return "EIND_NIET_GEMETEN" if ended else "LOOPT_NOG"
        if after[0]["positie"] == 9:
            return "UIT"
        rise = after[0]["positie"] - before[-1]["positie"]
        return "GESTEGEN" if rise > 0 else "GEDAALD" if rise < 0 else "GELIJK"

    def placements(self, by: str, clients: set[str], van: date, tot: date) -> Table:
        """Per partner or instrument how the placements of these clients fared that ran after ``van``."""
        histories = {client: self.history(client) for client in clients}
        found: dict[str, list[tuple[str, str]]] = {}
        for line in self.of("plaatsing"):
            if line[by] is None or line["client"] not in clients or line["van"] > tot.isoformat():
                continue
            last = self.end(line, histories[line["client"]])
            if last is None or last > van.isoformat():
                result = self.fared(line, histories[line["client"]], tot)
                found.setdefault(line[by], []).append((line["client"], result))
        return {name: _counted(results) for name, results in found.items()}

    def running(self, clients: set[str], day: date) -> set[str]:
        """Who of these clients is in an instrument on a day, by the placements."""
        return {
            line["client"]
            for line in self.of("plaatsing")
            if line["client"] in clients
            and line["van"] <= day.isoformat()
            and ((last := self.end(line, self.history(line["client"]))) is None or last > day.isoformat())
        }


def _counted(results: list[tuple[str, str]]) -> dict[str, int]:
    names = [result for _, result in results]
    told = {result: names.count(result) for result in set(names)}
    return {"clienten": len({client for client, _ in results}), "plaatsingen": len(names), **told}
