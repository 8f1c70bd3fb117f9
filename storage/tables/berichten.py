"""The outbox: what nobody tapped for, committed with what caused it."""

from __future__ import annotations

import sqlalchemy as sa

from storage.tables.schema import metadata
from storage.tables.types import Instant

# A template and its parameters, never a text. ``sleutel`` makes one of what two replicas want to say at once;
# ``eigenaar`` holds it until ``lease_tot`` while it is sent; ``gelezen`` is when the reader put it away.
BERICHT = sa.Table(
    "bericht",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sleutel", sa.String, nullable=False, unique=True),
    sa.Column("aan", sa.String, sa.ForeignKey("functionaris.id"), nullable=False),
    sa.Column("sjabloon", sa.String, nullable=False),
    sa.Column("params", sa.JSON, nullable=False),
    sa.Column("prioriteit", sa.Integer, nullable=False),
    sa.Column("vanaf", Instant, nullable=False),
    sa.Column("geldig_tot", Instant),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("pogingen", sa.Integer, nullable=False, default=0),
    sa.Column("eigenaar", sa.String),
    sa.Column("lease_tot", Instant),
    sa.Column("fout", sa.String),
    sa.Column("gemaakt", Instant, nullable=False),
    sa.Column("verzonden", Instant),
    sa.Column("gelezen", Instant),
    # In the order in which they are claimed, and what else waits for the same receiver.
    sa.Index("ix_bericht_beurt", "status", "prioriteit", "vanaf", "id"),
    sa.Index("ix_bericht_aan_status", "aan", "status"),
)
