"""Who takes over from whom: for the time of a leave, or for good."""

from __future__ import annotations

import sqlalchemy as sa

from storage.tables.schema import metadata
from storage.tables.types import Instant

# Leave from and (exclusive) until a day, with who takes the caseload over for that time.
AFWEZIGHEID = sa.Table(
    "afwezigheid",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("functionaris", sa.String, sa.ForeignKey("functionaris.id"), nullable=False, index=True),
    sa.Column("vervanger", sa.String, sa.ForeignKey("functionaris.id"), nullable=False, index=True),
    sa.Column("van", sa.Date, nullable=False),
    sa.Column("tot", sa.Date, nullable=False),
    sa.Column("door", sa.String, sa.ForeignKey("functionaris.id"), nullable=False),
    sa.Column("op", Instant, nullable=False),
    sa.Column("ingetrokken", Instant),
)

# One client, or without ``client`` a whole caseload, that goes to somebody else on ``datum`` once accepted.
OVERDRACHT = sa.Table(
    "overdracht",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("van", sa.String, sa.ForeignKey("functionaris.id"), nullable=False, index=True),
    sa.Column("aan", sa.String, sa.ForeignKey("functionaris.id"), nullable=False, index=True),
    sa.Column("client", sa.String, sa.ForeignKey("client.code"), index=True),
    sa.Column("datum", sa.Date, nullable=False),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("door", sa.String, sa.ForeignKey("functionaris.id"), nullable=False),
    sa.Column("op", Instant, nullable=False),
    sa.Column("besloten", Instant),
)
