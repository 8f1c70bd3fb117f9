"""Tells those who steer by a target that its end is near, on the days before it that the municipality chose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.conversation.routes import link
from bot.conversation.screen import Button, Look, Screen, t, tn
from bot.messages.params import OfTarget
from bot.messages.post import Post
from bot.planning.holidays import holiday
from bot.reports import goals
from bot.reports.answer import Question
from bot.reports.days import Span
from bot.reports.naming import OF_EVERYBODY
from bot.reports.routes import REPORT, Kind
from bot.reports.units import ALL, TEAM
from bot.runtime.clock import AMSTERDAM, local_day
from bot.ui.widgets import hint, line, menu, title
from flows.agenda import Wishes, is_workday, next_moment
from flows.days import ends
from flows.doelen import Doel
from flows.people import Right
from storage.reports import Eenheid, Soort
from storage.unit import Storage


async def remind_of_targets(storage: Storage, now: datetime, doelen: Sequence[Doel]) -> int:
    """Post a bericht about every target of which it is the day, once for everybody; gives how many were new."""
    today = local_day(now)
    due = [(doel, days) for doel in doelen if (days := doel.reminder(today)) is not None]
    if not due or not is_workday(today, holiday):
        return 0
    posted = 0
    async with storage.unit() as unit:
        everyone = await unit.people.everyone(now)
        steering = [each for each in everyone if each.may(Right.REPORT_TEAM) or each.may(Right.REPORT_ALL)]
        for doel, days in due:
            last = doel.period(today)[1]
            for who in steering:
                posted += await unit.berichten.post(
                    f"doel:{doel.tag}:{last.isoformat()}:{days}:{who.id}",
                    who.id,
                    "target",
                    {"doel": doel.tag, "tot": last.isoformat()},
                    vanaf=next_moment(now, Wishes(), holiday, AMSTERDAM),
                    geldig_tot=ends(last),
                    at=now,
                )
    return posted


async def target(post: Post, params: OfTarget) -> Screen | None:
    """How far it is for whom it is told to; none when the target is set no more, or they steer by it no more."""
    doel = next((each for each in post.flows.gemeente.doelen if each.tag == params["doel"]), None)
    asked = _of_whom(post)
    if doel is None or asked is None:
        return None
    code, question = asked
    (goal,) = await goals.found(post.unit, question, [doel], post.today)
    left = (params["tot"] - post.today).days
    blocks = (
        title(tn("target.title", "Nog {n} dag voor een doel", "Nog {n} dagen voor een doel", left)),
        line(goals.name_of(doel, post.flows.gemeente)),
        line(goals.stand(goal)),
        hint(t("target.hint", "Wie nog niet gemeten is, kan het verschil maken.")),
    )
    goto = Button(t("btn.report.doelen", "Doelen"), link(REPORT, Kind.DOELEN, code, Span.YEAR), Look.PRIMARY)
    return Screen(blocks, ((goto,), (menu(),)))


def _of_whom(post: Post) -> tuple[str, Question] | None:
    """A team lead hears of the own team, who sees all of everybody."""
    who = post.who
    if who.may(Right.REPORT_TEAM) and who.team is not None:
        unit, name = Eenheid(Soort.TEAM, who.team), t("unit.team", "van uw team")
        return TEAM, Question(unit, name, post.today, post.today)
    if who.may(Right.REPORT_ALL):
        name = OF_EVERYBODY
        return ALL, Question(Eenheid(Soort.ALLES), name, post.today, post.today, masked=True)
    return None
