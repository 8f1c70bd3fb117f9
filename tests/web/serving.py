"""A Meetlat behind the ports, small enough to see through: one chat, real sessions, changes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from secrets import token_urlsafe

from bot.conversation.event import Commanded, Event, Tapped
from bot.conversation.screen import Screen, t
from bot.web.ports import Begun, Health, Shown, Visitor

ANNA = Visitor("f-1", "Klantmanager A", "nl")
DAY = 24 * 3600
LINK = "Zk3vT0wq5Yb1n8Rj2mXc"


@dataclass
class Meetlat:
    """Plays the screens it was given one after the other; remembers every event, and which were ``taken`` in."""

    screens: Sequence[Screen]
    at: int = 0
    locale: str = "nl"
    events: list[Event] = field(default_factory=list)
    taken: list[Event] = field(default_factory=list)
    sessions: dict[str, str] = field(default_factory=dict)
    links: dict[str, tuple[str, str] | None] = field(default_factory=lambda: {LINK: None})
    open: bool = True
    awake: bool = True
    failing: tuple[str, ...] = ()
    looks: int = 0
    seconds: int = 8 * 3600
    uses: int = 0
    bells: list[asyncio.Queue[None]] = field(default_factory=list)

    async def look(self, functionaris: str, session: str = "") -> Shown | None:
        self.looks += 1
        if not self.open:
            return None
        return Shown(self.screens[self.at % len(self.screens)], self.at + 1, self.locale)

    async def revision(self, functionaris: str) -> int | None:
        return self.at + 1 if self.open else None

    async def handle(self, event: Event) -> Shown | None:
        seen = event.key in {earlier.key for earlier in self.events}
        asked = event.input.revision if isinstance(event.input, Tapped) else event.revision
        shown = await self.look(event.address)
        if asked not in (None, self.at + 1) and not seen and shown is not None:
            return replace(shown, said=t("sample", "Die knop is oud."))
        self.events.append(event)
        if not seen:
            self.taken.append(event)
        if isinstance(event.input, Tapped) and event.input.route == "boom":
            raise RuntimeError("K-7Q4F must not be in a log")
        if isinstance(event.input, Commanded) and event.input.name == "taal":
            self.locale = event.input.argument
        if not seen:
            self.change()
        return await self.look(event.address)

    def change(self) -> None:
        """Move on, as any channel may do."""
        self.at += 1
        for changes in self.bells:
            changes.put_nowait(None)

    async def visitor(self, session_token: str, *, used: bool = False) -> Visitor | None:
        if self.sessions.get(session_token) != ANNA.functionaris:
            return None
        self.uses += used
        return Visitor(ANNA.functionaris, ANNA.name, self.locale, seconds=self.seconds)

    async def redeem(self, link_token: str, key: str, apparaat: str) -> Begun | None:
        if link_token not in self.links:
            return None
        used = self.links[link_token]
        if used is not None:
            return Begun(used[1], DAY) if used[0] == key else None
        session = self.sign_in()
        self.links[link_token] = (key, session)
        return Begun(session, DAY)

    async def leave(self, session_token: str) -> None:
        self.sessions.pop(session_token, None)

    async def listen(self, functionaris: str) -> AsyncIterator[None]:
        changes: asyncio.Queue[None] = asyncio.Queue()
        self.bells.append(changes)
        try:
            while True:
                await changes.get()
                yield
        finally:
            self.bells.remove(changes)

    async def people(self) -> Sequence[Visitor]:
        return [ANNA, Visitor("f-2", "Teamleider", "nl")]

    async def enter(self, functionaris: str, apparaat: str) -> Begun:
        if functionaris != ANNA.functionaris:
            raise KeyError(functionaris)
        return Begun(self.sign_in(), DAY)

    async def ready(self) -> Health:
        return Health(self.awake, self.failing)

    def sign_in(self) -> str:
        """A new session, as the doorman makes one."""
        session = token_urlsafe(32)
        self.sessions[session] = ANNA.functionaris
        return session
