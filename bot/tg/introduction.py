"""How the bot introduces itself to whoever opens it: the menu of strangers, and what it says it is for."""

from __future__ import annotations

from telegram import Bot

from bot.conversation.screen import t
from bot.texts.translations import LOCALES, words
from bot.tg.commands import set_default_menus

DESCRIPTION = t(
    "bot.description",
    "Met Meetlat meet u hoe ver iemand is op de Participatieladder. Alleen voor genodigden van een gemeente. "
    "Typ hier nooit namen of andere persoonsgegevens: Meetlat werkt met cliëntcodes.",
)
SHORT_DESCRIPTION = t("bot.short", "Meten met de Participatieladder. Alleen voor genodigden van een gemeente.")


async def introduce(bot: Bot) -> None:
    """Say it in every language; what is said already is not said again, because Telegram counts these calls."""
    await set_default_menus(bot)
    for code in ("", *LOCALES):
        said = words(code or LOCALES[0])
        about, short = said.say(DESCRIPTION), said.say(SHORT_DESCRIPTION)
        if (await bot.get_my_description(language_code=code)).description != about:
            await bot.set_my_description(about, language_code=code)
        if (await bot.get_my_short_description(language_code=code)).short_description != short:
            await bot.set_my_short_description(short, language_code=code)
