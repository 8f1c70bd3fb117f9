"""What is asked beside the fixed set, how long a measurement takes, and doubts about questions."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_COUNTED = {"meetduur": ("flow", "soort", "seconden", "tikken"), "twijfel": ("flow", "regelversie", "vraag", "reden")}
_NUMBERS = frozenset({"seconden", "tikken"})


def upgrade() -> None:
    op.add_column("meetmoment", sa.Column("aanvullend", sa.JSON(), nullable=True))
    for name in ("seconden", "tikken"):
        op.add_column("dialogue", sa.Column(name, sa.Integer(), nullable=True))
    for table, columns in _COUNTED.items():
        op.create_table(
            table,
            sa.Column("maand", sa.Date(), primary_key=True),
            *(
                sa.Column(
                    name, sa.Integer() if name in _NUMBERS else sa.String(), primary_key=True, autoincrement=False
                )
                for name in columns
            ),
            sa.Column("aantal", sa.Integer(), nullable=False),
        )
