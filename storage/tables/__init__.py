"""Every table of the database, one room per module; rows never leave ``storage``."""

from __future__ import annotations

from storage.tables.audit import AUDIT
from storage.tables.berichten import BERICHT
from storage.tables.clients import CLIENT, TOEWIJZING
from storage.tables.conversation import CHAT, DIALOGUE, GEZIEN
from storage.tables.instellingen import INSTELLING
from storage.tables.meetmomenten import MEETMOMENT, STAND
from storage.tables.organisation import AFDELING, GEMEENTECODE, ORGANISATIE, TEAM
from storage.tables.people import ACCOUNT, FUNCTIONARIS, INVITE, WEBSESSION
from storage.tables.plaatsingen import PLAATSING
from storage.tables.replicas import HARTSLAG, TEMPO
from storage.tables.schema import metadata
from storage.tables.termijnen import PLANNING, TERMIJN
from storage.tables.waarneming import AFWEZIGHEID, OVERDRACHT

__all__ = [
    "ACCOUNT",
    "AFDELING",
    "AFWEZIGHEID",
    "AUDIT",
    "BERICHT",
    "CHAT",
    "CLIENT",
    "DIALOGUE",
    "FUNCTIONARIS",
    "GEMEENTECODE",
    "GEZIEN",
    "HARTSLAG",
    "INSTELLING",
    "INVITE",
    "MEETMOMENT",
    "ORGANISATIE",
    "OVERDRACHT",
    "PLAATSING",
    "PLANNING",
    "STAND",
    "TEAM",
    "TEMPO",
    "TERMIJN",
    "TOEWIJZING",
    "WEBSESSION",
    "metadata",
]
