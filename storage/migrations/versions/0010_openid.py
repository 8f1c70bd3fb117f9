"""Accounts at a provider of OpenID Connect."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "openid",
        sa.Column("issuer", sa.String(), primary_key=True),
        sa.Column("claim", sa.String(), primary_key=True),
        sa.Column("waarde", sa.String(), primary_key=True),
        sa.Column("functionaris", sa.String(), sa.ForeignKey("functionaris.id"), nullable=True),
        sa.Column("invite", sa.String(), nullable=True),
        sa.Column("sub", sa.String(), nullable=True),
        sa.Column("sinds", sa.DateTime(), nullable=False),
        sa.Column("door", sa.String(), nullable=True),
        sa.UniqueConstraint("issuer", "claim", "functionaris"),
    )
    op.create_index("ix_openid_functionaris", "openid", ["functionaris"])
    op.create_index("ix_openid_invite", "openid", ["invite"])
