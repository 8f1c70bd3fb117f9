"""Where everyone starts, and how a measurement begins."""

from __future__ import annotations

from bot.batch.routes import LIST
from bot.caseload.routes import TEAM
from bot.checking.routes import CHECKS
from bot.clients.finding import to_measure
from bot.clients.routes import CLIENTS, PICK
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Entry, Look, Screen, Style, Target, Text, t, verbatim
from bot.handover import requests as handovers
from bot.home.routes import HOME, NEW, PRIVACY, WHERE
from bot.home.words import PRIVACY_BLOCKS
from bot.instrument.routes import USAGE
from bot.ladder.routes import LADDER
from bot.measuring.routes import CREATE, RESUME
from bot.messages.routes import MESSAGES, OUTBOX
from bot.messages.screens import unread
from bot.people.routes import COLLEAGUES, INVITE
from bot.planning.due import ways_to_due
from bot.preferences.routes import SETTINGS
from bot.reports import campaign
from bot.reports.routes import CASELOAD
from bot.settings.routes import OPTIONS
from bot.texts.translations import words
from bot.ui import wording
from bot.ui.widgets import Rows, column, hint, in_full, menu, short, title, to
from flows.people import Functionaris, Right

_RESUMABLE = 3


@HOME.handler
async def home(context: RequestContext) -> Screen:
    """What one can do here; an interrupted measurement comes first."""
    if not context.who.may(Right.MEASURE):
        return await _beheer(context)
    rows: list[tuple[Button, ...]] = []
    for dialogue in await context.unit.dialogues.resumable(context.who, context.today, _RESUMABLE):
        text = (
            t("btn.resume", "Verder met {code}", code=dialogue.client)
            if dialogue.corrigeert is None
            else t("btn.resume.correction", "Correctie {code}", code=dialogue.client)
        )
        rows.append((Button(text, link(RESUME, dialogue.id), Look.PRIMARY),))
    first = Look.PLAIN if rows else Look.PRIMARY
    if waiting := await context.unit.lijsten.waiting(context.who, context.today):
        rows.append((Button(t("btn.list.waiting", "Verder met lijst ({n})", n=waiting), link(LIST, 0)),))
    rows += (*await ways_to_due(context), *await _waiting(context), *await handovers.ways(context))
    rows.append(
        (
            Button(t("btn.new", "Nieuwe meting"), link(NEW), first),
            Button(t("btn.clients", "Mijn cliënten"), link(CLIENTS, 0)),
        )
    )
    rows += (*_overviews(context.who), *campaign.ways(context))
    rows.append(
        (Button(t("btn.ladder", "Uitleg"), link(LADDER)), Button(t("btn.settings", "Instellingen"), link(SETTINGS)))
    )
    return Screen((title(t("home.title", "Wat wilt u doen?")), hint(_greeting(context))), tuple(rows))


@NEW.handler
async def new(context: RequestContext) -> Screen:
    """For whom the measurement is."""
    blocks = (
        Block(Style.QUESTION, t("new.title", "Voor wie is de meting?")),
        hint(t("new.code", "Een cliënt heeft hier alleen een code, nooit een naam.")),
    )
    rows = (
        (
            Button(t("btn.new_client", "Nieuwe cliënt"), link(CREATE, None)),
            Button(t("btn.from_list", "Kies uit mijn lijst"), link(PICK, 0)),
        ),
        (Button(t("btn.list", "Een lijst invoeren"), link(LIST, 0)),),
        (menu(),),
    )
    return Screen(blocks, rows, entry=Entry("code", t("entry.code", "Of typ een cliëntcode"), _example(context)))


@NEW.typed
async def typed(context: RequestContext, said: str) -> Target | None:
    """A code begins the measurement."""
    return await to_measure(context, said)


@WHERE.handler
async def where(context: RequestContext) -> Screen:
    """In which gemeente a new client lives, for an organisation that serves several."""
    say = words(context.chat.taal).say
    names = {code: say(wording.gemeente(context.flows, code)) for code in context.flows.served(context.today)}
    buttons = [Button(verbatim(short(name)), link(CREATE, code)) for code, name in names.items()]
    question = Block(Style.QUESTION, t("where.title", "In welke gemeente woont de cliënt?"))
    return Screen((question, *in_full(names.values())), (*column(buttons), (to(link(NEW)),)))


@PRIVACY.handler
async def privacy(context: RequestContext) -> Screen:
    """What is kept and what is not."""
    return Screen(PRIVACY_BLOCKS, ((menu(),),))


def _overviews(who: Functionaris) -> Rows:
    caseload = Button(t("btn.caseload", "Caseload"), link(CASELOAD, None, None, None))
    team = Button(t("btn.team", "Mijn team"), link(TEAM, 0))
    row = tuple(button for button, right in ((caseload, Right.REPORT_OWN), (team, Right.SEE_TEAM)) if who.may(right))
    return (row,) if row else ()


async def _waiting(context: RequestContext) -> Rows:
    """What waits for this person, each with its number; nothing when there is nothing."""
    buttons = []
    if told := len(await unread(context)):
        buttons.append(Button(t("btn.messages", "Berichten ({n})", n=told), link(MESSAGES, 0)))
    if context.who.may(Right.CHECK) and (waiting := await context.unit.controles.count(context.who)):
        buttons.append(Button(t("btn.checks", "Controleren ({n})", n=waiting), link(CHECKS, 0)))
    return column(buttons)


async def _beheer(context: RequestContext) -> Screen:
    rows: Rows = (
        (Button(t("btn.ladder", "Uitleg"), link(LADDER)), Button(t("btn.settings", "Instellingen"), link(SETTINGS))),
    )
    if context.who.may(Right.INVITE):
        people = Button(t("btn.colleagues", "Collega’s"), link(COLLEAGUES, 0))
        rows = ((Button(t("btn.invite", "Iemand uitnodigen"), link(INVITE), Look.PRIMARY), people), *rows)
    if context.who.may(Right.REPORT_ALL):
        rows = ((Button(t("btn.caseload", "Caseload"), link(CASELOAD, None, None, None), Look.PRIMARY),), *rows)
    if context.who.may(Right.CONFIGURE):
        use = Button(t("btn.usage", "Gebruik van de ladder"), link(USAGE, 0))
        rows = ((Button(t("btn.options", "Regels van de gemeente"), link(OPTIONS)),), (use,), *rows)
        if dead := await context.unit.berichten.count_dead():
            rows = ((Button(t("btn.outbox", "Niet verzonden ({n})", n=dead), link(OUTBOX)),), *rows)
    if context.who.may(Right.REPORT_ALL) or context.who.may(Right.CONFIGURE):
        rows = (*campaign.ways(context), *rows)
    rows = (*await _waiting(context), *rows)
    return Screen((title(t("home.title", "Wat wilt u doen?")), hint(_greeting(context))), rows)


def _greeting(context: RequestContext) -> Text:
    return t(
        "home.who",
        "{label} · {gemeente}",
        label=context.who.label,
        gemeente=context.app.naam or context.flows.gemeente.naam,
    )


def _example(context: RequestContext) -> str:
    return f"{context.flows.gemeente.prefix}-7Q4FNP"
