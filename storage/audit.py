"""The trail: who did what to which client, when; never what was answered, except answers that fell out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from storage.engine.prepared import Prepared, given
from storage.engine.session import Repository
from storage.tables import AUDIT

_INSERT = Prepared(
    sa.insert(AUDIT).values(given(AUDIT, "op", "wie", "kanaal", "wat", "client", "bij", "vervallen", "via"))
)


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
        via: str | None = None,
    ) -> None:
        """Add one row; ``bij`` is what it is about; ``via`` is the colleague whose link ``wie`` is signed in with."""
        row = {
            "op": at,
            "wie": wie,
            "kanaal": kanaal,
            "wat": wat,
            "client": client,
            "bij": bij,
            "vervallen": dict(vervallen) if vervallen else None,
            "via": via,
        }
        await _INSERT.run(self._connection, row)

    async def count(self, wat: str, wie: str, since: datetime) -> int:
        """How often somebody did something since a moment."""
        query = sa.select(sa.func.count()).select_from(AUDIT)
        query = query.where(AUDIT.c.wat == wat, AUDIT.c.wie == wie, AUDIT.c.op >= since)
        return int(await self._connection.scalar(query) or 0)

    async def behind(self, bij: str) -> frozenset[str]:
        """The colleagues with whose links something was done, such as a meetmoment: it may have been they."""
        query = sa.select(AUDIT.c.via).where(AUDIT.c.bij == bij, AUDIT.c.via.is_not(None)).distinct()
        return frozenset(await self._connection.scalars(query))
