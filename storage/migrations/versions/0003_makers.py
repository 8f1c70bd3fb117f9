"""Who made the link that a session, an account or a line of the trail came from; whose report was chosen last."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ADDED = {"account": "door", "audit": "via", "functionaris": "eenheid", "websession": "door"}


def upgrade() -> None:
    for table, column in _ADDED.items():
        op.add_column(table, sa.Column(column, sa.String(), nullable=True))
