"""Last time's measurement on one card: it still holds, or something is different."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation.context import RequestContext
from bot.conversation.screen import Block, Button, Look, Screen, Style, Text, t
from bot.measuring import reasons
from bot.measuring.frame import heading, kenmerken, ways_out
from bot.ui import wording
from bot.ui.widgets import hint, item, line, menu, strong, title, to
from flows.dialogue import Dialogue
from flows.model import Flow
from flows.people import Right
from storage.meetmomenten import Confirmations

A_YEAR = timedelta(days=365)


def card(context: RequestContext, flow: Flow, dialogue: Dialogue) -> Screen:
    """Trede, reason and kenmerken of last time."""
    blocks = [
        Block(Style.QUESTION, t("hermeting.title", "Klopt dit nog?")),
        heading(context),
        strong(wording.named(context.flows, dialogue.earlier["uitslag"])),
        *(item(text) for text in reasons.held(flow, dialogue.earlier, context.today)),
        *kenmerken(flow, dialogue.earlier, context.today),
        hint(t("hermeting.growth", "De groei schat u daarna altijd opnieuw.")),
    ]
    rows = (
        (
            Button(t("btn.unchanged", "Alles klopt nog"), "unchanged", Look.PRIMARY),
            Button(t("btn.different", "Iets is anders"), "different"),
        ),
        (Button(t("btn.afresh", "Alle vragen opnieuw"), "afresh", Look.QUIET),),
        ways_out(),
    )
    return Screen(tuple(blocks), rows)


async def rates(context: RequestContext) -> Screen:
    """How often a hermeting in the past year confirmed everything: a reason to look, never a norm."""
    found = await context.unit.meetmomenten.confirmations(context.who, context.now - A_YEAR)
    blocks = [title(t("rates.title", "Hermetingen in het afgelopen jaar"))]
    blocks += [item(_rate(each)) for each in found]
    if not found:
        blocks.append(line(t("rates.none", "Er is in het afgelopen jaar nog niets opnieuw gemeten.")))
    blocks.append(hint(t("rates.why", "Veel ongewijzigd kan kloppen. Het is een reden om samen eens te kijken.")))
    back = "team/0" if context.who.may(Right.SEE_TEAM) else "clients/0"
    return Screen(tuple(blocks), ((to(back), menu()),))


def _rate(found: Confirmations) -> Text:
    return t(
        "rates.row",
        "{label}: {unchanged} van {total} ongewijzigd ({percent} %)",
        label=found.label,
        unchanged=found.unchanged,
        total=found.total,
        percent=round(100 * found.unchanged / found.total),
    )
