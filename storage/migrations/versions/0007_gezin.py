"""Clients of one household."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "gezinslid",
        sa.Column("client", sa.String(), sa.ForeignKey("client.code"), primary_key=True),
        sa.Column("gezin", sa.String(), nullable=False),
        sa.Column("door", sa.String(), sa.ForeignKey("functionaris.id"), nullable=False),
        sa.Column("op", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_gezinslid_gezin", "gezinslid", ["gezin"])
