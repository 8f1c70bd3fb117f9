"""A chat knows who is in it, what it shows and how far that has been seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from support.builders import NOW, TODAY, dialogue, functionaris
from support.storage import Databases, assign, client, found, unassign
from support.storage import opened as database

from flows.people import Rol
from storage.conversation import chats
from storage.conversation.chats import Chat, Mark, Present
from storage.errors import ConflictError, StorageError
from storage.unit import Storage, Unit

ANNA, BRAM = functionaris("anna"), functionaris("bram")
LEIDER = functionaris("leider", Rol.TEAMLEIDER)


@pytest.fixture
async def ready(storage: Storage) -> Storage:
    await found(storage, ANNA, BRAM, LEIDER)
    async with storage.unit() as unit:
        await client(unit, "K-1", ANNA)
        await unit.people.link("111", ANNA.id, NOW)
        await unit.dialogues.open(dialogue("d1", functionaris="anna"), NOW)
    return storage


async def present(storage: Storage, channel: str = "tg", address: str = "111") -> Present | None:
    async with storage.look() as unit:
        return await unit.chats.present(channel, address, NOW, TODAY)


async def present_chat(unit: Unit) -> Chat:
    here = await unit.chats.present("tg", "111", NOW, TODAY)
    assert here is not None
    assert here.chat is not None
    return here.chat


async def opened(unit: Unit, channel: str = "tg", address: str = "111") -> Chat:
    chat = await unit.chats.open(channel, address, ANNA, "nl", "home")
    shown = replace(chat, revision=1, dialogue="d1", route="dialogue")
    await unit.chats.save(shown, was=chat)
    return shown


async def test_somebody_without_a_chat_is_present_all_the_same(ready: Storage) -> None:
    assert await present(ready) == Present(ANNA, None, None)
    assert await present(ready, "web", "anna") == Present(ANNA, None, None)


@pytest.mark.parametrize(("channel", "address"), [("tg", "999"), ("tg", "anna"), ("web", "111"), ("web", "")])
async def test_a_stranger_is_nobody(ready: Storage, channel: str, address: str) -> None:
    assert await present(ready, channel, address) is None


async def test_a_chat_is_found_with_the_dialogue_on_its_screen(ready: Storage) -> None:
    async with ready.unit() as unit:
        chat = await opened(unit)
    here = await present(ready)
    assert here is not None
    assert (here.who, here.chat) == (ANNA, chat)
    assert here.dialogue == dialogue("d1", functionaris="anna", gewijzigd=NOW)


async def test_two_channels_of_one_person_are_two_chats(ready: Storage) -> None:
    async with ready.unit() as unit:
        first, second = await opened(unit), await opened(unit, "web", "anna")
    assert first.id != second.id
    for channel, address, chat in (("tg", "111", first), ("web", "anna", second)):
        here = await present(ready, channel, address)
        assert here is not None
        assert here.chat == chat


async def test_a_dialogue_about_a_client_who_went_to_somebody_else_is_not_shown(ready: Storage) -> None:
    async with ready.unit() as unit:
        chat = await opened(unit)
        await unassign(unit, "K-1", TODAY)
        await assign(unit, "K-1", BRAM, TODAY)
    assert await present(ready) == Present(ANNA, chat, None)


async def test_a_team_lead_goes_on_with_a_client_of_the_team(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.dialogues.open(dialogue("d2", functionaris="leider"), NOW)
        chat = await unit.chats.open("web", "leider", LEIDER, "nl", "home")
        await unit.chats.save(replace(chat, revision=1, dialogue="d2"), was=chat)
    here = await present(ready, "web", "leider")
    assert here is not None
    assert here.dialogue is not None


async def test_a_second_chat_for_one_address_is_refused(ready: Storage) -> None:
    async with ready.unit() as unit:
        await opened(unit)
    with pytest.raises(ConflictError):
        async with ready.unit() as unit:
            await opened(unit)


async def test_a_chat_that_has_moved_on_is_not_overwritten(ready: Storage) -> None:
    async with ready.unit() as unit:
        chat = await opened(unit)
        await unit.chats.save(replace(chat, revision=2, route="home"), was=chat)
    with pytest.raises(ConflictError):
        async with ready.unit() as unit:
            await unit.chats.save(replace(chat, revision=2, route="clients/0"), was=chat)
    here = await present(ready)
    assert here is not None
    assert here.chat == replace(chat, revision=2, route="home")


async def test_only_other_chats_with_the_same_dialogue_are_asked_for_a_new_screen(ready: Storage) -> None:
    async with ready.unit() as unit:
        mine, other = await opened(unit), await opened(unit, "web", "anna")
        elsewhere = await unit.chats.open("web", "bram", BRAM, "nl", "home")
        assert await unit.chats.touch_others("d1", mine.id) == (replace(other, revision=2),)
        assert await unit.chats.touch_others("d9", mine.id) == ()
        assert [chat.id for chat in await unit.chats.behind("web")] == [other.id]
        assert elsewhere.revision == elsewhere.shown == 0


async def shown_after(storage: Storage, *marks: tuple[int, int | None]) -> Chat:
    """A chat at revision 5 after screens arrived, in this order."""
    async with storage.unit() as unit:
        chat = await opened(unit)
        await unit.chats.save(replace(chat, revision=5, fresh=True), was=chat)
        for revision, message in marks:
            await unit.chats.mark_shown([Mark(chat.id, revision, message)])
    here = await present(storage)
    assert here is not None
    assert here.chat is not None
    return here.chat


async def test_what_was_shown_is_remembered_with_its_message(ready: Storage) -> None:
    chat = await shown_after(ready, (4, 70), (5, 71))
    assert (chat.shown, chat.message, chat.fresh, chat.revision) == (5, 71, False, 5)


async def test_a_screen_that_arrives_late_never_lowers_what_was_shown(ready: Storage) -> None:
    chat = await shown_after(ready, (5, 71), (3, 69), (5, 72))
    assert (chat.shown, chat.message) == (5, 71)


async def test_a_screen_that_came_over_a_newer_one_is_noticed_where_another_process_may_have_drawn_that(
    ready: Storage,
) -> None:
    async with ready.unit() as unit:
        chat, calm = await opened(unit), await opened(unit, "web", "anna")
        await unit.chats.save(replace(chat, revision=6), was=chat)
        await unit.chats.mark_shown([Mark(chat.id, 6, 70)])
        marks = [Mark(chat.id, 4, 70), Mark(chat.id, 5, 70), Mark(calm.id, 1, None)]
        await unit.chats.mark_shown(marks)
        alone = unit.connection.dialect.name == "sqlite"
        assert [each.id for each in await unit.chats.overtaken(marks)] == ([] if alone else [chat.id])
        assert await unit.chats.overtaken([*marks, Mark(chat.id, 6, 70)]) == ()


async def test_a_screen_below_which_another_process_sent_an_older_one_is_sent_anew(ready: Storage) -> None:
    async with ready.unit() as unit:
        chat = await opened(unit)
        await unit.chats.save(replace(chat, revision=6), was=chat)
        await unit.chats.mark_shown([Mark(chat.id, 5, 70, new=True)])
        await unit.chats.mark_shown([Mark(chat.id, 5, 71, new=True)])
        alone = unit.connection.dialect.name == "sqlite"
        for marks in ([Mark(chat.id, 5, 70), Mark(chat.id, 6, 70)], [Mark(chat.id, 6, 70)]):
            await unit.chats.mark_shown(marks)
            assert [each.fresh for each in await unit.chats.overtaken(marks)] == ([] if alone else [True])
            assert [each.id for each in await unit.chats.behind("tg")] == [chat.id]
        await unit.chats.mark_shown(marks := [Mark(chat.id, 6, 72, new=True)])
        assert await unit.chats.overtaken(marks) == await unit.chats.behind("tg") == ()


async def test_what_was_noted_meanwhile_is_kept(ready: Storage) -> None:
    async with ready.unit() as unit:
        chat = await opened(unit)
        await unit.chats.mark_shown([Mark(chat.id, 1, 71, new=True)])
        await unit.chats.save(replace(chat, revision=2, shown=2, message=70, fresh=True), was=chat)
        noted = await present_chat(unit)
        assert noted == replace(chat, revision=2, shown=1, message=71, fresh=True)
        await unit.chats.save(replace(noted, revision=3, fresh=False), was=noted)
        assert (await present_chat(unit)).fresh, "a new message was asked for, and has not come yet"


async def test_an_older_screen_that_arrived_leaves_the_wish_for_a_new_message(ready: Storage) -> None:
    async with ready.unit() as unit:
        chat = await opened(unit)
        await unit.chats.save(replace(chat, revision=6, fresh=True), was=chat)
        await unit.chats.mark_shown([Mark(chat.id, 5, 70)])
        assert (await present_chat(unit)).fresh, "the screen that asked for it has not arrived"
        await unit.chats.mark_shown([Mark(chat.id, 6, 71, new=True)])
        assert not (await present_chat(unit)).fresh


async def test_a_new_bot_whose_messages_count_from_one_is_believed(ready: Storage) -> None:
    async with ready.unit() as unit:
        chat = await opened(unit)
        await unit.chats.mark_shown([Mark(chat.id, 1, 900, new=True)])
        await unit.chats.save(replace(chat, revision=6, fresh=True), was=chat)
        await unit.chats.mark_shown([Mark(chat.id, 5, 3, new=True), Mark(chat.id, 6, 3)])
        assert await unit.chats.behind("tg") == ()


async def test_several_chats_are_marked_at_once(ready: Storage) -> None:
    async with ready.unit() as unit:
        first, second = await opened(unit), await opened(unit, "web", "anna")
        assert [chat.id for chat in await unit.chats.behind("tg")] == [first.id]
        await unit.chats.mark_shown([Mark(first.id, 1, 70), Mark(second.id, 1, None)])
        await unit.chats.mark_shown([])
        assert await unit.chats.behind("tg") == await unit.chats.behind("web") == ()


async def test_chats_that_are_behind_come_oldest_first_and_per_channel(ready: Storage) -> None:
    async with ready.unit() as unit:
        chats = [await opened(unit, "tg", str(number)) for number in range(5)]
        await opened(unit, "web", "anna")
        await unit.chats.mark_shown([Mark(chats[2].id, 1, 7)])
        assert await unit.chats.behind("tg") == tuple(chat for chat in chats if chat is not chats[2])


async def test_one_process_at_a_time_draws_in_a_chat(
    postgres_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chats, "DRAWING", "50ms")
    async with database(url := await postgres_databases.clean()) as here, database(url) as there:
        await found(here, ANNA)
        async with here.unit() as unit:
            chat = await unit.chats.open("tg", "111", ANNA, "nl", "home")
            await unit.chats.save(replace(chat, revision=2), was=chat)
        async with here.unit() as unit:
            assert await unit.chats.draw_in_turn(chat.id, 2)
            with pytest.raises(StorageError):
                async with there.unit() as other:
                    await other.chats.draw_in_turn(chat.id, 2)
        async with there.unit() as other:
            assert not await other.chats.draw_in_turn(chat.id, 1)


async def test_how_far_a_chat_is_can_be_asked_without_drawing_it(ready: Storage) -> None:
    async def reached(channel: str, address: str, later: timedelta = timedelta()) -> int | None:
        async with ready.look() as unit:
            return await unit.chats.revision(channel, address, NOW + later)

    assert (await reached("web", "anna"), await reached("tg", "111")) == (0, 0)
    async with ready.unit() as unit:
        await opened(unit, "web", "anna")
    assert (await reached("web", "anna"), await reached("tg", "111")) == (1, 0)
    assert (await reached("web", "nobody"), await reached("tg", "999")) == (None, None)
    async with ready.unit() as unit:
        await unit.people.remove(ANNA.id, NOW + timedelta(days=1))
    assert await reached("web", "anna") == 1
    assert await reached("web", "anna", timedelta(days=1)) is None
