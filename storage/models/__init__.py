"""Every table of the database, one class each: the only place that says what is kept, and why.

The classes are used by the name of this package (``models.Meetmoment``), because ``flows`` has types of the same
names: ``models.Meetmoment.of(meetmoment)`` is the row of one, ``row.domain()`` gives it back. Rows never leave
``storage``.
"""

from __future__ import annotations

from sqlalchemy.orm import configure_mappers

from storage.models.audit import Audit
from storage.models.berichten import Bericht
from storage.models.clients import Client, Gezinslid, Toewijzing, Verhuizing
from storage.models.conversation import Chat, Dialogue, Gezien
from storage.models.handover import Afwezigheid, Overdracht
from storage.models.instellingen import Instelling
from storage.models.lijsten import Lijstrij
from storage.models.meetmomenten import Meetmoment, Stand
from storage.models.model import About, Model, Personal, described, metadata
from storage.models.organisation import Afdeling, Gemeentecode, Organisatie, Team
from storage.models.people import Account, Functionaris, Invite, Openid, Passkey, Websession
from storage.models.plaatsingen import Plaatsing
from storage.models.replicas import Hartslag, Tempo
from storage.models.tellingen import Meetduur, Twijfel
from storage.models.termijnen import Planning, Termijn

# SQLAlchemy does this before it first makes a row; one that is only read needs it too.
configure_mappers()

__all__ = [
    "About",
    "Account",
    "Afdeling",
    "Afwezigheid",
    "Audit",
    "Bericht",
    "Chat",
    "Client",
    "Dialogue",
    "Functionaris",
    "Gemeentecode",
    "Gezien",
    "Gezinslid",
    "Hartslag",
    "Instelling",
    "Invite",
    "Lijstrij",
    "Meetduur",
    "Meetmoment",
    "Model",
    "Openid",
    "Organisatie",
    "Overdracht",
    "Passkey",
    "Personal",
    "Plaatsing",
    "Planning",
    "Stand",
    "Team",
    "Tempo",
    "Termijn",
    "Toewijzing",
    "Twijfel",
    "Verhuizing",
    "Websession",
    "described",
    "metadata",
]
