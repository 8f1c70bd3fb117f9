"""Ending somebody's access: asked twice, with what stays behind, and never of the last beheerder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Screen, Style, Target, Text, t, tn
from bot.people.colleagues import find, gone, to_invite
from bot.people.routes import ASK_REMOVE, COLLEAGUE, COLLEAGUES, CONFIRM_REMOVE, REMOVE_ACCESS
from bot.ui.widgets import line, to
from flows.people import Functionaris, Rol
from storage.unit import Unit


@ASK_REMOVE.handler
async def ask_remove(context: RequestContext, functionaris: str) -> Screen:
    """What stays behind when somebody's access ends."""
    found = await find(context, functionaris)
    if found is None:
        return gone()
    if await is_last_beheerder(context.unit, found.who, context.now):
        blocks = (line(t("notice.last_beheerder", "Dit is de laatste beheerder. Nodig eerst een andere uit.")),)
        return Screen(blocks, ((to_invite(), to(link(COLLEAGUE, functionaris))),))
    question = t("remove.ask", "De toegang van {label} beëindigen?", label=found.who.label)
    kept = await left_behind(context.unit, found.who, context.now, context.today)
    yes = Button(t("btn.remove", "Ja, beëindigen"), link(CONFIRM_REMOVE, functionaris), Look.DANGER)
    return _question(question, kept, yes, functionaris)


@CONFIRM_REMOVE.handler
async def confirm_remove(context: RequestContext, functionaris: str) -> Screen:
    """Asked once more, because it cannot be taken back."""
    found = await find(context, functionaris)
    if found is None:
        return gone()
    question = t("remove.sure", "Weet u het zeker?")
    what = t(
        "remove.what",
        "{label} komt er vanaf het volgende bericht niet meer in. Terugdraaien kan niet; opnieuw uitnodigen wel.",
        label=found.who.label,
    )
    yes = Button(t("btn.remove_now", "Definitief beëindigen"), link(REMOVE_ACCESS, functionaris), Look.DANGER)
    return _question(question, (what,), yes, functionaris)


@REMOVE_ACCESS.handler
async def remove_access(context: RequestContext, functionaris: str) -> Target:
    """End every access of somebody else, unless nobody could let anyone in any more."""
    who = await context.unit.people.get(functionaris, context.now)
    if who is None:
        context.tell("gone")
    elif who.id == context.who.id:
        context.tell("not_allowed")
    elif await is_last_beheerder(context.unit, who, context.now):
        context.tell("last_beheerder")
    else:
        await context.unit.people.remove(who.id, context.now)
        await context.note("verwijderd", bij=who.id)
        context.tell("access_ended")
    return link(COLLEAGUES, 0)


async def is_last_beheerder(unit: Unit, who: Functionaris, now: datetime) -> bool:
    """Whether nobody could let anyone in any more without this person."""
    return who.rol is Rol.BEHEERDER and await unit.people.is_last(who, now)


async def left_behind(unit: Unit, who: Functionaris, now: datetime, today: date) -> tuple[Text, ...]:
    """A sentence for everything that is somebody's own and does not go anywhere by itself."""
    clients = (await unit.clients.tally_of(who.id, today)).clients
    leads = [lead.label for lead in await unit.reach.leads_of(who, now) if lead.rol is Rol.TEAMLEIDER]
    dialogues = len(await unit.dialogues.open_of(who.id))
    lent = sum(each.vervanger == who.id for each in await unit.absences.over(today))
    return tuple(_sentences(clients, ", ".join(leads), dialogues, lent))


def _sentences(clients: int, leads: str, dialogues: int, lent: int) -> Iterator[Text]:
    if clients and leads:
        yield tn(
            "leaving.clients",
            "In de caseload staat nog {n} cliënt. Wie die kan overdragen, bij ‘Mijn team’: {leads}.",
            "In de caseload staan nog {n} cliënten. Wie die kan overdragen, bij ‘Mijn team’: {leads}.",
            clients,
            leads=leads,
        )
    elif clients:
        yield tn(
            "leaving.unled",
            "In de caseload staat nog {n} cliënt. Alleen een teamleider kan die overdragen: nodig er een uit.",
            "In de caseload staan nog {n} cliënten. Alleen een teamleider kan die overdragen: nodig er een uit.",
            clients,
        )
    if dialogues:
        yield tn(
            "leaving.dialogues",
            "Er is nog {n} meting niet afgerond. Wat daarin is geantwoord, wordt niet vastgelegd.",
            "Er zijn nog {n} metingen niet afgerond. Wat daarin is geantwoord, wordt niet vastgelegd.",
            dialogues,
        )
    if lent:
        yield tn(
            "leaving.lent",
            "Voor {n} afwezige collega is een andere vervanger nodig.",
            "Voor {n} afwezige collega’s is een andere vervanger nodig.",
            lent,
        )
    if not clients and not dialogues and not lent:
        yield t("leaving.nothing", "Er blijven geen cliënten of onafgeronde metingen achter.")


def _question(question: Text, lines: tuple[Text, ...], yes: Button, functionaris: str) -> Screen:
    no = Button(t("btn.keep_access", "Nee, toegang houden"), link(COLLEAGUE, functionaris))
    return Screen((Block(Style.QUESTION, question), *(line(each) for each in lines)), ((no,), (yes,)))
