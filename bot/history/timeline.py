"""A client's way over the ladder as a picture, with the same facts as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from bot.conversation.context import RequestContext
from bot.conversation.screen import Picture, t
from bot.pictures import Point, TimelineWords, timeline
from bot.texts.translations import words
from bot.ui import wording
from flows.ladder import TREDEN, Stand
from flows.meetmoment import Meetmoment

# An SVG is some 6 kB: these are the clients that a team looks at again within the hour.
_KEPT = 256


def picture(code: str, counted: Sequence[Meetmoment], context: RequestContext) -> Picture | None:
    """The timeline of what counts; none when nothing does yet."""
    if not counted:
        return None
    points = tuple(
        Point(each.meting.datum, each.meting.stand.positie, each.meting.stand.groei, each.versie > 1)
        for each in counted
    )
    header = (t("timeline.day", "Datum"), t("timeline.position", "Positie"))
    rows = tuple(
        (t("value.day", "{day}", day=each.meting.datum), wording.stand(each.meting)) for each in reversed(counted)
    )
    said = words(context.chat.taal)
    named = tuple(said.say(wording.short(context.flows.positions[str(trede)])) for trede in TREDEN)
    svg = _drawn(code, points, context.today, context.chat.taal, named)
    return Picture(svg, t("timeline.title", "Tijdlijn van {code}", code=code), header, rows)


@lru_cache(maxsize=_KEPT)
def _drawn(code: str, points: tuple[Point, ...], until: date, taal: str, named: tuple[str, ...]) -> str:
    """The picture, drawn again only when something in it is different."""
    said, last = words(taal), points[-1]
    description = t(
        "timeline.description",
        "Het laatste meetmoment is {stand} op {day}.",
        stand=str(Stand(last.positie, last.groei)),
        day=last.datum,
    )
    texts = TimelineWords(
        title=said.say(t("timeline.title", "Tijdlijn van {code}", code=code)),
        description=said.say(description),
        treden=dict(zip(TREDEN, named, strict=True)),
        off_ladder=said.say(t("timeline.off", "niet op de ladder")),
        growth=said.say(t("timeline.growth", "groei verwacht")),
        not_placed=said.say(t("timeline.code0", "nog niet ingedeeld")),
        out_of_sight=said.say(t("timeline.code9", "uit beeld")),
        corrected=said.say(t("timeline.corrected", "gecorrigeerd")),
        today=said.say(t("timeline.today", "vandaag")),
        day=said.day,
        month=said.month,
    )
    return timeline(points, until=until, words=texts)
