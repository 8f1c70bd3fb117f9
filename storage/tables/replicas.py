"""What the processes that serve one database know of each other."""

from __future__ import annotations

import sqlalchemy as sa

from storage.tables.schema import metadata
from storage.tables.types import Instant

# When each process was last alive.
HARTSLAG = sa.Table(
    "hartslag",
    metadata,
    sa.Column("naam", sa.String, primary_key=True),
    sa.Column("op", Instant, nullable=False),
)

# The rate at which all processes together may send: ``vrij`` is the first moment that nobody has taken yet.
TEMPO = sa.Table(
    "tempo",
    metadata,
    sa.Column("naam", sa.String, primary_key=True),
    sa.Column("vrij", Instant, nullable=False),
)
