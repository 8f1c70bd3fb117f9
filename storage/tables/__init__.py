"""Every table of the database, one room per module; rows never leave ``storage``."""

from __future__ import annotations

from storage.tables.audit import AUDIT
from storage.tables.clients import CLIENT, TOEWIJZING
from storage.tables.conversation import CHAT, DIALOGUE, GEZIEN
from storage.tables.meetmomenten import MEETMOMENT, STAND
from storage.tables.organisation import AFDELING, GEMEENTECODE, ORGANISATIE, TEAM
from storage.tables.people import ACCOUNT, FUNCTIONARIS, INVITE, WEBSESSION
from storage.tables.schema import metadata

__all__ = [
    "ACCOUNT",
    "AFDELING",
    "AUDIT",
    "CHAT",
    "CLIENT",
    "DIALOGUE",
    "FUNCTIONARIS",
    "GEMEENTECODE",
    "GEZIEN",
    "INVITE",
    "MEETMOMENT",
    "ORGANISATIE",
    "STAND",
    "TEAM",
    "TOEWIJZING",
    "WEBSESSION",
    "metadata",
]
