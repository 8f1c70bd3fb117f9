"""All of Meetlat for the tests: a database, both channels over real HTTP, people, a clock and seeded dice."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any, NamedTuple

from pydantic import SecretStr
from sqlalchemy import Connection

from bot.app import running
from bot.clients.codes import new_code
from bot.config.environment import Settings
from bot.delivery.clock import own
from bot.people.links import LIFETIME, hashed
from bot.reminders.sweep import Sweep
from bot.runtime.clock import Clock, Ids
from flows.meetmoment import Meetmoment
from flows.people import Functionaris, Rol
from storage import tables
from storage.outbox.berichten import BerichtStatus
from storage.people.people import Invite
from storage.unit import Storage
from support.botapi import BotApi
from support.botapi.chat import Message
from support.botapi.person import Person
from support.builders import NOW
from support.page import Visitor

_RECORDS = (
    *(tables.CLIENT, tables.TOEWIJZING, tables.MEETMOMENT, tables.STAND, tables.DIALOGUE),
    *(tables.TERMIJN, tables.PLANNING),
    *(tables.FUNCTIONARIS, tables.ACCOUNT, tables.INVITE, tables.WEBSESSION),
)
TOKEN = "123:TEST"
PATIENCE = 30.0
ANNA = Functionaris("anna", "Klantmanager 1", Rol.KLANTMANAGER, "t1")
BRAM = Functionaris("bram", "Klantmanager 2", Rol.KLANTMANAGER, "t2")
TESS = Functionaris("tess", "Teamleider 1", Rol.TEAMLEIDER, "t1")
BEA = Functionaris("bea", "Beheerder 1", Rol.BEHEERDER, None)
STAFF = {ANNA: 101, BRAM: 102, TESS: 103, BEA: 104}


class Live(NamedTuple):
    """The live message in a chat on Telegram, with the revision that its buttons carry."""

    message: Message
    revision: int


@dataclass
class MovableClock:
    """Stands still until it is moved, or let run."""

    moment: datetime = NOW
    runs_from: float | None = None

    def __call__(self) -> datetime:
        """This moment."""
        ran = 0.0 if self.runs_from is None else time.monotonic() - self.runs_from
        return self.moment + timedelta(seconds=ran)

    def run(self) -> None:
        """From now on go as fast as time does."""
        self.moment, self.runs_from = self(), time.monotonic()

    def move(self, **by: float) -> None:
        """Let time pass."""
        self.moment += timedelta(**by)


@dataclass
class Meetlat:
    """``bot.app.running`` on a database of its own; it may be stopped and started again on the same one."""

    api: BotApi
    storage: Storage
    settings: Settings
    clock: MovableClock = field(default_factory=MovableClock)
    ids: Ids = field(init=False)
    address: str = ""

    def __post_init__(self) -> None:
        """Nobody but a test decides what day it is and how the dice fall."""
        self.ids = Ids(Random(2026))
        self._open: AsyncExitStack | None = None
        self._numbers = count(1)

    def today(self) -> date:
        """The day it is where the people live."""
        return Clock(self.clock).today()

    async def start(self) -> None:
        """Open the doors."""
        self._open, clock = AsyncExitStack(), Clock(self.clock)
        self.address = await self._open.enter_async_context(
            running(self.settings, clock=clock, ids=self.ids, database_clock=own(clock))
        )

    async def stop(self) -> None:
        """Close in good order."""
        opened, self._open = self._open, None
        if opened is not None:
            await opened.aclose()

    async def restart(self) -> None:
        """Stop, and start again on the same database."""
        await self.stop()
        await self.start()

    @property
    def anna(self) -> Person:
        """Anna on her phone."""
        return self.phone(ANNA)

    @property
    def bram(self) -> Person:
        """Bram on his phone."""
        return self.phone(BRAM)

    def phone(self, who: Functionaris) -> Person:
        """One of the staff with Telegram."""
        return self.api.person(STAFF[who])

    async def link_token(self, who: Functionaris | None = None, **invite: Any) -> str:
        """The token of a one-time link, to sign ``who`` in or to let a new functionaris in."""
        token = f"link-for-tests-{next(self._numbers):06}"
        asked = Invite(who.rol, functionaris=who.id) if who else Invite(**invite)
        async with self.storage.unit() as unit:
            await unit.people.invite(hashed(token), asked, self.clock() + LIFETIME, None)
        return token

    @asynccontextmanager
    async def browser(self, who: Functionaris, agent: str = "Mozilla/5.0") -> AsyncIterator[Visitor]:
        """A browser in which ``who`` is signed in; ``agent`` is what it says of itself."""
        asked = Visitor(lambda: self.address, lambda: self.link_token(who))
        asked.agent = agent
        async with asked as visitor:
            await visitor.sign_in()
            yield visitor

    async def newcomer(self, rol: Rol = Rol.KLANTMANAGER, team: str | None = "t1") -> tuple[Functionaris, Person]:
        """Somebody nobody measured with before, linked to Telegram."""
        number = next(self._numbers)
        who = Functionaris(f"n{number}", f"Klantmanager {number}", rol, team)
        async with self.storage.unit() as unit:
            await unit.people.add(who, self.clock())
            await unit.people.link(str(1000 + number), who.id, self.clock())
        return who, self.api.person(1000 + number)

    async def client(self, who: Functionaris = ANNA) -> str:
        """The code of a new client in somebody's caseload."""
        code = new_code("K", self.ids.random)
        async with self.storage.unit() as unit:
            assert await unit.clients.add(code, "0344", who, self.today(), self.clock(), self.ids.record_key())
        return code

    async def remove(self, who: Functionaris) -> None:
        """End every access of somebody."""
        async with self.storage.unit() as unit:
            await unit.people.remove(who.id, self.clock())

    async def history(self, code: str) -> tuple[Meetmoment, ...]:
        """Every version of every meetmoment of a client."""
        async with self.storage.look() as unit:
            return await unit.meetmomenten.history(code)

    async def post(self, sjabloon: str, params: Mapping[str, str] | None = None, aan: Functionaris = ANNA) -> str:
        """Have somebody told something now; gives the key."""
        sleutel, now = f"test:{next(self._numbers)}", self.clock()
        async with self.storage.unit() as unit:
            assert await unit.berichten.post(sleutel, aan.id, sjabloon, params or {}, vanaf=now, at=now)
        return sleutel

    async def bericht(self, sleutel: str) -> dict[str, Any]:
        """The row of a bericht."""
        async with self.storage.look() as unit:
            found = await unit.connection.execute(tables.BERICHT.select().where(tables.BERICHT.c.sleutel == sleutel))
            return dict(found.mappings().one())

    async def became(self, sleutel: str, status: BerichtStatus) -> dict[str, Any]:
        """Wait until something has become of a bericht; gives its row."""
        row = await self.bericht(sleutel)
        async with asyncio.timeout(PATIENCE):
            while row["status"] != status:
                await asyncio.sleep(0.01)
                row = await self.bericht(sleutel)
        return row

    async def sweep(self) -> int:
        """Have told who is due; gives the number of clients."""
        return await Sweep(self.storage, own(Clock(self.clock))).once()

    async def records(self) -> dict[str, list[dict[str, Any]]]:
        """Everything that was recorded or given, table by table; not what is on screen, seen or audited."""
        async with self.storage.look() as unit:
            return await unit.connection.run_sync(_records)

    async def trail(self, wat: str) -> int:
        """How often something is in the audit trail."""
        async with self.storage.look() as unit:
            rows = await unit.connection.execute(tables.AUDIT.select().where(tables.AUDIT.c.wat == wat))
            return len(rows.all())


