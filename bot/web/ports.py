"""What the web chat needs from the core; the core implements these, the channel never looks behind them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.config.house_style import OURSELVES, HouseStyle
from bot.conversation.event import Event
from bot.conversation.screen import Screen, Text
from bot.people.relying import Site
from storage.people.reach import Address


@dataclass(frozen=True, slots=True)
class Shown:
    """What a chat shows now; ``refused`` when what was typed just now could not be read, and may be put right.

    ``said`` is told in this answer only: whoever looks again does not find it. It says why nothing was taken in.
    ``route`` is where the chat is, ``day`` the day of which the screen tells.
    """

    screen: Screen
    revision: int
    locale: str
    refused: bool = False
    said: Text | None = None
    route: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who a session belongs to; ``maker`` made the link when a colleague did.

    Without another use the session lasts ``seconds`` more, and with one too where that is ``final``; ``session`` is
    the start of its hash.
    """

    functionaris: str
    name: str
    locale: str
    maker: str | None = None
    seconds: int = 0
    final: bool = False
    session: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """A session that began, and how long a browser may keep its token."""

    token: str
    seconds: int


@dataclass(frozen=True, slots=True)
class KnownPasskey:
    """A passkey as its owner sees it; ``shut`` when it is refused because there is a copy of it."""

    id: str
    naam: str
    sinds: datetime
    gebruikt: datetime | None
    shut: bool


class RefusedPasskeyError(Exception):
    """A device's answer that leads to nothing; ``why`` is ``late``, ``wrong``, ``unknown``, ``copied`` …"""

    def __init__(self, why: str) -> None:
        """Keep the reason."""
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class AccountOf:
    """Whose account a beheerder fills in: what they are called here, the claim that is meant and what it says."""

    label: str
    claim: str
    waarde: str


class RefusedOpenIdError(Exception):
    """Coming back from the provider leads to nothing; ``why`` is ``late``, ``down``, ``unknown`` …

    Under ``code`` the log says more; without one there is no more to say.
    """

    def __init__(self, why: str, code: str = "") -> None:
        """Keep the reason."""
        super().__init__(why)
        self.why, self.code = why, code


class Conversation(Protocol):
    """The dialogue of one functionaris, whatever channel it was last held on."""

    async def look(self, functionaris: str, session: str = "") -> Shown | None:
        """What the chat shows to a session; ``None`` when this person has no access any more."""

    async def revision(self, functionaris: str) -> int | None:
        """Which revision the chat has reached, without drawing it; ``None`` as for :meth:`look`."""

    async def handle(self, event: Event) -> Shown | None:
        """Take in one event and commit before returning what the chat shows then."""


class Sessions(Protocol):
    """Sessions and one-time sign-in links; tokens have at least 128 random bits."""

    async def visitor(self, session_token: str, *, used: bool = False) -> Visitor | None:
        """Who this session belongs to; ``None`` when it is unknown, ended or expired.

        ``used`` says that a person did something, which makes it last longer.
        """

    async def redeem(self, link_token: str, key: str, apparaat: str) -> Begun | None:
        """A new session for a sign-in link; the same ``key`` again gives the same session again.

        ``apparaat`` is the kind of device, for who looks through their sessions.
        """

    async def leave(self, session_token: str) -> None:
        """End a session; an unknown one is no error."""


class MiniApp(Protocol):
    """The web chat as Telegram opens it."""

    async def enter(self, init_data: str, apparaat: str) -> Begun | None:
        """A session for what Telegram signed; none when that is old or used, or nobody's."""


class Passkeys(Protocol):
    """Signing in with a device instead of a link; what to ask of a device is JSON, and so is its answer.

    Whatever a device answers that leads to nothing is a :class:`RefusedPasskeyError`.
    """

    async def to_sign_in(self, site: Site, seed: str) -> str:
        """What to ask of a device to sign in; only the browser with this ``seed`` can answer."""

    async def sign_in(self, site: Site, seed: str, answer: str, apparaat: str) -> Begun:
        """A session for who the device knows."""

    async def to_add(self, site: Site, visitor: Visitor, token: str) -> str:
        """What to ask of a device to make a passkey; only the session of this ``token`` can answer."""

    async def add(self, site: Site, visitor: Visitor, token: str, answer: str, name: str) -> Begun:
        """Keep the passkey that a device made; gives the session as it goes on."""

    async def of(self, functionaris: str) -> Sequence[KnownPasskey]:
        """Those of somebody."""

    async def revoke(self, visitor: Visitor, passkey: str) -> bool:
        """Forget one; false when there is none of this visitor."""

    async def offer(self, token: str) -> bool:
        """Whether who just signed in is offered one; true once."""


