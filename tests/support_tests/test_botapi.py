"""The stand-in against PTB's own Bot: it must do, and refuse, what Telegram does."""

from __future__ import annotations

import pytest
from support.botapi import BotApi, Person
from support.botapi.client import bot_at, confirmed, keys, raw_call
from support.botapi.formatting import visible
from support.botapi.refusal import Refusal
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    MenuButtonCommands,
)
from telegram.error import BadRequest, Forbidden, InvalidToken

PNG = b"\x89PNG\r\n\x1a\n"


async def test_a_person_sees_what_the_bot_sends_edits_and_deletes(bot: Bot, alice: Person) -> None:
    sent = await bot.send_message(42, "<b>Dag</b> &lt;u&gt;", "HTML", reply_markup=keys("Ja"), protect_content=True)
    screen = alice.screen
    assert (screen.id, screen.text, screen.html) == (sent.message_id, "Dag <u>", "<b>Dag</b> &lt;u&gt;")
    assert screen.rows == [[("Ja", "d:Ja")]]
    assert screen.protect_content
    assert not screen.photo
    await bot.edit_message_text("Klaar", 42, sent.message_id)
    assert (alice.screen.text, alice.screen.rows) == ("Klaar", [])
    assert [message.by_bot for message in alice.chat] == [False, True]
    await bot.delete_message(42, alice.chat[0].id)
    await bot.delete_messages(42, [sent.message_id, 999])
    assert alice.chat == []


async def test_a_photo_can_take_the_place_of_a_text(bot: Bot, alice: Person) -> None:
    sent = await bot.send_message(42, "Even geduld")
    await bot.edit_message_media(InputMediaPhoto(PNG, "De grafiek"), 42, sent.message_id, reply_markup=keys("A"))
    await bot.edit_message_caption(42, sent.message_id, caption="Nieuw")
    assert (alice.screen.photo, alice.screen.text) == (True, "Nieuw")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("x", 42, sent.message_id)
    photo = await bot.send_photo(42, PNG, caption="Twee")
    assert photo.photo
    assert photo.caption == "Twee"


async def test_a_tap_arrives_and_is_answered(api: BotApi, bot: Bot, alice: Person) -> None:
    await bot.send_message(42, "Vraag", reply_markup=keys("Ja", "Nee"))
    await confirmed(bot)
    await alice.tap("Nee")
    (update,) = await confirmed(bot)
    assert update.callback_query
    assert update.callback_query.data == "d:Nee"
    assert update.callback_query.message
    await bot.answer_callback_query(update.callback_query.id, "Genoteerd")
    assert alice.toasts == ["Genoteerd"]
    with pytest.raises(LookupError, match="Ja"):
        await alice.tap("Misschien")
    api.account().query_lifetime = 0
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(update.callback_query.id)


async def test_a_forged_tap_may_name_a_message_that_is_gone(bot: Bot, alice: Person) -> None:
    await confirmed(bot)
    await alice.tap_data(777, "x" * 200)
    (update,) = await confirmed(bot)
    assert update.callback_query
    assert update.callback_query.message
    assert not update.callback_query.message.is_accessible


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        ("", None, "Message text is empty"),
        (" \n ", None, "Message text is empty"),
        ("<b></b>", "HTML", "Message text is empty"),
        ("x" * 4097, None, "Message is too long"),
        ("a <jan> b", "HTML", 'Can\'t parse entities: unsupported start tag "jan" at byte offset 2'),
        ("é <b>b", "HTML", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("<b><i>x</b></i>", "HTML", 'expected "</i>", found "</b>"'),
        ("</b>", "HTML", "Can't parse entities: unexpected end tag at byte offset 0"),
        ("1 < 2", "HTML", "Can't parse entities: unsupported start tag"),
        ("1 <", "HTML", "Can't parse entities: unclosed start tag at byte offset 2"),
        ("*x*", "MarkdownV2", "Unsupported parse_mode"),
    ],
)
async def test_a_wrong_text_is_refused(bot: Bot, alice: Person, text: str, mode: str | None, words: str) -> None:
    with pytest.raises(BadRequest) as caught:
        await bot.send_message(42, text, mode)
    assert words.lower() in str(caught.value).lower()


