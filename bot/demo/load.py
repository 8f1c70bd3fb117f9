"""Puts the municipality of a demo file into an empty database, all of it or nothing."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from functools import cache
from hashlib import sha256
from pathlib import Path

from bot.demo import records
from bot.demo.reader import read
from bot.demo.records import AMSTERDAM, Kenmerken, Municipality
from bot.runtime.clock import Ids
from flows.gemeente import Options
from flows.ladder import UIT_BEELD, Groei, Stand
from flows.meetmoment import IMPORT, Actie, Meetmoment, Meting
from flows.people import Functionaris, Rol
from flows.planning import next_termijn
from storage import load as storage_load
from storage.unit import Storage

NAME = "Gemeente Testdam (TEST)"
SETTINGS = Path(__file__).with_name("testdam.toml")
TAAL = "nl"
_MORNING = time(8, 30, tzinfo=AMSTERDAM)


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much went in."""

    clients: int
    people: int
    moments: int


async def load(
    storage: Storage,
    lines: Iterable[str],
    *,
    now: datetime,
    today: date,
    ids: Ids,
    options: Options | None = None,
    enrich: Callable[[storage_load.Municipality], storage_load.Municipality] | None = None,
) -> Loaded:
    """Load a demo file in one transaction; ``enrich`` adds what a file has no place for, ``ids`` the record keys.

    Raises ``FaultyDemo`` with every fault of the file, and ``NotEmptyError`` when somebody is here already.
    """
    found = read(lines, today=today)
    whole = _translated(found, options or Options(), now, ids)
    if enrich is not None:
        whole = enrich(whole)
    async with storage.unit() as unit:
        await storage_load.furnish(unit.connection, whole, TAAL)
        await unit.audit.note("demo_geladen", at=now, wie=None, kanaal="cli")
    return Loaded(len(found.clienten), len(found.functionarissen), len(found.meetmomenten))


def _translated(found: Municipality, options: Options, now: datetime, ids: Ids) -> storage_load.Municipality:
    began = _first_days(found)
    working = _first_work(found)
    return storage_load.Municipality(
        naam=NAME,
        teams=[storage_load.Team(team.id, team.naam, team.afdeling) for team in found.teams],
        functionarissen=[(who, working.get(who.id, now)) for who in _people(found.functionarissen)],
        clients=[
            storage_load.Client(c.code, c.gemeentecode, began.get(c.code, now), ids.record_key())
            for c in found.clienten
        ],
        toewijzingen=[storage_load.Toewijzing(a.client, a.functionaris, a.van, a.tot) for a in found.toewijzingen],
        meetmomenten=[_meetmoment(each, options) for each in found.meetmomenten],
    )


def _people(people: Iterable[records.Functionaris]) -> Iterator[Functionaris]:
    """Everyone by a role and a number, and marked."""
    counted: Counter[str] = Counter()
    for who in people:
        counted[who.rol] += 1
        label = f"{who.rol.capitalize()} {counted[who.rol]} · TEST"
        yield Functionaris(who.id, label, Rol(who.rol), who.team)


def _first_days(found: Municipality) -> dict[str, datetime]:
    first: dict[str, date] = {}
    days = [(each.client, each.van) for each in found.toewijzingen]
    days += [(each.client, each.datum) for each in found.meetmomenten]
    for client, day in days:
        first[client] = min(day, first.get(client, day))
    return {client: datetime.combine(day, _MORNING) for client, day in first.items()}


def _first_work(found: Municipality) -> dict[str, datetime]:
    first: dict[str, datetime] = {}
    for each in found.meetmomenten:
        first[each.door] = min(each.geregistreerd, first.get(each.door, each.geregistreerd))
    return first


def _meetmoment(each: records.Meetmoment, options: Options) -> Meetmoment:
    return Meetmoment(
        id=_identity(each.client, each.datum),
        versie=each.versie,
        client=each.client,
        meting=_meting(each, options),
        door=each.door,
        geregistreerd=each.geregistreerd,
        actie=Actie(each.actie),
        reden=each.reden,
    )


def _meting(each: records.Meetmoment, options: Options) -> Meting:
    termijn = next_termijn(each.datum, each.positie, options)
    return Meting(
        datum=each.datum,
        stand=Stand(each.positie, None if each.groei is None else Groei(each.groei)),
        verwachte_trede=each.verwachte_trede,
        kenmerken=_known(each.kenmerken),
        aanvullend=each.aanvullend or {},
        reden_uit_beeld="onbekend" if each.positie == UIT_BEELD else None,
        gepland=None if termijn is None else termijn.gepland,
        uiterste=None if termijn is None else termijn.uiterste,
        methode=IMPORT,
        regelversie=IMPORT,
    )


@cache
def _known(kenmerken: Kenmerken) -> dict[str, str]:
    found = {field.name: getattr(kenmerken, field.name) for field in fields(kenmerken)}
    return {name: value for name, value in found.items() if value is not None}


def _identity(client: str, datum: date) -> str:
    """The same for every version of a meetmoment: a client has one on a day."""
    digest = sha256(f"{client} {datum.isoformat()}".encode()).digest()
    return base64.b32encode(digest).decode()[:12].lower()
