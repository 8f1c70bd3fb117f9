"""What was measured, with its whole history, and where each client is now."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from flows import ladder, meetmoment
from storage.models.guards import append_only
from storage.models.model import Model, Personal, column, day, json, moment

_WAITING = sa.text("status = 'te_controleren'")
_OVERTAKING = sa.text("versie > 1 AND status = 'definitief'")
# In which of these clients are alike makes one group of a caseload.
_ALIKE = ("positie", "groei", "vrijstelling_arbeidsplicht", "instrument_lopend", "instrument_inzet", "inkomen")


@append_only
class Meetmoment(Model, table=True):
    """One version of a meetmoment; all versions with the same ``id`` are its history.

    Rows are only added, never changed or removed; the database itself refuses. Version 1 is what was registered
    first (``actie`` *nieuw*). A correction is a next version with another meting and a ``reden`` (*correctie*), a
    withdrawal is one too (*intrekking*), and so is the four-eyes check of a colleague, with the meting as it was and
    another ``status``. The newest version that is *definitief* holds; one that waits for a check leaves the earlier
    one in force until then.

    Two times are kept: ``datum``, the day on which the situation was so, and ``geregistreerd``, the moment from which
    this version was known. So it can be told both how things were on a day and what was known of it at any moment.
    """

    __table_args__ = (
        sa.Index("ix_meetmoment_client_datum", "client", "datum"),
        sa.Index("ix_meetmoment_controle", "team", sqlite_where=_WAITING, postgresql_where=_WAITING),
        # Versions that overtook another one: few, so that looking whether one did costs next to nothing.
        sa.Index("ix_meetmoment_inhaal", "id", "versie", sqlite_where=_OVERTAKING, postgresql_where=_OVERTAKING),
    )

    id: str = column("Id of the meetmoment, the same in all its versions", Personal.PSEUDONYM, "id", key=True)
    versie: int = column("Which version this is", Personal.NONE, "number, from 1", key=True)
    client: str = column("Who was measured", Personal.PSEUDONYM, "client code", refers="client.code")
    datum: date = day("When the situation was so", Personal.CLIENT_FACT, index=True)
    geregistreerd: datetime = moment("When this version was registered", Personal.STAFF)
    actie: str = column(
        "What it does to the version before: nieuw, correctie or intrekking", Personal.CLIENT_FACT, "word"
    )
    status: str = column(
        "Whether it counts: concept, te_controleren, teruggegeven or definitief", Personal.NONE, "word"
    )
    reden: str | None = column(
        "Why there is another version, chosen from a list", Personal.CLIENT_FACT, "word", default=None
    )
    positie: int = column(
        "Where the client stood: 1 to 6 are treden, 0 is not yet placed, 9 out of sight", Personal.CLIENT_FACT, "0 to 9"
    )
    groei: str | None = column(
        "Whether growth was expected within a year: PLUS or NUL", Personal.CLIENT_FACT, "word", default=None
    )
    verwachte_trede: int | None = column("The trede that was expected", Personal.CLIENT_FACT, "1 to 6", default=None)
    reden_uit_beeld: str | None = column("Why the client went", Personal.CLIENT_FACT, "word", default=None)
    inkomen: str | None = column("Kind of income", Personal.CLIENT_FACT, "word", default=None)
    aanvullende_uitkering: str | None = column("Benefit beside it", Personal.CLIENT_FACT, "ja or nee", default=None)
    startkwalificatie: str | None = column("Has a basic qualification", Personal.CLIENT_FACT, "ja or nee", default=None)
    inburgeringsplichtig: str | None = column("Obliged to integrate", Personal.CLIENT_FACT, "ja or nee", default=None)
    inburgeringsbehoeftig: str | None = column("Needs to integrate", Personal.CLIENT_FACT, "ja or nee", default=None)
    laaggeletterd: str | None = column(
        "Reads and writes with difficulty", Personal.CLIENT_FACT, "ja or nee", default=None
    )
    vrijstelling_arbeidsplicht: str | None = column(
        "Exempt from the duty to work, which may be for health", Personal.SPECIAL, "ja or nee", default=None
    )
    vrijstelling_inburgeringsplicht: str | None = column(
        "Exempt from the duty to integrate, which may be for health", Personal.SPECIAL, "ja or nee", default=None
    )
    instrument_lopend: str | None = column("Is in an instrument", Personal.CLIENT_FACT, "ja or nee", default=None)
    instrument_inzet: str | None = column("An instrument will be used", Personal.CLIENT_FACT, "ja or nee", default=None)
    lokaal: dict[str, str] = json(
        "What the municipality asks of its own", Personal.SPECIAL, "field to value, chosen from lists"
    )
    antwoorden: dict[str, str] = json(
        "The answers that decided the position; empty when it was entered directly", Personal.SPECIAL, "step to answer"
    )
    gepland: date | None = day("When the next measurement was planned", Personal.CLIENT_FACT, default=None)
    uiterste: date | None = day("When it has to be done", Personal.CLIENT_FACT, default=None)
    methode: str = column("How it was measured: the flow, or import", Personal.NONE, "word")
    regelversie: str = column("The version of the rules that it was measured by", Personal.NONE, "version")
    taal: str = column("The language of the questions", Personal.STAFF, "language code")
    door: str = column("Who registered this version", Personal.STAFF, "id", refers="functionaris.id")
    team: str | None = column("The team of whoever did, then", Personal.STAFF, "id", default=None)
    gemeentecode: str = column("The client's municipality, then", Personal.CLIENT_FACT, "CBS code")
    bevestiging: str | None = column(
        "In a hermeting, whether last time's answers were confirmed unchanged",
        Personal.CLIENT_FACT,
        "ongewijzigd or gewijzigd",
        default=None,
    )
    steekproef: str | None = column(
        "In a hermeting, the question that was asked afresh", Personal.NONE, "step", default=None
    )
    gecontroleerd_door: str | None = column("The colleague who checked it", Personal.STAFF, "id", default=None)
    aanvullend: dict[str, str] | None = json(
        "What the municipality asks beside the fixed set, such as the purpose of the contact, and which answers nobody "
        "was asked for",
        Personal.SPECIAL,
        "name to value, chosen from lists",
        default=None,
    )

    @classmethod
    def of(cls, version: meetmoment.Meetmoment, *, taal: str, gemeentecode: str, team: str | None) -> Meetmoment:
        """The row of a version; its language, and the municipality and the team at that moment, belong to it.

        No session takes it: a version is added by a statement that is compiled once.
        """
        values = cls.values(version, taal=taal, gemeentecode=gemeentecode, team=team)
        return cls.read(values[column.name] for column in cls.__table__.columns)

    @staticmethod
    def values(version: meetmoment.Meetmoment, *, taal: str, gemeentecode: str, team: str | None) -> dict[str, Any]:
        """What is in that row, by column; a whole municipality of rows does without the objects."""
        meting = version.meting
        return {
            "id": version.id,
            "versie": version.versie,
            "client": version.client,
            "datum": meting.datum,
            "geregistreerd": version.geregistreerd,
            "actie": version.actie,
            "status": version.status,
            "reden": version.reden,
            "positie": meting.stand.positie,
            "groei": meting.stand.groei,
            "verwachte_trede": meting.verwachte_trede,
            "reden_uit_beeld": meting.reden_uit_beeld,
            **{name: meting.kenmerken.get(name) for name in meetmoment.KENMERKEN},
            "lokaal": dict(meting.lokaal),
            "antwoorden": dict(meting.antwoorden),
            "aanvullend": dict(meting.aanvullend),
            "gepland": meting.gepland,
            "uiterste": meting.uiterste,
            "methode": meting.methode,
            "regelversie": meting.regelversie,
            "taal": taal,
            "door": version.door,
            "team": team,
            "gemeentecode": gemeentecode,
            "bevestiging": version.bevestiging,
            "steekproef": version.steekproef,
            "gecontroleerd_door": version.gecontroleerd_door,
        }

    def domain(self) -> meetmoment.Meetmoment:
        """The version that this row keeps."""
        kenmerken = {name: getattr(self, name) for name in meetmoment.KENMERKEN}
        return meetmoment.Meetmoment(
            id=self.id,
            versie=self.versie,
            client=self.client,
            meting=meetmoment.Meting(
                datum=self.datum,
                stand=ladder.Stand(self.positie, None if self.groei is None else ladder.Groei(self.groei)),
                verwachte_trede=self.verwachte_trede,
                kenmerken={name: value for name, value in kenmerken.items() if value is not None},
                lokaal=self.lokaal,
                antwoorden=self.antwoorden,
                aanvullend=self.aanvullend or {},
                reden_uit_beeld=self.reden_uit_beeld,
                gepland=self.gepland,
                uiterste=self.uiterste,
                methode=self.methode,
                regelversie=self.regelversie,
            ),
            door=self.door,
            geregistreerd=self.geregistreerd,
            actie=meetmoment.Actie(self.actie),
            status=meetmoment.Status(self.status),
            reden=self.reden,
            bevestiging=None if self.bevestiging is None else meetmoment.Bevestiging(self.bevestiging),
            steekproef=self.steekproef,
            gecontroleerd_door=self.gecontroleerd_door,
        )


class Stand(Model, table=True):
    """Where a client is now: derived from the meetmomenten, and kept for lists and counts."""

    # The caseload of everybody is counted in this order.
    __table_args__ = (sa.Index("ix_stand_groep", *_ALIKE, "uiterste"),)

    client: str = column("The client", Personal.PSEUDONYM, "client code", key=True, refers="client.code")
    meetmoment: str = column("The meetmoment that gives the position", Personal.PSEUDONYM, "id")
    datum: date = day("The day of that meetmoment", Personal.CLIENT_FACT)
    positie: int = column("The position", Personal.CLIENT_FACT, "0 to 9")
    groei: str | None = column("Whether growth is expected", Personal.CLIENT_FACT, "PLUS or NUL", default=None)
    gepland: date | None = day("When the next measurement is planned", Personal.CLIENT_FACT, default=None, index=True)
    uiterste: date | None = day("When it has to be done", Personal.CLIENT_FACT, default=None, index=True)
    inkomen: str | None = column("Kind of income", Personal.CLIENT_FACT, "word", default=None)
    vrijstelling_arbeidsplicht: str | None = column(
        "Exempt from the duty to work, which may be for health", Personal.SPECIAL, "ja or nee", default=None
    )
    instrument_lopend: str | None = column("Is in an instrument", Personal.CLIENT_FACT, "ja or nee", default=None)
    instrument_inzet: str | None = column("An instrument will be used", Personal.CLIENT_FACT, "ja or nee", default=None)
