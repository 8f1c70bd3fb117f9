"""The one message a day that bundles somebody's reminders: begun, added to until it is sent, and taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from storage.engine.prepared import Prepared, given
from storage.engine.session import Repository
from storage.outbox.berichten import FIRST_WAY, BerichtStatus
from storage.planning.termijnen import Termijnen
from storage.tables import BERICHT

SJABLOON = "digest"
PRIORITEIT = 9
OWN, TEAM = "own", "team"
_OPEN = BerichtStatus.OPEN.value
_DAY = timedelta(days=1)
_MINE = (BERICHT.c.id, BERICHT.c.aan, BERICHT.c.sleutel, BERICHT.c.status, BERICHT.c.params, BERICHT.c.vanaf)
_SEEN = (*_MINE, BERICHT.c.verzonden, BERICHT.c.lease_tot, BERICHT.c.eigenaar)
_THEIRS = sa.and_(BERICHT.c.sjabloon == SJABLOON, BERICHT.c.aan.in_(sa.bindparam("people", expanding=True)))
_MIDNIGHT = sa.bindparam("midnight", type_=BERICHT.c.vanaf.type)
_OF_TODAY = sa.and_(
    _THEIRS, sa.or_(BERICHT.c.status == _OPEN, BERICHT.c.vanaf >= _MIDNIGHT, BERICHT.c.verzonden >= _MIDNIGHT)
)
_TODAY = sa.select(*_SEEN).where(_OF_TODAY).order_by(BERICHT.c.id).with_for_update()
_PUT_AWAY = (
    sa.update(BERICHT)
    .where(_THEIRS, BERICHT.c.status != _OPEN, BERICHT.c.gelezen.is_(None))
    .values(gelezen=sa.bindparam("now", type_=BERICHT.c.gelezen.type))
)
_CHANGED = ("sleutel", "params", "vanaf", "lease_tot")
_ADDED = ("sleutel", "aan", "sjabloon", "params", "prioriteit", "vanaf", "status", "pogingen", "gemaakt")


_CHANGE = Prepared(sa.update(BERICHT).where(BERICHT.c.id == sa.bindparam("which")).values(given(BERICHT, *_CHANGED)))
_ADD = Prepared(sa.insert(BERICHT).values(**given(BERICHT, *_ADDED), weg=FIRST_WAY))


@dataclass(slots=True)
class Digest:
    """What somebody will be told: clients to measure and late ones of the team, each unsaid since a day.

    ``id`` is that of an unsent bericht, which stays due at ``vanaf``.
    """

    aan: str
    own: dict[str, date] = field(default_factory=dict)
    team: dict[str, date] = field(default_factory=dict)
    id: int | None = None
    vanaf: datetime | None = None

    def add(self, client: str, since: date, *, own: bool) -> None:
        """Add a client; of two days the earlier one is kept."""
        lines = self.own if own else self.team
        lines[client] = min(since, lines.get(client, since))

    @property
    def params(self) -> dict[str, list[list[str]]]:
        """What the bericht keeps."""
        return {
            name: [[client, since.isoformat()] for client, since in lines.items()]
            for name, lines in ((OWN, self.own), (TEAM, self.team))
        }


def lines_of(params: Mapping[str, Any], name: str) -> dict[str, date]:
    """The lines that a bericht keeps; raises ``ValueError`` or ``LookupError`` for what cannot be read."""
    return {str(client): date.fromisoformat(since) for client, since in params[name]}


class Digests(Repository):
    """The digests in the outbox, within one transaction."""

    async def left_over(self, midnight: datetime) -> tuple[str, ...]:
        """Whose digest should have been sent before ``midnight`` and was not."""
        theirs = (BERICHT.c.prioriteit == PRIORITEIT, BERICHT.c.sjabloon == SJABLOON)
        query = sa.select(BERICHT.c.aan).distinct()
        query = query.where(BERICHT.c.status == _OPEN, BERICHT.c.vanaf < midnight, *theirs)
        return tuple(await self._connection.scalars(query))

    async def today(
        self, people: Collection[str], day: date, midnight: datetime, now: datetime
    ) -> tuple[dict[str, Digest], set[str]]:
        """The unsent digests of these people, kept until this transaction ends; and who hears nothing more today.

        That is who was told something today, or is being told right now.
        """
        given = {"people": list(people), "midnight": midnight}
        unsent: dict[str, Digest] = {}
        told = set()
        for row in await self._connection.execute(_TODAY, given):
            unsent_one = _digest(row, midnight) if row.status == _OPEN and not _held(row, now) else None
            sent_today = row.verzonden is not None and midnight <= row.verzonden <= now
            if unsent_one is not None:
                unsent[row.aan] = unsent_one
            elif row.status == _OPEN or sent_today or row.sleutel == _key(row.aan, day):
                told.add(row.aan)
        return {aan: digest for aan, digest in unsent.items() if aan not in told}, told

    async def write(self, digests: Iterable[tuple[Digest, datetime]], day: date, now: datetime) -> None:
        """Have people told on ``day``, each from a moment on; their earlier digests are out of date then."""
        added, changed = [], []
        for digest, vanaf in digests:
            row = {"sleutel": _key(digest.aan, day), "params": digest.params, "vanaf": digest.vanaf or vanaf}
            if digest.id is None:
                fixed = {"sjabloon": SJABLOON, "prioriteit": PRIORITEIT, "status": _OPEN, "pogingen": 0, "gemaakt": now}
                added.append({"aan": digest.aan, **fixed, **row})
            else:
                changed.append({"which": digest.id, "lease_tot": None, **row})
        if changed:
            await _CHANGE.many(self._connection, changed)
        if added:
            await self._connection.execute(_PUT_AWAY, {"people": [row["aan"] for row in added], "now": now})
            await _ADD.many(self._connection, added)

    async def take_back(self, functionaris: str) -> None:
        """Leave what somebody has not been told yet for whoever takes over."""
        query = sa.select(*_MINE).where(BERICHT.c.aan == functionaris, BERICHT.c.status == _OPEN)
        for row in (await self._connection.execute(query.where(BERICHT.c.sjabloon == SJABLOON))).all():
            digest = _digest(row, row.vanaf)
            if digest is not None:
                await Termijnen(self._transaction).unsaid([*digest.own.items(), *digest.team.items()])
            lapsed = sa.update(BERICHT).where(BERICHT.c.id == row.id).values(status=BerichtStatus.VERVALLEN.value)
            await self._connection.execute(lapsed)


def _key(aan: str, day: date) -> str:
    return f"{SJABLOON}:{aan}:{day.isoformat()}"


def _held(row: Any, now: datetime) -> bool:
    """Whether a sender is at it right now."""
    return row.eigenaar is not None and row.lease_tot is not None and row.lease_tot > now


def _digest(row: Any, midnight: datetime) -> Digest | None:
    """The digest in a row; none for one that cannot be read, which the sender gives up."""
    try:
        own, team = lines_of(row.params, OWN), lines_of(row.params, TEAM)
    except (LookupError, TypeError, ValueError):
        return None
    return Digest(row.aan, own, team, row.id, row.vanaf if midnight <= row.vanaf < midnight + _DAY else None)
