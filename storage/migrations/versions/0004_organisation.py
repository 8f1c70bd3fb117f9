"""A team in a pilot."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("team", sa.Column("pilot", sa.Date(), nullable=True))
