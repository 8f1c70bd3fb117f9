"""A secret random record key for every client, of which the noise in reports for others is made."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_DRAWN = {
    "sqlite": "random() & 1099511627775",
    "postgresql": "('x' || substr(md5(gen_random_uuid()::text), 1, 10))::bit(40)::bigint",
}


def upgrade() -> None:
    op.add_column("client", sa.Column("sleutel", sa.BigInteger(), nullable=False, server_default="0"))
    drawn: sa.ColumnElement[int] = sa.literal_column(_DRAWN[op.get_bind().dialect.name])
    op.execute(sa.update(sa.table("client", sa.column("sleutel"))).values(sleutel=drawn))
