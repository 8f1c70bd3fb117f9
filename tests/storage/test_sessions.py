"""A session lasts a while after its last use, never past its end, and is over at once when it is ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import NOW, functionaris
from support.storage import found, sign_in

from bot.config.flows import configured_flows
from bot.conversation.context import AppContext
from bot.people.sessions import Sessions, begin
from bot.routes import ROUTES
from bot.runtime.clock import Clock, Ids
from flows.aanmelden import NOTED_AGAIN, Aanmelden, Wijze
from flows.gemeente import Gemeente
from storage.people.sessions import REMEMBERED
from storage.unit import Storage

numbers = count()
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture
async def ready(storage: Storage) -> Storage:
    await found(storage, functionaris("km1"), functionaris("km2"))
    return storage


async def holds(storage: Storage, token: str, at: datetime) -> bool:
    async with storage.look() as unit:
        return await unit.sessions.signed_in(token, at) is not None


async def test_a_session_holds_until_it_expires_or_is_ended(ready: Storage) -> None:
    async with ready.unit() as unit:
        for token in ("one", "two"):
            await sign_in(unit, token, "km1")
    async with ready.look() as unit:
        one = await unit.sessions.signed_in("one", NOW)
    assert one is not None
    assert (one.who, one.maker, one.tot) == (functionaris("km1"), None, NOW + HOUR)
    assert [await holds(ready, "one", NOW + late) for late in (HOUR - SECOND, HOUR)] == [True, False]
    assert not await holds(ready, "three", NOW)
    async with ready.unit() as unit:
        await unit.sessions.end("one")
    assert [await holds(ready, token, NOW) for token in ("one", "two")] == [False, True]


async def test_with_a_passkey_it_goes_on_for_as_long_as_with_a_passkey(ready: Storage) -> None:
    async with ready.unit() as unit:
        for token in ("one", "two"):
            await sign_in(unit, token, "km1")
        await unit.sessions.strengthen("one", "p1", NOW + 3 * HOUR, NOW + 5 * HOUR)
    async with ready.look() as unit:
        one, two = await unit.sessions.signed_in("one", NOW), await unit.sessions.signed_in("two", NOW)
    assert one is not None and (one.wijze, one.tot, one.einde) == (Wijze.PASSKEY, NOW + 3 * HOUR, NOW + 5 * HOUR)
    assert two is not None and (two.wijze, two.tot) == (Wijze.LINK, NOW + HOUR)


async def test_what_has_ended_is_not_used_back_to_life(ready: Storage) -> None:
    async with ready.unit() as unit:
        await sign_in(unit, "over", "km1")
        await unit.sessions.used("over", NOW + HOUR, NOW + 9 * HOUR)
        await unit.sessions.used("unknown", NOW, NOW + HOUR)
        assert await unit.sessions.of("km1", NOW + HOUR) == ()


async def test_somebody_sees_their_own_and_ends_one_or_all(ready: Storage) -> None:
    async with ready.unit() as unit:
        one = await sign_in(unit, "one", "km1", apparaat="Chrome/Android", sid="s-1", passkey="p-1")
        two = await sign_in(unit, "two", "km1")
        await sign_in(unit, "three", "km2")
        await unit.sessions.used("two", NOW + SECOND, NOW + HOUR)
        assert await unit.sessions.of("km1", NOW) == (replace(two, gebruikt=NOW + SECOND), one)
        for token in ("three", "_", "%"):
            assert not await unit.sessions.end_one_of("km1", token)
        assert await unit.sessions.end_one_of("km1", "on")
        assert await unit.sessions.end_all("km1") == 1
        assert [await unit.sessions.any_of(who, NOW) for who in ("km1", "km2")] == [False, True]


async def test_the_provider_ends_what_it_calls_so(ready: Storage) -> None:
    async with ready.unit() as unit:
        await sign_in(unit, "one", "km1", sid="s-1")
        await sign_in(unit, "two", "km1", sid="s-1")
        await sign_in(unit, "three", "km2")
        assert await unit.sessions.end_of_provider("s-1") == ("km1",)
        assert await unit.sessions.end_of_provider("s-1") == ()
        assert await unit.sessions.any_of("km2", NOW)


async def test_what_ended_a_while_ago_is_forgotten(ready: Storage) -> None:
    async with ready.unit() as unit:
        await sign_in(unit, "one", "km1")
        await unit.sessions.forget_expired(NOW + HOUR + REMEMBERED - SECOND)
        assert await unit.sessions.any_of("km1", NOW + HOUR + REMEMBERED - SECOND)
        await unit.sessions.forget_expired(NOW + HOUR + REMEMBERED)
        assert not await unit.sessions.any_of("km1", NOW)


rules = st.builds(Aanmelden, st.integers(1, 12), st.integers(1, 2), st.integers(1, 12), st.integers(1, 24))
# So many minutes later a page asks of its own accord, or a person does something.
steps = st.lists(st.tuples(st.integers(0, 700), st.booleans()), min_size=1, max_size=12)


@settings(max_examples=40)
@given(rules=rules, wijze=st.sampled_from(Wijze), steps=steps)
async def test_no_session_outlives_silence_or_its_end(
    ready: Storage, rules: Aanmelden, wijze: Wijze, steps: list[tuple[int, bool]]
) -> None:
    moment = [NOW]
    flows = replace(configured_flows(), gemeente=Gemeente(aanmelden=rules))
    app = AppContext(ROUTES, flows, Clock(lambda: moment[0]), Ids(Random(1)), b"a key for tests")
    sessions, token = Sessions(ready, app), f"t{next(numbers)}"
    async with ready.unit() as unit:
        begun = await begin(unit, app, token, "km1", wijze, "")
    most, silence = timedelta(seconds=begun.seconds), rules.stilte(wijze)
    assert most == (timedelta(hours=rules.link_uren) if wijze.once else timedelta(days=rules.dagen))
    last, over = NOW, False
    for minutes, used in steps:
        moment[0] += timedelta(minutes=minutes)
        now = moment[0]
        visitor = await sessions.visitor(token, used=used)
        if visitor is None:
            assert over or now - last >= silence - NOTED_AGAIN or now - NOW >= most
            over = True
            continue
        assert not over, "what has ended has ended"
        assert now - last < silence
        assert timedelta(seconds=visitor.seconds) <= min(silence, NOW + most - now)
        last = now if used else last


async def test_a_tap_soon_after_another_costs_no_write(ready: Storage) -> None:
    moment = [NOW]
    app = AppContext(ROUTES, configured_flows(), Clock(lambda: moment[0]), Ids(Random(1)), b"a key for tests")
    async with ready.unit() as unit:
        await begin(unit, app, "tap", "km1", Wijze.PASSKEY, "")
    for late, noted in ((NOTED_AGAIN - SECOND, NOW), (NOTED_AGAIN, NOW + NOTED_AGAIN)):
        moment[0] = NOW + late
        await Sessions(ready, app).visitor("tap", used=True)
        async with ready.look() as unit:
            (session,) = await unit.sessions.of("km1", NOW)
        assert session.gebruikt == noted
