"""Dialogues: opened, saved after every tap, finished or stopped; resumable for ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from flows.dialogue import Dialogue, DialogueStatus
from flows.meetmoment import Bevestiging
from flows.people import Functionaris
from storage.clients import responsible_for
from storage.errors import ConflictError
from storage.prepared import Prepared
from storage.readable import readable
from storage.tables import DIALOGUE, FUNCTIONARIS

_INSERT = sa.insert(DIALOGUE)
_SAVED = ("flow", "version", "answers", "status", "meetmoment", "bevestiging", "steekproef", "gewijzigd")
_SAVE = Prepared(
    sa.update(DIALOGUE)
    .where(DIALOGUE.c.id == sa.bindparam("which"), DIALOGUE.c.status == DialogueStatus.OPEN.value)
    .values({name: sa.bindparam(name, type_=DIALOGUE.c[name].type) for name in _SAVED})
)


COLUMNS = tuple(DIALOGUE.c[each.name] for each in fields(Dialogue))
_STATUS, _BEVESTIGING = (COLUMNS.index(DIALOGUE.c[name]) for name in ("status", "bevestiging"))


def dialogue_of(values: Sequence[Any]) -> Dialogue:
    """A dialogue from the values of :data:`COLUMNS`."""
    row = list(values)
    row[_STATUS] = DialogueStatus(row[_STATUS])
    row[_BEVESTIGING] = Bevestiging(row[_BEVESTIGING]) if row[_BEVESTIGING] else None
    return Dialogue(*row)


class Dialogues:
    """The dialogues, within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

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
            "bevestiging": dialogue.bevestiging,
            "steekproef": dialogue.steekproef,
            "geopend": at,
            "gewijzigd": at,
        }
        await self._connection.execute(_INSERT, row)

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
        found = await self._connection.execute(
            sa.select(*COLUMNS).where(DIALOGUE.c.id == dialogue_id, DIALOGUE.c.functionaris == functionaris)
        )
        row = found.first()
        return None if row is None else dialogue_of(row)

    async def open_of(self, functionaris: str, client: str | None = None) -> tuple[Dialogue, ...]:
        """The open dialogues of a functionaris, newest first."""
        query = sa.select(*COLUMNS).where(
            DIALOGUE.c.functionaris == functionaris, DIALOGUE.c.status == DialogueStatus.OPEN.value
        )
        if client is not None:
            query = query.where(DIALOGUE.c.client == client)
        return await self._newest_first(query)

    async def resumable(self, who: Functionaris, day: date, most: int) -> tuple[Dialogue, ...]:
        """The open dialogues of ``who`` about clients whom they may still measure, newest first."""
        query = sa.select(*COLUMNS).join(FUNCTIONARIS, FUNCTIONARIS.c.id == DIALOGUE.c.functionaris)
        still = (DIALOGUE.c.status == DialogueStatus.OPEN.value, responsible_for(DIALOGUE.c.client, day))
        return await self._newest_first(query.where(FUNCTIONARIS.c.id == who.id, *still).limit(most))

    async def _newest_first(self, query: sa.Select[Any]) -> tuple[Dialogue, ...]:
        ordered = query.order_by(DIALOGUE.c.gewijzigd.desc(), DIALOGUE.c.id)
        return (await readable(self._connection, ordered, DIALOGUE.c.id, dialogue_of))[0]
