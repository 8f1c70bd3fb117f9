"""Who did what to which client, when."""

from __future__ import annotations

import sqlalchemy as sa

from storage.tables.guards import append_only
from storage.tables.schema import metadata
from storage.tables.types import Instant

AUDIT = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("op", Instant, nullable=False),
    sa.Column("wie", sa.String),
    sa.Column("kanaal", sa.String, nullable=False),
    sa.Column("wat", sa.String, nullable=False),
    sa.Column("client", sa.String),
    sa.Column("bij", sa.String),
    sa.Column("vervallen", sa.JSON),
)
append_only(AUDIT)
