"""The screens about one client cost the same however many colleagues there are, and draw a history once."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from channels.steps import measured, opened
from support.house import House, tap

from bot.history import timeline
from storage.people.people import People


async def test_screens_about_a_client_ask_only_for_the_names_they_show(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Collection[str] | None] = []
    labels = People.labels

    async def spied(people: People, ids: Collection[str] | None = None) -> dict[str, str]:
        asked.append(ids)
        return await labels(people, ids)

    code = await measured(house)
    monkeypatch.setattr(People, "labels", spied)
    await opened(house.anna, code)
    await tap(house.anna, "Meetmomenten", "20 november 2026 · 4")
    assert asked
    assert all(ids is not None and set(ids) <= {"anna"} for ids in asked)


async def test_a_history_is_drawn_when_it_changed_and_kept_otherwise(house: House) -> None:
    def drawn() -> int:
        return timeline._drawn.cache_info().misses

    timeline._drawn.cache_clear()
    code = await measured(house)
    for _ in range(3):
        await opened(house.anna, code)
    assert drawn() == 1
    await tap(house.anna, "Meetmomenten", "20 november 2026 · 4", "Corrigeren", "Verkeerde knop", "Iets wijzigen")
    await tap(house.anna, "Groei binnen een jaar: Nee", "Ja (+)", "Trede 5", "Vastleggen", "Cliëntkaart")
    assert drawn() == 2
