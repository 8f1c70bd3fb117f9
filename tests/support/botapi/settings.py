"""The calls that set up a bot or tell about it."""

from __future__ import annotations

import re
from typing import Any

from support.botapi.account import Account
from support.botapi.refusal import bad_request

Params = dict[str, Any]
MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256
ACTIONS = {
    *("typing", "upload_photo", "upload_video", "upload_voice", "upload_document", "upload_video_note"),
    *("record_video", "record_voice", "record_video_note", "choose_sticker", "find_location"),
}


async def get_me(bot: Account, _params: Params) -> object:
    """``getMe``."""
    return bot.user | {"can_join_groups": True, "can_read_all_group_messages": False}


async def set_commands(bot: Account, params: Params) -> object:
    """``setMyCommands``."""
    commands = params.get("commands")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"].removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= LONGEST_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    bot.commands[_scope(params), params.get("language_code", "")] = commands
    return True


async def delete_commands(bot: Account, params: Params) -> object:
    """``deleteMyCommands``."""
    bot.commands.pop((_scope(params), params.get("language_code", "")), None)
    return True


async def get_description(bot: Account, params: Params) -> object:
    """``getMyDescription``."""
    return _about(bot, params, "description")


async def set_description(bot: Account, params: Params) -> object:
    """``setMyDescription``."""
    return _say(bot, params, "description", 512)


async def get_short_description(bot: Account, params: Params) -> object:
    """``getMyShortDescription``."""
    return _about(bot, params, "short_description")


async def set_short_description(bot: Account, params: Params) -> object:
    """``setMyShortDescription``."""
    return _say(bot, params, "short_description", 120)


async def get_menu_button(bot: Account, params: Params) -> object:
    """``getChatMenuButton``."""
    chat_id = bot.chat(params).id if "chat_id" in params else 0
    return bot.menus.get(chat_id, {"type": "default"})


async def set_menu_button(bot: Account, params: Params) -> object:
    """``setChatMenuButton``."""
    chat_id = bot.chat(params).id if "chat_id" in params else 0
    bot.menus[chat_id] = params.get("menu_button", {"type": "default"})
    return True


async def send_action(bot: Account, params: Params) -> object:
    """``sendChatAction``."""
    bot.chat(params)
    if params.get("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def _about(bot: Account, params: Params, field: str) -> object:
    """What is said in a language, or else in every other."""
    language = params.get("language_code", "")
    return {field: bot.about.get((field, language), bot.about.get((field, ""), ""))}


def _say(bot: Account, params: Params, field: str, longest: int) -> object:
    said = params.get(field, "")
    if len(said) > longest:
        raise bad_request(f"BOT_{field.upper()}_INVALID")
    bot.about[field, params.get("language_code", "")] = said
    return True


def _scope(params: Params) -> str:
    scope = params.get("scope", {"type": "default"})
    return ":".join(str(scope[key]) for key in ("type", "chat_id", "user_id") if key in scope)
