"""How the bot introduces itself to whoever opens it: the menu of strangers, its button, and what it says it is for."""

from __future__ import annotations

from telegram import Bot, MenuButton, MenuButtonCommands, MenuButtonWebApp, WebAppInfo

from bot.conversation.screen import t
from bot.texts.translations import LOCALES, words
from bot.tg.commands import set_default_menus

DESCRIPTION = t(
    "bot.description",
    "Met Meetlat meet u hoe ver iemand is op de Participatieladder. Alleen voor genodigden van een gemeente. "
    "Typ hier nooit namen of andere persoonsgegevens: Meetlat werkt met cliëntcodes.",
)
SHORT_DESCRIPTION = t("bot.short", "Meten met de Participatieladder. Alleen voor genodigden van een gemeente.")
OPEN = t("bot.open", "Openen")


async def introduce(bot: Bot, mini_app: str) -> None:
    """Say it in every language; what is said already is not said again, because Telegram counts these calls.

    ``mini_app`` is the address that the button beside the text field opens; without one it opens the commands.
    """
    await set_default_menus(bot)
    for code in ("", *LOCALES):
        said = words(code or LOCALES[0])
        about, short = said.say(DESCRIPTION), said.say(SHORT_DESCRIPTION)
        if (await bot.get_my_description(language_code=code)).description != about:
            await bot.set_my_description(about, language_code=code)
        if (await bot.get_my_short_description(language_code=code)).short_description != short:
            await bot.set_my_short_description(short, language_code=code)
    button: MenuButton = MenuButtonCommands()
    if mini_app:
        button = MenuButtonWebApp(words(LOCALES[0]).say(OPEN), WebAppInfo(mini_app))
    if await bot.get_chat_menu_button() != button:
        await bot.set_chat_menu_button(menu_button=button)
