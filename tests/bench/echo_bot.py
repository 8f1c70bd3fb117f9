"""The yardstick: a bot as python-telegram-bot's own examples write it; no state, no database."""

from __future__ import annotations

import logging
import os
from typing import Any

from bench.reporter import report_on_request
from telegram import Update
from telegram.constants import ChatAction
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """One ``sendMessage``."""
    if update.message is not None and update.message.text is not None:
        await update.message.reply_text(update.message.text)


async def begin(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """As many calls as the command says; the first is a ``sendMessage``."""
    if update.message is not None:
        await update.message.reply_text("Kies")
        await _further(update, context, int((context.args or ["1"])[0]) - 1)


async def chosen(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """As many calls as the button says; the number of the update keeps the text from being the same."""
    query = update.callback_query
    if query is not None and query.data is not None:
        await query.answer()
        await query.edit_message_text(f"Gekozen: {query.data} {update.update_id}")
        await _further(update, context, int(query.data) - 2)


async def _further(update: Update, context: ContextTypes.DEFAULT_TYPE, calls: int) -> None:
    if update.effective_chat is not None:
        for _ in range(calls):
            await context.bot.send_chat_action(update.effective_chat.id, ChatAction.TYPING)


def main() -> None:
    """Poll until stopped."""
    logging.basicConfig(level=logging.ERROR)
    report_on_request()
    builder = Application.builder().token(os.environ["MEETLAT_TELEGRAM_TOKEN"])
    app: Application[Any, Any, Any, Any, Any, Any] = builder.base_url(os.environ["MEETLAT_TELEGRAM_BASE_URL"]).build()
    app.add_handler(CommandHandler("start", begin))
    app.add_handler(MessageHandler(filters.ALL, echo))
    app.add_handler(CallbackQueryHandler(chosen))
    app.run_polling()


if __name__ == "__main__":
    main()
