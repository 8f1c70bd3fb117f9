"""The municipality or ISD this database belongs to, and how it is divided."""

from __future__ import annotations

import sqlalchemy as sa

from storage.tables.schema import metadata

# The owner of this database; partners are rows beside it.
ORGANISATIE = sa.Table(
    "organisatie",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("naam", sa.String, nullable=False),
    sa.Column("test", sa.Boolean, nullable=False, default=False),
)

# A CBS code with the period in which it was valid and its successor after a herindeling.
GEMEENTECODE = sa.Table(
    "gemeentecode",
    metadata,
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("naam", sa.String, nullable=False, default=""),
    sa.Column("van", sa.Date, primary_key=True),
    sa.Column("tot", sa.Date),
    sa.Column("opvolger", sa.String),
)

AFDELING = sa.Table(
    "afdeling",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("naam", sa.String, nullable=False),
    sa.Column("organisatie", sa.String, sa.ForeignKey("organisatie.id"), nullable=False),
)

TEAM = sa.Table(
    "team",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("naam", sa.String, nullable=False),
    sa.Column("afdeling", sa.String, sa.ForeignKey("afdeling.id"), nullable=False),
)
