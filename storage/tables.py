"""The rows. They never leave this folder; the Core tables at the end are what statements are written with."""

from __future__ import annotations

from datetime import UTC, date, datetime

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; always aware, on every database."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Store UTC without zone; a naive moment is a mistake."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment must be aware")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give UTC back."""
        return None if value is None else value.replace(tzinfo=UTC)


class Organisatie(SQLModel, table=True):
    """The municipality or ISD this database belongs to; partners are rows beside it."""

    id: str = Field(primary_key=True)
    naam: str
    test: bool = False


class Gemeentecode(SQLModel, table=True):
    """A CBS code with the period in which it was valid and its successor after a herindeling."""

    code: str = Field(primary_key=True)
    naam: str = ""
    van: date = Field(primary_key=True)
    tot: date | None = None
    opvolger: str | None = None


class Afdeling(SQLModel, table=True):
    """A department."""

    id: str = Field(primary_key=True)
    naam: str
    organisatie: str = Field(foreign_key="organisatie.id")


class Team(SQLModel, table=True):
    """A team within a department."""

    id: str = Field(primary_key=True)
    naam: str
    afdeling: str = Field(foreign_key="afdeling.id")


class Functionaris(SQLModel, table=True):
    """Any authorised user; ``tot`` ends every access from that moment."""

    id: str = Field(primary_key=True)
    label: str
    rol: str
    team: str | None = Field(default=None, foreign_key="team.id")
    taal: str | None = None
    vanaf: datetime = Field(sa_type=Instant)
    tot: datetime | None = Field(default=None, sa_type=Instant)


class Account(SQLModel, table=True):
    """A Telegram account linked to a functionaris."""

    address: str = Field(primary_key=True)
    functionaris: str = Field(foreign_key="functionaris.id", index=True)
    sinds: datetime = Field(sa_type=Instant)


class Websession(SQLModel, table=True):
    """A signed-in browser; only the hash of its token is kept."""

    token: str = Field(primary_key=True)
    functionaris: str = Field(foreign_key="functionaris.id", index=True)
    tot: datetime = Field(sa_type=Instant)


class Invite(SQLModel, table=True):
    """A single-use link: for a new functionaris (``rol``), or to sign one in again (``functionaris``)."""

    token: str = Field(primary_key=True)
    rol: str
    label: str = ""
    team: str | None = Field(default=None, foreign_key="team.id")
    functionaris: str | None = Field(default=None, foreign_key="functionaris.id")
    door: str | None = None
    tot: datetime = Field(sa_type=Instant)
    gebruikt: datetime | None = Field(default=None, sa_type=Instant)


class Client(SQLModel, table=True):
    """A client: a random code and nothing that identifies."""

    code: str = Field(primary_key=True)
    gemeentecode: str
    sinds: datetime = Field(sa_type=Instant)


class Toewijzing(SQLModel, table=True):
    """Who is responsible for a client, from and (exclusive) until which day."""

    id: int | None = Field(default=None, primary_key=True)
    client: str = Field(foreign_key="client.code", index=True)
    functionaris: str = Field(foreign_key="functionaris.id", index=True)
    van: date
    tot: date | None = None


class Meetmoment(SQLModel, table=True):
    """One version of a meetmoment; triggers refuse to change or delete it."""

    id: str = Field(primary_key=True)
    versie: int = Field(primary_key=True)
    client: str = Field(foreign_key="client.code", index=True)
    datum: date = Field(index=True)
    geregistreerd: datetime = Field(sa_type=Instant)
    actie: str
    status: str
    reden: str | None = None
    positie: int
    groei: str | None = None
    verwachte_trede: int | None = None
    reden_uit_beeld: str | None = None
    inkomen: str | None = None
    aanvullende_uitkering: str | None = None
    startkwalificatie: str | None = None
    inburgeringsplichtig: str | None = None
    inburgeringsbehoeftig: str | None = None
    laaggeletterd: str | None = None
    vrijstelling_arbeidsplicht: str | None = None
    vrijstelling_inburgeringsplicht: str | None = None
    instrument_lopend: str | None = None
    instrument_inzet: str | None = None
    lokaal: dict[str, str] = Field(sa_type=sa.JSON)
    antwoorden: dict[str, str] = Field(sa_type=sa.JSON)
    gepland: date | None = None
    uiterste: date | None = None
    methode: str
    regelversie: str
    taal: str
    door: str = Field(foreign_key="functionaris.id")
    team: str | None = None
    gemeentecode: str


