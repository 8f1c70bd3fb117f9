"""What people are doing now: their dialogues, their chats, and the updates already dealt with."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from storage.models.model import Model, Personal, column, json, moment


class Dialogue(Model, table=True):
    """An open or finished dialogue: flow, version and answers; everything else is derived."""

    id: str = column("Id of the dialogue", Personal.PSEUDONYM, "id", key=True)
    functionaris: str = column("Who holds it", Personal.STAFF, "id", refers="functionaris.id", index=True)
    client: str = column("About which client", Personal.PSEUDONYM, "client code", refers="client.code", index=True)
    flow: str = column("The questions that are asked", Personal.NONE, "word")
    version: str = column("The version of those questions", Personal.NONE, "version")
    answers: dict[str, str] = json("The answers so far", Personal.SPECIAL, "step to answer")
    earlier: dict[str, str] = json("Last time's answers, shown as proposals", Personal.SPECIAL, "step to answer")
    corrigeert: str | None = column(
        "The meetmoment that this dialogue corrects", Personal.PSEUDONYM, "id", default=None
    )
    reden: str | None = column("Why it is corrected", Personal.CLIENT_FACT, "word", default=None)
    status: str = column("Where it is in its life: open, finished or stopped", Personal.NONE, "word")
    meetmoment: str | None = column("The meetmoment that it registered", Personal.PSEUDONYM, "id", default=None)
    geopend: datetime = moment("When it was opened", Personal.STAFF)
    gewijzigd: datetime = moment("When the last answer was kept", Personal.STAFF)
    bevestiging: str | None = column(
        "In a hermeting, what was done with last time's answers", Personal.CLIENT_FACT, "word", default=None
    )
    steekproef: str | None = column(
        "In a hermeting, the question that is asked afresh", Personal.NONE, "step", default=None
    )
    seconden: int | None = column(
        "How long somebody was at it, without pauses", Personal.STAFF, "seconds", default=None
    )
    tikken: int | None = column("How many taps changed an answer", Personal.STAFF, "count", default=None)


class Chat(Model, table=True):
    """One conversation on one channel: what it shows, and which of its revisions was last shown."""

    __table_args__ = (sa.UniqueConstraint("channel", "address"),)

    id: int | None = column("Number of the chat", Personal.NONE, "number", default=None, key=True)
    channel: str = column("The channel: tg or web", Personal.NONE, "word")
    address: str = column("Where it is there: the id of a Telegram account, or of a functionaris", Personal.STAFF, "id")
    functionaris: str = column("Who is in it", Personal.STAFF, "id", refers="functionaris.id", index=True)
    taal: str = column("The language that is spoken in it", Personal.STAFF, "language code")
    route: str = column("The screen that it shows", Personal.PSEUDONYM, "route")
    dialogue: str | None = column(
        "The dialogue on that screen", Personal.PSEUDONYM, "id", default=None, refers="dialogue.id"
    )
    notice: str | None = column("What is said once above that screen", Personal.NONE, "words", default=None)
    revision: int = column("How many screens there have been", Personal.NONE, "count", default=1)
    shown: int = column("The last screen that certainly arrived", Personal.NONE, "revision", default=0)
    message: int | None = column("The live message on Telegram", Personal.NONE, "message id", default=None)
    fresh: bool = column("Whether the next screen is a new message", Personal.NONE, "yes or no", default=False)


class Gezien(Model, table=True):
    """An update that has been dealt with, so that it never takes effect twice."""

    channel: str = column("The channel it came from", Personal.NONE, "word", key=True)
    key: str = column("What the channel calls it", Personal.NONE, "id", key=True)
    op: datetime = moment("When it was dealt with", Personal.NONE, index=True)
    fout: str | None = column("The number of the fault that it caused", Personal.NONE, "fault number", default=None)
