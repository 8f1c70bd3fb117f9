"""What a registered meetmoment says, and what each of its versions did to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce

from bot.conversation.context import RequestContext
from bot.conversation.screen import Block, Param, Text, t
from bot.runtime.clock import AMSTERDAM
from bot.ui import wording
from bot.ui.facts import fact, kenmerken
from bot.ui.widgets import hint, item, strong
from flows.checking import TERUG
from flows.engine import applicable
from flows.given import still_given
from flows.meetmoment import IMPORT, REDENEN, Actie, Meetmoment, Status, answers_of
from flows.model import ONBEKEND, Flow
from flows.vrijstelling import CODE

# What the name of the position says already.
_NAMED_ABOVE = frozenset({"P0", "positie", "uitslag"})

_REASON_LABELS = (
    t("btn.reason.button", "Verkeerde knop"),
    t("btn.reason.news", "Nieuwe informatie"),
    t("btn.reason.date", "Verkeerde datum"),
    t("btn.reason.client", "Verkeerde cliënt"),
    t("btn.reason.peers", "Na intervisie"),
    t("btn.reason.other", "Andere reden"),
)
REASONS: dict[str, Text] = dict(zip(REDENEN, _REASON_LABELS, strict=True))

_BACK_LABELS = (
    t("btn.terug.andere_trede", "Andere trede past beter"),
    t("btn.terug.niet_volledig", "Niet volledig"),
    t("btn.terug.eerst_overleg", "Eerst overleggen"),
    t("btn.terug.anders", "Andere reden"),
)
SENT_BACK: dict[str, Text] = dict(zip(TERUG, _BACK_LABELS, strict=True))


def content(found: Meetmoment, context: RequestContext) -> Iterator[Block]:
    """What a meetmoment says: position, answers and kenmerken, with the rules it was taken with."""
    meting = found.meting
    yield strong(wording.named(context.flows, str(meting.stand.positie)))
    flow_id, answers = answers_of(meting)
    flow = context.flows.newest(flow_id)
    for step in applicable(flow, answers):
        unasked = step.card or step.silent or step.id in _NAMED_ABOVE
        if not unasked and step.id in answers and (step.id, answers[step.id]) != ("G2", ONBEKEND):
            yield fact(step, answers[step.id], context.today)
    yield from kenmerken(flow, answers, context.today)
    yield from _beside(found, flow, context)
    if meting.methode == IMPORT:
        yield hint(t("moment.imported", "Overgenomen uit een ander systeem. Met welke regels, is niet bekend."))
    else:
        yield hint(t("moment.rules", "Regelversie {version}", version=meting.regelversie))


def _beside(found: Meetmoment, flow: Flow, context: RequestContext) -> Iterator[Block]:
    """What was asked then and is not asked any more, and what nobody asked."""
    before = context.flows.catalogue.newest(flow.id).by_id
    for name, value in found.meting.aanvullend.items():
        if name in before and name not in flow.by_id:
            yield fact(before[name], value, context.today)
    if CODE in found.meting.aanvullend and CODE not in flow.by_id:
        value = found.meting.aanvullend[CODE]
        yield item(t("summary.row", "{label}: {value}", label=wording.OF_CODE["label"], value=value))
    given = [
        wording.label(before[step]) for step in still_given({**found.meting.antwoorden, **found.meting.aanvullend})
    ]
    if given:
        what = reduce(lambda one, other: t("moment.and", "{one}, {other}", one=one, other=other), given)
        yield hint(t("moment.given", "Overgenomen als bekend, niet gevraagd: {what}", what=what))


def people_in(*versions: Meetmoment) -> set[str]:
    """Everybody whom the lines of these versions name."""
    return {who for each in versions for who in (each.door, each.gecontroleerd_door) if who is not None}


def version_line(each: Meetmoment, labels: Mapping[str, str]) -> Text:
    """One version: what it says, whose it is, since when and why."""
    params: dict[str, Param] = {
        "n": each.versie,
        "stand": str(each.meting.stand),
        "who": labels.get(each.door, each.door),
        "time": each.geregistreerd.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M"),
    }
    if each.gecontroleerd_door is not None:
        params["who"] = labels.get(each.gecontroleerd_door, each.gecontroleerd_door)
    if each.status is Status.TERUGGEGEVEN:
        params["reason"] = SENT_BACK.get(each.reden or "", SENT_BACK["anders"])
        return t("moment.returned", "Versie {n}: {stand} · teruggegeven door {who}, {time} · {reason}", **params)
    if each.gecontroleerd_door is not None:
        return t("moment.approved", "Versie {n}: {stand} · akkoord van {who}, {time}", **params)
    if each.reden is None:
        return t("moment.version", "Versie {n}: {stand} · {who}, {time}", **params)
    params["reason"] = REASONS.get(each.reden, REASONS["anders"])
    if each.actie is Actie.INTREKKING:
        return t("moment.withdrawn", "Versie {n}: {stand} · ingetrokken door {who}, {time} · {reason}", **params)
    return t("moment.corrected", "Versie {n}: {stand} · correctie door {who}, {time} · {reason}", **params)
