"""The screens about one client cost the same however many colleagues there are, and draw a history once."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from channels.steps import measured, opened
from support.running import Meetlat, tap

from bot.history import timeline
from storage.people.people import People


async def test_screens_about_a_client_ask_only_for_the_names_they_show(
    meetlat: Meetlat, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Collection[str] | None] = []
    labels = People.labels

    async def spied(people: People, ids: Collection[str] | None = None) -> dict[str, str]:
        asked.append(ids)
        return await labels(people, ids)

    code = await measured(meetlat)
    monkeypatch.setattr(People, "labels", spied)
    await opened(meetlat.anna, code)
    await tap(meetlat.anna, "Meetmomenten", "20 november 2026 · 4")
    assert asked
    assert all(ids is not None and set(ids) <= {"anna"} for ids in asked)


@pytest.mark.wens("RA21", "RC02")
async def test_a_history_is_drawn_when_it_changed_and_kept_otherwise(meetlat: Meetlat) -> None:
    def drawn() -> int:
        return timeline._drawn.cache_info().misses

    timeline._drawn.cache_clear()
    code = await measured(meetlat)
    for _ in range(3):
        await opened(meetlat.anna, code)
    assert drawn() == 1
    await tap(meetlat.anna, "Meetmomenten", "20 november 2026 · 4", "Corrigeren", "Verkeerde knop", "Iets wijzigen")
    await tap(meetlat.anna, "Groei binnen een jaar: Nee", "Ja (+)", "Trede 5", "Vastleggen", "Cliëntkaart")
    assert drawn() == 2