def _records(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    rows = {table.name: connection.execute(table.select()).mappings() for table in _RECORDS}
    return {name: sorted(map(dict, found), key=repr) for name, found in rows.items()}


@asynccontextmanager
async def meetlat_on(url: str, **settings: Any) -> AsyncIterator[Meetlat]:
    """A Meetlat that runs on the database at ``url``, which has its schema and nothing else."""
    async with BotApi((TOKEN,)) as api, furnished(url, api, **settings) as meetlat:
        await meetlat.start()
        yield meetlat


@asynccontextmanager
async def furnished(url: str, api: BotApi, **settings: Any) -> AsyncIterator[Meetlat]:
    """A Meetlat with an organisation, two teams and four people, not yet open."""
    chosen: dict[str, Any] = {
        "telegram_token": SecretStr(TOKEN),
        "telegram_base_url": api.base_url,
        "secret": SecretStr("only for tests: thirty-two bytes of secret"),
        "port": 0,
        "messages_per_second": 100_000,
        "messages_per_chat": 100_000,
        "backlog_per_second": 100_000,
    }
    storage = await Storage.open(url)
    meetlat = Meetlat(api, storage, Settings(database_url=url, **(chosen | settings)))
    try:
        async with storage.unit() as unit:
            await unit.people.found("Gemeente Voorbeeld", test=True)
            for team in ("t1", "t2"):
                await unit.people.add_team(team, f"Team {team}", "Werk")
            for who, telegram in STAFF.items():
                await unit.people.add(who, meetlat.clock())
                await unit.people.link(str(telegram), who.id, meetlat.clock())
        yield meetlat
    finally:
        await meetlat.stop()
        await storage.close()


async def until(reached: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        await asyncio.sleep(0.003)


def live(person: Person) -> Live:
    """The newest message with buttons of this Meetlat."""
    for message in reversed(person.chat):
        revisions = [
            b["callback_data"].partition(".")[0] for row in message.raw_rows for b in row if "callback_data" in b
        ]
        # The doorways of a message that was sent unasked carry none.
        if message.by_bot and revisions and revisions[0]:
            return Live(message, int(revisions[0]))
    raise LookupError("there are no buttons in this chat")


def pushed(person: Person) -> list[Message]:
    """What came unasked: its buttons are doorways."""
    return [m for m in person.chat if m.by_bot and any(b.target.startswith(".") for row in m.rows for b in row)]


def revision(person: Person) -> int:
    """How far a chat on Telegram is; 0 before its first screen."""
    with suppress(LookupError):
        return live(person).revision
    return 0


async def after(person: Person, doing: Awaitable[object]) -> Message:
    """Do something on Telegram and wait for the next screen."""
    before = revision(person)
    await doing
    seen = [message.text for message in person.chat]
    await until(lambda: revision(person) > before, f"a screen after revision {before}; {seen} {person.toasts}")
    await person.settled()
    return live(person).message


async def tap(person: Person, *labels: str) -> Message:
    """Press buttons one after the other, each on the screen that the one before it brought."""
    for label in labels:
        await after(person, person.tap(label))
    return live(person).message


async def only_the_bot_is_read(person: Person) -> None:
    """Wait until what somebody typed is taken away."""
    await until(lambda: all(message.by_bot for message in person.chat), "nothing typed stays in the chat")


async def send(person: Person, text: str) -> Message:
    """Write a line and wait for the next screen."""
    return await after(person, person.send(text))


def data_of(message: Message, label: str) -> str:
    """What the button with this label carries."""
    return next(button.target for row in message.rows for button in row if button.label == label)


async def all_of(steps: Iterable[Awaitable[object]]) -> None:
    """Do things at the same time."""
    await asyncio.gather(*steps)
