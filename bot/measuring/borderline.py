"""Uitleg of a question during a measurement: its help, and one tap further every borderline rule."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Screen, Style, t
from bot.instrument.routes import DOUBT
from bot.measuring.elements import answer_rows, more_rules
from bot.measuring.routes import ASK, DIALOGUE, HELP, RULES
from bot.measuring.screens import now
from bot.ui import explanation, wording
from bot.ui.widgets import pages, to
from flows.engine import current


@HELP.handler
async def help_with(context: RequestContext) -> Screen:
    """The delimitation at stake in the open question, with examples each way."""
    dialogue, flow = context.dialogue, context.flow
    step = None if dialogue is None or flow is None else current(flow, dialogue.answers)
    if step is None or dialogue is None or dialogue.repeats:
        return await now(context)
    blocks = [Block(Style.QUESTION, wording.ask(step)), *explanation.explained(step)]
    doubt = Button(t("btn.doubt", "Twijfel aan deze vraag"), link(DOUBT, step.id), Look.QUIET)
    rows = (*answer_rows(step, dialogue), *more_rules(step), (doubt,), (to(link(DIALOGUE)),))
    return Screen(tuple(blocks), rows)


@RULES.handler
async def further_rules(context: RequestContext, step_id: str, page: int) -> Screen:
    """The borderline rules that the help of a question left out, a screen at a time."""
    dialogue, flow = context.dialogue, context.flow
    if dialogue is None or flow is None or step_id not in flow.by_id or dialogue.repeats:
        return await now(context)
    step = flow.by_id[step_id]
    found = explanation.further(step)
    number = min(page, max(len(found) - 1, 0) // explanation.PER_PAGE)
    blocks = [Block(Style.QUESTION, wording.ask(step)), *explanation.page(found, number)]
    leaf = pages(lambda at: link(RULES, step_id, at), number, len(found), explanation.PER_PAGE)
    rows = (*answer_rows(step, dialogue, now=dialogue.answers.get(step_id)), *leaf)
    asked = current(flow, dialogue.answers)
    back = link(HELP) if asked is not None and asked.id == step_id else link(ASK, step_id)
    return Screen(tuple(blocks), (*rows, (to(back),)))
