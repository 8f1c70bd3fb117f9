"""A meetmoment is never changed: corrected and withdrawn by new versions, and the stand follows from them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import NOW, TODAY, meetmoment, meting
from support.storage import Databases, client, found, opened

from flows.ladder import Groei, Stand
from flows.meetmoment import Actie, Meetmoment, Meting, Status
from storage.errors import ConflictError, StorageError
from storage.tables import AUDIT, MEETMOMENT, STAND
from storage.unit import Storage, Unit

YESTERDAY, LAST_YEAR = TODAY - timedelta(days=1), date(2025, 11, 20)


@pytest.fixture
async def ready(storage: Storage) -> Storage:
    await found(storage)
    async with storage.unit() as unit:
        await client(unit)
    return storage


async def keep(storage: Storage, *registered: Meetmoment) -> None:
    for each in registered:
        async with storage.unit() as unit:
            await unit.meetmomenten.register(each, "nl", TODAY)


async def stand(unit: Unit, code: str = "K-1") -> tuple[str, date, str] | None:
    row = (await unit.connection.execute(sa.select(STAND).where(STAND.c.client == code))).mappings().first()
    if row is None:
        return None
    return row["meetmoment"], row["datum"], str(Stand(row["positie"], Groei(row["groei"]) if row["groei"] else None))


async def test_a_meetmoment_comes_back_as_it_went_in(ready: Storage) -> None:
    whole = meetmoment(
        meting=meting(
            3,
            Groei.PLUS,
            verwachte_trede=5,
            kenmerken={"inkomen": "b", "laaggeletterd": "ja"},
            lokaal={"lokaal_wijk": "noord"},
            gepland=date(2027, 2, 20),
            methode="direct",
            regelversie="2026.1+abcdef01",
        ),
        geregistreerd=NOW + timedelta(microseconds=123456),
    )
    closed = meetmoment(
        "m2", meting=meting(9, datum=YESTERDAY, reden_uit_beeld="verhuisd", gepland=None, uiterste=None)
    )
    await keep(ready, whole, closed)
    async with ready.look() as unit:
        assert await unit.meetmomenten.get("m1") == whole
        assert await unit.meetmomenten.history("K-1") == (closed, whole)
        row = (await unit.connection.execute(sa.select(MEETMOMENT).where(MEETMOMENT.c.id == "m1"))).mappings().one()
    assert (row["gemeentecode"], row["team"], row["taal"]) == ("0344", "t1", "nl")


@pytest.mark.wens("RD33")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meetmoment SET positie = 6",
        "UPDATE meetmoment SET positie = positie WHERE id = 'm1'",
        "DELETE FROM meetmoment",
        "DELETE FROM meetmoment WHERE id = 'm1' AND versie = 1",
        "UPDATE audit SET wie = 'km2'",
        "DELETE FROM audit",
    ],
)
async def test_the_database_itself_refuses_to_change_what_was_registered(ready: Storage, statement: str) -> None:
    await keep(ready, meetmoment())
    async with ready.unit() as unit:
        await unit.audit.note("gemeten", at=NOW, wie="km1", kanaal="web", client="K-1", vervallen={"Q1": "ja"})
    before = await everything(ready)
    with pytest.raises(StorageError, match="append-only"):
        async with ready.unit() as unit:
            await unit.connection.execute(sa.text(statement))
    assert await everything(ready) == before


async def everything(storage: Storage) -> list[tuple[object, ...]]:
    async with storage.look() as unit:
        return [tuple(row) for table in (MEETMOMENT, AUDIT) for row in await unit.connection.execute(sa.select(table))]


async def test_replacing_a_version_is_refused_on_sqlite_too(sqlite_databases: Databases) -> None:
    replacing = "INSERT OR REPLACE INTO meetmoment SELECT * FROM meetmoment WHERE id = 'm1'"
    async with opened(await sqlite_databases.ready()) as storage:
        await found(storage)
        async with storage.unit() as unit:
            await client(unit)
        await keep(storage, meetmoment())
        with pytest.raises(StorageError):
            async with storage.unit() as unit:
                await unit.connection.execute(sa.text(replacing))


async def test_the_same_version_is_not_registered_twice(ready: Storage) -> None:
    await keep(ready, meetmoment())
    with pytest.raises(ConflictError):
        await keep(ready, meetmoment(meting=meting(6)))


async def test_nothing_is_registered_for_a_client_nobody_knows(ready: Storage) -> None:
    with pytest.raises(ConflictError):
        await keep(ready, meetmoment(client="K-9"))


@pytest.mark.wens("RD11", "RD30", "RD60")
async def test_a_correction_replaces_what_counts_and_both_stay_visible(ready: Storage) -> None:
    first = meetmoment()
    second = meetmoment(versie=2, meting=meting(5), actie=Actie.CORRECTIE, reden="vergissing", geregistreerd=later(1))
    await keep(ready, first, second)
    async with ready.look() as unit:
        assert await unit.meetmomenten.history("K-1") == (first, second)
        assert await unit.meetmomenten.get("m1") == second
        assert await unit.meetmomenten.last("K-1") == second
        assert await unit.controles.standing("K-1", TODAY) == second
        assert await stand(unit) == ("m1", TODAY, "5")


async def test_after_a_withdrawal_the_one_before_counts_again(ready: Storage) -> None:
    old = meetmoment("m0", meting=meting(2, Groei.PLUS, datum=LAST_YEAR), geregistreerd=later(-365))
    gone = meetmoment(versie=2, actie=Actie.INTREKKING, reden="verkeerde cliënt", geregistreerd=later(1))
    await keep(ready, old, meetmoment(), gone)
    async with ready.look() as unit:
        assert len(await unit.meetmomenten.history("K-1")) == 3
        assert await unit.meetmomenten.last("K-1") == old
        assert await unit.controles.standing("K-1", TODAY) is None
        assert await stand(unit) == ("m0", LAST_YEAR, "2+")


async def test_after_the_only_one_is_withdrawn_there_is_no_stand(ready: Storage) -> None:
    await keep(ready, meetmoment(), meetmoment(versie=2, actie=Actie.INTREKKING, geregistreerd=later(1)))
    async with ready.look() as unit:
        assert await unit.meetmomenten.last("K-1") is None
        assert await stand(unit) is None


async def test_a_concept_stays_beside_what_counts(ready: Storage) -> None:
    concept = meetmoment("m2", meting=meting(6), status=Status.CONCEPT, geregistreerd=later(1))
    await keep(ready, meetmoment(), concept)
    async with ready.look() as unit:
        assert await stand(unit) == ("m1", TODAY, "4")
        assert await unit.controles.standing("K-1", TODAY) == meetmoment()
        assert concept in await unit.meetmomenten.history("K-1")


async def test_a_measurement_that_is_entered_late_does_not_change_where_a_client_is_now(ready: Storage) -> None:
    await keep(ready, meetmoment(), meetmoment("m2", meting=meting(1, datum=LAST_YEAR), geregistreerd=later(1)))
    async with ready.look() as unit:
        assert await stand(unit) == ("m1", TODAY, "4")
        assert [each.id for each in await unit.meetmomenten.history("K-1")] == ["m2", "m1"]


async def test_growth_alone_is_a_meetmoment_of_its_own(ready: Storage) -> None:
    before = meetmoment("m0", meting=meting(4, Groei.PLUS, datum=LAST_YEAR), geregistreerd=later(-365))
    await keep(ready, before, meetmoment(meting=meting(4, Groei.NUL)))
    async with ready.look() as unit:
        assert [str(each.meting.stand) for each in await unit.meetmomenten.history("K-1")] == ["4+", "4"]


async def test_clients_do_not_share_their_history(ready: Storage) -> None:
    async with ready.unit() as unit:
        await client(unit, "K-2")
    await keep(ready, meetmoment(), meetmoment("m2", client="K-2", meting=meting(1)))
    async with ready.look() as unit:
        assert [each.id for each in await unit.meetmomenten.history("K-2")] == ["m2"]
        assert await unit.controles.standing("K-2", TODAY) == await unit.meetmomenten.get("m2")


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)


Deed = tuple[str, int, int, int]
deeds = st.lists(
    st.tuples(
        st.sampled_from(["new", "new", "concept", "correct", "withdraw"]),
        st.integers(0, 60),
        st.sampled_from([0, 1, 2, 3, 4, 5, 6, 9]),
        st.integers(0, 9),
    ),
    max_size=10,
)


def told(story: list[Deed], code: str) -> list[Meetmoment]:
    """Turn random deeds into versions, as Meetlat registers them: one that counts per day at most."""
    told_so_far: list[Meetmoment] = []
    for number, (deed, days_ago, positie, which) in enumerate(story):
        taken: Meting = meting(positie, datum=TODAY - timedelta(days=days_ago))
        latest = newest(told_so_far)
        at = NOW + timedelta(minutes=number)
        if deed in ("new", "concept"):
            counted = {each.meting.datum for each in latest.values() if counts(each)}
            status = Status.CONCEPT if deed == "concept" or taken.datum in counted else Status.DEFINITIEF
            name = f"{code}-m{number}"
            told_so_far.append(meetmoment(name, client=code, meting=taken, geregistreerd=at, status=status))
        elif alive := [each for each in latest.values() if counts(each)]:
            old = alive[which % len(alive)]
            actie = Actie.CORRECTIE if deed == "correct" else Actie.INTREKKING
            taken = replace(taken, datum=old.meting.datum)
            told_so_far.append(
                replace(old, versie=old.versie + 1, meting=taken, geregistreerd=at, actie=actie, reden="anders")
            )
    return told_so_far


def newest(registered: list[Meetmoment]) -> dict[str, Meetmoment]:
    return {each.id: each for each in sorted(registered, key=lambda each: each.versie)}


def counts(each: Meetmoment) -> bool:
    return each.status is Status.DEFINITIEF and each.actie is not Actie.INTREKKING


@pytest.fixture
async def next_client(storage: Storage) -> Callable[[], Awaitable[str]]:
    await found(storage)
    made = iter(f"K-{number}" for number in range(10_000))

    async def one_more() -> str:
        async with storage.unit() as unit:
            return await client(unit, next(made))

    return one_more


@settings(max_examples=15)
@given(story=deeds)
async def test_the_stand_always_follows_from_the_history(
    storage: Storage, next_client: Callable[[], Awaitable[str]], story: list[Deed]
) -> None:
    code = await next_client()
    registered = told(story, code)
    for done, each in enumerate(registered, 1):
        async with storage.unit() as unit:
            await unit.meetmomenten.register(each, "nl", TODAY)
            counting = [one for one in newest(registered[:done]).values() if counts(one)]
            last = max(counting, key=lambda one: one.meting.datum, default=None)
            expected = None if last is None else (last.id, last.meting.datum, str(last.meting.stand))
            assert await stand(unit, code) == expected
            assert await unit.meetmomenten.last(code) == last
    async with storage.look() as unit:
        history = await unit.meetmomenten.history(code)
        assert sorted(history, key=lambda one: one.geregistreerd) == registered
        for day in {one.meting.datum for one in registered}:
            on_day = [one for one in newest(registered).values() if counts(one) and one.meting.datum == day]
            assert await unit.controles.standing(code, day) == next(iter(on_day), None)
            assert len(on_day) <= 1
