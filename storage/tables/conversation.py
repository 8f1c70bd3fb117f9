"""What people are doing now: their dialogues, their chats, and the updates already dealt with."""

from __future__ import annotations

import sqlalchemy as sa

from storage.tables.schema import metadata
from storage.tables.types import Instant

# An open or finished dialogue: flow, version and answers; everything else is derived. ``earlier`` holds the
# proposals, ``corrigeert`` is the meetmoment being corrected.
DIALOGUE = sa.Table(
    "dialogue",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("functionaris", sa.String, sa.ForeignKey("functionaris.id"), nullable=False, index=True),
    sa.Column("client", sa.String, sa.ForeignKey("client.code"), nullable=False, index=True),
    sa.Column("flow", sa.String, nullable=False),
    sa.Column("version", sa.String, nullable=False),
    sa.Column("answers", sa.JSON, nullable=False),
    sa.Column("earlier", sa.JSON, nullable=False),
    sa.Column("corrigeert", sa.String),
    sa.Column("reden", sa.String),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("meetmoment", sa.String),
    sa.Column("geopend", Instant, nullable=False),
    sa.Column("gewijzigd", Instant, nullable=False),
    sa.Column("bevestiging", sa.String),
    sa.Column("steekproef", sa.String),
)

# One conversation on one channel: what it shows, and which of its revisions was last shown.
CHAT = sa.Table(
    "chat",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("channel", sa.String, nullable=False),
    sa.Column("address", sa.String, nullable=False),
    sa.Column("functionaris", sa.String, sa.ForeignKey("functionaris.id"), nullable=False, index=True),
    sa.Column("taal", sa.String, nullable=False),
    sa.Column("route", sa.String, nullable=False),
    sa.Column("dialogue", sa.String, sa.ForeignKey("dialogue.id")),
    sa.Column("notice", sa.String),
    sa.Column("revision", sa.Integer, nullable=False, default=1),
    sa.Column("shown", sa.Integer, nullable=False, default=0),
    sa.Column("message", sa.Integer),
    sa.Column("fresh", sa.Boolean, nullable=False, default=False),
    sa.UniqueConstraint("channel", "address"),
)

# An update that has been dealt with, so that it never takes effect twice.
GEZIEN = sa.Table(
    "gezien",
    metadata,
    sa.Column("channel", sa.String, primary_key=True),
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("op", Instant, nullable=False, index=True),
    sa.Column("fout", sa.String),
)
