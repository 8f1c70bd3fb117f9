"""What was measured, and where each client is now."""

from __future__ import annotations

import sqlalchemy as sa

from storage.tables.guards import append_only
from storage.tables.schema import metadata
from storage.tables.types import Instant

# One version of a meetmoment; a correction is another one.
MEETMOMENT = sa.Table(
    "meetmoment",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True),
    sa.Column("client", sa.String, sa.ForeignKey("client.code"), nullable=False),
    sa.Column("datum", sa.Date, nullable=False, index=True),
    sa.Column("geregistreerd", Instant, nullable=False),
    sa.Column("actie", sa.String, nullable=False),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("reden", sa.String),
    sa.Column("positie", sa.Integer, nullable=False),
    sa.Column("groei", sa.String),
    sa.Column("verwachte_trede", sa.Integer),
    sa.Column("reden_uit_beeld", sa.String),
    sa.Column("inkomen", sa.String),
    sa.Column("aanvullende_uitkering", sa.String),
    sa.Column("startkwalificatie", sa.String),
    sa.Column("inburgeringsplichtig", sa.String),
    sa.Column("inburgeringsbehoeftig", sa.String),
    sa.Column("laaggeletterd", sa.String),
    sa.Column("vrijstelling_arbeidsplicht", sa.String),
    sa.Column("vrijstelling_inburgeringsplicht", sa.String),
    sa.Column("instrument_lopend", sa.String),
    sa.Column("instrument_inzet", sa.String),
    sa.Column("lokaal", sa.JSON, nullable=False),
    sa.Column("antwoorden", sa.JSON, nullable=False),
    sa.Column("gepland", sa.Date),
    sa.Column("uiterste", sa.Date),
    sa.Column("methode", sa.String, nullable=False),
    sa.Column("regelversie", sa.String, nullable=False),
    sa.Column("taal", sa.String, nullable=False),
    sa.Column("door", sa.String, sa.ForeignKey("functionaris.id"), nullable=False),
    sa.Column("team", sa.String),
    sa.Column("gemeentecode", sa.String, nullable=False),
    sa.Column("bevestiging", sa.String),
    sa.Column("steekproef", sa.String),
    sa.Column("gecontroleerd_door", sa.String),
    sa.Index("ix_meetmoment_client_datum", "client", "datum"),
)
append_only(MEETMOMENT)
_WAITING = sa.text("status = 'te_controleren'")
sa.Index("ix_meetmoment_controle", MEETMOMENT.c.team, sqlite_where=_WAITING, postgresql_where=_WAITING)
# Versions that overtook another one: few, so that looking whether one did costs next to nothing.
_OVERTAKING = sa.text("versie > 1 AND status = 'definitief'")
sa.Index(
    "ix_meetmoment_inhaal",
    MEETMOMENT.c.id,
    MEETMOMENT.c.versie,
    sqlite_where=_OVERTAKING,
    postgresql_where=_OVERTAKING,
)

# In which of these clients are alike makes one group of a caseload.
STANDING_ALIKE = (
    *("positie", "groei", "vrijstelling_arbeidsplicht", "instrument_lopend", "instrument_inzet", "inkomen"),
)

# Derived from the meetmomenten, and kept for lists and counts.
STAND = sa.Table(
    "stand",
    metadata,
    sa.Column("client", sa.String, sa.ForeignKey("client.code"), primary_key=True),
    sa.Column("meetmoment", sa.String, nullable=False),
    sa.Column("datum", sa.Date, nullable=False),
    sa.Column("positie", sa.Integer, nullable=False),
    sa.Column("groei", sa.String),
    sa.Column("gepland", sa.Date, index=True),
    sa.Column("uiterste", sa.Date, index=True),
    sa.Column("inkomen", sa.String),
    sa.Column("vrijstelling_arbeidsplicht", sa.String),
    sa.Column("instrument_lopend", sa.String),
    sa.Column("instrument_inzet", sa.String),
    # The caseload of everybody is counted in this order.
    sa.Index("ix_stand_groep", *STANDING_ALIKE, "uiterste"),
)
