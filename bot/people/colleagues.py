"""Everybody with access, and what a beheerder can do about it."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.screen import Block, Button, Look, Screen, Style, Text, t, verbatim
from bot.people.invitations import ROLES
from bot.people.removal import is_last_beheerder, left_behind
from bot.runtime.clock import local_day
from bot.ui.widgets import Rows, column, hint, item, line, menu, page_number, pages, title, to
from storage.people import Colleague

_PAGE = 8
_WIDE = 24


async def colleagues(context: RequestContext, page: str) -> Screen:
    """Eight at a time."""
    everyone = await context.unit.people.roster(context.now)
    last = (len(everyone) - 1) // _PAGE
    number = min(page_number(page), last)
    shown = everyone[number * _PAGE : (number + 1) * _PAGE]
    where = t(
        "colleagues.page",
        "Met toegang: {total} · bladzijde {number} van {last}",
        total=len(everyone),
        number=number + 1,
        last=last + 1,
    )
    blocks = [title(t("colleagues.title", "Collega’s")), hint(where), *(item(_row(each)) for each in shown)]
    buttons = [Button(verbatim(each.who.label[:_WIDE]), f"colleague/{each.who.id}") for each in shown]
    rows = (*column(buttons), *pages("colleagues", number, len(everyone), _PAGE), (_invite(), menu()))
    return Screen(tuple(blocks), rows)


async def colleague(context: RequestContext, functionaris: str) -> Screen:
    """One of them: since when, and what can be done."""
    found = await _find(context, functionaris)
    if found is None:
        return _gone()
    facts = [
        t("colleague.role", "Rol: {rol}", rol=ROLES[found.who.rol]),
        *([t("colleague.team", "Team: {team}", team=found.team)] if found.team else []),
        t("colleague.since", "Toegang sinds: {day}", day=local_day(found.sinds)),
    ]
    rows: Rows = ((Button(t("btn.sign_in_link", "Nieuwe inloglink"), f"send_sign_in/{functionaris}"),),)
    if functionaris != context.who.id:
        rows += ((Button(t("btn.end_access", "Toegang beëindigen"), f"ask_remove/{functionaris}", Look.DANGER),),)
    blocks = (title(verbatim(found.who.label)), *(item(each) for each in facts))
    return Screen(blocks, (*rows, (to("colleagues/0"), menu())))


async def ask_remove(context: RequestContext, functionaris: str) -> Screen:
    """What stays behind when somebody's access ends."""
    found = await _find(context, functionaris)
    if found is None:
        return _gone()
    if await is_last_beheerder(context.unit, found.who, context.now):
        blocks = (line(t("notice.last_beheerder", "Dit is de laatste beheerder. Nodig eerst een andere uit.")),)
        return Screen(blocks, ((_invite(), to(f"colleague/{functionaris}")),))
    question = t("remove.ask", "De toegang van {label} beëindigen?", label=found.who.label)
    kept = await left_behind(context.unit, found.who, context.now, context.today)
    yes = Button(t("btn.remove", "Ja, beëindigen"), f"confirm_remove/{functionaris}", Look.DANGER)
    return _question(question, kept, yes, functionaris)


async def confirm_remove(context: RequestContext, functionaris: str) -> Screen:
    """Asked once more, because it cannot be taken back."""
    found = await _find(context, functionaris)
    if found is None:
        return _gone()
    question = t("remove.sure", "Weet u het zeker?")
    what = t(
        "remove.what",
        "{label} komt er vanaf het volgende bericht niet meer in. Terugdraaien kan niet; opnieuw uitnodigen wel.",
        label=found.who.label,
    )
    yes = Button(t("btn.remove_now", "Definitief beëindigen"), f"remove_access/{functionaris}", Look.DANGER)
    return _question(question, (what,), yes, functionaris)


def _question(question: Text, lines: tuple[Text, ...], yes: Button, functionaris: str) -> Screen:
    no = Button(t("btn.keep_access", "Nee, toegang houden"), f"colleague/{functionaris}")
    return Screen((Block(Style.QUESTION, question), *(line(each) for each in lines)), ((no,), (yes,)))


def _row(found: Colleague) -> Text:
    if not found.team:
        return t("colleagues.row", "{label}: {rol}", label=found.who.label, rol=ROLES[found.who.rol])
    return t(
        "colleagues.row.team",
        "{label}: {rol}, {team}",
        label=found.who.label,
        rol=ROLES[found.who.rol],
        team=found.team,
    )


def _invite() -> Button:
    return Button(t("btn.invite", "Iemand uitnodigen"), "invite")


def _gone() -> Screen:
    return Screen((line(t("notice.gone", "Deze collega heeft geen toegang meer.")),), ((to("colleagues/0"), menu()),))


async def _find(context: RequestContext, functionaris: str) -> Colleague | None:
    return next((each for each in await context.unit.people.roster(context.now) if each.who.id == functionaris), None)
