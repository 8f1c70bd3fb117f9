"""Clients, without anything that identifies one, and who is responsible for them."""

from __future__ import annotations

import sqlalchemy as sa

from storage.tables.schema import metadata
from storage.tables.types import Instant

CLIENT = sa.Table(
    "client",
    metadata,
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("gemeentecode", sa.String, nullable=False),
    sa.Column("sinds", Instant, nullable=False),
)

# Who is responsible for a client, from and (exclusive) until which day.
TOEWIJZING = sa.Table(
    "toewijzing",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("client", sa.String, sa.ForeignKey("client.code"), nullable=False, index=True),
    sa.Column("functionaris", sa.String, sa.ForeignKey("functionaris.id"), nullable=False, index=True),
    sa.Column("van", sa.Date, nullable=False),
    sa.Column("tot", sa.Date),
)
