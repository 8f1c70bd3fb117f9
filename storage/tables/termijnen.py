"""When the next measurement of a client is due, and when somebody hears about it."""

from __future__ import annotations

import sqlalchemy as sa

from storage.tables.guards import append_only
from storage.tables.schema import metadata
from storage.tables.types import Instant

# Per client: the day of the next reminder, and the stage that was told last. The dates themselves are in STAND.
TERMIJN = sa.Table(
    "termijn",
    metadata,
    sa.Column("client", sa.String, sa.ForeignKey("client.code"), primary_key=True),
    sa.Column("herinneren", sa.Date),
    sa.Column("stap", sa.String),
    sa.Column("sluimert_tot", sa.Date),
    sa.Index("ix_termijn_herinneren", "herinneren", "client"),
)

# A new planned day for the measurement that follows on a meetmoment; the newest one holds.
PLANNING = sa.Table(
    "planning",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("client", sa.String, sa.ForeignKey("client.code"), nullable=False, index=True),
    sa.Column("meetmoment", sa.String, nullable=False, index=True),
    sa.Column("gepland", sa.Date, nullable=False),
    sa.Column("reden", sa.String),
    sa.Column("door", sa.String, sa.ForeignKey("functionaris.id"), nullable=False),
    sa.Column("op", Instant, nullable=False),
)
append_only(PLANNING)
