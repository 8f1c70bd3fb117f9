"""A team in a pilot; lists that are entered at once."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("team", sa.Column("pilot", sa.Date(), nullable=True))
    op.create_table(
        "lijstrij",
        sa.Column("functionaris", sa.String(), sa.ForeignKey("functionaris.id"), primary_key=True),
        sa.Column("client", sa.String(), sa.ForeignKey("client.code"), primary_key=True),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("positie", sa.Integer()),
        sa.Column("groei", sa.String()),
        sa.Column("op", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_lijstrij_client", "lijstrij", ["client"])
