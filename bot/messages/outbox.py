"""Messages that could not be sent: who should have had them, why, and trying again."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Button, Look, Screen, Text, t
from bot.messages.routes import OUTBOX, REVIVE, REVIVE_ALL
from bot.messages.words import kind, reason
from bot.runtime.clock import local_day
from bot.ui.widgets import column, hint, item, line, menu, title
from storage.outbox.berichten import Bericht

_PAGE = 5


@OUTBOX.handler
async def outbox(context: RequestContext) -> Screen:
    """The newest dead letters, with a button for each and one for all."""
    dead = await context.unit.berichten.dead(_PAGE)
    heading = title(t("outbox.title", "Niet verzonden berichten"))
    if not dead:
        return Screen((heading, line(t("outbox.none", "Er zijn geen berichten blijven liggen."))), ((menu(),),))
    total, labels = await context.unit.berichten.count_dead(), await context.unit.people.labels()
    what = t("outbox.what", "Aantal: {n}. Los eerst de oorzaak op en probeer het dan opnieuw.", n=total)
    lines = [item(line_of(each, labels[each.aan])) for each in dead]
    buttons = [Button(t("btn.revive", "Opnieuw: {number}", number=each.id), link(REVIVE, each.id)) for each in dead]
    every = Button(t("btn.revive_all", "Alles opnieuw"), link(REVIVE_ALL), Look.PRIMARY)
    return Screen((heading, hint(what), *lines), (*column(buttons), (every,), (menu(),)))


def line_of(bericht: Bericht, label: str) -> Text:
    """One dead letter: its number, day, receiver, kind and what went wrong."""
    return t(
        "outbox.row",
        "{number} · {day} · {label} · {kind} · {reason}",
        number=bericht.id,
        day=local_day(bericht.vanaf),
        label=label,
        kind=kind(bericht.sjabloon),
        reason=reason(bericht.fout or ""),
    )
