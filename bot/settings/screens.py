"""The settings of the municipality, in groups; each with what it does, its default and who changed it."""

from __future__ import annotations

from bot.config.flows import OPTIONS
from bot.conversation.context import Turn
from bot.conversation.screen import Block, Button, Entry, Look, Screen, Style, Text, t
from bot.runtime.clock import AMSTERDAM
from bot.settings.words import GROUPS, HEADINGS, LABELS, WHATS, said
from bot.ui.widgets import Rows, column, hint, item, line, menu, title, to
from flows.gemeente import as_text, permitted

_AS_BUTTONS = 13
_SHOWN_CHANGES = 3


async def options(turn: Turn) -> Screen:
    """The groups."""
    buttons = [Button(heading, f"option_group/{group}") for group, heading in HEADINGS.items()]
    blocks = (
        title(t("options.title", "Regels van de gemeente")),
        line(t("options.what", "Een wijziging geldt meteen voor iedereen. Wat al is vastgelegd, verandert niet.")),
    )
    return Screen(blocks, (*column(buttons), (menu(),)))


async def option_group(turn: Turn, group: str) -> Screen:
    """Every setting of one group with its value."""
    if group not in GROUPS:
        return await options(turn)
    rows = column([Button(LABELS[name], f"option/{name}") for name in GROUPS[group]])
    items = [
        item(t("options.row", "{label}: {value}", label=LABELS[name], value=_value(turn, name)))
        for name in GROUPS[group]
    ]
    return Screen((title(HEADINGS[group]), *items), (*rows, (to("options"), menu())))


async def option(turn: Turn, name: str) -> Screen:
    """One setting: what it does, what it is, and what it can be."""
    if name not in OPTIONS:
        return await options(turn)
    default = said(name, as_text(getattr(turn.house.shelf.gemeente.options, name)))
    blocks = [
        Block(Style.QUESTION, LABELS[name]),
        line(WHATS[name]),
        item(t("option.now", "Nu: {value}", value=_value(turn, name))),
        item(t("option.default", "Standaard: {value}", value=default)),
    ]
    blocks += [hint(text) for text in await _changes(turn, name)]
    values = [as_text(value) for value in permitted(name)]
    entry = None
    rows: Rows = ()
    if len(values) <= _AS_BUTTONS:
        rows = column(
            [Button(said(name, value), f"choose/{name}/{value}", _look(turn, name, value)) for value in values]
        )
    else:
        entry = Entry("number", t("entry.option", "Typ een getal"), f"{values[0]} – {values[-1]}")
    back = Button(t("btn.default", "Terug naar standaard"), f"put_back/{name}", Look.QUIET)
    return Screen(tuple(blocks), (*rows, (back,), (to(f"option_group/{_group(name)}"), menu())), entry=entry)


async def _changes(turn: Turn, name: str) -> list[Text]:
    labels = await turn.unit.people.labels()
    command = t("option.command", "de opdrachtregel")
    return [
        t(
            "option.change",
            "{day}: {value}, door {who}",
            day=each.op.astimezone(AMSTERDAM).date(),
            value=t("option.back", "standaard") if each.waarde is None else said(name, each.waarde),
            who=command if each.door is None else labels.get(each.door, each.door),
        )
        for each in (await turn.unit.instellingen.changes(name))[:_SHOWN_CHANGES]
    ]


def _value(turn: Turn, name: str) -> Text:
    return said(name, as_text(getattr(turn.house.book.gemeente.options, name)))


def _look(turn: Turn, name: str, value: str) -> Look:
    return Look.PRIMARY if as_text(getattr(turn.house.book.gemeente.options, name)) == value else Look.PLAIN


def _group(name: str) -> str:
    return next(group for group, names in GROUPS.items() if name in names)
