"""Uitleg: the treden with their delimitation and examples, and the whole question list on its own."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Screen, Style, Text, t
from bot.ladder.routes import LADDER, QUESTION, QUESTIONS, TREDE
from bot.ui import explanation, wording
from bot.ui.widgets import column, hint, item, line, menu, pages, pairs, title, to
from flows.gemeente import Options
from flows.ladder import TREDEN
from flows.model import Flow, Kind, Step

FLOW = "stroomschema"


@LADDER.handler
async def overview(context: RequestContext) -> Screen:
    """The six treden, the highest on top, as on the ladder itself."""
    flows = context.flows
    buttons = [Button(wording.named_short(flows, str(trede)), link(TREDE, str(trede))) for trede in reversed(TREDEN)]
    blocks = (
        title(t("ladder.title", "De Participatieladder")),
        line(t("ladder.what", "Een momentopname van wat iemand nu doet. Niet wat iemand kan of moet.")),
        line(t("ladder.plus", "Een + betekent: naar verwachting binnen een jaar minstens één trede hoger.")),
    )
    rows = (*column(buttons), (Button(t("btn.questions", "Alle vragen"), link(QUESTIONS)), menu()))
    return Screen(blocks, rows)


@TREDE.handler
async def trede(context: RequestContext, position_id: str) -> Screen:
    """One trede: its delimitation and who stands on it."""
    position = context.flows.positions.get(position_id)
    if position is None:
        return await overview(context)
    blocks = [title(wording.named(context.flows, position_id)), line(wording.definition(position))]
    if position.examples:
        blocks.append(Block(Style.TEXT, t("ladder.examples", "Bijvoorbeeld:")))
    for number, example in enumerate(position.examples, 1):
        blocks.append(item(Text(f"position.{position.id}.example.{number}", example)))
    return Screen(tuple(blocks), ((to(link(LADDER)), menu()),))


@QUESTIONS.handler
async def questions(context: RequestContext) -> Screen:
    """The question list, without starting a measurement."""
    flow = context.flows.newest(FLOW)
    blocks = [title(t("questions.title", "Alle vragen van het stroomschema"))]
    for step in _asked(flow):
        blocks.append(item(t("questions.row", "{label}: {ask}", label=wording.label(step), ask=wording.ask(step))))
        blocks += [item(t("questions.part", "– {text}", text=text)) for text in wording.lines(step, "items")]
    kenmerken = [step for step in flow.steps if step.card]
    if kenmerken:
        blocks.append(line(t("questions.card", "Daarna de klantkenmerken, op één kaart:")))
        blocks += [item(wording.label(step)) for step in kenmerken]
    blocks.append(hint(_version(flow.rules, context.flows.gemeente.options)))
    explained = [Button(wording.label(step), link(QUESTION, step.id, 0)) for step in _asked(flow) if step.rules]
    return Screen(tuple(blocks), (*pairs(explained), (to(link(LADDER)), menu())))


@QUESTION.handler
async def question(context: RequestContext, step_id: str, page: int) -> Screen:
    """One question with its help, and on the following pages every borderline rule."""
    step = context.flows.newest(FLOW).by_id.get(step_id)
    if step is None:
        return await questions(context)
    found = explanation.further(step)
    leaves = 1 + -(-len(found) // explanation.PER_PAGE)
    number = min(page, leaves - 1)
    blocks = [title(wording.ask(step))]
    blocks += explanation.page(found, number - 1) if number else explanation.explained(step)
    turning = pages(lambda at: link(QUESTION, step_id, at), number, leaves, 1)
    return Screen(tuple(blocks), (*turning, (to(link(QUESTIONS)), menu())))


def _asked(flow: Flow) -> list[Step]:
    return [step for step in flow.steps if step.card is None and step.kind is Kind.CHOICE]


def _version(rules: str, options: Options) -> Text:
    if options.changed():
        return t("questions.version.own", "Regelversie {version}, met eigen keuzes van de gemeente", version=rules)
    return t("questions.version", "Regelversie {version}", version=rules)
