"""Makes up a municipality, the same one every time for the same seed: nobody in it exists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from dateutil.relativedelta import relativedelta

from bot.clients.codes import new_code
from bot.demo.bezetting import Bezetting
from bot.demo.dossier import Archive
from bot.demo.placing import placements
from bot.demo.profielen import CODE_PREFIX, PROFIELEN
from bot.demo.records import Meetmoment, Record, as_line
from bot.demo.workdays import workday_from, workday_until

# An intake is up to a week before the first meting, and that week may begin at Easter.
_INTAKE, _FIRST_ROUND = 14, 240
_FROM_THE_START = 0.62
_YEARS = range(1, 31)


def generate(*, seed: int, clients: int, years: int, today: date) -> Iterator[dict[str, object]]:
    """The lines of a demo file; everything in it lies in the ``years`` before ``today``."""
    if clients < 1 or years not in _YEARS:
        raise ValueError(f"a demo needs at least one client, and 1 to {_YEARS[-1]} years")
    return map(as_line, _records(seed, clients, today - relativedelta(years=years), today))


def written(lines: Iterator[dict[str, object]]) -> Iterator[str]:
    """The same lines as text, each with its line end."""
    return (json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _records(seed: int, clients: int, begin: date, today: date) -> Iterator[Record]:
    # A demo must come out the same every time, so nothing here may be unpredictable.
    rng = Random(seed)  # noqa: S311
    bezetting = Bezetting.staff(rng, clients)
    yield from (profiel.team for profiel in PROFIELEN)
    yield from bezetting.functionarissen
    archive = Archive(rng, bezetting, workday_until(today - timedelta(days=1)))
    taken: set[str] = set()
    for _ in range(clients):
        newcomer = rng.random() >= _FROM_THE_START
        start = _start(rng, begin, archive.last, newcomer=newcomer)
        code = _free_code(rng, taken)
        dossier = list(archive.dossier(code, start, newcomer=newcomer))
        yield from dossier
        yield from placements(Random(f"{seed} {code}"), [each for each in dossier if isinstance(each, Meetmoment)])  # noqa: S311


def _start(rng: Random, begin: date, last: date, *, newcomer: bool) -> date:
    """Those who were there are measured in a first round of eight months, newcomers as they come."""
    days = (last - begin).days
    at = rng.randint(_FIRST_ROUND, days) if newcomer else rng.randint(_INTAKE, _FIRST_ROUND)
    return min(workday_from(begin + timedelta(days=at)), last)


def _free_code(rng: Random, taken: set[str]) -> str:
    while (code := new_code(CODE_PREFIX, rng)) in taken:
        pass
    taken.add(code)
    return code
