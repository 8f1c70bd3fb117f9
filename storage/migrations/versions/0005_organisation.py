"""A team in a pilot; lists that are entered at once; clients who move to another gemeente."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


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
    op.create_table(
        "verhuizing",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("client", sa.String(), sa.ForeignKey("client.code"), nullable=False),
        sa.Column("oud", sa.String(), nullable=False),
        sa.Column("nieuw", sa.String(), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("door", sa.String(), sa.ForeignKey("functionaris.id")),
        sa.Column("op", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_verhuizing_client", "verhuizing", ["client"])
    _guard()


def _guard() -> None:
    """A move is never changed."""
    on_postgres = op.get_bind().dialect.name == "postgresql"
    for verb in ("UPDATE", "DELETE", *(("TRUNCATE",) if on_postgres else ())):
        does = (
            "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
            if on_postgres
            else "BEGIN SELECT RAISE(ABORT, 'verhuizing is append-only'); END"
        )
        op.execute(f"CREATE TRIGGER verhuizing_no_{verb} BEFORE {verb} ON verhuizing {does}")
