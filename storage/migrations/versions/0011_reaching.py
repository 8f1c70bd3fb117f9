"""Ways to people beside Telegram: browsers that show notices, addresses for e-mail, and which way a bericht goes."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "pushadres",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("functionaris", sa.String(), sa.ForeignKey("functionaris.id"), nullable=False, index=True),
        sa.Column("endpoint", sa.String(), nullable=False, unique=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("p256dh", "auth", "sessie", "toestel")),
        sa.Column("sinds", sa.DateTime(), nullable=False),
        *(sa.Column(name, sa.DateTime(), nullable=True) for name in ("gelukt", "faalt")),
        sa.Column("door", sa.String(), nullable=True),
    )
    op.create_table(
        "mailadres",
        sa.Column("functionaris", sa.String(), sa.ForeignKey("functionaris.id"), primary_key=True),
        sa.Column("adres", sa.String(), nullable=False),
        sa.Column("gevraagd", sa.DateTime(), nullable=False),
        sa.Column("mis", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.DateTime(), nullable=True) for name in ("bevestigd", "dicht")),
        sa.Column("door", sa.String(), nullable=True),
    )
    for name in ("wegen", "weg"):
        op.add_column("functionaris", sa.Column(name, sa.String(), nullable=True))
    op.add_column("functionaris", sa.Column("onbereikt", sa.DateTime(), nullable=True))
    op.add_column("bericht", sa.Column("weg", sa.String(), nullable=False, server_default="tg"))
    op.add_column("bericht", sa.Column("mislukt", sa.String(), nullable=True))
    op.drop_index("ix_bericht_beurt", "bericht")
    op.create_index("ix_bericht_beurt", "bericht", ["status", "weg", "prioriteit", "vanaf", "id"])
