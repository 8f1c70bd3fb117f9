"""The language somebody reads."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Target
from bot.people.routes import SPEAK
from bot.preferences.routes import SETTINGS
from bot.texts.translations import LOCALES


@SPEAK.handler
async def speak(context: RequestContext, taal: str) -> Target:
    """Choose a language, here and on the other channel."""
    if taal in LOCALES:
        await context.unit.people.speak(context.who.id, taal)
        context.who = replace(context.who, taal=taal)
        context.chat = replace(context.chat, taal=taal)
    return link(SETTINGS)