class Stand(SQLModel, table=True):
    """Where each client is now: derived from the meetmomenten, kept for lists and counts."""

    client: str = Field(primary_key=True, foreign_key="client.code")
    meetmoment: str
    datum: date
    positie: int = Field(index=True)
    groei: str | None = None
    gepland: date | None = Field(default=None, index=True)
    uiterste: date | None = Field(default=None, index=True)


class Dialogue(SQLModel, table=True):
    """An open or finished dialogue: flow, version and answers; everything else is derived.

    ``begonnen`` is the meetmoment that supplies the proposals, ``corrigeert`` the one being corrected.
    """

    id: str = Field(primary_key=True)
    functionaris: str = Field(foreign_key="functionaris.id", index=True)
    client: str = Field(foreign_key="client.code", index=True)
    flow: str
    version: str
    answers: dict[str, str] = Field(sa_type=sa.JSON)
    earlier: dict[str, str] = Field(sa_type=sa.JSON)
    corrigeert: str | None = None
    reden: str | None = None
    status: str
    meetmoment: str | None = None
    geopend: datetime = Field(sa_type=Instant)
    gewijzigd: datetime = Field(sa_type=Instant)


class Chat(SQLModel, table=True):
    """One conversation on one channel: what it shows, and which of its revisions was last shown."""

    id: int | None = Field(default=None, primary_key=True)
    channel: str
    address: str
    functionaris: str = Field(foreign_key="functionaris.id", index=True)
    taal: str
    route: str
    dialogue: str | None = Field(default=None, foreign_key="dialogue.id")
    notice: str | None = None
    revision: int = 1
    shown: int = 0
    message: int | None = None
    fresh: bool = False

    __table_args__ = (sa.UniqueConstraint("channel", "address"),)


class Gezien(SQLModel, table=True):
    """An update that has been dealt with, so that it never takes effect twice."""

    channel: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    op: datetime = Field(sa_type=Instant, index=True)
    fout: str | None = None


class Audit(SQLModel, table=True):
    """Who did what to which client, when; triggers refuse to change or delete it."""

    id: int | None = Field(default=None, primary_key=True)
    op: datetime = Field(sa_type=Instant)
    wie: str | None = None
    kanaal: str
    wat: str
    client: str | None = None
    bij: str | None = None
    vervallen: dict[str, str] | None = Field(default=None, sa_type=sa.JSON)


_APPEND_ONLY = ("meetmoment", "audit")
_GUARDS_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_GUARD_FUNCTION = """
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME; END $$
"""
_GUARDS_POSTGRES = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION append_only()
"""

metadata = SQLModel.metadata
for _name in _APPEND_ONLY:
    _table = metadata.tables[_name]
    sa.event.listen(_table, "after_create", sa.DDL(_GUARD_FUNCTION).execute_if(dialect="postgresql"))
    for _verb in ("UPDATE", "DELETE"):
        for _dialect, _text in (("sqlite", _GUARDS_SQLITE), ("postgresql", _GUARDS_POSTGRES)):
            _ddl = sa.DDL(_text.format(table=_name, verb=_verb)).execute_if(dialect=_dialect)
            sa.event.listen(_table, "after_create", _ddl)

ORGANISATIE = metadata.tables["organisatie"]
GEMEENTECODE = metadata.tables["gemeentecode"]
AFDELING = metadata.tables["afdeling"]
TEAM = metadata.tables["team"]
FUNCTIONARIS = metadata.tables["functionaris"]
ACCOUNT = metadata.tables["account"]
WEBSESSION = metadata.tables["websession"]
INVITE = metadata.tables["invite"]
CLIENT = metadata.tables["client"]
TOEWIJZING = metadata.tables["toewijzing"]
MEETMOMENT = metadata.tables["meetmoment"]
STAND = metadata.tables["stand"]
DIALOGUE = metadata.tables["dialogue"]
CHAT = metadata.tables["chat"]
GEZIEN = metadata.tables["gezien"]
AUDIT = metadata.tables["audit"]
