"""How updates reach a bot, by long polling and by webhook, and what people can do and wait for."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web
from support.botapi import BotApi, Person
from support.botapi.client import bot_at, confirmed, keys, raw_call
from telegram import Bot
from telegram.error import Conflict


async def test_updates_stay_until_the_offset_passes_them(api: BotApi, bot: Bot, alice: Person) -> None:
    await alice.send("een")
    await alice.send("twee")
    first = await bot.get_updates(limit=2)
    assert [update.message.text for update in first if update.message] == ["/start", "een"]
    assert len(await bot.get_updates()) == 3
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert [update.update_id for update in rest] == [first[-1].update_id + 1]
    assert [update.update_id for update in await bot.get_updates(offset=-1)] == [rest[0].update_id]
    assert await bot.get_updates(offset=rest[0].update_id + 1) == ()


async def test_a_long_poll_waits_for_the_next_update(api: BotApi, bot: Bot, alice: Person) -> None:
    await confirmed(bot)
    poll = asyncio.create_task(bot.get_updates(timeout=20, allowed_updates=["message"]))
    await api.called("getUpdates", 3)
    await alice.tap_data(1, "niet gevraagd")
    await alice.send("hallo")
    (update,) = await poll
    assert update.message
    assert update.message.text == "hallo"


async def test_of_two_who_fetch_the_older_gets_a_conflict(api: BotApi, bot: Bot, alice: Person) -> None:
    await confirmed(bot)
    older = asyncio.create_task(bot.get_updates(timeout=20))
    await api.called("getUpdates", 3)
    async with bot_at(api) as other:
        newer = asyncio.create_task(other.get_updates(timeout=20))
        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await older
        await alice.send("x")
        assert len(await newer) == 1


async def test_everything_a_person_can_send_is_an_update_of_telegram(bot: Bot, alice: Person) -> None:
    await confirmed(bot)
    typed = await alice.send("tekst")
    for sending in (alice.voice(), alice.photo("kind"), alice.contact(), alice.location(), alice.forward("f")):
        await sending
    await alice.edit(typed["message"]["message_id"], "anders")
    await alice.in_group("hoi")
    updates = await confirmed(bot)
    messages = [update.effective_message for update in updates]
    assert all(messages)
    assert [update.update_id - updates[0].update_id for update in updates] == list(range(8))
    assert updates[2].message
    assert (updates[2].message.caption, updates[2].message.text) == ("kind", None)
    assert updates[6].edited_message
    assert updates[6].edited_message.text == "anders"
    assert updates[7].effective_chat
    assert updates[7].effective_chat.type == "supergroup"
    await bot.send_message(updates[7].effective_chat.id, "hoi allen")
    await bot.delete_message(42, typed["message"]["message_id"])


async def test_a_redelivery_and_rubbish_are_handed_over_once(api: BotApi, alice: Person) -> None:
    first = (await raw_call(api, "getUpdates"))["result"][0]
    await raw_call(api, "getUpdates", json={"offset": first["update_id"] + 1})
    await api.push(first)
    await api.push({"update_id": "x", "message": 7})
    await alice.send("vers")
    batch = (await raw_call(api, "getUpdates", json={"offset": first["update_id"] + 1}))["result"]
    assert [update["update_id"] for update in batch] == [first["update_id"], "x", first["update_id"] + 1]
    again = (await raw_call(api, "getUpdates"))["result"]
    assert [update["update_id"] for update in again] == [first["update_id"] + 1]


async def test_a_person_can_wait_until_something_is_seen(bot: Bot, alice: Person) -> None:
    async def reply() -> None:
        await asyncio.sleep(0.03)
        await bot.send_message(42, "Welkom", reply_markup=keys("Begin"))

    replying = asyncio.create_task(reply())
    assert (await alice.see("Welkom")).labels == ["Begin"]
    await alice.see("Begin")
    await replying
    with pytest.raises(TimeoutError, match=r"'Tot ziens' was not seen .*: Welkom"):
        await alice.see("Tot ziens", timeout=0.05)
    with pytest.raises(TimeoutError, match="did not come to rest"):
        await alice.settled(timeout=0.05)
    await confirmed(bot)
    await alice.settled()


class Hook:
    """A webhook that takes what it gets after some refusals, and answers with a call."""

    def __init__(self) -> None:
        self.refusals = 2
        self.secrets: set[str | None] = set()
        self.taken: list[str] = []

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        message = (await request.json())["message"]
        if self.refusals:
            self.refusals -= 1
            return web.Response(status=503)
        self.taken.append(message["text"])
        return web.json_response(
            {"method": "sendMessage", "chat_id": message["chat"]["id"], "text": f"Echo {message['text']}"}
        )


async def test_a_webhook_gets_updates_in_order_until_it_takes_them(api: BotApi, bot: Bot, alice: Person) -> None:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    poll = asyncio.create_task(bot.get_updates(offset=2000, timeout=20))
    await api.called("getUpdates")
    await alice.send("een")
    await bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook", secret_token="s-1")
    await poll
    await alice.send("twee")
    await alice.send("drie")
    await alice.see("Echo drie")
    await alice.settled()
    assert hook.taken[-2:] == ["twee", "drie"]
    assert hook.secrets == {"s-1"}
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    info = await bot.get_webhook_info()
    assert info.pending_update_count == 0
    await bot.delete_webhook()
    assert await bot.get_updates() == ()
    await runner.cleanup()
