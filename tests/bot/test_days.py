"""What Meetlat says of a moment names the day that people had then, in summer and in winter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from support.builders import functionaris
from support.edges import EDGES, Edge
from support.storage import found

from bot.config.flows import configured_flows
from bot.conversation.context import AppContext
from bot.messages.post import Post
from bot.messages.templates import compose
from bot.routes import ROUTES
from bot.runtime.clock import Clock, Ids
from bot.texts.translations import LOCALES, words
from flows.periods import read_period
from flows.values import read_date, read_day
from storage.unit import Storage

ANNA = functionaris("anna")
FLOWS = configured_flows()


@pytest.mark.parametrize("edge", EDGES, ids=[edge.name for edge in EDGES])
async def test_a_message_names_the_day_of_the_people(edge: Edge, storage: Storage) -> None:
    await found(storage, ANNA)
    app = AppContext(ROUTES, FLOWS, Clock(lambda: edge.moment), Ids(), b"key")
    params = {"van": (edge.moment - timedelta(days=2)).isoformat(), "tot": edge.moment.isoformat()}
    async with storage.unit() as unit:
        await unit.berichten.post("missed", ANNA.id, "missed", params, vanaf=edge.moment, at=edge.moment)
        (bericht,) = await unit.berichten.unread(ANNA.id, edge.moment, 9)
        screen = await compose(Post(app, FLOWS, unit, edge.moment, app.clock.today(), ANNA), bericht)
    assert screen is not None
    said = " ".join(words("nl").say(block.text) for block in screen.blocks)
    assert f"tot {words('nl').day(edge.day)}" in said
    assert app.clock.today() == edge.day


@pytest.mark.parametrize("taal", LOCALES)
def test_a_day_is_read_back_as_it_is_shown(taal: str) -> None:
    today = date(2026, 11, 20)
    for day in (today + timedelta(days=number) for number in range(-400, 400)):
        shown = words(taal).day(day)
        assert read_date(shown) == day, shown
        assert read_day(shown.upper(), today, today, today) == day, shown
        assert read_period(f"{shown} - {shown}", date(2028, 1, 1)) == (day, day), shown
