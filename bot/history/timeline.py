"""A client's way over the ladder as a picture, with the same facts as a table."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.context import RequestContext
from bot.conversation.screen import Picture, Text, t
from bot.pictures import Point, TimelineWords, timeline
from bot.texts.translations import words
from bot.ui import wording
from flows.meetmoment import Meetmoment


def picture(code: str, counted: Sequence[Meetmoment], context: RequestContext) -> Picture | None:
    """The timeline of what counts; none when nothing does yet."""
    if not counted:
        return None
    points = [
        Point(each.meting.datum, each.meting.stand.positie, each.meting.stand.groei, each.versie > 1)
        for each in counted
    ]
    header = (t("timeline.day", "Datum"), t("timeline.position", "Positie"))
    rows = tuple(
        (t("value.day", "{day}", day=each.meting.datum), wording.stand(each.meting)) for each in reversed(counted)
    )
    heading = t("timeline.title", "Tijdlijn van {code}", code=code)
    svg = timeline(points, until=context.today, words=_words(heading, context, counted[-1]))
    return Picture(svg, heading, header, rows)


def _words(heading: Text, context: RequestContext, last: Meetmoment) -> TimelineWords:
    flows, said = context.flows, words(context.chat.taal)
    description = t(
        "timeline.description",
        "Het laatste meetmoment is {stand} op {day}.",
        stand=str(last.meting.stand),
        day=last.meting.datum,
    )
    return TimelineWords(
        title=said.say(heading),
        description=said.say(description),
        treden={trede: said.say(wording.short(flows.positions[str(trede)])) for trede in range(1, 7)},
        off_ladder=said.say(t("timeline.off", "niet op de ladder")),
        growth=said.say(t("timeline.growth", "groei verwacht")),
        not_placed=said.say(t("timeline.code0", "nog niet ingedeeld")),
        out_of_sight=said.say(t("timeline.code9", "uit beeld")),
        corrected=said.say(t("timeline.corrected", "gecorrigeerd")),
        today=said.say(t("timeline.today", "vandaag")),
        day=said.day,
        month=said.month,
    )
