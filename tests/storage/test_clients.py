"""Who sees which client: the own caseload, the team lead that of the team, and nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest
from support.builders import NOW, TODAY, dialogue, functionaris, meetmoment, meting
from support.storage import assign, client, found, unassign

from flows.dialogue import DialogueStatus
from flows.ladder import Groei
from flows.meetmoment import Actie
from flows.people import Functionaris, Rol
from storage.clients.clients import PAGE, Tally
from storage.errors import ConflictError
from storage.unit import Storage, Unit

DAY = timedelta(days=1)
ANNA = functionaris("anna", team="t1")
BRAM = functionaris("bram", team="t1")
CARLA = functionaris("carla", team="t2")
LEIDER = functionaris("leider", Rol.TEAMLEIDER, "t1")
ANDERE_LEIDER = functionaris("andere_leider", Rol.TEAMLEIDER, "t2")
LEIDER_ZONDER_TEAM = functionaris("vrije_leider", Rol.TEAMLEIDER, None)
BEHEERDER = functionaris("beheer", Rol.BEHEERDER, "t1")
EVERYONE = (ANNA, BRAM, CARLA, LEIDER, ANDERE_LEIDER, LEIDER_ZONDER_TEAM, BEHEERDER)


@dataclass(frozen=True)
class Period:
    since: date
    until: date | None = None


NOW_AND_ON = Period(TODAY - DAY)
FROM_TODAY = Period(TODAY)
UNTIL_TOMORROW = Period(TODAY - DAY, TODAY + DAY)
ENDED_TODAY = Period(TODAY - 9 * DAY, TODAY)
ENDED_BEFORE = Period(TODAY - 9 * DAY, TODAY - DAY)
FUTURE = Period(TODAY + DAY)

MATRIX: list[tuple[Period, Functionaris, set[str]]] = [
    (NOW_AND_ON, ANNA, {"anna", "leider"}),
    (FROM_TODAY, ANNA, {"anna", "leider"}),
    (UNTIL_TOMORROW, ANNA, {"anna", "leider"}),
    (ENDED_TODAY, ANNA, set()),
    (ENDED_BEFORE, ANNA, set()),
    (FUTURE, ANNA, set()),
    (NOW_AND_ON, CARLA, {"carla", "andere_leider"}),
    (NOW_AND_ON, LEIDER, {"leider"}),
    (NOW_AND_ON, LEIDER_ZONDER_TEAM, {"vrije_leider"}),
    (NOW_AND_ON, BEHEERDER, {"leider"}),
]


async def sees(unit: Unit, code: str) -> set[str]:
    return {who.id for who in EVERYONE if await unit.clients.get(code, who, TODAY) is not None}


@pytest.mark.parametrize(("period", "keeper", "expected"), MATRIX)
async def test_a_client_is_seen_by_its_klantmanager_and_the_lead_of_that_team(
    storage: Storage, period: Period, keeper: Functionaris, expected: set[str]
) -> None:
    await found(storage, *EVERYONE)
    async with storage.unit() as unit:
        await client(unit, "K-1", keeper, since=period.since)
        if period.until is not None:
            await unassign(unit, "K-1", period.until)
        assert await sees(unit, "K-1") == expected


async def test_after_a_transfer_the_new_klantmanager_sees_the_client_and_the_old_one_does_not(storage: Storage) -> None:
    await found(storage, *EVERYONE)
    async with storage.unit() as unit:
        await client(unit, "K-1", ANNA)
        await unassign(unit, "K-1", TODAY)
        await assign(unit, "K-1", CARLA, TODAY)
        assert await sees(unit, "K-1") == {"carla", "andere_leider"}
        assert await unit.clients.get("K-1", ANNA, TODAY - DAY) is not None


async def test_a_team_lead_keeps_seeing_the_clients_of_somebody_who_left(storage: Storage) -> None:
    await found(storage, *EVERYONE)
    async with storage.unit() as unit:
        await client(unit, "K-1", ANNA)
        await unit.people.remove(ANNA.id, NOW)
        assert await unit.clients.get("K-1", LEIDER, TODAY) is not None


async def test_unknown_and_not_yours_look_the_same(storage: Storage) -> None:
    await found(storage, *EVERYONE)
    async with storage.unit() as unit:
        await client(unit, "K-1", ANNA)
        for code in ("K-1", "K-2"):
            assert await unit.clients.get(code, BRAM, TODAY) is None


async def test_a_code_is_given_out_once(storage: Storage) -> None:
    await found(storage, *EVERYONE)
    async with storage.unit() as unit:
        assert await unit.clients.add("K-1", "0344", ANNA, TODAY, NOW, 1)
        assert not await unit.clients.add("K-1", "0344", BRAM, TODAY, NOW, 1)
        assert await sees(unit, "K-1") == {"anna", "leider"}


async def test_a_client_of_nobody_known_is_refused(storage: Storage) -> None:
    await found(storage)
    with pytest.raises(ConflictError):
        async with storage.unit() as unit:
            await client(unit, "K-1", ANNA)


async def measured(unit: Unit, code: str, who: Functionaris, positie: int, due: date | None, last: date) -> None:
    await client(unit, code, who)
    taken = meting(positie, Groei.PLUS if positie in (2, 3) else Groei.NUL, gepland=due, uiterste=last)
    await unit.meetmomenten.register(meetmoment(f"m-{code}", client=code, door=who.id, meting=taken), "nl", TODAY)


async def test_a_card_says_where_the_client_is_and_when_the_next_measurement_is_due(storage: Storage) -> None:
    await found(storage, *EVERYONE)
    async with storage.unit() as unit:
        await measured(unit, "K-1", ANNA, 3, TODAY + DAY, TODAY + 2 * DAY)
        await client(unit, "K-2", ANNA)
        card, empty = [await unit.clients.get(code, ANNA, TODAY) for code in ("K-1", "K-2")]
    assert card is not None
    assert (str(card.stand), card.datum, card.gepland, card.uiterste) == ("3+", TODAY, TODAY + DAY, TODAY + 2 * DAY)
    assert empty is not None
    assert (empty.stand, empty.datum, empty.gepland, empty.uiterste) == (None, None, None, None)


async def test_a_caseload_is_paged_with_who_was_never_measured_and_who_waits_longest_first(storage: Storage) -> None:
    await found(storage, *EVERYONE)
    async with storage.unit() as unit:
        for number in Random(1).sample(range(20), 20):
            await measured(unit, f"K-{number:02}", ANNA, 4, TODAY + number * DAY, TODAY + 30 * DAY)
        await client(unit, "K-Z", ANNA)
        await measured(unit, "K-UIT", ANNA, 9, None, TODAY)
        await measured(unit, "K-BRAM", BRAM, 4, TODAY, TODAY)
        pages = [await unit.clients.page(ANNA, TODAY, number) for number in range(3)]
    assert [len(cards) for cards, _ in pages] == [PAGE, PAGE, 5]
    assert {total for _, total in pages} == {21}
    codes = [card.code for cards, _ in pages for card in cards]
    assert codes == ["K-Z", *(f"K-{number:02}" for number in range(20))]


async def test_every_client_is_found_back_on_its_page(storage: Storage) -> None:
    await found(storage, *EVERYONE)
    async with storage.unit() as unit:
        for number in range(11):
            await measured(unit, f"K-{number:02}", ANNA, 4, TODAY + number // 3 * DAY, TODAY + 30 * DAY)
        for number in range(7):
            await client(unit, f"K-N{number}", ANNA)
        await measured(unit, "K-UIT", ANNA, 9, None, TODAY)
        for number in range(3):
            cards, _ = await unit.clients.page(ANNA, TODAY, number)
            assert [await unit.clients.page_with(card, ANNA, TODAY) for card in cards] == [number] * len(cards)
        elsewhere = await unit.clients.get("K-UIT", ANNA, TODAY)
        assert elsewhere is not None
        assert await unit.clients.page_with(elsewhere, ANNA, TODAY) == 0
        assert await unit.clients.page_with(cards[0], LEIDER, TODAY) == 0


async def test_who_was_never_measured_leaves_the_caseload_and_the_code_stays_taken(storage: Storage) -> None:
    await found(storage, *EVERYONE)
    async with storage.unit() as unit:
        await client(unit, "K-1", ANNA, since=TODAY)
        await client(unit, "K-2", ANNA)
        assert await unit.clients.may_let_go("K-1", ANNA, TODAY)
        assert not await unit.clients.let_go("K-1", BRAM, TODAY)
        assert not await unit.clients.let_go("K-1", LEIDER, TODAY)
        assert await unit.clients.let_go("K-1", ANNA, TODAY)
        assert not await unit.clients.let_go("K-1", ANNA, TODAY)
        assert await sees(unit, "K-1") == set()
        assert not await unit.clients.add("K-1", "0344", BRAM, TODAY, NOW, 1)
        assert [card.code for card in (await unit.clients.page(ANNA, TODAY, 0))[0]] == ["K-2"]
        assert await unit.clients.get("K-2", ANNA, TODAY - DAY) is not None


async def test_who_is_or_was_measured_stays(storage: Storage) -> None:
    await found(storage, *EVERYONE)
    async with storage.unit() as unit:
        await measured(unit, "K-1", ANNA, 4, TODAY, TODAY)
        gone = meetmoment("m-K-1", versie=2, client="K-1", door=ANNA.id, actie=Actie.INTREKKING)
        await unit.meetmomenten.register(gone, "nl", TODAY)
        await client(unit, "K-2", ANNA)
        await unit.dialogues.open(dialogue("d2", functionaris=BRAM.id, client="K-2"), NOW)
        for code in ("K-1", "K-2"):
            assert not await unit.clients.may_let_go(code, ANNA, TODAY)
            assert not await unit.clients.let_go(code, ANNA, TODAY)
        stopped = dialogue("d2", functionaris=BRAM.id, client="K-2", status=DialogueStatus.STOPPED)
        await unit.dialogues.save(stopped, NOW)
        assert await unit.clients.let_go("K-2", ANNA, TODAY)


async def test_a_page_past_the_end_still_says_how_many_clients_there_are(storage: Storage) -> None:
    await found(storage, *EVERYONE)
    async with storage.unit() as unit:
        await client(unit, "K-1", ANNA)
        assert await unit.clients.page(ANNA, TODAY, 1) == ((), 1)


async def test_a_team_lead_pages_the_own_caseload_only(storage: Storage) -> None:
    await found(storage, *EVERYONE)
    async with storage.unit() as unit:
        await client(unit, "K-1", ANNA)
        assert await unit.clients.page(LEIDER, TODAY, 0) == ((), 0)


async def test_a_tally_is_what_counting_by_hand_gives(storage: Storage) -> None:
    await found(storage, *EVERYONE)
    dice, counted = Random(7), []
    async with storage.unit() as unit:
        for number in range(40):
            code, who = f"K-{number}", dice.choice([ANNA, ANNA, BRAM])
            positie, last = dice.choice([None, 0, 1, 2, 3, 4, 5, 6, 9]), TODAY + dice.choice([-1, 0, 1]) * DAY
            if positie is None:
                await client(unit, code, who)
            else:
                await measured(unit, code, who, positie, last, last)
            if dice.random() < 0.2:
                await unassign(unit, code, TODAY)
            elif who is ANNA and positie != 9:
                counted.append((positie, positie is not None and last < TODAY))
        tally = await unit.clients.tally_of(ANNA.id, TODAY)
    positions = [positie for positie, _ in counted]
    assert tally.treden == tuple(positions.count(trede) for trede in range(1, 7))
    assert tally.zonder == positions.count(None) + positions.count(0)
    assert tally.verlopen == sum(late for _, late in counted) > 0
    assert tally.clients == len(counted)


async def test_who_is_assigned_twice_is_counted_once(storage: Storage) -> None:
    await found(storage, *EVERYONE)
    async with storage.unit() as unit:
        await measured(unit, "K-1", ANNA, 4, TODAY, TODAY)
        await assign(unit, "K-1", ANNA, TODAY)
        assert (await unit.clients.page(ANNA, TODAY, 0))[1] == 1
        assert (await unit.clients.tally_of(ANNA.id, TODAY)).clients == 1


async def test_an_empty_caseload_is_all_zeroes(storage: Storage) -> None:
    await found(storage)
    async with storage.look() as unit:
        assert await unit.clients.tally_of(functionaris().id, TODAY) == Tally((0,) * 6, 0, 0)
