"""What a device hands in is judged here: registered once through the one door, kept to look at again, or refused."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from support.builders import LEVEL, NOW, TODAY, completed, functionaris, meetmoment, meting
from support.storage import Databases, client, found, unassign
from support.walks import walk

from bot.config.flows import ConfiguredFlows, configured_flows
from bot.conversation.context import AppContext
from bot.outdoors.kit import Kits
from bot.outdoors.measured import Measured
from bot.outdoors.taking import Taking
from bot.routes import ROUTES
from bot.runtime.clock import Clock, Ids
from bot.web.outdoors_ports import Told
from bot.web.ports import Visitor
from flows.dialogue import DialogueStatus
from flows.engine import current, settled
from flows.gemeente import Options
from flows.hermeting import confirmed
from flows.ladder import Groei
from flows.meetmoment import Bevestiging, Meetmoment, Status
from flows.people import Rol
from flows.replay import replayed
from storage.tables import AUDIT, BERICHT, DIALOGUE
from storage.unit import Storage

KEY = b"k" * 32
ANNA, BRAM = functionaris("anna"), functionaris("bram")
LEAD, POLICY = functionaris("tess", Rol.TEAMLEIDER), functionaris("pol", Rol.BELEID, None)
EXTERNAL = functionaris("ine", Rol.INVOERDER)
CODE = "K-7Q4FNP"
FIRST = "a-key-of-a-device-00001"
LAST_MONTH = TODAY - timedelta(days=30)


@dataclass
class Town:
    """A database with people, an app whose time a test moves, and what the page of ``visitor`` asks of them."""

    storage: Storage
    flows: ConfiguredFlows
    now: datetime = NOW
    visitor: Visitor = field(default_factory=lambda: Visitor(ANNA.id, ANNA.label, "nl"))

    def __post_init__(self) -> None:
        app = AppContext(ROUTES, self.flows, Clock(lambda: self.now), Ids(Random(3)), KEY)
        self.kits, self.taking = Kits(self.storage, app), Taking(self.storage, app)

    async def kit(self, seal: str = "") -> dict[str, Any]:
        kit = await self.kits.kit(self.visitor, seal)
        assert kit is not None
        return kit

    async def measured(self, answers: dict[str, str], **other: Any) -> Measured:
        kit = await self.kit()
        flow = other.get("flow", "stroomschema")
        number = kit["kit"]["flows"][flow]["number"]
        given: dict[str, Any] = {"client": CODE, "flow": flow, "number": number, "ticket": kit["ticket"]}
        return Measured(**(given | {"answers": answers} | other))

    async def hand_in(self, measured: Measured, key: str = FIRST) -> Told:
        told = await self.taking.hand_in(self.visitor, key, measured)
        assert told is not None
        return told

    async def history(self) -> tuple[Meetmoment, ...]:
        async with self.storage.look() as unit:
            return await unit.meetmomenten.history(CODE)

    async def register(self, version: Meetmoment) -> None:
        async with self.storage.unit() as unit:
            await unit.meetmomenten.register(version, "nl", TODAY)

    async def dialogues(self) -> list[tuple[str, dict[str, str]]]:
        async with self.storage.look() as unit:
            rows = await unit.connection.execute(sa.select(DIALOGUE.c.status, DIALOGUE.c.answers))
            return [(row[0], row[1]) for row in rows]

    async def trail(self) -> list[str]:
        async with self.storage.look() as unit:
            return list(await unit.connection.scalars(sa.select(AUDIT.c.wat).order_by(AUDIT.c.id)))


def flows_with(**options: Any) -> ConfiguredFlows:
    flows = configured_flows()
    return flows.with_choices({name: str(value) for name, value in options.items()})


@pytest.fixture(params=["sqlite"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """SQLite, unless a test is about what happens at once."""
    databases = request.getfixturevalue(f"{request.param}_databases")
    assert isinstance(databases, Databases)
    return databases


@pytest.fixture
async def town(storage: Storage) -> Town:
    await found(storage, ANNA, BRAM, LEAD, POLICY, EXTERNAL)
    async with storage.unit() as unit:
        await client(unit, CODE, ANNA)
    return Town(storage, flows_with(steekproef_een_op=0))


def answers_of(trede: str = "4", day: date = TODAY, **others: str) -> dict[str, str]:
    flow = configured_flows().newest("stroomschema")
    return {**completed(flow, LEVEL[trede], **others), "datum": day.isoformat()}


async def test_it_is_registered_once_however_often_it_comes(town: Town) -> None:
    measured = await town.measured(answers_of("3", TODAY - timedelta(days=2), G1="ja", G2="5"), seconds=90, taps=12)
    first = await town.hand_in(measured)
    assert first.what == "recorded"
    assert await town.hand_in(measured) == first
    town.now += timedelta(days=9)
    assert await town.hand_in(measured) == first
    (registered,) = await town.history()
    assert (str(registered.meting.stand), registered.meting.verwachte_trede) == ("3+", 5)
    assert registered.meting.datum == TODAY - timedelta(days=2)
    assert (registered.door, registered.status, registered.bevestiging) == (ANNA.id, Status.DEFINITIEF, None)
    assert await town.trail() == ["onderweg", "vastgelegd_nieuw"]
    assert [status for status, _ in await town.dialogues()] == [DialogueStatus.FINISHED]


@pytest.mark.parametrize("databases", ["sqlite", "postgres"], indirect=True)
async def test_two_tabs_that_hand_in_at_once_register_once(town: Town) -> None:
    measured = await town.measured(answers_of())
    told = await asyncio.gather(*(town.hand_in(measured) for _ in range(4)))
    assert {each.what for each in told} == {"recorded"}
    assert len(await town.history()) == 1


async def test_a_colleague_of_the_same_day_keeps_theirs_and_this_is_a_concept(town: Town) -> None:
    measured = await town.measured(answers_of("3"))
    await town.register(meetmoment("m1", client=CODE, door=BRAM.id, meting=meting(4, datum=TODAY)))
    assert (await town.hand_in(measured)).what == "concept"
    assert sorted(each.status for each in await town.history()) == [Status.CONCEPT, Status.DEFINITIEF]
    async with town.storage.look() as unit:
        told = await unit.connection.execute(sa.select(BERICHT.c.aan).where(BERICHT.c.sjabloon == "verschil"))
        assert sorted(row[0] for row in told) == [ANNA.id, BRAM.id]


async def test_ones_own_of_the_same_day_stands_and_the_answers_wait_in_the_conversation(town: Town) -> None:
    measured = await town.measured(answers_of("3"))
    await town.register(meetmoment("m1", client=CODE, door=ANNA.id, meting=meting(4, datum=TODAY)))
    assert (await town.hand_in(measured)).what == "open"
    ((status, answers),) = await town.dialogues()
    assert (status, answers["Q4"], len(await town.history())) == (DialogueStatus.OPEN, "ja", 1)
    assert (await town.hand_in(measured)).what == "open"
    assert len(await town.dialogues()) == 1


async def test_who_left_the_list_is_not_registered_and_is_when_they_are_back(town: Town) -> None:
    measured = await town.measured(answers_of())
    async with town.storage.unit() as unit:
        await unassign(unit, CODE, TODAY)
    assert (await town.hand_in(measured)).what == "gone"
    assert (await town.history(), await town.dialogues(), await town.trail()) == ((), [], [])
    async with town.storage.unit() as unit:
        await unit.connection.execute(sa.text("UPDATE toewijzing SET tot = NULL"))
    assert (await town.hand_in(measured)).what == "recorded"


async def test_answers_to_other_questions_wait_in_the_conversation(town: Town) -> None:
    measured = await town.measured(answers_of("5", inkomen="d"))
    other = Town(town.storage, flows_with(steekproef_een_op=0, verwachte_trede="nee"))
    told = await other.hand_in(measured)
    assert (told.what, told.text.key) == ("open", "outdoors.outdated")
    ((status, answers),) = await town.dialogues()
    assert (status, answers["inkomen"], answers["uitslag"]) == (DialogueStatus.OPEN, "d", "5")
    assert await town.history() == ()


@pytest.mark.parametrize("hours", [72, 500])
async def test_after_three_days_nothing_is_taken_in(town: Town, hours: int) -> None:
    measured = await town.measured(answers_of())
    town.now += timedelta(hours=hours)
    assert (await town.hand_in(measured)).what == "expired"
    town.now = NOW + timedelta(hours=71, minutes=59)
    assert (await town.hand_in(measured)).what == "recorded"


async def test_a_ticket_is_of_one_person_and_one_moment(town: Town) -> None:
    measured = await town.measured(answers_of())
    number, maker, proof = measured.ticket.split(".")
    forged = [
        f"{int(number) + 1}.{maker}.{proof}",
        f"{number}.{BRAM.id}.{proof}",
        f"{number}.{maker}.{proof[:-1]}A",
        "",
    ]
    for ticket in forged:
        assert (await town.hand_in(measured.model_copy(update={"ticket": ticket}))).what == "expired"
    town.visitor = replace(town.visitor, functionaris=LEAD.id)
    assert (await town.hand_in(measured)).what == "expired"
    assert await town.dialogues() == []


FORGED = {
    "an outcome of its own": {"uitslag": "6"},
    "an answer that is none": {"Q1": "misschien"},
    "a day to come": {"datum": (TODAY + timedelta(days=1)).isoformat()},
    "a day too long ago": {"datum": (TODAY - timedelta(days=61)).isoformat()},
    "no day": {"datum": "gisteren"},
    "a plan that cannot be": {"gepland": "2032-01-01"},
    "an exemption that is none": {"vrijstelling_arbeidsplicht": "x"},
}


@pytest.mark.parametrize("what", FORGED)
async def test_what_the_engine_would_not_have_taken_is_not_registered(town: Town, what: str) -> None:
    answers = {**answers_of("4"), **FORGED[what]}
    assert (await town.hand_in(await town.measured(answers))).what == "open"
    assert await town.history() == ()
    ((_, kept),) = await town.dialogues()
    assert {name: kept.get(name) for name in FORGED[what]} != FORGED[what]


async def test_steps_that_there_are_not_are_left_out(town: Town) -> None:
    told = await town.hand_in(
        await town.measured({**answers_of("4"), "vorige_trede": "6", "nieuw": "ja", "gegeven": "Q1"})
    )
    assert told.what == "recorded"
    (registered,) = await town.history()
    assert registered.meting.aanvullend == {}


async def test_only_who_measures_takes_something_along(town: Town) -> None:
    measured = await town.measured(answers_of())
    town.visitor = Visitor(POLICY.id, POLICY.label, "nl")
    assert await town.kits.kit(town.visitor, "") is None
    town.visitor = Visitor("nobody", "", "nl")
    assert await town.taking.hand_in(town.visitor, FIRST, measured) is None


async def test_whoever_signed_them_in_is_behind_it(town: Town) -> None:
    town.visitor = replace(town.visitor, maker=LEAD.id)
    measured = await town.measured(answers_of())
    town.visitor = replace(town.visitor, maker=None)
    await town.hand_in(measured)
    (registered,) = await town.history()
    async with town.storage.look() as unit:
        assert await unit.audit.behind(registered.id) == {LEAD.id}


async def test_the_four_eyes_policy_is_asked(town: Town) -> None:
    strict = Town(town.storage, flows_with(steekproef_een_op=0, vier_ogen="alles"))
    assert (await strict.hand_in(await strict.measured(answers_of()))).what == "waiting"
    assert [each.status for each in await town.history()] == [Status.TE_CONTROLEREN]


async def last_time(town: Town) -> dict[str, Any]:
    """Somebody who was measured a month ago, as their row of the list."""
    before = meting(3, Groei.PLUS, datum=LAST_MONTH, verwachte_trede=4)
    await town.register(
        meetmoment("before", client=CODE, door=BRAM.id, meting=before, geregistreerd=NOW - timedelta(30))
    )
    (row,) = (await town.kit())["kit"]["clients"]
    return dict(row)


def repeated(town: Town, row: dict[str, Any], **changed: str) -> dict[str, str]:
    flow = town.flows.newest(row["flow"])
    taken = confirmed(flow, row["answers"], row["earlier"], town.flows.gemeente.options)
    return {**completed(flow, taken, **changed), "datum": TODAY.isoformat()}


async def test_last_times_answers_are_confirmed(town: Town) -> None:
    row = await last_time(town)
    assert (row["stand"], row["earlier"]["uitslag"], "G1" in row["earlier"]) == ("3+", "3", False)
    answers = repeated(town, row, G1="nee")
    told = await town.hand_in(await town.measured(answers, said="ongewijzigd"))
    newest = (await town.history())[-1]
    assert (told.what, newest.bevestiging, str(newest.meting.stand)) == ("recorded", Bevestiging.ONGEWIJZIGD, "3")
    assert newest.meting.kenmerken == {"inkomen": "a", "laaggeletterd": "nee"}


async def test_what_was_changed_is_not_unchanged_whatever_a_device_says(town: Town) -> None:
    answers = {**repeated(town, await last_time(town), G1="nee"), "inkomen": "c"}
    await town.hand_in(await town.measured(answers, said="ongewijzigd"))
    assert (await town.history())[-1].bevestiging is Bevestiging.GEWIJZIGD


async def test_what_was_registered_since_does_not_change_what_was_confirmed(town: Town) -> None:
    measured = await town.measured(repeated(town, await last_time(town), G1="nee"), said="ongewijzigd")
    town.now += timedelta(hours=1)
    between = meetmoment(
        "between", client=CODE, door=BRAM.id, meting=meting(5, datum=TODAY - timedelta(days=3)), geregistreerd=town.now
    )
    await town.register(between)
    await town.hand_in(measured)
    assert (await town.history())[-1].bevestiging is Bevestiging.ONGEWIJZIGD


async def test_the_sample_is_drawn_by_the_ticket_and_not_by_the_device(town: Town) -> None:
    always = Town(town.storage, flows_with(steekproef_een_op=1))
    row = await last_time(always)
    assert row["sample"] == "Q4"
    await always.hand_in(await always.measured(repeated(always, row, G1="nee"), said="ongewijzigd"))
    assert (await town.history())[-1].steekproef == "Q4"


async def test_work_that_is_known_is_named_as_taken_as_given(town: Town) -> None:
    known = Town(town.storage, flows_with(steekproef_een_op=0, werk_bekend="iedereen"))
    (row,) = (await known.kit())["kit"]["clients"]
    assert row["answers"] == {"Q1": "nee", "Q3": "nee", "gegeven": "Q1 Q3"}
    await known.hand_in(await known.measured({**answers_of("3"), "gegeven": "Q1 Q3"}))
    assert (await town.history())[-1].meting.aanvullend == {"gegeven": "Q1 Q3"}


async def test_a_key_is_given_again_to_its_own_person_only(town: Town) -> None:
    first = await town.kit()
    town.now += timedelta(hours=100)
    again = await town.kit(first["seal"])
    assert (again["seal"], again["key"]) == (first["seal"], first["key"])
    assert again["ticket"] != first["ticket"]
    town.now += timedelta(hours=100)
    assert (await town.kit(first["seal"]))["key"] != first["key"]
    town.visitor = Visitor(BRAM.id, BRAM.label, "en")
    assert (await town.kit(first["seal"]))["key"] != first["key"]
    assert (await town.kit("nonsense"))["kit"]["clients"] == []


def test_complete_answers_of_any_walk_are_taken_over_whole() -> None:
    chance, options, complete = Random(5), Options(), 0
    flow = configured_flows().newest("stroomschema")
    for _ in range(60):
        walked = walk(flow, chance, options, steps=25)
        answers, today = walked.states[-1]["answers"], walked.today
        if current(flow, answers) is None:
            complete += 1
            known = {name: value for name, value in answers.items() if name in flow.facts}
            assert settled(flow, replayed(flow, known, answers, today)) == settled(flow, answers)
    assert complete > 15