def test_tags_and_entities_are_read_as_telegram_does() -> None:
    html = '<a href="https://x.nl/?a>b">A</a> &amp; <blockquote expandable>q</blockquote> &#233; &nbsp; &lt'
    assert visible(html, "HTML") == "A & q é &nbsp; <"
    assert visible("<b>", "") == "<b>"
    with pytest.raises(Refusal):
        visible("<a href='x'", "HTML")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([[InlineKeyboardButton("x", callback_data="é" * 33)]], "Button_data_invalid"),
        ([[InlineKeyboardButton("x", callback_data="a")] * 9], "Reply markup is too long"),
        ([[InlineKeyboardButton("x", callback_data="a")]] * 101, "Reply markup is too long"),
        ([[InlineKeyboardButton("", callback_data="a")]], "text must be non-empty"),
        ([[InlineKeyboardButton("x", url="http://localhost:8080/")]], "is invalid: wrong http url"),
        ([[InlineKeyboardButton("x")]], "text buttons are unallowed"),
    ],
)
async def test_a_wrong_keyboard_is_refused(
    bot: Bot, alice: Person, rows: list[list[InlineKeyboardButton]], words: str
) -> None:
    with pytest.raises(BadRequest) as caught:
        await bot.send_message(42, "x", reply_markup=InlineKeyboardMarkup(rows))
    assert words.lower() in str(caught.value).lower()
    await bot.send_message(42, "x", reply_markup=keys("a" * 62))


async def test_what_cannot_be_changed_is_refused_in_telegrams_words(bot: Bot, alice: Person) -> None:
    sent = await bot.send_message(42, "x", reply_markup=keys("Ja"))
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await bot.edit_message_text("x", 42, sent.message_id, reply_markup=keys("Ja"))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(42, sent.message_id, reply_markup=keys("Ja"))
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("y", 42, 999)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("y", 42, alice.chat[0].id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(42, 999)
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(43, "x")
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(42, PNG, caption="x" * 1025)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query("1")
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.answer_callback_query("1", "x" * 201)


async def test_who_blocks_the_bot_is_out_of_reach_until_later(api: BotApi, bot: Bot, alice: Person) -> None:
    await api.block(alice)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(42, "x")
    await api.unblock(alice)
    await bot.send_message(42, "x")
    kinds = [update.my_chat_member is not None for update in await confirmed(bot)]
    assert kinds == [False, True, True]


async def test_settings_are_kept(api: BotApi, bot: Bot, alice: Person) -> None:
    await bot.set_my_commands([BotCommand("stop", "Stoppen")], BotCommandScopeChat(42), "nl")
    await bot.set_chat_menu_button(42, MenuButtonCommands())
    await bot.send_chat_action(42, "typing")
    assert api.account().commands["chat:42", "nl"] == [{"command": "stop", "description": "Stoppen"}]
    assert api.account().menus == {42: {"type": "commands"}}
    await bot.delete_my_commands(BotCommandScopeChat(42), "nl")
    assert api.account().commands == {}
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([BotCommand("Stop!", "x")])


async def test_tokens_and_methods_that_are_unknown(api: BotApi, bot: Bot) -> None:
    with pytest.raises(InvalidToken):
        async with bot_at(api, "124:OTHER"):
            pass
    answer = await raw_call(api, "launchRocket")
    assert answer == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}


async def test_a_call_may_be_written_in_any_way(api: BotApi, alice: Person) -> None:
    markup = '{"inline_keyboard": [[{"text": "Ja", "callback_data": "1"}]]}'
    form = {"chat_id": "42", "text": "form", "reply_markup": markup}
    assert (await raw_call(api, "sendMessage", data=form))["ok"]
    assert (await raw_call(api, "SENDMESSAGE", json={"chat_id": 42, "text": "json", "reply_markup": markup}))["ok"]
    assert (await raw_call(api, "sendMessage", params={"chat_id": "42", "text": "address"}))["ok"]
    assert not (await raw_call(api, "sendMessage", data=b"[", headers={"Content-Type": "application/json"}))["ok"]
    assert not (await raw_call(api, "sendMessage", data={**form, "reply_markup": "{"}))["ok"]
    assert [message.text for message in alice.chat if message.by_bot] == ["form", "json", "address"]
    assert [call.params["chat_id"] for call in api.calls] == [42, 42, 42]
