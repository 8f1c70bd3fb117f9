"""The trail: who did what to which client, when; never what was answered, except answers that fell out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from storage.prepared import Prepared, given
from storage.session import Repository
from storage.tables import AUDIT

_INSERT = Prepared(sa.insert(AUDIT).values(given(AUDIT, "op", "wie", "kanaal", "wat", "client", "bij", "vervallen")))


class Audit(Repository):
    """Adds to the trail within one transaction."""

    async def note(
        self,
        wat: str,
        *,
        at: datetime,
        wie: str | None,
        kanaal: str,
        client: str | None = None,
        bij: str | None = None,
        vervallen: Mapping[str, str] | None = None,
    ) -> None:
        """Add one row; ``bij`` is the dialogue, meetmoment or functionaris it is about."""
        row = {
            "op": at,
            "wie": wie,
            "kanaal": kanaal,
            "wat": wat,
            "client": client,
            "bij": bij,
            "vervallen": dict(vervallen) if vervallen else None,
        }
        await _INSERT.run(self._connection, row)

    async def count(self, wat: str, wie: str, since: datetime) -> int:
        """How often somebody did something since a moment."""
        query = sa.select(sa.func.count()).select_from(AUDIT)
        query = query.where(AUDIT.c.wat == wat, AUDIT.c.wie == wie, AUDIT.c.op >= since)
        return int(await self._connection.scalar(query) or 0)
