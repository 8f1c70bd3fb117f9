"""Who pays a placement and how much, its SRG type, the last day that somebody noted, and whether it was a mistake."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("plaatsing", sa.Column("genoteerd", sa.Date(), nullable=True))
    op.add_column("plaatsing", sa.Column("financiering", sa.String(), nullable=True))
    op.add_column("plaatsing", sa.Column("bedrag", sa.Integer(), nullable=True))
    op.add_column("plaatsing", sa.Column("srg_type", sa.String(), nullable=True))
    op.add_column("plaatsing", sa.Column("ingetrokken", sa.DateTime(), nullable=True))
    # Until now every last day was noted by somebody.
    op.execute("UPDATE plaatsing SET genoteerd = tot")