class WayIn(Protocol):
    """Signing in with an account of the organisation; what leads to nothing is a :class:`RefusedOpenIdError`."""

    async def needed_for(self, link_token: str) -> bool:
        """Whether a link works together with an account only."""

    async def depart(self, seed: str, link_token: str = "") -> str:
        """Where the browser with this ``seed`` goes to sign in, perhaps with a link that it has."""

    async def arrive(self, answer: Mapping[str, str], seed: str, apparaat: str) -> Begun:
        """A session for who is back in the browser with this ``seed``."""


class WayOut(Protocol):
    """Signing out at the provider, and hearing from it who did."""

    async def way_out(self, visitor: Visitor) -> str | None:
        """Where a visitor signs out there too; ``None`` when there is no need or no place."""

    async def left(self, logout_token: str) -> bool:
        """Somebody left there; ``False`` when that cannot be believed."""

    async def left_in_front(self, issuer: str, sid: str) -> None:
        """Somebody left there, as their own browser says."""


class Accounts(Protocol):
    """Whose account is whose, for beheerders; ``invited`` is about an invitation instead of a colleague."""

    async def of(self, visitor: Visitor, whose: str, *, invited: bool) -> AccountOf | None:
        """What is filled in; ``None`` when there is nobody, or when this visitor may not."""

    async def fill_in(self, visitor: Visitor, whose: str, typed: str, *, invited: bool) -> str:
        """Fill it in; gives ``kept``, ``same``, ``released``, ``taken``, ``unread`` or ``gone``."""


@dataclass(frozen=True, slots=True)
class OpenId:
    """Accounts of the organisation: the way in with what its button says, if not the usual, the way out, and whose."""

    button: str
    way_in: WayIn
    way_out: WayOut
    accounts: Accounts


class ChangeNotifier(Protocol):
    """Rings when a chat changed, on whatever channel or replica."""

    def listen(self, functionaris: str) -> AsyncIterator[None]:
        """Yield whenever the chat of ``functionaris`` changed."""


class DemoLogin(Protocol):
    """The demo's choice of who you are; never wired outside ``meetlat demo``."""

    async def people(self) -> Sequence[Visitor]:
        """Everybody who can be chosen."""

    async def enter(self, functionaris: str, apparaat: str) -> Begun:
        """A new session for ``functionaris``; ``KeyError`` for somebody not on the list."""


@dataclass(frozen=True, slots=True)
class Health:
    """``serves`` when requests can be answered; ``failing`` are the background tasks that do not get on now."""

    serves: bool
    failing: tuple[str, ...] = ()


class QuarterPages(Protocol):
    """The page of a quarter, to read and to print."""

    async def page(self, functionaris: str, written: str, locale: str, stylesheet: str) -> str | None:
        """The page as HTML; ``None`` when there is none, or none for this person."""


class Browsers(Protocol):
    """Notices in browsers, and the way out of e-mail; ``key`` is empty where there are no notices."""

    key: str

    async def begin(self, who: Visitor, session: str, address: Address, agent: str) -> bool:
        """Show notices in a browser; false for an address that is not called."""

    async def end(self, functionaris: str, endpoint: str) -> None:
        """Show no more notices in a browser."""

    def is_way_out(self, token: str) -> bool:
        """Whether a link in a mail is one of ours."""

    async def end_mail(self, token: str) -> bool:
        """Send no more mail to whom a token belongs."""


class Downloads(Protocol):
    """The numbers of a screen, for a spreadsheet."""

    async def numbers(self, functionaris: str, route: str, maker: str | None) -> tuple[str, str] | None:
        """The name and the text of a file; ``None`` when there is none, or none for this person."""


Ready = Callable[[], Awaitable[Health]]


@dataclass(frozen=True, slots=True)
class WebSettings:
    """``secret`` signs forms; ``public_url`` is the origin a browser sees, empty when it may be anything.

    ``organisation`` is whose Meetlat this is, for who is not signed in, and ``house_style`` what it looks like.
    """

    secret: bytes
    public_url: str = ""
    demo: bool = False
    organisation: str = ""
    house_style: HouseStyle = OURSELVES

    def __post_init__(self) -> None:
        """Refuse a key that can be guessed."""
        if len(self.secret) < 32:
            raise ValueError("the web chat's secret needs at least 32 bytes")

    @property
    def https(self) -> bool:
        """Whether browsers reach the page over TLS."""
        return self.public_url.startswith("https://")
