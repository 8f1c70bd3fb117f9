"""What the web chat needs from the core; the core implements these, the channel never looks behind them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.conversation.event import Event
from bot.conversation.screen import Screen, Text
from bot.outdoors.measured import Measured


@dataclass(frozen=True, slots=True)
class Shown:
    """What a chat shows now; ``refused`` when what was typed just now could not be read, and may be put right.

    ``said`` is told in this answer only: whoever looks again does not find it. It says why nothing was taken in.
    """

    screen: Screen
    revision: int
    locale: str
    refused: bool = False
    said: Text | None = None


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who a session belongs to; ``maker`` made the link when a colleague did."""

    functionaris: str
    name: str
    locale: str
    maker: str | None = None


class Conversation(Protocol):
    """The dialogue of one functionaris, whatever channel it was last held on."""

    async def look(self, functionaris: str) -> Shown | None:
        """What the chat shows; ``None`` when this person has no access any more."""

    async def revision(self, functionaris: str) -> int | None:
        """Which revision the chat has reached, without drawing it; ``None`` as for :meth:`look`."""

    async def handle(self, event: Event) -> Shown | None:
        """Take in one event and commit before returning what the chat shows then."""


class Sessions(Protocol):
    """Sessions and one-time sign-in links; tokens have at least 128 random bits."""

    async def visitor(self, session_token: str) -> Visitor | None:
        """Who this session belongs to; ``None`` when it is unknown, ended or expired."""

    async def redeem(self, link_token: str, key: str) -> str | None:
        """A new session for a sign-in link; the same ``key`` again gives the same session again."""

    async def leave(self, session_token: str) -> None:
        """End a session; an unknown one is no error."""


class ChangeNotifier(Protocol):
    """Rings when a chat changed, on whatever channel or replica."""

    def listen(self, functionaris: str) -> AsyncIterator[None]:
        """Yield whenever the chat of ``functionaris`` changed."""


class DemoLogin(Protocol):
    """The demo's choice of who you are; never wired outside ``meetlat demo``."""

    async def people(self) -> Sequence[Visitor]:
        """Everybody who can be chosen."""

    async def enter(self, functionaris: str) -> str:
        """A new session token for ``functionaris``; ``KeyError`` for somebody not on the list."""


@dataclass(frozen=True, slots=True)
class Health:
    """``serves`` when requests can be answered; ``failing`` are the background tasks that do not get on now."""

    serves: bool
    failing: tuple[str, ...] = ()


class QuarterPages(Protocol):
    """The page of a quarter, to read and to print."""

    async def page(self, functionaris: str, written: str, locale: str, stylesheet: str) -> str | None:
        """The page as HTML; ``None`` when there is none, or none for this person."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a measurement that was handed in, as a word for the script and a sentence for the person."""

    what: str
    text: Text


class Kits(Protocol):
    """What somebody takes along to measure without a connection."""

    async def kit(self, visitor: Visitor, seal: str) -> dict[str, Any] | None:
        """All of it, kept under the key of ``seal`` where that is still theirs; ``None`` for who may not measure."""


class Taking(Protocol):
    """Takes in what was measured without a connection."""

    async def hand_in(self, visitor: Visitor, key: str, measured: Measured) -> Told | None:
        """Take in one measurement, once for each key; ``None`` for who has no access any more."""


Ready = Callable[[], Awaitable[Health]]


@dataclass(frozen=True, slots=True)
class WebSettings:
    """``secret`` signs forms; ``public_url`` is the origin a browser sees, empty when it may be anything.

    ``organisation`` is whose Meetlat this is, for who is not signed in.
    """

    secret: bytes
    public_url: str = ""
    demo: bool = False
    organisation: str = ""
    session_seconds: int = 12 * 60 * 60

    def __post_init__(self) -> None:
        """Refuse a key that can be guessed."""
        if len(self.secret) < 32:
            raise ValueError("the web chat's secret needs at least 32 bytes")

    @property
    def https(self) -> bool:
        """Whether browsers reach the page over TLS."""
        return self.public_url.startswith("https://")
