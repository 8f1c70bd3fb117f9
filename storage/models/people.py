"""Who may use the bot, and every way in they have."""

from __future__ import annotations

from datetime import datetime, time

import sqlalchemy as sa

from flows import agenda, people
from storage.models.model import Model, Personal, column, moment


class Functionaris(Model, table=True):
    """Any authorised user, also one who left: what was measured keeps its author."""

    id: str = column("Id of the functionaris", Personal.STAFF, "id", key=True)
    label: str = column("What colleagues call them here: a function and a number, never a name", Personal.STAFF)
    rol: str = column("What they may do", Personal.STAFF, "role")
    team: str | None = column("Their team", Personal.STAFF, "id", default=None, refers="team.id")
    taal: str | None = column("The language they chose", Personal.STAFF, "language code", default=None)
    vanaf: datetime = moment("Since when they have access", Personal.STAFF)
    tot: datetime | None = moment("The end of every access", Personal.STAFF, default=None)
    voorkeur: str | None = column("When reminders are welcome", Personal.STAFF, "HH:MM, local time", default=None)
    stil_van: str | None = column("From when they are not", Personal.STAFF, "HH:MM, local time", default=None)
    stil_tot: str | None = column("Until when they are not", Personal.STAFF, "HH:MM, local time", default=None)
    eenheid: str | None = column("Of whom they asked a report last", Personal.STAFF, "code of a unit", default=None)
    aangeboden: datetime | None = moment("When a passkey was offered to them", Personal.STAFF, default=None)
    wegen: str | None = column("In which order they want to be reached", Personal.STAFF, "words", default=None)
    weg: str | None = column("The first way that can be used now", Personal.STAFF, "word", default=None)
    onbereikt: datetime | None = moment("Since when nothing reaches them", Personal.STAFF, default=None)
    leestaal: str | None = column("In which language a client read along last", Personal.STAFF, "BCP 47", default=None)

    @classmethod
    def of(cls, who: people.Functionaris, since: datetime) -> Functionaris:
        """The row of somebody who has access from a moment on."""
        return cls(id=who.id, label=who.label, rol=who.rol, team=who.team, taal=who.taal, vanaf=since)

    def domain(self) -> people.Functionaris:
        """Who this is, and what they may do."""
        return people.Functionaris(self.id, self.label, people.Rol(self.rol), self.team, self.taal)

    def wishes(self) -> agenda.Wishes:
        """When they like to be written to."""
        return wishes_from(self.voorkeur, self.stil_van, self.stil_tot)


def wishes_from(*stored: str | None) -> agenda.Wishes:
    """The preferred time and the quiet hours as they are kept; one that is not to be read is none."""
    preferred, begins, ends = (_clock(text) for text in stored)
    return agenda.Wishes(preferred, None if begins is None or ends is None else (begins, ends))


def _clock(text: str | None) -> time | None:
    try:
        return None if text is None else time.fromisoformat(text)
    except ValueError:
        return None


class Account(Model, table=True):
    """A Telegram account linked to a functionaris."""

    address: str = column("Id of the Telegram account", Personal.STAFF, "Telegram id", key=True)
    functionaris: str = column("Whose account it is", Personal.STAFF, "id", refers="functionaris.id", index=True)
    sinds: datetime = moment("When it was linked", Personal.STAFF)
    dicht: datetime | None = moment("Since when Telegram cannot reach it", Personal.STAFF, default=None)
    door: str | None = column("The colleague whose link it was linked with", Personal.STAFF, "id", default=None)


class Websession(Model, table=True):
    """A signed-in browser."""

    token: str = column("Hash of the token that the browser keeps", Personal.CREDENTIAL, "hash", key=True)
    functionaris: str = column("Who is signed in", Personal.STAFF, "id", refers="functionaris.id", index=True)
    tot: datetime = moment("Until when, if it is not used any more", Personal.STAFF)
    door: str | None = column("The colleague whose link it began with", Personal.STAFF, "id", default=None)
    sinds: datetime = moment("When it began", Personal.STAFF)
    gebruikt: datetime = moment("When it was last used, to within some minutes", Personal.STAFF)
    einde: datetime = moment("When it ends, however much it is used", Personal.STAFF)
    wijze: str = column("How it began", Personal.STAFF, "link, passkey or openid")
    apparaat: str = column("The kind of device", Personal.STAFF, "browser/system", default="")
    sid: str | None = column("What the provider calls it", Personal.STAFF, "id", default=None, index=True)
    passkey: str | None = column("The passkey that it began with", Personal.STAFF, "id", default=None)


class Passkey(Model, table=True):
    """What somebody's device signs in with, without a link."""

    id: str = column("Id of the passkey", Personal.STAFF, "id", key=True)
    functionaris: str = column("Whose it is", Personal.STAFF, "id", refers="functionaris.id", index=True)
    credential: str = column("What the device calls it", Personal.STAFF, "base64url", unique=True)
    sleutel: str = column("The public key that its signatures are checked with", Personal.STAFF, "base64url")
    teller: int = column(
        "How often the device says it was used; 0 when it does not count", Personal.STAFF, "number", kind=sa.BigInteger
    )
    naam: str = column("What its owner calls it; never shown on Telegram", Personal.STAFF)
    sinds: datetime = moment("When it was added", Personal.STAFF)
    gebruikt: datetime | None = moment("When it was last used", Personal.STAFF, default=None)
    dicht: datetime | None = moment(
        "Since when it is refused, because there is a copy of it", Personal.STAFF, default=None
    )
    sessie: str = column("The session in which it was added", Personal.STAFF, "start of a hash")
    door: str | None = column("The colleague whose link that session began with", Personal.STAFF, "id", default=None)


class Openid(Model, table=True):
    """An account at a provider of OpenID Connect: somebody's here, or kept for who accepts an invitation."""

    __table_args__ = (sa.UniqueConstraint("issuer", "claim", "functionaris"),)

    issuer: str = column("The provider", Personal.NONE, "web address", key=True)
    claim: str = column("Which claim says whose account it is", Personal.NONE, "word", key=True)
    waarde: str = column("What that claim says; never shown on Telegram", Personal.STAFF, key=True)
    functionaris: str | None = column(
        "Whose it is", Personal.STAFF, "id", default=None, refers="functionaris.id", index=True
    )
    invite: str | None = column(
        "Hash of the token of the invitation it is kept for", Personal.CREDENTIAL, "hash", default=None, index=True
    )
    sub: str | None = column("What the provider calls the account when somebody leaves", Personal.STAFF, default=None)
    sinds: datetime = moment("Since when", Personal.STAFF)
    door: str | None = column("The colleague who filled it in, or made the link", Personal.STAFF, "id", default=None)


class Invite(Model, table=True):
    """A single-use link: for a new functionaris (``rol``), or to sign one in again (``functionaris``)."""

    token: str = column("Hash of the token in the link", Personal.CREDENTIAL, "hash", key=True)
    rol: str = column("The role that it gives", Personal.STAFF, "role")
    label: str = column("What the new colleague will be called here", Personal.STAFF, default="")
    team: str | None = column("The team it is for", Personal.STAFF, "id", default=None, refers="team.id")
    functionaris: str | None = column(
        "Who is signed in again", Personal.STAFF, "id", default=None, refers="functionaris.id"
    )
    door: str | None = column("Who made it; none for the command line", Personal.STAFF, "id", default=None)
    tot: datetime = moment("Until when it can be used", Personal.NONE)
    gebruikt: datetime | None = moment("When it was used", Personal.STAFF, default=None)
