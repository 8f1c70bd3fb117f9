"""Whatever is handed over, in whatever order: a client has one keeper a day, and who sees it is as on paper."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import NOW, TODAY, functionaris
from support.memory import in_memory
from support.storage import found

from flows.absence import Afwezigheid, may_be_away, may_substitute
from flows.handover import Overdracht, OverdrachtStatus, may_hand_over, spread
from flows.people import Functionaris, Rol
from storage.tables import TOEWIJZING
from storage.unit import Storage, Unit

DAY = timedelta(days=1)
DAYS = 30
KMS = [
    functionaris(name, team=team) for name, team in (("anna", "t1"), ("bram", "t1"), ("carla", "t1"), ("dirk", "t2"))
]
LEADS = [functionaris("tess", Rol.TEAMLEIDER, "t1"), functionaris("ulla", Rol.TEAMLEIDER, "t2")]
EVERYONE = [*KMS, *LEADS]
BY_ID = {who.id: who for who in EVERYONE}

people = st.sampled_from([who.id for who in KMS])
days = st.integers(0, 12)
numbers = st.integers(0, 9)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), people),
        st.tuples(st.just("ask"), people, people, days, numbers),
        st.tuples(st.just("answer"), numbers, st.sampled_from(["accept", "accept", "accept", "refuse", "call off"])),
        st.tuples(st.just("reassign"), people, st.lists(people, min_size=1, max_size=3)),
        st.tuples(st.just("away"), people, people, days, st.integers(1, 6)),
        st.tuples(st.just("end"), numbers),
        st.tuples(st.just("leave"), people),
        st.tuples(st.just("wait"), st.integers(1, 3)),
    ),
    max_size=25,
)


@dataclass
class Paper:
    """A sheet per client with a name for every day, and a list of who stood in for whom on which day."""

    today: date = TODAY
    sheets: dict[str, list[str | None]] = field(default_factory=dict)
    standing_in: set[tuple[date, str, str]] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)

    def on(self, number: int) -> date:
        return TODAY + number * DAY

    def number(self, day: date) -> int:
        return (day - TODAY).days

    def add(self, code: str, who: str) -> None:
        first = self.number(self.today)
        self.sheets[code] = [None] * first + [who] * (DAYS - first)

    def give(self, giver: str, day: date, receivers: dict[str, str]) -> None:
        """Cross the giver out from the day on, and write the other name over it."""
        for code, receiver in receivers.items():
            sheet = self.sheets[code]
            for number in range(self.number(day), DAYS):
                if sheet[number] == giver:
                    sheet[number] = receiver

    def of(self, who: str, day: date) -> set[str]:
        return {code for code, sheet in self.sheets.items() if sheet[self.number(day)] == who}

    def from_then_on(self, who: str, day: date) -> set[str]:
        return {code for code, sheet in self.sheets.items() if who in sheet[self.number(day) :]}

    def sees(self, who: Functionaris, code: str, day: date) -> bool:
        keeper = self.sheets[code][self.number(day)]
        if keeper is None:
            return False
        led = who.rol is Rol.TEAMLEIDER and who.team == BY_ID[keeper].team
        return who.id == keeper or led or (day, keeper, who.id) in self.standing_in


@dataclass
class Office:
    """The paper, and what is asked and arranged beside it."""

    unit: Unit
    paper: Paper = field(default_factory=Paper)
    asked: list[Overdracht] = field(default_factory=list)
    leaves: list[Afwezigheid] = field(default_factory=list)
    counted: int = 0

    def here(self, who: str) -> Functionaris | None:
        return None if who in self.paper.gone else BY_ID[who]

    def new_id(self) -> str:
        self.counted += 1
        return f"n{self.counted}"

    async def add(self, who: str) -> None:
        if who in self.paper.gone:
            return
        code = self.new_id()
        assert await self.unit.clients.add(code, "0344", BY_ID[who], self.paper.today, NOW, self.counted)
        self.paper.add(code, who)

    async def ask(self, giver: str, receiver: str, ahead: int, which: int) -> None:
        datum = self.paper.today + ahead * DAY
        if may_hand_over(giver, self.here(receiver), datum, self.paper.today) or giver in self.paper.gone:
            return
        codes = sorted(self.paper.of(giver, self.paper.today))
        client = codes[which % len(codes)] if codes and which < 7 else None
        request = Overdracht(self.new_id(), giver, receiver, client, datum)
        await self.unit.overdrachten.ask(request, door=giver, at=NOW)
        self.asked.append(request)

    async def answer(self, which: int, how: str) -> None:
        """Any of the requests, also one that was answered before."""
        if not self.asked:
            return
        request = self.asked[which % len(self.asked)]
        known = await self.unit.overdrachten.get(request.id)
        assert known is not None
        if how != "accept":
            status = OverdrachtStatus.GEWEIGERD if how == "refuse" else OverdrachtStatus.INGETROKKEN
            waited = known.status is OverdrachtStatus.GEVRAAGD
            assert await self.unit.overdrachten.settle(request, status, NOW) is waited
            return
        if not request.waits(self.paper.today) or self.here(request.aan) is None:
            return
        given = await self.unit.overdrachten.accept(known, NOW)
        if known.status is not OverdrachtStatus.GEVRAAGD:
            assert given is None
            return
        due = self.paper.from_then_on(request.van, request.datum)
        due &= set(self.paper.sheets) if request.client is None else {request.client}
        on_the_day = due & self.paper.of(request.van, request.datum)
        assert set(given or ()) == (due if on_the_day else set())
        self.paper.give(request.van, request.datum, dict.fromkeys(given or (), request.aan))

    async def reassign(self, giver: str, receivers: list[str]) -> None:
        chosen = [who for who in dict.fromkeys(receivers) if who != giver and self.here(who)]
        kept = await self.unit.overdrachten.kept([giver], self.paper.today)
        assert {each.client for each in kept} == self.paper.from_then_on(giver, self.paper.today)
        if chosen and kept:
            shares = spread((each.client for each in kept), dict.fromkeys(chosen, 0))
            await self.unit.overdrachten.give(kept, self.paper.today, shares)
            self.paper.give(giver, self.paper.today, shares)

    async def away(self, who: str, substitute: str, ahead: int, lasting: int) -> None:
        van = self.paper.today + ahead * DAY
        tot = van + lasting * DAY
        refused = may_be_away(van, tot - DAY, self.paper.today)
        known = await self.unit.absences.over(van, tot)
        if refused or may_substitute(BY_ID[who], self.here(substitute), van, tot, known) or who in self.paper.gone:
            return
        leave = Afwezigheid(self.new_id(), who, substitute, van, tot)
        await self.unit.absences.add(leave, who, NOW)
        self.leaves.append(leave)
        self.paper.standing_in |= {(day, who, substitute) for day in _between(van, tot)}

    async def end(self, which: int) -> None:
        if not self.leaves:
            return
        leave = self.leaves.pop(which % len(self.leaves))
        if await self.unit.absences.end(leave, self.paper.today, NOW):
            left = {(day, leave.functionaris, leave.vervanger) for day in _between(leave.van, leave.tot)}
            self.paper.standing_in -= {each for each in left if each[0] >= self.paper.today}

    async def leave(self, who: str) -> None:
        if len(self.paper.gone) < 2:
            await self.unit.people.remove(who, NOW)
            self.paper.gone.add(who)

    async def wait(self, number: int) -> None:
        self.paper.today = min(self.paper.today + number * DAY, TODAY + 15 * DAY)


@pytest.fixture(scope="module")
def furnished() -> Iterator[Path]:
    """A database with the people in it."""
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        file = Path(folder) / "people.db"
        asyncio.run(_make(file))
        yield file


@settings(max_examples=40)
@given(what=steps)
def test_every_day_every_client_has_one_keeper_and_is_seen_by_whom_the_paper_says(
    what: list[tuple[str, ...]], furnished: Path
) -> None:
    asyncio.run(_played(what, furnished))


async def _played(what: list[tuple[str, ...]], furnished: Path) -> None:
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        shutil.copyfile(furnished, Path(folder) / "k.db")
        storage = await Storage.open(f"sqlite:///{folder}/k.db")
        try:
            async with storage.unit() as unit:
                office = Office(unit)
                for word, *given_to in what:
                    await getattr(office, word)(*given_to)
                await _compare(office)
        finally:
            await storage.close()


async def _compare(office: Office) -> None:
    rows = list(await office.unit.connection.execute(TOEWIJZING.select()))
    assert all(row.tot is None or row.van < row.tot for row in rows), "no empty periods"
    for number in range(DAYS):
        day = office.paper.on(number)
        holds = [(r.client, r.functionaris) for r in rows if r.van <= day and (r.tot is None or day < r.tot)]
        due = [(code, sheet[number]) for code, sheet in office.paper.sheets.items() if sheet[number] is not None]
        assert sorted(holds) == sorted(due), day
        if number % 5 == 0:
            await _compare_access(office, day)


async def _compare_access(office: Office, day: date) -> None:
    """What opens one by one, and what is in the list."""
    for who in EVERYONE:
        opens = {code for code in office.paper.sheets if await office.unit.clients.get(code, who, day)}
        assert opens == {code for code in office.paper.sheets if office.paper.sees(who, code, day)}, (who.id, day)
        own = {code for code in opens if office.paper.sheets[code][office.paper.number(day)] == who.id}
        lent = {k for d, k, substitute in office.paper.standing_in if (d, substitute) == (day, who.id)}
        own |= {code for code in opens if office.paper.sheets[code][office.paper.number(day)] in lent}
        assert (await office.unit.clients.page(who, day, 0))[1] == len(own)


def _between(van: date, tot: date) -> Iterator[date]:
    return (van + number * DAY for number in range((tot - van).days))


async def _make(file: Path) -> None:
    storage = await Storage.open(f"sqlite:///{file}")
    await found(storage, *EVERYONE)
    await storage.close()
