"""What a bericht keeps until it is sent, for each kind of message; checked when it is written out."""

from __future__ import annotations

from datetime import date, datetime

from typing_extensions import TypedDict


class Nothing(TypedDict):
    """Everything is looked up when it is sent."""


class OfFunctionaris(TypedDict):
    """About a colleague."""

    functionaris: str


class OfAfwezigheid(TypedDict):
    """About somebody's absence."""

    afwezigheid: str


class OfOverdracht(TypedDict):
    """About a transfer."""

    overdracht: str


class OfClients(TypedDict):
    """About clients who changed hands."""

    clients: list[str]


class OfOverdrachtDone(OfOverdracht, OfClients):
    """About a transfer, with the clients it was about."""


class OfMeetmoment(TypedDict):
    """About a meetmoment."""

    meetmoment: str


class OfReturn(OfMeetmoment):
    """About a meetmoment that was sent back, and why."""

    reden: str


class OfVersion(OfMeetmoment):
    """About one version of a meetmoment."""

    versie: int


class OfPeriod(TypedDict):
    """About the time in which Meetlat did not run."""

    van: datetime
    tot: datetime


class OfMonth(TypedDict):
    """About the month that ends on this day."""

    tot: date


class OfTarget(TypedDict):
    """About a target whose period ends on this day."""

    doel: str
    tot: date


class OfClientsDue(TypedDict):
    """Clients to measure and late clients of the team, each with the day since when nothing was said of it."""

    own: list[tuple[str, date]]
    team: list[tuple[str, date]]


class OfSignIn(TypedDict):
    """About a sign-in with a link that a colleague made."""

    sign_in: str
    door: str
    op: datetime


class OfPasskey(TypedDict):
    """About something that happened to a passkey; its name is nobody else's business."""

    op: datetime


class OfDeniedSignIn(OfFunctionaris):
    """About a sign-in that was denied, and who made its link."""

    door: str
