"""A bot of aiogram with the same dialogue, written as its own documentation shows; its state is in memory.

It asks what Meetlat asks on the way to the receipt, with as much text and as many buttons, and makes the same calls.
It keeps nothing, checks nothing and knows nobody. It runs in an environment of its own, see the Makefile.
"""

from __future__ import annotations

import logging
import os
import tomllib
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from bench.reporter import report_on_request

CATALOGUE = Path(__file__).resolve().parents[2] / "flows" / "catalogue"
ORDER = ("P0", "Q1", "Q3", "Q4", "uitslag", "G1", "G2", "kenmerken", "gepland")
WAYS_OUT = (("Uitleg", "help"), ("Terug", "back"), ("Later verder", "later"), ("Stoppen", "ask_stop"))
OUTCOME = {"id": "uitslag", "label": "Positie", "ask": "Klopt deze positie?", "choices": [{"id": "3", "label": "Ja"}]}
ASKED, SUMMARY = State("asked"), State("summary")
router = Router()


def _steps() -> dict[str, dict[str, Any]]:
    """Every question by its name, from the same files."""
    files = [tomllib.loads((CATALOGUE / f"{name}.toml").read_text("utf-8")) for name in ("stroomschema", "vervolg")]
    steps = {step["id"]: step for file in files for step in file["step"]}
    card = [step for step in steps.values() if step.get("card") == "kenmerken"]
    shown = "\n".join(f"• {step['label']}: Nee" for step in card)
    confirm = {"label": "Klantkenmerken", "ask": f"Kloppen deze klantkenmerken?</b>\n\n{shown}<b>", "choices": []}
    return {**steps, "uitslag": OUTCOME, "kenmerken": confirm}


STEPS = _steps()


def _keyboard(*rows: tuple[tuple[str, str], ...]) -> InlineKeyboardMarkup:
    buttons = [[InlineKeyboardButton(text=text, callback_data=data) for text, data in row] for row in rows]
    return InlineKeyboardMarkup(inline_keyboard=buttons)


def _question(answers: dict[str, str], client: str) -> tuple[str, InlineKeyboardMarkup]:
    """The first question without an answer, below the last three that have one."""
    name = ORDER[len(answers)]
    step = STEPS[name]
    log = "\n".join(f"{STEPS[given]['label']}: {value}" for given, value in list(answers.items())[-3:])
    text = f"{log}\n\n<i>Stap {len(answers) + 1} van {len(ORDER)}</i>\n<b>{step['ask']}</b>\n\n<i>Cliënt {client}</i>"
    rows: tuple[tuple[tuple[str, str], ...], ...]
    if name == "kenmerken":
        rows = ((("Alles klopt", "confirm/kenmerken"),), (("Iets wijzigen", "card"),))
    elif name == "gepland":
        rows = tuple(((f"Over {months} maanden", f"answer/gepland/{months}"),) for months in ("3", "6", "12"))
    else:
        rows = tuple(((choice["label"], f"answer/{name}/{choice['id']}"),) for choice in step["choices"])
    return text, _keyboard(*rows, WAYS_OUT[:2], WAYS_OUT[2:])


async def start(message: Message, state: FSMContext) -> None:
    """The menu; what was written is taken away."""
    await state.clear()
    rows = ((("Nieuwe meting", "new"), ("Mijn cliënten", "clients")), (("Uitleg", "ladder"), ("Instellingen", "set")))
    await message.answer("<b>Wat wilt u doen?</b>", parse_mode="HTML", reply_markup=_keyboard(*rows))
    await message.delete()


async def new(query: CallbackQuery) -> None:
    """For whom the measurement is."""
    await _edit(query, "<b>Voor wie is de meting?</b>", _keyboard((("Nieuwe cliënt", "create"), ("Lijst", "pick"))))


async def create(query: CallbackQuery, state: FSMContext) -> None:
    """A new client, in a message of its own."""
    client = f"K-{query.id[-6:]}"
    await state.set_state(ASKED)
    await state.set_data({"client": client, "answers": {}})
    await query.answer()
    text, keyboard = _question({}, client)
    if isinstance(query.message, Message):
        await query.message.answer(text, parse_mode="HTML", reply_markup=keyboard)
        await query.message.delete()


async def answered(query: CallbackQuery, state: FSMContext) -> None:
    """Keep an answer, and ask what comes next."""
    data = await state.get_data()
    _, name, *value = (query.data or "").split("/")
    answers = {**data["answers"], name: value[0] if value else "ja"}
    await state.update_data(answers=answers)
    if len(answers) == len(ORDER):
        await state.set_state(SUMMARY)
        lines = "\n".join(f"• {STEPS[each]['label']}: {given}" for each, given in answers.items())
        rows = ((("Vastleggen", "record"),), (("Wijzigen", "edit"),), WAYS_OUT[1:])
        await _edit(query, f"<b>Klopt dit zo?</b>\n\n<i>Cliënt {data['client']}</i>\n\n{lines}", _keyboard(*rows))
        return
    await _edit(query, *_question(answers, data["client"]))


async def back(query: CallbackQuery, state: FSMContext) -> None:
    """Drop the last answer."""
    data = await state.get_data()
    answers = dict(list(data["answers"].items())[:-1])
    await state.update_data(answers=answers)
    await _edit(query, *_question(answers, data["client"]))


async def record(query: CallbackQuery, state: FSMContext) -> None:
    """The receipt."""
    data = await state.get_data()
    await state.clear()
    rows = ((("Volgende cliënt", "pick"), ("Cliëntkaart", "client")), (("Menu", "home"),))
    await _edit(query, f"<b>✔ {data['client']} vastgelegd</b>\n\nTrede 3", _keyboard(*rows))


async def _edit(query: CallbackQuery, text: str, keyboard: InlineKeyboardMarkup) -> None:
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.edit_text(text, parse_mode="HTML", reply_markup=keyboard)


def main() -> None:
    """Poll until stopped."""
    logging.basicConfig(level=logging.ERROR)
    report_on_request()
    router.message.register(start, CommandStart())
    router.callback_query.register(new, F.data == "new")
    router.callback_query.register(create, F.data == "create")
    router.callback_query.register(answered, ASKED, F.data.regexp("^(answer|confirm)/"))
    router.callback_query.register(back, F.data == "back")
    router.callback_query.register(record, SUMMARY, F.data == "record")
    server = TelegramAPIServer(base=os.environ["MEETLAT_TELEGRAM_BASE_URL"] + "{token}/{method}", file="")
    bot = Bot(os.environ["MEETLAT_TELEGRAM_TOKEN"], session=AiohttpSession(api=server))
    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    dispatcher.run_polling(bot)


if __name__ == "__main__":
    main()
