"""The tables of the classes in :mod:`storage.models`, for statements over their columns."""

from __future__ import annotations

from storage import models

ACCOUNT = models.Account.__table__
AFDELING = models.Afdeling.__table__
AFWEZIGHEID = models.Afwezigheid.__table__
AUDIT = models.Audit.__table__
BERICHT = models.Bericht.__table__
CHAT = models.Chat.__table__
CLIENT = models.Client.__table__
DIALOGUE = models.Dialogue.__table__
FUNCTIONARIS = models.Functionaris.__table__
GEMEENTECODE = models.Gemeentecode.__table__
GEZIEN = models.Gezien.__table__
GEZINSLID = models.Gezinslid.__table__
HARTSLAG = models.Hartslag.__table__
INSTELLING = models.Instelling.__table__
INVITE = models.Invite.__table__
LIJSTRIJ = models.Lijstrij.__table__
MEETDUUR = models.Meetduur.__table__
MEETMOMENT = models.Meetmoment.__table__
OPENID = models.Openid.__table__
ORGANISATIE = models.Organisatie.__table__
OVERDRACHT = models.Overdracht.__table__
PASSKEY = models.Passkey.__table__
PLAATSING = models.Plaatsing.__table__
PLANNING = models.Planning.__table__
STAND = models.Stand.__table__
TEAM = models.Team.__table__
TEMPO = models.Tempo.__table__
TERMIJN = models.Termijn.__table__
TOEWIJZING = models.Toewijzing.__table__
VERHUIZING = models.Verhuizing.__table__
TWIJFEL = models.Twijfel.__table__
WEBSESSION = models.Websession.__table__
