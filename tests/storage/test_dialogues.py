"""Dialogues can be resumed for ever and never change once they are closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from support.builders import NOW, dialogue, functionaris
from support.storage import client, found

from flows.dialogue import DialogueStatus
from storage.errors import ConflictError
from storage.unit import Storage

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def ready(storage: Storage) -> Storage:
    await found(storage, functionaris("km1"), functionaris("km2"))
    async with storage.unit() as unit:
        await client(unit, "K-1", functionaris("km1"))
        await client(unit, "K-2", functionaris("km1"))
    return storage


async def test_a_dialogue_comes_back_as_it_was_opened(ready: Storage) -> None:
    opened = dialogue(earlier={"inkomen": "a"}, corrigeert="m1", reden="vergissing")
    async with ready.unit() as unit:
        await unit.dialogues.open(opened, NOW)
    async with ready.look() as unit:
        assert await unit.dialogues.get("d1", "km1") == replace(opened, gewijzigd=NOW)


async def test_every_answer_is_kept(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.dialogues.open(dialogue(), NOW)
        changed = dialogue(answers={"P0": "ja", "Q1": "nee"}, flow="direct", version="2027.1")
        await unit.dialogues.save(changed, NOW + MINUTE)
        assert await unit.dialogues.get("d1", "km1") == replace(changed, gewijzigd=NOW + MINUTE)


@pytest.mark.parametrize("status", [DialogueStatus.FINISHED, DialogueStatus.STOPPED])
async def test_a_closed_dialogue_never_changes_again(ready: Storage, status: DialogueStatus) -> None:
    closed = dialogue(status=status, meetmoment="m1")
    async with ready.unit() as unit:
        await unit.dialogues.open(dialogue(), NOW)
        await unit.dialogues.save(closed, NOW)
    for later in (dialogue(answers={}), closed, dialogue(status=DialogueStatus.OPEN)):
        with pytest.raises(ConflictError):
            async with ready.unit() as unit:
                await unit.dialogues.save(later, NOW + MINUTE)
    async with ready.look() as unit:
        assert await unit.dialogues.get("d1", "km1") == replace(closed, gewijzigd=NOW)


async def test_a_closed_dialogue_does_not_become_a_correction(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.dialogues.open(dialogue(), NOW)
        await unit.dialogues.save(dialogue(status=DialogueStatus.FINISHED, meetmoment="m1"), NOW)
    with pytest.raises(ConflictError):
        async with ready.unit() as unit:
            await unit.dialogues.becomes_correction("d1", "m0", "vergissing")


async def test_an_open_dialogue_may_become_a_correction(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.dialogues.open(dialogue(), NOW)
        await unit.dialogues.becomes_correction("d1", "m0", "vergissing")
        kept = await unit.dialogues.get("d1", "km1")
    assert kept is not None
    assert (kept.corrigeert, kept.reden) == ("m0", "vergissing")


async def test_an_unknown_dialogue_is_not_saved(ready: Storage) -> None:
    with pytest.raises(ConflictError):
        async with ready.unit() as unit:
            await unit.dialogues.save(dialogue("d9"), NOW)


async def test_a_dialogue_belongs_to_who_opened_it(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.dialogues.open(dialogue(), NOW)
        assert await unit.dialogues.get("d1", "km2") is None
        assert await unit.dialogues.open_of("km2") == ()


async def test_open_dialogues_come_with_the_last_touched_first(ready: Storage) -> None:
    async with ready.unit() as unit:
        for number, (name, code) in enumerate([("d1", "K-1"), ("d2", "K-2"), ("d3", "K-1"), ("d4", "K-1")]):
            await unit.dialogues.open(dialogue(name, client=code), NOW + number * MINUTE)
        await unit.dialogues.save(dialogue("d1"), NOW + 9 * MINUTE)
        await unit.dialogues.save(dialogue("d4", status=DialogueStatus.STOPPED), NOW + 10 * MINUTE)
        assert [each.id for each in await unit.dialogues.open_of("km1")] == ["d1", "d3", "d2"]
        assert [each.id for each in await unit.dialogues.open_of("km1", "K-1")] == ["d1", "d3"]


async def test_dialogues_touched_at_one_moment_have_a_fixed_order(ready: Storage) -> None:
    async with ready.unit() as unit:
        for name in ("d3", "d1", "d2"):
            await unit.dialogues.open(dialogue(name), NOW)
        assert [each.id for each in await unit.dialogues.open_of("km1")] == ["d1", "d2", "d3"]


async def test_a_dialogue_about_a_client_nobody_knows_is_refused(ready: Storage) -> None:
    with pytest.raises(ConflictError):
        async with ready.unit() as unit:
            await unit.dialogues.open(dialogue(client="K-9"), NOW)
