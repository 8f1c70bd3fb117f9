"""Whatever one person does, in whatever order: nothing counts that a second person has to agree with first."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import NOW, TODAY, functionaris, meetmoment, meting
from support.memory import in_memory
from support.storage import found

from bot.config.flows import configured_flows
from bot.conversation.context import AppContext
from bot.conversation.conversation import Conversation
from bot.conversation.event import Channel, Commanded, Event, Input, Tapped, Typed
from bot.conversation.screen import Screen
from bot.routes import ROUTES
from bot.runtime.clock import Clock, Ids
from flows.checking import TERUG
from flows.meetmoment import Meetmoment, Status
from flows.people import Functionaris, Rol
from storage.tables import AUDIT, MEETMOMENT
from storage.unit import Storage

CODE, LAST_MONTH = "K-7Q4FNP", timedelta(days=30)
ANNA, CHECKER = functionaris("anna"), functionaris("chk", Rol.CONTROLEUR)
LEAD = functionaris("tess", Rol.TEAMLEIDER)
EXTERNAL = functionaris("ine", Rol.INVOERDER)
# Who may not decide alone, under which choice of the municipality.
ALONE = ((LEAD, "alles"), (EXTERNAL, "alles"), (EXTERNAL, "extern"), (EXTERNAL, "selectie"))
# What Anna registered and what waits of it, before the person alone begins.
SEEDED = (
    replace(meetmoment("before", client=CODE, door="anna", meting=meting(datum=TODAY - LAST_MONTH)), versie=1),
    meetmoment("today", client=CODE, door="anna", meting=meting(datum=TODAY), status=Status.TE_CONTROLEREN),
    meetmoment("view", client=CODE, door="anna", meting=meting(3, datum=TODAY), status=Status.CONCEPT),
)
REGISTERED = ("vastgelegd_nieuw", "vastgelegd_correctie", "vastgelegd_intrekking", "akkoord", "teruggegeven")
MOSTLY_FORWARD = ("answer", "confirm", "unchanged", "record", "correct_same_day")

which = st.integers(0, 9)
acts = st.lists(
    st.one_of(
        st.tuples(st.just("measure"), st.sampled_from(["1", "3", "4", "4+", "5"])),
        st.tuples(st.just("correct"), which),
        st.tuples(
            st.sampled_from(["withdraw", "approve", "send_back", "adopt_view", "keep_view", "yield_view"]), which
        ),
        st.tuples(st.just("wait"), st.integers(1, 3)),
        st.tuples(st.just("switch"), which),
    ),
    max_size=14,
)


@dataclass
class Alone:
    """One person at the web chat, who may send any button there is, with all accounts that a maker of links has."""

    storage: Storage
    accounts: tuple[Functionaris, ...]
    wanted: str
    maker: str | None = None
    waited: int = 0
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        flows = configured_flows().with_choices({"vier_ogen": self.wanted, "steekproef_een_op": "0"})
        clock = Clock(lambda: NOW + timedelta(days=self.waited))
        self.conversation = Conversation(self.storage, AppContext(ROUTES, flows, clock, Ids(Random(7)), b"k"))
        self.revision, self.who = 0, self.accounts[0]

    async def give(self, given: Input) -> Screen:
        event = Event(Channel.WEB, self.who.id, str(next(self.numbers)), given, maker=self.maker)
        handled = await self.conversation.handle(event)
        assert handled.chat is not None
        self.revision = handled.chat.revision
        return handled.screen

    async def tap(self, target: str) -> Screen:
        return await self.give(Tapped(target, self.revision))

    async def do(self, what: str, given: Any) -> None:
        if what == "wait":
            self.waited += given
            return
        if what == "switch":
            self.who = self.accounts[given % len(self.accounts)]
            await self.give(Commanded("start"))
            return
        if what == "measure":
            await self.tap(f"start/{CODE}")
            await self.tap("afresh")
            await self.to_the_end(await self.give(Typed(given)))
            return
        versions = await self.versions()
        one = versions[given % len(versions)]
        if what == "correct":
            await self.to_the_end(await self.tap(f"correct/{one.id}/anders"))
            return
        arguments = {"withdraw": "/anders", "approve": f"/{one.versie}", "send_back": f"/{one.versie}/{TERUG[0]}"}
        await self.tap(f"{what}/{one.id}{arguments.get(what, '')}")

    async def to_the_end(self, screen: Screen) -> None:
        """Answer whatever is asked with the first answer there is, and record."""
        for _ in range(20):
            buttons = [button.route for row in screen.rows for button in row]
            forward = [each for each in buttons if each.partition("/")[0] in MOSTLY_FORWARD]
            if not forward:
                return
            screen = await self.tap(forward[0])

    async def versions(self) -> tuple[Meetmoment, ...]:
        async with self.storage.look() as unit:
            return await unit.meetmomenten.history(CODE)


@pytest.fixture(scope="module")
def furnished() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        file = Path(folder) / "people.db"
        asyncio.run(_make(file))
        yield file


async def _make(file: Path) -> None:
    storage = await Storage.open(f"sqlite:///{file}")
    await found(storage, ANNA, CHECKER, LEAD, EXTERNAL)
    async with storage.unit() as unit:
        # An external with a client that Anna measured; the lead sees it as the whole team's.
        assert await unit.clients.add(CODE, "0344", EXTERNAL, TODAY - LAST_MONTH, NOW, 1)
        for each in SEEDED:
            await unit.meetmomenten.register(each, "nl", TODAY)
    await storage.close()


@settings(max_examples=60, deadline=None)
@given(what=acts, alone=st.sampled_from(ALONE))
def test_one_person_alone_makes_nothing_count_and_every_version_is_in_the_trail(
    what: list[tuple[str, Any]], alone: tuple[Functionaris, str], furnished: Path
) -> None:
    who, wanted = alone
    asyncio.run(_played(what, (who,), wanted, None, furnished))


@settings(max_examples=60, deadline=None)
@given(what=acts)
def test_one_person_with_two_accounts_makes_nothing_count(what: list[tuple[str, Any]], furnished: Path) -> None:
    asyncio.run(_played(what, (LEAD, CHECKER), "alles", "bea", furnished))


def test_measuring_as_one_colleague_and_agreeing_as_another_makes_nothing_count(furnished: Path) -> None:
    what = [("wait", 1), ("measure", "5"), ("switch", 1), *(("approve", number) for number in range(6))]
    asyncio.run(_played(what, (LEAD, CHECKER), "alles", "bea", furnished))


def test_measuring_beside_a_colleague_and_withdrawing_theirs_makes_nothing_count(furnished: Path) -> None:
    what = [("measure", "5"), ("withdraw", 1), ("adopt_view", 3), ("adopt_view", 2), ("adopt_view", 4)]
    asyncio.run(_played(what, (LEAD,), "alles", None, furnished))


def test_withdrawing_and_taking_over_what_a_colleague_left_waits_when_an_external_does_it(furnished: Path) -> None:
    asyncio.run(_played([("withdraw", 1), ("adopt_view", 2)], (EXTERNAL,), "extern", None, furnished))


async def _played(
    what: list[tuple[str, Any]], accounts: tuple[Functionaris, ...], wanted: str, maker: str | None, furnished: Path
) -> None:
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        shutil.copyfile(furnished, Path(folder) / "k.db")
        storage = await Storage.open(f"sqlite:///{folder}/k.db")
        try:
            alone = Alone(storage, accounts, wanted, maker)
            await alone.tap("home")
            for each in what:
                await alone.do(*each)
            counts = [
                each for each in await alone.versions() if each.status is Status.DEFINITIEF and each not in SEEDED
            ]
            # What a colleague registered and this person agrees with has two people behind it.
            own = {each.id for each in accounts}
            assert [each for each in counts if each.door in own or each.gecontroleerd_door not in own] == []
            assert await _untold(storage) == len(SEEDED)
        finally:
            await storage.close()


async def _untold(storage: Storage) -> int:
    """How many versions have no row of their own in the trail."""
    async with storage.look() as unit:
        versions = (await unit.connection.execute(MEETMOMENT.select())).all()
        told = (await unit.connection.execute(AUDIT.select().where(AUDIT.c.wat.in_(REGISTERED)))).all()
        assert {row.bij for row in told} <= {row.id for row in versions}
        return len(versions) - len(told)
