"""Dialogues: opened, saved after every tap, finished or stopped; resumable for ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from flows.dialogue import Dialogue, DialogueStatus
from flows.meetmoment import Bevestiging
from flows.people import Functionaris
from storage.clients.clients import responsible_for
from storage.engine.prepared import Prepared, given
from storage.engine.readable import UNREADABLE, readable
from storage.engine.session import Repository
from storage.errors import ConflictError
from storage.tables import DIALOGUE, FUNCTIONARIS

_OPEN = Prepared(sa.insert(DIALOGUE).values(given(DIALOGUE)))
_SAVED = (
    "flow",
    "version",
    "answers",
    "status",
    "meetmoment",
    "bevestiging",
    "steekproef",
    "gewijzigd",
    "seconden",
    "tikken",
)
_SAVE = Prepared(
    sa.update(DIALOGUE)
    .where(DIALOGUE.c.id == sa.bindparam("which"), DIALOGUE.c.status == DialogueStatus.OPEN.value)
    .values(given(DIALOGUE, *_SAVED))
)


COLUMNS = tuple(DIALOGUE.c[each.name] for each in fields(Dialogue))
_GET = Prepared(
    sa.select(*COLUMNS).where(
        DIALOGUE.c.id == sa.bindparam("which"), DIALOGUE.c.functionaris == sa.bindparam("functionaris")
    ),
    *COLUMNS,
)
_NEWEST_FIRST = (
    sa.select(*COLUMNS)
    .where(DIALOGUE.c.functionaris == sa.bindparam("functionaris"), DIALOGUE.c.status == DialogueStatus.OPEN.value)
    .order_by(DIALOGUE.c.gewijzigd.desc(), DIALOGUE.c.id)
)


class _Several(NamedTuple):
    """A question for dialogues, prepared, and as it is asked again when not every row can be read."""

    query: sa.Select[Any]
    prepared: Prepared

    @classmethod
    def of(cls, query: sa.Select[Any]) -> _Several:
        return cls(query, Prepared(query, *COLUMNS))


_OPEN_OF = _Several.of(_NEWEST_FIRST)
_OPEN_ABOUT = _Several.of(_NEWEST_FIRST.where(DIALOGUE.c.client == sa.bindparam("client")))
_RESUMABLE = _Several.of(
    _NEWEST_FIRST.join(FUNCTIONARIS, FUNCTIONARIS.c.id == DIALOGUE.c.functionaris)
    .where(responsible_for(DIALOGUE.c.client, sa.bindparam("day", type_=sa.Date)))
    .limit(sa.bindparam("most", type_=sa.Integer))
)
_STATUS, _BEVESTIGING, _SECONDEN, _TIKKEN = (
    COLUMNS.index(DIALOGUE.c[name]) for name in ("status", "bevestiging", "seconden", "tikken")
)


def dialogue_of(values: Sequence[Any]) -> Dialogue:
    """A dialogue from the values of :data:`COLUMNS`."""
    row = list(values)
    row[_STATUS] = DialogueStatus(row[_STATUS])
    row[_BEVESTIGING] = Bevestiging(row[_BEVESTIGING]) if row[_BEVESTIGING] else None
    # A dialogue that an earlier version began has neither.
    row[_SECONDEN], row[_TIKKEN] = row[_SECONDEN] or 0, row[_TIKKEN] or 0
    return Dialogue(*row)


class Dialogues(Repository):
    """The dialogues, within one transaction."""

    async def open(self, dialogue: Dialogue, at: datetime) -> None:
        """Add a new dialogue."""
        row = {
            "id": dialogue.id,
            "functionaris": dialogue.functionaris,
            "client": dialogue.client,
            "flow": dialogue.flow,
            "version": dialogue.version,
            "answers": dict(dialogue.answers),
            "earlier": dict(dialogue.earlier),
            "corrigeert": dialogue.corrigeert,
            "reden": dialogue.reden,
            "status": dialogue.status.value,
            "meetmoment": dialogue.meetmoment,
            "bevestiging": dialogue.bevestiging,
            "steekproef": dialogue.steekproef,
            "geopend": at,
            "gewijzigd": at,
            "seconden": dialogue.seconden,
            "tikken": dialogue.tikken,
        }
        await _OPEN.run(self._connection, row)

    async def save(self, dialogue: Dialogue, at: datetime) -> None:
        """Keep the new answers or status of an open dialogue; a closed one never changes again."""
        done = await _SAVE.run(
            self._connection,
            {
                "which": dialogue.id,
                "flow": dialogue.flow,
                "version": dialogue.version,
                "answers": dict(dialogue.answers),
                "status": dialogue.status.value,
                "meetmoment": dialogue.meetmoment,
                "bevestiging": dialogue.bevestiging,
                "steekproef": dialogue.steekproef,
                "gewijzigd": at,
                "seconden": dialogue.seconden,
                "tikken": dialogue.tikken,
            },
        )
        if done.count != 1:
            raise ConflictError(f"dialogue {dialogue.id} is closed")

    async def becomes_correction(self, dialogue_id: str, meetmoment_id: str, reden: str) -> None:
        """Let an open dialogue end in a new version of a meetmoment instead of a new one."""
        still_open = DIALOGUE.c.status == DialogueStatus.OPEN.value
        update = sa.update(DIALOGUE).where(DIALOGUE.c.id == dialogue_id, still_open)
        done = await self._connection.execute(update.values(corrigeert=meetmoment_id, reden=reden))
        if done.rowcount != 1:
            raise ConflictError(f"dialogue {dialogue_id} is closed")

    async def get(self, dialogue_id: str, functionaris: str) -> Dialogue | None:
        """A dialogue of this functionaris, open or closed."""
        row = await _GET.first(self._connection, {"which": dialogue_id, "functionaris": functionaris})
        return None if row is None else dialogue_of(row)

    async def open_of(self, functionaris: str, client: str | None = None) -> tuple[Dialogue, ...]:
        """The open dialogues of a functionaris, newest first."""
        whose = {"functionaris": functionaris, "client": client}
        return await self._readable(_OPEN_OF if client is None else _OPEN_ABOUT, whose)

    async def resumable(self, who: Functionaris, day: date, most: int) -> tuple[Dialogue, ...]:
        """The open dialogues of ``who`` about clients whom they may still measure, newest first."""
        return await self._readable(_RESUMABLE, {"functionaris": who.id, "day": day, "most": most})

    async def _readable(self, asked: _Several, params: Mapping[str, Any]) -> tuple[Dialogue, ...]:
        """The dialogues that can be read; a broken one must not keep somebody from the others."""
        try:
            return tuple(dialogue_of(row) for row in (await asked.prepared.run(self._connection, params)).rows)
        except UNREADABLE:
            return (await readable(self._connection, asked.query, DIALOGUE.c.id, dialogue_of, params))[0]
