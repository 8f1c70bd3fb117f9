"""The settings of the municipality, in groups; each with what it does, its default and who changed it."""

from __future__ import annotations

from bot.config.flows import NAMES
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Entry, Look, Screen, Style, Text, t
from bot.runtime.clock import local_day
from bot.settings.routes import CHOOSE, OPTION, OPTION_GROUP, OPTIONS, PARTNERS, PUT_BACK, TEAMS
from bot.settings.words import GROUPS, HEADINGS, LABELS, WHATS, said
from bot.ui.widgets import Rows, column, hint, item, line, menu, title, to
from flows.gemeente import as_text, permitted

_AS_BUTTONS = 13
_SHOWN_CHANGES = 3


@OPTIONS.handler
async def options(context: RequestContext) -> Screen:
    """The groups."""
    buttons = [Button(heading, link(OPTION_GROUP, group)) for group, heading in HEADINGS.items()]
    blocks = (
        title(t("options.title", "Regels van de gemeente")),
        line(t("options.what", "Een wijziging geldt meteen voor iedereen. Wat al is vastgelegd, verandert niet.")),
    )
    teams = Button(t("btn.teams", "Teams"), link(TEAMS, 0))
    partners = Button(t("btn.partners", "Partners"), link(PARTNERS))
    return Screen(blocks, (*column(buttons), (teams, partners), (menu(),)))


@OPTION_GROUP.handler
async def option_group(context: RequestContext, group: str) -> Screen:
    """Every setting of one group with its value."""
    if group not in GROUPS:
        return await options(context)
    rows = column([Button(LABELS[name], link(OPTION, name)) for name in GROUPS[group]])
    items = [
        item(t("options.row", "{label}: {value}", label=LABELS[name], value=_value(context, name)))
        for name in GROUPS[group]
    ]
    return Screen((title(HEADINGS[group]), *items), (*rows, (to(link(OPTIONS)), menu())))


@OPTION.handler
async def option(context: RequestContext, name: str) -> Screen:
    """One setting: what it does, what it is, and what it can be."""
    if name not in NAMES:
        return await options(context)
    default = said(name, as_text(getattr(context.app.flows.gemeente.options, name)))
    blocks = [
        Block(Style.QUESTION, LABELS[name]),
        line(WHATS[name]),
        item(t("option.now", "Nu: {value}", value=_value(context, name))),
        item(t("option.default", "Standaard: {value}", value=default)),
    ]
    blocks += [hint(text) for text in await _changes(context, name)]
    values = [as_text(value) for value in permitted(name)]
    entry = None
    rows: Rows = ()
    if len(values) <= _AS_BUTTONS:
        now = as_text(getattr(context.flows.gemeente.options, name))
        rows = column([Button(said(name, value), link(CHOOSE, name, value), chosen=value == now) for value in values])
    else:
        entry = Entry("number", t("entry.option", "Typ een getal"), f"{values[0]} – {values[-1]}")
    back = Button(t("btn.default", "Terug naar standaard"), link(PUT_BACK, name), Look.QUIET)
    return Screen(tuple(blocks), (*rows, (back,), (to(link(OPTION_GROUP, _group(name))), menu())), entry=entry)


async def _changes(context: RequestContext, name: str) -> list[Text]:
    labels = await context.unit.people.labels()
    command = t("option.command", "de opdrachtregel")
    return [
        t(
            "option.change",
            "{day}: {value}, door {who}",
            day=local_day(each.op),
            value=t("option.back", "standaard") if each.waarde is None else said(name, each.waarde),
            who=command if each.door is None else labels.get(each.door, each.door),
        )
        for each in (await context.unit.instellingen.changes(name))[:_SHOWN_CHANGES]
    ]


def _value(context: RequestContext, name: str) -> Text:
    return said(name, as_text(getattr(context.flows.gemeente.options, name)))


def _group(name: str) -> str:
    return next(group for group, names in GROUPS.items() if name in names)
