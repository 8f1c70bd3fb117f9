"""Sessions that slide and have an absolute end, and passkeys."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

# Until now a session lasted twelve hours, and every one began with a link.
_BEGAN = {"sqlite": "datetime(tot, '-12 hours')", "postgresql": "tot - interval '12 hours'"}
_LONG_AGO = "1970-01-01 00:00:00"


def upgrade() -> None:
    for name in ("sinds", "gebruikt", "einde"):
        op.add_column("websession", sa.Column(name, sa.DateTime(), nullable=False, server_default=_LONG_AGO))
    for name, value in (("wijze", "link"), ("apparaat", "")):
        op.add_column("websession", sa.Column(name, sa.String(), nullable=False, server_default=value))
    for name in ("sid", "passkey"):
        op.add_column("websession", sa.Column(name, sa.String(), nullable=True))
    op.create_index("ix_websession_sid", "websession", ["sid"])
    began: sa.ColumnElement[object] = sa.literal_column(_BEGAN[op.get_bind().dialect.name])
    session = sa.table("websession", *map(sa.column, ("tot", "sinds", "gebruikt", "einde")))
    op.execute(sa.update(session).values(einde=session.c.tot, sinds=began, gebruikt=began))
    op.add_column("functionaris", sa.Column("aangeboden", sa.DateTime(), nullable=True))
    op.create_table(
        "passkey",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("functionaris", sa.String(), sa.ForeignKey("functionaris.id"), nullable=False),
        sa.Column("credential", sa.String(), nullable=False, unique=True),
        sa.Column("sleutel", sa.String(), nullable=False),
        sa.Column("teller", sa.BigInteger(), nullable=False),
        sa.Column("naam", sa.String(), nullable=False),
        sa.Column("sinds", sa.DateTime(), nullable=False),
        sa.Column("gebruikt", sa.DateTime(), nullable=True),
        sa.Column("dicht", sa.DateTime(), nullable=True),
        sa.Column("sessie", sa.String(), nullable=False),
        sa.Column("door", sa.String(), nullable=True),
    )
    op.create_index("ix_passkey_functionaris", "passkey", ["functionaris"])
