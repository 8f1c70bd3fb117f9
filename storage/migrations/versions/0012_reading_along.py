"""In which language the clients of somebody read along."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("functionaris", sa.Column("leestaal", sa.String(), nullable=True))
