"""Who may use the bot, and every way in they have."""

from __future__ import annotations

import sqlalchemy as sa

from storage.tables.schema import metadata
from storage.tables.types import Instant

# Any authorised user; ``tot`` ends every access from that moment. ``voorkeur`` is when reminders are welcome, and
# between ``stil_van`` and ``stil_tot`` they are not (``HH:MM``).
FUNCTIONARIS = sa.Table(
    "functionaris",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("label", sa.String, nullable=False),
    sa.Column("rol", sa.String, nullable=False),
    sa.Column("team", sa.String, sa.ForeignKey("team.id")),
    sa.Column("taal", sa.String),
    sa.Column("vanaf", Instant, nullable=False),
    sa.Column("tot", Instant),
    sa.Column("voorkeur", sa.String),
    sa.Column("stil_van", sa.String),
    sa.Column("stil_tot", sa.String),
)

# A Telegram account linked to a functionaris; ``dicht`` is since when Telegram cannot reach it.
ACCOUNT = sa.Table(
    "account",
    metadata,
    sa.Column("address", sa.String, primary_key=True),
    sa.Column("functionaris", sa.String, sa.ForeignKey("functionaris.id"), nullable=False, index=True),
    sa.Column("sinds", Instant, nullable=False),
    sa.Column("dicht", Instant),
)

# A signed-in browser; only the hash of its token is kept.
WEBSESSION = sa.Table(
    "websession",
    metadata,
    sa.Column("token", sa.String, primary_key=True),
    sa.Column("functionaris", sa.String, sa.ForeignKey("functionaris.id"), nullable=False, index=True),
    sa.Column("tot", Instant, nullable=False),
)

# A single-use link: for a new functionaris (``rol``), or to sign one in again (``functionaris``).
INVITE = sa.Table(
    "invite",
    metadata,
    sa.Column("token", sa.String, primary_key=True),
    sa.Column("rol", sa.String, nullable=False),
    sa.Column("label", sa.String, nullable=False, default=""),
    sa.Column("team", sa.String, sa.ForeignKey("team.id")),
    sa.Column("functionaris", sa.String, sa.ForeignKey("functionaris.id")),
    sa.Column("door", sa.String),
    sa.Column("tot", Instant, nullable=False),
    sa.Column("gebruikt", Instant),
)
