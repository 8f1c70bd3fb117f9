"""The klantkenmerken as one card: confirmed with one tap, or opened to change a few."""

from __future__ import annotations

from collections.abc import Iterator

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Screen, Style, Text, t
from bot.measuring.elements import caution_block, heading, log_of, progress_of, shown, ways_out
from bot.measuring.routes import ASK, CARD_HELP, CONFIRM, DIALOGUE, KENMERKEN, TOGGLE
from bot.placements import derived
from bot.ui import wording
from bot.ui.widgets import column, hint, item, line, title, to
from flows.conditions import holds, terms
from flows.dialogue import Dialogue
from flows.engine import confirm_card, proposal, reachable
from flows.model import ONBEKEND, Caution, Flow, Step


async def whole(context: RequestContext, flow: Flow, dialogue: Dialogue, name: str) -> Screen:
    """The card as it would be recorded."""
    steps = [step for step in flow.card(name) if holds(step.when, dialogue.answers) and not step.derived]
    blocks = [Block(Style.QUESTION, t("card.title", "Kloppen deze klantkenmerken?")), heading(context)]
    blocks += [caution_block(each) for each in _cautions(flow, dialogue, name)]
    blocks += await derived.missing(context, flow, dialogue)
    blocks += [item(_row(context, dialogue, step)) for step in steps]
    blocks += await derived.facts(context, flow, dialogue)
    if dialogue.earlier:
        blocks.append(hint(t("card.earlier", "Zo stond het bij het vorige meetmoment.")))
    else:
        blocks.append(hint(t("card.first", "Dit is een voorstel. Pas aan wat anders is.")))
    rows = (
        (Button(t("btn.card.confirm", "Alles klopt"), link(CONFIRM, name), Look.PRIMARY),),
        (Button(t("btn.change", "Iets wijzigen"), link(KENMERKEN)),),
        *derived.ways(flow, dialogue),
        ways_out(),
    )
    return Screen(tuple(blocks), rows, log=log_of(context, flow, dialogue), progress=progress_of(flow, dialogue))


def _cautions(flow: Flow, dialogue: Dialogue, name: str) -> Iterator[Caution]:
    """What would deserve a second look if this card were confirmed as it is shown, because of what is on it."""
    on_card = {step.id for step in flow.card(name)}
    answers = confirm_card(flow, dialogue.answers, name, dialogue.earlier)
    for each in flow.cautions:
        if holds(each.when, answers) and any(term.step in on_card for term in terms(each.when)):
            yield each


def standing(flow: Flow, dialogue: Dialogue) -> list[Step]:
    """The steps on the card that somebody answers, under the present answers; none before its turn."""
    answers = dialogue.answers
    steps = [step for step in flow.steps if step.on_card and holds(step.when, answers)]
    return steps if any(reachable(flow, step, answers) for step in steps) else []


def opened(context: RequestContext, dialogue: Dialogue, steps: list[Step]) -> Screen:
    """The kenmerken card opened for change: a tap flips ja and nee, and what changed is marked and named."""
    blocks = [Block(Style.QUESTION, t("card.change", "Tik op wat anders is")), heading(context)]
    changed = [step for step in steps if _changed(dialogue, step)]
    if changed:
        blocks.append(line(t("card.changed", "Gewijzigd:")))
        blocks += [item(_difference(context, dialogue, step)) for step in changed]
    rows = column([_card_button(context, dialogue, step, marked=step in changed) for step in steps])
    done = Button(t("btn.card.done", "Klaar, alles klopt"), link(CONFIRM, steps[0].card or ""), Look.PRIMARY)
    aside = (Button(t("btn.help", "Uitleg"), link(CARD_HELP), Look.QUIET), to(link(DIALOGUE)))
    more = () if context.flow is None else derived.ways(context.flow, dialogue)
    return Screen(tuple(blocks), (*rows, *more, (done,), aside))


def explained(steps: list[Step]) -> Screen:
    """What each kenmerk means."""
    blocks = [title(t("card.help", "Wat betekenen de klantkenmerken?"))]
    for step in steps:
        said = Text(f"{step.id}.help", step.help) if step.help else wording.ask(step)
        blocks.append(item(t("summary.row", "{label}: {value}", label=wording.label(step), value=said)))
    return Screen(tuple(blocks), ((to(link(KENMERKEN)),),))


def _row(context: RequestContext, dialogue: Dialogue, step: Step) -> Text:
    return t("summary.row", "{label}: {value}", label=wording.label(step), value=shown(context, dialogue, step))


def _card_button(context: RequestContext, dialogue: Dialogue, step: Step, *, marked: bool) -> Button:
    text = _row(context, dialogue, step)
    if marked:
        text = t("card.marked", "✎ {row}", row=text)
    if {choice.id for choice in step.choices} == {"ja", "nee"}:
        return Button(text, link(TOGGLE, step.id), Look.SWITCH)
    return Button(text, link(ASK, step.id))


def _before(dialogue: Dialogue, step: Step) -> str:
    """What stood on the card before anybody changed it; in a correction that is what was recorded."""
    if dialogue.corrigeert is not None:
        return dialogue.earlier.get(step.id, ONBEKEND)
    return proposal(step, dialogue.answers, dialogue.earlier) or ONBEKEND


def _changed(dialogue: Dialogue, step: Step) -> bool:
    return dialogue.answers.get(step.id) not in (None, _before(dialogue, step))


def _difference(context: RequestContext, dialogue: Dialogue, step: Step) -> Text:
    before = wording.answered(step, _before(dialogue, step), context.today)
    now = wording.answered(step, dialogue.answers[step.id], context.today)
    if dialogue.corrigeert is None and step.id not in dialogue.earlier:
        # What was proposed the first time nobody ever said.
        return t("summary.row", "{label}: {value}", label=wording.label(step), value=now)
    return t("card.difference", "{label}: was {before}, nu {now}", label=wording.label(step), before=before, now=now)
