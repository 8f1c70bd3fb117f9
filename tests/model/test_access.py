"""Whatever is handed out, used and taken back: nobody sees or does what they may not at that moment."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import NOW, TODAY, functionaris, meetmoment, meting
from support.memory import in_memory
from support.storage import client, found, sign_in

from bot.config.flows import configured_flows
from bot.conversation.context import AppContext
from bot.conversation.conversation import Conversation, Handled
from bot.conversation.event import Channel, Event, Tapped
from bot.conversation.screen import Screen, Text
from bot.people.links import hashed, token_for
from bot.people.sessions import Sessions
from bot.routes import ROUTES
from bot.runtime.clock import Clock, Ids
from flows.people import Functionaris, Right, Rol
from storage import tables
from storage.unit import Storage

KEY = b"only for tests, and long enough to be a key"
STAFF = (
    functionaris("bea", Rol.BEHEERDER, None),
    functionaris("bob", Rol.BEHEERDER, None),
    functionaris("anna"),
    functionaris("bram"),
    functionaris("tess", Rol.TEAMLEIDER),
    functionaris("dirk", team="t2"),
)
# Every client was measured on a day of their own: who reads that day sees the client.
CLIENTS = {"K-1": ("anna", date(2026, 3, 3)), "K-2": ("dirk", date(2026, 4, 4))}

# The beheerders have the first two; what they hand out and take away is what most of this is about.
sessions = st.one_of(st.integers(0, 1), st.integers(0, 9))
people = st.sampled_from([who.id for who in STAFF])
codes = st.sampled_from(list(CLIENTS))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("invite"), sessions, st.sampled_from([Rol.KLANTMANAGER, Rol.BEHEERDER])),
        st.tuples(st.just("make_link"), sessions, people),
        st.tuples(st.just("use_link"), st.integers(0, 2)),
        st.tuples(st.just("hand_out"), st.integers(0, 1), people | st.none(), st.booleans()),
        st.tuples(st.just("remove"), sessions, people),
        st.tuples(st.just("sign_out"), sessions),
        st.tuples(st.just("ask"), codes, people),
        st.tuples(st.just("accept"), sessions, st.integers(0, 3)),
        st.tuples(st.just("give"), codes, people),
        st.tuples(st.just("measure"), sessions, codes),
    ),
    min_size=1,
    max_size=10,
)


@dataclass
class Link:
    """A link that somebody made: for a colleague, or for a newcomer with a role."""

    token: str
    maker: str
    whose: str | None
    rol: Rol
    spent: bool = False


@dataclass
class Browser:
    """A session, whoever holds it; ``maker`` made the link when that was somebody else."""

    token: str
    who: str
    maker: str | None = None
    ended: bool = False


@dataclass
class Papers:
    """Who works here, what each was given, and who keeps which client."""

    staff: dict[str, Functionaris] = field(default_factory=lambda: {who.id: who for who in STAFF})
    gone: set[str] = field(default_factory=set)
    browsers: list[Browser] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    keeper: dict[str, str] = field(default_factory=lambda: {code: who for code, (who, _) in CLIENTS.items()})

    def works(self, who: str | None) -> bool:
        return who is not None and who not in self.gone

    def valid(self, browser: Browser) -> bool:
        return not browser.ended and self.works(browser.who) and (browser.maker is None or self.works(browser.maker))

    def may(self, who: str, right: Right) -> bool:
        return self.works(who) and self.staff[who].may(right)

    def usable(self, link: Link) -> bool:
        whose = link.whose is None or self.works(link.whose)
        return not link.spent and whose and self.may(link.maker, Right.INVITE)

    def may_remove(self, who: str, whom: str) -> bool:
        others = [each for each, them in self.staff.items() if them.rol is Rol.BEHEERDER and self.works(each)]
        last = self.staff[whom].rol is Rol.BEHEERDER and others == [whom]
        return self.may(who, Right.INVITE) and self.works(whom) and who != whom and not last

    def sees(self, who: str, code: str) -> bool:
        keeper, here = self.staff[self.keeper[code]], self.staff[who]
        leads = here.may(Right.SEE_TEAM) and here.team is not None and here.team == keeper.team
        return here.may(Right.MEASURE) and (keeper.id == who or leads)


class Office:
    """The same on paper and in the program."""

    def __init__(self, storage: Storage) -> None:
        app = AppContext(ROUTES, configured_flows(), Clock(lambda: NOW), Ids(Random(3)), KEY)
        self.storage, self.conversation, self.sessions = storage, Conversation(storage, app), Sessions(storage, app)
        self.papers, self.numbers = Papers(), count(1)

    async def open(self) -> None:
        for who in STAFF:
            token = f"first-{who.id}"
            async with self.storage.unit() as unit:
                await sign_in(unit, hashed(token), who.id)
            self.papers.browsers.append(Browser(token, who.id))

    async def tap(self, browser: Browser, route: str) -> Handled | None:
        """What a button does in a browser; none when its session is over."""
        visitor = await self.sessions.visitor(browser.token)
        assert (visitor is not None) is self.papers.valid(browser), browser
        if visitor is None:
            return None
        assert visitor.functionaris == browser.who
        here = await self.conversation.look(Channel.WEB, browser.who)
        revision = 0 if here is None or here.chat is None else here.chat.revision
        tapped = Tapped(route, revision)
        event = Event(Channel.WEB, browser.who, f"k{next(self.numbers)}", tapped, maker=visitor.maker)
        return await self.conversation.handle(event)

    def browser(self, which: int) -> Browser:
        return self.papers.browsers[which % len(self.papers.browsers)]

    async def invite(self, which: int, rol: Rol) -> None:
        team = "/t1" if rol is Rol.KLANTMANAGER else ""
        await self._made(which, f"send_invite/{rol.value}{team}", "invited", None, rol)

    async def make_link(self, which: int, whose: str) -> None:
        await self._made(which, f"send_sign_in/{whose}", "sign_in_link", whose, self.papers.staff[whose].rol)

    async def _made(self, which: int, route: str, shown: str, whose: str | None, rol: Rol) -> None:
        browser = self.browser(which)
        handled = await self.tap(browser, route)
        at = "" if handled is None or handled.chat is None else handled.chat.route
        may = self.papers.valid(browser) and self.papers.may(browser.who, Right.INVITE)
        assert at.startswith(shown) is (may and (whose is None or self.papers.works(whose))), (at, route)
        if at.startswith(shown):
            token = token_for(KEY, "invite", at.split("/")[1])
            self.papers.links.append(Link(token, browser.who, whose, rol))

    async def use_link(self, which: int) -> None:
        """Anybody may hold a link, and try one again."""
        if not self.papers.links:
            return
        link = self.papers.links[-1 - which % len(self.papers.links)]
        usable, known = self.papers.usable(link), set(self.papers.staff)
        begun = await self.sessions.redeem(link.token, f"key-{next(self.numbers)}", "")
        assert (begun is not None) is usable, link
        if begun is None:
            return
        link.spent, who = True, link.whose
        if who is None:
            async with self.storage.look() as unit:
                (new,) = (each for each in await unit.people.everyone(NOW) if each.id not in known)
            self.papers.staff[new.id], who = new, new.id
        maker = link.maker if link.whose not in (None, link.maker) else None
        self.papers.browsers.append(Browser(begun.token, who, maker))

    async def hand_out(self, which: int, whose: str | None, used: bool) -> None:
        """A beheerder makes a link and is removed by the other one, before or after it is used."""
        await (self.invite(which, Rol.BEHEERDER) if whose is None else self.make_link(which, whose))
        if used:
            await self.use_link(0)
        await self.remove(1 - which, STAFF[which].id)
        await self.use_link(0)

    async def remove(self, which: int, whom: str) -> None:
        browser = self.browser(which)
        may = self.papers.valid(browser) and self.papers.may_remove(browser.who, whom)
        await self.tap(browser, f"remove_access/{whom}")
        async with self.storage.look() as unit:
            assert (await unit.people.get(whom, NOW) is None) is (may or not self.papers.works(whom))
        if may:
            self.papers.gone.add(whom)

    async def sign_out(self, which: int) -> None:
        browser = self.browser(which)
        if self.papers.valid(browser):
            await self.tap(browser, "sign_out")
            for each in self.papers.browsers:
                each.ended |= each.who == browser.who
            for link in self.papers.links:
                link.spent |= link.whose == browser.who

    async def ask(self, code: str, receiver: str) -> None:
        """Who keeps a client asks a colleague; whether that can be is tried elsewhere."""
        keeper = self.papers.keeper[code]
        browser = next((each for each in self.papers.browsers if each.who == keeper and self.papers.valid(each)), None)
        if browser is not None:
            await self.tap(browser, f"ask_handover/{code}/{receiver}/{TODAY}")

    async def accept(self, which: int, number: int) -> None:
        requests = await self.requests()
        if not requests:
            return
        browser, request = self.browser(which), requests[number % len(requests)]
        mine = self.papers.valid(browser) and request["aan"] == browser.who and request["status"] == "gevraagd"
        await self.tap(browser, f"accept/{request['id']}")
        if mine and self.papers.keeper[request["client"]] == request["van"]:
            self.papers.keeper[request["client"]] = browser.who
        assert await self.keepers() == self.papers.keeper

    async def give(self, code: str, receiver: str) -> None:
        """A team lead decides."""
        if self.papers.staff[receiver].may(Right.MEASURE) and receiver != self.papers.keeper[code]:
            async with self.storage.unit() as unit:
                kept = await unit.overdrachten.kept([self.papers.keeper[code]], TODAY, code)
                await unit.overdrachten.give(kept, TODAY, {code: receiver})
            self.papers.keeper[code] = receiver

    async def measure(self, which: int, code: str) -> None:
        browser = self.browser(which)
        may = self.papers.valid(browser) and self.papers.sees(browser.who, code)
        before = await self.dialogues(browser.who, code)
        await self.tap(browser, f"start/{code}")
        assert await self.dialogues(browser.who, code) <= before + may

    async def dialogues(self, who: str, code: str) -> int:
        async with self.storage.look() as unit:
            here = (tables.DIALOGUE.c.functionaris == who, tables.DIALOGUE.c.client == code)
            return len((await unit.connection.execute(tables.DIALOGUE.select().where(*here))).all())

    async def requests(self) -> list[Mapping[str, str]]:
        async with self.storage.look() as unit:
            rows = await unit.connection.execute(tables.OVERDRACHT.select().order_by(tables.OVERDRACHT.c.id))
            return [dict(row) for row in rows.mappings()]

    async def keepers(self) -> dict[str, str]:
        async with self.storage.look() as unit:
            return {code: (await unit.clients.keepers(code, TODAY))[0][0] for code in CLIENTS}

    async def compare(self) -> None:
        """Every screen that tells of a client, in every browser there ever was."""
        requests = await self.requests()
        for browser in self.papers.browsers:
            for code, (_, day) in CLIENTS.items():
                sees = self.papers.sees(browser.who, code)
                for route in (f"client/{code}", f"moments/{code}/0"):
                    assert await self._shows(browser, route, day) is (sees and self.papers.valid(browser)), route
            for request in requests:
                code = request["client"]
                offered = request["aan"] == browser.who and self.papers.keeper[code] == request["van"]
                shown = await self._shows(browser, f"handover/{request['id']}", CLIENTS[code][1])
                assert not shown or (offered and request["status"] == "gevraagd"), request
            # A tap that is refused leaves the screen as it is, and the next browser may be of the same person.
            await self.tap(browser, "home")

    async def _shows(self, browser: Browser, route: str, day: date) -> bool:
        handled = await self.tap(browser, route)
        return handled is not None and any(day in text.params.values() for text in texts_of(handled.screen))


def texts_of(screen: Screen) -> Iterator[Text]:
    """All texts, with those that they are filled in with."""
    waiting = [block.text for block in screen.blocks] + [button.label for row in screen.rows for button in row]
    if screen.picture is not None:
        waiting += [cell for row in screen.picture.rows for cell in row]
    while waiting:
        text = waiting.pop()
        yield text
        waiting += [value for value in text.params.values() if isinstance(value, Text)]


@pytest.fixture(scope="module")
def furnished() -> Iterator[Path]:
    """A database with the people and the clients in it."""
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        file = Path(folder) / "people.db"
        asyncio.run(_make(file))
        yield file


@settings(max_examples=40)
@given(what=steps)
def test_nobody_sees_or_does_what_they_may_not_at_that_moment(what: list[tuple[str, ...]], furnished: Path) -> None:
    asyncio.run(_played(what, furnished))


async def _played(what: list[tuple[str, ...]], furnished: Path) -> None:
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        shutil.copyfile(furnished, Path(folder) / "a.db")
        storage = await Storage.open(f"sqlite:///{folder}/a.db")
        try:
            office = Office(storage)
            await office.open()
            for word, *given_to in what:
                await getattr(office, word)(*given_to)
            await office.compare()
        finally:
            await storage.close()


async def _make(file: Path) -> None:
    storage = await Storage.open(f"sqlite:///{file}")
    await found(storage, *STAFF)
    async with storage.unit() as unit:
        for number, (code, (who, day)) in enumerate(CLIENTS.items()):
            keeper = next(each for each in STAFF if each.id == who)
            await client(unit, code, keeper)
            measured = meetmoment(f"m{number}", client=code, door=who, meting=meting(datum=day))
            await unit.meetmomenten.register(measured, "nl", TODAY)
    await storage.close()
