"""A page that fell behind: whatever is tapped or typed there is told, and is no answer to another question."""

from __future__ import annotations

import pytest
from channels.steps import NEW, OLD_BUTTON, P0
from support.running import ANNA, Meetlat


@pytest.mark.parametrize("script", [False, True])
@pytest.mark.parametrize("ahead", [1, 2, 3])
async def test_a_tap_in_a_tab_that_fell_behind_is_told(either_meetlat: Meetlat, ahead: int, *, script: bool) -> None:
    meetlat = either_meetlat
    async with meetlat.browser(ANNA) as one, meetlat.browser(ANNA) as other:
        if script:
            one.script()
            other.script()
        old = await one.presses(*NEW)
        assert P0 in old.heading
        await other.open()
        now = await other.presses(*("Ja", "Nee", "Nee")[:ahead])
        told = await one.tap(old.buttons["Nog niet ingedeeld"], on=old)
        assert OLD_BUTTON in " ".join(told.lines)
        assert (told.heading, told.revision) == (now.heading, now.revision)


@pytest.mark.parametrize("script", [False, True])
async def test_a_tap_that_is_sent_twice_is_not_scolded(either_meetlat: Meetlat, *, script: bool) -> None:
    meetlat = either_meetlat
    async with meetlat.browser(ANNA) as one:
        if script:
            one.script()
        old = await one.presses(*NEW)
        now = await one.tap(old.buttons["Ja"], on=old)
        again = await one.tap(old.buttons["Ja"], on=old)
        assert OLD_BUTTON not in " ".join(again.lines)
        assert (again.heading, again.revision) == (now.heading, now.revision)


async def test_what_is_typed_to_a_question_of_before_is_no_answer_to_that_of_now(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    async with meetlat.browser(ANNA) as one, meetlat.browser(ANNA) as other:
        old = await one.presses(*NEW)
        assert P0 in old.heading
        await other.open()
        now = await other.press("Ja")
        before = await meetlat.records()
        told = await one.post("/say", {**old.forms["/say"], "text": "ja"})
        assert told.status == 409
        assert "U bent elders verdergegaan" in " ".join(told.lines)
        assert (told.heading, told.revision) == (now.heading, now.revision)
        assert await meetlat.records() == before
        again = await one.press("Terug")
        taken = await one.post("/say", {**again.forms["/say"], "text": "ja"})
        assert (taken.status, taken.heading) == (200, now.heading)


@pytest.mark.parametrize("script", [False, True])
async def test_a_line_whose_answer_got_lost_is_not_called_unsent(either_meetlat: Meetlat, *, script: bool) -> None:
    meetlat = either_meetlat
    async with meetlat.browser(ANNA) as one:
        if script:
            one.script()
        old = await one.presses(*NEW)
        form = {**old.forms["/say"], "text": "ja"}
        now = await one.post("/say", form)
        again = await one.post("/say", form)
        assert (again.status, again.heading, again.revision) == (200, now.heading, now.revision)


async def test_what_was_refused_is_refused_again_when_it_is_asked_again(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    async with meetlat.browser(ANNA) as one, meetlat.browser(ANNA) as other:
        old = await one.presses(*NEW)
        await other.open()
        await other.press("Ja")
        for _ in range(2):
            told = await one.tap(old.buttons["Nog niet ingedeeld"], on=old)
            assert OLD_BUTTON in " ".join(told.lines)
            told = await one.post("/say", {**old.forms["/say"], "text": "ja"})
            assert told.status == 409
