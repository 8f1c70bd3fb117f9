"""Where people are reached beside Telegram: browsers that show notices, and addresses for e-mail."""

from __future__ import annotations

from datetime import datetime

from storage.models.model import Model, Personal, column, moment


class Pushadres(Model, table=True):
    """A browser that shows what Meetlat says unasked, until it is signed out or its push service has forgotten it."""

    id: int | None = column("Number of the browser", Personal.NONE, "number", default=None, key=True)
    functionaris: str = column("Whose browser it is", Personal.STAFF, "id", refers="functionaris.id", index=True)
    endpoint: str = column("Where its push service takes messages", Personal.STAFF, "web address", unique=True)
    p256dh: str = column("The public key that only this browser can read with", Personal.STAFF, "base64url")
    auth: str = column("What only this browser and Meetlat know", Personal.STAFF, "base64url")
    sessie: str = column("Hash of the session it was switched on in", Personal.CREDENTIAL, "hash")
    toestel: str = column("What kind of device and browser it is", Personal.STAFF, "words", default="")
    sinds: datetime = moment("Since when it shows notices", Personal.STAFF)
    gelukt: datetime | None = moment("When its push service last took a message", Personal.STAFF, default=None)
    faalt: datetime | None = moment("Since when its push service takes none", Personal.NONE, default=None)
    door: str | None = column("The colleague whose link they were signed in with", Personal.STAFF, "id", default=None)


class Mailadres(Model, table=True):
    """The address that somebody gave for e-mail; it counts once its owner typed the code that was sent to it."""

    functionaris: str = column("Whose address it is", Personal.STAFF, "id", refers="functionaris.id", key=True)
    adres: str = column("The address", Personal.STAFF, "e-mail address")
    gevraagd: datetime = moment("When the code was asked for", Personal.STAFF)
    mis: int = column("How often a wrong code was typed", Personal.NONE, "count", default=0)
    bevestigd: datetime | None = moment("When the code was typed", Personal.STAFF, default=None)
    dicht: datetime | None = moment("Since when the mailbox is refused", Personal.STAFF, default=None)
    door: str | None = column("The colleague whose link they were signed in with", Personal.STAFF, "id", default=None)
