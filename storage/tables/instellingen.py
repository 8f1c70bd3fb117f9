"""The settings that a beheerder changed; the newest row of a name holds."""

from __future__ import annotations

import sqlalchemy as sa

from storage.tables.guards import append_only
from storage.tables.schema import metadata
from storage.tables.types import Instant

# ``waarde`` is none when the setting was put back to its default; ``door`` is none for the command line.
INSTELLING = sa.Table(
    "instelling",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("naam", sa.String, nullable=False, index=True),
    sa.Column("waarde", sa.String),
    sa.Column("door", sa.String, sa.ForeignKey("functionaris.id")),
    sa.Column("op", Instant, nullable=False),
)
append_only(INSTELLING)
