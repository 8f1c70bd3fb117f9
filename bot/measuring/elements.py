"""What every screen of a dialogue shares: whose it is, what was answered, the choices and the ways out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Entry, Exchange, Look, Style, Text, t, verbatim
from bot.measuring.routes import ANSWER, ASK_STOP, BACK, LATER, RULES
from bot.ui import wording
from bot.ui.explanation import further
from bot.ui.widgets import Rows, column, date_entry, hint, to
from flows.dialogue import Dialogue
from flows.engine import offered, passed, proposal
from flows.given import still_given
from flows.model import ONBEKEND, Caution, Flow, Kind, Step
from flows.paths import progress
from flows.values import bounds, observed

_PAIR = 2
_SHORT = 14
_AGO, _AHEAD = timedelta(weeks=1), timedelta(weeks=26)


def heading(context: RequestContext) -> Block:
    """Whose measurement this is."""
    code = verbatim(context.dialogue.client if context.dialogue else "")
    if context.dialogue is not None and context.dialogue.corrigeert:
        return hint(t("heading.correction", "Correctie voor cliënt {code}", code=code))
    return hint(t("heading.client", "Cliënt {code}", code=code))


def caution_block(caution: Caution) -> Block:
    """What deserves a second look; it keeps nobody from going on."""
    return Block(Style.WARNING, Text(f"warning.{caution.id}", caution.text))


def answer_rows(step: Step, dialogue: Dialogue, proposed: str | None = None, *, now: str | None = None) -> Rows:
    """The choices as buttons: two short ones side by side, otherwise one per row.

    The ``proposed`` one stands out; of a question that is asked again, the answer that holds ``now`` is marked.
    """
    choices = offered(step, dialogue.answers)
    buttons = [
        Button(
            wording.choice_label(step, choice),
            link(ANSWER, step.id, choice.id),
            Look.PRIMARY if choice.id == proposed else Look.PLAIN,
            chosen=None if now is None else choice.id == now,
        )
        for choice in choices
    ]
    if step.unsure:
        unsure = t("btn.unsure", "Niet bekend")
        buttons.append(Button(unsure, link(ANSWER, step.id, ONBEKEND), chosen=None if now is None else now == ONBEKEND))
    if len(buttons) == _PAIR and all(len(choice.label) <= _SHORT for choice in choices):
        return (tuple(buttons),)
    return column(buttons)


def more_rules(step: Step) -> Rows:
    """The way to the rules that the help leaves out, where there are any."""
    if not further(step):
        return ()
    return ((Button(t("btn.rules", "Meer grensgevallen"), link(RULES, step.id, 0), Look.QUIET),),)


def entry(context: RequestContext, step: Step, dialogue: Dialogue) -> Entry | None:
    """What may be typed at a step; the example of a day is one that can be the answer."""
    if step.kind in (Kind.DATE, Kind.PLAN):
        first, last = bounds(step, dialogue.answers, context.today)
        day = min(max(first, context.today + (_AHEAD if step.kind is Kind.PLAN else -_AGO)), last)
        return date_entry(day, alone=not step.choices)
    if step.kind is Kind.NUMBER:
        return Entry("number", t("entry.number", "Typ een getal"), "12")
    return Entry("answer", t("entry.answer", "Of typ uw antwoord")) if step.id == "P0" else None


def shown(context: RequestContext, dialogue: Dialogue, step: Step) -> Text:
    """The value a step has now: answered, proposed or not filled in."""
    given = dialogue.answers.get(step.id) or proposal(step, dialogue.answers, dialogue.earlier)
    if given is None and step.kind is Kind.DATE and step.silent:
        given = observed(dialogue.answers, context.today).isoformat()
    return wording.value(step, given or "onbekend", context.today)


def log_of(context: RequestContext, flow: Flow, dialogue: Dialogue) -> tuple[Exchange, ...]:
    """What was asked and answered before, oldest first."""
    return tuple(_exchanges(context, flow, dialogue))


def _exchanges(context: RequestContext, flow: Flow, dialogue: Dialogue) -> Iterable[Exchange]:
    given = still_given(dialogue.answers)
    for step in passed(flow, dialogue.answers):
        if step.card or step.id in given:
            continue
        answer = dialogue.answers[step.id]
        if step.kind is Kind.OUTCOME:
            said = wording.named(context.flows, answer)
        else:
            said = wording.value(step, answer, context.today)
        yield Exchange(wording.ask(step), said, wording.label(step))


def progress_of(flow: Flow, dialogue: Dialogue) -> Text:
    """How far the dialogue is."""
    number, total = progress(flow, dialogue.answers)
    return t("progress", "Stap {number} van hoogstens {total}", number=number, total=total)


def ways_out() -> tuple[Button, ...]:
    """Back, pause and stop: the last row of every screen of a dialogue."""
    return (
        to(link(BACK)),
        Button(t("btn.later", "Later"), link(LATER), Look.QUIET),
        Button(t("btn.stop", "Stoppen"), link(ASK_STOP), Look.QUIET),
    )
