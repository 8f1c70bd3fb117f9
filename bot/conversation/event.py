"""What comes in, before any channel's own types: one event is one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """Where a conversation takes place."""

    TELEGRAM = "tg"
    WEB = "web"


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button was pressed; ``revision`` is the one of the screen it stood on, ``message`` its message.

    A doorway, on a message that Meetlat sent of its own accord, belongs to no screen: its revision is none.
    """

    route: str
    revision: int | None
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """Somebody typed a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Commanded:
    """A command such as ``/start``, with what followed it."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Something Meetlat does not take in: ``voice``, ``photo``, ``edited``, ``group``, ``malformed`` …"""

    kind: str


Input = Tapped | Typed | Commanded | Unwanted


@dataclass(frozen=True, slots=True)
class Event:
    """One input, with who sent it and the key under which it is remembered as seen.

    ``address`` is the chat on its channel: the Telegram user id, or the functionaris on the web.
    ``locale`` is what the channel says about the person's language; it is only a first guess. ``maker`` is the
    colleague whose link the web session began with, ``session`` the start of that session's hash. ``revision`` is the
    one of the screen that a line was typed on, where the channel knows it.
    """

    channel: Channel
    address: str
    key: str
    input: Input
    locale: str = "nl"
    maker: str | None = None
    session: str = ""
    revision: int | None = None
