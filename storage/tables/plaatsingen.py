"""Clients in an instrument, with the partner that carries it out."""

from __future__ import annotations

import sqlalchemy as sa

from storage.tables.schema import metadata
from storage.tables.types import Instant

# ``tot`` is the last day; a placement without one still runs.
PLAATSING = sa.Table(
    "plaatsing",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("client", sa.String, sa.ForeignKey("client.code"), nullable=False, index=True),
    sa.Column("instrument", sa.String, nullable=False),
    sa.Column("partner", sa.String, index=True),
    sa.Column("van", sa.Date, nullable=False),
    sa.Column("tot", sa.Date),
    sa.Column("door", sa.String, sa.ForeignKey("functionaris.id"), nullable=False),
    sa.Column("op", Instant, nullable=False),
)
