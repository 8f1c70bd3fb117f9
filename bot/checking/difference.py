"""Verschil van inzicht: two colleagues measured one client on one day, and see something differently."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checking.routes import ADOPT_VIEW, KEEP_VIEW, VERSCHIL, YIELD_VIEW
from bot.clients.finding import unknown
from bot.clients.routes import CLIENT_CARD
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Screen, Text, t
from bot.ui import wording
from bot.ui.widgets import hint, item, line, menu, title, to
from flows.meetmoment import Actie, Meetmoment, Status, answers_of
from flows.model import ONBEKEND


@VERSCHIL.handler
async def verschil(context: RequestContext, meetmoment_id: str) -> Screen:
    """Both views side by side, and what each of the two can do."""
    concept = await context.meetmoment(meetmoment_id)
    if concept is None:
        return unknown()
    heading = title(t("verschil.title", "Verschil van inzicht over {code}", code=concept.client))
    back = (to(link(CLIENT_CARD, concept.client)), menu())
    if concept.status is not Status.CONCEPT or concept.actie is Actie.INTREKKING:
        return Screen((heading, line(t("verschil.settled", "Dit is opgelost. Er is niets meer te doen."))), (back,))
    standing = await context.unit.controles.standing(concept.client, concept.meting.datum)
    labels = await context.unit.people.labels({each.door for each in (standing, concept) if each is not None})
    blocks = [heading]
    if standing is not None:
        blocks += [_view(context, standing, labels), _view(context, concept, labels)]
        blocks += [item(text) for text in _differences(context, standing, concept)]
        if not (standing.meting.antwoorden and concept.meting.antwoorden):
            blocks.append(hint(t("verschil.direct", "Bij directe invoer zijn de vragen over de trede niet gesteld.")))
        blocks.append(hint(t("verschil.talk", "Bespreek het samen. Wie het eens wordt, past het hier aan.")))
    else:
        blocks += [_view(context, concept, labels), line(t("verschil.alone", "Het andere meetmoment is ingetrokken."))]
    buttons = []
    if standing is None or standing.door == context.who.id:
        adopt = t("btn.adopt", "Dit concept laten gelden")
        buttons.append((Button(adopt, link(ADOPT_VIEW, concept.id), Look.PRIMARY),))
    if standing is not None and standing.door == context.who.id:
        buttons.append((Button(t("btn.keep", "Mijn meting blijft staan"), link(KEEP_VIEW, concept.id)),))
    if concept.door == context.who.id:
        buttons.append((Button(t("btn.yield", "Mijn concept intrekken"), link(YIELD_VIEW, concept.id)),))
    return Screen(tuple(blocks), (*buttons, back))


def _view(context: RequestContext, found: Meetmoment, labels: dict[str, str]) -> Block:
    who, stand = labels.get(found.door, found.door), found.meting.stand
    label = wording.position_label(context.flows.positions[str(stand.positie)])
    return line(t("verschil.view", "{who}: {stand} · {label}", who=who, stand=str(stand), label=label))


def _differences(context: RequestContext, one: Meetmoment, other: Meetmoment) -> Iterator[Text]:
    """Each question that was answered differently; what one of the two left open is no difference."""
    flow = context.flows.newest("stroomschema")
    first, second = answers_of(one.meting)[1], answers_of(other.meting)[1]
    for step in flow.steps:
        given = (first.get(step.id), second.get(step.id))
        if step.id in ("datum", "gepland", "uitslag") or given[0] == given[1]:
            continue
        if None in given or (ONBEKEND in given and (step.card or step.option)):
            continue
        said = [wording.value(step, value or "", context.today) for value in given]
        yield t(
            "verschil.row",
            "{label}: {first} of {second}",
            label=wording.label(step),
            first=said[0],
            second=said[1],
        )
