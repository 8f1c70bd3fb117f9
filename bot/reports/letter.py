"""The monthly letter to a team lead: one picture and five sentences, to begin a conversation with."""

from __future__ import annotations

from datetime import date

from bot.clients.routes import CLIENT_CARD
from bot.conversation.routes import link
from bot.conversation.screen import Button, Look, Screen, Text, t, verbatim
from bot.messages.params import OfMonth
from bot.messages.post import Post
from bot.reports import caseload, forecast, movement
from bot.reports.answer import Question, shown
from bot.reports.routes import CASELOAD
from bot.texts.translations import words
from bot.ui import wording
from bot.ui.widgets import hint, item, title
from flows.people import Right
from flows.planning import add_months
from flows.reports.caseload import Caseload
from flows.reports.lists import Lijst, Regel, belongs
from flows.reports.movement import Beweging
from storage.reports import Eenheid, Soort

# Which list gives the case to discuss: the first that has anybody.
_TO_DISCUSS = (Lijst.GEDAALD, Lijst.WITTE_VLEK, Lijst.VERLOPEN)


async def letter(post: Post, params: OfMonth) -> Screen | None:
    """The team in the month before; none for whoever leads no team any more."""
    who, last = post.who, params["tot"]
    if not who.may(Right.REPORT_TEAM) or who.team is None:
        return None
    first = add_months(last, -1)
    unit = Eenheid(Soort.TEAM, who.team)
    name = wording.own_team(pilot=await post.unit.teams.in_pilot(who.team))
    day, month, year = (Question(unit, name, last, van) for van in (last, first, add_months(last, -12)))
    now = await caseload.found(post.unit, day, post.today)
    if now.in_beeld == 0:
        return None
    moved = await movement.found(post.unit, month)
    foreseen = await forecast.found(post.unit, year)
    lines = await post.unit.reports.lines(unit, first, last)
    case = _case(lines, last)
    said = words(who.taal or "nl")
    answer = caseload.answer(now, day, post.flows, said)
    blocks = [
        title(t("letter.title", "Uw team in de maand tot {day}", day=last)),
        *(item(text) for text in _sentences(moved, now, forecast.came_true(foreseen.plus, year))),
        item(_discuss(case)),
        hint(t("letter.why", "Eén plaatje en vijf zinnen, om een gesprek mee te beginnen.")),
    ]
    rows = [(Button(t("btn.caseload", "Caseload"), link(CASELOAD, None, None, None), Look.PRIMARY),)]
    if case is not None:
        rows.append((Button(t("btn.see_code", "Bekijk {code}", code=case.client), link(CLIENT_CARD, case.client)),))
    return Screen(tuple(blocks), tuple(rows), picture=answer.picture())


def _sentences(moved: Beweging, now: Caseload, foreseen: Text) -> list[Text]:
    return [
        t("letter.rose", "Gestegen: {n}", n=shown(moved.gestegen)),
        t("letter.fell", "Gedaald: {n}", n=shown(moved.gedaald)),
        t("letter.overdue", "Verlopen: {n} van {whole}", n=shown(now.verlopen), whole=shown(now.op_ladder)),
        t("letter.forecast", "Een jaar later: {share}", share=foreseen),
    ]


def _case(lines: list[Regel], day: date) -> Regel | None:
    for lijst in _TO_DISCUSS:
        found = [each for each in lines if belongs(lijst, each, day)]
        if found:
            return min(found, key=lambda each: ((each.positie or 0) - (each.vroeger or 0), each.client))
    return None


def _discuss(case: Regel | None) -> Text:
    if case is None:
        return t("letter.nobody", "Om te bespreken: deze maand springt er niemand uit")
    return t("letter.case", "Om te bespreken: {code}", code=verbatim(case.client))
